"""What an article becomes on its way to the graph: frozen records, nothing else.

Offsets are Unicode code points into `Article.text`, half-open `[start, end)`. Entities carry ids that are local to
their reading ("e1"); `kg.rdf` gives them IRIs. The same records travel as JSON in the reading contract (`kg.contract`).
"""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

MentionKind = Literal["name", "nominal", "pronoun", "metonym", "demonym"]
Stance = Literal["asserts", "denies", "doubts", "asks", "intends"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["actual", "possible", "future", "conditional"]
ReasonKind = Literal["rule", "learned"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Place = tuple[str, ...]
"""Where on this machine an article lies: the path of its file, and for one of several in a file its id."""


class Span(NamedTuple):
    """A stretch of the text, half-open, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GivenMention:
    """A mention that the caller already knows: kept as it is, whatever the reader thinks of it."""

    start: int
    end: int
    type: str | None = None
    qid: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text to be read. `date` is `YYYY-MM-DD[Thh:mm:ss[Z]]`; `source` says where it was found (file, line).

    `place` tells a changed article from a new one; it is no part of the article, and never goes into the graph.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    date: str | None = None
    mentions: tuple[GivenMention, ...] = ()
    source: str | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that speaks of an entity."""

    start: int
    end: int
    text: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Entity:
    """Someone or something spoken of. `type` is a class of the ontology; `score` is how sure the link is (0–1)."""

    id: str
    name: str
    type: str
    qid: str | None
    score: float
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression with its TimeML (TIMEX3) value."""

    start: int
    end: int
    text: str
    type: TimexType
    value: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what. `source` is None where the text leaves it out; `content` may be discontinuous.

    `medium_entity` is the outlet or platform that the source spoke through ("told Interfax").
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    source_entity: str | None
    stance: Stance
    quoted: bool
    medium_entity: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why a claim was read, and how sure that alone makes it (0–1).

    A "rule" is a trigger of the lexicon as `table` has it, with its kind of word ("back (verb)"), or a part of the
    reader that is code ("offices"), and then `table` is empty. "learned" is named for what the learned reader told.
    """

    kind: ReasonKind
    name: str
    confidence: float
    table: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """(subject, predicate, object) with qualifiers.

    `attributions` are indices into `Reading.attributions`, outermost first; none means the article's own voice.
    `valence` is the predicate's: -1, 0 or 1. `confidence` is between 0 and 1. `reasons` are sorted,
    each once.
    """

    id: str
    subject: str
    predicate: str
    object: str | None
    subject_span: Span | None
    trigger: Span
    object_span: Span | None
    polarity: Polarity
    modality: Modality
    attributions: tuple[int, ...]
    denied_by: tuple[str, ...]
    time: str | None
    place: str | None
    quantity: int | None
    mode: str | None
    valence: int
    confidence: float
    extractor: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one article."""

    article: Article
    entities: tuple[Entity, ...] = ()
    times: tuple[Timex, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
