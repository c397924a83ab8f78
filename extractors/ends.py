"""Whether who fills a slot can be meant as an end of the claim, or only stands beside what is spoken of.

"Syrian children", "the figures of the UN" and "a US-backed Kurdish force" name a state, a body and two states; of none
of them is said what is said of the children, of the figures or of the force.
"""

from functools import cache

from extractors import lexicon
from extractors.draft import Draft, Frame
from extractors.fillers import NAMED_BY_OF, Filler
from extractors.giving import is_maker
from extractors.lexicon import GROUPS, Rule
from extractors.phrases import word_set
from extractors.roles import roles
from extractors.standins import is_stand_in
from kg import vocabulary

_OWNED = frozenset(("poss", "amod", "compound", "nmod", "of"))
_OWN = frozenset(("", "appos"))
_AT_HAND = frozenset(("attacks", "coerces", "fights", "sanctions", "mobilizesAgainst", "threatens", "aids", "rivalOf"))
"""What is done to a state where it is done to its people, or to something against which something is done."""
_SENDING = word_set("send deploy use mobilise mobilize withdraw dispatch")
_OF_PERSONS = ("arrest", "deport", "convict")
_GOVERNED = frozenset(("leads", "foundedBy", "ownedBy"))
"""Said of the thing itself: who directs the prisons of Mexico does not lead Mexico."""
_LESSER = frozenset(("minority", "majority", "deputy", "vice", "assistant", "shadow", "opposition"))
_INDEFINITE = frozenset(("a", "an", "another", "one"))
"""Said of one of several: an SDF leader does not lead it."""
_HANDING = word_set("give return hand cede surrender transfer vacate free release instruct order task")
"""What is done with that of which an agreement disposes: "agreed to free hostages", "agreed to instruct the bank"."""
_SETTLED = frozenset(("City", "Place"))
"""Classes of what does nothing where it is not taken for its government."""
_OTHERWISE = frozenset(("charge", "submit", "try", "include", "defeat", "discuss", "investigate", "probe"))
_PLANS = word_set("scheme plan deal policy programme program project agreement bill law issue question vote debate")
"""What bears the name of whom it is about: the Rwanda scheme is not Rwanda."""
_CHARGES = word_set("claim allegation complaint accusation report assertion charge")
_BODY = word_set("head face hand arm leg chest shoulder")
_UNMET = word_set(
    "need demand challenge goal report word news message letter call requirement target criterion standard fire "
    "deadline"
)
_INTRANSITIVE = frozenset(("retreatsFrom", "callsOn", "protestsAgainst", "agreesWith"))


def is_meant(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler | None) -> bool:
    """Whether both ends are who the words speak of; `b` is None where the text names no object."""
    if _is_of_kin(draft, frame, a) or not _may_do(draft, frame, rule, a, b) or is_stand_in(draft, frame, rule, a, b):
        return False
    if b is None:
        return not (frame.lemma == "call" and _is_named_so(draft, frame))
    if (
        _is_of_kin(draft, frame, b)
        or _is_own(a, b)
        or _is_bystander(draft, rule, a, b)
        or _is_unhurt(draft, frame, rule, b)
        or is_maker(draft.tree, b.token, draft.entities[b.entity].type)
    ):
        return False
    if rule.subject == ("speaker",) and (not _is_called(b) or _is_duty(draft, frame)):
        return False
    if rule.predicate in _GOVERNED and (not {a.via, b.via} <= _OWN or _is_of_part(draft, frame, b)):
        return False
    if rule.predicate == "consults" and b.via not in _OWN and _is_unmet(draft, frame):
        return False
    of_persons = rule.mode in _OF_PERSONS or (rule.predicate == "sanctions" and b.via in _OWNED)
    if of_persons and _is_of_people(draft, b):
        return False  # who arrests five Paraguayans, or a Paraguayan girl, does it to them, not to Paraguay
    if rule.predicate == "threatens" and draft.tree.lemmas[draft.tree.heads[b.token]] in _SENDING:
        return False  # "threatened to send its army"
    if rule.predicate not in _AT_HAND and (b.via == "against" or _is_of_people(draft, b)):
        return False
    if b.via and vocabulary.valence(rule.predicate) > 0 and _is_deed(draft, b.token, "attacks", "coerces"):
        return False  # who supports the raid on X does not support X, nor who hails the arrest of X
    if vocabulary.valence(rule.predicate) < 0 and _is_own_side(draft, a, b):
        return False
    if frame.lemma in _OTHERWISE and _is_meant_otherwise(draft, frame, b):
        return False
    by_the_way = b.via not in _OWN and draft.entities[b.entity].type in _BY_THE_WAY
    return not (by_the_way and frame.kind == "verb" and _is_attribute(draft, frame))


