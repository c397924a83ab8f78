"""Events that no rule tells: the head's classes of main verbs, and when it is not asked."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from extractors import FAST, LEARNED, eventhead, reader
from extractors.claims import EVENTS
from extractors.draft import Draft
from extractors.eventhead import FEATURES, EventHead
from extractors.faint import FAINT
from extractors.untold import PREDICATES, UNTOLD
from kg.errors import DataError
from kg.model import Article, Claim

Read = Callable[[str], list[Claim]]


@pytest.fixture(scope="module")
def read() -> Read:
    whole = reader(LEARNED)

    def claims(text: str) -> list[Claim]:
        return [c for c in whole.read(Article("a", text)).claims if c.extractor == UNTOLD]

    return claims


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Burundi scoffed at the offer from Rwanda.", "rejects"),
        ("Sweden earmarked three hospitals for the wounded of Syria.", "aids"),
        ("Kenya was engaged in house-to-house killings in Somalia.", "attacks"),
        ("Tunisia will strafe the camps of Al-Qaeda.", "threatens"),
        ("Burundi will not lend its ear to Rwanda.", "rejects"),
    ],
)
def test_a_verb_that_the_lexicon_lacks(read: Read, text: str, predicate: str) -> None:
    found = read(text)
    assert [c.predicate for c in found] == [predicate]
    assert found[0].object is not None
    assert 0 < found[0].confidence < FAINT
    assert [(r.kind, r.name) for r in found[0].reasons] == [("learned", predicate)]


def test_who_stands_beside_the_event_is_not_its_other_end(read: Read) -> None:
    (found,) = read("Sudan handed blankets and tents to the homeless after an attack by Chad.")
    assert (found.predicate, found.object) == ("aids", None)


@pytest.mark.parametrize(
    "text",
    [
        "Burundi did not scoff at the offer from Rwanda.",
        "Burundi might scoff at the offer from Rwanda.",
        "Did Burundi scoff at the offer from Rwanda?",
        "A baker scoffed at the offer from Rwanda.",
        "Norway is a country in Europe.",
        "Benin hopes for rain.",
        "Chad beat Mali 3-0 in the final of the cup.",
        "Rwanda bombed Goma.",
        "Portugal expressed condolences to Morocco after the flood.",
    ],
)
def test_silence(read: Read, text: str) -> None:
    assert read(text) == []


def test_the_reader_without_learned_pairs_asks_no_head() -> None:
    assert reader(FAST).read(Article("a", "Burundi scoffed at the offer from Rwanda.")).claims == ()


def test_the_main_verb_is_below_who_tells_it(draft_of: Callable[..., Draft]) -> None:
    tree = draft_of("Officials said that Norway scoffed at the offer.").tree
    assert tree.words[eventhead.main_verb(tree, 0, len(tree.heads))] == "scoffed"


def test_each_class_has_its_predicate() -> None:
    assert set(PREDICATES.values()) == EVENTS
    assert set(eventhead.shipped().classes) == {*PREDICATES, eventhead.NONE}


def test_a_head_is_what_was_saved(tmp_path: Path) -> None:
    weight = np.zeros((2, FEATURES), np.float32)
    weight[1, 0] = 4.0
    EventHead(["AID", "NONE"], weight, np.array([1.0, 0.0], np.float32)).save(tmp_path / "events.npz")
    head = eventhead._at(tmp_path / "events.npz")
    seen = np.zeros(FEATURES, np.float32)
    assert head.best(seen) == ("AID", 0.73)
    seen[0] = 1.0
    assert head.best(seen) == ("NONE", 0.95)


def test_a_missing_head_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot read the event head"):
        eventhead._at(tmp_path / "events.npz")
