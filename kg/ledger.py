"""The ledger: for each thing claimed, who says it, who denies it, who only relays it, and how far to believe it.

Claims of all articles that say the same of the same two, at times that overlap, are one proposition. A claim that it is
not so, and a denial of a claim that it is, take position against it. What only may be, is planned or is conditional
makes no proposition.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import prod
from typing import Literal, NamedTuple

from kg import iris, vocabulary
from kg.periods import OPEN, bounds

Stand = Literal["asserts", "denies", "doubts", "asks"]
OWN = "(article)"
"""The voice of an article that says something itself."""
UNNAMED = "(unnamed)"
"""The voice of somebody whom the text leaves out ("reportedly")."""
TRUST = 0.8
"""How far an article is believed that surely says something itself."""
PARTIAL = 0.5
"""The same of a party that surely says it, and of whoever is not named."""
DENIED = 0.5
"""What share of its confidence a proposition loses when it is denied beyond doubt."""
_TURNED: dict[str, Stand] = {"asserts": "denies", "denies": "asserts", "doubts": "doubts", "asks": "asks"}
_STANDS: dict[str, Stand] = {"denies": "denies", "doubts": "doubts", "asks": "asks"}
"""What a stance makes of a speaker; who intends it, too, says so."""
_LASTING = frozenset(("supports", "rivalOf"))
"""What goes on until it ends, however it is done: undated claims of it are of one time."""
_ALWAYS = date.min.toordinal(), date.max.toordinal()


class Layer(NamedTuple):
    """One attribution of a claim: `speaker` is None where the text leaves it out, `medium` is whom it was told to."""

    speaker: str | None
    stance: str
    medium: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One claim as the ledger needs it; subject, object and all who speak are IRIs of entities.

    `said` are its attributions, whoever makes the claim first, then outwards. `time` is what the claim tells,
    `published` the day of its article, `origin` the article that stands for its copies.
    """

    claim: str
    subject: str
    predicate: str
    object: str | None
    affirmed: bool
    confidence: float
    article: str
    origin: str
    said: tuple[Layer, ...] = ()
    denied_by: tuple[str, ...] = ()
    time: str | None = None
    published: str | None = None
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where one voice stands on a proposition; `least` and `most` are the numbers that it gives, if it
    asserts.

    `voice` is an entity, OWN or UNNAMED; `first` and `last` are ISO days, `known` that of the first
    article that has it.
    """

    voice: str
    stand: Stand
    claims: tuple[str, ...]
    origins: int
    first: str | None
    last: str | None
    least: int | None
    most: int | None
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Proposition:
    """What several claims say. `first` and `last` are the days between which they say it was, or were published.

    `example` is the claim that says so most surely, of equal ones the first.
    """

    iri: str
    subject: str
    predicate: str
    object: str | None
    claims: tuple[str, ...]
    example: str
    positions: tuple[Position, ...]
    relayed_by: tuple[str, ...]
    depth: int
    articles: int
    origins: int
    first: str | None
    last: str | None
    confidence: float

    @property
    def known(self) -> str | None:
        """The day on which it was first published."""
        return min((p.known for p in self.positions if p.known), default=None)

    @property
    def denied(self) -> bool:
        """Whether somebody denies it."""
        return any(p.stand == "denies" for p in self.positions)

    @property
    def contested(self) -> bool:
        """Whether somebody says so and somebody denies it."""
        return self.denied and any(p.stand == "asserts" for p in self.positions)


def propositions(told: Iterable[Told]) -> Iterator[Proposition]:
    """The propositions that the claims make, by IRI."""
    same: defaultdict[tuple[str, str, str | None], list[Told]] = defaultdict(list)
    for t in told:
        same[_ends(t)].append(t)
    found = (_proposition(ends, core, claims) for ends in same for core, claims in _at_one_time(same[ends]))
    return iter(sorted(found, key=lambda p: p.iri))


def doer_disputed(found: Iterable[Proposition]) -> frozenset[str]:
    """Those, by IRI, of which another one of the same days says that somebody else did it: to or for the same
    one, in the same way. What is not dated may be of any day."""
    deeds = defaultdict[tuple[str, str], list[Proposition]](list)
    for p in found:
        if p.object is not None and vocabulary.predicate(p.predicate).valence:
            deeds[p.predicate, p.object].append(p)
    return frozenset(iri for accounts in deeds.values() for iri in _of_several(accounts))


def _of_several(accounts: list[Proposition]) -> Iterator[str]:
    """Those that meet one with another subject. Of all that begin by the time an account ends, it is enough to know the
    latest end of one subject and of any other: a pass over the sorted accounts and not each with each."""
    begun = sorted(accounts, key=lambda p: p.first or "")
    latest: list[tuple[str, str]] = []
    """End and subject of the account that ends last, and of the last of another subject."""
    n = 0
    for p in sorted(accounts, key=lambda p: p.last or "9"):
        while n < len(begun) and (begun[n].first or "") <= (p.last or "9"):
            latest = _two_latest(latest, (begun[n].last or "9", begun[n].subject))
            n += 1
        if any(end >= (p.first or "") and subject != p.subject for end, subject in latest):
            yield p.iri


def _two_latest(latest: list[tuple[str, str]], one: tuple[str, str]) -> list[tuple[str, str]]:
    first = max([*latest, one])
    others = [each for each in (*latest, one) if each[1] != first[1]]
    return [first, max(others)] if others else [first]


def _ends(t: Told) -> tuple[str, str, str | None]:
    """Subject, predicate and object; of a symmetric predicate either way round is the same."""
    if t.object is not None and vocabulary.predicate(t.predicate).symmetric and t.object < t.subject:
        return t.object, t.predicate, t.subject
    return t.subject, t.predicate, t.object


# ── when ─────────────────────────────────────────────────────────────────────────────────────────────────────────

Period = tuple[int, int]
"""First and last day, as `date.toordinal` counts them."""
RECENT = 30
"""How many days before its article's an event may lie that the article does not date."""


