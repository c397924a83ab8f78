"""What is asked of items, in SPARQL, and how the rows become facts.

The queries follow the data model of Wikidata's RDF: a statement is a node between the item (`p:`) and its value
(`ps:`), with qualifiers (`pq:`, with precision under `pqv:`) and a rank; what is marked as wrong has the deprecated
rank. A value or an end that exists but is not known is a node without a name ("…/.well-known/genid/…").
https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format
"""

import re
from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Template
from typing import ClassVar

from kg.errors import EndpointError, UsageError
from kg.wikidata.facts import Fact, Name, Point, Rank, Tie, is_qid
from kg.wikidata.online.answers import Binding
from kg.wikidata.online.search import check_language

_WD = "http://www.wikidata.org/entity/"
_WDS = _WD + "statement/"
_PREFIXES = f"""\
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX wd: <{_WD}>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
"""
_NAMES = Template("""
SELECT ?item ?kind ?text WHERE {
  VALUES ?item { $items }
  VALUES ?kind { rdfs:label skos:altLabel }
  ?item ?kind ?text .
  FILTER(LANG(?text) = "$language")
}""")
_POINTS = Template("""
SELECT ?item ?statement ?point WHERE {
  VALUES ?item { $items }
  ?item p:P625 ?statement .
  ?statement a wikibase:BestRank ; ps:P625 ?point .
}""")
_TIES = Template("""
SELECT ?item ?statement ?value ?label ?language ?rank ?since ?since_precision ?until ?until_precision WHERE {
  VALUES ?item { $items }
  ?item p:$property ?statement .
  ?statement ps:$property ?value ; wikibase:rank ?rank .
  FILTER(?rank != wikibase:DeprecatedRank)
  OPTIONAL {
    ?statement pq:P580 ?since .
    OPTIONAL { ?statement pqv:P580 ?since_node . ?since_node wikibase:timePrecision ?since_precision }
  }
  OPTIONAL {
    ?statement pq:P582 ?until .
    OPTIONAL { ?statement pqv:P582 ?until_node . ?until_node wikibase:timePrecision ?until_precision }
  }
  OPTIONAL { ?value rdfs:label ?label . BIND(LANG(?label) AS ?language) FILTER(LANG(?label) IN ("en", "mul")) }
}""")

PROPERTIES: Mapping[str, str] = {
    "P31": "instance of",
    "P17": "country",
    "P27": "country of citizenship",
    "P463": "member of",
    "P39": "position held",
}
"""The properties that join an item to another, in the order in which they are asked for."""
EVERY_LANGUAGE = "mul"
"""The language of a name that is the same in all languages: Wikidata then leaves it out of each of them."""
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
"""The languages of names that are asked for where none are given."""

_POINT = re.compile(r"(?i)POINT\s*\(\s*([-+.0-9E]+)\s+([-+.0-9E]+)\s*\)")
_MOMENT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T")


@dataclass(frozen=True, slots=True)
class Question(ABC):
    """Something that can be asked of many items at once; `kind` names it for people."""

    kind: str
    needs: ClassVar[frozenset[str]]
    """The variables that every row binds."""

    @abstractmethod
    def _filled(self, items: str) -> str:
        """The query without its prefixes, about items that are written in SPARQL."""

    @abstractmethod
    def facts(self, item: str, retrieved: str, rows: Sequence[Binding]) -> Iterator[Fact]:
        """What the rows about one item say, in an order that does not depend on theirs."""

    def by_item(self, items: Iterable[str], rows: Iterable[Binding]) -> dict[str, list[Binding]]:
        """The rows about each of the items that were asked about, those without any included.

        Raises EndpointError where a row cannot be an answer to this question.
        """
        found: dict[str, list[Binding]] = {item: [] for item in items}
        for row in rows:
            item = row.get("item", "").removeprefix(_WD)
            if item not in found or not self.needs <= row.keys():
                raise EndpointError(f"the endpoint answers something else than {self.kind}", hint="is it Wikidata's?")
            found[item].append(row)
        return found

    def query(self, items: Iterable[str]) -> str:
        """The query. Raises UsageError for an item that is no QID: nothing else of ours enters a query."""
        wanted = list(items)
        for item in wanted:
            if not is_qid(item):
                raise UsageError(f"{item!r} is no Wikidata item", hint="a Q and a number")
        return _PREFIXES + self._filled(" ".join(f"wd:{item}" for item in wanted))


