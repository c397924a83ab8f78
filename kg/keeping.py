"""Keeping a graph: articles are taken out, snapshots made and put back.

A snapshot is a folder that is a graph itself, to be asked like any other. On the same disk it costs next to nothing:
data files never change, so that it has links to them. `SHA256SUMS` in it tells whether it is still what it was
(`sha256sum --check` knows the format, too).
"""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg import folder
from kg.commit import commit
from kg.copies import copy_store, take
from kg.errors import GraphError, UsageError
from kg.journal import Journal
from kg.lock import Lock
from kg.register import Register
from kg.store import Graph, StoredArticle

_SUMS = "SHA256SUMS"
_NOT_KEPT = ("store", "journal", "runs", "parley.json", _SUMS, ".")
"""How the names begin of what a snapshot makes itself, or has no use for."""


def remove(path: Path, names: Sequence[str]) -> list[StoredArticle]:
    """Take articles out, with all that was read from them; they are given back, by IRI.

    A name is an article's IRI (also as `article:5c1e…`), id, url or source; one that ends in / means all whose source
    lies in that folder. Raises UsageError for a name that means none, GraphError where the graph cannot be written.
    """
    with Graph.open(path) as graph:
        articles = graph.articles()
    found = {article.iri: article for name in names for article in _named(name, articles)}
    with _locked(path) as lock:
        register = Register(path)
        commit(path, lock, Journal(path), {article.iri for article in articles}, found)
        register.forget(found)
        register.save()
    return [found[iri] for iri in sorted(found)]


def _named(name: str, articles: Sequence[StoredArticle]) -> list[StoredArticle]:
    def is_meant(a: StoredArticle) -> bool:
        if name.endswith("/"):
            return a.source is not None and a.source.startswith(name)
        known = (a.iri, a.id, a.url, a.source, f"article:{a.iri.rpartition('/')[2]}")
        return name in known

    found = [article for article in articles if is_meant(article)]
    if not found:
        hint = "name its IRI, id, url or source, or a folder of sources that ends in /"
        raise UsageError(f"the graph holds no article {name!r}", hint=hint)
    return found


def snapshot(path: Path, target: Path) -> Path:
    """Copy the graph as it is into a new folder. Nobody need wait for it, whoever builds meanwhile.

    Raises GraphError where there is no graph, and UsageError where something is in the way.
    """
    if target.exists():
        raise UsageError("something is in the way", where=target, hint="name a new folder for the snapshot")
    made = target.with_name(f".{target.name}.new")
    with Graph.open(path) as graph:
        try:
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir(parents=True)
            copy_store(graph.place, made / "store")
            _copy_beside(path, made)
            folder.write_card(made, **{**folder.read_card(path), "store": "store"})
            (made / _SUMS).write_text("".join(f"{digest}  {name}\n" for name, digest in _sums(made)), "utf-8")
            made.rename(target)
        except OSError as cause:
            raise folder.explained(cause, target) from cause
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return target


def restore(saved: Path, path: Path) -> None:
    """Make the graph in the folder `path`, which is made where it is missing, what a snapshot holds.

    What a build that was broken off had read is given up. Raises GraphError where the snapshot is none, or is not what
    it was, and where the folder cannot be written.
    """
    place = folder.current(saved)
    _check(saved)
    folder.prepare(path)
    with _locked(path) as lock:
        writing = folder.Writing(path, lock, place)
        try:
            for old in _beside(path):
                shutil.rmtree(old) if old.is_dir() else old.unlink()
            _copy_beside(saved, path)
            Journal(path).clear()
        except OSError as cause:
            writing.drop()
            raise folder.explained(cause, path) from cause
        card = folder.read_card(saved)
        writing.publish(**{name: card[name] for name in card if name not in ("format", "made_by", "store")})


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


def _beside(path: Path) -> list[Path]:
    """What people and other commands keep beside the store: decisions, questions, answers of Wikidata, the register."""
    return sorted(p for p in path.iterdir() if not p.name.startswith(_NOT_KEPT))


def _copy_beside(path: Path, target: Path) -> None:
    for kept in _beside(path):
        if kept.is_dir():
            shutil.copytree(kept, target / kept.name)
        else:
            take(kept, target / kept.name)


def _locked(path: Path) -> Lock:
    try:
        return Lock(path)
    except OSError as cause:
        raise folder.explained(cause, path) from cause
