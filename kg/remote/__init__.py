"""A graph behind an endpoint: asked as one in a folder is, and made what a folder holds.

    from kg import remote
    graph = remote.open("http://127.0.0.1:8080/sparql")
    graph.ask("who-backs-whom", side="Armenia")
    remote.push("my.kg", remote.Endpoint("http://127.0.0.1:8890/sparql-auth"))

The endpoint's default graph has to be the union of its named graphs, as `kg serve` and Virtuoso have it. Credentials
come from the environment, PARLEY_ENDPOINT_USER and PARLEY_ENDPOINT_PASSWORD (`kg.remote.wire`).
"""

from kg.remote.asking import RemoteGraph
from kg.remote.changing import load, remove
from kg.remote.pushing import Tally, push
from kg.remote.wire import PASSWORD, USER, Endpoint

__all__ = ["PASSWORD", "USER", "Endpoint", "RemoteGraph", "Tally", "load", "open", "push", "remove"]


def open(address: str) -> RemoteGraph:
    """The graph at the address of an endpoint. Raises UsageError for what is no address; nothing is asked yet."""
    return RemoteGraph(Endpoint(address))
