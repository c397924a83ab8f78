"""Change between two times: which ties are new, gone or turned, and who moved from bloc to bloc.

What news says is compared, not what was: a tie that nobody speaks of any more counts as gone, and an old one that
somebody first mentions now is of the time that is told of it, or else of the day of the article.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.signed.blocs import Bloc, blocs
from kg.signed.ties import Tie, signed_graph, ties

if TYPE_CHECKING:
    import networkx


class Turn(NamedTuple):
    """A tie that had one sign and has another, or was even."""

    before: Tie
    after: Tie


class Move(NamedTuple):
    """An actor whose own ties went from one bloc to another: by name, with the friends in its old bloc that it is no
    longer said to be for, and those in its new one that it was not for before."""

    id: str
    name: str
    left: tuple[str, ...]
    joined: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed, that of most origins first. `kept` counts the ties whose sign is as before."""

    new: tuple[Tie, ...]
    gone: tuple[Tie, ...]
    turned: tuple[Turn, ...]
    kept: int
    moved: tuple[Move, ...]


def change(before: "networkx.MultiDiGraph[str]", after: "networkx.MultiDiGraph[str]") -> Change:
    """What changed from one network of relations to another."""
    old, new = ({(t.a, t.b): t for t in ties(network)} for network in (before, after))
    both = [(old[pair], new[pair]) for pair in sorted(old.keys() & new.keys())]
    turned = [Turn(a, b) for a, b in both if a.sign != b.sign]
    return Change(
        new=_ranked(new[pair] for pair in new.keys() - old.keys()),
        gone=_ranked(old[pair] for pair in old.keys() - new.keys()),
        turned=tuple(sorted(turned, key=lambda t: (-min(t.before.weight, t.after.weight), _names(t.after)))),
        kept=len(both) - len(turned), moved=tuple(_moves(before, after)),
    )  # fmt: skip


def _ranked(found: Iterable[Tie]) -> tuple[Tie, ...]:
    return tuple(sorted(found, key=lambda tie: (-tie.weight, _names(tie))))


def _names(tie: Tie) -> tuple[str, ...]:
    return tie.a_name, tie.b_name, tie.a, tie.b


def _moves(before: "networkx.MultiDiGraph[str]", after: "networkx.MultiDiGraph[str]") -> Iterator[Move]:
    """Who is in a bloc both times, and in another one than that which most of its companions went to.

    Where a bloc puts somebody is inferred, shared enemies count there as well, and one tie less may turn it. So nobody
    moves but by ties of its own: a friend lost in the old bloc, and another one won in the new one.
    """
    graphs = [signed_graph(network) for network in (before, after)]
    old, new = (blocs(graph).blocs for graph in graphs)
    home = {m.id: bloc for bloc in old for m in bloc.members}
    follows = _successors(old, new)
    for number, bloc in enumerate(new):
        for member in sorted(bloc.members, key=lambda m: (m.name, m.id)):
            was = home.get(member.id)
            if was is not None and follows.get(old.index(was)) != number:
                had, has = (_friends(graph, member.id) for graph in graphs)
                left, joined = _others(was, had - has), _others(bloc, has - had)
                if left and joined:
                    yield Move(member.id, member.name, left, joined)


def _friends(graph: "networkx.Graph[str]", actor: str) -> frozenset[str]:
    """To whom the actor itself has a positive tie."""
    return frozenset(other for other, tie in graph.adj[actor].items() if tie["sign"] > 0)


def _successors(old: Sequence[Bloc], new: Sequence[Bloc]) -> dict[int, int]:
    """Which later bloc goes on from which earlier one: the pairs that share most members first, each bloc once."""
    shared = [
        (len({m.id for m in a.members} & {m.id for m in b.members}), i, j)
        for i, a in enumerate(old)
        for j, b in enumerate(new)
    ]
    found: dict[int, int] = {}
    for count, i, j in sorted(shared, key=lambda s: (-s[0], s[1:])):
        if count and i not in found and j not in found.values():
            found[i] = j
    return found


def _others(bloc: Bloc, those: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(m.name for m in bloc.members if m.id in those))
