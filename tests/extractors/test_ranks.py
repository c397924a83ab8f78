"""Ranks between an office and its holder."""

from collections.abc import Callable

import pytest

from extractors.draft import Draft
from extractors.ranks import is_title_behind_office, past_rank


@pytest.mark.parametrize(
    ("text", "office", "holder"),
    [
        ("Pentagon spokesman Brig. Gen. Pat Ryder spoke.", "spokesman", "Pat"),
        ("Army spokesman Colonel Ana Ruiz spoke.", "spokesman", "Ana"),
        ("Spokesman Ana Ruiz spoke.", "Spokesman", "Ana"),
        ("The spokesman of the general spoke.", "spokesman", "of"),
    ],
)
def test_the_holder_stands_behind_the_rank(draft_of: Callable[..., Draft], text: str, office: str, holder: str) -> None:
    draft = draft_of(text)
    words = draft.tree.texts
    assert words[past_rank(draft, words.index(office) + 1)] == holder


def test_a_rank_behind_an_office_is_none(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("Army spokesman Colonel Ana Ruiz met General Joe Petrov.")
    words = draft.tree.texts
    assert is_title_behind_office(draft, words.index("Colonel"))
    assert not is_title_behind_office(draft, words.index("General"))


def test_behind_the_last_word_there_is_nothing(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("He met the spokesman")
    assert past_rank(draft, len(draft.tree.words)) == len(draft.tree.words)
