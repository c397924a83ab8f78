"""From frames to claims: each frame is held against the lexicon's rules, and the fillers of its slots become the ends.

Relations and events are read by the same rules; which of the two a rule speaks of is the predicate's matter.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache

from extractors import attribution, lexicon
from extractors.blame import carrier
from extractors.doers import is_misdone
from extractors.draft import ClaimDraft, Draft, Frame
from extractors.ends import has_class, is_meant, may_stand_alone
from extractors.fillers import Filler, fillers
from extractors.lexicon import Rule
from extractors.moods import is_excepted, is_unsure
from extractors.parts import is_one_of_a_people, is_only_its_right, weight_of
from extractors.roles import roles
from extractors.sport import HOSTILE, is_sport
from extractors.standins import is_with_another
from extractors.tree import Tree
from extractors.triggers import has_clause, is_part, meets, side_of
from kg import vocabulary
from kg.model import Modality, Span

SPEAKER = "speaker"
SPEECH_ACTS = "speech acts"
"""Extractor of the claims whose subject is whoever says the words: they are the article's own, not the speaker's."""
_WITHHELD = frozenset(("supports", "endorses", "recognises", "agreesWith"))
_WITHHOLDING = 0.6
_REACHES_PLACES = frozenset(
    ("attacks", "mobilizesAgainst", "coerces", "fights", "suppliesTroopsTo", "controls", "monitors")
)
"""What is done to something in a place is done to the place: only of these ("bombed targets in Gaza")."""
_DIRECT = frozenset(
    ("controls", "claimsTerritory", "recognises", "secededFrom", "independentFrom", "memberOf", "partOf", "capitalOf")
)
"""Said of the thing itself, not of its owner."""
_OF_VICTIMS = frozenset(("of", "against", "on", "in"))
"""Who condemns the killing of X, or an attack on X, does not blame X."""
_NO_GROUND = frozenset(("force", "organ", "office"))
"""Words for a state that name its people: who captures Indian soldiers does not hold India."""
_NO_PARTNERS = frozenset(("from", "against", "for", "to"))
"""Who receives a tip from X has not met X."""
_FORMER = frozenset(("former", "ex", "late", "ousted", "deposed", "erstwhile"))
_COMPLETE = frozenset(("attacks", "protestsAgainst", "callsOn", "retreatsFrom", "threatens", "coerces", "agreesWith"))
"""Events that say something even where the text names nobody at the other end."""
_COMPLETED = frozenset(("concedesTo", "rejects"))  # where a thing of their own is named
_ALONE = 0.75
"""How sure a claim without an object is."""
_GUILT = 0.9
"""How sure one is whose noun of guilt names the deed: "took part in the attack"."""
_MANY = 4
"""Of more parties than these a list is told, not who dealt with whom: eleven states would be 55 pairs."""
_CROWDED = 0.8
_RECIPROCAL = frozenset(("other", "another"))
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))


def read_frames(draft: Draft, wanted: Callable[[str], bool], extractor: str) -> Draft:
    """Add the claims of all frames whose predicate is `wanted`."""
    known = lexicon.predicates().rules
    for frame in draft.frames:
        rules = [r for r in known.get((frame.kind, frame.lemma), ()) if meets(draft, frame, r)]
        said: set[str] = set()
        for rule in rules:
            if rule.predicate in said or not wanted(rule.predicate) or any(is_part(rule, r) for r in rules):
                continue
            if rule.predicate in HOSTILE and is_sport(draft, frame.token):
                continue
            claims = list(_claims(draft, frame, rule, extractor))
            draft.claims.extend(claims)
            if claims:
                said.add(rule.predicate)
    return draft


def _claims(draft: Draft, frame: Frame, rule: Rule, extractor: str) -> Iterator[ClaimDraft]:
    for a, b in _pairs(draft, frame, rule):
        if a.entity == (b.entity if b else None) or not _fits(draft, rule, a, b):
            continue
        if not is_meant(draft, frame, rule, a, b) or (b and is_only_its_right(draft, rule.predicate, b)):
            continue
        if any(f is not None and is_one_of_a_people(draft, f) for f in (a, b)) or is_misdone(draft, frame, rule, a, b):
            continue
        alone = _ALONE if frame.kind == "verb" else _GUILT
        weight = a.weight * (weight_of(draft, rule.predicate, frame.token, b) if b else alone)
        heads = [i for f in (a, b) if f is not None for i in (f.token, f.mention.head) if i >= 0]
        unsure = any(is_unsure(draft.tree, k) for i in heads for k in (i, *draft.tree.of(i, "appos")))
        mood: Modality = "possible" if unsure and frame.modality == "actual" else frame.modality
        negated = frame.negated != (a.excepted or (b is not None and b.excepted))
        extractor = SPEECH_ACTS if rule.subject == (SPEAKER,) else extractor
        yield ClaimDraft(
            subject=a.entity, predicate=rule.predicate, object=b.entity if b else None,
            subject_span=a.span, trigger=frame.trigger, object_span=b.span if b else None,
            confidence=rule.confidence * weight, extractor=extractor,
            negated=negated, modality=mood, mode=rule.mode, reasons=(rule.reason(rule.confidence * weight),),
        )  # fmt: skip
        if negated and b and rule.predicate in _WITHHELD and frame.modality in ("actual", "possible"):
            # who does not back someone turns them down: said beside the negated claim, and less surely
            sure = _WITHHOLDING * rule.confidence * weight
            yield ClaimDraft(
                a.entity, "rejects", b.entity, a.span, frame.trigger, b.span, sure, extractor,
                reasons=(rule.reason(sure, turned=True),),
            )  # fmt: skip


def _pairs(draft: Draft, frame: Frame, rule: Rule) -> Iterable[tuple[Filler, Filler | None]]:
    """The ends of the claims that a rule reads in a frame; no object only for events, which need none."""
    if rule.subject == (SPEAKER,):
        return _spoken(draft, frame, rule)
    subjects, _ = _first(draft, frame, rule, rule.subject, ())
    if not subjects:
        return []
    if _is_reciprocal(draft, frame, rule):
        return [(a, b) for a in subjects for b in subjects if a.entity != b.entity]
    several = len({f.entity for f in subjects}) > 1
    objects, slot = _first(draft, frame, rule, rule.object, {f.span for f in subjects}, several=several)
    parties = [f for f in subjects if f.via != "compound"]  # "Apple and Google staff" are neither company
    aside = slot == "each" and (_is_done_to_a_thing(draft, frame, rule) or is_with_another(draft, frame))
    among = [] if aside else _among(parties)
    if slot == "each" and among:
        blow_for_blow = vocabulary.valence(rule.predicate) < 0 and not vocabulary.predicate(rule.predicate).symmetric
        return [*among, *((b, a) for a, b in among)] if blow_for_blow else among
    if len(subjects) == 1:  # "abandoned its policy" is done to nobody else
        objects = [b for b in objects if b.entity != subjects[0].entity]
        if not objects and "none" in rule.object:  # "massed troops on its border"
            slot = "none"
    if not objects:
        return [(a, None) for a in subjects if _says_enough(draft, frame, rule, a, slot)]
    if len(subjects) > 1 and {f.mention.kind for f in subjects} == {"pronoun"}:  # "A and the rebels they arm"
        own = {f.entity for f in subjects}
        if all(f.mention.kind != "pronoun" and f.mention.role != "rival" for f in objects if f.entity in own):
            objects = [b for b in objects if b.entity not in own]
    if {f.entity for f in subjects} == {f.entity for f in objects}:  # "both accused their rival"
        return [(a, b) for a in subjects for b in objects if a.entity != b.entity]
    return [(a, b) for a in subjects for b in objects]


def _is_done_to_a_thing(draft: Draft, frame: Frame, rule: Rule) -> bool:
    """Whether several do it side by side to something else: who together "fight the ivory trade" or "telephone
    voters" do not fight or telephone one another."""
    tree, t = draft.tree, rule.trigger
    things = frame.roles.get("obj", ()) if frame.kind == "verb" and not (t.objects or t.prep) else ()
    nouns = [k for k in things if tree.is_noun(k)]
    if vocabulary.valence(rule.predicate) < 0:
        return any(not _is_hostility(tree.lemmas[k]) for k in nouns)
    people = lexicon.class_of("targets") | lexicon.class_of("private") | roles().by_noun.keys()
    return any(not people.isdisjoint(tree.measured(k)) for k in nouns)


