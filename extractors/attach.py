"""What stands around a claim: who says it, when, where, how many."""

from collections.abc import Iterator
from dataclasses import replace

from extractors import attribution, lexicon
from extractors.apart import is_one_phrase
from extractors.asides import is_aside, is_topic
from extractors.attribution.cues import is_denying, uses_at
from extractors.claims import SPEECH_ACTS
from extractors.commitments import COMMITMENTS
from extractors.dating import Calendar
from extractors.draft import AttributionDraft, ClaimDraft, Draft
from extractors.tree import Tree
from kg import vocabulary
from kg.model import Span

BACKGROUND = frozenset(("offices", "locations", "origins", "inclusion", "facts"))
"""Read from noun phrases: neither the date nor the denial of the clause is theirs."""
_SPOKEN = frozenset(("accuses", "endorses", "rejects", "threatens", "callsOn", "consults"))
"""What is done by words, so that a count of things counts nobody."""
_ABSURD = 10**12
"""No count in the news reaches it."""
_FIRED = frozenset(("round", "shot", "bullet", "cartridge"))
"""What is shot and counted, and hits nobody by being counted."""
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000,
    "billion": 1_000_000_000, "trillion": 1_000_000_000_000,
}  # fmt: skip


def attach_context(draft: Draft) -> Draft:
    """Fill in attributions, times and quantities of the claims."""
    _give_each_a_voice(draft)
    tree = draft.tree
    token_at = {start: i for i, start in enumerate(tree.starts)}
    when = Calendar(draft)
    for claim in draft.claims:
        claim.attributions = _voices(draft, claim)
        if claim.extractor == SPEECH_ACTS:  # the article tells that the words were said: their speaker is the subject
            claim.attributions = claim.attributions[:-1]
        if claim.extractor == COMMITMENTS:  # its own words, and the date is that of the deed to come
            claim.attributions = tuple(n for n in claim.attributions if draft.attributions[n].speaker != claim.subject)
            continue
        token = token_at.get(claim.trigger.start)
        if token is None:
            continue
        lasting = claim.extractor in BACKGROUND or claim.predicate == "affiliatedWith"
        if not lasting or tree.is_verb(token):  # "was president from 2004 to 2009"
            claim.time = claim.time or when.of(token)
        if claim.extractor != "facts":  # "the port turns 300": no citizenship is counted
            claim.quantity = claim.quantity if claim.quantity is not None else _quantity(tree, claim, token)
            claim.quantity = None if _is_one(draft, claim) else _own_count(draft, claim, token)
    told = (one for claim in draft.claims for one in _of_each_voice(draft, claim))
    draft.claims = [one for one in told if not _accuses_himself(draft, one)]
    return draft


def _accuses_himself(draft: Draft, claim: ClaimDraft) -> bool:
    """Whether who accuses another would be the one who did it: "accused each other of shelling" is said crosswise."""
    if not claim.attributions or vocabulary.valence(claim.predicate) >= 0:
        return False
    a = draft.attributions[claim.attributions[-1]]
    if a.speaker != claim.subject or a.stance != "asserts" or a.cue is None:
        return False
    return "accuse" in uses_at(draft.tree, draft.indices(*a.cue)[0])


def _of_each_voice(draft: Draft, claim: ClaimDraft) -> Iterator[ClaimDraft]:
    """The claim, and once more for each who says it in chorus with its speaker: "Kenya and Ethiopia said …"."""
    yield claim
    if not claim.attributions:
        return
    *outer, n = claim.attributions
    first = draft.attributions[n]
    for k in attribution.enclosing(draft, claim.trigger) if first.stance == "asserts" else ():
        a = draft.attributions[k]
        if k != n and a.speaker not in (None, first.speaker) and (a.cue, a.content) == (first.cue, first.content):
            yield replace(claim, attributions=(*outer, k))


def _give_each_a_voice(draft: Draft) -> None:
    """What "both accused" or "A and B said", each of them says: an attribution for each speaker of a plural source."""
    said: list[AttributionDraft] = []
    for a in draft.attributions:
        said.append(a)
        said.extend(replace(a, speaker=e) for e in _chorus(draft, a))
    draft.attributions = said


