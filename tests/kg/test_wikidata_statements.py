"""Statements of Wikidata, from a dump, from the index, and from an endpoint."""

from pathlib import Path
from typing import Any

import pytest

from kg.errors import DataError, WikidataError
from kg.proposals import mapping
from kg.wikidata import known, properties
from kg.wikidata.index import Index
from kg.wikidata.online import Client
from kg.wikidata.online.cache import Cache
from kg.wikidata.online.statements import from_endpoint
from kg.wikidata.statements import Statement, of_entity, timex
from tests.kg.dumps import DUMP, LEADER, entity, snak, value, written
from tests.kg.endpoint import Endpoint

JULIAN = "http://www.wikidata.org/entity/Q1985786"
TIED = frozenset(("P17", "P131", "P361"))


def moment(time: str, precision: int, calendar: str = "http://www.wikidata.org/entity/Q1985727") -> dict[str, Any]:
    return {"time": time, "precision": precision, "calendarmodel": calendar}


def read(*statements: dict[str, Any]) -> list[Statement]:
    return list(of_entity(entity("Q1", "x", *statements), frozenset({"P463"})))


def test_a_statement_keeps_rank_and_dates() -> None:
    made = value("P463", "Q7184", "preferred", P580=moment("+1952-02-18T00:00:00Z", 11),
                 P582=moment("+1966-03-00T00:00:00Z", 10), P585=moment("+1960-01-01T00:00:00Z", 8))  # fmt: skip
    (found,) = read(made, value("P31", "Q5"))
    assert found == Statement(
        "Q1", "P463", "Q7184", rank="preferred", since="1952-02-18", until="1966-03", at="196X", ended=True
    )


def test_unknown_and_no_value_and_an_end_that_nobody_knows() -> None:
    unknown, none = ({"mainsnak": {"snaktype": kind, "property": "P463"}} for kind in ("somevalue", "novalue"))
    past = value("P463", "Q2") | {
        "qualifiers": {"P582": [{"snaktype": "somevalue"}], "P580": [{"snaktype": "novalue"}]}
    }
    open_end = value("P463", "Q3") | {"qualifiers": {"P582": [{"snaktype": "novalue"}]}}
    found = read(unknown, none, past, open_end)
    assert [(s.snak, s.value, s.ended, s.until) for s in found] == [
        ("unknown", None, False, None), ("none", None, False, None), ("value", "Q2", True, None),
        ("value", "Q3", False, None),
    ]  # fmt: skip


def test_literals_are_no_statements_of_ours() -> None:
    assert read({"mainsnak": snak("P463", {"text": "x", "language": "en"})}) == []


@pytest.mark.parametrize(
    ("time", "precision", "julian", "told"),
    [
        ("+1917-10-25T00:00:00Z", 11, True, "1917-11-07"), ("+1582-10-05T00:00:00Z", 11, True, "1582-10-15"),
        ("+1917-10-25T00:00:00Z", 11, False, "1917-10-25"), ("+1917-10-00T00:00:00Z", 10, True, "1917-10"),
        ("+2016-00-00T00:00:00Z", 9, False, "2016"), ("+00000002016-01-01T00:00:00Z", 9, False, "2016"),
        ("+1995-00-00T00:00:00Z", 8, False, "199X"), ("+1901-00-00T00:00:00Z", 7, False, "19XX"),
        ("+1000-00-00T00:00:00Z", 6, False, None), ("-0044-03-15T00:00:00Z", 11, False, None),
        ("+0000-00-00T00:00:00Z", 9, False, None), ("2016", 9, False, None),
    ],
)  # fmt: skip
def test_times(time: str, precision: int, julian: bool, told: str | None) -> None:
    assert timex(time, precision, julian) == told


def test_a_dump_tells_of_the_items_and_of_what_is_above_them(tmp_path: Path) -> None:
    village = entity("Q10", "Village", value("P131", "Q11"))
    above = (entity("Q11", "District", value("P131", "Q12")), entity("Q12", "Province", value("P17", "Q399")))
    dump = written(tmp_path / "dump.json.gz", village, LEADER, *above, *DUMP)
    found = known.from_dump(dump, ["Q10", "Q7747", "Q404"], mapping.wanted(), TIED)
    assert list(found.by_item) == ["Q10", "Q7747", "Q11", "Q12", "Q399"]
    assert {"P17", "P131", "P39", "P463"} <= found.covered and not {"P36", "P710"} & found.covered
    assert found.is_complete("Q10", "P463") and not found.is_complete("Q404", "P463")
    (first, second) = found.of("Q7747", "P39")
    assert (first.since, first.until, second.since, second.ended) == ("2000", "2008", "2012", False)
    assert list(known.from_dump(dump, ["Q10"], mapping.wanted(), TIED, levels=1).by_item) == ["Q10", "Q11"]