def _is_hostility(noun: str) -> bool:
    """Whether the noun itself names what parties do to one another: "fought a war"."""
    return any(vocabulary.valence(r.predicate) < 0 for r in lexicon.predicates().rules.get(("noun", noun), ()))


def _among(parties: list[Filler]) -> list[tuple[Filler, Filler]]:
    """Those who do something with one another: each with each, of many each with the first, and less surely."""
    if len({f.entity for f in parties}) > _MANY:
        return [
            (parties[0], replace(b, weight=b.weight * _CROWDED)) for b in parties[1:] if b.entity != parties[0].entity
        ]
    return [(a, b) for n, a in enumerate(parties) for b in parties[n + 1 :] if a.entity != b.entity]


def _says_enough(draft: Draft, frame: Frame, rule: Rule, a: Filler, slot: str | None) -> bool:
    """Whether a claim without an object is one: an event whose object is left out, or where the slot may be empty."""
    complete = _may_lack(draft, frame, rule)
    if slot == "none":
        fixed = rule.trigger.prep or rule.trigger.objects  # "remained on alert", but "mobilised funds"
        return complete or bool(fixed) or rule.predicate != "mobilizesAgainst"
    if frame.kind == "noun":  # "denied any role in the attack"
        return complete and rule.predicate == "attacks" and carrier(draft.tree, frame.token) is not None
    return complete and frame.kind == "verb" and may_stand_alone(draft, frame, rule, a)


