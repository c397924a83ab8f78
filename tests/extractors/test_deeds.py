"""Words of speech that say nothing: the list's errors, and what it tells apart."""

from pathlib import Path

import pytest

from extractors.attribution.cues import lexicon
from extractors.attribution.deeds import deeds, is_deed, load
from extractors.language import parse
from extractors.tree import Tree
from kg.errors import DataError


def does(text: str, verb: str) -> bool:
    tree = Tree(next(parse([text])))
    return is_deed(tree, tree.words.index(verb))


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Germany declared war on Russia.", "declared"),
        ("War was declared at noon.", "declared"),
        ("It goes without saying that the road is shut.", "saying"),
        ("The storm claimed nine lives.", "claimed"),
        ("The conscripts reported for duty.", "reported"),
    ],
)
def test_deeds(text: str, verb: str) -> None:
    assert does(text, verb)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Germany declared victory.", "declared"),
        ("The opposition called the election a farce.", "called"),
        ("They claimed that nine lives had been lost.", "claimed"),
        ("Officials reported nine dead.", "reported"),
        ("They left without saying where they went.", "saying"),
    ],
)
def test_words(text: str, verb: str) -> None:
    assert not does(text, verb)


def test_the_list_loads() -> None:
    assert "war" in deeds()["declare"]["object"]


def test_every_lemma_is_a_cue() -> None:
    cues = {lemma.split()[0] for lemma, pos in lexicon() if pos == "verb"}
    assert [lemma for lemma in deeds() if lemma not in cues and lemma != "according"] == []


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [("say\tverb\tgrace", "slot"), ("say\tobject\tgrace\nsay\tobject\tmass", "twice"), ("say\tobject", "empty")],
)
def test_a_bad_entry_is_refused_with_its_line(tmp_path: Path, entry: str, complaint: str) -> None:
    path = tmp_path / "deeds.tsv"
    path.write_text(f"# deeds\nlemma\tslot\twords\n{entry}\n", encoding="utf-8")
    with pytest.raises(DataError, match=complaint) as refused:
        load(path)
    assert str(refused.value).startswith(f"{path}:{2 + len(entry.splitlines())}:")
