"""An "it" that means no actor."""

import pytest

from extractors.coreference.expletives import is_pleonastic, refers_to_nothing
from extractors.language import parse
from extractors.tree import Tree


@pytest.mark.parametrize(
    "text",
    ["It is raining.", "It snowed.", "It is clear that he lied.", "It seems that he lied.", "It happened twice."],
)
def test_it_that_stands_for_nothing(text: str) -> None:
    assert is_pleonastic(Tree(next(parse([text]))), 0)


@pytest.mark.parametrize("text", ["It attacked the town.", "It said that he lied.", "It made him leave."])
def test_it_that_stands_for_something(text: str) -> None:
    assert not refers_to_nothing(Tree(next(parse([text]))), 0)


@pytest.mark.parametrize(
    "text", ["Chad made it clear that rains failed.", "Chad found it hard to sleep.", "Chad denied it."]
)
def test_an_object_that_is_no_actor(text: str) -> None:
    tree = Tree(next(parse([text])))
    assert refers_to_nothing(tree, tree.words.index("it"))


@pytest.mark.parametrize("text", ["Rebels attacked it.", "The army took it from Chad."])
def test_an_object_that_may_be_one(text: str) -> None:
    tree = Tree(next(parse([text])))
    assert not refers_to_nothing(tree, tree.words.index("it"))
