"""Dumps back into a graph: checked, and as fast as the store can load in bulk, whatever their size.

Lines of N-Quads go to the store's own bulk loader as they are; those of graphs that follow from the articles (they are
made again) are blanked out on the way, so that errors still name the right line. TriG and JSON-LD have no such lines:
there statements pass one by one.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg import compressed, iris
from kg.answers import rdf_format
from kg.errors import InputError
from kg.following import FOLLOWING, follows, placed_in
from kg.shards import Chunks
from kg.store import Graph

_BLOCK = 2**20
_ENDS = tuple(b"<%b" % name.encode() for name in FOLLOWING)
_QUAD = re.compile(rb'<[^<>]*> <[^<>]*> (?:<[^<>]*>|"[^"\\]*(?:\\.[^"\\]*)*"(?:\^\^<[^<>]*>|@[\w-]+)?) <([^<>]*)> \.\n')
"""A line as Oxigraph and we write them; what is written otherwise takes a longer way."""


def load(graph: Graph, file: Path, form: str) -> None:
    """Add what a dump in a format of `kg.answers.DATASETS` holds; an article's graph takes the place of the one that is
    there.

    Raises InputError, with the line, for a file that is not what its name says; the graph is then to be dropped.
    """
    articles = _articles(file, form) if graph.has_articles() else set()
    with _opened(file) as stream:
        quads = Chunks(_kept(stream)) if form == "nq" else _parsed(stream, form)
        graph.bulk_load(quads, sorted(articles), checked=True)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        with file.open("rb") as packed, compressed.reading(packed, file.name) as stream:
            yield stream
    except OSError as cause:
        raise InputError(f"cannot be read: {cause.strerror}", where=file) from cause
    except InputError as error:
        raise error if error.where is not None else error.at(file) from error
    except SyntaxError as cause:
        raise InputError(f"not what its name says: {cause.msg}", where=file) from cause


def _articles(file: Path, form: str) -> set[str]:
    """The articles of which the file has graphs, by IRI."""
    with _opened(file) as stream:
        names = _named(stream) if form == "nq" else {placed_in(quad) for quad in ox.parse(stream, rdf_format(form))}
    home = iris.ARTICLE_GRAPHS
    return {iris.PREFIXES["article"] + name.removeprefix(home) for name in names if name.startswith(home)}


def _named(stream: BinaryIO) -> set[str]:
    """The graphs that lines of N-Quads name. Most lines are of the same one as the line before."""
    found: set[str] = set()
    end = b"\0"
    for block in _blocks(stream):
        for line in block.splitlines(keepends=True):
            if line.endswith(end):
                continue
            quad = _QUAD.fullmatch(line)
            if quad and b"\\" not in quad[1]:
                end = b" <%b> .\n" % quad[1]
                found.add(quad[1].decode("utf-8", "replace"))
            else:
                found |= set(_names(line))
    return found


def _names(line: bytes) -> Iterator[str]:
    """The graph of a line, if it is one of a statement; of what is wrong with it the loader tells, which knows its
    number."""
    with suppress(SyntaxError):
        yield from map(placed_in, ox.parse(line, ox.RdfFormat.N_QUADS))


def _kept(stream: BinaryIO) -> Iterator[bytes]:
    """The lines, those blank that follow from others."""
    for block in _blocks(stream):
        if any(end in block for end in _ENDS):
            yield b"".join(b"\n" if _is_made_again(line) else line for line in block.splitlines(keepends=True))
        else:
            yield block


def _is_made_again(line: bytes) -> bool:
    quad = _QUAD.fullmatch(line) if any(end in line for end in _ENDS) else None
    return quad is not None and follows(quad[1].decode("utf-8", "replace"))


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Some whole lines at a time."""
    while block := stream.read(_BLOCK):
        yield block + stream.readline()


def _parsed(stream: BinaryIO, form: str) -> Iterator[ox.Quad]:
    return (quad for quad in ox.parse(stream, rdf_format(form)) if not follows(placed_in(quad)))
