"""Fit the weights of the linker again: `python -m training.linking --data FOLDER --out extractors/models/linking.tsv`.

Learned from the mentions of KnowledgeNet (with items) and GUM (with Wikipedia titles), once with the index in use and
once with the gazetteer alone, so that the odds hold with and without an index. Prints how the scores of documents that
were left out compare with how often they are right. numpy only; the same data gives the same weights.
"""

import argparse
import gzip
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from extractors import STAGES
from extractors.draft import Draft
from extractors.language import parse
from extractors.linking import THRESHOLD, Linker, link_names
from extractors.linking.features import NAMES
from kg.model import Article
from kg.wikidata.index import OFF, VARIABLE
from kg.wikidata.knowledge import Knowledge, knowledge
from training.corpora import trim

Record = dict[str, Any]
Span = tuple[int, int]
Gold = Mapping[Span, str | None]
"""The item of each annotated mention; None for one that the knowledge at hand does not have."""

RIDGE = 100.0
"""Strength of the pull of all weights towards `BELIEFS`, in examples.

Of 1, 3, 10, 30, 100 and 300 this one decided most mentions right (0.896) in cross-validation over documents; the
others come near (0.891 to 0.895).
"""
BELIEFS: Mapping[str, float] = {
    "any": 1.0,
    "prior": 2.0,
    "share": 1.0,
    "gazetteer": 1.0,
    "label": 0.5,
    "several words": 0.5,
    "metonym": 1.0,
    "in full": 3.0,
    "other in full": -3.0,
    "lone person": -2.0,
    "agrees": 0.5,
    "disagrees": -1.5,
    "ground actor": -0.5,
    "party ground": -0.5,
    "other time": -1.2,
    "common word": -1.0,
    "met": 0.5,
    "compatriots": 2.0,
    "foreign": -0.3,
    "inside": 1.0,
    "outside": -1.0,
    "encloses": 0.5,
    "game ground": -1.0,
    "game club": 2.0,
}
"""What the weights would be without data, set by judgement: it decides for features that the corpora hardly show."""
_HELD_OUT = 5
_BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass(frozen=True, slots=True)
class Text:
    """A text with the items of its mentions."""

    id: str
    text: str
    date: str | None
    gold: Gold


@dataclass(frozen=True, slots=True)
class Example:
    """A mention: the features of its candidates (one row each) and the row that is meant, -1 for none."""

    text: str
    options: NDArray[np.float64]
    meant: int


def texts(folder: Path, known: Knowledge) -> list[Text]:
    """The texts of both corpora."""
    return [*_knowledgenet(_records(folder, "knowledgenet"), known), *_gum(_records(folder, "gum"), known)]


def _records(folder: Path, name: str) -> list[Record]:
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _knowledgenet(records: Iterable[Record], known: Knowledge) -> Iterator[Text]:
    """Its sentences put together to documents again, so that the rest of a document can tell."""
    documents: dict[str, list[Record]] = {}
    for record in records:
        documents.setdefault(record["doc"], []).append(record)
    for doc, sentences in documents.items():
        ordered = sorted(sentences, key=lambda r: int(r["id"].split("-")[2]))
        parts, gold, start = [], {}, 0
        for record in ordered:
            for fact in record["facts"]:
                for m in (fact["subject"], fact["object"]):
                    first, last = trim(record["text"], m["start"], m["end"])
                    gold[start + first, start + last] = _in_reach(m["qid"], known)
            parts.append(record["text"])
            start += len(record["text"]) + 1
        yield Text(f"kn-{doc}", "\n".join(parts), None, gold)


def _in_reach(qid: str | None, known: Knowledge) -> str | None:
    return qid if qid and known.item(qid) else None


def _gum(records: Iterable[Record], known: Knowledge) -> Iterator[Text]:
    for record in records:
        gold = {}
        for m in record["mentions"]:
            if m["named"] and (m["wiki"] is None or "(" not in unquote(m["wiki"])):
                gold[trim(record["text"], *m["head"])] = _titled(m["wiki"], known) if m["wiki"] else None
        yield Text(record["id"], record["text"], record["date"], gold)


def _titled(title: str, known: Knowledge) -> str | None:
    """The item of a Wikipedia title: the likeliest of those with this very label, else of those with this name."""
    whole = unquote(title).replace("_", " ")
    for name in dict.fromkeys((whole, whole.split(",")[0])):
        found = [c.item for c in known.lookup(name) if c.kind != "metonym"]
        if found:
            return next((item.qid for item in found if item.label == name), found[0].qid)
    return None


