"""Names whose parts small words join."""

from collections.abc import Callable

import pytest

from extractors.draft import Draft


@pytest.mark.parametrize(
    "name", ["Norte del Valle Cartel", "Juan de la Cruz", "Mabon ap Gwynfor", "Luiz Fernando da Costa"]
)
def test_a_name_goes_on_over_a_small_word(draft_of: Callable[..., Draft], name: str) -> None:
    draft = draft_of(f"On Monday officers said that {name} had left the town.")
    assert name in [draft.text[m.start : m.end] for m in draft.mentions if m.kind == "name"]


def test_a_title_is_no_part_of_it(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("On Monday Mayor de Blasio met President von Hagen.")
    names = [draft.text[m.start : m.end] for m in draft.mentions if m.kind == "name"]
    assert not any("Mayor" in name or "President" in name for name in names)