def _at_one_time(told: Sequence[Told]) -> Iterator[tuple[Period, list[Told]]]:
    """The claims that speak of one time, with that time: the shortest period that one of them names.

    The more exact ones go first, and a period is never widened: a day of fighting stays apart from the next, whatever
    year or month others name. Of several that fit as well it is the latest, for news speaks of the latest.
    """
    by_period: defaultdict[Period, list[Told]] = defaultdict(list)
    for t in told:
        by_period[_period(t)].append(t)
    groups: dict[Period, list[Told]] = {}
    cores: list[Period] = []
    longest = 0
    for period in sorted(by_period, key=lambda p: (p[1] - p[0], p)):
        near = cores[bisect_left(cores, (period[0] - longest, 0)) : bisect_right(cores, (period[1], _ALWAYS[1]))]
        best = max(near, key=lambda core: (_overlap(core, period), core), default=period)
        core = best if _overlap(best, period) > 0 else period
        if core not in groups:
            insort(cores, core)
            longest = core[1] - core[0]
        groups.setdefault(core, []).extend(by_period[period])
    return iter(groups.items())


def _passes(predicate: str) -> bool:
    """Whether it is an event, and not a way of backing or fighting somebody that goes on."""
    return vocabulary.predicate(predicate).plover is not None and _LASTING.isdisjoint(vocabulary.closure(predicate))


def _overlap(a: Period, b: Period) -> int:
    """Days that two periods share; less than 1 where there are none."""
    return min(a[1], b[1]) - max(a[0], b[0]) + 1


def _period(t: Told) -> Period:
    """When it was: as the claim tells, else, of an event, shortly before its article; at any time if nobody can say."""
    found = bounds(t.time) if t.time else None
    if found:
        return (found[0] or date.min).toordinal(), (found[1] or date.max).toordinal()
    if t.published and _passes(t.predicate) and (day := bounds(t.published)):
        last = (day[1] or date.max).toordinal()
        return max(last - RECENT, _ALWAYS[0]), last
    return _ALWAYS


# ── who, and how surely ──────────────────────────────────────────────────────────────────────────────────────────


