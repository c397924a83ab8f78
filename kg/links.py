"""Names and whom the graph takes them to be: shown, and given out as a table of mappings to Wikidata (SSSOM)."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from types import MappingProxyType

from kg import decisions, iris, lookup, sssom
from kg.decisions import Decision, Decisions
from kg.errors import UsageError
from kg.identity import name_words
from kg.model import Span
from kg.passages import sentence_around
from kg.sssom import Line, Sheet
from kg.store import Graph
from kg.terms import IRI, written
from kg.wikidata.items import Candidate, Item
from kg.wikidata.knowledge import knowledge

SHOWN = 3
"""Sentences that are shown for each entity, of as many articles."""

_ALL_TEXTS = "SELECT ?article ?text { ?article a schema:NewsArticle ; schema:articleBody ?text } ORDER BY ?article"
_TEXTS = "SELECT ?article ?text {{ VALUES ?article {{ {articles} }} ?article schema:articleBody ?text }}"
_MENTIONS = """
SELECT ?article ?entity ?at ?score {{
  VALUES ?article {{ {articles} }}
  ?referent prov:wasDerivedFrom ?article ; par:refersTo ?entity ; par:nameAt|par:metonymAt|par:demonymAt ?at .
  OPTIONAL {{ ?referent par:linkScore ?score }}
}} ORDER BY ?article ?at ?entity"""
_ARTICLES_OF = "SELECT DISTINCT ?article {{ ?referent par:refersTo {entity} ; prov:wasDerivedFrom ?article }}"
_LINKS = """
SELECT ?entity ?relation ?item ?label ?type ?score {
  VALUES ?relation { owl:sameAs skos:closeMatch }
  GRAPH graph:entities { ?entity ?relation ?item ; rdfs:label ?label ; a ?type ; par:linkScore ?score }
} ORDER BY ?entity"""
_NAMES = "SELECT ?entity ?name { GRAPH graph:entities { ?entity skos:prefLabel|skos:altLabel ?name } } ORDER BY ?name"
_THING = re.compile(r"[Qq][1-9]\d*$|entity:|" + re.escape(iris.PREFIXES["entity"]))
_CURIES = {name: iris.PREFIXES[name] for name in ("entity", "graph", "par", "wd")} | {"orcid": "https://orcid.org/"}


@dataclass(frozen=True, slots=True)
class Meant:
    """An entity that articles mean: how often, by which words, how sure the link is at its surest, and where."""

    iri: str
    label: str
    type: str
    qid: str | None
    score: float
    description: str
    articles: int
    mentions: int
    words: Mapping[str, int]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Possible:
    """What a name may mean by the gazetteer and the index; `prior` (0–1) is how readily it does, whatever the text."""

    qid: str | None
    label: str
    type: str
    prior: float
    description: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that Wikidata's own search finds under a name."""

    qid: str
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """Whom the graph takes a name to be, whom else it could be, and what persons decided.

    `online` is what Wikidata itself was asked for; None where it was not.
    """

    name: str
    meant: tuple[Meant, ...]
    possible: tuple[Possible, ...]
    decisions: tuple[Decision, ...]
    online: tuple[Hit, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known by the name, wherever it was looked for."""
        return not (self.meant or self.possible or self.decisions or self.online)


class _Said:
    """The mentions of one entity, as they are counted."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.articles: dict[str, str] = {}
        """The first sentence of each article that speaks of it."""
        self.score = 0.0

    def note(self, article: str, text: str, at: Span, score: float) -> None:
        self.words[" ".join(text[slice(*at)].split())] += 1
        self.score = max(self.score, score)
        if article not in self.articles:
            self.articles[article] = " ".join(text[slice(*sentence_around(text, at))].split())


def articles_with(graph: Graph, names: Decisions) -> list[str]:
    """The articles, by IRI, in whose texts one of the names stands."""
    return [str(article) for article, text in graph.select(_ALL_TEXTS) if names.touching(str(text))]


def show(graph: Graph, wanted: str, decided: Decisions) -> Meaning:
    """Whom the graph takes a name to be; or, given an item ("Q230") or an IRI, by which names it knows it.

    The meaning `is_empty` where no article has the name, nobody decided about it, and no item is known by it. Raises
    UsageError for what is no name, and for an item or IRI that the graph lacks.
    """
    about = _thing(graph, wanted)
    name = about.label if about else " ".join(wanted.split())
    said = _said_of(graph, about.iri) if about else _said_by(graph, name)
    meant = tuple(_meant(graph, said))
    possible = tuple(_possible(c) for c in knowledge().lookup(name))
    names = [name, *(word for m in meant for word in m.words)] if about else [name]
    found = dict.fromkeys(d for each in names for d in decided.about(each))
    return Meaning(name, meant, possible, tuple(found))


def export(graph: Graph, decided: Decisions) -> str:
    """All links of the graph to Wikidata, then the decisions, as one SSSOM table in TSV.

    A link that a person decided for one of the names is that person's; the others are found, with their scores.
    """
    lines = [*_links(graph, decided), *map(decisions.line, decided)]
    about = "Entities of a Parley graph and the items of Wikidata that they are"
    head = sssom.metadata(f"{iris.HOME}links", about, _CURIES)
    return sssom.dump(Sheet(head, sssom.COLUMNS, tuple(lines)))


def described(item: Item) -> str:
    """What tells an item from others of its name: its class, its country, its years."""
    country = knowledge().item(item.country) if item.country and item.country != item.qid else None
    years = f"{item.since or ''}–{item.until or ''}" if item.since or item.until else ""
    return ", ".join(part for part in (item.type, country.label if country else "", years) if part)


def _thing(graph: Graph, wanted: str) -> lookup.Known | None:
    return lookup.entity(graph, wanted) if _THING.match(wanted) else None


def _said_by(graph: Graph, name: str) -> dict[str, _Said]:
    """Whom the mentions of this name mean."""
    key = name_words(name)
    if not key:
        raise UsageError(f"{name!r} is no name", hint="give a name as the articles have it")
    articles = articles_with(graph, Decisions((Decision(name, None),)))
    return _said(graph, articles, lambda entity, words: name_words(words) == key)


def _said_of(graph: Graph, about: str) -> dict[str, _Said]:
    """The mentions of this entity, by whatever name."""
    articles = [str(article) for (article,) in graph.select(_ARTICLES_OF.format(entity=written(IRI(about))))]
    return _said(graph, sorted(articles), lambda entity, words: entity == about)


def _said(graph: Graph, articles: list[str], wanted: Callable[[str, str], bool]) -> dict[str, _Said]:
    if not articles:
        return {}
    chosen = " ".join(written(IRI(article)) for article in articles)
    texts = {str(article): str(text) for article, text in graph.select(_TEXTS.format(articles=chosen))}
    found: dict[str, _Said] = defaultdict(_Said)
    for article, entity, at, score in graph.select(_MENTIONS.format(articles=chosen)):
        text, span = texts[str(article)], iris.span(str(at))
        if wanted(str(entity), text[slice(*span)]):
            found[str(entity)].note(str(article), text, span, float(str(score or 0)))
    return found


def _meant(graph: Graph, said: Mapping[str, _Said]) -> Iterator[Meant]:
    """The entities, the one spoken of most first."""
    for iri, told in sorted(said.items(), key=lambda pair: (-pair[1].words.total(), pair[0])):
        known = lookup.entity(graph, iri)
        qid = iris.qid(iri)
        item = knowledge().item(qid) if qid else None
        words = dict(sorted(told.words.items(), key=lambda pair: (-pair[1], pair[0])))
        yield Meant(
            iri, known.label, known.type, qid, told.score, described(item) if item else "", len(told.articles),
            told.words.total(), words, tuple(told.articles.values())[:SHOWN],
        )  # fmt: skip


def _possible(candidate: Candidate) -> Possible:
    item = candidate.item
    return Possible(item.qid, item.label, item.type, round(candidate.prior, 4), described(item))


def _links(graph: Graph, decided: Decisions) -> Iterator[Line]:
    names: dict[str, list[str]] = defaultdict(list)
    for entity, name in graph.select(_NAMES):
        names[str(entity)].append(str(name))
    for entity, relation, item, label, kind, score in graph.select(_LINKS):
        qid, own = iris.local_name(str(item)), list(dict.fromkeys(names[str(entity)]))
        known = knowledge().item(qid)
        by_person = [d for name in own for d in decided.about(name) if d.qid == qid and not d.rejected]
        found = {
            "subject_id": f"entity:{qid}", "subject_label": str(label),
            "subject_category": f"par:{iris.local_name(str(kind))}",
            "predicate_id": "skos:closeMatch" if str(relation).endswith("closeMatch") else "skos:exactMatch",
            "object_id": f"wd:{qid}", "object_label": known.label if known else "",
            "mapping_justification": "semapv:LexicalMatching", "subject_source": "graph:entities",
            "object_source": decisions.WIKIDATA, "mapping_tool": f"parley-kg {version('parley-kg')}",
            "confidence": str(score), "match_string": "|".join(name.replace("|", "\\|") for name in own),
        }  # fmt: skip
        if by_person and float(str(score)) == 1.0:  # the reader by itself is never so sure
            found |= decisions.curation(by_person[0])
        yield Line("", MappingProxyType(found))
