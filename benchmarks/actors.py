"""How many of the actors that another coder's authors look up in Wikipedia the reader links to the right item.

    PARLEY_WIKIDATA=FOLDER python benchmarks/actors.py DATA/ngec_actors.jsonl.gz [--show]

Each phrase ("President Belik") is read by `kg read` as an article of its own, with its context, where one is given,
as a second paragraph, and the day it is asked for as its date. A Wikipedia title stands for the item that the index has
under this very label, the likeliest where it has several, else for the likeliest that has it among its names; titles
for which it has none are counted apart ("not in the index"), and no part of the figure. Right is a phrase one of whose
entities has that item; wrong one where the longest name in the phrase has another; the others are left unlinked.
The last line printed is `actors_right` and the share of the right among those in the index.
"""

import argparse
import gzip
import json
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from kg.wikidata.knowledge import knowledge

Record = dict[str, Any]


def asked(path: Path) -> list[Record]:
    """The records that expect a Wikipedia title."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [record for record in map(json.loads, lines) if title_of(record)]


def title_of(record: Record) -> str:
    """The title that the record expects; empty where it expects none."""
    return record["expected"].get("wiki") or record["expected"].get("title") or ""


def item_of(title: str) -> str | None:
    """The QID for which a title stands, if the index or the gazetteer has it."""
    found = [c.item for c in knowledge().lookup(title) if c.item.qid]
    return next((i.qid for i in found if i.label == title), found[0].qid if found else None)


def article(record: Record) -> Record:
    """The phrase as an article."""
    text = record["text"] + (f"\n\n{record['context']}" if record["context"] else "")
    return {"id": record["id"], "text": text, "date": _day(record["query_date"])}


def _day(told: str | None) -> str | None:
    """A day in ISO 8601, from either of the forms in which the data give it."""
    for form in ("%Y-%m-%d", "%d %B %Y"):
        with suppress(ValueError):
            return datetime.strptime(told or "", form).date().isoformat()
    return None


def outcome(record: Record, reading: Record) -> str:
    """One of: right, wrong, unlinked, not in the index."""
    wanted = item_of(title_of(record))
    if wanted is None:
        return "not in the index"
    if "error" in reading:
        return "unlinked"
    if any(entity["qid"] == wanted for entity in reading["entities"]):
        return "right"
    names = [
        (m["end"] - m["start"], e["qid"]) for e in reading["entities"] for m in e["mentions"] if m["kind"] == "name"
    ]
    longest = max(names, key=lambda found: found[0], default=(0, None))
    return "wrong" if longest[1] else "unlinked"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="ngec_actors.jsonl.gz")
    parser.add_argument("--show", action="store_true", help="print each phrase that is not right")
    args = parser.parse_args()
    records = asked(args.data)
    lines = "".join(json.dumps(article(r)) + "\n" for r in records)
    kg = Path(sys.executable).with_name("kg")
    done = subprocess.run([kg, "read", "-"], input=lines, stdout=subprocess.PIPE, text=True, check=False)
    counts: Counter[str] = Counter()
    for record, line in zip(records, done.stdout.splitlines(), strict=True):
        reading = json.loads(line)
        counts[found := outcome(record, reading)] += 1
        if args.show and found in ("wrong", "unlinked"):
            linked = [(e["name"], e["qid"]) for e in reading.get("entities", ())]
            print(f"- {found}: {record['text']!r}, expected {title_of(record)!r}: {linked}")
    within = counts["right"] + counts["wrong"] + counts["unlinked"]
    print(", ".join(f"{counts[k]} {k}" for k in ("right", "wrong", "unlinked", "not in the index")))
    print(f"actors_right {counts['right'] / within if within else 0.0:.4f}")


if __name__ == "__main__":
    main()
