"""Predicate-argument frames from the dependency tree: who does what to whom, whatever the construction.

A frame is built for each word that the lexicon knows as a trigger. Passives are turned round, coordinations spread out,
subjects carried over to infinitives, participles, gerunds and coordinated verbs; `moods` adds negation and modality.
"""

from extractors import lexicon
from extractors.attribution.cues import is_denying, is_utterance
from extractors.blame import doers, laid_to
from extractors.carriers import BE, carrier_of
from extractors.draft import Draft, Frame
from extractors.giving import addressed, receiver, writer_of
from extractors.moods import is_broken, modality, negated, noun_mood
from extractors.strikes import engaged, killers, strikers
from extractors.tree import Tree
from kg.model import Span

_ASPECTS = frozenset(
    ("deny", "admit", "stop", "begin", "start", "continue", "resume", "cease", "halt", "avoid", "consider")
)
_FINDING = frozenset(("find", "leave", "fear", "see"))
_SUGGESTING = frozenset(("recommend", "suggest", "propose", "advocate", "advise"))
_DOCUMENTS = frozenset(
    ("statement", "resolution", "letter", "declaration", "communique", "communiqué", "petition", "message", "note",
     "motion", "memorandum", "tweet", "warning", "appeal", "bill", "law", "decree", "act", "order", "legislation")
)  # fmt: skip
"""What does nothing itself: who wrote it condemns, urges or warns in it."""
_UNWRITTEN = frozenset(
    ("veto", "reject", "block", "oppose", "receive", "ignore", "dismiss", "criticise", "criticize", "condemn",
     "denounce", "withdraw", "defeat", "delay", "see", "read", "quote", "cite", "welcome", "burn", "break", "violate")
)  # fmt: skip
"""What is done with such a thing by others than who wrote it."""
_RELATIVES = frozenset(("which", "whom", "that", "who"))
_SUFFERING = frozenset(("face", "suffer", "see", "experience", "endure", "witness"))
_DEPTH = 6


def build_frames(draft: Draft) -> Draft:
    """Fill `draft.frames`, in the order of the text."""
    tree = draft.tree
    known = lexicon.predicates()
    timed = {i for x in draft.times for i in draft.indices(x.start, x.end)}
    for i, word in enumerate(tree.lemmas):
        kind = _kind(tree, i)
        if kind is None or (kind, word) not in known.heads or draft.is_quiet(tree.starts[i], tree.ends[i]):
            continue
        frame = verb_frame(tree, i) if kind == "verb" else _noun(tree, i, kind)
        for slot in ("obj", "on"):  # "resigned Thursday", "called him on Monday"
            frame.roles[slot] = [t for t in frame.roles.get(slot, ()) if t not in timed]
        if frame.modality == "actual" and tree.words[tree.sentences[tree.sentence_of[i]][1] - 1] == "?":
            frame.modality = "possible"
        draft.frames.append(frame)
    return draft


def _kind(tree: Tree, i: int) -> str | None:
    tag = tree.tags[i]
    if tag.startswith("VB"):
        return None if tree.deps[i] in ("aux", "auxpass") else "verb"
    if tag in ("NN", "NNS", "NNP", "NNPS"):
        return "noun"
    if tag in ("JJ", "JJR", "JJS"):
        return "adj"
    return None


def verb_frame(tree: Tree, i: int) -> Frame:
    """The frame of a verb, whether the lexicon knows it or not."""
    roles = tree.preps(i)
    gerund = _gerund_under(tree, i)
    passive = gerund is None and is_passive(tree, i)
    subject = _subject(tree, i)
    objects = tree.spread(tree.of(i, "dobj", "obj")) or _shared_object(tree, i) or _mislabelled_object(tree, i)
    if passive:
        agent = roles.pop("by", []) or _hyphen_agent(tree, i) or _shared_agent(tree, i) or strikers(tree, i)
        roles["obj2"], objects, subject = objects, subject, agent
    else:
        roles["obj2"] = tree.spread([k for k in tree.of(i, "dative") if not tree.of(k, "pobj")]) or receiver(tree, i)
    relative = _relative_object(tree, i) if not objects else []
    if gerund is not None:
        objects, subject = tree.spread([tree.heads[i]]), _subject(tree, gerund)
        for name, fillers in (*tree.preps(tree.heads[i]).items(), *tree.preps(gerund).items()):
            roles.setdefault(name, fillers)
    roles["subj"], roles["obj"] = subject, objects or relative
    roles["comp"] = tree.of(i, "ccomp", "xcomp")
    roles["purpose"] = [k for k in tree.of(i, "advcl") if any(tree.words[j] == "to" for j in tree.of(k, "aux"))]
    roles["prt"] = tree.of(i, "prt")
    return Frame(i, tree.lemmas[i], "verb", roles, passive, negated(tree, i), modality(tree, i), _trigger(tree, i))


