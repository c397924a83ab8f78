"""Claims held against what people annotated: right, wrong, or nothing that the corpus could tell.

Only corpora that a shipped model may learn from, and of them only documents that the reader of pairs has not learned
from. A claim speaks of the annotated stretch that its end covers, else of the nearest that its entity is mentioned at.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from kg import vocabulary
from kg.model import Article, GivenMention, Span
from training.records import every

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as it is judged: its ends as stretches, and where else their entities are mentioned."""

    predicate: str
    subject: Span | None
    object: Span | None
    subjects: tuple[Span, ...]
    objects: tuple[Span, ...]


Judge = Callable[[Said], bool | None]
"""Whether a claim is right; None where the corpus does not tell."""


@dataclass(frozen=True, slots=True)
class Case:
    """A text to be read.

    `doc` is what is held out together; `actual` keeps to claims of what is; of a corpus that codes one event a
    sentence, `one` keeps to the surest claim that is judged at all.
    """

    doc: str
    corpus: str
    article: Article
    judge: Judge
    actual: bool = True
    one: bool = False


def covers(said: Span, gold: Span, share: float = 0.5) -> bool:
    """Whether a stretch is about the annotated one: shares enough with it, and is no whole clause around it."""
    length, wanted = said.end - said.start, gold.end - gold.start
    return _overlap(said, gold) >= max(1, share * min(length, wanted)) and length <= 3 * max(wanted, 10)


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def place(at: Span | None, others: Iterable[Span], golds: list[Span], share: float = 0.5) -> int | None:
    """The annotated stretch that an end of a claim speaks of; None for none."""
    if at is not None:
        hits = [
            (_overlap(at, g) / (max(at.end, g.end) - min(at.start, g.start)), -n)
            for n, g in enumerate(golds)
            if covers(at, g, share)
        ]
        if hits:
            return -max(hits)[1]
    start = at.start if at else 0
    near = [(abs(m.start - start), n) for m in others for n, g in enumerate(golds) if covers(m, g, share)]
    return min(near)[1] if near else None


# ── what the labels say ──────────────────────────────────────────────────────────────────────────────────────────

REPORTS: Mapping[str, tuple[str, ...]] = {
    "FightingAgainst": ("fights", "attacks", "mobilizesAgainst"),
    "AlliesOf": ("alliedWith", "supports", "suppliesTroopsTo", "suppliesWeaponsTo", "suppliesMaterielTo", "trains",
                 "sharesIntelligenceWith", "givesSanctuaryTo", "cooperatesWith", "aids"),
    "BelongsTo": ("memberOf", "partOf", "affiliatedWith", "ownedBy"),
    "InChargeOf": ("leads", "controls", "^ownedBy", "speaksFor"),
    "CommWith": ("consults", "agreesWith", "callsOn", "cooperatesWith", "trains", "mediates"),
    "CoLocated": ("locatedIn", "basedIn", "capitalOf", "partOf"),
    "IsSynonymOf": ("sameAs", "holdsOffice"),
    "Likes": ("endorses", "supports", "aids", "funds", "recognises"),
    "Dislikes": ("accuses", "rejects", "protestsAgainst", "threatens", "sanctions", "coerces", "rivalOf", "attacks"),
}  # fmt: skip
"""The labels of re3d and the predicates that say them; `^` turns subject and object round."""
MUTUAL = frozenset(("FightingAgainst", "AlliesOf", "CommWith", "CoLocated", "IsSynonymOf"))
BY_VALENCE = {1: "Likes", -1: "Dislikes"}
"""What else is said for or against somebody in a report."""
PAGES: Mapping[str, tuple[str, ...]] = {
    "CEO": ("^leads",), "SUBSIDIARY_OF": ("ownedBy", "partOf"),
    "EMPLOYEE_OR_MEMBER_OF": ("affiliatedWith", "memberOf", "leads", "speaksFor"), "FOUNDED_BY": ("foundedBy",),
    "NATIONALITY": ("citizenOf", "hasEthnicity"), "HEADQUARTERS": ("basedIn", "locatedIn"),
    "POLITICAL_AFFILIATION": ("memberOf", "affiliatedWith"),
}  # fmt: skip
"""The properties of KnowledgeNet."""
CLASSES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
"""PLOVER's classes of 2016 under their names of 2021."""

Key = tuple[str, Any, Any]


