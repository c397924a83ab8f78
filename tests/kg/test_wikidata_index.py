"""The index of Wikidata: what a dump becomes, and how names are found in it."""

import gzip
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError, WikidataError
from kg.wikidata import coding, index
from kg.wikidata.coding import Posting
from kg.wikidata.index import Card, Index
from kg.wikidata.indexing import Options, classes, make, write
from kg.wikidata.indexing.classes import Classes
from kg.wikidata.indexing.prominence import Ranks, prior
from kg.wikidata.indexing.records import parse
from kg.wikidata.items import Item, Term, name_key
from tests.kg.dumps import ARMENIA, DUMP, content, entity, found, value, written

Run = Callable[..., Any]


def test_an_item_keeps_what_counts(small: Index) -> None:
    assert small.item("Q7747") == Item(
        "Q7747", "Vladimir Putin", "Person", "Q159", 1952, None, small.item("Q7747").prior, prominence=250,  # type: ignore[union-attr]
        offices=(Term("Q218295", 2000, 2008), Term("Q218295", 2012, None)),
    )  # fmt: skip
    city = small.item("Q2844")
    assert city is not None and (city.type, city.country, city.point) == ("City", "Q399", (40.7894, 43.8475))
    assert city.population == 121976, "the latest figure that is one"
    state = small.item("Q399")
    assert state is not None and (state.since, state.member_of) == (1991, ("Q1065",))
    assert state.description == "country in the South Caucasus"


def test_a_state_that_is_no_more_is_told_from_others(small: Index) -> None:
    past = small.item("Q15180")
    assert past is not None and (past.type, past.kind, past.until) == ("State", "FormerState", 1991)


def test_what_the_news_does_not_speak_of_is_left_out(small: Index) -> None:
    assert list(small.qids()) == ["Q230", "Q399", "Q1428", "Q2844", "Q7747", "Q15180"]
    assert [item.qid for item in small.items()] == list(small.qids())
    assert small.item("Q9300") is None and small.item("P31") is None and small.item("Q399x") is None


def test_names_are_found_by_kind(small: Index) -> None:
    assert found(small, "Armenia") == [("Q399", "name")]
    assert found(small, "the Republic of Armenia") == [("Q399", "name")]
    assert found(small, "ARM") == [("Q399", "short")]
    assert found(small, "Armenian") == [("Q399", "demonym")] and found(small, "Armenians") == [("Q399", "people")]
    assert found(small, "arm") == found(small, "Nowhere") == found(small, "") == []
    assert found(small, "Հայաստանի Հանրապետություն") == [], "a name that no text in the index's languages writes"


def test_a_former_name_has_its_years(small: Index) -> None:
    (candidate,) = small.lookup("Leninakan")
    assert (candidate.kind, candidate.since, candidate.until) == ("former", 1924, 1990)


def test_the_likeliest_bearer_comes_first(small: Index) -> None:
    assert found(small, "Georgia") == [("Q230", "name"), ("Q1428", "name")]


def test_case_can_be_passed_over(small: Index) -> None:
    assert found(small, "VLADIMIR PUTIN") == []
    assert found(small, "VLADIMIR PUTIN", fold=True) == found(small, "putin", fold=True) == [("Q7747", "name")]
    assert found(small, "THE REPUBLIC OF ARMENIA", fold=True) == [("Q399", "name")]


def test_an_index_can_be_pickled_and_opened_twice(small: Index) -> None:
    again = pickle.loads(pickle.dumps(small))
    assert found(again, "Gyumri") == found(Index.open(small.folder), "Gyumri") == [("Q2844", "name")]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_an_index_serves_in_other_processes(small: Index) -> None:
    program = (
        "import os, sys; from pathlib import Path; from kg.wikidata.index import Index\n"
        "i = Index.open(Path(sys.argv[1])); p = os.fork()\n"
        "if p == 0: os._exit(7 if i.lookup('Gyumri') and Index.open(Path(sys.argv[1])).lookup('Armenia') else 1)\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(p, 0)[1]))"
    )
    assert subprocess.run([sys.executable, "-c", program, str(small.folder)], check=False).returncode == 7


@pytest.mark.parametrize("name", ["dump.json.gz", "dump.json.bz2", "lines.jsonl"])
def test_a_dump_may_be_packed_or_plain_lines(tmp_path: Path, small: Index, name: str) -> None:
    dump = written(tmp_path / name, *DUMP)
    if name == "lines.jsonl":
        dump.write_text("".join(json.dumps(e) + "\n" for e in DUMP))
    made = make(dump, tmp_path / "index", Options())
    assert made.broken == 0 and content(tmp_path / "index") == content(small.folder)


