"""What persons decided: kept as they wrote it, refused with its line where it cannot be right, never lost."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import decisions, sssom
from kg.decisions import NONE, Decision, Decisions, Table
from kg.errors import DataError, GraphError, UsageError

HEAD = "subject_label\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tmine\n"
SET = "Georgia\tskos:exactMatch\t\twd:Q230\tsemapv:ManualMappingCuration\tkept\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / decisions.FILE


def test_no_file_is_no_decision(path: Path) -> None:
    assert decisions.read(path) == NONE and not path.exists()


def test_decisions_are_kept_in_a_table(path: Path) -> None:
    table = Table(path)
    told = (
        Decision("Georgia", "Q230", label="Georgia", author="orcid:0000-0002-1825-0097", date="2024-05-01"),
        Decision("Georgia", "Q1428", rejected=True, author="A. Analyst", comment='not the "Peach State"'),
        Decision("The Front", None),
        Decision("Sanaa", "Q99", type="City"),
    )
    for decision in told:
        assert table.add(decision) == NONE
    table.save()
    assert decisions.read(path).all == told
    assert [p.name for p in path.parent.iterdir()] == [decisions.FILE]


names = st.text(st.characters(categories=["L", "Nd", "Zs", "Po"]), min_size=1, max_size=9).map(
    lambda s: " ".join(s.split())
)
made = st.builds(
    Decision, names.filter(lambda n: bool(decisions.name_words(n))), st.sampled_from(["Q1", "Q2"]), st.booleans(),
    st.none() | st.just("State"), names, names.filter(lambda n: n != ""), st.dates().map(str), names,
)  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(st.lists(made, max_size=5))
def test_what_is_decided_is_read_back(tmp_path_factory: pytest.TempPathFactory, told: list[Decision]) -> None:
    path = tmp_path_factory.mktemp("d") / decisions.FILE
    table = Table(path)
    for decision in told:
        table.add(decision)
    table.save()
    assert decisions.read(path) == table.decisions
    first = path.read_bytes()
    Table(path).save()
    assert path.read_bytes() == first


def test_what_a_person_wrote_is_kept(path: Path) -> None:
    path.write_text("# mapping_set_id: x\n# note: mine\n" + HEAD + SET + SET.replace("Georgia", "Mali"))
    table = Table(path)
    table.add(Decision("Chad", "Q657", label="Chad"))
    table.add(Decision("georgia", "Q1428"))
    table.save()
    lines = path.read_text().splitlines()
    assert lines[:2] == ["# mapping_set_id: x", "# note: mine"]
    assert lines[2].startswith(HEAD.strip() + "\t") and "object_label" in lines[2]
    assert [line.split("\t")[0] for line in lines[3:]] == ["georgia", "Mali", "Chad"]
    assert "\tkept\t" in lines[3] and "wd:Q1428" in lines[3]


@pytest.mark.parametrize(
    ("new", "left"),
    [(Decision("georgia", "Q1428"), 1), (Decision("Georgia", None), 1), (Decision("Georgia", "Q230", True), 1),
     (Decision("Georgia", "Q1428", True), 2), (Decision("Georgia Tech", "Q1"), 2)],
)  # fmt: skip
def test_a_decision_overturns_what_it_contradicts(path: Path, new: Decision, left: int) -> None:
    table = Table(path)
    table.add(Decision("Georgia", "Q230"))
    assert len(table.add(new)) == 2 - left and len(table.decisions) == left


def test_decisions_are_taken_back(path: Path) -> None:
    table = Table(path)
    for decision in (Decision("Mali", "Q1", True), Decision("Mali", "Q2", True), Decision("Chad", None)):
        table.add(decision)
    assert [d.qid for d in table.drop("mali", "Q1")] == ["Q1"]
    assert len(table.drop("the Mali")) == 1 and len(table.drop("Mali")) == 0 and len(table.decisions) == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [("\tskos:exactMatch\t\twd:Q1\tx", "'subject_label' is empty"),
     ("Mali\tskos:broadMatch\t\twd:Q1\tx", "unknown predicate"),
     ("Mali\tskos:exactMatch\tnot\twd:Q1\tx", "unknown modifier"), ("Mali\tskos:exactMatch\t\tQ1\tx", "write wd:Q"),
     ("Mali\tskos:exactMatch\t\twd:x\tx", "not a Wikidata item"), ("…\tskos:exactMatch\t\twd:Q1\tx", "is no name"),
     ("Mali\tskos:exactMatch\tNot\tsssom:NoTermFound\tx", "cannot be kept from"),
     ("Mali\tskos:exactMatch\t\twd:Q1", "is empty"),
     ("the georgia\tskos:exactMatch\t\twd:Q1\tx", r"already decided at .*:2"), ("a\tb\tc\td\te\tf\tg", "7 cells")],
)  # fmt: skip
def test_a_bad_line_is_refused_with_its_place(path: Path, line: str, told: str) -> None:
    path.write_text(HEAD + SET + "\n" + line + "\n")
    with pytest.raises(DataError, match=rf"links\.sssom\.tsv:4: .*{told}") as refused:
        decisions.read(path)
    assert "\n" not in str(refused.value)


def test_a_day_a_class_and_a_thing_are_checked(path: Path) -> None:
    for column, value in (("mapping_date", "1 May"), ("object_category", "par:Planet"), ("subject_id", "wd:Q1")):
        path.write_text(HEAD.replace("mine", column) + SET.replace("kept", value))
        with pytest.raises(DataError, match=r"tsv:2: "):
            decisions.read(path)


def test_a_file_that_is_no_text_is_refused(path: Path) -> None:
    path.write_bytes(b"\xff")
    with pytest.raises(DataError, match="cannot be read"):
        decisions.read(path)


@pytest.mark.parametrize(
    "wrong",
    [("", "Q1"), ("…", "Q1"), ("Mali", "230"), ("Mali", "Q0"), ("Mali", None, True), ("Mali", "Q1", False, "Actor")],
)
def test_what_cannot_be_decided_is_refused(wrong: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        Decision(*wrong)


def test_a_folder_that_cannot_be_written_keeps_the_old_table(tmp_path: Path) -> None:
    table = Table(tmp_path / "none" / decisions.FILE)
    table.add(Decision("Mali", "Q912"))
    with pytest.raises(GraphError, match="cannot be written"):
        table.save()


def test_only_those_that_touch_a_text_count() -> None:
    decided = Decisions((Decision("Georgia", "Q230"), Decision("U.S. Army", None)))
    assert [d.name for d in decided.touching("Troops of the US Army left.")] == ["U.S. Army"]
    assert [d.name for d in decided.touching("“Georgia's” GEORGIA")] == ["Georgia"]
    assert decided.touching("Georgian wine, Georgians, a US army").digest() != decided.digest()
    assert decided.touching("Georgian wine").digest() == NONE.digest() == ""


def test_the_digest_tells_what_is_decided_not_who_did() -> None:
    one, other = (
        Decision("Georgia", "Q230", author="A", date="2024-01-01"),
        Decision("the Georgia", "Q230", comment="b"),
    )
    assert Decisions((one,)).digest() == Decisions((other,)).digest()
    assert Decisions((one,)).digest() != Decisions((Decision("Georgia", "Q230", True),)).digest()


def test_decisions_go_to_other_processes() -> None:
    decided = Decisions((Decision("Georgia", "Q230"),))
    assert pickle.loads(pickle.dumps(decided)) == decided and hash(decided) == hash(pickle.loads(pickle.dumps(decided)))


def test_the_table_has_what_sssom_asks_for(path: Path) -> None:
    table = Table(path)
    table.add(Decision("Georgia", "Q230"))
    table.save()
    text = path.read_text()
    assert all(f"# {key}: " in text for key in ("license", "mapping_set_id")) and "# curie_map:\n#   orcid: " in text
    assert set(table.sheet.columns) <= set(sssom.COLUMNS)
