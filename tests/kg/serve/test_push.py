"""A store becomes what a folder holds, by updates and by the Graph Store Protocol, whatever breaks off on the way."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg import api, iris, remote
from kg.errors import EndpointError, GraphError
from kg.remote import Endpoint
from kg.store import Graph
from tests.kg.conftest import shelling
from tests.kg.endpoint import Reply, Seen
from tests.kg.stores import Store

Run = Callable[..., Any]
OTHERS = ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal("c"), ox.NamedNode("a:others"))


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as running:
        running.store.add(OTHERS)
        yield running


@pytest.fixture(params=["updates", "graph store"])
def there(request: pytest.FixtureRequest, store: Store) -> Callable[[], Endpoint]:
    """The store, in either way of writing."""
    graph_store = store.graph_store if request.param == "graph store" else None
    return lambda: Endpoint(store.address, None, graph_store)


def held(store: Store) -> set[str]:
    """What it holds, but for what others and pushes keep there."""
    return {q for q in store.dump() if q != str(OTHERS) and f" <{iris.PUSHED}>" not in q}


def quads(folder: Path) -> set[str]:
    with api.open(folder) as graph:
        return set(graph.dump("nq").decode().removesuffix(" .\n").split(" .\n"))


def test_a_store_becomes_what_the_folder_holds(store: Store, there: Callable[[], Endpoint], graph_folder: Path) -> None:
    tally = remote.push(graph_folder, there(), batch=50)
    with api.open(graph_folder) as graph:
        assert tally.due == tally.sent == len(graph.graphs()) and tally.statements == len(graph)
        assert remote.open(store.address).dump("nq") == f"{OTHERS} .\n".encode() + graph.dump("nq")
    assert held(store) == quads(graph_folder) and str(OTHERS) in store.dump()


def test_what_is_there_is_not_sent_again(store: Store, there: Callable[[], Endpoint], graph_folder: Path) -> None:
    remote.push(graph_folder, there())
    before = len(store.written)
    assert remote.push(graph_folder, there()).sent == 0 and len(store.written) == before
    with Graph.open(graph_folder, read_only=False) as graph:
        graph.update("INSERT DATA { GRAPH graph:wikidata { <a:a> <a:b> 1 } }")
    assert remote.push(graph_folder, there(), dry=True).due == 1
    assert remote.push(graph_folder, there()).sent == 1 and held(store) == quads(graph_folder)


def test_what_others_changed_is_sent_again(store: Store, there: Callable[[], Endpoint], graph_folder: Path) -> None:
    remote.push(graph_folder, there())
    store.store.remove_graph(ox.NamedNode(iris.LEDGER))
    assert remote.push(graph_folder, there()).sent == 1 and held(store) == quads(graph_folder)


@pytest.mark.parametrize("patience", [1, 6])
def test_a_push_that_is_broken_off_goes_on(
    store: Store, there: Callable[[], Endpoint], graph_folder: Path, patience: int
) -> None:
    store.patience = patience
    with pytest.raises(EndpointError, match=r"503: out of patience; \d+ of \d+ graphs are there whole, graph:\S+ is"):
        remote.push(graph_folder, there(), batch=50)
    store.patience = 10_000
    tally = remote.push(graph_folder, there())
    assert tally.unchanged + tally.sent == len({q.rpartition(" ")[2] for q in quads(graph_folder)})
    assert held(store) == quads(graph_folder)


def test_what_was_whole_when_it_broke_off_is_not_sent_again(store: Store, graph_folder: Path) -> None:
    plain = store.answer
    fault = Reply(500, b"deadlock")
    store.answer = lambda seen: fault if f"DROP SILENT GRAPH <{iris.LEDGER}>" in str(seen.parameters) else plain(seen)
    with pytest.raises(EndpointError, match="graph:ledger is not"):
        remote.push(graph_folder, Endpoint(store.address))
    store.answer = plain
    assert remote.push(graph_folder, Endpoint(store.address)).unchanged >= 3


def test_a_store_with_other_articles_is_not_touched(
    store: Store, there: Callable[[], Endpoint], graph_folder: Path, tmp_path: Path
) -> None:
    remote.push(graph_folder, there())
    with Graph.create(tmp_path / "one.kg") as one:
        one.add(shelling(), reader="test reader 1")
    before = store.dump()
    with pytest.raises(GraphError, match=r"lacks, and nothing was sent: graph:article/\w+, .*--prune takes it out"):
        remote.push(tmp_path / "one.kg", there())
    assert store.dump() == before
    assert remote.push(tmp_path / "one.kg", there(), prune=True).gone >= 2
    assert held(store) == quads(tmp_path / "one.kg")


def test_files_go_into_a_store_and_articles_out_of_it(
    run: Run, store: Store, graph_folder: Path, tmp_path: Path
) -> None:
    with Graph.create(tmp_path / "one.kg") as one:
        one.add(shelling(), reader="test reader 1")
    remote.push(tmp_path / "one.kg", Endpoint(store.address))
    run("export", "-g", graph_folder, "-o", tmp_path / "all.nq")
    status, out, err = run("import", tmp_path / "all.nq", "--endpoint", store.address)
    assert (status, err) == (0, "") and "holds 3 articles" in out
    run("import", tmp_path / "all.nq", "-o", tmp_path / "same.kg")
    assert held(store) == quads(tmp_path / "same.kg")
    status, out, _ = run("remove", "wire/helicopter.txt", "--endpoint", store.address)
    assert status == 0 and out.startswith("removed wire/helicopter.txt (")
    run("remove", "wire/helicopter.txt", "-g", tmp_path / "same.kg")
    assert held(store) == quads(tmp_path / "same.kg")


def test_nothing_is_taken_out_of_a_store_that_gives_a_part_of_what_it_has(store: Store, graph_folder: Path) -> None:
    remote.push(graph_folder, Endpoint(store.address))
    before, plain = store.dump(), store.answer

    def cut(seen: Seen) -> Reply:
        more = " LIMIT 7" if seen.query.startswith("SELECT ?s ?p ?o") else ""
        return plain(replace(seen, query=seen.query + more))

    store.answer = cut
    with pytest.raises(EndpointError, match=r"the endpoint gives 7 of the \d+ statements of graph:article/"):
        remote.remove(["wire/helicopter.txt"], Endpoint(store.address))
    with pytest.raises(EndpointError, match="the endpoint gives 7 of"):
        remote.open(store.address).dump("nq")
    assert store.dump() == before


def test_a_store_that_has_moved_is_not_taken_for_written(
    store: Store, there: Callable[[], Endpoint], graph_folder: Path
) -> None:
    plain = store.answer
    moved = Reply(301, headers={"Location": store.address.replace("/sparql", "/elsewhere")})
    store.answer = lambda seen: plain(seen) if seen.query else moved
    with pytest.raises(EndpointError, match=r"moved to|answers 301"):
        remote.push(graph_folder, there())


def test_the_verb_tells_what_it_does(run: Run, store: Store, graph_folder: Path) -> None:
    push = ("push", "-g", graph_folder, "--endpoint", store.address)
    assert run(*push, "--dry-run").out.startswith("to send: ") and not store.written
    status, out, err = run(*push)
    assert (status, err) == (0, "") and out.endswith(" statements; 0 were there already\n")
    status, out, _ = run("status", "--endpoint", store.address)
    assert status == 0 and out.startswith(f"{store.address}: 3 articles, ")


def test_errors_are_one_line(run: Run, store: Store, graph_folder: Path) -> None:
    store.authorization = "Basic " + base64.b64encode(b"dba:secret").decode()
    push = ("push", "-g", graph_folder, "--endpoint", store.address)
    status, out, err = run(*push)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "answers 401: who?; 0 of" in err and f"say who you are in {remote.USER}" in err
    store.most = 2_000
    known = {remote.USER: "dba", remote.PASSWORD: "secret"}
    _, _, err = run(*push, **known)
    assert "answers 413: too large; " in err and "(raise its limit, or send less at once with --batch; then the" in err
    assert run(*push, "--batch", 5, **known).status == 0
    status, _, err = run("push", "--endpoint", store.address)
    assert status == 1 and err.count("\n") == 1


def test_addresses_of_a_store_go_with_an_endpoint(run: Run, store: Store) -> None:
    status, _, err = run("import", "a.nq", "--graph-store", store.graph_store)
    assert status == 2 and "--update and --graph-store go with --endpoint" in err
    status, _, err = run("import", "a.nq", "-o", "my.kg", "--endpoint", store.address)
    assert status == 2 and "a graph is in a folder or behind an endpoint" in err


def test_our_own_server_only_reads(run: Run, server: Any, graph_folder: Path) -> None:
    status, _, err = run("push", "-g", graph_folder, "--endpoint", server.address, "--prune")
    assert status == 1 and err.count("\n") == 1 and "403" in err
