"""Whose deed a noun names."""

import pytest

from extractors.blame import carrier, doers
from extractors.draft import Draft
from extractors.language import parse
from extractors.tree import Tree
from kg.model import Article


def tree_of(text: str) -> Tree:
    return Draft(Article("a", text), next(parse([text]))).tree


def token(tree: Tree, word: str) -> int:
    return tree.words.index(word)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Chad blamed Libya for the attack on Faya.", "libya"),
        ("Libya was blamed for the attack on Faya.", "libya"),
        ("Belarus was accused by Ukraine of an attack on Kovel.", "belarus"),
        ("Georgia said Russia is to blame for the attack on Gori.", "russia"),
        ("Georgia said Russia is responsible for the attack on Gori.", "russia"),
        ("Sudan said responsibility for the attack on Geneina lies with Chad.", "chad"),
    ],
)
def test_blame_lays_a_deed_on_somebody(text: str, who: str) -> None:
    tree = tree_of(text)
    assert [tree.words[k] for k in doers(tree, token(tree, "attack"))] == [who]


@pytest.mark.parametrize(
    "text",
    [
        "Chad condemned the attack on Faya.",
        "Poland thanked Libya for the attack on Faya.",
        "Chad blamed Libya for its attack on Faya.",
        "Libya waited for the attack on Faya.",
        "Chad blamed the rain during the attack on Faya.",
    ],
)
def test_silence(text: str) -> None:
    tree = tree_of(text)
    assert doers(tree, token(tree, "attack")) == []


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Rwanda denied any role in the attack on Goma.", "denied"),
        ("Rwanda had no part in the attack on Goma.", "had"),
        ("Rwanda denied responsibility for the attack on Goma.", "denied"),
        ("Rwanda denied the attack on Goma.", None),
        ("Rwanda saw links between the attack on Goma and the vote.", None),
        ("Rwanda studied the role in the attack on Goma.", None),
    ],
)
def test_the_verb_that_carries_guilt(text: str, verb: str | None) -> None:
    tree = tree_of(text)
    found = carrier(tree, token(tree, "attack"))
    assert (tree.words[found] if found is not None else None) == verb
