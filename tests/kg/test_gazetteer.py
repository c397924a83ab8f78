"""The core gazetteer: what it holds, how names are looked up, and what it refuses."""

import gzip
import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import vocabulary
from kg.errors import DataError
from kg.wikidata import gazetteer
from kg.wikidata.gazetteer import COLUMNS, Gazetteer, load
from kg.wikidata.items import plain, spellings

MEMBERS_OF_THE_UN = """
    AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA
    CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH
    FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA
    JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX
    MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG
    POL PRK PRT PRY QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD
    TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE
"""
SOVEREIGN = {*re.findall("[A-Z]+", MEMBERS_OF_THE_UN), "PSE", "TWN", "VAT", "XKX"}

SHARED = Path(os.environ.get("PARLEY_SHARED", Path(__file__).resolve().parents[3] / "shared"))
DUMP = SHARED / "wikidata" / "dump.json.gz"
DUMP_HEAD = re.compile(r'\{"type":"item","id":"(Q\d+)"')


@pytest.fixture(scope="module")
def core() -> Gazetteer:
    return load()


def write(folder: Path, *lines: dict[str, str], name: str = "test.tsv") -> Gazetteer:
    """A gazetteer of these lines."""
    rows = ["\t".join(line.get(column, "") for column in COLUMNS) for line in lines]
    (folder / name).write_text("\n".join(["\t".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return load(folder)


ATLANTIS = {"qid": "Q1", "label": "Atlantis", "type": "State", "iso3": "ATL"}


def test_every_sovereign_state_is_there_with_its_code(core: Gazetteer) -> None:
    states = {item.iso3: item for item in core.items() if item.iso3}
    assert set(states) == SOVEREIGN
    assert all(item.qid and item.type == "State" and item.until is None for item in states.values())


def test_every_state_has_an_adjective(core: Gazetteer) -> None:
    spoken_of = {c.item.iso3 for name in core.names() for c in core.lookup(name) if c.kind == "demonym"}
    assert SOVEREIGN - spoken_of == {"NZL", "VAT"}, "theirs is the name itself"


def test_it_holds_far_more_than_states(core: Gazetteer) -> None:
    others = Counter(item.type for item in core.items() if item.iso3 is None and item.qid)
    assert others.total() >= 1500
    assert all(others[kind] >= 10 for kind in gazetteer.PRIORS if kind not in ("Conflict", "Alliance"))


def test_classes_are_those_of_the_ontology() -> None:
    assert set(gazetteer.PRIORS) <= set(vocabulary.CLASSES)


def test_identities_are_unique(core: Gazetteer) -> None:
    keys = [item.key for item in core.items()]
    assert len(keys) == len(set(keys))
    assert all(core.item(item.key) is item for item in core.items())
    assert core.item("Q0") is None


@pytest.mark.parametrize(
    ("name", "qid", "kind"),
    [
        ("Azerbaijan", "Q227", "name"),
        ("Azeri", "Q227", "demonym"),
        ("Turks", "Q43", "people"),
        ("Kremlin", "Q159", "metonym"),
        ("the Kremlin", "Q159", "metonym"),
        ("U.S.", "Q30", "short"),
        ("the Gambia", "Q1005", "name"),
        ("Cote d’Ivoire", "Q1008", "name"),
        ("Turkiye", "Q43", "name"),
        ("Nagorno Karabakh", "Q44302", "name"),
        ("OSCE Minsk group", "Q2268915", "name"),
        ("CSTO", "Q318693", "short"),
        ("Soviet", "Q15180", "demonym"),
        ("Capitol Hill", "Q11268", "name"),
    ],
)
def test_a_name_means_first_of_all(core: Gazetteer, name: str, qid: str, kind: str) -> None:
    first = core.lookup(name)[0]
    assert (first.item.qid, first.kind) == (qid, kind)


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("Moscow", [("Q649", "name"), ("Q159", "metonym"), ("Q15180", "metonym")]),
        ("Georgia", [("Q230", "name"), ("Q1428", "name")]),
        ("New York", [("Q60", "name"), ("Q1384", "name")]),
        ("Congolese", [("Q971", "demonym"), ("Q974", "demonym")]),
        ("Brussels", [("Q239", "name"), ("Q458", "metonym"), ("Q31", "metonym")]),
    ],
)
def test_a_shared_name_keeps_all_its_readings(core: Gazetteer, name: str, readings: list[tuple[str, str]]) -> None:
    found = core.lookup(name)
    assert [(c.item.qid, c.kind) for c in found] == readings
    assert [c.prior for c in found] == sorted((c.prior for c in found), reverse=True)


@pytest.mark.parametrize(
    ("name", "qid", "since", "until"),
    [("Zaire", "Q974", 1971, 1997), ("Ceylon", "Q854", None, 1972), ("Upper Volta", "Q965", 1958, 1984)],
)
def test_a_former_name_has_its_years(core: Gazetteer, name: str, qid: str, since: int | None, until: int) -> None:
    former = next(c for c in core.lookup(name) if c.kind == "former")
    assert (former.item.qid, former.since, former.until) == (qid, since, until)


@pytest.mark.parametrize("name", ["", "the", "us", "moscow", "Kremlins", "may", "is", "it", "Atlantis", "The "])
def test_what_is_no_name_means_nothing(core: Gazetteer, name: str) -> None:
    assert core.lookup(name) == ()


def test_past_states_have_years_and_organs_their_country(core: Gazetteer) -> None:
    soviet_union, duma = core.item("Q15180"), core.item("Q715641")
    assert soviet_union is not None and (soviet_union.since, soviet_union.until) == (1922, 1991)
    assert duma is not None and duma.country == "Q159"


def test_every_spelling_has_the_same_candidates(core: Gazetteer) -> None:
    for name in core.names():
        assert core.lookup(name), name
        assert all(core.lookup(form) == core.lookup(name) for form in spellings(name))


def test_no_name_is_a_lower_case_word(core: Gazetteer) -> None:
    """A name that a text has in small letters would be found in every second sentence."""
    assert [name for name in core.names() if name.isalpha() and name.islower() and len(name) < 7] == ["dpa"]


@pytest.mark.parametrize(
    ("name", "ascii_name"),
    [
        ("Əliyev", "Aliyev"), ("Məmmədov", "Mammadov"), ("Œuvre cœur", "Oeuvre coeur"), ("STRAẞE", "STRASSE"),
        ("Łódź", "Lodz"), ("Ðorđe", "Dorde"), ("Ærø", "Aero"), ("Sana’a", "Sana'a"),
    ],
)  # fmt: skip
def test_letters_that_unicode_leaves_whole_become_plain(name: str, ascii_name: str) -> None:
    assert plain(name) == ascii_name


@given(st.text(max_size=30))
def test_any_text_can_be_looked_up(text: str) -> None:
    assert isinstance(load().lookup(text), tuple)
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ({"qid": "Q2", "label": "Lemuria", "type": "Continent"}, "unknown class 'Continent'"),
        ({"qid": "2", "label": "Lemuria", "type": "Region"}, "'2' is not a Wikidata item"),
        ({"qid": "Q02", "label": "Lemuria", "type": "Region"}, "'Q02' is not a Wikidata item"),
        ({"qid": "Q2", "label": "Lemuria", "type": "State", "iso3": "lem"}, "'lem' is not an ISO 3166"),
        ({"qid": "Q2", "label": "Lemuria", "type": "Region", "country": "MUU"}, "no state 'MUU'"),
        ({"qid": "Q1", "label": "Lemuria", "type": "Region"}, "Q1 stands here and at"),
        ({"qid": "Q2", "label": "Lemuria", "type": "State", "iso3": "ATL"}, "ATL stands here and at"),
        ({"qid": "Q2", "label": "Lemuria", "type": "State", "since": "1950", "until": "1940"}, "ends in 1940, before"),
        ({"qid": "Q2", "label": "Lemuria", "type": "State", "since": "early"}, "'early' is not a year"),
        ({"qid": "Q2", "label": "Lemuria", "type": "State", "prior": "1.5"}, "the prior is '1.5'"),
        ({"qid": "Q2", "label": "Lemuria", "type": "State", "prior": "high"}, "the prior is 'high'"),
        ({"qid": "Q2", "label": "Lemuria", "type": "State", "names": "Lemuria"}, "'Lemuria' is listed twice"),
        ({"qid": "Q2", "label": "Lemuria", "type": "State", "names": "Mu", "people": "Mu"}, "'Mu' is listed twice"),
        ({"qid": "Q2", "label": "Lemuria", "type": "State", "former": "Mu"}, "'Mu' is not a former name"),
        ({"qid": "Q2", "label": "Lemuria", "type": "State", "former": "Mu:1950-1940"}, "ends in 1940, before"),
        ({"qid": "Q2", "type": "State"}, "the cell 'label' is empty"),
        ({"label": "Lemuria"}, "the cell 'type' is empty"),
    ],
)
def test_a_bad_line_is_refused_with_its_place(tmp_path: Path, line: dict[str, str], complaint: str) -> None:
    with pytest.raises(DataError, match=r"test\.tsv:3") as refusal:
        write(tmp_path, ATLANTIS, line)
    assert complaint in str(refusal.value)


