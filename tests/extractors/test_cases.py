"""The golden cases: short news texts in `tests/cases/`, and the claims that a careful reader makes of them.

`tests/cases/README.md` explains how a case is written. The texts are read by the whole reader, all in one batch.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from extractors import FAST, reader
from kg import vocabulary
from kg.model import Article, Claim, Reading

CASES = Path(__file__).resolve().parents[1] / "cases"
TOPICS = (
    "support", "hostility", "accusation", "agreement", "membership", "territory", "office", "place", "negation",
    "modality", "time-and-number", "reciprocal", "commitment", "deeds", "quoted", "denial", "denial-silence", "news",
    "elsewhere", "bystanders", "lists-and-owners", "misread", "parts-and-numbers", "posts-and-stand-ins", "silence",
    "who-is-meant", "dense-articles",
)  # fmt: skip
LIMITS = "known-limits"
ANY, NOBODY = "*", "nobody"
DATE = "2024-06-10"


@dataclass(frozen=True)
class Expected:
    """One line of a case. `wanted` is False for what must not be read."""

    subject: str
    predicate: str
    object: str
    wanted: bool = True
    negated: bool = False
    modality: str = "actual"
    said_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A text with what is expected of it; no expected line at all means that nothing may be read."""

    name: str
    text: str
    date: str
    expected: tuple[Expected, ...]


def cases(topic: str) -> list[Case]:
    """The cases of a file, in its order."""
    page = (CASES / f"{topic}.md").read_text(encoding="utf-8")
    return [_case(topic, part) for part in re.split(r"^## ", page, flags=re.M)[1:]]


def _case(topic: str, part: str) -> Case:
    title, *lines = part.splitlines()
    text = "\n".join(line[1:].removeprefix(" ") for line in lines if line.startswith(">"))
    date = next((line.removeprefix("Published ").rstrip(".") for line in lines if line.startswith("Published ")), DATE)
    told = [line[2:].strip() for line in lines if line.startswith("- ")]
    assert text and told, f"{topic}: {title!r} needs a text and what is expected of it"
    return Case(f"{topic}: {title}", text, date, tuple(_expected(line) for line in told if line != "none"))


def _expected(line: str) -> Expected:
    triple, *qualifiers = (part.strip() for part in line.split(" | "))
    wanted, triple = not triple.startswith("not "), triple.removeprefix("not ")
    words = triple.split()
    at = next((n for n, word in enumerate(words) if word in vocabulary.PREDICATES), 0)
    assert at, f"no predicate of the ontology in {line!r}"
    fields: dict[str, object] = {}
    details: dict[str, str] = {}
    for qualifier in qualifiers:
        name, _, value = qualifier.partition(" ")
        if qualifier == "negated":
            fields["negated"] = True
        elif qualifier in ("possible", "future", "conditional"):
            fields["modality"] = qualifier
        elif name in ("said", "denied"):
            fields[f"{name}_by"] = tuple(value.removeprefix("by ").split(", "))
        else:
            assert name in ("time", "quantity", "mode", "stance"), f"unknown qualifier {qualifier!r}"
            details[name] = value
    return Expected(" ".join(words[:at]), words[at], " ".join(words[at + 1 :]), wanted, details=details, **fields)  # type: ignore[arg-type]


def faults(case: Case, reading: Reading) -> list[str]:
    """What is wrong with the reading of a case, in words; empty where all is right."""
    told = [_told(reading, c) for c in reading.claims]
    if not case.expected:
        return [f"read {line!r}" for line in told]
    found = []
    for e in case.expected:
        met = [c for c in reading.claims if _is_triple(reading, c, e)]
        if e.wanted and not any(_is_qualified(reading, c, e) for c in met):
            found.append(f"expected {e}; read {told}")
        elif not e.wanted and met:
            found.append(f"must not read {e.subject} {e.predicate} {e.object}; read {told}")
    return found


def _names(reading: Reading, entity: str | None, default: str) -> set[str]:
    """What an entity may be called in a case: its own name, and what the text calls it."""
    return next(({e.name, *(m.text for m in e.mentions)} for e in reading.entities if e.id == entity), {default})


def _said(reading: Reading, c: Claim) -> list[set[str]]:
    return [_names(reading, reading.attributions[i].source_entity, "somebody") for i in c.attributions]