def test_a_name_means_the_most_prominent_bearers_only(tmp_path: Path) -> None:
    people = [entity(f"Q{n}", "John Smith", value("P31", "Q5"), links=n) for n in range(1, 80)]
    make(written(tmp_path / "dump.json", *people), tmp_path / "index", Options())
    bearers = [c.item.prominence for c in Index.open(tmp_path / "index").lookup("John Smith")]
    assert bearers == sorted(bearers, reverse=True) and len(bearers) == write.BEARERS and bearers[0] == 79


def test_names_as_long_as_books_are_kept_apart(tmp_path: Path) -> None:
    names = ["x" * 600 + end for end in "ab"]
    people = [entity(f"Q{n}", name, value("P31", "Q5")) for n, name in enumerate(names, 1)]
    make(written(tmp_path / "dump.json", *people), tmp_path / "index", Options())
    assert [found(Index.open(tmp_path / "index"), name) for name in names] == [[("Q1", "name")], [("Q2", "name")]]


def test_other_languages(tmp_path: Path) -> None:
    labels = {"fr": {"value": "Arménie"}, "mul": {"value": "Hayastan"}, "en": {"value": "Armenia"}}
    dump = written(tmp_path / "dump.json", ARMENIA | {"labels": labels}, entity("Q5", "human", value("P31", "Q5")))
    make(dump, tmp_path / "index", Options(languages=("fr", "hy")))
    made = Index.open(tmp_path / "index")
    assert [(item.label) for item in made.items()] == ["Arménie"], "what has no name in these languages has no place"
    assert found(made, "Armenie") == found(made, "Hayastan") == [("Q399", "name")] and not found(made, "Armenia")
    assert found(made, "Հայաստանի Հանրապետություն") == [("Q399", "name")]


def test_page_views_decide_where_they_are_given(tmp_path: Path) -> None:
    ranks = tmp_path / "qrank.csv.gz"
    ranks.write_bytes(gzip.compress(b"Entity,QRank\nQ1428,900\nQ30,1000\nQ230,20\n"))
    make(written(tmp_path / "dump.json", *DUMP), tmp_path / "index", Options(qrank=ranks))
    made = Index.open(tmp_path / "index")
    assert made.item("Q1428").prominence == 900 and made.item("Q399").prominence == 0  # type: ignore[union-attr]
    assert made.card.qrank == "qrank.csv.gz"


def test_a_bad_file_of_page_views_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "qrank.csv").write_text("Entity,QRank\nQ1,5\nnonsense\n")
    with pytest.raises(WikidataError, match=r"qrank\.csv:3: this is no line of a QRank file"):
        Ranks(tmp_path / "qrank.csv")
    with pytest.raises(WikidataError, match="cannot be read"):
        make(written(tmp_path / "dump.json", *DUMP), tmp_path / "index", Options(qrank=tmp_path / "none.csv"))


def test_a_prior_grows_with_prominence() -> None:
    priors = [prior(0.6, views, 10**6) for views in (0, 10, 10**3, 10**6)]
    assert priors == sorted(priors) and priors[0] == 0.06 and priors[-1] == 0.6 and prior(0.6, 0, 0) == 0.06


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ([1], "City"),
        ([2, 1], "City"),
        ([1, 9], None),
        ([5], None),
        ([6], "Organisation"),
        ([7], "City"),
        ([8], None),
        ([], None),
    ],
)
def test_a_class_is_what_the_nearest_known_class_above_is(of: list[int], expected: str | None) -> None:
    table = {1: "City", 2: "Organisation", 5: "-", 9: "never"}
    above = {6: [2, 60], 60: [1], 7: [2, 1], 8: [80], 80: [8, 5]}
    assert Classes(table, lambda item: above.get(item, [])).of(of) == expected


def test_the_table_of_classes_is_sound(tmp_path: Path) -> None:
    table = classes.load()
    assert table[5] == "Person" and table[515] == "City" and table[3624078] == "State" and table[11424] == "-"
    for line, error in (("Q1\tx\tPlanet", "unknown class"), ("x\tx\tCity", "is not a Wikidata item")):
        (tmp_path / "classes.tsv").write_text(f"class\tlabel\ttype\n{line}\n")
        with pytest.raises(DataError, match=rf"classes\.tsv:2: .*{error}"):
            classes.load(tmp_path / "classes.tsv")


def test_ranks_of_statements_count() -> None:
    countries = value("P17", "Q1"), value("P17", "Q2", "preferred"), value("P17", "Q3", "deprecated")
    record = parse(json.dumps(entity("Q8", "Eight", value("P31", "Q5", "deprecated"), *countries)).encode(), ["en"])
    assert record is not None and record.country == 2 and list(record.classes) == []


