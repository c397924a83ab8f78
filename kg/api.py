"""The Python face: `kg.build`, `kg.open` and what a `Graph` can be asked."""

import hashlib
import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from kg import catalogue, dossier, resources, store
from kg.errors import DataError

if TYPE_CHECKING:
    import networkx

    from kg.builder import Progress, Summary
    from kg.reading import Reader

__all__ = ["Graph", "build", "open"]


class Graph(store.Graph):
    """A graph that has been read: ask it saved questions or SPARQL, or take it elsewhere."""

    def ask(self, question: str, **parameters: str | int | None) -> catalogue.Answer:
        """The answer to a saved question, such as `graph.ask("who-backs-whom", side="Armenia")`.

        Raises UsageError for an unknown question or parameter, or one that is missing or malformed.
        """
        return catalogue.ask(self, catalogue.find(question), parameters)

    def show(self, name: str) -> dossier.Dossier:
        """All that the graph knows of an entity, given by name, Wikidata item or IRI.

        Raises UsageError where the name means none or several.
        """
        return dossier.show(self, name)

    def to_networkx(self) -> "networkx.MultiDiGraph[str]":
        """A copy as a networkx MultiDiGraph: entities are nodes, claims are edges."""
        from kg.network import to_networkx

        return to_networkx(self)


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
    progress: "Progress | None" = None,
) -> "Summary":
    """Read files and folders of articles into the graph in the folder `path`; tell what was read and what left out.

    The folder is made where it is missing; articles that it holds unchanged are not read again. `date` (YYYY-MM-DD) is
    taken for articles without one, `stdin` is what the source "-" stands for. With several workers, call this under
    `if __name__ == "__main__":`, as `multiprocessing` asks. Raises GraphError where the folder cannot be written.
    """
    from kg import builder

    several = [sources] if isinstance(sources, str | Path) else list(sources)
    return builder.build(
        several, path, _make_reader, reader=_reader_version(), workers=workers, date=date, stdin=stdin,
        progress=progress or (lambda summary: None),
    )  # fmt: skip


def _make_reader() -> "Reader":
    import extractors

    return extractors.reader()


@cache
def _reader_version() -> str:
    """The version of the reader with a digest of its code and data, so that a changed reader reads everything again."""
    from kg import rdf

    spec = importlib.util.find_spec("extractors")
    if spec is None or spec.origin is None:
        raise DataError("the package 'extractors' is missing", hint="install parley-kg again")
    digest = hashlib.sha256()
    for home in (Path(spec.origin).parent, resources.folder("ontology")):
        for path in sorted(p for p in home.rglob("*") if p.is_file() and p.suffix != ".pyc"):
            digest.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes())
    return f"{rdf.reader_version()} {digest.hexdigest()[:16]}"
