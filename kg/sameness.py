"""Who is the same in several articles: entities without a Wikidata item that only the whole graph can bring together.

An article names things as it likes: one says "ADF", another "the Allied Democratic Forces (ADF)", a third "Belik" where
others have "Anton Belik". What follows is derived from all articles, and can be thrown away: the entities stay as they
are, and are said to match (`skos:exactMatch`). A match is found only where the graph leaves no choice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg import identity, iris

_ABBREVIATION = range(2, 9)
"""Letters of an abbreviation, all capitals."""
_SHARED = 2
"""Linked entities that an article with a last name alone must share with one that has the person's full name."""


@dataclass(slots=True)
class Known:
    """What the articles say of one entity. `names` maps a name, as a slug, to the articles that have it."""

    iri: str
    kind: str
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    capitals: set[str] = field(default_factory=set)
    """Those of its names that stand in capitals somewhere: abbreviations, if they are short."""
    types: set[str] = field(default_factory=set)

    @property
    def slug(self) -> str:
        """The name in its IRI; "" for an item, and for what one article alone can know."""
        _, _, slug = self.iri.removeprefix(iris.PREFIXES["entity"]).partition("/")
        return "" if "/" in slug else slug

    @property
    def articles(self) -> set[str]:
        """Those that have any of its names, by IRI."""
        return {article for articles in self.names.values() for article in articles}

    def note(self, name: str, article: str) -> None:
        """An article has this name for it."""
        slug = identity.slug(name, self.kind)
        self.names[slug].add(article)
        if len(name) in _ABBREVIATION and name.isalpha() and name.isupper():
            self.capitals.add(slug)


def matches(found: Iterable[Known]) -> dict[str, str]:
    """For each entity that is the same as another one, that other: a linked one, or the one with the fuller name."""
    known = list(found)
    bearers: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for e in known:
        for slug in e.names:
            bearers[e.kind, slug].append(e)
    last_names: dict[str, list[Known]] = defaultdict(list)
    linked: dict[str, set[str]] = defaultdict(set)
    for e in known:
        for last in {slug.rpartition("-")[2] for slug in e.names if "-" in slug} if e.kind == "Person" else ():
            last_names[last].append(e)
        for article in e.articles if iris.qid(e.iri) else ():
            linked[article].add(e.iri)
    to = dict[str, str]()
    for e in sorted((e for e in known if e.slug), key=lambda e: e.iri):
        others = _by_name(e, bearers, linked) or _by_number(e, bearers) or _by_last_name(e, last_names, linked)
        if len(others) == 1:
            to[e.iri] = others[0].iri
    return {iri: end for iri in sorted(to) if (end := _end(iri, to)) != iri}


def _by_name(e: Known, bearers: Mapping[tuple[str, str], list[Known]], linked: Mapping[str, set[str]]) -> list[Known]:
    """Bodies that articles call by this abbreviation, or name of several words, and by another name too."""
    if e.kind != "Organisation" or not ("-" in e.slug or e.slug in e.capitals):
        return []
    found = [o for o in bearers[e.kind, e.slug] if o is not e and (o.slug or iris.qid(o.iri))]
    return [o for o in found if len(found) == 1 and _meet(e, o, linked, 1)]


def _by_number(e: Known, bearers: Mapping[tuple[str, str], list[Known]]) -> list[Known]:
    """Armed groups named in the singular, for one that is named in the plural; newspapers differ by an "s"."""
    if e.kind != "Organisation" or not e.slug.endswith("s"):
        return []
    found = [o for o in bearers[e.kind, e.slug[:-1]] if o.slug or iris.qid(o.iri)]
    return found if any("ArmedGroup" in types for types in (e.types, *(o.types for o in found))) else []


def _by_last_name(e: Known, last_names: Mapping[str, list[Known]], linked: Mapping[str, set[str]]) -> list[Known]:
    """The one person of this last name, where each article that has it alone speaks of the same things otherwise."""
    if e.kind != "Person" or "-" in e.slug:
        return []
    found = [o for o in last_names.get(e.slug, ()) if o is not e]
    return [o for o in found if len(found) == 1 and not e.articles & o.articles and _meet(e, o, linked, _SHARED)]


def _meet(e: Known, o: Known, linked: Mapping[str, set[str]], least: int) -> bool:
    """Whether each article of the one shares so many linked entities (1 or 2) with an article of the other."""
    bearers: defaultdict[str, list[str]] = defaultdict(list)
    for other in o.articles:
        for entity in linked.get(other, set()) - {o.iri}:
            bearers[entity].append(other)
    return all(_shares(linked.get(mine, set()), bearers, least) for mine in e.articles)


def _shares(entities: Iterable[str], bearers: Mapping[str, list[str]], least: int) -> bool:
    """Whether so many of the entities, 1 or 2, have one bearer in common. To hold each article against each would grow
    with the square of how often they are spoken of."""
    seen: set[str] = set()
    for entity in entities:
        articles = bearers.get(entity, ())
        if articles and (least == 1 or not seen.isdisjoint(articles)):
            return True
        seen.update(articles)
    return False


def _end(iri: str, to: Mapping[str, str]) -> str:
    """Where the matches lead; of entities that match one another in a ring, the one with the longest IRI."""
    path = list(_path(iri, to))
    last = to.get(path[-1])
    return max(path[path.index(last) :], key=lambda end: (len(end), end)) if last in path else path[-1]


def _path(iri: str, to: Mapping[str, str]) -> Iterator[str]:
    seen: list[str] = []
    at: str | None = iri
    while at is not None and at not in seen:
        seen.append(at)
        yield at
        at = to.get(at)
