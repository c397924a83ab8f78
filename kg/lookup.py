"""Names to things in the graph, and things to their names."""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappush, heappushpop

from kg import iris, vocabulary
from kg.contract import is_unicode
from kg.errors import UsageError
from kg.ledger import OWN, UNNAMED
from kg.store import Graph
from kg.terms import IRI, written
from kg.wikidata.knowledge import knowledge

_WORD = re.compile(r"\w+")
_QID = re.compile(r"[Qq][1-9]\d*")
_NAMES = frozenset({"name", "short", "former"})
"""Kinds of a gazetteer's names that mean their bearer alone: "Moscow" is no name of Russia."""
_SHOWN = 5
"""Candidates or near misses that an error names at most."""
_ALIKE = 0.6
"""How alike near misses are at least, from 0 to 1, as difflib measures it."""


@dataclass(frozen=True, slots=True, order=True)
class Known:
    """An entity of the graph. `key` is the short form of its IRI (`Q399`, `ArmedGroup/karabakh-militias`)."""

    label: str
    type: str
    key: str

    @property
    def iri(self) -> IRI:
        return IRI(iris.PREFIXES["entity"] + self.key)


def entity(graph: Graph, name: str) -> Known:
    """The entity of this name, other name, Wikidata item, key or IRI; small and capital letters are alike.

    A label counts more than another name, that more than a name that only the gazetteer knows ("UAE"), and an entity
    with a Wikidata item more than one without. One that several articles together show to be the same as another is
    that other. Raises UsageError, with near misses or candidates, where there is none or more than one.
    """
    found = meanings(graph, name)
    if not found:
        raise UsageError(f"the graph knows no entity {name!r}", hint=_hint(near_names(graph, name)))
    if len(found) > 1:
        candidates = ", ".join(f"{known.key} ({known.label}, {known.type})" for known in found[:_SHOWN])
        raise UsageError(f"{name!r} may mean {len(found)} entities", hint=f"say which: {candidates}")
    return found[0]


def meanings(graph: Graph, name: str) -> list[Known]:
    """All that the name may mean as `entity` reads it: one, none, or several that nothing tells apart.

    Raises UsageError for what is no text."""
    if not is_unicode(name):
        raise UsageError(f"{name!r} is no Unicode text", hint="write it in UTF-8")
    found = _by_key(graph, name) or _by_name(graph, "rdfs:label", name) or _by_name(graph, "skos:altLabel", name)
    found = found or _by_gazetteer(graph, name)
    linked = [known for known in found if iris.qid(known.iri)]
    return linked if len(linked) == 1 else found


def near_names(graph: Graph, name: str) -> list[str]:
    """Names of the graph that are written almost like this one, the most alike first."""
    return _near_ones(name, _all_names(graph))


def same(graph: Graph, entity: IRI) -> tuple[IRI, ...]:
    """The entity, and those that several articles together show to be the same (`kg.sameness`)."""
    rows = graph.select(f"SELECT ?other {{ GRAPH graph:entities {{ ?other skos:exactMatch {written(entity)} }} }}")
    return (entity, *sorted(IRI(str(other)) for (other,) in rows))


def claims_about(graph: Graph, entity: IRI) -> int:
    """How many claims the entity is the subject or the object of."""
    ends = f"VALUES ?end {{ {' '.join(written(each) for each in same(graph, entity))} }}"
    # nothing but claims has an entity there, and to look at the type of each takes ten times as long
    ((count,),) = graph.select(
        f"""SELECT (COUNT(DISTINCT ?claim) AS ?n) {{
          {{ {ends} ?claim rdf:subject ?end }} UNION {{ {ends} ?claim rdf:object ?end }}
        }}"""
    )
    return int(str(count))


def predicate(name: str) -> IRI:
    """The predicate of this name, label or IRI. Raises UsageError for an unknown one, with those whose definition has
    the word, or else near misses."""
    wanted = name.removeprefix("par:").casefold()
    for p in vocabulary.PREDICATES.values():
        if wanted in (p.name.casefold(), p.label.casefold(), p.iri.casefold()):
            return IRI(p.iri)
    raise UsageError(
        f"the vocabulary has no predicate {name!r}", hint=_meant(wanted) or _near(name, vocabulary.PREDICATES)
    )


def names(graph: Graph, pattern: str) -> list[str]:
    """The labels of the entities that a graph pattern binds to `?choice`, by alphabet."""
    rows = graph.select(
        f"SELECT DISTINCT ?name WHERE {{ {pattern} . GRAPH graph:entities {{ ?choice rdfs:label ?name }} }}"
    )
    return sorted(str(name) for (name,) in rows)


def labels(graph: Graph, things: Iterable[str]) -> dict[str, str]:
    """The labels of the IRIs: an entity's name, a predicate's label, an article's title or id; else the
    end of the IRI."""
    wanted = sorted(set(things))
    known = {thing: _SPOKEN[thing] for thing in wanted if thing in _SPOKEN}
    entities = [thing for thing in wanted if thing.startswith(iris.PREFIXES["entity"])]
    known |= _told(graph, entities, "GRAPH graph:entities { ?thing rdfs:label ?label }")
    others = [thing for thing in wanted if thing not in known]
    known |= _told(graph, others, _TITLES)
    return {thing: known.get(thing) or iris.local_name(thing).replace("-", " ") for thing in wanted}