def test_a_thing_without_a_link_keeps_one_identity(tmp_path: Path) -> None:
    band = {"label": "Sea Wolves", "type": "ArmedGroup", "country": "ATL"}
    item = write(tmp_path, ATLANTIS, band).lookup("the Sea Wolves")[0].item
    assert (item.qid, item.key, item.country) == (None, "ArmedGroup/Sea Wolves", "Q1")
    with pytest.raises(DataError, match=r"test\.tsv:4.*ArmedGroup/Sea Wolves stands here"):
        load.cache_clear()
        write(tmp_path, ATLANTIS, band, band)


def test_a_country_may_stand_in_another_file(tmp_path: Path) -> None:
    write(tmp_path, {"qid": "Q2", "label": "Poseidonis", "type": "City"}, name="a.tsv")
    load.cache_clear()
    write(tmp_path, ATLANTIS, name="z.tsv")
    load.cache_clear()
    found = write(tmp_path, {"qid": "Q2", "label": "Poseidonis", "type": "City", "country": "ATL"}, name="a.tsv")
    assert found.lookup("Poseidonis")[0].item.country == "Q1"


@pytest.mark.skipif(not DUMP.exists(), reason="needs the slice of Wikidata")
@pytest.mark.slow
def test_labels_are_those_of_wikidata(core: Gazetteer) -> None:
    ours = {item.qid: item.label for item in core.items() if item.qid}
    wrong, seen = [], 0
    with gzip.open(DUMP, "rt", encoding="utf-8") as lines:
        for line in lines:
            head = DUMP_HEAD.match(line)
            if head is None or head[1] not in ours:
                continue
            entry, seen = json.loads(line.rstrip(",\n")), seen + 1
            names = {entry["labels"]["en"]["value"], *(a["value"] for a in entry["aliases"].get("en", []))}
            if ours[head[1]] not in names:
                wrong.append((head[1], ours[head[1]], sorted(names)))
    assert wrong == []
    assert seen > 0.9 * len(ours)
