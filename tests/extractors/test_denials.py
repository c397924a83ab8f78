"""Who denies what: claims set by hand, marked by what the text says of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.attribution import enclosing, find_attributions
from extractors.denials import apply_denials
from extractors.denials.places import Places
from extractors.draft import ClaimDraft, Draft, Entity, Mention
from extractors.language import parse
from kg.model import Article, Span


def denied(text: str, names: str, *claims: str) -> list[list[str]]:
    """Who denies each claim. `names` are entities separated by commas, each of their places in the text a mention;
    a claim is "subject trigger object", the object perhaps "-"."""
    draft = Draft(Article("a", text), next(parse([text])))
    entities = names.split(",")
    for n, name in enumerate(entities):
        draft.entities.append(Entity(name, "State"))
        draft.add_mentions(mention(draft, start, name, n) for start in places(text, name))
    find_attributions(draft)
    draft.claims = [claim(draft, entities, *c.split()) for c in claims]
    apply_denials(draft)
    return [[entities[n] for n in c.denied_by] for c in draft.claims]


def places(text: str, word: str) -> list[int]:
    return [n for n in range(len(text)) if text.startswith(word, n)]


def mention(draft: Draft, start: int, name: str, entity: int) -> Mention:
    head = draft.tokens(start, start + len(name))[-1].i
    return Mention(start, start + len(name), "name", "State", head=head, entities=[entity])


def claim(draft: Draft, entities: list[str], subject: str, trigger: str, obj: str) -> ClaimDraft:
    start = draft.text.index(trigger)
    span = Span(start, start + len(trigger))
    predicate = "accuses" if trigger.startswith("accus") else "attacks"
    target = entities.index(obj) if obj != "-" else None
    attributions = enclosing(draft, span)
    return ClaimDraft(
        entities.index(subject), predicate, target, None, span, None, 0.9, "hand", attributions=attributions
    )


@pytest.mark.parametrize(
    "denial",
    [
        "Chad denied those reports.",
        "Chad has denied those reports.",
        "Chad denied this.",
        "Chad denied it on Sunday.",
        "Chad rejected the accusation.",
        "Chad dismissed the claims.",
        "Chad dismissed the claims as propaganda.",
        "Chad refuted the allegation.",
        "Chad said the report was untrue.",
        "Chad said that this was not true.",
        "Chad called it a lie.",
        "Chad called the claims false.",
        "Chad said there was no truth in the reports.",
        "Those reports were denied by Chad.",
        "Chad denied any involvement.",
        "Chad denies having done so.",
        "Chad denied the shelling and the reports.",
        "“Nonsense,” Chad said.",
        "Chad said none of it was true.",
        "A denial by Chad came on Sunday.",
    ],
)
def test_a_denial_points_back(denial: str) -> None:
    text = f"Sudan said Chad shelled the town. {denial}"
    assert denied(text, "Sudan,Chad", "Chad shelled -") == [["Chad"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad neither confirmed nor denied the report.",
        "Chad did not deny it.",
        "Chad refused to confirm or deny the reports.",
        "Chad confirmed the report.",
        "Chad rejected the ceasefire.",
        "Chad refused to withdraw.",
        "Chad said the report was true.",
        "Chad said its army had been misled by lies.",
        "Chad denied visas to the reporters.",
        "Chad denied them visas.",
        "Chad may deny it.",
        "Chad is expected to deny the report.",
        "Chad first denied it, but later admitted it.",
        "Chad rejected the agreement.",
        "Chad dismissed fears of a famine.",
        "Chad said it was untrue that the rains had failed.",
        "Sudan demanded a denial.",
    ],
)
def test_silence(sentence: str) -> None:
    text = f"Sudan said Chad shelled the town. {sentence}"
    assert denied(text, "Sudan,Chad", "Chad shelled -") == [[]]


def test_a_denial_marks_what_it_holds() -> None:
    assert denied("Chad denied that its army shelled the town.", "Chad", "Chad shelled -") == [["Chad"]]
    assert denied("Chad denied shelling the town.", "Chad", "Chad shelling -") == [["Chad"]]


def test_rejecting_a_claim_marks_what_the_claim_holds() -> None:
    text = "Chad rejected the claim that its army shelled the town."
    assert denied(text, "Chad", "Chad shelled -") == [["Chad"]]


def test_rejecting_something_else_marks_nothing() -> None:
    text = "Chad condemned the raid in which Sudan shelled the town."
    assert denied(text, "Chad,Sudan", "Sudan shelled -") == [[]]


def test_the_accused_denies_the_deed_not_the_accusation() -> None:
    text = "Sudan accused Chad of arming the rebels. Chad denied the accusation."
    assert denied(text, "Sudan,Chad", "Sudan accused Chad", "Chad arming -") == [[], ["Chad"]]


def test_a_relative_clause_denies() -> None:
    text = "Sudan says Chad armed the rebels, a claim that Chad denies."
    assert denied(text, "Sudan,Chad", "Chad armed -") == [["Chad"]]


def test_nobody_denies_what_they_say_themselves() -> None:
    text = "Chad said Sudan shelled the town. Chad denied the reports."
    assert denied(text, "Sudan,Chad", "Sudan shelled -") == [[]]


def test_the_nearest_sentence_is_meant() -> None:
    text = "Sudan said Chad shelled the town. Sudan said Chad bombed the bridge. Chad denied the report."
    assert denied(text, "Sudan,Chad", "Chad shelled -", "Chad bombed -") == [[], ["Chad"]]


def test_every_claim_of_the_sentence_is_meant() -> None:
    text = "Rebels claimed they downed two drones and destroyed a tank. Chad has denied those reports."
    assert denied(text, "Rebels,Chad", "Rebels downed Chad", "Rebels destroyed Chad") == [["Chad"], ["Chad"]]


def test_a_denial_reaches_no_further_than_three_sentences() -> None:
    text = "Sudan said Chad shelled the town. It rained. It snowed. It thawed. Chad denied the report."
    assert denied(text, "Sudan,Chad", "Chad shelled -") == [[]]


def test_the_voice_of_the_article_is_denied_by_whom_it_speaks_of() -> None:
    assert denied("Chad shelled the town. Chad denied it.", "Chad", "Chad shelled -") == [["Chad"]]
    assert denied("Chad shelled the town. Mali denied it.", "Chad,Mali", "Chad shelled -") == [[]]


def test_no_claims_no_work() -> None:
    assert denied("Chad denied it.", "Chad") == []


CHARGES = st.sampled_from(("Sudan said Chad shelled the town.", "Chad shelled the town, Sudan said."))
FILLERS = st.lists(st.sampled_from(("It rained.", "The road is closed.", "Traders left.")), max_size=5)
DENIALS = st.sampled_from(("Chad denied the report.", "Sudan denied the report.", "Nobody denied the report."))


@settings(max_examples=25, deadline=None)
@given(CHARGES, FILLERS, DENIALS)
def test_only_the_accused_denies_and_only_near_by(charge: str, between: list[str], denial: str) -> None:
    text = " ".join([charge, *between, denial])
    expected = ["Chad"] if denial.startswith("Chad") and len(between) < 3 else []
    assert denied(text, "Sudan,Chad", "Chad shelled -") == [expected]


@given(
    st.lists(st.integers(0, 50)),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=3),
)
def test_places_finds_what_begins_in_a_stretch_in_order(starts: list[int], stretches: list[tuple[int, int]]) -> None:
    found = Places((start, n) for n, start in enumerate(starts)).within(*stretches)
    assert found == [n for n, start in enumerate(starts) if any(a <= start < b for a, b in stretches)]
