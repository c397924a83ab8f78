"""The trigger lexicon: what it says, and what it refuses."""

from pathlib import Path

import pytest

from extractors import lexicon
from extractors.lexicon import Trigger
from kg import vocabulary
from kg.errors import DataError

HEADER = "predicate\tkind\ttriggers\tsubject\tobject\tmode\tconfidence\trequires\n"
GOOD = "attacks\tverb\tattack|fire +missile|go @on:offensive\tsubj\tobj|on\taerial\t0.8\tsubject:Actor object:Place\n"


def load(tmp_path: Path, *lines: str) -> lexicon.Lexicon:
    table = tmp_path / "predicates.tsv"
    table.write_text(HEADER + "".join(lines), encoding="utf-8")
    return lexicon.predicates(table)


def test_a_line_becomes_a_rule_for_each_trigger(tmp_path: Path) -> None:
    found = load(tmp_path, GOOD)
    assert found.heads == {("verb", "attack"), ("verb", "fire"), ("verb", "go")}
    (rule,) = found.rules["verb", "fire"]
    assert rule.trigger == Trigger("fire", objects=frozenset({"missile"}))
    assert (rule.subject, rule.object, rule.mode, rule.confidence) == (("subj",), ("obj", "on"), "aerial", 0.8)
    assert rule.requires == (("subject", "Actor"), ("object", "Place"))


def test_triggers(tmp_path: Path) -> None:
    lines = "attacks\tverb\tshoot down|call @on:\tsubj\tobj\t\t1\t\n", "rivalOf\tnoun\tbad blood\tsubj\tof\t\t0.5\t\n"
    found = load(tmp_path, *lines)
    assert found.rules["verb", "shoot"][0].trigger == Trigger("shoot", particle="down")
    assert found.rules["verb", "call"][0].trigger == Trigger("call", prep="on")
    assert found.rules["noun", "blood"][0].trigger == Trigger("blood", before=("bad",))


def test_the_rule_that_asks_for_more_comes_first(tmp_path: Path) -> None:
    lines = [f"attacks\tverb\t{t}\tsubj\tobj\t\t0.5\t\n" for t in ("fire", "fire @at:", "fire +missile")]
    assert [r.weight for r in load(tmp_path, *lines).rules["verb", "fire"]] == [2, 1, 0]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("loves\tverb\tlove\tsubj\tobj\t\t0.5\t\n", "no predicate 'loves'"),
        ("attacks\tadverb\thard\tsubj\tobj\t\t0.5\t\n", "the kind 'adverb' is not one of verb, noun, adj"),
        ("attacks\tverb\thit\tsubj\tobj\tkindly\t0.5\t\n", "no PLOVER mode 'kindly'"),
        ("supports\tverb\tback\tsubj\tobj\taerial\t0.5\t\n", "no PLOVER mode 'aerial'"),
        ("attacks\tverb\thit\tsubj\tobj\t\tmuch\t\n", "the confidence 'much'"),
        ("attacks\tverb\thit\tsubj\tobj\t\t0\t\n", "the confidence '0'"),
        ("attacks\tverb\thit\tsubj\tobj\t\t1.01\t\n", "the confidence '1.01'"),
        ("attacks\tverb\thit\tsubj\tobj\t\tnan\t\n", "the confidence 'nan'"),
        ("attacks\tverb\thit\tsubj\tobj\t\t0.5\tobject:Thing\n", "the requirement 'object:Thing'"),
        ("attacks\tverb\thit\tsubj\tobj\t\t0.5\tverb:Actor\n", "the requirement 'verb:Actor'"),
        ("attacks\tverb\thit\tsubj\tobj\t\t0.5\tActor\n", "the requirement 'Actor'"),
        ("attacks\tverb\t+missile\tsubj\tobj\t\t0.5\t\n", "the trigger '+missile'"),
        ("attacks\tverb\t@on:\tsubj\tobj\t\t0.5\t\n", "the trigger '@on:'"),
        ("attacks\tverb\tfire +missile now\tsubj\tobj\t\t0.5\t\n", "the trigger 'fire +missile now'"),
        ("attacks\tverb\ta b c d\tsubj\tobj\t\t0.5\t\n", "the trigger 'a b c d'"),
        ("attacks\tverb\t\tsubj\tobj\t\t0.5\t\n", "the cell 'triggers' is empty"),
        ("attacks\tverb\thit\t\tobj\t\t0.5\t\n", "the cell 'subject' is empty"),
        ("attacks\tverb\thit\tsubj\n", "the cell 'object' is empty"),
        ("attacks\tverb\thit\tsubj\tobj\t\t0.5\t\t\tmore\n", "10 cells where the header names 8"),
    ],
)
def test_a_bad_entry_is_refused_with_its_line(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(DataError, match=r"predicates\.tsv:4: ") as refused:
        load(tmp_path, "# a comment\n", GOOD, line)
    assert complaint in str(refused.value)


def test_a_wrong_header_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "predicates.tsv"
    table.write_text("predicate\tkind\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"predicates\.tsv:1: the header is"):
        lexicon.predicates(table)


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot read the table"):
        lexicon.predicates(tmp_path / "nowhere.tsv")


def test_a_class_that_nobody_asks_for_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "classes.tsv"
    table.write_text("class\twords\nlight\thave\nheavy\tcarry\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"classes\.tsv:3: the class 'heavy'"):
        lexicon._classes(table)


def test_the_projects_own_lexicon() -> None:
    rules = [rule for some in lexicon.predicates().rules.values() for rule in some]
    assert {r.predicate for r in rules} <= set(vocabulary.PREDICATES)
    assert len(rules) > 500
    assert "hold" in lexicon.light_verbs() and "refuse" in lexicon.class_of("negating")


def test_triggers_stand_in_dictionary_form() -> None:
    rules = [rule for some in lexicon.predicates().rules.values() for rule in some]
    assert [r.trigger.word for r in rules if r.trigger.word != r.trigger.word.lower()] == []
