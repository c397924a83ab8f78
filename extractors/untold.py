"""Events of which no rule tells: what the learned head makes of a sentence's main verb.

The lexicon will never hold every verb. Where a sentence tells no event and its main verb has a doer whom the text
names, the head says of which PLOVER class it is. Who reads an article is told so; like other faint events, none of
these is sure enough for a graph.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from extractors import eventhead
from extractors.claims import EVENTS
from extractors.draft import ClaimDraft, Draft, Frame
from extractors.encoder import Vectors
from extractors.ends import has_class, is_meant
from extractors.faint import FAINT, is_public, tells
from extractors.fillers import Filler, fillers
from extractors.frames import verb_frame
from extractors.lexicon import Rule, Trigger
from extractors.pairs.candidates import kept_words
from extractors.pairs.model import shipped
from extractors.sport import is_sport
from extractors.tree import Tree
from kg import vocabulary
from kg.model import Reason

UNTOLD = "event head"
"""Extractor of these claims."""
LEAST = 0.4
"""How likely the head must find a class."""
SURE = 0.8
"""How likely, where another clause of the sentence tells an event."""
_VAGUE = frozenset(("be", "do", "have", "want", "seem", "become", "remain"))
"""Verbs that say so little that the head must be as sure of them."""
_ASIDE = frozenset(("advcl", "relcl", "acl", "ccomp", "parataxis", "pcomp"))
"""What stands between the main verb and an event that is told by the way."""
_SIDES = ("positiveTowards", "negativeTowards")
PREDICATES = {vocabulary.predicate(name).plover: name for name in sorted(EVENTS)}
"""The event predicate of each PLOVER class."""
_SPEAKING = frozenset(("agreesWith", "threatens", "rejects", "callsOn", "accuses"))
"""What is done by saying what will be."""
_OF_STATES = ("poss", "compound", "nmod", "amod", "of")
"""How a noun names the state that acts: "the Kenyan fleet", "the courts of Peru"."""
_ENGAGED = frozenset(("engage", "commit", "involve", "prepare", "determine", "deploy"))
"""Participles that tell what their subject does: "is committed to", "were deployed in"."""
_ROUND = frozenset(
    ("after", "before", "since", "following", "despite", "amid", "during", "because", "without", "until", "according")
)
"""Prepositions that tell how or when it came about, and not to whom it was done."""
_SLOTS = ("obj", "obj2", "on", "against", "to", "with", "from", "for", "at", "in", "over", "of")


class Asked(NamedTuple):
    """A sentence's number, the frame of its main verb, the doer, and how likely the head must find a class."""

    sentence: int
    frame: Frame
    doer: Filler
    least: float


def read_untold(draft: Draft) -> Draft:
    """Add one claim at most for each sentence whose main verb tells no event.

    Raises DataError where the models are missing.
    """
    told = _told(draft)
    asked = [a for n in range(len(draft.tree.sentences)) for a in _asked(draft, n, told.get(n, []))]
    _encode(draft, [a.sentence for a in asked])
    for a in asked:
        draft.claims += _claims(draft, a, *draft.in_pairs[a.sentence])
    return draft


def _told(draft: Draft) -> dict[int, list[int]]:
    """The words of each sentence of which rules have told an event, or a side that somebody takes."""
    tree = draft.tree
    found: dict[int, list[int]] = {}
    at = {start: i for i, start in enumerate(tree.starts)}
    for c in draft.claims:
        ruled = any(r.kind == "rule" for r in c.reasons)
        if ruled and c.trigger.start in at and (tells(c) or c.predicate in _SIDES):
            token = at[c.trigger.start]
            found.setdefault(tree.sentence_of[token], []).append(token)
    return found


def _asked(draft: Draft, number: int, told: list[int]) -> Iterator[Asked]:
    """The main verb of a sentence with its doer, where there is one."""
    tree = draft.tree
    first, last = tree.sentences[number]
    verb = eventhead.main_verb(tree, first, last)
    quiet = draft.is_quiet(tree.starts[first], tree.ends[last - 1])
    if quiet or not tree.is_verb(verb) or tree.words[last - 1] == "?" or is_sport(draft, verb):
        return
    if any(_is_of(tree, verb, token) for token in told) or _is_asked_of(draft, first, last):
        return
    frame = verb_frame(tree, verb)
    own = frame.passive and frame.lemma in _ENGAGED and not frame.roles["subj"]
    tokens = frame.roles["obj" if own else "subj"]
    doers = [f for t in tokens for f in _fillers(draft, t, verb) if _acts(draft, f)]
    least = SURE if told or frame.lemma in _VAGUE else LEAST
    yield from [Asked(number, frame, f, least) for f in doers[:1]]