def _gerund_under(tree: Tree, i: int) -> int | None:
    """The verb above in "denied supplying arms", where the parser takes the gerund for an adjective of its object."""
    noun = tree.heads[i]
    if tree.tags[i] != "VBG" or tree.deps[i] != "amod" or tree.deps[noun] != "dobj":
        return None
    verb = tree.heads[noun]
    return verb if verb == i - 1 and tree.lemmas[verb] in _ASPECTS else None


def _trigger(tree: Tree, i: int) -> Span:
    """The verb with its particle where that follows at once."""
    last = max([i, *(k for k in tree.of(i, "prt") if k == i + 1)])
    return Span(tree.starts[i], tree.ends[last])


def is_passive(tree: Tree, i: int) -> bool:
    """Whether a verb is passive: by its auxiliary, or as a bare participle after a noun or before it."""
    if tree.of(i, "auxpass", "nsubjpass"):
        return True
    if _is_participle(tree, i):
        return True
    if tree.tags[i] != "VBN" or tree.of(i, "aux", "nsubj"):
        return False
    if tree.deps[i] == "conj" and tree.is_verb(tree.heads[i]):
        return is_passive(tree, tree.heads[i])
    if tree.deps[i] in ("acl", "amod") or tree.lemmas[tree.heads[i]] in _FINDING:  # "were found shot"
        return True
    # "Backed by Iran, the group …"
    return tree.deps[i] == "advcl" and any(tree.words[k] == "by" for k in tree.of(i, "agent", "prep"))


_DONE_TO = frozenset(("extradite", "deport", "transfer", "release", "sentence", "jail", "send", "hand"))
"""What is done to somebody, though the lexicon looks for others around it."""


def _is_participle(tree: Tree, i: int) -> bool:
    """Whether a verb that may be taken for a past tense is none: "men killed fighting", "was fired and banned from"."""
    if tree.of(i, "aux", "dobj", "prt"):
        return False
    if tree.tags[i] == "VBD" and tree.deps[i] == "acl" and not tree.of(i, "nsubj", "xcomp", "ccomp"):
        return True  # "a national extradited to Chad"
    if tree.lemmas[i] in _DONE_TO and tree.deps[i] == "conj" and is_passive(tree, tree.heads[i]):
        return True  # "was arrested in March and extradited to Chad in May"
    if not _needs_object(tree.lemmas[i]):
        return False
    if i + 1 < len(tree.deps) and tree.tags[i + 1] == "VBG" and tree.deps[i + 1] in ("xcomp", "advcl"):
        return tree.heads[i + 1] == i
    if tree.of(i, "nsubj"):
        return False
    if tree.tags[i] == "VBD" and tree.deps[i] == "acl":
        return True
    if tree.tags[i] == "VBN" and tree.deps[i] == "advcl":
        return not tree.of(i, "mark")
    return tree.tags[i] == "VBD" and tree.deps[i] == "conj" and is_passive(tree, tree.heads[i])


def _needs_object(verb: str) -> bool:
    """Whether the lexicon knows the verb with an object alone."""
    rules = [r for r in lexicon.predicates().rules.get(("verb", verb), ()) if not r.weight]
    return bool(rules) and all(r.object[0] == "obj" for r in rules)


def _hyphen_agent(tree: Tree, i: int) -> list[int]:
    """Iran in "Iran-backed militias"; Russia's adjective in "Russian-backed separatists"."""
    if tree.deps[i] not in ("amod", "acl"):
        return []
    before = [
        k for k in tree.kids[i] if k < i and tree.deps[k] in ("npadvmod", "amod", "nmod", "compound", "advmod", "punct")
    ]
    return [k for k in before if tree.words[k] != "-" and tree.words[i - 1] == "-"][-1:]


