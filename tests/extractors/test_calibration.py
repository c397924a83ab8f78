"""One verdict: reasons taken at their word without data, and what the table may hold."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import LEARNED, encoder
from extractors.calibration import (
    BELIEFS,
    FAMILIES,
    FILE,
    NAMES,
    calibrate_claims,
    family,
    features,
    logit,
    probability,
    weights,
)
from extractors.draft import ClaimDraft, Draft
from kg.errors import DataError
from kg.model import GivenMention, Reason, Span

BELIEVED = {name: BELIEFS.get(name, 0.0) for name in NAMES} | {"unasked": 0.0}
TEXT = "Egypt backs Sudan. It accused Libya."
chances = st.floats(0.02, 0.98)


def claim(*reasons: tuple[str, float], **fields: object) -> ClaimDraft:
    why = tuple(Reason(kind, kind, sure) for kind, sure in reasons)  # type: ignore[arg-type]
    made = ClaimDraft(0, "supports", 1, Span(0, 5), Span(6, 11), Span(12, 17), 0.5, "relations", reasons=why)
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def draft(draft_of: Callable[..., Draft]) -> Draft:
    return draft_of(TEXT)


def sure(draft: Draft, *reasons: tuple[str, float]) -> float:
    return probability(features(draft, claim(*reasons)), BELIEVED)


@pytest.mark.parametrize("kind", ["rule", "learned"])
@pytest.mark.parametrize("chance", [0.05, 0.4, 0.55, 0.8, 0.95])
def test_without_data_a_lone_reason_is_taken_at_its_word(draft: Draft, kind: str, chance: float) -> None:
    assert sure(draft, (kind, chance)) == pytest.approx(chance, abs=0.011)


def test_two_that_agree_are_surer_than_either(draft: Draft) -> None:
    assert sure(draft, ("rule", 0.8), ("learned", 0.7)) > 0.8
    assert sure(draft, ("rule", 0.8), ("learned", 0.1)) < 0.8


@given(chances, chances)
def test_a_surer_reason_never_makes_it_less_sure(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert probability({"rule": logit(low)}, BELIEVED) <= probability({"rule": logit(high)}, BELIEVED)


@given(st.dictionaries(st.sampled_from(NAMES), st.floats(-50, 50)), st.dictionaries(st.sampled_from(NAMES), chances))
def test_whatever_the_weights_it_is_a_probability_of_two_places(said: dict[str, float], w: dict[str, float]) -> None:
    found = probability(said, {name: w.get(name, 0.0) for name in NAMES})
    assert 0 <= found <= 1 and round(found, 2) == found


def test_the_features_of_a_claim(draft: Draft) -> None:
    found = features(draft, claim(("rule", 0.8), ("rule", 0.6), ("learned", 0.5), negated=True, modality="possible"))
    assert list(found) == [name for name in NAMES if name in found]
    assert found["rule"] == pytest.approx(logit(0.8))
    assert "learned" not in found and found["has rule"] == found["both"] == 1.0  # log-odds of 0.5 are 0
    assert {"family relation", "for", "unsure", "negated"} <= set(found)
    assert "unasked" not in found and "unasked" in features(draft, claim(("learned", 0.5)))
    assert features(draft, claim(("rule", 0.8), ("rule", 0.6))) == {"rule alone": logit(0.8)}


def test_what_heads_alone_loosely_tell_of_open_text_is_less_sure(draft: Draft) -> None:
    assert "loose" in features(draft, claim(("learned", 0.6), predicate="consults", extractor="pairs"))
    assert "loose" not in features(draft, claim(("learned", 0.6), predicate="leads", extractor="facts"))
    assert "loose" not in features(draft, claim(("learned", 0.6), ("rule", 0.6), predicate="consults"))


def test_that_heads_faintly_agree_makes_no_rule_less_sure(draft: Draft) -> None:
    draft.claims = [claim(("rule", 0.7), ("learned", 0.2), predicate="locatedIn", extractor="locations")]
    assert calibrate_claims(draft).claims[0].confidence >= 0.7


def test_who_is_only_pointed_at_is_less_sure(draft: Draft) -> None:
    at = TEXT.index("It")
    found = features(draft, claim(("learned", 0.8), subject_span=Span(at, at + 2)))
    assert "pronoun" in found and "pronoun" not in features(draft, claim(("learned", 0.8)))


def test_who_is_asked_of_is_told_of_more_surely(draft_of: Callable[..., Draft]) -> None:
    asked = draft_of(TEXT, GivenMention(0, 5), GivenMention(12, 17))
    assert "unasked" not in features(asked, claim(("learned", 0.8)))


@pytest.mark.parametrize(
    ("extractor", "predicate", "kind", "wanted"),
    [
        ("offices", "leads", "rule", "office"),
        ("events", "attacks", "rule", "event"),
        ("pairs", "positiveTowards", "learned", "side"),
        ("pairs", "consults", "learned", "event"),
        ("facts", "leads", "learned", "relation"),
        ("a plug-in's", "agreesWith", "rule", "other"),
    ],
)
def test_every_claim_has_a_family(extractor: str, predicate: str, kind: str, wanted: str) -> None:
    assert family(claim((kind, 0.5), extractor=extractor, predicate=predicate)) == wanted
    assert wanted in FAMILIES


def test_the_shipped_table_is_whole() -> None:
    rows = (encoder.MODELS / FILE).read_text(encoding="utf-8").splitlines()[2:]
    assert [row.split("\t")[0] for row in rows] == list(NAMES)
    assert list(weights(encoder.MODELS / FILE)) == list(NAMES)


def test_it_comes_when_all_reasons_are_there(draft: Draft) -> None:
    assert LEARNED[-1] is calibrate_claims
    draft.claims = [claim(("rule", 0.8), confidence=0.1)]
    assert calibrate_claims(draft).claims[0].confidence == probability(
        features(draft, claim(("rule", 0.8))), weights(encoder.MODELS / FILE)
    )


@pytest.mark.parametrize(("row", "what"), [("luck\t1", "no feature 'luck'"), ("rule\tmuch", "'much' is no number")])
def test_a_bad_table_is_told(tmp_path: Path, row: str, what: str) -> None:
    (tmp_path / FILE).write_text(f"feature\tweight\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=what):
        weights(tmp_path / FILE)


def told(draft: Draft, **fields: object) -> float:
    return probability(features(draft, claim(("rule", 0.8), **fields)), BELIEVED)


def test_what_somebody_is_said_to_tell_is_less_sure(draft: Draft) -> None:
    assert told(draft, attributions=(0,)) < told(draft) == pytest.approx(0.8, abs=0.011)


def test_what_another_denies_has_surely_been_said(draft: Draft) -> None:
    assert told(draft, attributions=(0,), denied_by=(1,)) == told(draft)


def test_a_side_that_somebody_takes_by_speaking_is_as_sure_as_any(draft: Draft) -> None:
    assert told(draft, attributions=(0,), extractor="offices") == told(draft, extractor="offices")


def test_between_ends_that_were_asked_for_nothing_is_less_sure(draft_of: Callable[..., Draft]) -> None:
    asked = draft_of(TEXT, GivenMention(0, 5, "State"), GivenMention(12, 17, "State"))
    assert told(asked, attributions=(0,)) == told(asked)
