"""How far the scores can be trusted: for each label a line from score to probability, fitted on what was held out."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.pairs.verdicts import FILE, Verdict, crowd
from training.network import Cutter
from training.pairs.examples import Pairs
from training.pairs.labels import FACTS, RELATIONS, STANCES
from training.pairs.measure import Rows, facts, macro, pair_stances
from training.pairs.network import PairNetwork

_RIDGE = 4.0
"""Strength of the pull towards a slope of 1 and an offset of 0, in examples."""
_LEAST, _MOST = 0.2, 0.8
"""Nothing is told that is less likely, and all is told that is likelier, whatever the F1."""
_FEW = 12
"""Of a label that holds less often among what is held out, nothing is told."""

IN_REPORTS: Mapping[str, tuple[str, ...]] = {
    "positive": ("Likes", "AlliesOf"), "negative": ("Dislikes", "FightingAgainst"), "leads": ("InChargeOf",),
    **dict.fromkeys(("affiliatedWith", "memberOf", "ownedBy", "partOf"), ("BelongsTo",)),
    **dict.fromkeys(("basedIn", "locatedIn"), ("CoLocated",)),
}  # fmt: skip
"""What re3d calls the labels that others teach: how far these can be trusted in reports of conflicts is fitted too."""

Column = NDArray[np.float64]
Scored = tuple[Column, Column, Column]
"""Scores, the crowd that each pair stands in (`extractors.pairs.verdicts.crowd`), and whether each holds."""


def stance_scores(rows: Rows, gold: NDArray[np.int64]) -> Mapping[str, Scored]:
    """The log-odds of for and against, each pair read both ways, with whether it is so; the texts ask of one pair."""
    found = {}
    for label in ("positive", "negative"):
        k = STANCES.index(label)
        odds = np.concatenate([stance_odds(rows, n) for n in (k, k + 1)])
        holds = np.concatenate([gold == n for n in (k, k + 1)]).astype(float)
        found[label] = odds, np.zeros_like(odds), holds
    return found


def stance_odds(rows: Rows, k: int) -> Column:
    """The log-odds of a stance, from the log-probabilities of all."""
    rest = np.exp(np.delete(rows, k, axis=1)).sum(axis=1)
    return np.asarray(rows[:, k] - np.log(rest))


def fact_scores(network: PairNetwork, unseen: Sequence[Pairs], cutter: Cutter) -> Mapping[str, Scored]:
    """The scores of each fact on documents that the network has not seen, with whether it holds."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in FACTS}
    for e, _, _, row, true, false in facts(network, unseen, cutter):
        for k in (*true, *false):
            found[FACTS[k]].append((float(row[k]), crowd(len(e.relations)), float(k in true)))
    return {name: _columns(x) for name, x in found.items() if x}


def in_reports(network: PairNetwork, examples: Sequence[Pairs], cutter: Cutter) -> Mapping[str, Scored]:
    """The scores of `IN_REPORTS` on the documents of re3d, which taught the network nothing."""
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in IN_REPORTS}
    rows = list(facts(network, examples, cutter))
    for (e, _, _, row, true, _), stance in zip(rows, pair_stances(network, examples, cutter), strict=True):
        holds = {RELATIONS[k] for k in true}
        for name, labels in IN_REPORTS.items():
            score = row[FACTS.index(name)] if name in FACTS else stance_odds(stance[None], STANCES.index(name))[0]
            right = any(f"re3d {label}" in holds for label in labels)
            found[name].append((float(score), crowd(len(e.relations)), float(right)))
    return {name: _columns(x) for name, x in found.items()}


def _columns(found: Sequence[tuple[float, float, float]]) -> Scored:
    scores, crowds, holds = np.array(found).T
    return scores, crowds, holds


def together(*parts: Mapping[str, Scored]) -> dict[str, Scored]:
    """The scores of each label from all that judges it."""
    names = dict.fromkeys(name for part in parts for name in part)
    own = {name: [part[name] for part in parts if name in part] for name in names}
    return {name: _columns(np.concatenate([np.stack(x, axis=1) for x in several])) for name, several in own.items()}


def fit(scored: Scored) -> Verdict | None:
    """The verdict for a label; None for one that holds too seldom to tell."""
    scores, crowds, holds = scored
    if holds.sum() < _FEW:
        return None
    x = np.stack([scores, crowds, np.ones_like(scores)], axis=1)
    line = _line(x, holds)
    odds = 1 / (1 + np.exp(-np.clip(x @ line, -30, 30)))
    best, threshold = 0.0, _MOST
    for t in np.arange(_LEAST, _MOST + 1e-9, 0.02):
        said = odds >= t
        f1 = 2 * float((said & (holds > 0)).sum()) / max(float(said.sum() + holds.sum()), 1.0)
        if f1 > best + 1e-9:
            best, threshold = f1, float(t)
    slope, crowded, offset = (round(float(v), 3) for v in line)
    return Verdict(slope, crowded, offset, round(threshold, 2))


def _line(x: NDArray[np.float64], holds: Column) -> Column:
    """The weights of greatest likelihood for score, crowd and 1, by Newton's method."""
    prior = np.array([1.0, 0.0, 0.0])
    w = prior.copy()
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (holds - p) - _RIDGE * (w - prior)
        curvature = (x.T * (p * (1 - p))) @ x + _RIDGE * np.eye(3)
        step = np.linalg.solve(curvature, gradient)
        w = w + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-9))
    return np.asarray(w)


def quality(scored: Scored, verdict: Verdict) -> tuple[int, int, int]:
    """How many are right, told, and there to be told."""
    scores, crowds, holds = scored
    said = verdict.probabilities(scores, crowds) >= verdict.threshold
    return int((said & (holds > 0)).sum()), int(said.sum()), int(holds.sum())


def table(scored: Mapping[str, Scored]) -> dict[str, tuple[Verdict, Scored]]:
    """The verdicts of all labels that are told, with what they were fitted on."""
    fitted = {name: fit(own) for name, own in scored.items()}
    return {name: (verdict, scored[name]) for name, verdict in fitted.items() if verdict is not None}


def write(folder: Path, fitted: Mapping[str, tuple[Verdict, Scored]]) -> None:
    """The table that the reader loads."""
    head = "# How far the scores of pairs can be trusted (extractors/pairs/verdicts.py), made by training/pairs."
    rows = [
        f"{name}\t{v.slope:.3f}\t{v.crowd:.3f}\t{v.offset:.3f}\t{v.threshold:.2f}" for name, (v, _) in fitted.items()
    ]
    (folder / FILE).write_text(
        "\n".join([head, "label\tslope\tcrowd\toffset\tthreshold", *rows]) + "\n", encoding="utf-8"
    )


def report(fitted: Mapping[str, tuple[Verdict, Scored]], valid: tuple[Rows, NDArray[np.int64]]) -> Iterator[str]:
    """Lines for the model card: what was fitted, and how the stances fare where nothing was learned or fitted."""
    for name, (verdict, scored) in fitted.items():
        right, told, there = quality(scored, verdict)
        parts = right / max(told, 1), right / max(there, 1), 2 * right / max(told + there, 1)
        yield f"| {name} | {verdict.threshold:.2f} | {there} | " + " | ".join(f"{part:.3f}" for part in parts) + " |"
    yield f"stance, valid: macro F1 by argmax {macro(*valid):.3f}"
