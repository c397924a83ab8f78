"""Who tells it, where the parser has made the teller part of something else."""

import pytest

from extractors.attachments import mend_attachments
from extractors.draft import Draft
from extractors.language import parse
from extractors.tree import Tree
from kg.model import Article


def mended(text: str) -> Tree:
    return mend_attachments(Draft(Article("a", text), next(parse([text])))).tree


def subjects(tree: Tree, verb: str) -> list[str]:
    return [tree.words[k] for k in tree.of(tree.words.index(verb), "nsubj")]


@pytest.mark.parametrize(
    ("text", "teller"),
    [
        ("Rwanda supports the rebels, a resident of Bunia told AFP.", "resident"),
        ("Chad supports the rebels, a Western diplomat told Reuters.", "diplomat"),
        ("Turkey shelled Kobane, a senior Kurdish commander told the BBC.", "commander"),
        ("Iran shelled Halabja, a senior Iraqi commander told the BBC.", "commander"),
        ("Moldova attacked Ukraine, Georgia's Foreign Ministry told Interfax.", "ministry"),
    ],
)
def test_the_teller_after_a_comma(text: str, teller: str) -> None:
    tree = mended(text)
    told = tree.words.index("told")
    assert subjects(tree, "told") == [teller]
    assert tree.heads[told] == told and tree.heads[1] == told


@pytest.mark.parametrize(
    ("text", "name", "verb"),
    [
        ("On Sunday Armenia admitted that it had lied.", "armenia", "admitted"),
        ("On Monday North Korea accused South Korea of firing at a ship.", "korea", "accused"),
    ],
)
def test_the_day_before_a_name(text: str, name: str, verb: str) -> None:
    tree = mended(text)
    assert subjects(tree, verb) == [name] and tree.words[tree.left(tree.words.index(name))] != "sunday"
    assert tree.deps[1] == "pobj" and tree.heads[1] == 0


@pytest.mark.parametrize(
    "text",
    [
        "Iran shelled Halabja, a town that rebels had told civilians to leave.",
        "The minister met Ahmed, a farmer who said nothing.",
        "On Sunday the army said it had left.",
        "Turkey shelled Kobane, residents told AFP.",
        "On Bloody Sunday soldiers fired at the crowd.",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    tree, plain = mended(text), Tree(next(parse([text])))
    assert (tree.heads, tree.deps, tree.tags) == (plain.heads, plain.deps, plain.tags)
