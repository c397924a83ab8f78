"""What Wikidata has of a fact: nothing, less, the same, or something else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.periods import bounds
from kg.proposals import mapping
from kg.proposals.records import Fact, State, Verdict
from kg.proposals.when import When, are_apart, is_before, is_within, precision
from kg.wikidata.known import Known
from kg.wikidata.properties import properties
from kg.wikidata.statements import Statement

_FARTHEST = 8
"""Steps from a part to a whole that are followed."""
_PAST = frozenset(("participatedIn", "foundedBy", "secededFrom", "succeeds"))
"""Predicates that stay true: that something of the kind is over says nothing against them."""
_BEST: dict[State, int] = {"there": 0, "refined": 1, "contradicting": 2}
Labels = dict[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Facts against what is known of Wikidata; `labels` are names of items for people."""

    known: Known
    labels: Labels

    def verdict(self, fact: Fact, choices: tuple[str, ...], inverse: bool) -> Verdict:
        """What Wikidata has of a fact that would be proposed by one of the properties."""
        same = [s for s in self._on(fact) if s.value == self._other_end(s, fact)]
        held = [s for s in same if s.rank != "deprecated"]
        if held:
            return min((self._dated(fact, s) for s in held), key=lambda v: _BEST[v.state])
        if same:
            return Verdict("contradicting", self._shown(same), "Wikidata marks this statement as wrong (deprecated)")
        item = fact.object.qid if inverse else fact.subject.qid
        return self._implied(fact) or self._at_odds(fact, choices, item) or self._lacking(choices, item)

    def _on(self, fact: Fact) -> Iterator[Statement]:
        """The statements that could say it, on either end."""
        ends = (fact.subject.qid, fact.object.qid)
        for prop, inverse in mapping.says(fact.predicate):
            yield from self.known.of(ends[inverse], prop)
            if mapping.is_symmetric(fact.predicate):
                yield from self.known.of(ends[not inverse], prop)

    def _other_end(self, s: Statement, fact: Fact) -> str:
        return fact.object.qid if s.item == fact.subject.qid else fact.subject.qid

    # ── The same statement: does the time fit? ─────────────────────────────────────────────────────────────────────

    def _dated(self, fact: Fact, s: Statement) -> Verdict:
        has, w = self._shown([s]), fact.when
        if clash := _clash(fact, s):
            return Verdict("contradicting", has, clash, "the statement is there: its dates are to be mended by hand")
        more = [name for name in ("since", "until") if _says_more(getattr(w, name), getattr(s, name))]
        if not more and w.at and not (s.since or s.until or s.at):
            more = ["at"]
        if not more:
            return Verdict("there", has)
        there = [name for name in more if getattr(s, name)]
        by_hand = "a less precise date is there, which a batch would leave beside ours" if there else ""
        return Verdict("refined", has, "", by_hand)

    # ── Not the same statement ─────────────────────────────────────────────────────────────────────────────────────

    def _implied(self, fact: Fact) -> Verdict | None:
        """What Wikidata says by way of a part: in a district of the province, member of an organ of the body."""
        if not mapping.holds_of_wholes(fact.predicate):
            return None
        for s in self._on(fact):
            if s.item == fact.subject.qid and s.value and _holds(s):
                path = self._path(s.value, fact.object.qid)
                if path:
                    return Verdict("there", self._shown([s]), f"by way of {' → '.join(map(self._name, path))}")
        return None

    def _path(self, part: str, whole: str) -> list[str] | None:
        """The items that lead from the part to the whole, both included."""
        ways = [[part]]
        seen = {part}
        for way in ways:  # grows while it is walked: the shortest first
            if way[-1] == whole:
                return way
            for above in self._above(way[-1]) if len(way) <= _FARTHEST else ():
                if above not in seen:
                    seen.add(above)
                    ways.append([*way, above])
        return None

    def _above(self, item: str) -> list[str]:
        found = self.known.by_item.get(item, ())
        return [s.value for s in found if s.property in mapping.above() and s.value and _holds(s)]

    def _at_odds(self, fact: Fact, choices: tuple[str, ...], item: str) -> Verdict | None:
        """Statements with which it cannot be true at the same time: that there is none, or another single value.

        Where several properties may be meant, each must be taken by another value.
        """
        held = {prop: [s for s in self.known.of(item, prop) if s.rank != "deprecated"] for prop in choices}
        if none := [s for found in held.values() for s in found if s.snak == "none"]:
            return Verdict("contradicting", self._shown(none), "Wikidata says that there is none")
        others = {prop: [s for s in _best(found) if s.value and not _is_apart(fact, s)] for prop, found in held.items()}
        if all(properties()[prop].single and len(found) == 1 for prop, found in others.items()):
            taken = (s for found in others.values() for s in found)
            return Verdict("contradicting", self._shown(taken), "Wikidata has another one in its place")
        return None

    def _lacking(self, choices: tuple[str, ...], item: str) -> Verdict:
        others = [s for prop in choices for s in self.known.of(item, prop) if s.rank != "deprecated"]
        if unknown := [s for s in others if s.snak == "unknown"]:
            return Verdict("refined", self._shown(unknown), "Wikidata knows that there is one, and not which")
        if not any(self.known.is_complete(item, prop) for prop in choices):
            return Verdict("unchecked", self._shown(others))
        return Verdict("new", self._shown(others))

    # ── For people ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _shown(self, statements: Iterable[Statement]) -> tuple[str, ...]:
        return tuple(map(self._spoken, statements))

    def _spoken(self, s: Statement) -> str:
        value = self._name(s.value) if s.value else {"none": "no value"}.get(s.snak, "unknown value")
        dates = (("since", s.since), ("until", s.until or ("some day" if s.ended else None)), ("at", s.at))
        said = [f"{word} {time}" for word, time in dates if time]
        told = said + ([s.rank] if s.rank != "normal" else [])
        return f"{properties()[s.property].label}: {value}" + (f" ({', '.join(told)})" if told else "")

    def _name(self, qid: str) -> str:
        return f"{self.labels[qid]} ({qid})" if qid in self.labels else qid


def _holds(s: Statement) -> bool:
    """Whether it is so now, as far as Wikidata tells."""
    return s.rank != "deprecated" and not s.ended


def _best(statements: list[Statement]) -> list[Statement]:
    """Those that count: the preferred ones, where there are any."""
    return [s for s in statements if s.rank == "preferred"] or statements


def _says_more(ours: str | None, theirs: str | None) -> bool:
    return bool(ours and (theirs is None or (precision(ours) > precision(theirs) and is_within(ours, theirs))))


def _clash(fact: Fact, s: Statement) -> str:
    """Why the times of a fact and of a statement cannot both be right; nothing where they can."""
    w = fact.when
    if are_apart(w.since, s.since) or are_apart(w.until, s.until):
        return "Wikidata dates it otherwise"
    if _is_over(w, s) or is_before(w.until or w.at, s.since):
        return "Wikidata has it at another time"
    is_of_now = not w.is_told and fact.predicate not in _PAST
    if is_of_now and s.ended and (s.until is None or is_before(s.until, _day(fact.last))):
        return "Wikidata says that it is over"
    return ""


def _is_over(w: When, s: Statement) -> bool:
    return is_before(s.until, w.since or w.at)


def _is_apart(fact: Fact, s: Statement) -> bool:
    """Whether the statement held at another time than the fact: then both may be true."""
    w = fact.when
    now = w.since or w.at or w.until or _day(fact.last)
    return (s.ended and s.until is None) or is_before(s.until, now) or is_before(w.until or w.at, s.since)


def _day(value: str | None) -> str | None:
    return value if value and bounds(value) else None
