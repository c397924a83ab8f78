"""One sentence: its candidates, their pairs, and what the scores of those come to as claims."""

from collections.abc import Iterator

import numpy as np

from extractors.apart import are_listed
from extractors.draft import ClaimDraft, Draft
from extractors.encoder import Vectors
from extractors.outside import is_turned
from extractors.pairs.candidates import Candidate
from extractors.pairs.head import Block
from extractors.pairs.merging import Sides
from extractors.pairs.model import Model, class_of
from extractors.pairs.triggers import Triggers
from extractors.pairs.verdicts import AGAINST, FOR, MUTUAL, STANCE_LABELS, STANDING, crowd, reading
from extractors.tree import Tree
from kg import vocabulary
from kg.model import Span

PAIRS, FACTS = "pairs", "facts"
"""Extractors of the claims: of what someone does or thinks, and of what stands by itself."""
_ABROAD = frozenset(("organ", "force", "office", "equipment"))
"""Words for a state that say nothing of its ground: the French embassy in Bamako makes Bamako no town of France."""
_OF_GROUND = frozenset(("locatedIn", "basedIn", "capitalOf", "re3d CoLocated"))
_SETTLED = frozenset(("capitalOf", "citizenOf", "hasEthnicity"))
"""What is so whatever else the sentence denies or leaves open."""
VALENCES = {"positive": 1, "negative": -1}


class Sentence:
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
        asked = [(i, j) for i, j in self.pairs if paired[i].mention.given and paired[j].mention.given]
        self.asked, self.crowd = bool(asked), crowd(len(asked or self.pairs))

    def reports(self, learned: Model, block: Block) -> Vectors:
        """The scores of the labels of reports; of those that hold both ways the mean of both."""
        types = [class_of(self.draft.entities[c.entity].type) for c in self.paired]
        scores = learned.report_scores(block, types)
        mutual = [k for k, name in enumerate(learned.reports) if name in MUTUAL]
        scores[:, mutual] = (scores[:, mutual] + scores[self.back][:, mutual]) / 2
        return scores

    def claims(self, learned: Model, scores: Vectors, weights: tuple[Vectors, Vectors]) -> Iterator[ClaimDraft]:
        """The claims of the sentence: of each predicate between two entities the surest.

        `scores` are those of `STANCE_LABELS`, facts and reports, `(pairs, labels)`; `weights` are what the stance head
        and the relations head looked at.
        """
        best: dict[tuple[str, int, int], ClaimDraft] = {}
        for claim in self._above(learned, scores, weights):
            key = (claim.predicate, claim.subject, claim.object or 0)
            if key not in best or best[key].confidence < claim.confidence:
                best[key] = claim
        for (predicate, a, b), claim in best.items():
            other = best.get((predicate, b, a))
            if other is None or predicate not in STANDING or (claim.confidence, b) > (other.confidence, a):
                yield claim  # a town in a country, and not the country in the town

    def sides(self, learned: Model, scores: Vectors) -> Sides:
        """How likely the stance head finds each entity for (1) or against (-1) each other one, told or not."""
        found: dict[tuple[int, int, int], float] = {}
        sure = learned.verdicts.probabilities(scores, self.crowd)
        for k, label in enumerate(STANCE_LABELS):
            for n, (i, j) in enumerate(self.pairs):
                key = (VALENCES[label], self.paired[i].entity, self.paired[j].entity)
                found[key] = max(found.get(key, 0.0), float(sure[n, k]))
        return found

    def _above(self, learned: Model, scores: Vectors, weights: tuple[Vectors, Vectors]) -> Iterator[ClaimDraft]:
        """The claims that reach the threshold of their label, label after label."""
        sure = learned.verdicts.probabilities(scores, self.crowd)
        for k, n in np.argwhere((sure >= learned.verdicts.thresholds).T).tolist():
            label = learned.labels[k]
            a, b = (self.paired[i] for i in self.pairs[n])
            predicate = self._predicate(label, a, b)
            if predicate and not (vocabulary.predicate(predicate).symmetric and b.first < a.first):
                looked = weights[0] if label in STANCE_LABELS else weights[1]
                yield self._claim(a, b, predicate, float(sure[n, k]), looked[n])

    def _predicate(self, label: str, a: Candidate, b: Candidate) -> str | None:
        subject, object_ = (self.draft.entities[c.entity].type for c in (a, b))
        given = a.mention.given and b.mention.given
        if (
            (label in STANDING or label in _OF_GROUND)
            and not given
            and are_listed(self.draft.tree, a.mention.head, b.mention.head)
        ):
            return None  # the members of a list are not one in another
        if label in STANCE_LABELS:
            heard = not given and _is_told(self.draft.tree, b.mention.head, a.mention.head)
            if given or (_acts(subject) and _acts(object_) and not heard):
                return FOR if label == "positive" else AGAINST
            return None
        if label in _OF_GROUND and any(c.mention.role in _ABROAD for c in (a, b)):
            return None
        found = reading(label, subject, object_)
        unknown = not given and subject == "State" and not self.draft.entities[b.entity].qid
        if found in ("locatedIn", "memberOf") and unknown and object_ != "Alliance":
            return None  # a place that nobody knows holds no state, nor is one a member of a gang
        # who is whom coreference has settled, unless the caller parts the two
        if found == "locatedIn" and not given and subject == "City" and self._is_spot(a, b):
            return None  # the town is not in the hall that stands there
        if found == "locatedIn" and not given and is_turned(self.draft.tree, a.mention.head, b.mention.head):
            return None
        if found == "consults" and not given and _is_told(self.draft.tree, a.mention.head, b.mention.head):
            return None  # who tells a newspaper something does not consult it
        return None if found == "sameAs" and not given else found

    def _is_spot(self, a: Candidate, b: Candidate) -> bool:
        """Whether a town that is known would lie in a place that is not."""
        town, place = self.draft.entities[a.entity], self.draft.entities[b.entity]
        return bool(town.qid) and place.type == "Place" and not place.qid

    def _claim(self, a: Candidate, b: Candidate, predicate: str, sure: float, weights: Vectors) -> ClaimDraft:
        trigger = self.triggers.find(a, b, weights)
        claim = ClaimDraft(
            a.entity, predicate, b.entity, a.mention.span, trigger.span, b.mention.span, sure,
            FACTS if predicate in STANDING else PAIRS, modality="actual" if predicate in _SETTLED else trigger.modality,
        )  # fmt: skip
        # "does not back" is read as against; where a town lies no verb of its sentence takes back
        claim.negated = trigger.negated and predicate not in (FOR, AGAINST) and predicate not in _SETTLED
        return claim


def _is_told(tree: Tree, a: int, b: int) -> bool:
    """Whether one of two only hears what the other "told" it: of such a listener nothing is said."""
    verb = tree.heads[b]
    if tree.lemmas[verb] != "tell" or tree.deps[b] not in ("dobj", "dative"):
        return False
    return any(a in (k, *tree.subtree(k)) for k in tree.of(verb, "nsubj"))


def _acts(type_: str) -> bool:
    return vocabulary.is_a(type_, "Actor")
