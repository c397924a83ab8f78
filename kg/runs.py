"""What builds did: a log of events and a report of each in the graph's folder.

    my-graph/runs/0007/log.jsonl      an event a line, in JSON: its time (UTC), its name and what there is to say of it
    my-graph/runs/0007/report.json    counts, rates, what was left out by cause, the slowest articles
    my-graph/runs/0007/report.txt     the same, for people

They tell of one machine and one day, and are no part of the graph. The last `KEPT` runs are kept.
"""

import json
import shutil
import time
from pathlib import Path
from typing import Any, TextIO

from kg import folder
from kg.errors import GraphError
from kg.summary import Summary

KEPT = 20
_FOLDER, _LOG, _REPORT, _TEXT = "runs", "log.jsonl", "report.json", "report.txt"


class Run:
    """The log of a run, while it runs."""

    def __init__(self, home: Path) -> None:
        """Raises GraphError where it cannot be written."""
        self.home, self.began = home, time.monotonic()
        self.started = _now()
        self._cpu = time.process_time()
        self._reading: dict[str, float] = {}
        self.unwritten: GraphError | None = None
        """Why the log or the report is not whole, where it is not."""
        try:
            self.folder = _fresh(home / _FOLDER)
            self._log: TextIO | None = (self.folder / _LOG).open("a", encoding="utf-8")
        except OSError as cause:
            raise folder.explained(cause, home) from cause

    def tell(self, event: str, **about: Any) -> None:
        """Write an event down. A log that cannot be written stops nothing, but is told of (`unwritten`)."""
        if self._log is None:
            return
        try:
            line = {"time": _now(), "event": event, **about}
            self._log.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
            self._log.flush()
        except (OSError, UnicodeEncodeError) as cause:
            self._lost(cause)

    def turn(self) -> None:
        """All is read; what follows is writing the graph."""
        self._reading = {
            "seconds": round(time.monotonic() - self.began, 3),
            "writer_cpu_seconds": round(time.process_time() - self._cpu, 3),
        }

    def end(self, summary: Summary, how: str) -> dict[str, Any]:
        """Write the report, which is given back; `how` is "finished", "finished in part" or why it was broken off."""
        report = self._report(summary, how)
        self.tell("ended", how=how, read=summary.read, left_out=len(summary.left_out))
        try:
            (self.folder / _REPORT).write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")
            (self.folder / _TEXT).write_text(readable(report), "utf-8")
        except (OSError, UnicodeEncodeError) as cause:
            self._lost(cause)
        if self._log is not None:
            self._log.close()
            self._log = None
        return report

    def _lost(self, cause: Exception) -> None:
        if self.unwritten is None:
            what = f"the log or the report of this build cannot be written: {cause}"
            self.unwritten = GraphError(what, where=self.folder, hint="the graph itself is whole")

    def _report(self, s: Summary, how: str) -> dict[str, Any]:
        seconds = max(time.monotonic() - self.began, 1e-9)
        reading = max(self._reading.get("seconds", seconds), 1e-9)
        return {
            "outcome": how, "started": self.started, "ended": _now(), "seconds": round(seconds, 3),
            "writer_cpu_seconds": round(time.process_time() - self._cpu, 3),
            "reading": self._reading,
            "articles": {
                "read": s.read, "unchanged": s.unchanged, "resumed": s.resumed, "replaced": s.replaced,
                "repeated": s.repeated, "undated": len(s.undated), "left_out": len(s.left_out),
                "other_files": len(s.others),
            },
            "claims": s.claims, "entities": len(s.entities), "linked": s.linked, "characters": s.characters,
            "articles_per_second": round(s.read / reading, 3),
            "characters_per_second": round(s.characters / reading, 1),
            "left_out_by_cause": [{"cause": cause, "articles": count} for cause, count in s.causes],
            "slowest": [{"seconds": seconds, "source": source} for seconds, source in s.slowest],
        }  # fmt: skip


def readable(report: dict[str, Any]) -> str:
    """A report for people."""
    counts = report["articles"]
    rows = [
        ("outcome", report["outcome"]), ("started", report["started"]), ("ended", report["ended"]),
        ("seconds", f"{report['seconds']:,.1f} (the writer's CPU: {report['writer_cpu_seconds']:,.1f})"),
        *((f"articles {name.replace('_', ' ')}", f"{count:,}") for name, count in counts.items() if count),
        ("articles/s", f"{report['articles_per_second']:,.2f}"),
        ("characters/s", f"{report['characters_per_second']:,.0f}"),
        ("claims", f"{report['claims']:,}"),
        ("entities", f"{report['entities']:,} ({report['linked']:,} linked to Wikidata)"),
    ]  # fmt: skip
    width = max(len(name) for name, _ in rows)
    lines = [f"{name:{width}}  {value}" for name, value in rows]
    if report["left_out_by_cause"]:
        lines += ["", "left out, by cause"]
        lines += [f"{cause['articles']:8,}  {cause['cause']}" for cause in report["left_out_by_cause"]]
    if report["slowest"]:
        lines += ["", "slowest articles, in seconds"]
        lines += [f"{slow['seconds']:8.2f}  {slow['source']}" for slow in report["slowest"]]
    return "".join(f"{line}\n" for line in lines)


def last(home: Path) -> dict[str, Any] | None:
    """The report of the last run that has one."""
    for place in reversed(_numbered(home / _FOLDER)):
        try:
            report: dict[str, Any] = json.loads((place / _REPORT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        return {**report, "folder": str(place)}
    return None


def _numbered(runs: Path) -> list[Path]:
    found = runs.iterdir() if runs.is_dir() else ()
    return sorted((p for p in found if p.name.isdigit()), key=lambda p: int(p.name))


def _fresh(runs: Path) -> Path:
    """A new folder for a run; old ones make way."""
    before = _numbered(runs)
    for place in before[: max(0, len(before) - KEPT + 1)]:
        shutil.rmtree(place, ignore_errors=True)
    place = runs / f"{int(before[-1].name) + 1 if before else 1:04}"
    place.mkdir(parents=True)
    return place


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
