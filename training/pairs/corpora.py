"""The corpora of pairs, brought to one form: a text, its mentions, and what is known of which pair.

Only corpora whose licences let a shipped model be trained on them are read; the model card names them.
"""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from training.pairs.labels import FACTS, KNOWLEDGENET, REPORTS, SYMMETRIC, VAGUE, near, of_property
from training.records import every

Record = dict[str, Any]
Pair = tuple[int, int]
"""Two mentions of a passage, by their place in its list."""


@dataclass(slots=True)
class Passage:
    """A text with mentions, as characters `[start, end)`, and what people said of the pairs."""

    id: str
    doc: str
    """What is held out together."""
    corpus: str
    text: str
    mentions: list[tuple[int, int]]
    sentences: list[tuple[int, int]] | None = None
    """Where the corpus says where sentences end; None: as the parser sees it."""
    whole: bool = False
    """The text is one sentence, whatever the parser thinks."""
    stances: list[tuple[Pair, int]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Labels that are marked wherever they hold between two mentions of one sentence."""
    true: dict[Pair, list[str]] = field(default_factory=dict)
    open: dict[Pair, set[str]] = field(default_factory=dict)
    """Labels of which nothing is known for the pair."""
    only: bool = False
    """Only the pairs in `true` are known at all."""
    unmarked: bool = False
    """Other names than the mentions stand in the text, between which nothing that is asked holds."""
    split: str = ""
    types: list[str] | None = None
    """The class of each mention, as the reading contract names it."""


def directed_sentiment(records: list[Record]) -> Iterator[Passage]:
    """Who is for or against whom, in sentences of US political news: train and valid, a passage a text and split."""
    texts: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        texts.setdefault((record["split"], record["text"]), []).append(record)
    for (split, text), own in texts.items():
        spans = sorted({(r[x]["start"], r[x]["end"]) for r in own for x in "pq"})
        passage = Passage(own[0]["id"], own[0]["id"], "directed_sentiment", text, spans, whole=True, split=split)
        for r in own:
            p, q = (spans.index((r[x]["start"], r[x]["end"])) for x in "pq")
            passage.stances.append(((p, q), r["label"]))
        yield passage


_WARLIKE = 10
"""An article with so many facts of states and conflicts may tell who is against whom."""


def redocred(records: list[Record]) -> Iterator[Passage]:
    """Facts of encyclopaedia articles. What a sentence is no evidence for is left open in it."""
    for record in records:
        kept = [(e, m) for e, entity in enumerate(record["entities"]) for m in entity["mentions"]
                if entity["type"] not in ("TIME", "NUM")]  # fmt: skip
        spans = [(m["start"], m["end"]) for _, m in kept]
        passage = Passage(record["id"], record["id"], "Re-DocRED", record["text"], spans, asked=list(FACTS))
        passage.sentences = [tuple(s) for s in record["sentences"]]
        if record["conflict_or_state"] < _WARLIKE:
            passage.stances = list(_neutral(kept))
        facts: dict[Pair, list[Record]] = {}
        for relation in record["relations"]:
            facts.setdefault((relation["head"], relation["tail"]), []).append(relation)
        for i, (a, first) in enumerate(kept):
            for j, (b, second) in enumerate(kept):
                if a != b and first["sent"] == second["sent"]:
                    _wikidata(passage, (i, j), facts.get((a, b), []), first["sent"])
        yield passage


def _neutral(kept: list[tuple[int, Record]]) -> Iterator[tuple[Pair, int]]:
    """Entities that are listed and stand together in an article about no conflict: hardly ever does one take sides."""
    for n, ((a, first), (b, second)) in enumerate(itertools.pairwise(kept)):
        if a != b and first["sent"] == second["sent"]:
            yield (n, n + 1), 0


def _wikidata(passage: Passage, pair: Pair, relations: list[Record], sentence: int) -> None:
    for relation in relations:
        found = of_property(relation["pid"])
        if found is None:
            if relation["pid"] in VAGUE:
                passage.open.setdefault(pair, set()).update(("locatedIn", "basedIn", "memberOf", "hasEthnicity"))
            continue
        ends = pair[::-1] if found[1] else pair
        if relation["evidence"] and sentence not in relation["evidence"]:
            passage.open.setdefault(ends, set()).add(found[0])
        elif found[0] not in passage.true.setdefault(ends, []):
            passage.true[ends].append(found[0])
        passage.open.setdefault(ends, set()).update(near([found[0]]))


def knowledgenet(records: list[Record]) -> Iterator[Passage]:
    """Facts of web pages: properties that are marked throughout a sentence are asked, the others left open."""
    for record in records:
        spans = sorted({(f[s]["start"], f[s]["end"]) for f in record["facts"] for s in ("subject", "object")})
        asked = [KNOWLEDGENET[p][0] for p in record["exhaustive_for"] if p in KNOWLEDGENET]
        if not asked:
            continue
        passage = Passage(record["id"], f"kn-{record['doc']}", "KnowledgeNet", record["text"], spans, whole=True,
                          asked=asked, unmarked=True)  # fmt: skip
        for f in record["facts"]:
            if f["prop"] in KNOWLEDGENET:
                name, turned = KNOWLEDGENET[f["prop"]]
                pair = tuple(spans.index((f[s]["start"], f[s]["end"])) for s in ("subject", "object"))
                pair = pair[::-1] if turned else pair
                passage.true.setdefault(pair, []).append(name)
                passage.open.setdefault(pair, set()).update(near([name]))
        yield passage


_KIN = frozenset(("P25", "P40", "P26", "P410"))
_EVERY = 3
"""Of the families and ranks in FewRel, which teach only that nothing else holds, one in so many is read."""


def fewrel(records: list[Record]) -> Iterator[Passage]:
    """One fact a sentence, of whose other pairs nothing is known."""
    for n, record in enumerate(records):
        ends = [tuple(record[side]["spans"][0]) for side in ("head", "tail") if record[side]["spans"]]
        if len(ends) < 2 or ends[0] == ends[1] or (record["pid"] in _KIN and n % _EVERY):
            continue
        passage = Passage(record["id"], record["id"], "FewRel", record["text"], ends, whole=True,
                          asked=list(FACTS), only=True)  # fmt: skip
        found = of_property(record["pid"])
        for pair in ((0, 1), (1, 0)):
            holds = found is not None and pair == ((1, 0) if found[1] else (0, 1))
            passage.true[pair] = [found[0]] if found and holds else []
            vague = record["pid"] in VAGUE or record["pid"] == "P155"
            passage.open[pair] = near([found[0]]) if found else {"locatedIn", "partOf", "succeeds"} if vague else set()
        yield passage


_TYPES = {"Person": "Person", "Organisation": "Organisation", "Location": "Place"}


def re3d(records: list[Record]) -> Iterator[Passage]:
    """Relations in reports of the war in Syria and Iraq, less those under a licence that forbids commercial use."""
    for record in records:
        if "NC" in record["licence"]:
            continue
        sure = [x for x in record["relations"] if x["conf"] >= 0.5]
        spans = {(e["start"], e["end"]) for e in record["entities"] if e["conf"] >= 0.5}
        spans |= {tuple(x[side]) for x in sure for side in ("source", "target")}
        ordered = sorted(spans)
        passage = Passage(record["id"], record["id"], "re3d", record["text"], ordered)
        types = {(e["start"], e["end"]): e["type"] for e in record["entities"]}
        passage.types = [_TYPES.get(types.get(span, ""), "Other") for span in ordered]
        passage.asked = [f"re3d {label}" for label in REPORTS]
        for x in sure:
            pair = (ordered.index(tuple(x["source"])), ordered.index(tuple(x["target"])))
            if x["type"] in REPORTS:
                for ends in (pair, pair[::-1]) if x["type"] in SYMMETRIC else (pair,):
                    passage.true.setdefault(ends, []).append(f"re3d {x['type']}")
        yield passage


CORPORA: dict[str, Callable[[list[Record]], Iterator[Passage]]] = {
    "directed_sentiment": directed_sentiment,
    "redocred": redocred,
    "knowledgenet": knowledgenet,
    "fewrel": fewrel,
    "re3d": re3d,
}
"""File name and reader of each corpus, in the order in which they are learned from."""


def passages(folder: Path) -> Iterator[Passage]:
    """All passages of the folder's `NAME.jsonl.gz`. Raises InputError where one is missing."""
    yield from every(folder, CORPORA)