def _spoken(draft: Draft, frame: Frame, rule: Rule) -> list[tuple[Filler, Filler | None]]:
    """What the words do of which the frame is part: the ends are the speaker and who is spoken of."""
    around = attribution.enclosing(draft, frame.trigger)
    said = draft.attributions[around[-1]] if around else None
    if (
        "namer" in frame.roles
    ):  # "called Iran the aggressor"; who tells that somebody was called so does not call him so
        namers = [f for t in frame.roles["namer"] for f in fillers(draft, t)]
        return [(a, b) for a in namers for b in _first(draft, frame, rule, rule.object, {a.span})[0]]
    if said is None or said.speaker is None or said.source is None or frame.negated:
        return []
    if any(draft.attributions[n].stance == "denies" for n in around):  # who denies that X lied does not accuse X
        return []
    if said.cue is not None and _is_cue_of(draft, said.cue, rule.predicate):  # "accused X of lying" has said it already
        return []
    entity = draft.entities[said.speaker]
    source = Filler(said.speaker, said.source, 1.0, entity.mentions[0])
    return [(source, b) for b in _first(draft, frame, rule, rule.object, {said.source})[0]]


def _is_cue_of(draft: Draft, cue: Span, predicate: str) -> bool:
    rules = lexicon.predicates().rules
    lemmas = [draft.tree.lemmas[t.i] for t in draft.tokens(*cue)]
    return any(r.predicate == predicate for lemma in lemmas for r in rules.get(("verb", lemma), ()))


def _within(draft: Draft, frame: Frame, token: int) -> int | None:
    """The predicate, whose own phrase says nothing of its ends, but for what a participle says of the noun after it."""
    is_of_noun = draft.tree.deps[frame.token] == "amod" and draft.tree.heads[frame.token] == token
    return None if is_of_noun and frame.kind == "verb" else frame.token


def _first(
    draft: Draft, frame: Frame, rule: Rule, slots: Iterable[str], used: Collection[Span], *, several: bool = False
) -> tuple[list[Filler], str | None]:
    """The fillers of the first slot that has any not yet used, with its name; `each` needs several subjects."""
    for slot in slots:
        if _is_barred(draft, frame, rule, slot):
            continue
        if slot == "none" or (slot == "each" and several):
            return [], slot
        tokens = _tokens(draft, frame, slot)
        found = [
            replace(f, token=t)
            for t in tokens
            for f in _marked(draft, t, fillers(draft, t, outside=_within(draft, frame, t)))
        ]
        found = [f for f in found if f.span not in used]
        if rule.predicate == "accuses":
            found = _culprits(draft, frame, slot, tokens, found)
        if any(f.mention.kind == "nominal" and len(f.mention.entities) > 1 for f in found):
            # "Azeri and Armenian ministries": the parser may take the first adjective for a noun of its own
            found = [f for f in found if f.mention.kind != "demonym"]
        if found:
            return found, slot
    return [], None