def _chorus(draft: Draft, a: AttributionDraft) -> list[int]:
    """The speakers beside the first: of a mention that means several, or coordinated with it in the source."""
    if a.source is None or a.speaker is None:
        return []
    inside = [m for i in draft.indices(*a.source) for m in draft.mentions_at(i) if a.speaker in m.entities]
    if not inside:
        return []
    first = max(inside, key=lambda m: (m.end - m.start, -m.start))
    heads = [h for h in draft.tree.spread([first.head]) if a.source.start <= draft.tree.starts[h] < a.source.end]
    joined = [m for h in heads for m in draft.mentions_at(h)[:1] if m.head == h]
    return [e for e in dict.fromkeys(e for m in (first, *joined) for e in m.entities) if e != a.speaker]


def _voices(draft: Draft, claim: ClaimDraft) -> tuple[int, ...]:
    """The attributions around a claim; of a chorus who speaks of the other, or denies or intends its own deed."""
    chosen: dict[tuple[Span | None, tuple[Span, ...]], int] = {}
    for n in attribution.enclosing(draft, claim.trigger):
        a = draft.attributions[n]
        if (
            is_aside(draft, claim.trigger, a)
            or is_topic(draft, claim.trigger, a)
            or _is_act(draft, claim, a)
            or _is_title(draft, claim, a)
        ):
            continue
        if _is_outside(claim, a) or _is_of_subject(draft, claim, a):
            claim.modality = "actual" if claim.extractor == "pairs" else claim.modality  # the content's mood is not its
            continue
        first = chosen.setdefault((a.cue, a.content), n)
        spoken_for = draft.attributions[first].speaker == claim.subject
        if spoken_for != (a.stance in ("denies", "intends")) and n != first:
            chosen[a.cue, a.content] = n
    return tuple(_once(draft, list(chosen.values())))


def _once(draft: Draft, said: list[int]) -> Iterator[int]:
    """The voices without those that say once more who speaks: "According to the UN, …, it said"."""
    for at, n in enumerate(said):
        a = draft.attributions[n]
        inner = [draft.attributions[k] for k in said[at + 1 : at + 2]]
        again = any((a.speaker, a.stance) == (b.speaker, b.stance) for b in inner)
        if not (again and a.stance == "asserts" and a.speaker is not None):
            yield n


def _is_act(draft: Draft, claim: ClaimDraft, a: AttributionDraft) -> bool:
    """Whether the cue tells what somebody does not do ("refused to condemn"): the article says that, he need not."""
    if a.stance != "denies" or a.cue is None or not (claim.negated or claim.predicate == "rejects"):
        return False
    tree, i = draft.tree, draft.indices(*a.cue)[0]
    return not is_denying(tree, i)


def _is_title(draft: Draft, claim: ClaimDraft, a: AttributionDraft) -> bool:
    """Whether the claim is how somebody is introduced in what is told: nobody denies "Syria's president" there.

    What a title takes for granted the article tells itself, unless it stands in somebody's own words.
    """
    i = draft.indices(*claim.trigger)[0]
    predicate = draft.tree.is_verb(i) or draft.tree.deps[i] in ("attr", "oprd")
    title = claim.extractor == "offices" or claim.predicate == "affiliatedWith"
    if claim.extractor == "facts" and claim.predicate in ("citizenOf", "memberOf") and not a.quoted:
        return is_one_phrase(draft, claim)
    # whoever demands the release of prisoners in Goma takes for granted that they are there
    presupposed = claim.extractor == "locations" and a.stance in ("asks", "intends")
    told = a.stance == "denies" or presupposed or (title and not a.quoted)
    return told and (title or claim.extractor in BACKGROUND) and not predicate


def _is_outside(claim: ClaimDraft, a: AttributionDraft) -> bool:
    """Whether the claim is about who speaks, not in what is said: in "Israeli Prime Minister Olmert said that …" the
    article itself says what he is and whose citizen, though the word that told most may stand in the content."""
    ends = [span for span in (claim.subject_span, claim.object_span) if span is not None]
    source = a.source if claim.extractor == "offices" else None
    if source is not None and source.start <= claim.trigger.start and claim.trigger.end <= source.end:
        return True  # who speaks is introduced in the speaker's own title
    learned = all(r.kind == "learned" for r in claim.reasons)
    return learned and not any(c.start <= s.start and s.end <= c.end for c in a.content for s in ends)


