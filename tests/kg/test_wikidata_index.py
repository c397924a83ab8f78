"""The index of Wikidata: what a dump becomes, how names are found in it, and what ends or does not end the making."""

import bz2
import gzip
import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataError, UsageError, WikidataError
from kg.wikidata import coding, index, indexing
from kg.wikidata.coding import Posting
from kg.wikidata.index import Card, Index
from kg.wikidata.indexing import Options, classes, make, stage, unfinished, write
from kg.wikidata.indexing.classes import Classes
from kg.wikidata.indexing.prominence import Ranks, prior
from kg.wikidata.indexing.records import parse
from kg.wikidata.indexing.workshop import Workshop
from kg.wikidata.items import Item, Term, name_key

Run = Callable[..., Any]


def value(prop: str, value: Any, rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    """A statement; a QID stands for the item, a year for the date, other text and numbers for themselves."""
    return {"rank": rank, "mainsnak": snak(prop, value)} | (
        {"qualifiers": {p: [snak(p, v)] for p, v in qualifiers.items()}} if qualifiers else {}
    )


def snak(prop: str, value: Any) -> dict[str, Any]:
    if isinstance(value, str) and value[0] == "Q":
        value = {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}
    elif isinstance(value, int):
        value = {"time": f"{value:+05d}-00-00T00:00:00Z", "precision": 9}
    return {"snaktype": "value", "property": prop, "datavalue": {"value": value}}


def entity(qid: str, label: str, *statements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An item as the dump has it. `aliases` is a list; `links` a number of sitelinks."""
    claims: dict[str, list[Any]] = {}
    for statement in statements:
        claims.setdefault(statement["mainsnak"]["property"], []).append(statement)
    aliases = [{"language": "en", "value": alias} for alias in more.get("aliases", ())]
    return {
        "type": "item", "id": qid, "labels": {"en": {"language": "en", "value": label}},
        "descriptions": {"en": {"value": more["description"]}} if "description" in more else [],
        "aliases": {"en": aliases} if aliases else [], "claims": claims or [],
        "sitelinks": {f"wiki{n}": {} for n in range(more.get("links", 0))},
    }  # fmt: skip


def said(prop: str, text: str, language: str = "en", **qualifiers: Any) -> dict[str, Any]:
    """A statement whose value is text in a language."""
    return value(prop, {"text": text, "language": language}, **qualifiers)


ARMENIA = entity(
    "Q399", "Armenia", value("P31", "Q3624078"), value("P571", 1991), said("P1549", "Armenian"),
    said("P1549", "Armenians"), said("P1448", "Հայաստանի Հանրապետություն", "hy"), value("P463", "Q1065"),
    aliases=["Republic of Armenia", "ARM"], description="country in the South Caucasus", links=300,
)  # fmt: skip
CITY = entity(
    "Q2844", "Gyumri", value("P31", "Q515"), value("P31", "Q43229"), value("P17", "Q15180", P582=1991),
    value("P17", "Q399"), value("P625", {"latitude": 40.789444, "longitude": 43.8475}),
    value("P1082", {"amount": "+121976"}, P585=2011), value("P1082", {"amount": "+-99"}, P585=2020),
    said("P1448", "Leninakan", P580=1924, P582=1990), links=80,
)  # fmt: skip
LEADER = entity(
    "Q7747", "Vladimir Putin", value("P31", "Q5"), value("P27", "Q159"), value("P569", 1952),
    value("P39", "Q218295", P580=2000, P582=2008), value("P39", "Q218295", P580=2012), aliases=["Putin"], links=250,
)  # fmt: skip
OTHERS = (
    entity("Q1428", "Georgia", value("P31", "Q35657"), value("P17", "Q30"), links=200),
    entity("Q230", "Georgia", value("P31", "Q6256"), links=290),
    entity("Q35657", "state of the United States", value("P279", "Q107390")),
    entity(
        "Q15180", "Soviet Union", value("P31", "Q3024240"), value("P31", "Q3624078"), value("P576", 1991), links=260
    ),
    entity("Q1", "universe", value("P31", "Q36906466"), links=220),
    entity("Q9300", "A Film", value("P31", "Q11424"), links=9),
    {"type": "property", "id": "P31", "labels": {"en": {"value": "instance of"}}, "claims": {}},
)
DUMP = (ARMENIA, CITY, LEADER, *OTHERS)


def written(path: Path, *entities: dict[str, Any]) -> Path:
    """A dump in the official layout, packed as the name says."""
    lines = ",\n".join(json.dumps(e) for e in entities)
    pack = {".gz": gzip.compress, ".bz2": bz2.compress}.get(path.suffix, bytes)
    path.write_bytes(pack(f"[\n{lines}\n]\n".encode()))
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("small")
    make(written(folder / "dump.json", *DUMP), folder / "index", Options())
    return Index.open(folder / "index")


def found(of: Index, name: str, fold: bool = False) -> list[tuple[str | None, str]]:
    return [(c.item.qid, c.kind) for c in of.lookup(name, fold)]


def content(folder: Path) -> tuple[Any, ...]:
    """All that an index holds, whatever its pages look like."""
    made = Index.open(folder)
    with made._env.begin() as txn, txn.cursor(made._names) as cursor:
        return made.card.items, made.card.names, list(made.items()), list(cursor)


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


def test_broken_lines_are_counted_and_named(tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.json", ARMENIA)
    lines = dump.read_text().splitlines()
    dump.write_text("\n".join([*lines[:2], '{"id": "Q5", "labels":', "-", "[1]", '{"id": 5}', '"Q5"', "]"]))
    made = make(dump, tmp_path / "index", Options())
    assert made.broken == 5 and made.index.items == {"State": 1}
    assert [line.partition(":")[0] for line in made.first_broken] == ["3", "4", "5", "6", "7"]


def test_a_dump_without_items_is_refused(tmp_path: Path) -> None:
    dump = tmp_path / "page.html"
    dump.write_text("<html>\n<p>Not found</p>\n")
    with pytest.raises(WikidataError, match=r"page\.html: no line of it is an item"):
        make(dump, tmp_path / "index", Options())
    assert not (tmp_path / "index").exists()
    with pytest.raises(WikidataError, match="the dump cannot be read"):
        make(tmp_path / "missing.json", tmp_path / "index", Options())


@pytest.mark.parametrize("name", ["dump.json.gz", "dump.json.bz2"])
def test_a_dump_that_breaks_off_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    dump = written(tmp_path / name, *DUMP)
    dump.write_bytes(dump.read_bytes()[:-20])
    with pytest.raises(WikidataError, match=rf"{name}:\d+: the dump breaks off"):
        make(dump, tmp_path / "index", Options())


def test_what_was_made_is_not_made_again(tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.json", *DUMP)
    first = make(dump, tmp_path / "index", Options())
    again = make(dump.rename(tmp_path / "moved.json"), tmp_path / "index", Options())
    assert again.unchanged and again.index == first.index and not first.unchanged
    assert not make(tmp_path / "moved.json", tmp_path / "index", Options(), force=True).unchanged
    other = make(tmp_path / "moved.json", tmp_path / "index", Options(classes=("Person",)))
    assert other.index.items == {"Person": 1} and other.index.fingerprint != first.index.fingerprint


def test_an_index_outlives_a_failed_attempt_to_replace_it(tmp_path: Path) -> None:
    make(written(tmp_path / "dump.json", ARMENIA), tmp_path / "index", Options())
    held = Index.open(tmp_path / "index")
    (tmp_path / "bad.json").write_text("nothing\n")
    with pytest.raises(WikidataError):
        make(tmp_path / "bad.json", tmp_path / "index", Options())
    assert found(Index.open(tmp_path / "index"), "Armenia") == [("Q399", "name")]
    make(written(tmp_path / "dump.json", CITY), tmp_path / "index", Options())
    assert found(held, "Armenia") and not found(Index.open(tmp_path / "index"), "Armenia")


def test_what_is_no_index_is_never_replaced(tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.json", ARMENIA)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    for place in (tmp_path / "mine", dump):
        with pytest.raises(UsageError, match="something that is no index is in the way"):
            make(dump, place, Options())
    with pytest.raises(UsageError, match="unknown class 'Planet'"):
        make(dump, tmp_path / "index", Options(classes=("Planet",)))


class Crash(BaseException):
    """Ends the making where a test wants it to end."""


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dump of several batches in each pass; some items and all names come more than once."""
    for module, batch in ((stage, 10), (indexing.sort, 16), (write, 7)):
        monkeypatch.setattr(module, "BATCH", batch)
    people = [
        entity(f"Q{100 + n % 55}", f"Person {n % 9}", value("P31", "Q5"), aliases=[f"Al-{n}", "P"], links=n)
        for n in range(60)
    ]
    return written(tmp_path / "many.json.gz", *DUMP, *people)


@pytest.mark.parametrize("checkpoints", [1, 3, 5, 7, 9, 12, 14, 17, 21, 26])
def test_it_goes_on_where_it_was_broken_off(tmp_path: Path, many: Path, checkpoints: int) -> None:
    make(many, tmp_path / "whole", Options())

    def crash(left: list[int] = [checkpoints]) -> None:  # noqa: B006 - it counts down
        left[0] -= 1
        if left[0] == 0:
            raise Crash

    with pytest.raises(Crash):
        make(many, tmp_path / "index", Options(), lambda state: crash())
    assert not (tmp_path / "index").exists() and unfinished(tmp_path / "index").is_dir()
    assert make(many, tmp_path / "index", Options()).resumed
    assert content(tmp_path / "index") == content(tmp_path / "whole")
    assert not unfinished(tmp_path / "index").exists()


@pytest.mark.slow
def test_it_goes_on_after_it_was_killed(tmp_path: Path, many: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kg.wikidata.indexing import Options, make, stage\n"
        "stage.BATCH = 10\n"
        "make(Path(sys.argv[1]), Path(sys.argv[2]), Options(),\n"
        "     lambda s: print(flush=True) or sys.stdin.readline() if s.lines > 30 else None)"
    )
    call = [sys.executable, "-c", program, str(many), str(tmp_path / "index")]
    with subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(WikidataError, match="another process is making this index"):
            make(many, tmp_path / "index", Options())
        process.send_signal(signal.SIGKILL)
    make(many, tmp_path / "whole", Options())
    assert make(many, tmp_path / "index", Options()).resumed
    assert content(tmp_path / "index") == content(tmp_path / "whole")


def test_work_on_another_dump_is_dropped(tmp_path: Path, many: Path) -> None:
    def crash(state: object) -> None:
        raise Crash

    with pytest.raises(Crash):
        make(many, tmp_path / "index", Options(), crash)
    made = make(written(tmp_path / "dump.json", ARMENIA), tmp_path / "index", Options())
    assert not made.resumed and made.index.items == {"State": 1}


def test_unfinished_work_that_cannot_be_read_is_dropped(tmp_path: Path) -> None:
    work = unfinished(tmp_path / "index") / "work"
    work.mkdir(parents=True)
    (work / "data.mdb").write_bytes(b"\0" * 100)
    assert Workshop(work.parent).state() is None
    assert not make(written(tmp_path / "dump.json", ARMENIA), tmp_path / "index", Options()).resumed


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
    with pytest.raises(WikidataError, match=r"has format 2, this Parley reads format 1 \(make it again"):
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
    with pytest.raises(WikidataError, match="PARLEY_WIKIDATA names a folder that holds no index"):
        index.in_use()
    monkeypatch.delenv("PARLEY_WIKIDATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert index.in_use() is None
    make(written(tmp_path / "dump.json", ARMENIA), tmp_path / "parley" / "wikidata", Options())
    assert index.in_use() == tmp_path / "parley" / "wikidata"


def test_the_command_makes_an_index(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("PARLEY_WIKIDATA")
    dump, folder = written(tmp_path / "dump.json.gz", *DUMP), tmp_path / "parley" / "wikidata"
    assert "none (make it: kg wikidata index DUMP)" in run("wikidata", "status")[1]
    assert run("wikidata", "index", dump) == (0, f"{folder}: 6 items, 11 names\n", "")
    status, out, _ = run("wikidata", "index", dump)
    assert status == 0 and "there already (--force makes it again)" in out
    status, out, err = run("wikidata", "status")
    assert (status, err) == (0, "") and "dump.json.gz" in out and "State" in out and str(folder) in out
    monkeypatch.setenv("PARLEY_WIKIDATA", "none")
    assert "switched off by PARLEY_WIKIDATA" in run("wikidata", "status")[1]


def test_the_command_tells_what_is_unfinished(run: Run, tmp_path: Path, many: Path) -> None:
    def crash(state: object) -> None:
        raise Crash

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path))
        with pytest.raises(Crash):
            make(many, index.default_folder(), Options(), crash)
        out = run("wikidata", "status")[1]
    assert "of many.json.gz: reading the dump" in out and "goes on with it" in out


@pytest.mark.parametrize(
    ("args", "status", "error"),
    [
        (["missing.json"], 1, "missing.json: the dump cannot be read: No such file or directory"),
        (["dump.json", "--classes", "Planet"], 2, "unknown class 'Planet'"),
        (["dump.json", "-o", "dump.json"], 2, "something that is no index is in the way"),
        (["dump.json", "--qrank", "missing.csv"], 1, "missing.csv: the QRank file cannot be read"),
    ],
)
def test_errors_of_the_command_are_one_line(run: Run, tmp_path: Path, args: list[str], status: int, error: str) -> None:
    written(tmp_path / "dump.json", ARMENIA)
    given = [str(tmp_path / arg) if "." in arg else arg for arg in args]
    code, out, err = run("wikidata", "index", *given, *([] if "-o" in args else ["-o", tmp_path / "index"]))
    assert (code, out) == (status, "") and error in err and err.count("\n") == 1


def test_the_command_names_broken_lines(run: Run, tmp_path: Path) -> None:
    dump = tmp_path / "dump.jsonl"
    dump.write_text("\n".join(["nonsense"] * 7 + [json.dumps(ARMENIA)]))
    code, out, err = run("wikidata", "index", dump, "-o", tmp_path / "index")
    assert code == 0 and "1 items" in out
    assert "dump.jsonl:1: " in err and "7 lines in all are no items" in err and len(err.splitlines()) == 6
