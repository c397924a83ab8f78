"""RDF out and in again: the same graph in every format that keeps named graphs, compressed or not; nanopublications."""

import gzip
import io
import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg import compressed, description, iris, jsonld
from kg.errors import InputError, UsageError
from kg.export import write
from kg.store import Graph

Run = Callable[..., Any]
NP = rdflib.Namespace("http://www.nanopub.org/nschema#")


def exported(graph: Graph, form: str) -> bytes:
    out = io.BytesIO()
    write(graph, form, out)
    return out.getvalue()


@pytest.fixture
def described(graph_folder: Path) -> None:
    """The graph of the folder with all that a build makes."""
    with Graph.open(graph_folder, read_only=False) as graph:
        description.write(graph)


@pytest.mark.usefixtures("described")
@pytest.mark.parametrize("ending", ["trig", "nq", "jsonld", "nq.gz", "trig.gz", "nq.zst", "jsonld.zst"])
def test_a_round_trip_gives_the_same_graph(run: Run, graph_folder: Path, tmp_path: Path, ending: str) -> None:
    if ending.endswith(".zst"):
        pytest.importorskip("zstandard")
    file, other = tmp_path / f"g.{ending}", tmp_path / "other.kg"
    assert run("export", "-g", graph_folder, "-o", file).status == 0
    assert run("import", file, "-o", other) == (0, f"the graph in {other} holds 3 articles\n", "")
    with kg.open(graph_folder) as before, kg.open(other) as after:
        assert before.dump("nq") == after.dump("nq")


@pytest.mark.usefixtures("described")
def test_importing_again_changes_nothing(run: Run, graph_folder: Path, tmp_path: Path) -> None:
    run("export", "-g", graph_folder, "-o", tmp_path / "g.nq")
    with kg.open(graph_folder) as graph:
        before = graph.dump("nq")
    assert kg.load([tmp_path / "g.nq"], graph_folder) == 3
    with kg.open(graph_folder) as graph:
        assert graph.dump("nq") == before


def test_what_has_lost_its_named_graphs_is_refused(run: Run, graph_folder: Path, tmp_path: Path) -> None:
    status, _, err = run("export", "-g", graph_folder, "-o", tmp_path / "g.ttl")
    assert status == 0 and "ttl has no named graphs" in err
    status, _, err = run("import", tmp_path / "g.ttl", "-o", tmp_path / "x.kg")
    assert status == 2 and "only formats that keep named graphs can be imported (export it as trig, nq, jsonld" in err
    assert not (tmp_path / "x.kg").exists()


def test_rdf_xml_holds_each_triple_once(graph: Graph) -> None:
    triples = {line.rsplit(" <", 1)[0] for line in exported(graph, "nq").decode().splitlines()}
    assert len(rdflib.Graph().parse(data=exported(graph, "rdfxml"), format="xml")) == len(triples)


HALF = gzip.compress(bytes(range(32, 127)) * 99, mtime=0)[:60]
BROKEN = [("x.nq.gz", b"no gzip"), ("x.nq.gz", HALF), ("x.nq.zst", b"no zstd"), ("x.nq", b"<a> <b>")]


@pytest.mark.parametrize(("name", "data"), BROKEN, ids=["not gzip", "half gzip", "not zstd", "no statement"])
def test_a_broken_file_is_named(run: Run, tmp_path: Path, name: str, data: bytes) -> None:
    if name.endswith(".zst"):
        pytest.importorskip("zstandard")
    (tmp_path / name).write_bytes(data)
    status, _, err = run("import", tmp_path / name, "-o", tmp_path / "new" / "x.kg")
    assert status == 1 and name in err and err.count("\n") == 1 and not (tmp_path / "new").exists()
    (tmp_path / "x.kg").mkdir()
    assert run("import", tmp_path / name, "-o", tmp_path / "x.kg").status == 1
    assert list((tmp_path / "x.kg").iterdir()) == []
    with pytest.raises(InputError, match="cannot be read"):
        kg.load([tmp_path / "missing.nq"], tmp_path / "x.kg")