def _is_asked_of(draft: Draft, first: int, last: int) -> bool:
    """Whether the caller asks what two marked mentions have to do with each other: that the reader of pairs tells."""
    return sum(m.given and first <= m.head < last for m in draft.mentions) > 1


def _is_of(tree: Tree, verb: int, token: int) -> bool:
    """Whether a word belongs to what the main verb says, and not to a clause beside it."""
    while token != verb:
        if tree.heads[token] == token or tree.deps[token] in _ASIDE:
            return False
        token = tree.heads[token]
    return True


def _fillers(draft: Draft, token: int, verb: int) -> list[Filler]:
    return [replace(f, token=token) for f in fillers(draft, token, outside=verb)]


def _acts(draft: Draft, f: Filler) -> bool:
    """Whether a filler is an actor that is known, people by whose they are, or the state whose organ acts."""
    entity = draft.entities[f.entity]
    if f.mention.kind == "pronoun" and not any(m.kind == "name" for m in entity.mentions):
        return False
    if f.via in _OF_STATES:
        return entity.type == "State"
    people = f.via == "" and entity.type == "Ethnicity"  # "Georgian demonstrators"
    return has_class(entity.type, "Actor") and (people or is_public(draft, f))


def _encode(draft: Draft, numbers: list[int]) -> None:
    """Vectors for the sentences that the reader of pairs has passed over, since they name nobody else."""
    new = [n for n in numbers if n not in draft.in_pairs]
    if new:
        words = [kept_words(draft, *draft.tree.sentences[n]) for n in new]
        given = shipped().encoder.vectors(draft.tree.texts, words)
        draft.in_pairs.update(zip(new, zip(words, given, strict=True), strict=True))


def _claims(draft: Draft, asked: Asked, words: list[int], vectors: Vectors) -> Iterator[ClaimDraft]:
    frame, doer = asked.frame, asked.doer
    label, sure = eventhead.shipped().best(eventhead.features(draft.tree, words, vectors, frame.token))
    predicate = _done(frame, PREDICATES.get(label))
    if predicate is None or sure < asked.least:
        return
    rule = Rule(predicate, "verb", Trigger(frame.lemma), ("subj",), _SLOTS, None, FAINT, ())
    if not is_meant(draft, frame, rule, doer, None):
        return
    other = next((f for f in _others(draft, frame, doer) if is_meant(draft, frame, rule, doer, f)), None)
    faint = FAINT * sure
    yield ClaimDraft(
        doer.entity, predicate, other.entity if other else None, doer.span, frame.trigger,
        other.span if other else None, faint, UNTOLD, reasons=(Reason("learned", predicate, faint),),
    )  # fmt: skip


def _done(frame: Frame, predicate: str | None) -> str | None:
    """What is done by what the verb says: who will help agrees to it, who will strike threatens; None for nothing."""
    if predicate is None or (frame.negated and (predicate != "rejects" or frame.modality == "actual")):
        return None
    if frame.modality == "actual" or (frame.modality == "future" and predicate in _SPEAKING):
        return predicate
    if frame.modality == "future":
        return "agreesWith" if vocabulary.valence(predicate) >= 0 else "threatens"
    said = ("threatens",) if frame.modality == "possible" else ("threatens", "rejects", "agreesWith")
    return predicate if predicate in said else None


def _others(draft: Draft, frame: Frame, doer: Filler) -> Iterator[Filler]:
    """Whoever else the verb has beside its doer: its object, behind a preposition, else whom its clause names first."""
    slots = [t for slot in _SLOTS for t in frame.roles.get(slot, ())]
    for token in (*slots, *_below(draft, frame)):
        for f in _fillers(draft, token, frame.token):
            if f.entity != doer.entity and has_class(draft.entities[f.entity].type, "Actor"):
                yield f


def _below(draft: Draft, frame: Frame) -> Iterator[int]:
    """The nouns below a verb and not in its subject, the nearest first."""
    tree = draft.tree
    level = [k for k in tree.kids[frame.token] if tree.deps[k] not in ("nsubj", "nsubjpass", "advcl")]
    while level := [k for k in level if tree.words[k] not in _ROUND]:
        yield from (k for k in level if tree.is_noun(k))
        level = [k for i in level for k in tree.kids[i]]
