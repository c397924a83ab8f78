"""From frames to claims: which fillers become the ends, and what the ends must be."""

from collections.abc import Callable

import pytest

from extractors import lexicon
from extractors.claims import EVENTS, has_class, is_event
from extractors.draft import ClaimDraft, Draft
from extractors.events import read_events
from extractors.fillers import fillers
from extractors.frames import build_frames
from extractors.relations import read_relations
from kg import vocabulary

Make = Callable[..., Draft]
Triple = tuple[str, str, str | None]


def read(make: Make, text: str) -> Draft:
    draft = make(text)
    for stage in (build_frames, read_relations, read_events):
        draft = stage(draft)
    return draft


def triple(draft: Draft, c: ClaimDraft) -> Triple:
    return draft.entities[c.subject].name, c.predicate, draft.entities[c.object].name if c.object is not None else None


def triples(make: Make, text: str) -> list[Triple]:
    draft = read(make, text)
    return [triple(draft, c) for c in draft.claims]


def test_relations_and_events_are_told_apart() -> None:
    assert is_event("attacks") and not is_event("supports")
    assert set(vocabulary.PREDICATES) >= EVENTS and len(EVENTS) == 16
    assert len({vocabulary.predicate(name).plover for name in EVENTS}) == 16


def test_each_stage_names_itself(draft_of: Make) -> None:
    draft = read(draft_of, "Egypt supports Sudan. Egypt accused Libya of theft.")
    assert {(c.predicate, c.extractor) for c in draft.claims} == {("supports", "relations"), ("accuses", "events")}


def test_coordinated_ends_give_a_claim_each(draft_of: Make) -> None:
    found = triples(draft_of, "Egypt and Sudan accused Libya and Chad.")
    assert set(found) == {(a, "accuses", b) for a in ("Egypt", "Sudan") for b in ("Libya", "Chad")}


def test_each_other(draft_of: Make) -> None:
    found = triples(draft_of, "Egypt and Sudan accused each other.")
    assert set(found) == {("Egypt", "accuses", "Sudan"), ("Sudan", "accuses", "Egypt")}


def test_among_themselves(draft_of: Make) -> None:
    assert ("Egypt", "consults", "Sudan") in triples(draft_of, "Egypt and Sudan met.")


@pytest.mark.parametrize("text", ["Egypt accused Egypt.", "Egypt supports its army."])
def test_nobody_does_anything_to_oneself(draft_of: Make, text: str) -> None:
    assert all(a != b for a, _, b in triples(draft_of, text))


@pytest.mark.parametrize(
    "text",
    [
        "The sun accused the moon.",
        "Somebody supports something.",
        "Support was offered.",
        "An attack is a bad plan.",
        "",
    ],
)
def test_words_without_actors_claim_nothing(draft_of: Make, text: str) -> None:
    assert triples(draft_of, text) == []


def test_a_state_is_not_what_lies_in_it(draft_of: Make) -> None:
    """Who supports a club in a state does not support the state; who bombs a town in it does strike it."""
    assert triples(draft_of, "Egypt supports a club in Libya.") == []
    assert ("Egypt", "attacks", "Libya") in triples(draft_of, "Egypt bombed targets in Libya.")


def test_spans_are_those_of_the_text(draft_of: Make) -> None:
    draft = read(draft_of, "Egypt supports Sudan.")
    (claim,) = draft.claims
    spans = (claim.subject_span, claim.trigger, claim.object_span)
    assert [draft.text[s.start : s.end] for s in spans if s is not None] == ["Egypt", "supports", "Sudan"]


def test_negation_and_modality_are_the_frames(draft_of: Make) -> None:
    (claim,) = [c for c in read(draft_of, "Egypt will not accuse Sudan.").claims if c.predicate == "accuses"]
    assert (claim.negated, claim.modality) == (True, "future")


def test_who_does_not_back_someone_turns_them_down(draft_of: Make) -> None:
    found = {(c.predicate, c.negated): c.confidence for c in read(draft_of, "Egypt does not support Sudan.").claims}
    assert found["rejects", False] < found["supports", True]


def test_confidence_is_the_rules_at_most(draft_of: Make) -> None:
    draft = read(draft_of, "Egyptian helicopters bombed the offices of the Libyan ministry. Egypt supports Sudan.")
    best = max(r.confidence for some in lexicon.predicates().rules.values() for r in some)
    assert draft.claims and all(0 < c.confidence <= best for c in draft.claims)


@pytest.mark.parametrize(
    ("type_", "wanted", "is_so"),
    [
        ("State", "Actor", True),
        ("State", "Place", True),
        ("City", "Place", True),
        ("City", "Actor", False),
        ("Person", "Group", False),
        ("Alliance", "Group", True),
        ("Person", "People", True),
        ("Conflict", "Conflict", True),
        ("Government", "Organisation", True),
        ("Organisation", "Government", False),
    ],
)
def test_classes(type_: str, wanted: str, is_so: bool) -> None:
    assert has_class(type_, wanted) is is_so


@pytest.mark.parametrize(
    ("text", "word", "name", "via"),
    [
        ("Egypt left.", "Egypt", "Egypt", ""),
        ("Egypt's plan failed.", "plan", "Egypt", "poss"),
        ("Egyptian plans failed.", "plans", "Egypt", "amod"),
        ("The plan of Egypt failed.", "plan", "Egypt", "of"),
    ],
)
def test_fillers(draft_of: Make, text: str, word: str, name: str, via: str) -> None:
    draft = draft_of(text)
    token = next(t.i for t in draft.doc if t.text == word)
    (found,) = fillers(draft, token)
    assert (draft.entities[found.entity].name, found.via) == (name, via)


def test_the_further_the_owner_the_less_sure(draft_of: Make) -> None:
    draft = draft_of("Egypt left. The plan of Egypt failed.")
    here, owned = (fillers(draft, next(t.i for t in draft.doc if t.text == w))[0] for w in ("Egypt", "plan"))
    assert 0 < owned.weight < here.weight <= 1


@pytest.mark.parametrize("word", ["plan", "failed", "The"])
def test_nobody_fills_other_words(draft_of: Make, word: str) -> None:
    draft = draft_of("The plan failed in the rain.")
    assert fillers(draft, next(t.i for t in draft.doc if t.text == word)) == []