@pytest.mark.parametrize("ending", [".zst", ".gz"])
def test_a_packed_file_that_breaks_off_is_told_wherever_it_does(ending: str) -> None:
    if ending == ".zst":
        pytest.importorskip("zstandard")
    out, content = io.BytesIO(), "".join(f"line {n * n}\n" for n in range(3000)).encode()
    with compressed.writing(out, "x" + ending) as packed:
        packed.writelines(content.splitlines(keepends=True))
    whole = out.getvalue()
    with compressed.reading(io.BytesIO(whole), "x" + ending) as plain:
        assert plain.read() == content
    for cut in (5, 12, len(whole) // 2, len(whole) - 5, len(whole) - 1):
        with compressed.reading(io.BytesIO(whole[:cut]), "x" + ending) as plain, pytest.raises(InputError, match="no"):
            plain.read()


def test_the_vocabulary_of_another_version_is_passed_over(run: Run, graph_folder: Path, tmp_path: Path) -> None:
    run("export", "-g", graph_folder, "-o", tmp_path / "g.nq")
    with (tmp_path / "g.nq").open("a") as file:
        file.write(f'<urn:x:old> <urn:x:was> "here" <{iris.ONTOLOGY}> .\n')
    kg.load([tmp_path / "g.nq"], tmp_path / "other.kg")
    with kg.open(tmp_path / "other.kg") as graph, kg.open(graph_folder) as before:
        assert graph.triples(iris.ONTOLOGY) == before.triples(iris.ONTOLOGY)


def test_files_are_imported_all_or_none(run: Run, graph_folder: Path, tmp_path: Path) -> None:
    """A fault is told with its line, also behind lines of what is made again."""
    run("export", "-g", graph_folder, "-o", tmp_path / "g.nq")
    lines = (tmp_path / "g.nq").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "more.nq").write_text("".join([*lines, "<a:b> <a:b c> <a:d> <a:e> .\n"]), "utf-8")
    with kg.open(graph_folder) as graph:
        before = graph.dump("nq")
    (tmp_path / "some.nq").write_text('<a:s> <a:p> "one" <a:g> .\n')
    status, _, err = run("import", tmp_path / "some.nq", tmp_path / "more.nq", "-o", graph_folder)
    assert status == 1 and "more.nq: not what its name says" in err and f"line {len(lines) + 1} " in err
    with kg.open(graph_folder) as graph:
        assert graph.dump("nq") == before


GRAPH = f"<{iris.ENTITIES}>"
OTHERWISE = (f"<a:b>\t<a:c> {GRAPH} {GRAPH}.\n", f'<a:b> <a:c> "<a:d> {GRAPH} .\\"" {GRAPH} . # x')


@pytest.mark.usefixtures("described")
@pytest.mark.parametrize("line", OTHERWISE)
def test_what_is_made_again_is_not_taken_in_however_it_is_written(
    graph_folder: Path, tmp_path: Path, line: str
) -> None:
    with kg.open(graph_folder) as graph:
        before = graph.dump("nq")
    for ending in ("nq", "trig"):
        text = line if ending == "nq" else f"{GRAPH} {{ <a:b> <a:c> <a:d> }}"
        (tmp_path / f"x.{ending}").write_text(text)
    kg.load([tmp_path / "x.nq", tmp_path / "x.trig"], graph_folder)
    with kg.open(graph_folder) as graph:
        assert graph.dump("nq") == before


@pytest.mark.parametrize("line", [f"<a:b> <a:c> {GRAPH} .\n", "<a:b> <a:c> <a:d> _:g .\n"])
def test_what_stands_in_no_named_graph_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "x.nq").write_text(line)
    with pytest.raises(InputError, match=r"x\.nq: it has statements in no named graph"):
        kg.load([tmp_path / "x.nq"], tmp_path / "x.kg")


def test_a_dump_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "FREE", 1000)
    with gzip.open(tmp_path / "x.nq.gz", "wb") as out:
        out.write(b"\n" * 10**6)
    with pytest.raises(InputError, match="unpacks to more than"):
        kg.load([tmp_path / "x.nq.gz"], tmp_path / "x.kg")


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("entityType> <https://w3id.org/parley/ontology#State>", 'entityType> "no class"'),
        ('confidence> "0.8"', 'confidence> "much"'),
        ('quantity> "2"', 'quantity> "two"'),
    ],
)
def test_an_article_s_graph_that_somebody_doctored_is_refused(
    run: Run, graph: Graph, tmp_path: Path, written: str, instead: str
) -> None:
    text = exported(graph, "nq").decode()
    assert written in text
    (tmp_path / "g.nq").write_text(text.replace(written, instead), encoding="utf-8")
    status, _, err = run("import", tmp_path / "g.nq", "-o", tmp_path / "x.kg")
    assert status == 1 and err.count("\n") == 1
    assert "not the graph of an article as Parley writes them" in err and "import files as kg export wrote them" in err


def test_compressed_files_tell_no_time_and_no_name(tmp_path: Path) -> None:
    for ending in (".gz", ""):
        out = io.BytesIO()
        with compressed.writing(out, f"x{ending}") as inner:
            inner.write(b"content")
        assert out.getvalue()[4:8] == (b"\0\0\0\0" if ending else b"ent")
        with compressed.reading(io.BytesIO(out.getvalue()), f"x{ending}") as plain:
            assert plain.read() == b"content"


