"""Verbs that the parser coordinates with the wrong one."""

import pytest

from extractors.coordinations import mend_coordinations
from extractors.draft import Draft
from extractors.language import parse
from kg.model import Article


def _head(text: str, word: str) -> str:
    """What the word hangs on."""
    draft = mend_coordinations(Draft(Article("a", text), next(parse([text]))))
    tree = draft.tree
    return tree.words[tree.heads[tree.words.index(word)]]


@pytest.mark.parametrize(
    ("text", "word", "head"),
    [
        ("India denied that it had lost two jets and accused Pakistan of shelling villages.", "accused", "denied"),
        ("Russia rejected claims that it had jammed GPS signals and accused Britain of lying.", "accused", "rejected"),
        ("Ethiopia said it will withdraw troops and blamed Eritrea for the delay.", "blamed", "said"),
        ("Sudan said it would open the border and recalled its envoy.", "recalled", "said"),
        # as the parser has it: the clause goes on
        ("Turkey said its troops had killed 12 militants and captured a village.", "captured", "killed"),
        ("Moscow said Kyiv had rejected the plan and accused it of stalling.", "accused", "rejected"),
        ("Chad said that rebels attacked the town and fled.", "fled", "attacked"),
        ("Ethiopia denied that it had shelled the town and had bombed the hospital.", "bombed", "shelled"),
    ],
)
def test_a_verb_hangs_where_its_form_says(text: str, word: str, head: str) -> None:
    assert _head(text, word) == head


def test_the_clause_ends_before_it() -> None:
    text = "India denied that it had lost two jets and accused Pakistan of shelling villages."
    tree = mend_coordinations(Draft(Article("a", text), next(parse([text])))).tree
    assert " ".join(tree.words[slice(*tree.edges(tree.words.index("lost")))]) == "that it had lost two jets"
    assert tree.edges(tree.words.index("denied")) == (0, len(tree.words))