def examples(batch: Sequence[Text]) -> Iterator[Example]:
    """The annotated mentions that have candidates."""
    before = STAGES[: STAGES.index(link_names)]
    for text, doc in zip(batch, parse(t.text for t in batch), strict=True):
        draft = Draft(Article(text.id, text.text, date=text.date), doc)
        for stage in before:
            draft = stage(draft)
        linker = Linker(draft, BELIEFS)  # not the shipped weights, or each fit would begin from the one before
        for n in linker.names:
            span = trim(text.text, n.mention.start, n.mention.end)
            candidates, options = linker.weigh(n)
            if span in text.gold and candidates:
                qids = [c.item.qid for c in candidates]
                gold = text.gold[span]
                yield Example(text.id, matrix(options), qids.index(gold) if gold in qids else -1)
            linker.decide(n)


def matrix(options: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
    """One row a candidate, one column a feature."""
    return np.array([[option.get(name, 0.0) for name in NAMES] for option in options])


def fit(found: Sequence[Example], steps: int = 25) -> NDArray[np.float64]:
    """The weights of greatest likelihood, pulled towards `BELIEFS` by `RIDGE`, by Newton's method."""
    believed = np.array([BELIEFS.get(name, 0.0) for name in NAMES])
    weights = believed.copy()
    for _ in range(steps):
        gradient, curvature = RIDGE * (believed - weights), RIDGE * np.eye(len(NAMES))
        for example in found:
            odds = probabilities(example.options, weights)
            mean = odds @ example.options
            meant = example.options[example.meant] if example.meant >= 0 else 0.0
            gradient += meant - mean
            curvature += (example.options.T * odds) @ example.options - np.outer(mean, mean)
        step = np.linalg.solve(curvature, gradient)
        weights += step * min(1.0, 4.0 / max(float(np.abs(step).max()), 1e-9))
    return weights


def probabilities(options: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each candidate; what they lack to 1 is that of none."""
    powers = np.exp(np.minimum(options @ weights, 50.0))
    return np.asarray(powers / (1.0 + powers.sum()))


def reliability(found: Sequence[Example], weights: NDArray[np.float64]) -> Iterator[str]:
    """Lines that set the score of the best candidate against how often it is right."""
    odds = [probabilities(e.options, weights) for e in found]
    scored = [(float(o.max()), int(o.argmax()) == e.meant) for o, e in zip(odds, found, strict=True)]
    yield "score       links   mean   right"
    for low, high in pairwise(_BINS):
        part = [(score, right) for score, right in scored if low <= score < high]
        if part:
            mean, right = np.mean(part, axis=0)
            yield f"{low:.2f}-{min(high, 1):.2f}  {len(part):6}  {mean:.3f}   {right:.3f}"
    pairs = zip(scored, found, strict=True)
    decided = [right if score >= THRESHOLD else e.meant < 0 for (score, right), e in pairs]
    yield f"decided right: {np.mean(decided):.3f} of {len(found)}"


def write(path: Path, weights: NDArray[np.float64]) -> None:
    """The table of weights, rounded so that machines agree on its bytes."""
    lines = [f"{name}\t{weight:.3f}" for name, weight in zip(NAMES, weights, strict=True)]
    head = "# The weights of the linker's features (extractors/linking/features.py), made by training/linking.py."
    path.write_text("\n".join([head, "feature\tweight", *lines]) + "\n", encoding="utf-8")


def collect(folder: Path) -> list[Example]:
    """The examples of both corpora, with the index in use and without one."""
    found = list(examples(texts(folder, knowledge())))
    used = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = OFF
    try:
        found += examples(texts(folder, knowledge()))
    finally:
        os.environ.pop(VARIABLE)
        os.environ |= {VARIABLE: used} if used else {}
    return found


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with knowledgenet.jsonl.gz and gum.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True, help="the table of weights to write")
    args = parser.parse_args()
    found = collect(args.data)
    held = [crc32(e.text.encode()) % _HELD_OUT == 0 for e in found]
    part = fit([e for e, out in zip(found, held, strict=True) if not out])
    sys.stdout.write("\n".join(reliability([e for e, out in zip(found, held, strict=True) if out], part)) + "\n")
    write(args.out, fit(found))


if __name__ == "__main__":
    main()
