"""Whose attack it was: of a passive verb by the noun behind it, of a noun by the verb above it."""

import pytest

from extractors.language import parse
from extractors.strikes import killers, strikers
from extractors.tree import Tree


def tree_of(text: str) -> Tree:
    (doc,) = parse([text])
    return Tree(doc)


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("The commander was killed in an Israeli air raid.", ["israeli"]),
        ("Ten soldiers were wounded in attacks by Chad and Niger.", ["chad", "niger"]),
        ("Ten soldiers were wounded in a road accident.", []),
        ("The minister was received in an Israeli palace.", []),
        ("He was killed in a bomb attack.", []),
    ],
)
def test_in_whose_attack_somebody_was_hurt(text: str, doers: list[str]) -> None:
    tree = tree_of(text)
    verb = next(i for i, tag in enumerate(tree.tags) if tag == "VBN")
    assert [tree.words[k] for k in strikers(tree, verb)] == doers


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("India killed ten people in missile strikes on Punjab.", "killed"),
        ("India lost ten people in missile strikes on Punjab.", None),
        ("Ten people were killed in missile strikes on Punjab.", None),
    ],
)
def test_who_did_a_deed_by_the_verb_above_it(text: str, verb: str | None) -> None:
    tree = tree_of(text)
    found = killers(tree, tree.words.index("strikes"))
    assert (None if found is None else tree.words[found]) == verb
