"""A `Draft`: an article on its way to a `Reading`. Each stage fills in its part and hands it on.

Stages meet only here. Offsets in mentions, times and attributions are code points of the text; frames speak of tokens
of `doc`. Entities are indices into `entities` until the reading is put together.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from extractors.tree import Tree
from kg.decisions import NONE, Decisions
from kg.model import Article, Attribution, MentionKind, Modality, Reason, Span, Timex
from kg.wikidata.items import Candidate


@dataclass(frozen=True, slots=True)
class Labelled:
    """A stretch of tokens `[first, last)`, its class, and how sure the head is of the least sure token (0–1)."""

    first: int
    last: int
    label: str
    score: float


@dataclass(slots=True, eq=False)
class Mention:
    """A place in the text that speaks of something; `entities` is filled by coreference (several for "both")."""

    start: int
    end: int
    kind: MentionKind
    type: str
    head: int
    """Index of the head token in the doc."""
    candidates: tuple[Candidate, ...] = ()
    qid: str | None = None
    """The Wikidata item that linking decided for, or the caller gave."""
    score: float = 0.0
    """How sure the link is (0–1)."""
    given: bool = False
    """Whether the caller marked it; `given_type` is the class that the caller gave with it."""
    given_type: str | None = None
    nation: str | None = None
    """QID of the state whose organ, people or citizen this is ("Azeri" in "Azeri Foreign Ministry")."""
    role: str | None = None
    """For nominal mentions: the row of the role noun lexicon it was read by ("organ", "official", "group" …)."""
    name: str = ""
    """A better name for the entity than the words of the mention ("Ministry of Foreign Affairs of Azerbaijan")."""
    entities: list[int] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(slots=True, eq=False)
class Entity:
    """Someone or something that the article speaks of."""

    name: str
    type: str
    qid: str | None = None
    score: float = 0.0
    mentions: list[Mention] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Frame:
    """A predicate of the text with its arguments, as the dependency tree gives them.

    `roles` maps a syntactic slot to the head tokens that fill it, coordinations spread out: `subj`, `obj`, `obj2`,
    `comp` (a clause), a preposition (`with`, `against`, `by`, `between` …), `poss`, `compound`, `appos`. Passives are
    already turned round: `subj` is who does it.
    """

    token: int
    lemma: str
    kind: str
    """"verb", "noun" or "adj"."""
    roles: dict[str, list[int]]
    passive: bool = False
    negated: bool = False
    modality: Modality = "actual"
    trigger: Span = Span(0, 0)


@dataclass(slots=True, eq=False)
class ClaimDraft:
    """A claim before its entities have ids. `subject` and `object` are indices into `Draft.entities`.

    `reasons` say why it was read; where nothing is given, the extractor alone is the reason.
    """

    subject: int
    predicate: str
    object: int | None
    subject_span: Span | None
    trigger: Span
    object_span: Span | None
    confidence: float
    extractor: str
    negated: bool = False
    modality: Modality = "actual"
    mode: str | None = None
    time: str | None = None
    place: str | None = None
    quantity: int | None = None
    attributions: tuple[int, ...] = ()
    denied_by: tuple[int, ...] = ()
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        self.reasons = self.reasons or (Reason("rule", self.extractor, self.confidence),)


@dataclass(slots=True, eq=False)
class AttributionDraft:
    """Who says what, before entities have ids; `speaker` is an index into `Draft.entities`."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    stance: str
    quoted: bool
    speaker: int | None = None
    medium: int | None = None
    """The outlet or platform through which it was said, an index into `Draft.entities`."""
    topical: bool = False
    """The content is what is spoken about ("condemned the attack"): claims inside it stay with the voice outside."""

    def final(self, ids: "list[str]") -> Attribution:
        """The frozen record, with entity ids from `ids`."""
        speaker = ids[self.speaker] if self.speaker is not None else None
        medium = ids[self.medium] if self.medium is not None else None
        return Attribution(self.source, self.cue, self.content, speaker, self.stance, self.quoted, medium)  # type: ignore[arg-type]


@dataclass(slots=True, eq=False)
class Draft:
    """All that is known of an article so far."""

    article: Article
    doc: Doc
    decisions: Decisions = NONE
    """What persons decided about who is meant."""
    quiet: list[Span] = field(default_factory=list)
    """Page furniture: stretches in which nothing is read."""
    mentions: list[Mention] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    times: list[Timex] = field(default_factory=list)
    attributions: list[AttributionDraft] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    claims: list[ClaimDraft] = field(default_factory=list)
    said_by: tuple[list[AttributionDraft], dict[int, list[int]]] | None = None
    """The attributions by the stretches of text that their contents touch: kept by `extractors.attribution`."""
    vectors: NDArray[np.float32] | None = None
    """A vector for each token of `doc`, `(tokens, 384)`: filled by `extractors.encoder`."""
    recognised: list[Labelled] = field(default_factory=list)
    """The names that the learned head sees, not overlapping, in the order of the text: filled by `extractors.heads`."""
    in_pairs: dict[int, tuple[list[int], NDArray[np.float32]]] = field(default_factory=dict)
    """The words of a sentence, by its number, with the vectors that the encoder of pairs gave them."""
    _by_token: dict[int, list[Mention]] | None = None
    _tree: Tree | None = None

    @property
    def tree(self) -> Tree:
        """The dependency tree as plain lists."""
        if self._tree is None:
            self._tree = Tree(self.doc)
        return self._tree

    @property
    def text(self) -> str:
        return self.article.text

    def is_quiet(self, start: int, end: int) -> bool:
        """Whether the stretch touches page furniture."""
        return any(q.start < end and start < q.end for q in self.quiet)

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that the stretch touches."""
        return [self.doc[i] for i in self.indices(start, end)]

    def indices(self, start: int, end: int) -> range:
        """The indices of the tokens that the stretch touches."""
        return range(bisect_right(self.tree.ends, start), bisect_left(self.tree.starts, end))

    def add_mentions(self, mentions: Iterable[Mention]) -> None:
        """Put mentions in, in the order of the text, the longer first."""
        new = list(mentions)
        self.mentions.extend(new)
        self.mentions.sort(key=lambda m: (m.start, -m.end, m.kind))
        if self._by_token is not None:
            self._index(new)

    def keep_mentions(self, wanted: Callable[[Mention], bool]) -> None:
        """Leave out the mentions that are not wanted."""
        self.mentions = [m for m in self.mentions if wanted(m)]
        self._by_token = None

    def mentions_at(self, token: int) -> list[Mention]:
        """The mentions whose words hold the token: given ones first, then those headed by it, then the longest."""
        if self._by_token is None:
            self._by_token = {}
            self._index(self.mentions)
        found = self._by_token.get(token)
        if not found:
            return []
        return sorted(found, key=lambda m: (not m.given, m.head != token, m.start - m.end, m.start, m.kind))

    def _index(self, mentions: Iterable[Mention]) -> None:
        for m in mentions:
            for i in self.indices(m.start, m.end):
                self._by_token.setdefault(i, []).append(m)  # type: ignore[union-attr]


Stage = Callable[[Draft], Draft]
