"""Who stands with whom: the ties of a conflict, or around chosen actors, as two camps.

Camps are found as structural balance has it (Cartwright and Harary 1956): the enemy of an enemy is a friend. The two
parties that most witnesses have against one another begin the camps; then whoever is tied to them most strongly joins
the camp that it is for, or that it is not against, and so on outwards. Who is tied as much to both stays between.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from kg import lookup
from kg.errors import UsageError
from kg.explorer.rows import Record, ask, things
from kg.iris import compact
from kg.questions import find
from kg.store import Graph
from kg.terms import IRI

_CLASHES = frozenset(f"par:{name}" for name in ("fights", "rivalOf", "attacks", "mobilizesAgainst", "threatens"))
_SIDES = frozenset(("State", "FormerState", "ArmedGroup", "Alliance", "Party", "Government"))
"""What makes one a party of a conflict, as the saved question `sides` has it: how it is against another, and what both
are."""
MOST = 12
"""Chosen actors, and parties of a conflict, at most: more make no picture."""


class Tie(NamedTuple):
    """Who stands to whom, for (1) or against (-1), by how many independent origins."""

    one: str
    other: str
    valence: int
    weight: float


def sides(graph: Graph, conflict: str | None, actors: Sequence[str], limit: str | None = None) -> Record:
    """The rows of `ties` with `parties`, the chosen actors or those who fight in the conflict as these rows have it,
    and the `camps`, 0 or 1 by the id of an actor; who is in neither stands in none. Without both, all ties of the
    graph, and no camps: those of one conflict are not those of another.

    Raises UsageError for names that mean nothing, and for too many actors.
    """
    if len(actors) > MOST:
        raise UsageError(f"{len(actors)} actors are too many", hint=f"choose {MOST} at most")
    about = lookup.entity(graph, conflict) if conflict else None
    chosen = [IRI(lookup.entity(graph, name).iri) for name in actors]
    asked = {"party": tuple(actors) or None, "conflict": about.key if about else None, "limit": limit}
    answer = ask(graph, find("ties"), asked)
    rows = [dict(zip(answer["columns"], row, strict=True)) for row in answer["rows"]]
    foes = _foes(rows, answer["things"]) if about else set()
    parties = [*dict.fromkeys(map(compact, chosen))] or _parties(foes, answer["things"])
    named = things(graph, [*chosen, *([IRI(about.iri)] if about else [])])
    return {
        **answer, "given": {**answer["given"], **({"conflict": conflict} if about else {})},
        "things": {**named, **answer["things"]}, "parties": parties, "conflict": compact(about.iri) if about else None,
        "camps": camps([*_ties(rows), *(Tie(*pair, -1, 1.0) for pair in foes)], parties) if parties else {},
    }  # fmt: skip


def _foes(rows: Iterable[Record], things: Mapping[str, Record]) -> set[tuple[str, str]]:
    """Who fights whom, either way, each pair once; of what is denied, and by nobody asserted, nothing."""
    said = [row for row in rows if row["said_by"] and row["tie"]["id"] in _CLASHES]
    pairs = {(row["actor"]["id"], row["other"]["id"]) for row in said}
    found = {pair for pair in pairs if all(things[who]["type"] in _SIDES for who in pair)}
    return found | {(other, one) for one, other in found}


def _parties(foes: Iterable[tuple[str, str]], things: Mapping[str, Record]) -> list[str]:
    """Who fights, by name; of many those who fight most others."""
    count = Counter(one for one, _ in foes)
    most = sorted(count, key=lambda who: (-count[who], who))[:MOST]
    return sorted(most, key=lambda who: (things[who]["name"], who))


def _ties(rows: Iterable[Record]) -> list[Tie]:
    """What is denied, and by nobody asserted, ties nobody."""
    return [
        Tie(row["actor"]["id"], row["other"]["id"], row["valence"], row["origins"] / (2 if row["denied_by"] else 1))
        for row in rows
        if row["said_by"]
    ]


def camps(ties: Iterable[Tie], parties: Sequence[str]) -> dict[str, int]:
    """The camp of everybody who is in one. `parties` are looked at first, and the first of them is in camp 0.

    The same whatever the order of the ties; of equals the first by id goes first.
    """
    told = list(ties)
    # talks and truces do not make friends of those who fight: to begin with, these do not count
    between = _between(told)
    placed = _seeds(_between(tie for tie in told if tie.valence < 0), parties)
    first = set(parties)
    pulls: dict[str, float] = defaultdict(float)
    waiting: list[tuple[bool, float, str]] = []
    for seed in placed:
        _pull(between, placed, seed, pulls)
    for who in pulls:
        _wait(waiting, who, pulls, first)
    while waiting:
        _, pull, who = heappop(waiting)
        if who in placed or -pull != abs(pulls[who]):  # it is placed, or stands elsewhere in the heap by now
            continue
        placed[who] = 0 if pulls[who] > 0 else 1
        for other in _pull(between, placed, who, pulls):
            _wait(waiting, other, pulls, first)
    return dict(sorted(placed.items()))


def _wait(waiting: list[tuple[bool, float, str]], who: str, pulls: Mapping[str, float], first: Container[str]) -> None:
    """Let somebody stand in the heap: parties first, then whoever is pulled most, of equals the first by id."""
    if pulls[who]:
        heappush(waiting, (who not in first, -abs(pulls[who]), who))


Between = Mapping[str, Mapping[str, float]]


def _between(ties: Iterable[Tie]) -> Between:
    """For each, everybody it is tied to with the sum of valences: above 0 more is for than against."""
    between: defaultdict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for tie in sorted(ties):
        between[tie.one][tie.other] += tie.valence * tie.weight
        between[tie.other][tie.one] += tie.valence * tie.weight
    return between


def _seeds(hostile: Between, parties: Sequence[str]) -> dict[str, int]:
    """Two who are most against one another, of the parties where any are; of one party alone, it and its enemy."""
    order = {who: n for n, who in enumerate(parties)}
    pairs = [
        (against, one, other)
        for one, others in hostile.items() for other, against in others.items()
        if not order or (one in order and (other in order or len(order) == 1))
    ]  # fmt: skip
    if not pairs:
        return {parties[0]: 0} if parties else {}
    last = len(order)
    _, one, other = min(pairs, key=lambda p: (p[0], order.get(p[1], last), p[1], order.get(p[2], last), p[2]))
    return {one: 0, other: 1}


def _pull(between: Between, placed: Mapping[str, int], who: str, pulls: dict[str, float]) -> Iterable[str]:
    """Let somebody who was placed pull those it is tied to, and tell whom: to its own camp or to the other one."""
    tied = between.get(who, {})
    for other, valence in tied.items():
        pulls[other] += valence if placed[who] == 0 else -valence
    return tied
