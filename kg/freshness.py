"""Is the graph up to date? What a build would read again, and why; what one that was broken off left behind."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from kg import folder, iris, lock, rdf, runs
from kg.articles import gather
from kg.decisions import NONE, Decisions
from kg.errors import InputError, SetAside
from kg.journal import Journal
from kg.model import Article
from kg.register import Register, place_key
from kg.shards import Entry
from kg.store import Graph, StoredArticle

_VERSIONS = "SELECT DISTINCT ?run ?version { ?run par:readerVersion ?version }"
_TEXTS = "SELECT ?article ?text { ?article schema:articleBody ?text }"
_DECISIONS = " decisions "
_WAYS = ("learned", "fast")

Waiting = Mapping[str, Entry]
"""What a journal holds, by the IRI of the article."""

NEW, CHANGED = "not read yet", "its text, date or title changed"


@dataclass(frozen=True, slots=True)
class Status:
    """How a graph stands. `stale` tells for each reason how many articles a build would read again for it, `examples`
    names some; `pending` are articles in the journal of a build that was broken off, which are not read again; `writer`
    is who writes now. `set_aside` counts those of the sources that no build wants, by `cause` (kg.errors.SetAside)."""

    articles: int
    statements: int
    bytes: int
    made_by: str
    pending: int
    writer: str | None
    stale: Mapping[str, int]
    examples: Mapping[str, Sequence[str]]
    unreadable: Sequence[str] = ()
    set_aside: Mapping[str, int] = field(default_factory=dict)
    last_run: Mapping[str, Any] | None = field(default=None)


def status(path: Path, reader: str, decisions: Decisions, sources: Sequence[str | Path] = ()) -> Status:
    """How the graph stands, if `reader` (its name and version) is to read, and, where sources are given, what is new or
    changed in them. Raises GraphError where there is no graph."""
    card = folder.read_card(path)
    waiting = {entry.article: entry for entry in Journal(path).entries()}
    articles: list[StoredArticle] = []
    statements, size, reasons = 0, 0, dict[str, str]()
    if card["store"] is not None:  # else the first build was broken off
        with Graph.open(path) as graph:
            articles, statements = list(graph.articles()), len(graph)
            size = sum(file.stat().st_size for file in graph.place.iterdir())
            reasons = {a.iri: reason for a, reason in _outdated(graph, articles, reader, decisions, waiting)}
    names = {a.iri: a.source or a.id for a in articles}
    left_out: list[InputError] = []
    is_read = partial(_is_read, waiting, reader, decisions)
    for name, iri, reason in _differing(sources, articles, Register(path), is_read, left_out):
        reasons[iri] = reason
        names[iri] = name
    aside = Counter(error.cause for error in left_out if isinstance(error, SetAside))
    return Status(
        len(articles), statements, size, str(card["made_by"]), len(waiting), lock.holder(path),
        *_stale(reasons, names), [str(error) for error in left_out if not isinstance(error, SetAside)],
        dict(sorted(aside.items())), runs.last(path),
    )  # fmt: skip


def told_by(graph: Graph, reader: str) -> Status:
    """How a graph stands that has no folder, if `reader` is to read: what its own statements tell."""
    articles = graph.articles()
    reasons = {a.iri: reason for a, reason in _outdated(graph, articles, reader, NONE, {})}
    names = {a.iri: a.source or a.id for a in articles}
    return Status(len(articles), len(graph), 0, "", 0, None, *_stale(reasons, names))


def _stale(reasons: Mapping[str, str], names: Mapping[str, str]) -> tuple[dict[str, int], dict[str, list[str]]]:
    """How many articles there are for each reason, the commonest first, and some of them."""
    stale = Counter(reasons.values())
    examples = {reason: [names[iri] for iri in reasons if reasons[iri] == reason][:3] for reason in stale}
    return dict(sorted(stale.items(), key=lambda each: (-each[1], each[0]))), examples


def _outdated(
    graph: Graph, articles: Iterable[StoredArticle], reader: str, decisions: Decisions, waiting: Waiting
) -> Iterator[tuple[StoredArticle, str]]:
    """The articles that another reader read, with what is different; not those that wait, read by this one."""
    versions = {str(run): str(version) for run, version in graph.select(_VERSIONS)}
    texts = {str(a): str(text) for a, text in graph.select(_TEXTS)} if decisions.all else {}
    for article in articles:
        wanted = _wanted(reader, decisions, texts[article.iri]) if texts else reader
        run = rdf.run_iri(wanted)
        if run not in (article.run, waiting[article.iri].run if article.iri in waiting else None):
            yield article, difference(versions.get(article.run, ""), wanted)


def _wanted(reader: str, decisions: Decisions, text: str) -> str:
    """The reader with the decisions that bear on a text."""
    heeded = decisions.touching(text).digest()
    return f"{reader}{_DECISIONS}{heeded}" if heeded else reader


def _is_read(waiting: Waiting, reader: str, decisions: Decisions, article: Article) -> bool:
    """Whether the journal has the article as it is now, read as a build would read it."""
    entry = waiting.get(iris.article(article))
    if entry is None or entry.run != rdf.run_iri(_wanted(reader, decisions, article.text)):
        return False
    return iris.fingerprint(_dated(article, entry)) == entry.fingerprint


def difference(before: str, now: str) -> str:
    """What makes one version of the reader another, in words: the weightiest difference."""
    (old, _, old_heeded), (new, _, new_heeded) = before.partition(_DECISIONS), now.partition(_DECISIONS)
    a, b = old.split(), new.split()
    if a[:2] != b[:2]:
        return f"read by {' '.join(a[:2]) or 'an unknown reader'}, this is {' '.join(b[:2])}"
    for is_part, reason in _PARTS:
        if [word for word in a[2:] if is_part(word)] != [word for word in b[2:] if is_part(word)]:
            return reason
    if old_heeded != new_heeded:
        return "decisions about a name in it changed"
    return "the vocabulary changed" if old == new else "plug-ins changed"


_PARTS = (
    (lambda word: ":" not in word and word not in _WAYS, "the reader's code, models or packages changed"),
    (lambda word: word.startswith("ontology:"), "the ontology, lexicon or gazetteer changed"),
    (lambda word: word in _WAYS, "read with the learned reader, or without it"),
    (lambda word: word.startswith("least:"), "another bound of confidence"),
)


def _differing(
    sources: Sequence[str | Path], articles: Iterable[StoredArticle], register: Register,
    is_read: Callable[[Article], bool], left_out: list[InputError],
) -> Iterator[tuple[str, str, str]]:  # fmt: skip
    """Source, IRI and reason of the articles in the sources that the graph has not, or has otherwise."""
    known = {a.iri: a for a in articles}
    places = {key for keys in register.known.values() for key in keys}
    for item in gather(sources):
        if isinstance(item, InputError):
            left_out.append(item)
            continue
        if is_read(item):
            continue
        iri, name = iris.article(item), item.source or item.id
        stored = known.get(iri)
        if stored is None:
            moved = item.place is not None and place_key(item.place) in places
            yield name, iri, CHANGED if moved else NEW
        elif iris.fingerprint(_dated(item, stored)) != stored.fingerprint:
            yield name, iri, CHANGED


def _dated(article: Article, stored: StoredArticle | Entry) -> Article:
    """With the date that the graph has for it, where it has none: so builds take it."""
    return replace(article, date=article.date or stored.date)
