"""Fit the calibration of claims again.

    python -m training.calibration --data FOLDER --out extractors/models/calibration.tsv --plot docs/calibration.svg

Claims of the whole reader are judged against gold (`training.judging`), half of the documents of each corpus fit a
ridge logistic regression over the reasons (`extractors.calibration`), the other half tells how well it holds. Written
are the weights that the first half gave, so that the figures are those of what is shipped. numpy only; the same data
and models give the same weights.

With `--kept FILE` the judged claims are kept there, and not read again where the file exists: remove it when the reader
or its models change.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from extractors import LEARNED
from extractors.calibration import BELIEFS, FIXED, NAMES, calibrate_claims, features
from extractors.draft import ClaimDraft, Draft
from extractors.language import BATCH, parse
from kg.model import Span
from training.judging import Case, Said, cases
from training.reliability import bins, calibration_error, plot

RIDGE = 3.0
"""Strength of the pull of all weights towards `BELIEFS`, in claims: what few tell of stays as believed."""
_FIRM = 1e9
"""The pull on what is not fitted."""
_STEPS = 40


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim: where it was read, its features, its confidence by `BELIEFS`, and whether it is right."""

    doc: str
    corpus: str
    predicate: str
    features: dict[str, float]
    confidence: float
    right: bool


def judged(found: Iterable[Case]) -> Iterator[Judged]:
    """The claims of the whole reader that the corpora judge, in the order of the texts."""
    stages = [stage for stage in LEARNED if stage is not calibrate_claims]
    waiting = iter(found)
    while batch := list(islice(waiting, BATCH)):
        for case, doc in zip(batch, parse(c.article.text for c in batch), strict=True):
            draft = Draft(case.article, doc)
            for stage in stages:
                draft = stage(draft)
            yield from _of_case(case, draft)


def _of_case(case: Case, draft: Draft) -> Iterator[Judged]:
    told = [c for c in draft.claims if not c.negated and (c.modality == "actual" or not case.actual)]
    for c in sorted(told, key=lambda c: -c.confidence):
        right = case.judge(_said(draft, c))
        if right is not None:
            # the corpora's sentences were chosen for what they say, so what open text takes off is no matter here
            known = {
                name: round(value, 4) for name, value in features(draft, c).items() if name not in ("unasked", "loose")
            }
            yield Judged(case.doc, case.corpus, c.predicate, known, round(c.confidence, 4), right)
            if case.one:
                return


def _said(draft: Draft, c: ClaimDraft) -> Said:
    def mentions(entity: int | None) -> tuple[Span, ...]:
        return tuple(m.span for m in draft.entities[entity].mentions) if entity is not None else ()

    return Said(c.predicate, c.subject_span, c.object_span, mentions(c.subject), mentions(c.object))


def matrix(claims: Sequence[Judged]) -> NDArray[np.float64]:
    """One row a claim, one column a feature."""
    return np.array([[c.features.get(name, 0.0) for name in NAMES] for c in claims]).reshape(len(claims), len(NAMES))


def rights(claims: Sequence[Judged]) -> NDArray[np.float64]:
    """1 for each claim that is right, else 0."""
    return np.array([float(c.right) for c in claims])


def fit(claims: Sequence[Judged]) -> dict[str, float]:
    """The weights of greatest likelihood, pulled towards `BELIEFS`, by Newton's method.

    A corpus weighs as the root of its claims: the largest does not drown the rest, and few claims do not outvote many.
    """
    x, y = matrix(claims), rights(claims)
    sizes = Counter(c.corpus for c in claims)
    share = np.array([sizes[c.corpus] ** -0.5 for c in claims])
    share *= len(claims) / max(share.sum(), 1e-9)
    believed = np.array([BELIEFS.get(name, 0.0) for name in NAMES])
    stays = np.diag([_FIRM if name in FIXED else 0.0 for name in NAMES])
    w = believed.copy()
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        pull = RIDGE * np.eye(len(NAMES)) + stays
        gradient = x.T @ (share * (y - p)) - pull @ (w - believed)
        curvature = (x.T * (share * p * (1 - p))) @ x + pull
        step = np.linalg.solve(curvature, gradient)
        w = w + step * min(1.0, 2.0 / max(float(np.abs(step).max()), 1e-9))
    return {name: round(float(value), 3) for name, value in zip(NAMES, w, strict=True)}


