"""Making the index of Wikidata: what ends it and what does not, how it goes on, and its command."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError, WikidataError
from kg.wikidata import index, indexing
from kg.wikidata.index import Index
from kg.wikidata.indexing import Options, make, stage, unfinished, write
from kg.wikidata.indexing.workshop import Workshop
from tests.kg.dumps import ARMENIA, CITY, DUMP, content, entity, found, value, written

Run = Callable[..., Any]


def test_broken_lines_are_counted_and_named(tmp_path: Path) -> None:
    dump = written(tmp_path / "dump.json", ARMENIA)
    lines = dump.read_text().splitlines()
    dump.write_text("\n".join([*lines[:2], '{"id": "Q5", "labels":', "-", "[" * 200_000, '{"id": 5}', '"Q5"', "]"]))
    made = make(dump, tmp_path / "index", Options())
    assert made.broken == 5 and made.index.items == {"State": 1}
    assert [line.partition(":")[0] for line in made.first_broken] == ["3", "4", "5", "6", "7"]


@pytest.mark.parametrize("number", ["5", -5, 0, 5.0, 10**30, 2**32, True, None, [5]])
def test_what_is_no_number_of_an_item_breaks_only_its_line(tmp_path: Path, number: object) -> None:
    class_, parent, country = (
        entity(f"Q{n}", "Odd", value("P31", "Q6256"), value(prop, {"entity-type": "item", "numeric-id": number}))
        for n, prop in enumerate(("P31", "P279", "P17"), 5)
    )
    made = make(written(tmp_path / "dump.json", class_, parent, country, ARMENIA), tmp_path / "index", Options())
    assert made.broken == 3 and made.index.items == {"State": 1}
    assert "is no number of an item" in made.first_broken[0]


@pytest.mark.parametrize("qid", ["Q0", "Q-5", "Q4294967296", "Q1" + "0" * 30])
def test_an_item_with_an_odd_number_is_a_broken_line(tmp_path: Path, qid: str) -> None:
    odd = entity(qid, "Odd", value("P31", "Q6256"), value("P279", "Q6256"))
    made = make(written(tmp_path / "dump.json", odd, ARMENIA), tmp_path / "index", Options())
    assert made.broken == 1 and made.index.items == {"State": 1}


def test_a_description_that_is_no_text_is_a_broken_line(tmp_path: Path) -> None:
    odd = entity("Q5", "Odd", value("P31", "Q6256"), description=[["deep"]])
    made = make(written(tmp_path / "dump.json", odd, ARMENIA), tmp_path / "index", Options())
    assert made.first_broken == ("2: TypeError: list in the place of text",)


def test_a_batch_ends_at_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dump = written(tmp_path / "dump.json", *DUMP)
    make(dump, tmp_path / "whole", Options())
    monkeypatch.setattr(stage, "BATCH_BYTES", 100)
    ends: list[int] = []
    make(dump, tmp_path / "index", Options(), lambda state: ends.append(state.lines) if state.phase == "read" else None)
    assert ends[:3] == [2, 3, 4] and ends[-1] == len(DUMP) + 2
    assert content(tmp_path / "index") == content(tmp_path / "whole")


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


def test_an_index_of_another_recipe_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dump = written(tmp_path / "dump.json", ARMENIA)
    first = make(dump, tmp_path / "index", Options())
    monkeypatch.setattr(indexing, "RECIPE", indexing.RECIPE + 1)
    again = make(dump, tmp_path / "index", Options())
    assert not again.unchanged and again.index.fingerprint != first.index.fingerprint


def test_the_former_index_is_put_back_when_its_replacement_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, other = tmp_path / "index", written(tmp_path / "other.json", CITY)
    make(written(tmp_path / "dump.json", ARMENIA), folder, Options())
    rename = Path.rename

    def crash(self: Path, target: Path) -> Path:
        if target == folder:
            raise Crash
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", crash)
        with pytest.raises(Crash):
            make(other, folder, Options())
    assert not folder.exists()
    (tmp_path / "bad.json").write_text("nothing\n")
    with pytest.raises(WikidataError):
        make(tmp_path / "bad.json", folder, Options())
    assert found(Index.open(folder), "Armenia") == [("Q399", "name")]
    assert make(other, folder, Options()).index.items == {"City": 1}


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
    for folder, told in ((tmp_path / "parley" / "wikidata", True), (tmp_path / "other", False)):
        status, out, err = run("wikidata", "status", "-o", folder)
        assert (status, err) == (0, "") and ("of many.json.gz" in out) is told and "none (make it" in out


def test_the_command_tells_of_an_index_elsewhere(run: Run, tmp_path: Path) -> None:
    make(written(tmp_path / "dump.json", ARMENIA), tmp_path / "index", Options())
    status, out, err = run("wikidata", "status", "-o", tmp_path / "index")
    assert (status, err) == (0, "") and "dump.json" in out and str(tmp_path / "index") in out
    assert "switched off" in run("wikidata", "status")[1], "the tests switch it off"


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