def _shared_agent(tree: Tree, i: int) -> list[int]:
    """The agent in "was trained and armed by Iran", which the parser hangs on the last participle only."""
    for k in tree.of(i, "conj"):
        if tree.tags[k] == "VBN" and not tree.of(k, "nsubjpass", "nsubj"):
            return tree.preps(k).get("by", [])
    return []


def _subject(tree: Tree, i: int, depth: int = 0) -> list[int]:
    """Who does it (of a passive: who it is done to), own or carried over."""
    own = tree.of(i, "nsubj", "nsubjpass", "csubj")
    if own:
        own = [_deed_before(tree, i, t) for t in own]
        return [t for t in tree.spread(own) if tree.words[t] not in ("there",)]
    if depth > _DEPTH or tree.heads[i] == i:
        return []
    dep, head = tree.deps[i], tree.heads[i]
    if dep == "acl" and tree.tags[i] == "VBG" and tree.lemmas[head] in _DOCUMENTS:
        return _author(tree, head, depth)
    if dep == "amod":
        return _qualified(tree, head)
    if dep in ("acl", "relcl"):
        writer = writer_of(tree, head, i)
        # who is named after the clause is none of whom it speaks: "rebels fighting beside Chad and six soldiers"
        return [t for t in tree.spread([head]) if t < i] if writer is None else _subject(tree, writer, depth + 1)
    if dep == "pcomp":
        return _of_gerund(tree, head, depth)
    if dep == "advcl" and tree.lemmas[head] in _SUFFERING and _tells(tree, i, "verb"):
        return []  # "Tunisia has faced attacks, killing dozens"
    if dep in ("xcomp", "advcl") and (raised := _raised(tree, i, head)):
        return raised
    if dep == "xcomp" and tree.tags[i] == "VBG" and tree.lemmas[head] in _SUGGESTING:
        return []  # somebody else is to do it
    if dep in ("xcomp", "ccomp") and tree.is_verb(head):
        return _controller(tree, head, depth)
    if dep == "xcomp" and tree.deps[head] == "acomp":  # "is ready to mediate"
        return _subject(tree, tree.heads[head], depth + 1)
    if dep in ("conj", "advcl", "ccomp", "dep", "parataxis") and tree.is_verb(head):
        return _subject(tree, head, depth + 1)
    return []


_RAISING = frozenset(("raise", "form", "create", "recruit", "establish", "found", "assemble"))
_USING = _RAISING | {"use", "train", "hire", "pay", "send"}


def _raised(tree: Tree, i: int, verb: int) -> list[int]:
    """Who is to do it: the force in "raised a force to fight", the militias in "militias that Mali used to fight"."""
    if (name := addressed(tree, i)) is not None:
        return tree.spread([name])
    if not any(tree.words[k] == "to" for k in tree.of(i, "aux")) or is_passive(tree, verb):
        return []
    objects = tree.of(verb, "dobj")
    if objects:
        return tree.spread(objects) if tree.lemmas[verb] in _RAISING else []
    gap = tree.deps[verb] == "relcl" and bool(tree.of(verb, "nsubj")) and tree.lemmas[verb] in _USING
    return tree.spread([tree.heads[verb]]) if gap and verb < i else []


def _qualified(tree: Tree, noun: int) -> list[int]:
    """What a participle before a noun is said of: of a list all, up to the one that has a participle of its own.

    In "Turkish-backed rebels and militias supported by the US" the militias are nobody's but America's.
    """
    listed = tree.spread([noun])
    kind = tree.tags[noun] == "NNS"  # "US-allied militias and neighbouring Turkey"
    own = (
        n
        for n, t in enumerate(listed)
        if n
        and (
            any(tree.tags[k] == "VBN" for k in tree.of(t, "amod", "acl"))
            or (
                kind
                and tree.tags[t] == "NNP"
                and any(tree.doc[k].text.islower() for k in tree.of(t, "amod", "compound"))
            )
        )
    )
    return listed[: next(own, len(listed))]


def _author(tree: Tree, document: int, depth: int) -> list[int]:
    """Who speaks in a document: who passed, sent or issued it, or whose it is: "passed a resolution urging Iran"."""
    own = tree.of(document, "poss") or tree.preps(document).get("by", []) or tree.preps(document).get("from", [])
    if own:
        return tree.spread(own)
    verb = tree.heads[document]
    if tree.deps[document] in ("dobj", "nsubjpass") and tree.is_verb(verb) and tree.lemmas[verb] not in _UNWRITTEN:
        passive = is_passive(tree, verb)
        return tree.preps(verb).get("by", []) if passive else _subject(tree, verb, depth + 1)
    return []