_BY_THE_WAY = frozenset(("State", "Ethnicity", "City", "Region", "Place"))
"""Whose a force or a council is that is backed: "the US-backed Manbij council" is not the town, nor all its people."""


def _is_own_side(draft: Draft, a: Filler, b: Filler) -> bool:
    """Whether "it" would be whose the subject is: "X, the party's spokesman, dismissed it" dismisses no party."""
    if b.mention.kind != "pronoun" or a.token < 0 or b.span == a.span:
        return False
    beside = [t for k in draft.tree.of(a.token, "appos") for t in draft.tree.subtree(k)]
    return any(b.entity in m.entities for t in beside for m in draft.mentions_at(t))


def _is_meant_otherwise(draft: Draft, frame: Frame, b: Filler) -> bool:
    """Whether a verb has its other sense: who "charges them for protection" accuses nobody, nor does who "submits a
    plan to the UN" give in to it; who is "included in a survey" is no member, who looks into a claim blames nobody."""
    if frame.lemma == "discuss":  # what is spoken about
        return b.token in frame.roles.get("obj", ())
    if frame.lemma == "defeat":  # at the polls
        return draft.entities[b.entity].type == "Party"
    if frame.lemma == "include":
        timed = {i for x in draft.times for i in draft.indices(x.start, x.end)}
        return frame.kind == "verb" and any(k not in timed for k in frame.roles.get("in", ()))
    if frame.lemma in ("investigate", "probe"):
        return b.via in ("poss", "of", "by") and draft.tree.lemmas[b.token] in _CHARGES
    if frame.lemma == "try":  # "try and stop them"
        return draft.tree.words[frame.token + 1 : frame.token + 2] == ["and"]
    if frame.lemma == "charge":
        paid = any(draft.tree.preps(t).get("for") for t in (frame.token, *frame.roles.get("obj", ())))
        return paid and not frame.roles.get("with")
    return bool(frame.roles.get("obj"))


def _is_named_so(draft: Draft, frame: Frame) -> bool:
    """Whether the verb says what somebody is: "called Chad a partner on security" asks nobody for anything."""
    tree = draft.tree
    return frame.kind == "verb" and bool(tree.of(frame.token, "oprd", "dobj", "acomp") or tree.of(frame.token, "ccomp"))


def _is_joined_in_arms(draft: Draft, a: Filler, b: Filler | None) -> bool:
    joined = draft.entities[b.entity].type if b is not None else ""
    return draft.entities[a.entity].type == "State" and joined in ("ArmedGroup", "Ethnicity", "Person")


def _may_do(draft: Draft, frame: Frame, rule: Rule, a: Filler, b: Filler | None) -> bool:
    """Whether the subject is who does it, and not whose people, ground or records do."""
    if _is_of_people(draft, a) or _is_of_records(draft, rule, a) or _is_ground(draft, rule, a):
        return False
    if rule.predicate == "partOf" and draft.entities[a.entity].type == "Person":
        return False  # "the police division chief Mensah"
    if a.via == "compound" and a.mention.kind != "demonym" and draft.tree.lemmas[a.token] in _PLANS:
        return False
    if rule.predicate == "memberOf" and _is_joined_in_arms(draft, a, b):
        return False  # a state that joins rebels in battle is none of them
    if rule.predicate == "memberOf" and (a.mention.kind == "demonym" or _is_kind_of(draft, frame, a)):
        return False  # "French members of Islamic State", "a Labour member of the senate"
    if a.via in ("in", "on") and draft.entities[a.entity].type in ("State", *_SETTLED, "Region"):
        return False  # "gangs in Mexico"
    if rule.predicate == "foundedBy" and a.mention.kind != "name":
        return False  # "formed a new government" founds nothing that has a name
    if rule.predicate != "attacks":
        return True
    armed = a.via == "by" and not _is_deed(draft, a.token)  # "the men armed by Iran"
    return not (armed or _is_measure(draft, frame) or _is_walkout(draft, frame, a))


