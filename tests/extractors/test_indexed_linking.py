"""Linking with an index: names that only it knows, rivals that it brings, and what the article tells between them."""

from collections.abc import Callable

import pytest

from extractors.draft import Draft
from kg.wikidata import gazetteer, knowledge
from kg.wikidata.items import Candidate, Item, NameKind, name_key
from kg.wikidata.knowledge import Knowledge

ITEMS: tuple[tuple[Item, tuple[str, ...]], ...] = (
    (Item("Q900001", "Nerin Tasko", "Person", prior=0.4), ("Nerin Tasko",)),
    (Item("Q900002", "Lower Dravan State University", "Organisation", prior=0.4), ("LDSU",)),
    (Item("Q900003", "Oskar Feld", "Person", prior=0.4), ("Feld", "Oskar Feld")),
    (Item("Q900004", "Feldland Water Board", "Organisation", prior=0.1), ()),
    (Item("Q900005", "Morvansk", "City", "Q212", prior=0.3), ()),
    (Item("Q900006", "Morvansk", "City", "Q159", prior=0.3), ()),
    (Item("Q900007", "Bolivian Coast Guard", "Government", "Q750", prior=0.4), ()),
    (Item("Q900008", "Dravan", "City", "Q145", prior=0.3), ()),
    (
        Item("Q900009", "Dravan F.C.", "Organisation", "Q145", prior=0.3, description="association football club"),
        ("Dravan",),
    ),
)


class FakeIndex:
    """An index in memory."""

    def __init__(self) -> None:
        self.names: dict[str, list[Candidate]] = {}
        for item, names in ITEMS:
            for name in dict.fromkeys((item.label, *names)):
                kind: NameKind = "short" if name.isupper() else "name"
                self.names.setdefault(name_key(name), []).append(Candidate(item, kind))

    def lookup(self, name: str, fold: bool = False) -> tuple[Candidate, ...]:
        """As `Index.lookup`."""
        return tuple(self.names.get(name_key(name.title() if fold else name), ()))

    def item(self, qid: str) -> Item | None:
        """As `Index.item`."""
        return next((item for item, _ in ITEMS if item.qid == qid), None)


@pytest.fixture(autouse=True)
def _index(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Knowledge(gazetteer.load(), FakeIndex())  # type: ignore[arg-type]
    monkeypatch.setattr(knowledge, "_load", lambda folder: table)


def items(draft: Draft, words: str) -> set[str | None]:
    """The items of the entities that mentions with these words speak of."""
    found = [m for m in draft.mentions if draft.text[m.start : m.end] == words]
    return {draft.entities[e].qid for m in found for e in m.entities}


def test_a_name_that_only_the_index_knows(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("The dean of Lower Dravan State University resigned on Monday.")
    assert items(draft, "Lower Dravan State University") == {"Q900002"}


def test_the_short_form_follows_the_long_one(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("The lawyer Nerin Tasko won the case. On Friday Tasko thanked the court.")
    assert items(draft, "Nerin Tasko") == items(draft, "Tasko") == {"Q900001"}


def test_a_surname_alone_is_not_the_only_bearer_that_the_index_knows(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("The lawyer Petra Feld won the case. On Friday Feld thanked the court.")
    assert items(draft, "Feld") == {None}


def test_the_state_after_the_comma_tells_which_town(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("They met in Morvansk, Ukraine on Tuesday.")
    assert items(draft, "Morvansk") == {"Q900005"}


def test_a_shared_name_with_nothing_to_tell_stays_open(draft_of: Callable[..., Draft]) -> None:
    assert items(draft_of("They met in Morvansk on Tuesday."), "Morvansk") <= {None}


def test_silence_on_words_that_are_no_names(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("A lower state board met the dean of a university about water.")
    assert {e.qid for e in draft.entities} <= {None}


def test_an_organ_without_its_state_is_that_of_the_articles_state(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("Bolivia closed its lakes and asked La Paz for boats. The Coast Guard saved two men.")
    assert items(draft, "Coast Guard") == {"Q900007"}


def test_an_organ_is_left_open_where_several_states_are_spoken_of(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("Bolivia and Peru met in Lima, Peru. The Coast Guard saved two men.")
    assert items(draft, "Coast Guard") <= {None}


def test_in_sport_a_towns_name_is_its_clubs(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("The coach praised the striker after the league match. Dravan won the final in the second half.")
    assert items(draft, "Dravan") == {"Q900009"}


def test_elsewhere_it_is_the_towns(draft_of: Callable[..., Draft]) -> None:
    assert items(draft_of("The river flooded the streets in Dravan on Monday."), "Dravan") <= {"Q900008", None}


def test_a_capital_article_in_mid_sentence_is_part_of_the_name(draft_of: Callable[..., Draft]) -> None:
    draft = draft_of("He told The Associated Press that the deal was off. The Associated Press asked again.")
    assert items(draft, "The Associated Press") == items(draft, "Associated Press") == {"Q40469"}