def _deed_before(tree: Tree, i: int, subject: int) -> int:
    """The deed that "which" takes up, where the parser hangs it on the place: "the attack in Homs, which killed"."""
    ground = tree.heads[i]
    if tree.deps[i] != "relcl" or tree.words[subject] not in ("which", "that") or tree.deps[ground] != "pobj":
        return subject
    deed = tree.heads[tree.heads[ground]]
    return deed if tree.is_noun(deed) and _tells(tree, i, "verb") and _tells(tree, deed, "noun") else subject


def _tells(tree: Tree, i: int, kind: str) -> bool:
    """Whether a word tells of an attack."""
    return any(r.predicate == "attacks" for r in lexicon.predicates().rules.get((kind, tree.lemmas[i]), ()))


def _controller(tree: Tree, verb: int, depth: int) -> list[int]:
    """Who an infinitive speaks of: the object of the verb above ("urged Iran to …"), else its subject."""
    if is_passive(tree, verb):
        return _subject(tree, verb, depth + 1)
    objects = tree.of(verb, "dobj", "dative")
    if not objects and tree.lemmas[verb] in _UPON:
        objects = [k for p in ("on", "upon") for k in tree.preps(verb).get(p, ())]
    if objects and tree.lemmas[verb] not in ("promise", "threaten", "vow", "take", "use", "make", "leave", "quit"):
        return tree.spread(objects)
    return _subject(tree, verb, depth + 1)


_UPON = frozenset(("call", "prevail", "rely", "count", "depend"))
"""Verbs that set somebody to something with "on": "called on Iran to …", other than "decided on Thursday to …"."""
_GUILTY = frozenset(("guilty", "responsible", "culpable"))
"""Said of whoever did what the gerund says: "is guilty of violating the truce"."""
_ACCUSING = frozenset(("accuse", "suspect", "convict", "charge", "clear", "acquit"))


def _of_gerund(tree: Tree, prep: int, depth: int) -> list[int]:
    """Who does what a gerund after a preposition says: "accused X of shelling", "killed ten by shelling"."""
    above = tree.heads[prep]
    if tree.is_verb(above):
        if tree.words[prep] == "with" and tree.words[prep - 1] == ",":
            return []  # "it is a grim place, with bombing under way in Idlib"
        objects = tree.of(above, "dobj")
        bound = ("of", "for", "from", "with") if tree.lemmas[above] in _ACCUSING else ("of", "for", "from", "as")
        if tree.words[prep] in bound and objects and not is_passive(tree, above):
            return tree.spread(objects)
        return _subject(tree, above, depth + 1)
    if tree.tags[above].startswith("JJ") and tree.lemmas[above] in _GUILTY:
        return tree.spread(tree.of(tree.heads[above], "nsubj")) if tree.deps[above] == "acomp" else []
    if tree.is_noun(above):
        owner = tree.of(above, "poss")
        verb = tree.heads[above]
        if tree.lemmas[verb] in _ACCUSING and tree.deps[above] == "dobj":  # the clause hangs on "the group" alone
            return tree.spread([above])
        if is_utterance(tree, above):
            return _subject(tree, verb, depth + 1) if tree.is_verb(verb) and is_denying(tree, verb) else []
        if owner:
            return tree.spread(owner)
        return _subject(tree, verb, depth + 1) if tree.is_verb(verb) else []
    return []


def _shared_object(tree: Tree, i: int) -> list[int]:
    """The object in "supports and arms the rebels", which the parser hangs on the last verb only."""
    for k in tree.of(i, "conj"):
        if tree.is_verb(k) and k - i == 2 and not is_passive(tree, i):
            return tree.spread(tree.of(k, "dobj"))
    return []


def _mislabelled_object(tree: Tree, i: int) -> list[int]:
    """The name after the verb, which the parser takes for an adverbial in "Turkey supports Azerbaijan, while …"."""
    after = [k for k in tree.of(i, "npadvmod") if k > i and all(j in tree.subtree(k) for j in range(i + 1, k))]
    return tree.spread([k for k in after if tree.tags[k] in ("NNP", "NNPS")][:1])