def _proposition(ends: tuple[str, str, str | None], core: Period, told: list[Told]) -> Proposition:
    told = sorted(told, key=lambda t: t.claim)
    voices: defaultdict[tuple[str, Stand], list[Told]] = defaultdict(list)
    for t in told:
        for voice in _voices(t):
            voices[voice].append(t)
    first, last = _days(told)
    return Proposition(
        iri=iris.PREFIXES["proposition"] + iris.digest(ends, core),
        subject=ends[0], predicate=ends[1], object=ends[2],
        claims=tuple(t.claim for t in told), example=min(told, key=_precedence).claim,
        positions=tuple(_position(*voice, claims) for voice, claims in sorted(voices.items())),
        relayed_by=tuple(sorted({relay for t in told for relay in _relays(t)} - {voice for voice, _ in voices})),
        depth=max(len(t.said) for t in told), articles=len({t.article for t in told}),
        origins=len({t.origin for t in told}), first=first, last=last,
        confidence=confidence(told),
    )  # fmt: skip


def _precedence(t: Told) -> tuple[object, ...]:
    return -t.confidence, len(t.said), t.published or "9", t.claim


def _voices(t: Told) -> Iterator[tuple[str, Stand]]:
    """Who takes which position by this claim: whoever makes it, and all who deny it."""
    first = t.said[0] if t.said else Layer(OWN, "asserts")
    stand = _STANDS.get(first.stance, "asserts")
    yield first.speaker or UNNAMED, stand if t.affirmed else _TURNED[stand]
    for denier in t.denied_by:
        if denier != first.speaker:
            yield denier, "denies" if t.affirmed else "asserts"


def _relays(t: Told) -> Iterator[str]:
    """Who tells that others say so, and the outlets that they say it through."""
    yield from (layer.speaker or UNNAMED for layer in t.said[1:] if layer.stance not in _STANDS)
    yield from (layer.medium for layer in t.said if layer.medium)


def _days(told: Iterable[Told]) -> tuple[str | None, str | None]:
    """The first and the last day that claims tell of, or were published on, as precisely as they are told."""
    ends = [_told_days(t) for t in told]
    firsts, lasts = [first for first, _ in ends if first], [last for _, last in ends if last]
    return min(firsts, default=None), max(lasts, default=None)


def day(t: Told) -> str | None:
    """The day, month or year that a claim is of: what it tells, else its article's; of a period its beginning."""
    first, last = _told_days(t)
    return first or last


def _told_days(t: Told) -> tuple[str | None, str | None]:
    if not (t.time and bounds(t.time)):
        return t.published, t.published
    first, slash, last = t.time.partition("/")
    return (first if first != OPEN else None), (first if not slash else last if last != OPEN else None)


def _position(voice: str, stand: Stand, told: list[Told]) -> Position:
    first, last = _days(told)
    numbers = [t.quantity for t in told if t.quantity is not None and stand == "asserts"]
    return Position(
        voice, stand, tuple(t.claim for t in told), len({t.origin for t in told}), first, last,
        min(numbers, default=None), max(numbers, default=None),
        min((t.published for t in told if t.published), default=None),
    )  # fmt: skip


def confidence(told: Iterable[Told]) -> float:
    """How far to believe what the claims say, from 0 to 1: what speaks for it, less what its denials take away.

    A witness is an article that says so itself (its copies are the same one), or a party, however often it is quoted.
    How surely a witness says so grows with each origin that has it saying so; how far it is believed then is `TRUST` or
    `PARTIAL`; and witnesses add up as independent ones do (noisy-or: Pearl, "Probabilistic Reasoning", 1988, §4.3.2).
    So a claim, a witness or an origin more never lowers it, and a denial never raises it.
    """
    sure: dict[Stand, defaultdict[tuple[str, str], dict[str, float]]]
    sure = {"asserts": defaultdict(dict), "denies": defaultdict(dict)}
    for t in told:
        for voice, stand in _voices(t):
            if stand in sure:
                witness = (voice, t.origin if voice in (OWN, UNNAMED) else "")
                told_in = sure[stand][witness]
                told_in[t.origin] = max(t.confidence, told_in.get(t.origin, 0.0))
    against = _weight(sure["denies"])
    return round(_weight(sure["asserts"]) * (1 - DENIED * against), 4)


def _weight(witnesses: Mapping[tuple[str, str], Mapping[str, float]]) -> float:
    """How much all witnesses together weigh."""
    return _either(
        (TRUST if voice == OWN else PARTIAL) * _either(told_in.values()) for (voice, _), told_in in witnesses.items()
    )


def _either(chances: Iterable[float]) -> float:
    """The chance that one of several independent things is so. Sorted, for sums of floats depend on their order."""
    return 1 - prod(1 - chance for chance in sorted(chances))
