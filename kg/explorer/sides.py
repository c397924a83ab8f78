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
from kg.lookup import Known
from kg.questions import find
from kg.store import Graph
from kg.terms import IRI, written

_FIGHTS = """
SELECT DISTINCT ?side ?opponent WHERE {{
  VALUES ?clash {{ par:fights par:rivalOf par:attacks par:mobilizesAgainst par:threatens }}
  ?fight par:aboutPredicate ?clash ; par:aboutSubject ?one ; par:aboutObject ?two ; par:position ?stand ;
    par:subjectParty ?side ; par:objectParty ?opponent .
  ?stand par:stance par:asserts ; par:takenIn ?fought .
  ?fought prov:wasDerivedFrom ?telling .
  {{ SELECT DISTINCT ?telling WHERE {{ ?speaks par:refersTo {conflict} ; prov:wasDerivedFrom ?telling }} }}
  ?one a ?one_kind .
  ?two a ?two_kind .
  FILTER(?one_kind IN (par:State, par:FormerState, par:ArmedGroup, par:Alliance, par:Party, par:Government))
  FILTER(?two_kind IN (par:State, par:FormerState, par:ArmedGroup, par:Alliance, par:Party, par:Government))
  FILTER(?side != ?opponent)
}}"""
"""Who is against whom: the beginning of the saved question `sides`, without the backers, whom `ties` tells already. It
begins at the predicates, which are few: to begin at all that the conflict's articles tell takes twice as long."""
MOST = 12
"""Chosen actors, and parties of a conflict, at most: more make no picture."""


class Tie(NamedTuple):
    """Who stands to whom, for (1) or against (-1), by how many independent origins."""

    one: str
    other: str
    valence: int
    weight: float


def sides(graph: Graph, conflict: str | None, actors: Sequence[str], limit: str | None = None) -> Record:
    """The rows of `ties` with `parties`, the chosen actors or those who fight in the conflict, and the `camps`, 0 or 1
    by the id of an actor; who is in neither stands in none. Without both, all ties of the graph, and no camps: those of
    one conflict are not those of another.

    Raises UsageError for names that mean nothing, and for too many actors.
    """
    if len(actors) > MOST:
        raise UsageError(f"{len(actors)} actors are too many", hint=f"choose {MOST} at most")
    about = lookup.entity(graph, conflict) if conflict else None
    asked = {"party": tuple(actors) or None, "conflict": about.key if about else None, "limit": limit}
    answer = ask(graph, find("ties"), asked)
    given = {**answer["given"], "conflict": conflict} if about else answer["given"]
    foes = _foes(graph, about) if about else []
    parties = _named(graph, actors) or _parties(graph, foes)
    named = things(graph, [*parties, *([IRI(about.iri)] if about else [])])
    ids = [compact(each) for each in parties]
    return {
        **answer, "given": given, "things": {**named, **answer["things"]}, "parties": ids,
        "conflict": compact(about.iri) if about else None,
        "camps": camps([*_ties(answer), *_fights(foes)], ids) if ids else {},
    }  # fmt: skip


def _named(graph: Graph, names: Sequence[str]) -> list[IRI]:
    """Who is named, each once, in their order."""
    return list(dict.fromkeys(IRI(lookup.entity(graph, name).iri) for name in names))


def _foes(graph: Graph, conflict: Known) -> list[tuple[IRI, IRI]]:
    """Who is against whom in a conflict, either way, each pair once."""
    found = graph.select(_FIGHTS.format(conflict=written(IRI(conflict.iri))))
    pairs = [(IRI(str(one)), IRI(str(other))) for one, other in found]
    return sorted({*pairs, *((other, one) for one, other in pairs)})


def _parties(graph: Graph, foes: Sequence[tuple[IRI, IRI]]) -> list[IRI]:
    """Who fights, by name; of many those who fight most others."""
    count = Counter(one for one, _ in foes)
    most = [who for who, _ in sorted(count.items(), key=lambda told: (-told[1], told[0]))[:MOST]]
    names = lookup.labels(graph, most)
    return sorted(most, key=lambda who: (names[who], who))


def _fights(foes: Sequence[tuple[IRI, IRI]]) -> list[Tie]:
    short = {who: compact(who) for who, _ in foes}
    return [Tie(short[one], short[other], -1, 1.0) for one, other in foes]


def _ties(answer: Record) -> list[Tie]:
    """What is denied, and by nobody asserted, ties nobody."""
    told = (dict(zip(answer["columns"], row, strict=True)) for row in answer["rows"])
    return [
        Tie(row["actor"]["id"], row["other"]["id"], row["valence"], row["origins"] / (2 if row["denied_by"] else 1))
        for row in told
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