def _levels(predicate: str) -> Iterator[list[str]]:
    """The predicate, then its broader ones, then theirs."""
    seen: list[str] = []
    level = [predicate]
    while level:
        yield level
        seen += level
        level = [b for p in level for b in vocabulary.predicate(p).broader if b not in seen]


def labels_of(table: Mapping[str, tuple[str, ...]], predicate: str) -> list[tuple[str, bool]]:
    """The labels that a predicate stands for, and whether turned round: its own, else those of the nearest broader."""
    for level in _levels(predicate):
        names = [(label, name) for label, all_ in table.items() for name in all_ if name.lstrip("^") in level]
        if names:
            return [(label, name.startswith("^")) for label, name in names]
    return []


def properties_of(predicate: str) -> list[tuple[str, bool]]:
    """The Wikidata properties of a predicate and of all broader ones, and whether they run the other way."""
    known = [vocabulary.predicate(p) for level in _levels(predicate) for p in level]
    return [(pid, pid in p.wikidata_inverse) for p in known for pid in p.wikidata]


def plover_of(predicate: str) -> str | None:
    """The PLOVER class of a predicate, or of the nearest broader one that has any."""
    codes = (vocabulary.predicate(p).plover for level in _levels(predicate) for p in level)
    return next((code for code in codes if code), None)


def keys(said: Said, labels: list[tuple[str, bool]], a: Any, b: Any) -> list[Key]:
    """What a claim between a and b could mean in the corpus."""
    ways = [(label, *((b, a) if turned else (a, b))) for label, turned in labels]
    both = vocabulary.predicate(said.predicate).symmetric
    ways += [(label, b, a) for label, _ in labels] if both else []
    return [_key(*way) for way in ways]


def _key(label: str, a: Any, b: Any) -> Key:
    return (label, *sorted((a, b))) if label in MUTUAL else (label, a, b)


# ── the corpora ──────────────────────────────────────────────────────────────────────────────────────────────────


def is_unseen(corpus: str, doc: str, split: str = "") -> bool:
    """Whether the reader of pairs has not learned from a document: as `training.pairs.lessons.is_held_out` has it."""
    number = crc32(doc.encode())
    return split == "train" and number % 14 == 0 if corpus == "directed_sentiment" else number // 7 % 3 == 0


def stances(records: Iterable[Record]) -> Iterator[Case]:
    """Sentences of US politics with two marked actors, of the training split: each claim for or against is judged."""
    texts: dict[tuple[str, str], str] = {}
    for r in records:
        doc = texts.setdefault((r["split"], r["text"]), r["id"])
        if r["split"] == "train" and is_unseen("directed_sentiment", doc, "train"):
            ends = [Span(r[x]["start"], r[x]["end"]) for x in "pq"]
            given = tuple(GivenMention(*span) for span in ends)
            article = Article(r["id"], r["text"], mentions=given)
            yield Case(doc, "directed_sentiment", article, _stance(ends, r["label"]), actual=False)


def _stance(ends: list[Span], label: int) -> Judge:
    gold = {1: (1, 0), 2: (1, 1), 3: (-1, 0), 4: (-1, 1)}.get(label)

    def judge(said: Said) -> bool | None:
        valence = vocabulary.valence(said.predicate)
        a, b = place(said.subject, said.subjects, ends), place(said.object, said.objects, ends)
        return (valence, a) == gold if valence and {a, b} == {0, 1} else None

    return judge


def reports(records: Iterable[Record]) -> Iterator[Case]:
    """re3d without what its licence keeps from us: claims between two annotated mentions, of any modality."""
    for r in records:
        if "NC" in r["licence"] or not is_unseen("re3d", r["id"]):
            continue
        sure = [x for x in r["relations"] if x["conf"] >= 0.5]
        types = {(e["start"], e["end"]): e["type"] for e in r["entities"] if e["conf"] >= 0.5}
        spans = sorted({Span(*s) for s in (*types, *(x[end] for x in sure for end in ("source", "target")))})
        given = tuple(GivenMention(*s, _given(types.get(s))) for s in spans)
        at = {s: n for n, s in enumerate(spans)}
        gold = {_key(x["type"], at[Span(*x["source"])], at[Span(*x["target"])]) for x in sure}
        yield Case(r["id"], "re3d", Article(r["id"], r["text"], mentions=given), _report(spans, gold), actual=False)


def _given(type_: str | None) -> str | None:
    return type_ if type_ in ("Person", "Organisation") else None