def _is_unmet(draft: Draft, frame: Frame) -> bool:
    """Whether a thing is met or received, and nobody: "met the needs of the people", "received reports of attacks"."""
    return any(draft.tree.lemmas[t] in _UNMET for t in frame.roles.get("obj", ()))


def _is_bystander(draft: Draft, rule: Rule, a: Filler, b: Filler) -> bool:
    """Whether what is dealt with is another than the end: a place, an office, what is asked for on its behalf."""
    if rule.predicate == "consults":  # "reservists travelled to Israel", "Putin held talks with officials"
        return a.mention.role == "force" or _is_unnamed_office(draft, b) or _is_private_trip(draft, rule, a)
    if rule.predicate == "callsOn":  # "lobbied for aid to Mali", "demanded that he be freed", "asked about the war"
        mute = draft.entities[b.entity].type == "Conflict" or draft.tree.deps[b.token] == "nsubjpass"
        return mute or b.via == "to" or _is_to_undergo(draft, b)
    if rule.predicate == "sanctions":  # who withholds American aid withholds it from others; officials of whose?
        aid = draft.tree.lemmas[b.token] in lexicon.class_of("aid")
        return (aid and b.via in ("poss", "amod", "compound", "nmod")) or _is_unnamed_office(draft, b)
    if rule.predicate == "mobilizesAgainst":  # police in the streets of a town are not against it
        return draft.tree.lemmas[b.token] in ("street", "avenue", "corner")
    if rule.predicate == "fights":  # "combat the traffic from Peru"
        return b.via == "from"
    if rule.predicate == "rivalOf":
        return b.via == "by"  # "opposes launches by North Korea"
    if rule.predicate == "leads":  # a name taken for a person's; where a party's leader sits
        return draft.entities[b.entity].type in ("Person", "City")
    if rule.predicate == "affiliatedWith":  # "Robinson's commander" is not in his service, nor one at a town's front
        at_town = draft.entities[b.entity].type in ("Place", "City")
        return at_town or (draft.entities[b.entity].type == "Person" and draft.tree.deps[b.token] == "poss")
    if rule.predicate == "succeeds":  # troops that are replaced have no person for their successor
        return (draft.entities[a.entity].type == "Person") != (draft.entities[b.entity].type == "Person")
    if rule.predicate == "agreesWith":  # "promised to carry out ministry programmes"
        owned = bool(rule.trigger.infinitive) and b.via in ("amod", "compound", "nmod")
        return owned or _is_handed_over(draft, b)
    if rule.predicate == "attacks" and rule.trigger.prep == "from":  # drugs are seized from a gang, towns are taken
        return _is_taken_thing(draft, b)
    if rule.predicate == "participatedIn":  # an election, and not whose it is; a summit may bear its host's name
        return draft.entities[b.entity].type == "Person" or has_class(draft.entities[b.entity].type, "Location")
    return rule.predicate == "retreatsFrom" and b.via == "poss"  # who resigns his post does not turn from himself