def _told(reading: Reading, c: Claim) -> str:
    names = {e.id: e.name for e in reading.entities}
    said = [names.get(reading.attributions[i].source_entity or "", "somebody") for i in c.attributions]
    parts = [c.polarity, c.modality, f"said by {said}", f"denied by {[names[d] for d in c.denied_by]}"]
    details = ", ".join([*parts, str(c.time), str(c.quantity), str(c.mode)])
    return f"{names[c.subject]} {c.predicate} {names.get(c.object or '', NOBODY)} ({details})"


def _is_triple(reading: Reading, c: Claim, e: Expected) -> bool:
    """Whether ends and predicate are those of the line; what must not be read may not be read narrower either."""
    same = c.predicate == e.predicate if e.wanted else e.predicate in vocabulary.closure(c.predicate)
    ends = [(_names(reading, c.subject, NOBODY), _names(reading, c.object, NOBODY))]
    if vocabulary.predicate(c.predicate).symmetric:
        ends.append(ends[0][::-1])
    return same and any(e.subject in {ANY, *a} and e.object in {ANY, *b} for a, b in ends)


def _is_qualified(reading: Reading, c: Claim, e: Expected) -> bool:
    said, denied = _said(reading, c), [_names(reading, d, NOBODY) for d in c.denied_by]
    return (
        (c.polarity == "negated") == e.negated
        and c.modality == e.modality
        and _are_called(e.said_by, said)
        and _are_called(e.denied_by, denied)
        and all(_detail(reading, c, name) == value for name, value in e.details.items())
    )


def _detail(reading: Reading, c: Claim, name: str) -> str:
    """A qualifier of the claim in words; the stance is that of whoever makes the claim."""
    if name == "stance":
        return reading.attributions[c.attributions[-1]].stance if c.attributions else "none"
    return str(getattr(c, name))


def _are_called(wanted: tuple[str, ...], found: list[set[str]]) -> bool:
    return len(wanted) == len(found) and all(name in names for name, names in zip(wanted, found, strict=True))


@cache
def _readings() -> dict[str, Reading]:
    """The readings of all cases, by the case's name."""
    every = [case for topic in (*TOPICS, LIMITS) for case in cases(topic)]
    articles = [Article(case.name, case.text, date=case.date) for case in every]
    return {r.article.id: r for r in reader(FAST).read_many(articles)}


@pytest.mark.parametrize("case", [c for topic in TOPICS for c in cases(topic)], ids=lambda c: c.name)
def test_case(case: Case) -> None:
    assert not faults(case, _readings()[case.name])


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="a known limit of the reader; when it is mended, the case moves to its topic",
)
@pytest.mark.parametrize("case", cases(LIMITS), ids=lambda c: c.name)
def test_known_limit(case: Case) -> None:
    assert not faults(case, _readings()[case.name])


def test_every_file_of_cases_is_read() -> None:
    pages = {p.stem for p in CASES.glob("*.md") if not p.stem.startswith(("attribution", "README"))}
    assert pages == {*TOPICS, LIMITS}


def test_names_of_cases_are_unique() -> None:
    names = [case.name for topic in (*TOPICS, LIMITS) for case in cases(topic)]
    assert len(names) == len(set(names))


def test_silence_is_tested_as_hard_as_output() -> None:
    every = [case for topic in (*TOPICS, LIMITS) for case in cases(topic)]
    traps = [case for case in every if not case.expected or any(not e.wanted for e in case.expected)]
    assert len(every) >= 120 and len(traps) >= len(every) / 3


def test_denial_is_tested_as_hard_as_its_absence() -> None:
    denials, silence = cases("denial"), cases("denial-silence")
    assert len(denials) + len(silence) >= 60 and len(silence) >= len(denials)
    assert all(any(e.denied_by for e in case.expected) for case in denials)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Turkey supports Azerbaijan", Expected("Turkey", "supports", "Azerbaijan")),
        ("not * attacks *", Expected("*", "attacks", "*", wanted=False)),
        ("Mali aids nobody | time 2024", Expected("Mali", "aids", "nobody", details={"time": "2024"})),
        ("A B aids C | said by X, Y Z", Expected("A B", "aids", "C", said_by=("X", "Y Z"))),
        ("A aids C | negated | denied by C", Expected("A", "aids", "C", negated=True, denied_by=("C",))),
    ],
)
def test_a_line_of_a_case(line: str, expected: Expected) -> None:
    assert _expected(line) == expected


@pytest.mark.parametrize("line", ["Turkey loves cake", "Turkey supports Mali | loudly"])
def test_a_bad_line_of_a_case_is_refused(line: str) -> None:
    with pytest.raises(AssertionError):
        _expected(line)
