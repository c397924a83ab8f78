"""The ledger as a signed, dated multigraph: what is claimed of one actor towards another, at one time, is an edge.

An edge is a proposition (`kg.ledger`), and keeps what the ledger knows of it: by whose account it is so, who denies it,
who only relays it, from how many independent origins, between which days, and the claims behind it. Its sign is the
valence of its predicate; mediation, which is neither for nor against, comes along with the sign 0.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kg import iris, lookup, vocabulary
from kg.errors import UsageError
from kg.ledger import OWN, UNNAMED
from kg.periods import OPEN, bounds
from kg.store import Graph
from kg.terms import IRI, Value

if TYPE_CHECKING:
    import networkx

MEDIATION = "mediates"
WORDS = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""The classes of PLOVER that are verbal cooperation or verbal conflict: who agrees to a truce is no friend by that."""
_PROPOSITIONS = """
SELECT DISTINCT ?proposition ?subject ?predicate ?object ?contested ?credence ?first ?last WHERE {
  GRAPH graph:ledger {
    ?proposition par:aboutSubject ?subject ; par:aboutPredicate ?predicate ; par:aboutObject ?object ;
      par:contested ?contested ; par:credence ?credence .
    OPTIONAL { ?proposition par:first ?first }
    OPTIONAL { ?proposition par:last ?last }
  }
} ORDER BY ?proposition"""
_VOICES = """
SELECT DISTINCT ?proposition ?voice ?stance ?claim ?origin WHERE {
  GRAPH graph:ledger { ?proposition par:position ?position }
  GRAPH graph:positions { ?position par:voice ?voice ; par:stance ?stance ; par:takenIn ?claim }
  GRAPH graph:origins { ?claim par:origin ?origin }
} ORDER BY ?proposition ?voice ?stance ?claim"""
_RELAYS = "SELECT DISTINCT ?proposition ?teller { GRAPH graph:ledger { ?proposition par:relayedBy ?teller } }"
_ENTITIES = "SELECT DISTINCT ?entity ?label ?type { GRAPH graph:entities { ?entity a ?type ; skos:prefLabel ?label } }"
_SAME = "SELECT ?entity ?other { GRAPH graph:entities { ?entity skos:exactMatch ?other } }"
_ACTING = "SELECT DISTINCT ?organ ?for { ?organ prov:actedOnBehalfOf ?for } ORDER BY ?organ ?for"
_NAMELESS = {iris.expand("par:theArticle"): OWN, iris.expand("par:somebody"): UNNAMED}


