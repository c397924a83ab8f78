"""One verdict: how likely a claim is right, from all the reasons for it and from what it is.

A small logistic model over the reasons: the log-odds of the surest rule and of the surest learned score, whether both
say it, what kind of claim it is, and what makes a claim doubtful whoever reads it. `models/calibration.tsv` holds the
weights, which `training/calibration.py` fits on claims judged against gold. Where they are those of `BELIEFS`, a lone
reason's confidence stays as it is, and two that agree come to about what they would if each erred by itself.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from extractors import encoder
from extractors.apart import is_apart
from extractors.claims import is_event
from extractors.draft import ClaimDraft, Draft
from extractors.pairs.verdicts import STANDING
from kg import resources, vocabulary

FILE = "calibration.tsv"
FAMILIES = ("event", "relation", "office", "place", "origin", "organ", "speech act", "side", "other")
"""What a claim is, by the part of the reader that found it; "side" is who is for or against whom and no more."""
NAMES = (
    "rule alone", "bias", "rule", "learned", "has rule", "both", *(f"family {name}" for name in FAMILIES),
    "for", "against", "pronoun", "nominal", "no object", "unsure", "negated", "unasked", "apart",
    "voiced", "voiced fact", "loose",
)  # fmt: skip
"""The features, in the order of the table."""
BELIEFS: Mapping[str, float] = {
    "rule alone": 1.0,
    "rule": 1.0,
    "learned": 1.0,
    "both": 1.0,
    "unasked": -1.0,
    "apart": -1.0,
    "voiced": -0.4,
    "voiced fact": -1.2,
    "loose": -1.2,
}
"""What the weights are without data: reasons are taken at their word, and that two agree speaks for itself."""
FIXED = ("rule alone", "unasked", "apart", "voiced", "voiced fact", "loose")
"""What no corpus tells, and reading news by eye does: annotators leave out much of what rules read and is there, and
they choose sentences in which more is said than in others. A rule alone is believed as it was set by such reading."""
_OF_EXTRACTOR = {
    "offices": "office", "locations": "place", "origins": "origin", "organs": "organ", "speech acts": "speech act",
    "events": "event", "relations": "relation",
}  # fmt: skip
_SIDES = ("positiveTowards", "negativeTowards")
_LOOSE = frozenset((*_SIDES, "consults"))
"""What learned heads alone tell of open text and is wrong more often than right when read by eye: that two stand in one
sentence with a word of speech or of blame."""
_FAR = 0.01
"""No reason counts for more than 1 - `_FAR`, and none for less than `_FAR`."""


def calibrate_claims(draft: Draft) -> Draft:
    """Give each claim the confidence that its reasons come to. Raises DataError where the table is missing or bad."""
    known = weights(encoder.MODELS / FILE)
    for claim in draft.claims:
        claim.confidence = max(probability(said, known) for said in _verdicts(draft, claim))
    return draft


def _verdicts(draft: Draft, claim: ClaimDraft) -> Iterator[dict[str, float]]:
    """The features of a claim, and in open text those of its rules alone: that learned heads say so too, if faintly,
    makes nothing less sure there (of such claims 18 of 22 were right when read by eye)."""
    yield features(draft, claim)
    rules = tuple(r for r in claim.reasons if r.kind == "rule")
    if rules and not _is_asked(draft, claim):
        yield features(draft, replace(claim, reasons=rules))


def probability(said: Mapping[str, float], known: Mapping[str, float]) -> float:
    """How likely a claim with these features is right, rounded so that machines agree."""
    line = sum(value * known[name] for name, value in said.items())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, line)))), 2)


def features(draft: Draft, claim: ClaimDraft) -> dict[str, float]:
    """The features of a claim that are not 0, in the order of `NAMES`."""
    voiced = _is_voiced(draft, claim)
    if all(r.kind == "rule" for r in claim.reasons):
        alone = {"rule alone": logit(max(r.confidence for r in claim.reasons))}
        return alone | ({"voiced": 1.0} if voiced else {})
    found = _of_reasons(claim) | {f"family {family(claim)}": 1.0}
    valence = vocabulary.valence(claim.predicate)
    kinds = _kinds(draft, claim)
    unasked = not found["has rule"] and not _is_asked(draft, claim)
    found |= {
        "for": float(valence > 0), "against": float(valence < 0),
        "pronoun": float("pronoun" in kinds), "nominal": float("nominal" in kinds),
        "no object": float(claim.object is None), "unsure": float(claim.modality != "actual"),
        "negated": float(claim.negated), "unasked": float(unasked),
        "apart": _apart(draft, claim) if unasked else 0.0,
        "voiced": float(voiced), "voiced fact": float(voiced and claim.extractor == "facts"),
        "loose": float(unasked and claim.predicate in _LOOSE),
    }  # fmt: skip
    return {name: found[name] for name in NAMES if found.get(name)}


def _apart(draft: Draft, claim: ClaimDraft) -> float:
    """1 where the sentence does not join the ends; 2 for citizens, who are told of in one phrase or not at all."""
    apart = claim.predicate in STANDING and is_apart(draft, claim)
    return float(apart) * (2.0 if claim.predicate == "citizenOf" else 1.0)


def _of_reasons(claim: ClaimDraft) -> dict[str, float]:
    rule = max((r.confidence for r in claim.reasons if r.kind == "rule"), default=None)
    learned = max((r.confidence for r in claim.reasons if r.kind == "learned"), default=None)
    return {
        "bias": 1.0,
        "rule": 0.0 if rule is None else logit(rule), "learned": 0.0 if learned is None else logit(learned),
        "has rule": float(rule is not None), "both": float(rule is not None and learned is not None),
    }  # fmt: skip


def family(claim: ClaimDraft) -> str:
    """Which of `FAMILIES` a claim belongs to."""
    if claim.predicate in _SIDES:
        return "side"
    if claim.extractor in _OF_EXTRACTOR:
        return _OF_EXTRACTOR[claim.extractor]
    if all(r.kind == "learned" for r in claim.reasons):
        return "event" if is_event(claim.predicate) else "relation"
    return "other"


def _is_voiced(draft: Draft, claim: ClaimDraft) -> bool:
    """Whether somebody is said to tell the claim: one more thing that may be wrong with it. Where somebody stands in
    what he says is as sure as elsewhere, and what another denies has surely been said."""
    told = claim.extractor in ("events", "relations", "pairs", "facts") and bool(claim.attributions)
    return told and not claim.denied_by and not _is_asked(draft, claim)


def _is_asked(draft: Draft, claim: ClaimDraft) -> bool:
    """Whether the caller marked both ends, and so asks of them."""
    spans = {claim.subject_span, claim.object_span}
    return len(spans & {m.span for m in draft.mentions if m.given}) == len(spans)


def _kinds(draft: Draft, claim: ClaimDraft) -> set[str]:
    """How the ends are spoken of where the claim stands."""
    spans = [span for span in (claim.subject_span, claim.object_span) if span is not None]
    return {m.kind for span in spans for i in draft.indices(*span) for m in draft.mentions_at(i) if m.span == span}


def logit(probability: float) -> float:
    """The log-odds, of what is never wholly sure."""
    p = min(max(probability, _FAR), 1 - _FAR)
    return math.log(p / (1 - p))


@cache
def weights(path: Path) -> Mapping[str, float]:
    """The table by feature. Raises DataError where it is missing or bad."""
    found: dict[str, float] = {}
    for row in resources.table(path, ("feature", "weight")):
        if row["feature"] not in NAMES:
            raise row.error(f"there is no feature {row['feature']!r}")
        try:
            found[row["feature"]] = float(row["weight"])
        except ValueError as cause:
            raise row.error(f"the weight {row['weight']!r} is no number") from cause
    return {name: found.get(name, 0.0) for name in NAMES}
