"""Results as columns and rows, ready for `kg.printing`: what `kg network` shows and other programs read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import evidence
from kg.ledger import OWN
from kg.signed.balance import Balance
from kg.signed.blocs import Bloc, Blocs
from kg.signed.brokers import Broker
from kg.signed.change import Change
from kg.signed.standing import Standing
from kg.signed.ties import Tie, named, signed_edges, ties
from kg.store import Graph

if TYPE_CHECKING:
    import networkx

SIGNS: Mapping[int, str] = {1: "for", -1: "against", 0: "even"}


class Table(NamedTuple):
    """Columns, rows, and what is to be said of them as a whole; several values of a cell are a tuple."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    notes: tuple[str, ...] = ()


_TIES = ("one", "other", "tie", "weight", "said_for", "said_against", "what", "disputed", "said_by", "denied_by")


def of_ties(graph: Graph, network: "networkx.MultiDiGraph[str]") -> Table:
    """The ties, those of most weight first, each with a sentence of what most origins say."""
    found = sorted(ties(network), key=lambda t: (-t.weight, -t.positive - t.negative, t.a_name, t.b_name, t.a, t.b))
    sentences = _sentences(graph, found)
    rows = [(*_tie(tie), tie.first, tie.last, said) for tie, said in zip(found, sentences, strict=True)]
    return Table((*_TIES, "first", "last", "sentence"), rows)


def of_blocs(graph: "networkx.Graph[str]", found: Blocs) -> Table:
    """The blocs of a signed graph: who has a friend there, the surest first, and who of these could as well stand
    elsewhere; whom nothing but enemies that they share put there; the weights of the ties among all of them; and which
    positive ones no article says itself, with whoever does."""
    rows = [
        (n, len(bloc.members), *_parted(graph, bloc), number(bloc.positive), number(bloc.negative),
         tuple(_hearsay(graph, bloc)))
        for n, bloc in enumerate(found.blocs, 1)
    ]  # fmt: skip
    notes = [f"signed modularity {found.modularity} (resolution {found.resolution:g}, enmity {found.enmity:g})"]
    if found.alone:
        notes.append(f"in no bloc: {', '.join(sorted(named(graph, node) for node in found.alone))}")
    columns = ("bloc", "actors", "members", "doubtful", "by_shared_enemies", "for", "against", "only_told")
    return Table(columns, rows, tuple(notes))


TOSS_UP = 0.005
"""A margin below which a member is shown as doubtful."""


def of_balance(found: Balance) -> Table:
    """The strained triads, and what is to be said of the whole."""
    rows = [
        (t.a, t.b, t.c, *(SIGNS[sign] for sign in t.signs), number(t.weight), "some" if t.disputed else None,
         "the friend of two enemies" if t.negatives == 1 else "all enemies")
        for t in found.strained
    ]  # fmt: skip
    columns = ("a", "b", "c", "a_b", "a_c", "b_c", "weight", "disputed", "strain")
    return Table(columns, rows, tuple(_balance(found)))


def _balance(b: Balance) -> Iterator[str]:
    kinds = "all friends", "the friend of two enemies", "two friends against one", "all enemies"
    yield "triads: " + ", ".join(f"{b.triads[n]} {kind}" for n, kind in enumerate(kinds))
    if b.share is not None:
        yield f"balanced: {b.share:.0%} of the triads"
    bound = f"{b.at_most:g}" if b.exact else f"between {b.at_least:g} and {b.at_most:g}"
    whole = "falls into two camps" if b.balanced else "falls into more than two" if b.clusterable else "has no camps"
    yield f"frustration index: {bound} of {b.total:g}{'' if b.exact else ' (bounds)'}; the network {whole}"
    if b.frustrated:
        yield "out of line: " + ", ".join(f"{one} – {other} ({SIGNS[sign]})" for one, other, sign, _ in b.frustrated)


def of_brokers(found: Iterable[Broker]) -> Table:
    """The brokers, one in a row."""
    rows = [
        (b.name, b.mediates, b.said_by, tuple(f"{pair.one} and {pair.other}" for pair in b.between), b.constraint,
         b.effective_size, b.betweenness)
        for b in found
    ]  # fmt: skip
    columns = ("actor", "mediates", "said_by", "between_enemies", "constraint", "effective_size", "betweenness")
    return Table(columns, rows)


