"""The stage that reads pairs: what two mentions of a sentence have to do with each other, by learned heads.

It comes after the rules, and adds what they leave out. Where both say the same of the same two in a sentence, one claim
stays, and it is surer than either was.
"""

from collections.abc import Iterator

import numpy as np

from extractors.draft import ClaimDraft, Draft, Mention
from extractors.encoder import Vectors
from extractors.pairs.candidates import Candidate, candidates, kept_words
from extractors.pairs.head import Block
from extractors.pairs.merging import merge_claims
from extractors.pairs.model import Model, class_of, classes, shipped
from extractors.pairs.triggers import Triggers
from extractors.pairs.verdicts import AGAINST, FOR, MUTUAL, STANDING, reading, stance_odds
from kg import vocabulary
from kg.model import Span

_PAIRS = 1000
"""Pairs that the heads are asked of at a time, and one sentence's more."""
STANCE_LABELS = ("positive", "negative")
PAIRS, FACTS = "pairs", "facts"
"""Extractors of the claims: of what someone does or thinks, and of what stands by itself."""


def read_pairs(draft: Draft) -> Draft:
    """Add what the learned heads tell of the pairs in each sentence. Raises DataError where the models are missing."""
    found = list(_sentences(draft))
    if found:
        learned = shipped()
        vectors = learned.encoder.vectors([t.text for t in draft.doc], [s.words for s in found])
        for part in _parts(found, vectors):
            _tell(draft, learned, part)
    return draft


def _sentences(draft: Draft) -> Iterator["_Sentence"]:
    """The sentences in which two entities are spoken of; page furniture is passed over."""
    by_sentence: dict[int, list[Mention]] = {}
    for m in draft.mentions:
        if 0 <= m.head < len(draft.tree.sentence_of):
            by_sentence.setdefault(draft.tree.sentence_of[m.head], []).append(m)
    for number, inside in sorted(by_sentence.items()):
        first, last = draft.tree.sentences[number]
        quiet = draft.is_quiet(draft.tree.starts[first], draft.tree.ends[last - 1])
        if not quiet and len(inside) > 1:
            words = kept_words(draft, first, last)
            paired = candidates(draft, words, inside)
            if len({c.entity for c in paired}) > 1:
                yield _Sentence(draft, range(first, last), words, paired)


def _parts(found: list["_Sentence"], given: list[Vectors]) -> Iterator[list[tuple["_Sentence", Block]]]:
    """The sentences as blocks for the heads, as many together as memory should hold."""
    part: list[tuple[_Sentence, Block]] = []
    for sentence, vectors in zip(found, given, strict=True):
        part.append((sentence, Block(vectors, sentence.mentions, sentence.pairs)))
        if sum(len(block.pairs) for _, block in part) > _PAIRS:
            yield part
            part = []
    if part:
        yield part


def _tell(draft: Draft, learned: Model, part: list[tuple["_Sentence", Block]]) -> None:
    blocks = [block for _, block in part]
    stance, thought, looked = learned.stance_head.scores(blocks)
    facts, known, seen = learned.relations_head.scores(blocks)
    start = 0
    for n, (sentence, block) in enumerate(part):
        rows = slice(start, start + len(block.pairs))
        start = rows.stop
        reports = sentence.reports(learned, np.hstack([thought[rows], known[rows]]))
        scores = np.hstack([stance_odds(stance[rows], sentence.back), facts[rows], reports])
        told = sentence.claims(learned, scores, (looked[n], seen[n]))
        draft.claims = merge_claims(draft.claims, list(told), sentence.span)


class _Sentence:
    """One sentence, its candidates, and what is told of them."""

    def __init__(self, draft: Draft, tokens: range, words: list[int], paired: list[Candidate]) -> None:
        self.draft, self.tokens, self.words, self.paired = draft, tokens, words, paired
        self.span = Span(draft.tree.starts[tokens[0]], draft.tree.ends[tokens[-1]])
        self.triggers = Triggers(draft, words)
        self.mentions = [(c.first, c.last) for c in paired]
        n = range(len(paired))
        self.pairs = [(i, j) for i in n for j in n if paired[i].entity != paired[j].entity]

        at = {pair: n for n, pair in enumerate(self.pairs)}
        self.back = [at[j, i] for i, j in self.pairs]

    def reports(self, learned: Model, hidden: Vectors) -> Vectors:
        """The scores of the labels of reports; of those that hold both ways the mean of both."""
        types = [class_of(self.draft.entities[c.entity].type) for c in self.paired]
        scores = learned.report_scores(hidden, self.back, classes([(types[i], types[j]) for i, j in self.pairs]))
        mutual = [k for k, name in enumerate(learned.reports) if name in MUTUAL]
        scores[:, mutual] = (scores[:, mutual] + scores[self.back][:, mutual]) / 2
        return scores

    def claims(self, learned: Model, scores: Vectors, weights: tuple[Vectors, Vectors]) -> Iterator[ClaimDraft]:
        """The claims of the sentence: of each predicate between two entities the surest.

        `scores` are those of `STANCE_LABELS`, facts and reports; `weights` what the stance head and the other looked at.
        """
        best: dict[tuple[str, int, int], ClaimDraft] = {}
        for k, label in enumerate((*STANCE_LABELS, *learned.facts, *learned.reports)):
            looked = weights[0] if label in STANCE_LABELS else weights[1]
            for claim in self._above(learned, label, scores[:, k], looked):
                key = (claim.predicate, claim.subject, claim.object or 0)
                if key not in best or best[key].confidence < claim.confidence:
                    best[key] = claim
        for (predicate, a, b), claim in best.items():
            other = best.get((predicate, b, a))
            if other is None or predicate not in STANDING or (claim.confidence, b) > (other.confidence, a):
                yield claim  # a town in a country, and not the country in the town

    def _above(self, learned: Model, label: str, scores: Vectors, weights: Vectors) -> Iterator[ClaimDraft]:
        """The claims of the label that reach its threshold."""
        verdict = learned.verdicts.get(label)
        if verdict is None:
            return
        sure = verdict.probabilities(scores)
        for n in np.flatnonzero(sure >= verdict.threshold).tolist():
            a, b = (self.paired[i] for i in self.pairs[n])
            predicate = self._predicate(label, a, b)
            if predicate and not (vocabulary.predicate(predicate).symmetric and b.first < a.first):
                yield self._claim(a, b, predicate, float(sure[n]), weights[n])

    def _predicate(self, label: str, a: Candidate, b: Candidate) -> str | None:
        subject, object_ = (self.draft.entities[c.entity].type for c in (a, b))
        if label in STANCE_LABELS:
            given = a.mention.given and b.mention.given
            if given or (_acts(subject) and _acts(object_)):
                return FOR if label == "positive" else AGAINST
            return None
        return reading(label, subject, object_)

    def _claim(self, a: Candidate, b: Candidate, predicate: str, sure: float, weights: Vectors) -> ClaimDraft:
        trigger = self.triggers.find(a, b, weights)
        claim = ClaimDraft(
            a.entity, predicate, b.entity, a.mention.span, trigger.span, b.mention.span, sure,
            FACTS if predicate in STANDING else PAIRS, modality=trigger.modality,
        )  # fmt: skip
        claim.negated = trigger.negated and predicate not in (FOR, AGAINST)  # "does not back" is read as against
        return claim


def _acts(type_: str) -> bool:
    return vocabulary.is_a(type_, "Actor")