def _is_unhurt(draft: Draft, frame: Frame, rule: Rule, b: Filler) -> bool:
    """Whether an attack hits another than the end: persons from there, things that are nobody's, the sea."""
    if rule.predicate != "attacks":
        return False
    if b.via == "from" or _is_at_home(draft, b):  # "students from Nepal", "in his home town"
        return True
    if b.via == "poss" and draft.entities[b.entity].type == "Person":  # "her nephews", "his record"
        return True
    if draft.tree.lemmas[b.token] in _BODY and draft.tree.of(b.token, "poss"):  # "slipped and hit his head"
        return True
    sea = draft.entities[b.entity].name.endswith((" Ocean", " Sea"))
    blow = rule.mode == "destroy" or draft.tree.lemmas[frame.token] in ("attack", "target", "hit", "strike")
    return sea or (blow and b.via in ("", "in") and _is_where(draft, frame, b))


def may_stand_alone(draft: Draft, frame: Frame, rule: Rule, a: Filler) -> bool:
    """Whether a claim without an object is worth its words: the doer itself is named, who it was done to is left out.

    A verb that needs an object and has none was misread, or means something else ("the fighters dispersed").
    """
    if not (a.via in _OWN or _is_deed(draft, a.token)) or not has_class(draft.entities[a.entity].type, "Actor"):
        return False
    if rule.predicate == "coerces" and any(frame.roles.get(slot) for slot in rule.object if slot in ("on", "in")):
        return False  # "cracks down on imports"
    if draft.tree.deps[frame.token] in ("xcomp", "pcomp", "relcl") and frame.modality != "actual":
        return False
    if frame.roles.get("obj") and not rule.trigger.objects and not any(slot.startswith("obj") for slot in rule.object):
        return False  # "fired the minister" is not "fired"
    transitive = rule.object[0] == "obj" and not rule.trigger.objects and rule.predicate not in _INTRANSITIVE
    return not transitive or bool(frame.roles.get("obj") or frame.roles.get("comp"))  # "threatened to stop talks"


def _is_kind_of(draft: Draft, frame: Frame, a: Filler) -> bool:
    """Whether a body only tells of which sort a member is: "a Labour member of the senate"."""
    inside = a.token >= 0 and draft.tree.heads[a.token] == frame.token and a.token < frame.token
    return frame.kind == "noun" and inside and draft.entities[a.entity].type == "Party"


def _is_measure(draft: Draft, frame: Frame) -> bool:
    """Whether who is targeted is meant by a sanction, a law or an inquiry: "sanctions targeting the banks"."""
    if frame.kind != "verb" or draft.tree.lemmas[frame.token] not in ("target", "hit"):
        return False
    first, last = draft.tree.sentence(frame.token)
    return not lexicon.class_of("measures").isdisjoint(draft.tree.lemmas[first:last])


def _is_walkout(draft: Draft, frame: Frame, a: Filler) -> bool:
    """Whether those who strike lay down their work: "nurses are striking in Wales"."""
    striking = frame.kind == "verb" and draft.tree.lemmas[frame.token] == "strike" and not frame.roles.get("obj")
    return striking and draft.entities[a.entity].type in ("Ethnicity", "Person", "Organisation")


def _is_unnamed_office(draft: Draft, b: Filler) -> bool:
    """Whether officials are spoken of without whose they are: coreference takes them for the state last named."""
    words = draft.text[b.span.start : b.span.end]
    return b.mention.kind == "nominal" and b.mention.role in ("office", "organ") and words == words.lower()


def _is_where(draft: Draft, frame: Frame, b: Filler) -> bool:
    """Whether a place only tells where things were hit that are nobody's: "burnt crops in Huánuco"."""
    if not has_class(draft.entities[b.entity].type, "Place"):
        return False
    things = [t for t in frame.roles.get("obj", ()) if (t != b.token or b.via == "in") and draft.tree.is_noun(t)]
    known = lexicon.class_of("targets") | lexicon.class_of("private")
    lemmas, tags = draft.tree.lemmas, draft.tree.tags
    return bool(things) and not any(
        lemmas[t] in known or lemmas[t] in roles().by_noun or tags[t][:3] == "NNP" for t in things
    )