def _is_of_subject(draft: Draft, claim: ClaimDraft, a: AttributionDraft) -> bool:
    """Whether the claim only tells of whom something is thought: in "Chad, an ally of Mali, is said to have lost faith"
    nobody but the article says whose ally it is."""
    if a.cue is None or a.source is not None or a.quoted:
        return False
    tree, cue = draft.tree, draft.indices(*a.cue)[0]
    subjects = tree.of(cue, "nsubj", "nsubjpass")
    trigger = draft.indices(*claim.trigger)[0]
    return any(s in tree.upwards(trigger)[1:] for s in subjects)


def _is_one(draft: Draft, claim: ClaimDraft) -> bool:
    """Whether the claim is of one person by name: of "two drivers, Abdi and Petrov" each is one."""
    named = claim.object_span and any(
        m.kind == "name" and m.span == claim.object_span
        for i in draft.indices(*claim.object_span)
        for m in draft.mentions_at(i)
    )
    return bool(named) and draft.entities[claim.object or 0].type == "Person"


def _own_count(draft: Draft, claim: ClaimDraft, verb: int) -> int | None:
    """The claim's count, unless it is another's: of whom else a list has, or of things that are only spoken about
    ("attacked the party's six pledges")."""
    tree = draft.tree
    if claim.quantity is None or claim.object_span is None or not tree.is_verb(verb):
        return claim.quantity
    at = [m for i in draft.indices(*claim.object_span) for m in draft.mentions_at(i) if m.span == claim.object_span]
    counted = [k for k in tree.of(verb, "dobj", "nsubjpass") if tree.of(k, "nummod")]
    if not at or not counted or at[0].head in counted:
        return claim.quantity
    listed = at[0].head in tree.spread(counted)
    return count_of(tree, at[0].head) if listed or claim.predicate in _SPOKEN else claim.quantity


def _quantity(tree: Tree, claim: ClaimDraft, token: int) -> int | None:
    """How many were hit, or how many times: "two helicopters", "127 times"."""
    if not tree.is_verb(token):
        return _killed(tree, tree.heads[tree.heads[token]], "nsubjpass") if tree.deps[token] == "pobj" else None
    for i in tree.of(token, "dobj", "nsubjpass", "npadvmod"):
        if (tree.deps[i] == "npadvmod" and tree.lemmas[i] != "time") or tree.lemmas[i] in _FIRED:
            continue
        for k in tree.of(i, "nummod"):
            number = number_of([tree.words[j] for j in sorted(tree.subtree(k))])
            if number is not None:
                return number
    deaths = [_killed(tree, k, "dobj") for k in tree.of(token, "advcl") if claim.predicate == "attacks"]
    return next((n for n in deaths if n is not None), None)


def _killed(tree: Tree, verb: int, slot: str) -> int | None:
    """How many a deed killed or hurt, as another verb of its sentence says: "killed in a raid", "…, killing three"."""
    if not tree.is_verb(verb) or tree.lemmas[verb] not in lexicon.class_of("hurting"):
        return None
    counts = (count_of(tree, i) for i in tree.of(verb, slot))
    return next((n for n in counts if n is not None), None)


def count_of(tree: Tree, noun: int) -> int | None:
    """How many a noun phrase counts: "at least 900 people"; a number may be its head ("14 of its fighters")."""
    if tree.tags[noun] == "CD":
        return number_of([tree.words[k] for k in (*tree.of(noun, "compound", "nummod"), noun)])
    numbers = tree.of(noun, "nummod") or [
        j for k in tree.of(noun, "compound") for j in tree.kids[k] if tree.tags[j] == "CD"
    ]
    counts = (number_of([tree.words[j] for j in sorted(tree.subtree(k))]) for k in numbers)
    return next((n for n in counts if n is not None), None)


def number_of(words: list[str]) -> int | None:
    """The whole number that words or figures say ("two", "1,200", "2.5 million"); None if they say none."""
    total, said = 0.0, False
    for word in words:
        plain = word.replace(",", "")
        if plain.replace(".", "", 1).isdecimal():
            total, said = total + float(plain), True
        elif word in _NUMBERS:
            n = _NUMBERS[word]
            total, said = (max(total, 1) * n if n >= 100 or word == "dozen" else total + n), True
    return round(total) if said and total < _ABSURD else None