def _culprits(draft: Draft, frame: Frame, slot: str, tokens: list[int], found: list[Filler]) -> list[Filler]:
    """Of a condemned deed who did it, not to whom: "the killing of X by Y"."""
    outer, _, inner = slot.partition(".")
    if inner in _OF_VICTIMS - {"on"} and any(_is_deed(draft, t) for t in frame.roles.get(outer, ())):
        return []
    deeds = [t for t in tokens if _is_deed(draft, t)]
    doers = [f for t in deeds for k in draft.tree.preps(t).get("by", ()) for f in fillers(draft, k)]
    return doers or [f for f in found if not (deeds and f.via in _OF_VICTIMS)]


def _is_former(tree: Tree, noun: int) -> bool:
    """Whether the noun is no more said of its subject: "a former ally", "ex-Labour member"."""
    before = tree.words[tree.left(noun) : noun]
    once = "ex" in before or before[-3:] == ["one", "-", "time"]
    return once or any(tree.words[k] in _FORMER for k in tree.of(noun, "amod", "advmod"))


def fillers_of(draft: Draft, frame: Frame, rule: Rule, slot: str) -> list[Filler]:
    """Who fills one slot of a rule."""
    return _first(draft, frame, rule, (slot,), ())[0]


def _is_deed(draft: Draft, token: int) -> bool:
    """Whether a noun names something done to somebody: a killing, an attack."""
    rules = lexicon.predicates().rules.get(("noun", draft.tree.lemmas[token]), ())
    return any(r.predicate in ("attacks", "coerces") for r in rules)


def _is_barred(draft: Draft, frame: Frame, rule: Rule, slot: str) -> bool:
    """Whether a slot says another thing in this construction."""
    tree = draft.tree
    if "appos" in rule.subject and _is_former(tree, frame.token):
        return True
    if slot == "subj" and frame.kind == "noun" and (rule.subject == (SPEAKER,) or "appos" in rule.subject):
        return not _is_said_to_be(tree, frame.token)  # "Turkey entered the town" does not make it one
    if rule.predicate == "agreesWith" and slot.startswith(("comp", "obj")) and _is_taken_for_true(tree, frame):
        return True
    if slot == "each" and not rule.trigger.objects and frame.roles.get(rule.trigger.prep or ""):
        return True  # who all "voted against the plan" did not do so against one another
    if slot == "from" and rule.predicate == "coerces" and frame.roles.get("obj"):
        return True  # who is banned from a shop is banned, not the shop
    outer, _, inner = slot.partition(".")
    if slot == "comp.subj" and vocabulary.valence(rule.predicate) > 0:  # "receives counselling to help them recover"
        return tree.kid(frame.token, "nsubj") is None
    if outer != "comp" or inner == "subj":
        return False
    if rule.predicate == "rejects" and not _is_of_dealings(tree, frame):
        return True
    # "refused to condemn X" rejects nobody, "vowed to eliminate X" is no agreement with it
    bad = 1 if rule.predicate == "threatens" else -1
    return any(side_of(tree.lemmas[k]) == bad for k in frame.roles.get("comp", ()))


def _is_of_dealings(tree: Tree, frame: Frame) -> bool:
    """Whether what is refused is dealt out to others: who "refused to confirm her death" rejects nobody."""
    known = lexicon.predicates().rules
    return any(("verb", tree.lemmas[k]) in known for k in frame.roles.get("comp", ()))


def _is_taken_for_true(tree: Tree, frame: Frame) -> bool:
    """Whether somebody only grants that something is so: "accepts that Iran will stay"."""
    clauses = [k for k in frame.roles.get("comp", ()) if tree.deps[k] == "ccomp"]
    return frame.lemma == "accept" and any(tree.words[j] == "that" for k in clauses for j in tree.of(k, "mark"))


def _is_said_to_be(tree: Tree, token: int) -> bool:
    """Whether the noun is what its subject is said to be: after "is", "became", "called it"."""
    while tree.deps[token] == "conj" and tree.heads[token] != token:
        token = tree.heads[token]
    return tree.deps[token] in ("attr", "oprd", "acomp", "ROOT", "nsubj")


