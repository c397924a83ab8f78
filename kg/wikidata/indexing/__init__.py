"""Making the index of Wikidata from its JSON dump, in bounded memory, and going on where it was broken off.

Three passes: `stage` reads the dump and keeps what counts of each item, `sort` finds classes (which only the whole dump
tells) and sorts names, `write` merges what was sorted. The index is made under another name beside the folder and takes
its place when it is whole.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import lmdb

from kg.errors import UsageError, WikidataError
from kg.wikidata.coding import FORMAT
from kg.wikidata.index import CARD, DATA, Card, whole
from kg.wikidata.indexing import classes, prominence, stage, write
from kg.wikidata.indexing.dump import Dump
from kg.wikidata.indexing.sort import Sorter
from kg.wikidata.indexing.workshop import State, Workshop

RECIPE = 1
"""Raised when records, sorting or writing change what an index of the same dump holds."""

_FORMER = "former"

Progress = Callable[[State], None]
"""Hears how far the work is."""


@dataclass(frozen=True, slots=True)
class Options:
    """What of the dump the index takes. No classes means all that the ontology has a place for."""

    classes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    qrank: Path | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: the index, whether it was there before, and the lines that could not be read."""

    index: Card
    unchanged: bool = False
    resumed: bool = False
    broken: int = 0
    first_broken: tuple[str, ...] = ()


def make(dump: Path, folder: Path, options: Options, tell: Progress = lambda state: None, force: bool = False) -> Made:
    """Make the index of a dump in a folder, or go on with it; an index of other content that is there is replaced.

    Raises WikidataError where the dump cannot be read, the index cannot be written or another process is making it,
    UsageError where something that is no index is in the way or the options name an unknown class.
    """
    _check(folder, options)
    with Dump(dump) as source:
        identity = _identity(source, options)
        there = _there(folder)
        if there is not None and there.fingerprint == _fingerprint(identity) and not force:
            return Made(there, unchanged=True)
        shop = Workshop(unfinished(folder))
        try:
            with shop.locked():
                _put_back(shop, folder)
                state, resumed = _begun(shop, State(identity, source.path.name, source.size))
                card = _card(source, options, identity, _passes(source, shop, state, options, tell))
                card = _put(shop, card, folder)
        except lmdb.Error as cause:
            what = f"the index cannot be written: {cause}"
            raise WikidataError(what, where=shop.folder, hint="make room there; the same command goes on") from cause
        return Made(card, False, resumed, state.broken, tuple(state.first_broken))


def unfinished(folder: Path) -> Path:
    """Where the index of this folder is made."""
    return folder.with_name(f"{folder.name}.unfinished")


def _begun(shop: Workshop, fresh: State) -> tuple[State, bool]:
    """The state to go on from, and whether it was there; what was begun of another dump, or otherwise, is dropped."""
    state = shop.state()
    if state is not None and state.identity == fresh.identity:
        return state, True
    shop.clear()
    return fresh, False


def _passes(source: Dump, shop: Workshop, state: State, options: Options, tell: Progress) -> dict[str, int]:
    ranks = prominence.Ranks(options.qrank) if options.qrank else None
    if state.phase == "read":
        stage.read(source, shop, state, options.languages, tell)
        state.phase = "sort"
    Sorter(shop, state, options.classes or tuple(classes.CLASS_PRIORS), ranks).sort(tell)
    state.phase = "write"
    return write.write(shop, state, tell)


def _check(folder: Path, options: Options) -> None:
    for name in options.classes:
        if name not in classes.CLASS_PRIORS:
            raise UsageError(f"unknown class {name!r}", hint=f"one of {', '.join(classes.CLASS_PRIORS)}")
    if folder.exists() and not (folder / CARD).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("something that is no index is in the way", where=folder, hint="name another folder")


def _there(folder: Path) -> Card | None:
    """The index that is there; None where there is none that is whole."""
    try:
        return whole(folder)
    except WikidataError:
        return None


def _identity(source: Dump, options: Options) -> dict[str, Any]:
    """What decides the content of the index."""
    digest = hashlib.sha256(classes.default().read_bytes()).hexdigest()
    return {
        "format": FORMAT,
        "recipe": RECIPE,
        "dump": source.digest(),
        "table": digest,
        "classes": sorted(options.classes),
        "languages": list(options.languages),
        "qrank": prominence.digest(options.qrank) if options.qrank else None,
    }


def _fingerprint(identity: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:16]


def _card(source: Dump, options: Options, identity: Mapping[str, Any], counts: Mapping[str, int]) -> Card:
    items = {name: counts[name] for name in sorted(counts) if name != "names"}
    qrank = options.qrank.name if options.qrank else None
    return Card(
        FORMAT, _fingerprint(identity), source.path.name, source.size, source.day, options.languages, options.classes,
        qrank, items, counts.get("names", 0), 0,
    )  # fmt: skip


def _put(shop: Workshop, card: Card, folder: Path) -> Card:
    """The index takes its place; whoever has the one before it open keeps that until they close it."""
    card = replace(card, bytes=(shop.index / DATA).stat().st_size)
    card.write(shop.index)
    former = shop.folder / _FORMER
    shutil.rmtree(former, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        folder.rename(former)
    shop.index.rename(folder)
    shutil.rmtree(shop.folder)
    return card


def _put_back(shop: Workshop, folder: Path) -> None:
    """The former index serves again, where the process that put another in its place ended half-way."""
    former = shop.folder / _FORMER
    if former.is_dir() and not folder.exists():
        former.rename(folder)
