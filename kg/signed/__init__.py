"""The ledger as a signed network of actors, and its measures; docs/networks.md explains them for social scientists.

    positions = graph.network(since="2020")          who is for or against whom, by whose account: a MultiDiGraph
    ties(positions)                                  all that is claimed between two actors, as one record
    blocs(signed_graph(positions))                   who stands together
    balance(signed_graph(positions))                 which three actors strain the rule of friends' friends
    brokers(positions), standing(positions)          who is between others, how each is placed
    change(before, after)                            what is new, gone, turned; who moved

Measures that take a `networkx.Graph` need `sign` (and `weight`) on its edges, and no Parley.
"""

from kg.signed.balance import Balance, Triad, balance, triads
from kg.signed.blocs import Bloc, Blocs, Member, blocs, modularity
from kg.signed.brokers import Between, Broker, brokers
from kg.signed.change import Change, Move, Turn, change
from kg.signed.frustration import Frustration, frustration
from kg.signed.relations import Choice, LeftOut, Relation, network, relations, stretch
from kg.signed.standing import Standing, pn_centrality, standing
from kg.signed.ties import Tie, named, signed_graph, ties

__all__ = [
    "Balance", "Between", "Bloc", "Blocs", "Broker", "Change", "Choice", "Frustration", "LeftOut", "Member", "Move",
    "Relation", "Standing", "Tie", "Triad", "Turn", "balance", "blocs", "brokers", "change", "frustration",
    "modularity", "named", "network", "pn_centrality", "relations", "signed_graph", "standing", "stretch", "ties",
    "triads",
]  # fmt: skip
