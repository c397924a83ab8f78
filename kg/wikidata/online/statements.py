"""Whole statements of items, asked of the endpoint: with every rank, "unknown value" and "no value".

In Wikidata's RDF "no value" is a class (`wdno:`) that the statement belongs to, "unknown value" a node without a name,
and days of the Julian calendar are given in the Gregorian one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import Template

from kg.wikidata.facts import Fact, is_qid
from kg.wikidata.known import LEVELS, Known
from kg.wikidata.online.answers import Binding
from kg.wikidata.online.cache import Cache
from kg.wikidata.online.client import Client
from kg.wikidata.online.harvest import Harvest, Tally
from kg.wikidata.online.questions import Question, statement_id
from kg.wikidata.statements import Rank, Snak, Statement, timex

_WD = "http://www.wikidata.org/entity/"
_RANKS: dict[str, Rank] = {"PreferredRank": "preferred", "DeprecatedRank": "deprecated"}
_QUERY = Template("""
PREFIX wdno: <http://www.wikidata.org/prop/novalue/>
SELECT ?item ?statement ?value ?none ?rank ?since ?since_precision ?until ?until_precision ?at ?at_precision WHERE {
  VALUES ?item { $items }
  ?item p:$property ?statement .
  ?statement wikibase:rank ?rank .
  OPTIONAL { ?statement ps:$property ?value }
  OPTIONAL { ?statement a wdno:$property . BIND(true AS ?none) }
  OPTIONAL {
    ?statement pq:P580 ?since .
    OPTIONAL { ?statement pqv:P580 ?since_node . ?since_node wikibase:timePrecision ?since_precision }
  }
  OPTIONAL {
    ?statement pq:P582 ?until .
    OPTIONAL { ?statement pqv:P582 ?until_node . ?until_node wikibase:timePrecision ?until_precision }
  }
  OPTIONAL {
    ?statement pq:P585 ?at .
    OPTIONAL { ?statement pqv:P585 ?at_node . ?at_node wikibase:timePrecision ?at_precision }
  }
}""")


@dataclass(frozen=True, slots=True)
class Statements(Question):
    """All statements with one property whose value is an item, is unknown or is none."""

    property: str
    needs = frozenset({"item", "statement", "rank"})

    def _filled(self, items: str) -> str:
        return _QUERY.substitute(items=items, property=self.property)

    def facts(self, item: str, retrieved: str, rows: Sequence[Binding]) -> Iterator[Fact]:
        """None: what they say is in `statements`, for it is no background of a graph."""
        return iter(())

    def statements(self, item: str, rows: Sequence[Binding]) -> Iterator[Statement]:
        """One for each statement, however many rows its qualifiers make of it, by its id."""
        by_statement = defaultdict[str, list[Binding]](list)
        for row in rows:
            by_statement[statement_id(row["statement"])].append(row)
        for key in sorted(filter(None, by_statement)):
            yield self._statement(item, key, by_statement[key])

    def _statement(self, item: str, key: str, rows: list[Binding]) -> Statement:
        value = min(row.get("value", "").removeprefix(_WD) for row in rows)
        snak: Snak = "none" if any("none" in row for row in rows) else "value" if is_qid(value) else "unknown"
        since, until, at = (_times(rows, name) for name in ("since", "until", "at"))
        return Statement(
            item, self.property, value if snak == "value" else None, snak,
            _RANKS.get(rows[0]["rank"].rpartition("#")[2], "normal"), key,
            min(since, default=None), max(until, default=None), min(at, default=None), any("until" in r for r in rows),
        )  # fmt: skip


def _times(rows: Iterable[Binding], name: str) -> list[str]:
    told = ((row.get(name, ""), row.get(f"{name}_precision", "0").partition(".")[0]) for row in rows)
    return [time for moment, precision in told if precision.isdigit() and (time := timex(moment, int(precision)))]


def from_endpoint(
    client: Client, cache: Cache, items: Iterable[str], wanted: frozenset[str], above: frozenset[str], *,
    levels: int = LEVELS, batch: int = 100, since: str = "", tell: Callable[[Tally], None] = lambda tally: None,
) -> Known:  # fmt: skip
    """What the endpoint says of the items, and of `levels` of what lies above them; only what `cache` lacks is asked.

    Raises EndpointError as `Harvest.run` does.
    """
    questions = [Statements(f"statements with {prop}", prop) for prop in sorted(wanted, key=lambda p: int(p[1:]))]
    known = Known(client.endpoint, {}, wanted)
    due = list(dict.fromkeys(items))
    for level in range(levels + 1):
        asked = [q for q in questions if level == 0 or q.property in above]
        harvest = Harvest(client, cache, asked, due, batch, since, tell)
        harvest.run()
        known.by_item |= {item: tuple(found) for item, found in _answers(harvest, asked, due).items()}
        due = known.parents(above)
        if not due:
            break
    return known


def _answers(harvest: Harvest, asked: Iterable[Statements], items: Iterable[str]) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {item: [] for item in items}
    for question in asked:
        for item, _, rows in harvest.answers(question):
            found[item] += question.statements(item, rows)
    return found
