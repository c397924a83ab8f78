"""Whose office a title names: "Mali's foreign minister", "the head of the bank", "the bloc, whose envoy", "his deputy".

The title tells it itself, before or behind its noun. Where it does not, what was said of others does: the minister of
one who is a state's president is a minister of that state, and so is who stands in one list with its president.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.draft import Draft, Mention
from extractors.fillers import Filler, fillers
from extractors.phrases import left_edge
from extractors.posts import HEADING_GOVERNMENTS, party_before
from extractors.roles import Match, Role, roles
from extractors.tree import Tree
from kg.wikidata.knowledge import knowledge

_OWN = ("", "appos", "of")
_FIRST_OF_STATE = frozenset(("president", "prime minister", "premier", "chancellor", "king", "queen"))
_TERMS = frozenset(("year", "month", "decade", "week", "day", "term", "time", "century"))
"""How long somebody has been it: "the leader of three decades" leads no decades."""
_IMPLIED = 0.8
"""How sure it is, other things being sure, whose office it is where only what was said before tells."""


@dataclass(frozen=True, slots=True)
class Seat:
    """An office that somebody holds: which, and whose."""

    role: Role
    owner: Filler


@dataclass(slots=True)
class Seats:
    """The offices of a text so far, by the entity of their holder, and the title that told the last one."""

    held: dict[int, Seat] = field(default_factory=dict)
    last: Match | None = None
    holder: int = -1

    def take(self, holder: int, match: Match, owner: Filler) -> None:
        """The holder was said to have the office."""
        self.held[holder] = Seat(match.role, owner)
        self.last, self.holder = match, holder


def owner_of(draft: Draft, match: Match, person: Mention, seats: Seats) -> Filler | None:
    """The state or body of the office: before the title, in its "of" phrase, or told by what was said before."""
    below = draft.tree.preps(match.head)
    of = [t for t in below.get("of", ()) if t >= match.last and draft.tree.lemmas[t] not in _TERMS]
    if (found := _below(draft, of)) is not None:
        return found
    if of:  # "Iran's head of tax" heads something without a name
        return None
    for_or_at = [t for prep in ("for", "at") for t in below.get(prep, ())]
    return (
        _before(draft, match, person)
        or _behind(draft, match, person)
        or _below(draft, for_or_at)
        or _whose(draft, match)
        or _shared(draft, match, person)
        or _implied(draft, match, seats)
        or _of_force(draft, match)
        or _known(draft, match, person)
    )


def _before(draft: Draft, match: Match, person: Mention) -> Filler | None:
    """The nearest name before the title that is no person's."""
    tree = draft.tree
    name_head = person.head if person.head >= match.last else match.head
    first = min(left_edge(tree, name_head), left_edge(tree, match.head), match.first)
    for token in range(match.first - 1, first - 1, -1):
        for m in draft.mentions_at(token):
            if m.entities and m is not person and m.type not in ("Person", "Office") and not _holds(m, person):
                own = party_before(draft, m) or m
                return Filler(own.entities[0], own.span, 1.0, own)
    return None


def _holds(m: Mention, person: Mention) -> bool:
    return m.start <= person.start and person.end <= m.end


def _behind(draft: Draft, match: Match, person: Mention) -> Filler | None:
    """Ethiopia in "Prime Minister Abiy Ahmed of Ethiopia"."""
    behind = draft.tree.preps(person.head).get("of", ()) if person.head >= match.last else ()
    found = _below(draft, behind)
    return found if found is not None and draft.entities[found.entity].type != "Person" else None


def _below(draft: Draft, tokens: Iterable[int]) -> Filler | None:
    """Whom a phrase after the title names: the head of Mexico's prisons holds no office of Mexico's."""
    return next((f for t in tokens for f in fillers(draft, t) if f.via in _OWN), None)


def _whose(draft: Draft, match: Match) -> Filler | None:
    """What a relative clause hangs on: "the bloc, whose envoy Ana Ruiz …"."""
    tree = draft.tree
    for pronoun in tree.of(match.head, "poss"):
        noun = tree.antecedent(pronoun) if tree.words[pronoun] == "whose" else None
        found = _below(draft, [] if noun is None else [noun])
        if found is not None and draft.entities[found.entity].type != "Person":
            return found
    return None


def _shared(draft: Draft, match: Match, person: Mention) -> Filler | None:
    """The state of the title that this one is joined to: "Turkey's foreign minister, A, and President B"."""
    tree = draft.tree
    first = tree.heads[person.head] if tree.deps[person.head] == "conj" else None
    if first is None or match.last > person.head or match.role.noun not in _FIRST_OF_STATE:
        return None
    owners = [m for i in tree.of(first, "poss") for m in draft.mentions_at(i) if m.kind != "pronoun" and m.entities]
    states = [m for m in owners if draft.entities[m.entities[0]].type == "State"]
    titled = any(m.role == "office" for m in draft.mentions_at(first))
    return Filler(states[0].entities[0], states[0].span, 1.0, states[0]) if states and titled else None


def _implied(draft: Draft, match: Match, seats: Seats) -> Filler | None:
    """The state of whom the officer serves ("his defence minister"), or of the officer listed before him."""
    tree = draft.tree
    masters = [e for k in tree.of(match.head, "poss") for m in draft.mentions_at(k) for e in m.entities]
    seat = next((seats.held[e] for e in masters if e in seats.held), None)
    if seat is None and not masters and _is_listed(tree, match, seats.last):
        seat = seats.held[seats.holder]
    if seat is None or draft.entities[seat.owner.entity].type != "State":
        return None
    return Filler(seat.owner.entity, seat.owner.span, _IMPLIED, seat.owner.mention)


def _is_listed(tree: Tree, match: Match, last: Match | None) -> bool:
    """Whether "the army chief" stands in one list with the title before it: the same sentence, and no verb between."""
    if last is None or tree.words[match.first - 1 : match.first] != ["the"]:
        return False
    between = range(last.last, match.first)
    same = tree.sentence_of[last.head] == tree.sentence_of[match.head]
    return same and not any(tree.is_verbal(i) or tree.words[i] in (";", "of") for i in between)


def _of_force(draft: Draft, match: Match) -> Filler | None:
    """Whose army "the army chief" heads: that of which the text has just spoken as "the army"."""
    force, _, rest = match.role.noun.partition(" ")
    role = roles().by_noun.get(force)
    if not rest or role is None or role.cls != "force" or draft.tree.words[match.first - 1 : match.first] != ["the"]:
        return None
    start = draft.tree.starts[match.first]
    spoken = [m for m in draft.mentions if m.role == "force" and m.name == force and m.end < start and m.entities]
    states = [m for m in spoken if draft.entities[m.entities[0]].type == "State"]
    near = states[-1:] if states and states[-1] is spoken[-1] else []
    return next((Filler(m.entities[0], m.span, _IMPLIED, m) for m in near), None)


def _known(draft: Draft, match: Match, person: Mention) -> Filler | None:
    """The state that the text names and whose president, king or minister the gazetteer's person can only be."""
    if match.role.noun not in _FIRST_OF_STATE and not match.role.noun.endswith(" minister"):
        return None
    item = knowledge().item(draft.entities[person.entities[0]].qid or "")
    if match.role.noun == "chancellor" and item is not None and item.country not in HEADING_GOVERNMENTS:
        return None
    states = (e for e in draft.entities if item is not None and item.country is not None and e.qid == item.country)
    named = (m for e in states for m in e.mentions if m.kind != "pronoun" and m.entities)
    return next((Filler(m.entities[0], m.span, _IMPLIED, m) for m in named), None)
