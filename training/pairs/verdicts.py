"""How far the scores can be trusted: for each label a line from score to probability, fitted on what was held out."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.pairs.verdicts import FILE, Verdict
from training.network import Cutter
from training.pairs.examples import Pairs
from training.pairs.labels import FACTS, STANCES
from training.pairs.measure import Rows, facts, macro
from training.pairs.network import PairNetwork

_RIDGE = 4.0
"""Strength of the pull towards a slope of 1 and an offset of 0, in examples."""
_LEAST, _MOST = 0.4, 0.8
"""Nothing is told that is less likely, and all is told that is likelier, whatever the F1."""
_FEW = 12
"""Of a label that holds less often among what is held out, nothing is told."""

Scored = tuple[NDArray[np.float64], NDArray[np.float64]]
"""Scores and whether each holds."""


def stance_scores(rows: Rows, gold: NDArray[np.int64]) -> Mapping[str, Scored]:
    """The log-odds of for and against, each pair read both ways, with whether it is so."""
    found = {}
    for label in ("positive", "negative"):
        k = STANCES.index(label)
        parts = [(_odds(rows, n), gold == n) for n in (k, k + 1)]
        found[label] = (np.concatenate([p for p, _ in parts]), np.concatenate([t for _, t in parts]).astype(float))
    return found


def _odds(rows: Rows, k: int) -> NDArray[np.float64]:
    rest = np.exp(np.delete(rows, k, axis=1)).sum(axis=1)
    return np.asarray(rows[:, k] - np.log(rest))


def fact_scores(network: PairNetwork, unseen: Sequence[Pairs], cutter: Cutter) -> Mapping[str, Scored]:
    """The scores of each fact on documents that the network has not seen, with whether it holds."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in FACTS}
    for _, _, _, row, true, false in facts(network, unseen, cutter):
        for k in (*true, *false):
            found[FACTS[k]].append((float(row[k]), float(k in true)))
    return {name: (np.array([s for s, _ in x]), np.array([t for _, t in x])) for name, x in found.items() if x}


def fit(scored: Scored) -> Verdict | None:
    """The verdict for a label; None for one that holds too seldom to tell."""
    scores, holds = scored
    if holds.sum() < _FEW:
        return None
    slope, offset = _line(scores, holds)
    odds = 1 / (1 + np.exp(-np.clip(slope * scores + offset, -30, 30)))
    best, threshold = 0.0, _MOST
    for t in np.arange(_LEAST, _MOST + 1e-9, 0.02):
        said = odds >= t
        f1 = 2 * float((said & (holds > 0)).sum()) / max(float(said.sum() + holds.sum()), 1.0)
        if f1 > best + 1e-9:
            best, threshold = f1, float(t)
    return Verdict(round(slope, 3), round(offset, 3), round(threshold, 2))


def _line(scores: NDArray[np.float64], holds: NDArray[np.float64]) -> tuple[float, float]:
    """Slope and offset of greatest likelihood, by Newton's method."""
    x, w = np.stack([scores, np.ones_like(scores)], axis=1), np.array([1.0, 0.0])
    prior = np.array([1.0, 0.0])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (holds - p) - _RIDGE * (w - prior)
        curvature = (x.T * (p * (1 - p))) @ x + _RIDGE * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        w = w + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-9))
    return float(w[0]), float(w[1])


def quality(scored: Scored, verdict: Verdict) -> tuple[int, int, int]:
    """How many are right, told, and there to be told."""
    scores, holds = scored
    said = verdict.probabilities(scores) >= verdict.threshold
    return int((said & (holds > 0)).sum()), int(said.sum()), int(holds.sum())


def table(stance: tuple[Rows, NDArray[np.int64]], related: Mapping[str, Scored]) -> dict[str, tuple[Verdict, Scored]]:
    """The verdicts of all labels that are told, with what they were fitted on."""
    whole = {**stance_scores(*stance), **related}
    fitted = {name: fit(scored) for name, scored in whole.items()}
    return {name: (verdict, whole[name]) for name, verdict in fitted.items() if verdict is not None}


def write(folder: Path, fitted: Mapping[str, tuple[Verdict, Scored]]) -> None:
    """The table that the reader loads."""
    head = "# How far the scores of pairs can be trusted (extractors/pairs/verdicts.py), made by training/pairs."
    rows = [f"{name}\t{v.slope:.3f}\t{v.offset:.3f}\t{v.threshold:.2f}" for name, (v, _) in fitted.items()]
    (folder / FILE).write_text("\n".join([head, "label\tslope\toffset\tthreshold", *rows]) + "\n", encoding="utf-8")


def report(fitted: Mapping[str, tuple[Verdict, Scored]], valid: tuple[Rows, NDArray[np.int64]]) -> Iterator[str]:
    """Lines for the model card: what was fitted, and how the stances fare where nothing was learned or fitted."""
    for name, (verdict, scored) in fitted.items():
        right, told, there = quality(scored, verdict)
        parts = right / max(told, 1), right / max(there, 1), 2 * right / max(told + there, 1)
        yield f"| {name} | {verdict.threshold:.2f} | {there} | " + " | ".join(f"{part:.3f}" for part in parts) + " |"
    yield f"stance, valid: macro F1 by argmax {macro(*valid):.3f}"