@dataclass(frozen=True, slots=True)
class Names(Question):
    """Labels and other names in one language."""

    language: str
    needs = frozenset({"item", "kind", "text"})

    def _filled(self, items: str) -> str:
        return _NAMES.substitute(items=items, language=self.language)

    def facts(self, item: str, retrieved: str, rows: Sequence[Binding]) -> Iterator[Fact]:
        """The label first, then the other names."""
        found = {(not row["kind"].endswith("#label"), row["text"]) for row in rows}
        for other, text in sorted(found):
            yield Name(item, retrieved, text, self.language, not other)


@dataclass(frozen=True, slots=True)
class Points(Question):
    """Coordinates on earth."""

    needs = frozenset({"item", "statement", "point"})

    def _filled(self, items: str) -> str:
        return _POINTS.substitute(items=items)

    def facts(self, item: str, retrieved: str, rows: Sequence[Binding]) -> Iterator[Fact]:
        """A point of another globe, whose IRI goes before the text, is left out."""
        for statement, text in sorted({(statement_id(row["statement"]), row["point"]) for row in rows}):
            point = _degrees(text)
            if point and statement:
                yield Point(item, retrieved, statement, *point)


@dataclass(frozen=True, slots=True)
class Ties(Question):
    """Statements with one property whose value is an item."""

    property: str
    needs = frozenset({"item", "statement", "value", "rank"})

    def _filled(self, items: str) -> str:
        return _TIES.substitute(items=items, property=self.property)

    def facts(self, item: str, retrieved: str, rows: Sequence[Binding]) -> Iterator[Fact]:
        """One for each statement with a known value, however many rows its qualifiers make of it."""
        by_statement = defaultdict[str, list[Binding]](list)
        for row in rows:
            by_statement[statement_id(row["statement"])].append(row)
        for statement in sorted(filter(None, by_statement)):
            same = by_statement[statement]
            value = min(row["value"].removeprefix(_WD) for row in same)
            if is_qid(value):
                yield self._tie(item, retrieved, statement, value, same)

    def _tie(self, item: str, retrieved: str, statement: str, value: str, rows: list[Binding]) -> Tie:
        rank: Rank = "preferred" if rows[0]["rank"].endswith("#PreferredRank") else "normal"
        since = filter(None, (moment(row, "since") for row in rows))
        until = filter(None, (moment(row, "until") for row in rows))
        return Tie(
            item, retrieved, statement, self.property, value, _label(rows), rank,
            min(since, default=None), max(until, default=None), any("until" in row for row in rows),
        )  # fmt: skip


def questions(languages: Iterable[str] = ()) -> list[Question]:
    """All that is asked: names in these languages, and in what holds for every one, where things are, what joins them.

    Raises UsageError for what is no code of a language.
    """
    wanted = dict.fromkeys([*map(check_language, languages or LANGUAGES), EVERY_LANGUAGE])
    names = [Names(f"names in {language}", language) for language in wanted]
    return [*names, Points("coordinates"), *(Ties(meaning, code) for code, meaning in PROPERTIES.items())]


def statement_id(iri: str) -> str:
    """The id of the statement; nothing where the IRI is none of Wikidata's."""
    name = iri.removeprefix(_WDS)
    return name if re.fullmatch(r"[A-Za-z0-9-]+", name) else ""


def _degrees(text: str) -> tuple[float, float] | None:
    found = _POINT.fullmatch(text.strip())
    try:
        east, north = (float(found[1]), float(found[2])) if found else (float("nan"), float("nan"))
    except ValueError:
        return None
    return (east, north) if abs(east) <= 180 and abs(north) <= 90 else None


def _label(rows: Iterable[Binding]) -> str | None:
    """The English label of the value, else the one for all languages."""
    found = sorted((row.get("language") != "en", row["label"]) for row in rows if "label" in row)
    return found[0][1] if found else None


def moment(row: Binding, end: str) -> str | None:
    """A day, month or year, as precise as Wikidata knows it; None for what is unknown, vaguer, or before Christ."""
    found = _MOMENT.match(row.get(end, ""))
    if found is None:
        return None
    match row.get(f"{end}_precision", "").partition(".")[0]:
        case "9":
            return found[1]
        case "10":
            return f"{found[1]}-{found[2]}"
        case "11" | "12" | "13" | "14":
            return f"{found[1]}-{found[2]}-{found[3]}"
        case _:
            return None