def _report(spans: list[Span], gold: set[Key]) -> Judge:
    def judge(said: Said) -> bool | None:
        a, b = place(said.subject, said.subjects, spans), place(said.object, said.objects, spans)
        side = BY_VALENCE.get(vocabulary.valence(said.predicate))
        labels = labels_of(REPORTS, said.predicate) or ([(side, False)] if side else [])
        if a is None or b is None or a == b or not labels:
            return None
        return any(key in gold for key in keys(said, labels, a, b))

    return judge


def pages(records: Iterable[Record]) -> Iterator[Case]:
    """KnowledgeNet, no mentions given: claims of the properties that are annotated throughout the sentence."""
    for r in records:
        if is_unseen("KnowledgeNet", f"kn-{r['doc']}"):
            yield Case(f"kn-{r['doc']}", "KnowledgeNet", Article(r["id"], r["text"]), _page(r))


def _page(r: Record) -> Judge:
    facts = [(f["prop"], *(Span(f[x]["start"], f[x]["end"]) for x in ("subject", "object"))) for f in r["facts"]]

    def judge(said: Said) -> bool | None:
        told = [x for x in labels_of(PAGES, said.predicate) if x[0] in r["exhaustive_for"]]
        if not told or (said.object is None and not said.objects):
            return None
        ends = ((said.subject, said.subjects), (said.object, said.objects))
        ways = [(label, ends[::-1] if turned else ends) for label, turned in told]
        return any(
            label == prop and place(*first, [a], 0) is not None and place(*second, [b], 0) is not None
            for label, (first, second) in ways
            for prop, a, b in facts
        )

    return judge


def encyclopaedia(records: Iterable[Record]) -> Iterator[Case]:
    """Re-DocRED, all mentions given: claims that stand for a property that the corpus marks somewhere."""
    known = list(records)
    marked = {x["pid"] for r in known for x in r["relations"]}
    for r in known:
        if is_unseen("Re-DocRED", r["id"]):
            of = [(Span(m["start"], m["end"]), n) for n, e in enumerate(r["entities"]) for m in e["mentions"]]
            types = {"PER": "Person", "ORG": "Organisation"}
            given = tuple(GivenMention(*s, types.get(r["entities"][n]["type"])) for s, n in of)
            yield Case(r["id"], "Re-DocRED", Article(r["id"], r["text"], mentions=given), _facts(r, of, marked))


def _facts(r: Record, of: list[tuple[Span, int]], marked: set[str]) -> Judge:
    gold = {(x["pid"], x["head"], x["tail"]) for x in r["relations"]}
    spans = [s for s, _ in of]

    def judge(said: Said) -> bool | None:
        a, b = place(said.subject, said.subjects, spans), place(said.object, said.objects, spans)
        told = [x for x in properties_of(said.predicate) if x[0] in marked]
        if a is None or b is None or of[a][1] == of[b][1] or not told:
            return None
        return any(key in gold for key in keys(said, told, of[a][1], of[b][1]))

    return judge


def events(records: Iterable[Record]) -> Iterator[Case]:
    """PLOVER's gold records, no mentions given: the surest event of each sentence, its class and both ends."""
    for r in records:
        if r["set"] == "plover_gsr" and is_unseen("PLOVER", r["id"]):
            yield Case(r["id"], "PLOVER", Article(r["id"], r["text"]), _event(r), one=True)


def _event(r: Record) -> Judge:
    wanted = CLASSES.get(r["event"], r["event"])
    sources, targets = (
        [Span(*m.span()) for a in r[x] for m in re.finditer(re.escape(a["text"]), r["text"])]
        for x in ("source", "target")
    )

    def judge(said: Said) -> bool | None:
        code = plover_of(said.predicate)
        if code is None:
            return None
        a = place(said.subject, said.subjects, sources)
        b = place(said.object, said.objects, targets or sources)
        lone = not targets and len(r["source"]) == 1
        return code == wanted and a is not None and (b is not None or (lone and said.object is None))

    return judge


CORPORA: Mapping[str, Callable[[Iterable[Record]], Iterator[Case]]] = {
    "directed_sentiment": stances, "re3d": reports, "knowledgenet": pages, "redocred": encyclopaedia,
    "events_plover": events,
}  # fmt: skip


def cases(folder: Path) -> Iterator[Case]:
    """The texts of all corpora in a folder of `NAME.jsonl.gz`. Raises InputError where one is missing."""
    yield from every(folder, CORPORA)