def of_standing(found: Iterable[Standing]) -> Table:
    """The standing of each actor."""
    columns = ("actor", "pn", "friends", "enemies", "for_others", "against_others", "others_for", "others_against")
    rows = [
        (s.name, round(s.pn, 4), s.friends, s.enemies, s.for_others, s.against_others, s.others_for, s.others_against)
        for s in found
    ]
    return Table(columns, rows)


def of_change(graph: Graph, found: Change) -> Table:
    """The ties that turned, are new or gone, and who moved."""
    turned = [turn.after for turn in found.turned]
    several = [("turned", turned), ("new", found.new), ("gone", found.gone)]
    was = {(turn.after.a, turn.after.b): SIGNS[turn.before.sign] for turn in found.turned}
    rows: list[tuple[Any, ...]] = []
    for change, each in several:
        for tie, said in zip(each, _sentences(graph, each), strict=True):
            before = SIGNS[tie.sign] if change == "gone" else was.get((tie.a, tie.b))
            after = None if change == "gone" else SIGNS[tie.sign]
            rows.append((change, tie.a_name, tie.b_name, before, after, *_tie(tie)[3:], tie.first, tie.last, said))
    notes = [f"{found.kept:,} {'tie is' if found.kept == 1 else 'ties are'} for or against as before"]
    notes += [
        f"{m.name} is now said to be for {', '.join(m.joined)}; before for {', '.join(m.left)}" for m in found.moved
    ]
    columns = ("change", "one", "other", "before", "after", *_TIES[3:], "first", "last", "sentence")
    return Table(columns, rows, tuple(notes))


def _tie(tie: Tie) -> tuple[Any, ...]:
    disputed = f"{tie.disputed} of {len(tie.relations)}" if tie.disputed else None
    return (
        tie.a_name, tie.b_name, SIGNS[tie.sign], tie.weight, tie.positive, tie.negative, tie.labels, disputed,
        tie.asserted_by, tie.denied_by,
    )  # fmt: skip


def _parted(graph: "networkx.Graph[str]", bloc: Bloc) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The members with a positive tie to another one: the sure ones and the doubtful ones; and all others."""
    ids = [m.id for m in bloc.members]
    friends = {end for a, b, sign, _ in signed_edges(graph.subgraph(ids)) if sign > 0 for end in (a, b)}
    held = [m for m in bloc.members if m.id in friends]
    sure, doubtful = ([m.name for m in held if (m.margin < TOSS_UP) == shaky] for shaky in (False, True))
    return tuple(sure), tuple(doubtful), tuple(m.name for m in bloc.members if m.id not in friends)


def _hearsay(graph: "networkx.Graph[str]", bloc: Bloc) -> Iterator[str]:
    """The positive ties of a bloc that parties tell of and no article says itself."""
    for a, b in sorted(tuple(sorted(edge)) for edge in graph.subgraph([m.id for m in bloc.members]).edges()):
        tie = graph.edges[a, b].get("tie")
        if isinstance(tie, Tie) and tie.sign > 0:
            tellers = sorted({voice for r in tie.relations if r.sign > 0 for voice in r.asserted_by})
            if OWN not in tellers:
                yield f"{tie.a_name} – {tie.b_name} ({', '.join(tellers)})"


def number(value: float) -> float:
    """A whole number without its point."""
    return int(value) if value == int(value) else value


def _sentences(graph: Graph, found: Sequence[Tie]) -> list[str | None]:
    """For each tie the sentence of the relation with its sign that most origins have."""
    claims = [_claim(tie) for tie in found]
    told = evidence.of_claims(graph, claims)
    return [told[claim].sentence if claim in told else None for claim in claims]


def _claim(tie: Tie) -> str:
    fitting = [r for r in tie.relations if r.sign == tie.sign] or list(tie.relations)
    return min(fitting, key=lambda r: (-r.weight, -r.credence, r.id)).claims[0]
