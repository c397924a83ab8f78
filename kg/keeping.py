"""Keeping a graph: articles are taken out, snapshots made and put back.

A snapshot is a folder that is a graph itself, to be asked like any other. On the same disk it costs next to nothing:
data files never change, so that it has links to them. `SHA256SUMS` in it tells whether it is still what it was
(`sha256sum --check` knows the format, too).
"""

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg import folder
from kg.commit import commit
from kg.copies import copy_beside, copy_store, settle, stage, write_through
from kg.errors import GraphError, UsageError
from kg.journal import Journal
from kg.register import Register
from kg.store import Graph, StoredArticle

_SUMS = "SHA256SUMS"
_TRIES = 5


def remove(path: Path, names: Sequence[str]) -> list[StoredArticle]:
    """Take articles out, with all that was read from them; they are given back, by IRI.

    A name is an article's IRI (also as `article:5c1e…`), id, url or source; that of a folder, an archive or a file of
    records means all whose source lies in it. Raises UsageError for a name that means none, GraphError where the graph
    cannot be written.
    """
    with Graph.open(path) as graph:
        articles = graph.articles()
    found = {article.iri: article for name in names for article in _named(name, articles)}
    with folder.locked(path) as lock:
        register, journal = Register(path), Journal(path)
        for entry in journal.entries():
            register.recall(entry.article, entry.places)
        register.forget(found)
        commit(path, lock, journal, {article.iri for article in articles}, found, remember=register.save)
    return [found[iri] for iri in sorted(found)]


def _named(name: str, articles: Sequence[StoredArticle]) -> list[StoredArticle]:
    # as sources may have been told; no empty one, which all would begin with
    paths = {path for path in (name.rstrip("/"), os.path.normpath(name), os.path.relpath(name or ".")) if path}
    within = tuple(f"{path}{mark}" for path in sorted(paths) for mark in ("/", ":"))

    def is_meant(a: StoredArticle) -> bool:
        if name in (a.iri, a.id, a.url, f"article:{a.iri.rpartition('/')[2]}"):
            return True
        return a.source is not None and (a.source in paths or a.source.startswith(within))

    found = [article for article in articles if is_meant(article)]
    if not found:
        hint = "name its IRI, id, url or source, or a file or folder of sources"
        raise UsageError(f"the graph holds no article {name!r}", hint=hint)
    return found


def snapshot(path: Path, target: Path) -> Path:
    """Copy the graph as it is into a new folder. Nobody need wait for it, whoever builds meanwhile.

    Raises GraphError where there is no graph, and UsageError where something is in the way.
    """
    _check_apart(path, target)
    if target.exists():
        raise UsageError("something is in the way", where=target, hint="name a new folder for the snapshot")
    made = target.with_name(f".{target.name}.new")
    try:
        shutil.rmtree(made, ignore_errors=True)
        made.mkdir(parents=True)
        folder.write_card(made, **{**_copied(path, made), "store": "store"})
        (made / _SUMS).write_text("".join(f"{digest}  {name}\n" for name, digest in _sums(made)), "utf-8")
        write_through(*sorted(made.rglob("*")), made)
        made.rename(target)
        write_through(target.parent)
    except OSError as cause:
        raise folder.explained(cause, target) from cause
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return target


def _copied(path: Path, made: Path) -> dict[str, Any]:
    """Copy the store and what lies beside it, of one moment: anew where a build was done in between. The card of it."""
    for left in reversed(range(_TRIES)):
        card = folder.read_card(path)
        with Graph.open(path) as graph:
            copy_store(graph.place, made / "store")
            copy_beside(path, made)
        if folder.read_card(path) == card or not left:
            return card
        shutil.rmtree(made)
        made.mkdir()
    raise AssertionError("unreachable")


def _check_apart(path: Path, other: Path) -> None:
    """A snapshot in the graph's own folder would be a part of the next one, and in the way of its own return."""
    here, there = path.resolve(), other.resolve()
    if here == there or here in there.parents or there in here.parents:
        hint = "name a folder beside the graph"
        raise UsageError("a graph and its snapshot cannot lie one in the other", where=other, hint=hint)


def restore(saved: Path, path: Path) -> None:
    """Make the graph in the folder `path`, which is made where it is missing, what a snapshot holds.

    What a build that was broken off had read is given up. Raises GraphError where the snapshot is none, or is not what
    it was, and where the folder cannot be written.
    """
    place = folder.current(saved)
    _check_apart(path, saved)
    _check(saved)
    folder.prepare(path)
    with folder.locked(path) as lock:
        writing = folder.Writing(path, lock, place)
        try:
            stage(saved, path, writing.place.name)
            Journal(path).clear()
        except OSError as cause:
            writing.drop()
            raise folder.explained(cause, path) from cause
        card = folder.read_card(saved)
        writing.publish(**{name: card[name] for name in card if name not in ("format", "made_by", "store")})
        settle(path, writing.place.name)  # broken off here, the next writer ends it


def _check(saved: Path) -> None:
    try:
        told = (saved / _SUMS).read_text(encoding="utf-8").splitlines()
        sound = [f"{digest}  {name}" for name, digest in _sums(saved)] == told
    except OSError as cause:
        hint = "give a folder that kg snapshot made"
        raise GraphError(f"no snapshot: {_SUMS} cannot be read", where=saved, hint=hint) from cause
    if not sound:
        raise GraphError("the snapshot is not what it was when it was made", where=saved, hint="take another one")


def _sums(made: Path) -> Iterator[tuple[str, str]]:
    """Each file's name and SHA-256."""
    for file in sorted(p for p in made.rglob("*") if p.is_file()):
        name = file.relative_to(made).as_posix()
        if name != _SUMS and file.name not in ("LOCK",) and not file.name.startswith(("LOG", ".")):
            with file.open("rb") as stream:
                yield name, hashlib.file_digest(stream, "sha256").hexdigest()