def _is_private_trip(draft: Draft, rule: Rule, a: Filler) -> bool:
    """Whether a person who goes somewhere goes for nobody: "the dealer travelled to Chad"."""
    if draft.entities[a.entity].type != "Person" or rule.subject != ("subj",) or draft.entities[a.entity].qid:
        return False
    journey = "Agent" in {cls for end, cls in rule.requires if end == "subject"}
    tree = draft.tree
    own = [
        m.head for m in draft.entities[a.entity].mentions if tree.deps[m.head] != "poss"
    ]  # "his commander" is another
    near = [k for head in own for k in (head, tree.heads[head], *tree.kids[head])]
    return journey and not any(m.role == "office" for k in near for m in draft.mentions_at(k))


def _is_taken_thing(draft: Draft, b: Filler) -> bool:
    """Whether what is taken from the end is a thing, and not ground or people: "seized cocaine from the rebels"."""
    tree = draft.tree
    verb = tree.heads[tree.heads[b.token]] if b.token >= 0 else -1
    objects = tree.of(verb, "dobj", "nsubjpass") if verb >= 0 and tree.is_verb(verb) else []
    ground = lexicon.class_of("targets") | NAMED_BY_OF | {"territory", "ground", "control", "stretch", "swathe"}
    return bool(objects) and not any(tree.lemmas[t] in ground or draft.mentions_at(t) for t in objects)


def _is_to_undergo(draft: Draft, b: Filler) -> bool:
    """Whether what is called for is to be done to the end, not by it: "called for an investigation of X"."""
    tree = draft.tree
    above = tree.heads[tree.heads[b.token]] if tree.deps[b.token] == "pobj" else b.token
    things = {tree.lemmas[b.token], tree.lemmas[above]}
    return b.via != "by" and not things.isdisjoint(lexicon.class_of("undergone"))


def _is_handed_over(draft: Draft, b: Filler) -> bool:
    """Whether the end is the ground of which an agreement disposes: "agreed to give back Kelbajar"."""
    tree, first = draft.tree, b.token
    while first >= 0 and tree.deps[first] == "conj":
        first = tree.heads[first]
    if first < 0 or tree.deps[first] != "dobj":
        return False
    ground = draft.entities[b.entity].type in (*_SETTLED, "Region") and b.mention.kind != "metonym"
    return ground or tree.lemmas[tree.heads[first]] in _HANDING


def _is_called(b: Filler) -> bool:
    """Whether what a speaker says is said of the end itself: "Iran's future lay elsewhere" says nothing of Iran."""
    return b.via in ("", "appos", "on", "with")


def _is_of_part(draft: Draft, frame: Frame, b: Filler) -> bool:
    """Whether a noun between the body and its head tells that only a part is headed: "Chile's prison director"."""
    between = range(b.token + 1, frame.token) if frame.kind == "noun" and b.token >= 0 else ()
    tree = draft.tree
    if frame.kind == "noun" and tree.preps(frame.token).get("for"):  # "Unicef's director for Africa"
        return True
    if frame.kind == "noun" and b.token < frame.token and tree.preps(frame.token).get("of"):  # "its head of tax"
        return True
    if frame.kind == "noun" and any(tree.words[i] == "-" for i in between):  # "Peru's anti-drug chief"
        return True
    if frame.kind == "noun" and tree.words[tree.left(frame.token)] in _INDEFINITE:  # "a rebel commander"
        return True
    return tree.words[frame.token - 1] in _LESSER or any(tree.tags[i] in ("NN", "NNS") for i in between)


def _is_own(a: Filler, b: Filler) -> bool:
    """Whether what it is done with belongs to those who do it: "Mali and Chad offered to send helicopters"."""
    return b.mention.kind == "nominal" and b.mention.role == "equipment" and a.entity in b.mention.entities


def _is_of_kin(draft: Draft, frame: Frame, f: Filler) -> bool:
    """Whether somebody else of theirs is spoken of: "their father", "the wife of X"."""
    tree = draft.tree
    kin, via = f.token, f.via
    if not via and f.token >= 0 and tree.deps[f.token] == "pobj" and tree.words[tree.heads[f.token]] == "of":
        above = tree.heads[tree.heads[f.token]]
        kin, via = (above, "of") if above in frame.roles.get("obj", ()) else (kin, via)  # "released the son of X"
    role = roles().by_noun.get(tree.lemmas[kin].removeprefix("ex-")) if kin >= 0 else None
    return via in ("poss", "of") and role is not None and role.cls == "person"


