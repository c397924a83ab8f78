"""Where in the sentence a learned claim stands: the word that told most, so that voices, dates and denials find it."""

from dataclasses import dataclass

from extractors.draft import Draft, Frame
from extractors.encoder import Vectors
from extractors.pairs.candidates import Candidate
from kg.model import Modality, Span


@dataclass(frozen=True, slots=True)
class Trigger:
    """The word, and the mood of the clause that it heads."""

    span: Span
    modality: Modality = "actual"
    negated: bool = False


class Triggers:
    """The words of one sentence."""

    def __init__(self, draft: Draft, words: list[int]) -> None:
        self.draft, self.words = draft, words
        inside = frozenset(words)
        self.frames: dict[int, Frame] = {f.token: f for f in reversed(draft.frames) if f.token in inside}

    def find(self, a: Candidate, b: Candidate, weights: Vectors) -> Trigger:
        """The content word outside both mentions that weighed most, else the first word of the second mention."""
        tree = self.draft.tree
        free = [
            n
            for n, token in enumerate(self.words)
            if not (a.first <= n < a.last or b.first <= n < b.last) and tree.tags[token][:2] in ("VB", "NN", "JJ", "IN")
        ]
        if not free:
            token = self.words[max(a, b, key=lambda c: c.first).first]
            return Trigger(Span(tree.starts[token], tree.ends[token]))
        token = self.words[max(free, key=lambda n: (round(float(weights[n]) * self._worth(n), 3), -n))]
        frame = self.frames.get(token)
        span = Span(tree.starts[token], tree.ends[token])
        return Trigger(span, frame.modality, frame.negated) if frame else Trigger(span)

    def _worth(self, n: int) -> float:
        """Verbs first: moods and voices hang on them. A preposition or a name is a last resort."""
        tag = self.draft.tree.tags[self.words[n]]
        return 2.0 if tag.startswith("VB") else 0.2 if tag in ("IN", "NNP", "NNPS") else 1.0