def test_dates_before_christ_and_vague_ones() -> None:
    vague = value("P576", {"time": "+1500-00-00T00:00:00Z", "precision": 7})
    record = parse(json.dumps(entity("Q8", "Rome", value("P31", "Q6256"), value("P571", -753), vague)).encode(), ["en"])
    assert record is not None and (record.since, record.until) == (-753, None)


@given(st.text(min_size=1), st.lists(st.tuples(st.integers(1, 2**32 - 1), st.integers(0, 5))))
def test_names_survive_being_written(name: str, postings: list[tuple[int, int]]) -> None:
    groups = {name_key(name): [Posting(*p, None, 1991) for p in postings]}
    ((read, *found),) = coding.groups_of(coding.names_value(groups))
    assert read == name_key(name) and [Posting(*p) for p in found] == groups[read]
    assert len(coding.folded(name)) <= coding.NAME_BYTES


@given(st.integers(1, 2**32 - 1), st.text(), st.none() | st.integers(-9999, 9999), st.none() | st.floats(0, 90))
def test_items_survive_being_written(number: int, label: str, year: int | None, degrees: float | None) -> None:
    item = Item(f"Q{number}", label, "City", "Q1", year, None, 0.5, description=label, population=year)
    if degrees is not None:
        item = Item(
            f"Q{number}", label, "City", point=(degrees, -degrees), offices=(Term("Q3", year),), part_of=("Q9",)
        )
    assert coding.item_of(number, coding.item_value(item)) == item
    assert coding.item_number(coding.item_key(number)) == number


def test_an_index_that_cannot_be_right_is_refused(tmp_path: Path) -> None:
    make(written(tmp_path / "dump.json", ARMENIA), tmp_path / "index", Options())
    folder, card = tmp_path / "index", Card.read(tmp_path / "index")
    data = (folder / index.DATA).read_bytes()
    for broken, error in (
        (data[:-4096], "corrupt: .* bytes of"),
        (b"\1" * len(data), "corrupt"),
    ):
        (folder / index.DATA).write_bytes(broken)
        with pytest.raises(WikidataError, match=error):
            Index.open(folder)
    (folder / index.DATA).unlink()
    with pytest.raises(WikidataError, match=r"data\.mdb is missing"):
        Index.open(folder)
    (folder / index.CARD).write_text(json.dumps({"format": card.format + 1}))
    with pytest.raises(WikidataError, match=r"has format 3, this Parley reads format 2 \(make it again"):
        Index.open(folder)
    (folder / index.CARD).write_text("{")
    with pytest.raises(WikidataError, match=r"index\.json cannot be read"):
        Index.open(folder)
    with pytest.raises(WikidataError, match="here is no index of Wikidata"):
        Index.open(tmp_path)


def test_which_index_is_in_use(tmp_path: Path, small: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    assert index.in_use() is None, "the tests switch it off"
    monkeypatch.setenv("PARLEY_WIKIDATA", str(small.folder))
    assert index.in_use() == small.folder
    monkeypatch.setenv("PARLEY_WIKIDATA", str(tmp_path))
    with pytest.raises(WikidataError, match="PARLEY_WIKIDATA names a folder that holds no readable index"):
        index.in_use()
    monkeypatch.delenv("PARLEY_WIKIDATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert index.in_use() is None
    make(written(tmp_path / "dump.json", ARMENIA), tmp_path / "parley" / "wikidata", Options())
    assert index.in_use() == tmp_path / "parley" / "wikidata"


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an index that nobody may read."""
    make(written(tmp_path / "dump.json", ARMENIA), tmp_path / "parley" / "wikidata", Options())
    monkeypatch.setattr(os, "access", lambda path, mode: "parley" not in Path(path).parts)  # root may read all
    return tmp_path / "parley" / "wikidata"


def test_an_unreadable_index_is_an_error_only_where_it_was_named(
    locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("PARLEY_WIKIDATA")
    assert index.in_use() is None
    monkeypatch.setenv("PARLEY_WIKIDATA", str(locked))
    with pytest.raises(WikidataError, match="holds no readable index"):
        index.in_use()


def test_without_a_home_there_is_no_index(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    for variable in ("PARLEY_WIKIDATA", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(Path, "home", homeless)
    assert index.in_use() is None
    status, out, err = run("wikidata", "status")
    assert (status, err) == (0, "") and "none (make it" in out
    status, out, err = run("wikidata", "index", written(tmp_path / "dump.json", ARMENIA))
    assert (status, out) == (2, "") and "there is no home folder" in err and err.count("\n") == 1