def _relative_object(tree: Tree, i: int) -> list[int]:
    """The noun before a relative clause without a pronoun: "the group Iran backs"."""
    if tree.deps[i] != "relcl" or not tree.of(i, "nsubj") or is_passive(tree, i):
        return []
    adverbs = any(
        tree.words[k] in ("where", "when", "why") for k in tree.of(i, "advmod")
    )  # "the town where they fight"
    if adverbs or any(tree.words[k] in _RELATIVES for found in tree.preps(i).values() for k in found if k < i):
        return []  # "the column in which he speaks"
    if any(tree.words[k] in _RELATIVES for c in tree.of(i, "ccomp") for k in tree.of(c, "nsubj", "nsubjpass", "dobj")):
        return []  # "moves that Turkey fears could spread" are not feared themselves
    subjects = {tree.words[k] for k in tree.of(i, "nsubj")}
    if any(tree.words[k] == "whose" for s in tree.of(i, "nsubj") for k in tree.of(s, "poss")):
        return []  # "Minnawi, whose men fought": the men, and not against him
    return tree.spread([tree.heads[i]]) if not subjects & {"who", "which", "that"} else []


def _noun(tree: Tree, i: int, kind: str) -> Frame:
    roles = tree.preps(i)
    roles["poss"] = tree.spread(tree.of(i, "poss"))
    roles["mod"] = [j for k in tree.of(i, "amod", "compound", "nmod") for j in tree.spread([k])]
    roles["appos"] = tree.of(i, "appos") + _beside(tree, i)
    stands = (*BE, "lie", "rest", *lexicon.class_of("occurring"))
    if (
        tree.deps[i] == "nsubj" and tree.lemmas[tree.heads[i]] in stands
    ):  # "the blame is on Iran", "clashes erupted between"
        for name, tokens in tree.preps(tree.heads[i]).items():
            roles.setdefault(name, tokens)
    verb = carrier_of(tree, i)
    frame = Frame(i, tree.lemmas[i], kind, roles, trigger=Span(tree.starts[i], tree.ends[i]))
    frame.negated = any(tree.words[k] == "no" for k in tree.of(i, "det", "neg"))
    if tree.deps[i] == "oprd" and tree.lemmas[tree.heads[i]] in lexicon.class_of("naming"):
        verb = tree.heads[i]
        roles["subj"] = tree.spread(tree.of(verb, "dobj", "nsubjpass"))
        roles["namer"] = tree.preps(verb).get("by", []) if is_passive(tree, verb) else _subject(tree, verb)
        return frame
    if verb is None:
        killer = killers(tree, i)
        roles["subj"] = (doers(tree, i) or engaged(tree, i)) if killer is None else _subject(tree, killer)
        mood = noun_mood(tree, i)
        frame.negated, frame.modality = frame.negated or mood.negated, mood.modality
        if frame.modality == "actual" and laid_to(tree, i):
            frame.modality = "possible"
        return frame
    roles["subj"] = (
        roles.get("by", []) if is_passive(tree, verb) and tree.deps[i] == "nsubjpass" else _subject(tree, verb)
    )
    for name, fillers in tree.preps(verb).items():
        if name != "by":
            roles.setdefault(name, [f for f in fillers if f != i])
        elif tree.deps[i] == "nsubjpass":
            roles["subj"] = fillers
    broken = tree.deps[i] in ("dobj", "nsubjpass") and is_broken(tree, i, verb)  # "broke his pact with"
    frame.negated = frame.negated or negated(tree, verb) != broken
    frame.modality = modality(tree, verb)
    return frame


def _beside(tree: Tree, i: int) -> list[int]:
    """What a noun in apposition is said of; a plural one of all that is coordinated before it."""
    counted = tree.heads[tree.heads[i]]
    if tree.deps[i] == "pobj" and tree.words[tree.heads[i]] == "of" and tree.tags[counted] in ("CD", "DT"):
        return tree.spread([tree.heads[counted]]) if tree.deps[counted] == "appos" else []  # "Chad, one of its allies"
    if tree.deps[i] not in ("appos", "compound", "nmod"):
        return []
    named = tree.heads[i]
    while tree.deps[i] == "appos" and tree.tags[i] == "NNS" and tree.deps[named] == "conj":
        named = tree.heads[named]
    return tree.spread([named]) if tree.deps[i] == "appos" and tree.tags[i] == "NNS" else [named]