def _marked(draft: Draft, token: int, found: list[Filler]) -> list[Filler]:
    return [replace(f, excepted=True) for f in found] if found and is_excepted(draft.tree, token) else found


def _may_lack(draft: Draft, frame: Frame, rule: Rule) -> bool:
    """Whether an event may go without its other end: its object is missing, or is something that is hit."""
    tree = draft.tree
    if rule.predicate not in _COMPLETE and not (rule.predicate in _COMPLETED and rule.trigger.objects):
        return False
    if rule.trigger.infinitive is not None or (rule.predicate == "agreesWith" and has_clause(tree, frame)):
        return False  # what is promised says more than that it is
    if frame.roles.get("against"):
        return False  # "mobilised against poverty"
    if rule.predicate == "callsOn" and not (frame.roles.get("comp") or frame.roles.get("for")):
        return False  # "ordered an offensive" asks nobody for anything
    objects = [t for t in frame.roles.get("obj", ()) if not tree.measured(t) & rule.trigger.objects]
    hit = lexicon.class_of("targets")
    return all(
        tree.lemmas[t] in hit or tree.lemmas[t] in roles().by_noun or tree.words[t] in roles().by_noun for t in objects
    )


def _tokens(draft: Draft, frame: Frame, slot: str) -> list[int]:
    """The tokens in a slot; `outer.inner` is the slot below the slot."""
    outer, _, inner = slot.partition(".")
    tokens, tree = frame.roles.get(outer, []), draft.tree
    if not inner:  # "blew themselves up in a market": the market is hit
        return [t for t in tokens if t != frame.token and tree.words[t] not in _REFLEXIVE]
    found: list[int] = []
    for t in tokens:
        if inner == "subj":
            clauses = tree.of(t, "acl", "ccomp") if tree.is_noun(t) else [t]  # "its demand that Israel leave"
            found += tree.spread([k for clause in clauses for k in tree.of(clause, "nsubj", "nsubjpass")])
        elif inner == "obj":
            found += tree.spread(tree.of(t, "dobj", "nsubjpass"))
        elif inner == "poss":
            counted = tree.preps(t).get("of", []) if len(tree.measured(t)) > 1 else []
            found += tree.spread([k for noun in (t, *counted) for k in tree.of(noun, "poss")])
        else:
            found += tree.preps(t).get(inner) or [k for p in tree.of(t, "acl") for k in tree.preps(p).get(inner, ())]
    return found


def _is_reciprocal(draft: Draft, frame: Frame, rule: Rule) -> bool:
    """Whether the object is "each other" or "one another", or "the other" of what "either side" does."""
    words = draft.tree.words
    singled = any(words[k] in ("each", "either") for s in frame.roles.get("subj", ()) for k in draft.tree.of(s, "det"))
    return any(
        words[t] in _RECIPROCAL and t > 0 and (words[t - 1] in ("each", "one") or (singled and words[t - 1] == "the"))
        for slot in rule.object
        if slot != "each"
        for t in _tokens(draft, frame, slot)
    )


def _fits(draft: Draft, rule: Rule, a: Filler, b: Filler | None) -> bool:
    if rule.predicate not in _REACHES_PLACES and any(f is not None and f.via in ("in", "on") for f in (a, b)):
        return False
    if rule.predicate in _DIRECT and any(f is not None and f.via not in ("", "of", "appos") for f in (a, b)):
        return False
    if rule.predicate in _DIRECT and b is not None and b.mention.role in _NO_GROUND and b.mention.kind == "nominal":
        return False
    if rule.predicate == "consults" and b is not None and b.via in _NO_PARTNERS:
        return False
    for end, wanted in rule.requires:
        filler = a if end == "subject" else b
        if filler is None or not has_class(draft.entities[filler.entity].type, wanted):
            return False
    return True


@cache
def is_event(predicate: str) -> bool:
    """Whether a predicate is one of the sixteen event predicates rather than a standing relation."""
    return predicate in EVENTS


EVENTS = frozenset(
    ("agreesWith", "consults", "endorses", "concedesTo", "cooperatesWith", "aids", "retreatsFrom", "callsOn", "accuses",
     "rejects", "threatens", "protestsAgainst", "sanctions", "mobilizesAgainst", "coerces", "attacks")
)  # fmt: skip
"""The event predicates: one for each PLOVER class."""