@dataclass(frozen=True, slots=True)
class Relation:
    """What is claimed of `source` towards `target`, two actors, by IRI; `id` is the proposition.

    `subject` and `object` are the names of whom it is said: a ministry, where `source` is its state. `sign` is 1, -1 or
    0; `mutual` says that it holds either way round. `asserted_by`, `denied_by` and `relayed_by` are names. `claims` and
    `origins` (articles that stand for their copies) are those that say so, `denials` the origins in which it is denied.
    `first` and `last` are ISO days, months or years, as told. `credence`, from 0 to 1, is the ledger's.
    """

    id: str
    source: str
    target: str
    predicate: str
    label: str
    sign: int
    mutual: bool
    subject: str
    object: str
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    relayed_by: tuple[str, ...]
    contested: bool
    credence: float
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    denials: tuple[str, ...]
    first: str | None
    last: str | None

    @property
    def weight(self) -> int:
        """How many independent origins say so."""
        return len(self.origins)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which part of the ledger becomes the network.

    `told_by` is an actor, by name, whose account it is to be, or `kg.ledger.OWN` for what articles say themselves;
    `since` and `until` bound the time that it was (a day, month or year each). `undisputed` leaves out what somebody
    denies, `least` what has a lower credence, `deeds` what is only said (`WORDS`). `lift` lets organs and persons stand
    for the state or group that they act for; `unnamed` keeps those whom an article only describes ("the rebels"),
    `places` what is no actor.
    """

    told_by: str | None = None
    since: str | None = None
    until: str | None = None
    undisputed: bool = False
    least: float = 0.0
    deeds: bool = False
    lift: bool = True
    unnamed: bool = False
    places: bool = False


@dataclass(slots=True)
class LeftOut:
    """How many propositions between two things are not in the network, and why; those that nobody asserts do not count.

    `within` would join an actor to itself.
    """

    words: int = 0
    disputed: int = 0
    unsure: int = 0
    undated: int = 0
    other_times: int = 0
    unnamed: int = 0
    no_actors: int = 0
    within: int = 0

    @property
    def total(self) -> int:
        return sum(asdict(self).values())

    def __str__(self) -> str:
        counts = asdict(self)
        return ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items() if count)


class Voice(NamedTuple):
    """A voice that takes a stance on a proposition by a claim of an origin."""

    who: str
    stance: str
    claim: str
    origin: str


@dataclass(slots=True)
class _Ledger:
    """What the store tells, by IRI."""

    labels: dict[str, str]
    types: dict[str, str]
    principals: dict[str, str]
    voices: Mapping[str, list[Voice]]
    relays: Mapping[str, list[str]]
    left_out: LeftOut = field(default_factory=LeftOut)

    def actor(self, entity: str, lift: bool) -> str:
        return self.principals.get(entity, entity) if lift else entity

    def names(self, things: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({self.labels.get(thing, UNNAMED) for thing in things}))


def network(graph: Graph, choice: Choice | None = None) -> "networkx.MultiDiGraph[str]":
    """The chosen part of the ledger as a networkx MultiDiGraph, in the order of IRIs.

    Nodes are IRIs with `label`, `type` and, where they are linked, `qid`. Edges have the proposition's IRI as key, the
    fields of `Relation`, and its `weight`. `graph["left_out"]` is a `LeftOut`, `graph["choice"]` the choice. Raises
    UsageError for a voice that means none or several, and for what is no date.
    """
    import networkx

    chosen = choice or Choice()
    ledger = _read(graph)
    made: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(choice=chosen, left_out=ledger.left_out)
    found = list(_relations(graph, ledger, chosen))
    for entity in sorted({end for r in found for end in (r.source, r.target)}):
        qid = {"qid": known} if (known := iris.qid(entity)) else {}
        made.add_node(entity, label=ledger.labels[entity], type=ledger.types[entity], **qid)
    for r in found:
        said = {f.name: getattr(r, f.name) for f in fields(r) if f.name not in ("id", "source", "target")}
        made.add_edge(r.source, r.target, key=r.id, weight=r.weight, **said)
    return made


def relations(network: "networkx.MultiDiGraph[str]") -> Iterator[Relation]:
    """The edges of such a network as records, by source, target and key."""
    for source, target, key, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        yield Relation(key, source, target, **{name: value for name, value in data.items() if name != "weight"})


def period(since: str | None, until: str | None) -> tuple[date, date]:
    """The days from the first of `since` to the last of `until`. Raises UsageError for what is no date."""
    first, last = (_day(since)[0] if since else date.min), (_day(until)[1] if until else date.max)
    if first > last:
        raise UsageError(f"{since} is after {until}", hint="since comes before until")
    return first, last


def stretch(text: str, until: bool) -> dict[str, str | None]:
    """`since` and `until` of a `Choice` for a date up to which, or else from which on, it is to be; or for FROM/TO."""
    first, slash, last = text.partition("/")
    if slash:
        return {"since": first if first != OPEN else None, "until": last if last != OPEN else None}
    return {"since": None, "until": text} if until else {"since": text, "until": None}


def _day(text: str) -> tuple[date, date]:
    found = None if "/" in text or OPEN in text else bounds(text)
    if found is None or found[0] is None or found[1] is None:
        raise UsageError(f"{text!r} is no date", hint="write a day, month or year: 2020-10-17, 2020-10, 2020")
    return found[0], found[1]


def _relations(graph: Graph, ledger: _Ledger, choice: Choice) -> Iterator[Relation]:
    tellers = _tellers(graph, ledger, choice.told_by)
    window = period(choice.since, choice.until) if choice.since or choice.until else None
    for row in graph.select(_PROPOSITIONS).dicts():
        predicate = vocabulary.PREDICATES.get(iris.local_name(str(row["predicate"])))
        if predicate is None or (not predicate.valence and predicate.name != MEDIATION):
            continue
        found = _relation(row, predicate, ledger, tellers, choice.lift)
        if found is not None and not _is_left_out(found, choice, window, ledger):
            yield found


def _relation(
    row: Mapping[str, Value], predicate: vocabulary.Predicate, ledger: _Ledger, tellers: frozenset[str] | None,
    lift: bool,
) -> Relation | None:  # fmt: skip
    """The proposition of a row, None where nobody who counts asserts it."""
    id, subject, object = (str(row[name]) for name in ("proposition", "subject", "object"))
    said = [v for v in ledger.voices.get(id, ()) if v.stance == "asserts" and (tellers is None or v.who in tellers)]
    denied = [v for v in ledger.voices.get(id, ()) if v.stance == "denies"]
    if not said:
        return None
    first, last = (None if row[name] is None else str(row[name]) for name in ("first", "last"))
    return Relation(
        id=id, source=ledger.actor(subject, lift), target=ledger.actor(object, lift), predicate=predicate.name,
        label=predicate.label, sign=predicate.valence, mutual=predicate.symmetric,
        subject=ledger.labels.get(subject, ""), object=ledger.labels.get(object, ""),
        asserted_by=ledger.names(v.who for v in said), denied_by=ledger.names(v.who for v in denied),
        relayed_by=ledger.names(ledger.relays.get(id, ())), contested=bool(row["contested"]) or bool(denied),
        credence=float(str(row["credence"])), claims=tuple(sorted({v.claim for v in said})),
        origins=tuple(sorted({v.origin for v in said})), denials=tuple(sorted({v.origin for v in denied})),
        first=first, last=last,
    )  # fmt: skip


def _is_left_out(r: Relation, choice: Choice, window: tuple[date, date] | None, ledger: _Ledger) -> bool:
    """Whether it stays out of the network, which is counted."""
    out, ends = ledger.left_out, (r.source, r.target)
    if not choice.places and r.sign and not all(vocabulary.is_a(ledger.types.get(e, ""), "Actor") for e in ends):
        out.no_actors += 1
    elif not choice.unnamed and any(_is_of_one_article(e) for e in ends):
        out.unnamed += 1
    elif r.source == r.target:
        out.within += 1
    elif choice.deeds and vocabulary.predicate(r.predicate).plover in WORDS and r.predicate != MEDIATION:
        out.words += 1
    elif choice.undisputed and r.contested:
        out.disputed += 1
    elif r.credence < choice.least:
        out.unsure += 1
    elif window is not None and r.first is None and r.last is None:
        out.undated += 1
    elif window is not None and not _meets(r, window):
        out.other_times += 1
    else:
        return False
    return True


def _is_of_one_article(entity: str) -> bool:
    """Whether its IRI ends with an article's key, since nobody else's words can mean it (`kg.identity.entities`)."""
    return entity.removeprefix(iris.PREFIXES["entity"]).count("/") > 1


def _meets(r: Relation, window: tuple[date, date]) -> bool:
    begin, end = (bounds(day) if day else None for day in (r.first, r.last))
    first = (begin and begin[0]) or date.min
    last = (end and end[1]) or date.max
    return first <= window[1] and last >= window[0]


def _tellers(graph: Graph, ledger: _Ledger, name: str | None) -> frozenset[str] | None:
    """All who speak for the actor of this name; None where everybody counts."""
    if name is None:
        return None
    if name in _NAMELESS.values():
        return frozenset(voice for voice, called in _NAMELESS.items() if called == name)
    teller = lookup.entity(graph, name).iri
    return frozenset((teller, *(organ for organ, principal in ledger.principals.items() if principal == teller)))


def _read(graph: Graph) -> _Ledger:
    rows = [tuple(map(str, row)) for row in graph.select(_ENTITIES)]
    types = {entity: iris.local_name(kind) for entity, _, kind in sorted(rows, reverse=True)}
    labels = {entity: label for entity, label, _ in sorted(rows, reverse=True)} | _NAMELESS
    main = {str(entity): str(other) for entity, other in graph.select(_SAME)}
    voices, relays = defaultdict[str, list[Voice]](list), defaultdict[str, list[str]](list)
    for proposition, who, stance, claim, origin in graph.select(_VOICES):
        voice = Voice(str(who), iris.local_name(str(stance)), str(claim), str(origin))
        voices[str(proposition)].append(voice)
    for proposition, teller in graph.select(_RELAYS):
        relays[str(proposition)].append(str(teller))
    return _Ledger(labels, types, _principals(graph, types, main), voices, relays)


def _principals(graph: Graph, types: Mapping[str, str], main: Mapping[str, str]) -> dict[str, str]:
    """Whom each organ, office or person acts for: of several the one state among them; where that does not decide,
    nobody, for to choose would be to invent."""
    acting = defaultdict[str, set[str]](set)
    for organ, principal in graph.select(_ACTING):
        one, other = (main.get(str(each), str(each)) for each in (organ, principal))
        if one != other:
            acting[one].add(other)
    found: dict[str, str] = {}
    for organ, of in acting.items():
        states = sorted(p for p in of if types.get(p) == "State")
        chosen = states if len(states) == 1 else sorted(of)
        if len(chosen) == 1:
            found[organ] = IRI(chosen[0])
    return found