_SPOKEN = {
    **{predicate.iri: predicate.label for predicate in vocabulary.PREDICATES.values()},
    **{cls.iri: cls.label for cls in vocabulary.CLASSES.values()},
    iris.expand("par:theArticle"): OWN,
    iris.expand("par:somebody"): UNNAMED,
}
"""What the vocabulary itself calls its terms."""
_TITLES = """
OPTIONAL { ?thing rdfs:label|dcterms:title ?title } OPTIONAL { ?thing dcterms:identifier ?id }
BIND(COALESCE(?title, ?id) AS ?label)"""


def _told(graph: Graph, things: Sequence[str], pattern: str) -> dict[str, str]:
    """The labels of the things that the pattern finds, of several the first by alphabet."""
    if not things:
        return {}
    values = " ".join(written(IRI(thing)) for thing in things)
    rows = graph.select(f"SELECT ?thing ?label {{ VALUES ?thing {{ {values} }} {pattern} }}")
    found = ((str(thing), str(label)) for thing, label in rows if label is not None)
    return dict(sorted(found, reverse=True))


def _by_key(graph: Graph, name: str) -> list[Known]:
    key = name.upper() if _QID.fullmatch(name) else name.removeprefix(iris.PREFIXES["entity"]).removeprefix("entity:")
    try:
        about = written(IRI(iris.PREFIXES["entity"] + key))
    except ValueError:  # a name such as "[x]" cannot end an IRI
        return []
    return _select(graph, f"BIND({about} AS ?entity) ?entity rdfs:label ?label")


def _by_name(graph: Graph, curie: str, name: str) -> list[Known]:
    wanted = written(" ".join(name.split()))
    return _select(graph, f"?entity {curie} ?name ; rdfs:label ?label FILTER(LCASE(?name) = LCASE({wanted}))")


def _by_gazetteer(graph: Graph, name: str) -> list[Known]:
    meant = (candidate.item.qid for candidate in knowledge().lookup(name) if candidate.kind in _NAMES)
    return [known for qid in dict.fromkeys(meant) if qid for known in _by_key(graph, qid)]


def _select(graph: Graph, pattern: str) -> list[Known]:
    rows = graph.select(f"""
        SELECT DISTINCT ?main ?label ?type WHERE {{
          GRAPH graph:entities {{
            {pattern} . OPTIONAL {{ ?entity skos:exactMatch ?other }}
            BIND(COALESCE(?other, ?entity) AS ?main) ?main a ?type
          }}
        }}""")
    found = (Known(str(e_label), iris.local_name(str(e_type)), _key(str(e_iri))) for e_iri, e_label, e_type in rows)
    return sorted(found)


def _key(iri: str) -> str:
    return iri.removeprefix(iris.PREFIXES["entity"])


def _all_names(graph: Graph) -> list[str]:
    rows = graph.select("SELECT DISTINCT ?name { GRAPH graph:entities { ?e rdfs:label|skos:altLabel ?name } }")
    return sorted(str(name) for (name,) in rows)


def _meant(word: str) -> str | None:
    """The predicates with the word in their definition ("Backs the object…"), where it stands earliest first."""
    places = ((p.name, _WORD.findall(p.definition.casefold())) for p in vocabulary.PREDICATES.values())
    found = sorted((words.index(word), name) for name, words in places if word in words)
    return f"did you mean {' or '.join(name for _, name in found[:_SHOWN])}?" if found else None


def _near(name: str, names: Iterable[str]) -> str:
    return _hint(_near_ones(name, names))


def _hint(close: Sequence[str]) -> str:
    return f"did you mean {' or '.join(close)}?" if close else "check the spelling"


def _near_ones(name: str, names: Iterable[str]) -> list[str]:
    """What difflib.get_close_matches finds, in a fraction of its time: no two texts are more alike than the letters
    that both have, so that those with most of them are compared first, and the others mostly not at all."""
    wanted, by_small = name.casefold(), {each.casefold(): each for each in names}
    bounds = sorted(_shared(wanted, by_small), reverse=True)
    matcher = difflib.SequenceMatcher(b=wanted)
    best: list[tuple[float, str]] = []
    for bound, small in bounds:
        if bound < (best[0][0] if len(best) == _SHOWN else _ALIKE):
            break
        matcher.set_seq1(small)
        if (likeness := matcher.ratio()) >= _ALIKE:
            (heappush if len(best) < _SHOWN else heappushpop)(best, (likeness, small))
    return [by_small[small] for _, small in sorted(best, reverse=True)]


def _shared(wanted: str, others: Iterable[str]) -> Iterable[tuple[float, str]]:
    """Each other text with the share of its letters and the wanted one's that both have, 0 to 1."""
    letters = [*Counter(wanted).items()]
    for other in others:
        common = sum([min(count, other.count(letter)) for letter, count in letters])
        total = len(wanted) + len(other)
        yield 2.0 * common / total if total else 1.0, other