def test_an_item_is_found_however_its_line_begins(tmp_path: Path) -> None:
    turned = {"id": "Q10", "claims": {"P463": [value("P463", "Q2")]}, "type": "item"}
    dump = written(tmp_path / "dump.json", turned, {"type": "property", "id": "P1"})
    assert known.from_dump(dump, ["Q10"], frozenset({"P463"}), TIED).of("Q10", "P463")[0].value == "Q2"
    broken = tmp_path / "broken.json"
    broken.write_text('[\n{"type":"item","id":"Q10","claims":{"P463":[3]}}\n]\n', encoding="utf-8")
    with pytest.raises(WikidataError, match=r"broken\.json:2: no item of Wikidata"):
        known.from_dump(broken, ["Q10"], frozenset({"P463"}), TIED)
    other = broken.with_name("other.txt")
    other.write_text("Armenia and Azerbaijan agreed on a truce.\n")
    with pytest.raises(WikidataError, match="no item"):
        known.from_dump(other, ["Q10"], frozenset({"P463"}), TIED)


def test_the_index_tells_what_it_has(small: Index) -> None:
    found = known.from_index(small.item, ["Q2844", "Q7747", "Q404"])
    assert [s.value for s in found.of("Q2844", "P17")] == ["Q399"]
    assert [(s.since, s.until, s.ended) for s in found.of("Q7747", "P39")] == [
        ("2000", "2008", True), ("2012", None, False),
    ]  # fmt: skip
    assert found.by_item["Q404"] == () and not found.is_complete("Q2844", "P463")


def test_what_only_the_index_knows_is_not_complete(small: Index, tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.json", LEADER)
    both = known.together(
        known.from_dump(dump, ["Q7747"], frozenset({"P39"}), TIED), known.from_index(small.item, ["Q399", "Q7747"])
    )
    assert both.is_complete("Q7747", "P39") and not both.is_complete("Q399", "P39")
    assert both.is_complete("Q399", "P463") and both.source == "dump.json", "it tells of memberships"


def test_the_endpoint_tells_all(client: Client, endpoint: Endpoint, tmp_path: Path) -> None:
    wanted = frozenset({"P39", "P463"})
    endpoint.store.update("""
        PREFIX wd: <http://www.wikidata.org/entity/> PREFIX wds: <http://www.wikidata.org/entity/statement/>
        PREFIX p: <http://www.wikidata.org/prop/> PREFIX wikibase: <http://wikiba.se/ontology#>
        INSERT DATA { wd:Q43 p:P463 wds:q43-none .
          wds:q43-none a <http://www.wikidata.org/prop/novalue/P463> ; wikibase:rank wikibase:DeprecatedRank }""")
    with Cache(tmp_path / "x.sqlite") as cache:
        found = from_endpoint(client, cache, ["Q43", "Q7747"], wanted, TIED)
        asked = len(endpoint.seen)
        assert from_endpoint(client, cache, ["Q43", "Q7747"], wanted, TIED) == found and len(endpoint.seen) == asked
    member, none = found.of("Q43", "P463")
    assert (member.value, member.since, member.rank) == ("Q7184", "1952-02-18", "normal")
    assert (none.snak, none.value, none.rank) == ("none", None, "deprecated")
    first, second, unknown = found.of("Q7747", "P39")
    assert (first.until, first.ended, second.until, second.ended) == ("2008-05", True, None, True)
    assert (second.rank, unknown.snak) == ("preferred", "unknown") and found.is_complete("Q7747", "P463")


def test_the_table_of_properties_is_the_ontologys() -> None:
    assert set(properties.properties()) == mapping.wanted()
    numbers = [int(code[1:]) for code in properties.properties()]
    assert numbers == sorted(numbers)
    for p in properties.properties().values():
        assert all(other in properties.properties() for other in p.others)


def test_a_bad_entry_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "wikidata").mkdir()
    (tmp_path / "wikidata" / "properties.tsv").write_text(
        "property\tlabel\titem\tvalue\tsingle\tor\twords\nP1\tx\tNobody\tState\n", encoding="utf-8"
    )
    monkeypatch.setattr(properties.resources, "folder", lambda name: tmp_path)
    with pytest.raises(DataError, match=r"properties\.tsv:2: no classes of the ontology: Nobody"):
        properties.properties.__wrapped__()