def _is_duty(draft: Draft, frame: Frame) -> bool:
    """Whether somebody is called responsible for a task: "for monitoring the border", "for the security of it"."""
    if draft.tree.lemmas[frame.token] == "responsibility" and frame.roles.get("of"):
        return True  # "order is the responsibility of the state"
    tasks = [t for t in frame.roles.get("for", ()) if draft.tree.tags[t] == "VBG"]
    rules = [r for t in tasks for r in lexicon.predicates().rules.get(("verb", draft.tree.lemmas[t]), ())]
    if any(draft.tree.lemmas[t] in lexicon.class_of("duties") for t in frame.roles.get("for", ())):
        return True
    return bool(tasks) and not any(vocabulary.valence(r.predicate) < 0 for r in rules)


def _is_at_home(draft: Draft, f: Filler) -> bool:
    """Whether a person only tells which place: "an attack in his home town", "encircled their city"."""
    tree = draft.tree
    if f.via == "poss" and f.mention.kind == "pronoun" and tree.lemmas[f.token] in NAMED_BY_OF:
        return True
    inside = f.token >= 0 and tree.deps[f.token] == "pobj" and tree.words[tree.heads[f.token]] in ("in", "near", "at")
    return inside and f.via in ("poss", "of") and draft.entities[f.entity].type == "Person"


def _is_of_people(draft: Draft, f: Filler) -> bool:
    """Whether a state only tells where persons come from: "four British men", "Syrian children"."""
    if f.token < 0 or draft.entities[f.entity].type != "State":
        return False
    if f.via in ("", "appos") and f.mention.kind == "demonym":  # "five Paraguayans" are persons, and "a Serb"
        counted = draft.tree.kid(f.mention.head, "nummod") is not None
        return counted or draft.tree.words[draft.tree.left(f.mention.head)] in _INDEFINITE
    if f.via not in _OWNED:
        return False
    lemma = draft.tree.lemmas[f.token]
    role = roles().by_noun.get(lemma)
    return lemma in lexicon.class_of("private") or (role is not None and role.cls == "civilians")


def _is_of_records(draft: Draft, rule: Rule, f: Filler) -> bool:
    """Whether figures or reports are what backs something, not whoever made them."""
    if f.via not in _OWNED or f.token < 0 or vocabulary.valence(rule.predicate) <= 0:
        return False
    return draft.tree.lemmas[f.token] in lexicon.class_of("records")


def _is_ground(draft: Draft, rule: Rule, f: Filler) -> bool:
    """Whether the doer is a town: what "has killed" after "the attack in Damascus" is the attack."""
    return rule.predicate in ("attacks", "coerces", "fights") and draft.entities[f.entity].type in _SETTLED


def _is_attribute(draft: Draft, frame: Frame) -> bool:
    """Whether the verb stands before its noun: "a US-backed Syrian force", "the US-led action against Syria"."""
    return draft.tree.tags[frame.token] in ("VBN", "VBD") and draft.tree.deps[frame.token] == "amod"


def _is_deed(draft: Draft, token: int, *predicates: str) -> bool:
    """Whether a noun names something done to somebody: an attack, unless other predicates are asked for."""
    rules = lexicon.predicates().rules.get(("noun", draft.tree.lemmas[token]), ()) if token >= 0 else ()
    return any(r.predicate in (predicates or ("attacks",)) for r in rules)


@cache
def has_class(type_: str, wanted: str) -> bool:
    """Whether a class is the wanted one, below it, or one of a group; a state is a place as well."""
    if wanted in GROUPS:
        return any(has_class(type_, one) for one in GROUPS[wanted])
    if wanted == "Place" and type_ == "State":
        return True
    return vocabulary.is_a(type_, wanted)