def confidences(claims: Sequence[Judged], weights: dict[str, float]) -> NDArray[np.float64]:
    """How sure the reader is of each claim with these weights, rounded as it rounds them."""
    line = matrix(claims) @ np.array([weights.get(name, 0.0) for name in NAMES])
    return np.asarray(np.round(1 / (1 + np.exp(-np.clip(line, -30, 30))), 2))


def is_fitted(doc: str) -> bool:
    """Whether a document is one of the half that is fitted on."""
    return crc32(doc.encode()) // 101 % 2 == 0


def report(claims: Sequence[Judged], weights: dict[str, float]) -> Iterator[str]:
    """Lines: for each corpus and all, how many claims were held out, how many right, and the calibration errors."""
    yield "corpus                claims  right  error before  error after"
    for corpus in (*dict.fromkeys(c.corpus for c in claims), "all"):
        part = [c for c in claims if corpus in (c.corpus, "all")]
        before = bins(np.array([c.confidence for c in part]), rights(part))
        after = bins(confidences(part, weights), rights(part))
        errors = f"{calibration_error(before):.3f}         {calibration_error(after):.3f}"
        yield f"{corpus:20}  {len(part):6}  {rights(part).mean():.3f}  {errors}"
    told = Counter(c.predicate for c in claims)
    yield "predicates judged: " + ", ".join(f"{name} {n}" for name, n in sorted(told.items()))


def write(path: Path, weights: dict[str, float]) -> None:
    """The table that the reader loads, rounded so that machines agree on its bytes."""
    head = "# The weights of what makes a claim sure (extractors/calibration.py), made by training/calibration.py."
    rows = [f"{name}\t{weights.get(name, 0.0):.3f}" for name in NAMES]
    path.write_text("\n".join([head, "feature\tweight", *rows]) + "\n", encoding="utf-8")


def _collected(folder: Path, kept: Path | None, limit: int) -> list[Judged]:
    """The judged claims: those kept, else read now and kept."""
    if kept is not None and kept.is_file():
        return [Judged(**json.loads(line)) for line in kept.read_text(encoding="utf-8").splitlines()]
    found = list(judged(_some(cases(folder), limit)))
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("".join(json.dumps(asdict(c)) + "\n" for c in found), encoding="utf-8")
    return found


def _some(found: Iterable[Case], limit: int) -> Iterator[Case]:
    """Of each corpus so many texts at most; 0 means all."""
    taken: Counter[str] = Counter()
    for case in found:
        taken[case.corpus] += 1
        if not limit or taken[case.corpus] <= limit:
            yield case


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the corpora, NAME.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help="the table of weights to write")
    parser.add_argument("--plot", type=Path, help="the reliability plot to write, an SVG")
    parser.add_argument("--kept", type=Path, help="where the judged claims are kept; read from there if it exists")
    parser.add_argument("--limit", type=int, default=0, help="texts of each corpus at most, for a try")
    args = parser.parse_args()
    found = _collected(args.data, args.kept, args.limit)
    told = [c for c in found if not c.features.get("rule alone")]
    weights = fit([c for c in told if is_fitted(c.doc)])
    rest = [c for c in told if not is_fitted(c.doc)]
    alone = [c for c in found if c.features.get("rule alone")]
    right = f"{int(rights(alone).sum())} of {len(alone)}" if alone else "none"
    sys.stdout.write(f"told by rules alone, not fitted: {right} are marked\n")
    sys.stdout.write("\n".join(report(rest, weights)) + "\n")
    write(args.out, weights)
    if args.plot:
        drawn = plot(bins(confidences(rest, weights), rights(rest)), "Confidence and how often it is right")
        args.plot.write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