def test_json_ld_reads_well(graph: Graph) -> None:
    lines = exported(graph, "jsonld").decode().splitlines()
    claim = json.loads(next(line for line in lines if '"attacks"' in line and '"deniedBy"' in line).rstrip(",]}") + "}")
    assert (claim["type"], claim["subject"], claim["predicate"], claim["object"]) == (
        "Claim", "entity:Q227", "attacks", "entity:Q399",
    )  # fmt: skip
    assert (claim["polarity"], claim["confidence"], claim["quantity"], claim["deniedBy"]) == (
        "affirmed", "0.8", 2, "entity:Q227",
    )  # fmt: skip


IRIS = st.sampled_from([
    "https://w3id.org/parley/ontology#attacks", "https://w3id.org/parley/ontology#subject", "urn:x:y", "http://x.example/a",
    "https://w3id.org/parley/entity/Q1", "https://w3id.org/parley/ontology#id", "https://w3id.org/parley/entity//x",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate", "https://w3id.org/parley/ontology#polarity",
    "https://w3id.org/parley/ontology#confidence", "http://purl.org/dc/terms/title", "https://w3id.org/parley/ontology#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
]).map(ox.NamedNode)  # fmt: skip
TEXTS = st.text(st.characters(codec="utf-8"))
TYPES = st.sampled_from(["integer", "decimal", "boolean", "date", "double", "string"])
LITERALS = st.one_of(
    TEXTS.map(ox.Literal), TEXTS.map(lambda text: ox.Literal(text, language="ar")), st.integers().map(ox.Literal),
    st.booleans().map(ox.Literal),
    st.builds(lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}")),
              st.sampled_from(["1", "01", "-0", "1.0", "true", "TRUE", "", "9007199254740993"]), TYPES),
)  # fmt: skip
QUADS = st.builds(ox.Quad, IRIS, IRIS, st.one_of(IRIS, LITERALS), IRIS)


@given(st.sets(QUADS, max_size=12))
def test_any_quads_come_back_from_json_ld(quads: set[ox.Quad]) -> None:
    ordered = sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad)))
    assert set(ox.parse(jsonld.serialize(ordered), ox.RdfFormat.JSON_LD)) == quads


# ── nanopublications ─────────────────────────────────────────────────────────────────────────────────────────────


def publications(graph: Graph) -> list[rdflib.Dataset]:
    """Each nanopublication as a dataset of its own."""
    lines: dict[str, list[str]] = {}
    for quad in ox.parse(exported(graph, "nanopub"), ox.RdfFormat.TRIG):
        lines.setdefault(str(quad.graph_name).partition("#")[0], []).append(f"{quad} .\n")
    found = [rdflib.Dataset() for _ in lines]
    for dataset, said in zip(found, lines.values(), strict=True):
        dataset.parse(data="".join(said), format="nquads")
    return found


def _parts(whole: rdflib.Dataset, name: Any) -> list[Any]:
    parts = (NP.hasAssertion, NP.hasProvenance, NP.hasPublicationInfo)
    return [o for part in parts for _, _, o, _ in whole.quads((name, part, None, None))]


def test_each_claim_is_a_nanopublication_as_the_guidelines_ask(graph: Graph) -> None:
    (count,) = graph.select("SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a par:Claim }").rows[0]
    found = publications(graph)
    assert len(found) == count
    for one in found:
        graphs = {context for *_, context in one.quads()}
        ((name, _, _, _),) = one.quads((None, rdflib.RDF.type, NP.Nanopublication, None))
        assertion, _, info = _parts(one, name)
        assert len(graphs) == 4 and all(str(each).startswith(f"{name}#") for each in graphs)
        provenance = [s for s, _, _, g in one.quads() if str(g).endswith("#provenance")]
        assert assertion in provenance
        assert name in [s for s, _, _, g in one.quads() if g == info]


def test_only_what_is_said_to_be_so_is_a_direct_edge(graph: Graph) -> None:
    text = exported(graph, "nanopub").decode()
    assert "\n  entity:Q227 par:attacks entity:Q399 .\n" in text
    assert "par:suppliesTroopsTo ." in text and "\n  entity:Q43 par:suppliesTroopsTo " not in text


def test_the_nanopub_package_takes_them(graph: Graph) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nanopub = pytest.importorskip("nanopub")
        for one in publications(graph):
            dataset = rdflib.ConjunctiveGraph()
            dataset.parse(data=one.serialize(format="nquads"), format="nquads")
            assert nanopub.Nanopub(rdf=dataset).is_valid


def test_a_part_of_the_graph_is_no_rdf(run: Run, graph_folder: Path, graph: Graph) -> None:
    status, _, err = run("export", "-g", graph_folder, "-f", "trig", "--around", "Armenia")
    assert status == 2 and "trig holds the whole graph" in err
    with pytest.raises(UsageError, match="trig holds the whole graph"):
        from kg.network import whole

        write(graph, "trig", io.BytesIO(), whole(graph))
