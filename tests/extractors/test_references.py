"""The golden cases of reference in `tests/cases/references/`: who and what is meant by words of a text.

The README beside them explains how a case is written. Cases whose items only the index of Wikidata knows are none of
these: they hold with the core gazetteer alone.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from extractors import FAST, reader
from kg.model import Article, Entity, Reading

CASES = Path(__file__).resolve().parents[1] / "cases" / "references"
LIMITS = "known-limits"
DATE = "2024-06-10"
_LINE = re.compile(r'"(?P<words>[^"]+)"(?P<nth>\d+)? (?P<verb>is|at) (?P<what>.+)')
_KINDS = ("name", "nominal", "pronoun", "metonym", "demonym")
_CLASSES = frozenset(
    {"State", "Government", "ArmedGroup", "Organisation", "Alliance", "Party", "Person", "Ethnicity", "Place", "Region"}
    | {"City", "Border", "Conflict", "FormerState", "Office"}
)


@dataclass(frozen=True)
class Case:
    """A text and what its words mean; `lines` are as they are written."""

    name: str
    text: str
    date: str
    lines: tuple[str, ...]


def _cases(topic: str) -> list[Case]:
    page = (CASES / f"{topic}.md").read_text(encoding="utf-8")
    return [_case(topic, part) for part in re.split(r"^## ", page, flags=re.M)[1:]]


def _case(topic: str, part: str) -> Case:
    title, *lines = part.splitlines()
    text = "\n".join(line[1:].removeprefix(" ") for line in lines if line.startswith(">"))
    date = next((line.removeprefix("Published ").rstrip(".") for line in lines if line.startswith("Published ")), DATE)
    told = tuple(line[2:].strip() for line in lines if line.startswith("- "))
    assert text and told, f"{topic}: {title!r} needs a text and what its words mean"
    return Case(f"{topic}: {title}", text, date, told)


def _topics() -> list[str]:
    return sorted(path.stem for path in CASES.glob("*.md") if path.stem not in ("README", LIMITS))


@cache
def _readings() -> dict[str, Reading]:
    every = [case for topic in (*_topics(), LIMITS) if (CASES / f"{topic}.md").exists() for case in _cases(topic)]
    articles = [Article(case.name, case.text, date=case.date) for case in every]
    return {reading.article.id: reading for reading in reader(FAST).read_many(articles)}


def _wrong(case: Case) -> list[str]:
    reading = _readings()[case.name]
    return [f"{line}: found {found}" for line in case.lines if (found := _fault(case, reading, line))]


def _fault(case: Case, reading: Reading, line: str) -> str:
    """What was found instead of what the line says; empty where it holds."""
    parts = _LINE.fullmatch(line)
    assert parts, f"{case.name}: cannot read {line!r}"
    start = -1
    for _ in range(int(parts["nth"] or 1)):
        start = case.text.index(parts["words"], start + 1)
    end = start + len(parts["words"])
    return (_fault_of_time if parts["verb"] == "at" else _fault_of_entity)(reading, start, end, parts["what"])


def _fault_of_time(reading: Reading, start: int, end: int, what: str) -> str:
    if what == "nothing":
        touching = [t.value for t in reading.times if t.start < end and start < t.end]
        return ", ".join(touching)
    value, _, kind = what.partition(", ")
    found = [t for t in reading.times if (t.start, t.end) == (start, end)]
    right = any(t.value == value and kind in ("", t.type) for t in found)
    return "" if right else str([(t.value, t.type) for t in reading.times])


def _fault_of_entity(reading: Reading, start: int, end: int, what: str) -> str:
    met = [(e, m.kind) for e in reading.entities for m in e.mentions if (m.start, m.end) == (start, end)]
    if what == "nobody":
        return ", ".join(e.name for e, _ in met)
    told = f"{[(e.name, e.type, e.qid, kind) for e, kind in met]}"
    if " + " in what:
        wanted = what.split(" + ")
        several = len(met) == len(wanted) and all(any(_is(reading, e, w) for e, _ in met) for w in wanted)
        return "" if several else told
    if len(met) != 1:
        return told
    entity, kind = met[0]
    return "" if all(_holds(reading, entity, kind, fact) for fact in what.split(", ")) else told


def _holds(reading: Reading, entity: Entity, kind: str, fact: str) -> bool:
    if fact == "unlinked":
        return entity.qid is None
    if re.fullmatch(r"Q\d+", fact):
        return entity.qid == fact
    if fact in _KINDS:
        return kind == fact
    if fact in _CLASSES:
        return entity.type == fact
    return _is(reading, entity, fact)


def _is(reading: Reading, entity: Entity, name: str) -> bool:
    names = {reading.article.text[m.start : m.end] for m in entity.mentions if m.kind in ("name", "metonym", "demonym")}
    return name == entity.name or name in names


@pytest.mark.parametrize("case", [c for topic in _topics() for c in _cases(topic)], ids=lambda case: case.name)
def test_what_words_mean(case: Case) -> None:
    assert _wrong(case) == []


@pytest.mark.parametrize(
    "case", _cases(LIMITS) if (CASES / f"{LIMITS}.md").exists() else [], ids=lambda case: case.name
)
@pytest.mark.xfail(strict=True, reason="still read wrong")
def test_known_limits(case: Case) -> None:
    assert _wrong(case) == []
