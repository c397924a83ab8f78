"""The trigger lexicon: which words speak of which predicate, read from `ontology/lexicon/` and checked line by line."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg import resources, vocabulary
from kg.model import Reason

TABLE = "predicates.tsv"
_MORE = re.compile(r",\S+")
_COLUMNS = ("predicate", "kind", "triggers", "subject", "object", "mode", "confidence", "requires")
_INFINITIVE = {">to": True, "!to": False}
_KINDS = ("verb", "noun", "adj")
_CLASSES = (
    "light",
    "negating",
    "preventing",
    "retracting",
    "ending",
    "planning",
    "requesting",
    "factual",
    "weighing",
    "prospects",
    "others",
    "private",
    "records",
    "opposites",
    "leading",
    "naming",
    "targets",
    "sport",
    "occurring",
    "doubting",
    "present",
    "arriving",
    "found",
    "duties",
    "mishaps",
    "measures",
    "hurting",
    "contesting",
    "electing",
    "undergone",
    "aid",
    "judging",
    "condemning",
    "hailing",
    "doings",
)
GROUPS = {
    "Group": ("State", "Organisation", "ArmedGroup"),
    "Power": ("State", "Government", "ArmedGroup", "Alliance", "Party"),
    "Agent": ("State", "Organisation", "ArmedGroup", "Person"),
    "Actor": ("State", "Organisation", "ArmedGroup", "Person", "Ethnicity"),
    "People": ("Person", "Organisation", "ArmedGroup", "Ethnicity"),
}
"""Names for several classes at once, for the column `requires`."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word, what must stand before it, its particle, the nouns that it takes as object or after `prep`, and whether
    it must (True) or may not (False) have an infinitive."""

    word: str
    before: tuple[str, ...] = ()
    particle: str | None = None
    objects: frozenset[str] = frozenset()
    prep: str | None = None
    infinitive: bool | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One trigger of one line of the lexicon."""

    predicate: str
    kind: str
    trigger: Trigger
    subject: tuple[str, ...]
    object: tuple[str, ...]
    mode: str | None
    confidence: float
    requires: tuple[tuple[str, str], ...]
    written: str = ""
    """The trigger as the table has it, of a list of nouns the first: the list may grow."""

    def reason(self, confidence: float, *, turned: bool = False) -> Reason:
        """Why a claim was read; `turned` where the words were denied, and so say another thing."""
        return Reason("rule", f"{'not ' if turned else ''}{self.written} ({self.kind})", confidence, TABLE)

    @property
    def weight(self) -> int:
        """How much the trigger asks for: the more, the rather it is meant."""
        t = self.trigger
        return 2 * bool(t.objects) + bool(t.particle) + bool(t.prep) + bool(t.infinitive) + len(t.before)


@dataclass(frozen=True)
class Lexicon:
    """The rules by (kind, word); `heads` holds the keys."""

    rules: dict[tuple[str, str], tuple[Rule, ...]]
    heads: frozenset[tuple[str, str]] = field(default=frozenset())


@cache
def predicates(path: Path | None = None) -> Lexicon:
    """The lexicon of predicates. Raises DataError with file and line for a bad entry."""
    found: dict[tuple[str, str], list[Rule]] = {}
    table = path or resources.folder("ontology") / "lexicon" / TABLE
    for row in resources.table(table, _COLUMNS, optional=("mode", "requires")):
        for rule in _rules(row):
            found.setdefault((rule.kind, rule.trigger.word), []).append(rule)
    rules = {key: tuple(sorted(some, key=lambda r: -r.weight)) for key, some in found.items()}
    return Lexicon(rules, frozenset(rules))


def _rules(row: resources.Row) -> list[Rule]:
    if row["predicate"] not in vocabulary.PREDICATES:
        raise row.error(f"the ontology has no predicate {row['predicate']!r}", "see `kg vocabulary`")
    if row["kind"] not in _KINDS:
        raise row.error(f"the kind {row['kind']!r} is not one of {', '.join(_KINDS)}")
    modes = vocabulary.MODES.get(vocabulary.predicate(row["predicate"]).plover or "", ())
    if row["mode"] and row["mode"] not in modes:
        raise row.error(
            f"{row['predicate']} has no PLOVER mode {row['mode']!r}", f"it has {', '.join(modes) or 'none'}"
        )
    requires = tuple(_requirement(row, part) for part in row["requires"].split())
    slots = row.list("subject"), row.list("object")
    mode, sure = row["mode"] or None, _confidence(row)
    return [
        Rule(row["predicate"], row["kind"], _trigger(row, t), *slots, mode, sure, requires, _MORE.sub(",…", t))
        for t in row.list("triggers")
    ]


def _confidence(row: resources.Row) -> float:
    try:
        value = float(row["confidence"])
    except ValueError:
        value = -1.0
    if not 0 < value <= 1:
        raise row.error(f"the confidence {row['confidence']!r} is not a number above 0 and up to 1")
    return value


def _requirement(row: resources.Row, part: str) -> tuple[str, str]:
    end, _, name = part.partition(":")
    if end not in ("subject", "object") or (name not in vocabulary.CLASSES and name not in GROUPS):
        raise row.error(f"the requirement {part!r} is not 'subject:' or 'object:' with a class of the ontology")
    return end, name


def _trigger(row: resources.Row, text: str) -> Trigger:
    words = text.split()
    objects: frozenset[str] = frozenset()
    prep = None
    infinitive = _INFINITIVE.get(words[-1])
    if infinitive is not None:
        words.pop()
    elif words[-1].startswith("+"):
        objects = frozenset(filter(None, words.pop()[1:].split(",")))
    elif words[-1].startswith("@"):
        prep, _, nouns = words.pop()[1:].partition(":")
        objects = frozenset(filter(None, nouns.split(",")))
    if not words or any(c in w for w in words for c in "+@:>!") or len(words) > 3:
        forms = "'word', 'word particle', 'word +noun', 'word @prep:noun', 'word >to' or 'word !to'"
        raise row.error(f"the trigger {text!r} is not {forms}")
    if row["kind"] == "verb":
        return Trigger(words[0], (), " ".join(words[1:]) or None, objects, prep, infinitive)
    return Trigger(words[-1], tuple(words[:-1]), None, objects, prep, infinitive)


@cache
def _classes(path: Path | None = None) -> dict[str, frozenset[str]]:
    table = path or resources.folder("ontology") / "lexicon" / "classes.tsv"
    found = {}
    for row in resources.table(table, ("class", "words")):
        if row["class"] not in _CLASSES:
            raise row.error(f"the class {row['class']!r} is not one of {', '.join(_CLASSES)}")
        found[row["class"]] = frozenset(row.list("words"))
    return found


def class_of(name: str) -> frozenset[str]:
    """The verbs of a class of `classes.tsv`."""
    return _classes()[name]


def light_verbs() -> frozenset[str]:
    """Verbs that carry a noun's meaning: "held talks", "gave support"."""
    return class_of("light")
