"""What a post is called and who holds it: the words before a title, a name behind its body, and posts of no party.

"Peru's anti-drug prosecutor" is not Peru's prosecutor; in a list of posts "Director of the Service Ivan Petrov" names
its own holder; a "Conservative mayor" is mayor of a town, and of what party tells nothing of the post.
"""

from collections.abc import Iterator

from extractors.draft import Draft, Frame, Mention
from extractors.fillers import Filler
from extractors.roles import Match
from extractors.tree import Tree

PARTIAL = frozenset(("anti", "counter", "air", "cyber", "micro", "sub", "counterterror"))
"""What begins the name of a task: an anti-drug chief heads no state."""
_NOUNS = ("NN", "NNS", "NNP", "NNPS")
_PUBLIC = frozenset(("senator", "governor", "mayor", "prime minister", "premier", "attorney general", "ambassador"))
"""Posts of a state or town, which a party may fill and does not have; so are those of its ministers."""
HEADING_GOVERNMENTS = frozenset(("Q183", "Q40"))
"""Germany and Austria, whose chancellor heads the government; elsewhere it is the minister of finance or a judge."""


def words_before(tree: Tree, match: Match, end: int, skipped: int) -> list[str]:
    """The words between the owner, which ends at the character `end`, and the title, which say what the post is for.

    "Chile's prison director" is the prison director, "the EU foreign affairs chief" that for foreign affairs;
    adjectives of the title itself ("Chile's new director") are not of the post.
    """
    found: list[str] = []
    i = match.first - 1 - skipped
    while i >= 0 and tree.starts[i] >= end:
        if tree.words[i] == "-" and i == match.first - 1 - skipped and tree.words[i - 1] == "co":
            found.insert(0, "co -")
            i -= 1
        elif (task := _hyphened(tree, i)) is not None and tree.starts[i - 2] >= end:
            found.insert(0, task)
            i -= 2
        elif tree.words[i] not in ("ex", "-") and (tree.tags[i] in _NOUNS or _is_of_noun(tree, i, match)):
            found.insert(0, tree.words[i])
        else:
            break
        i -= 1
    return found


def _is_of_noun(tree: Tree, i: int, match: Match) -> bool:
    """Whether an adjective is said of a noun before the title and not of its holder: "foreign affairs chief"."""
    return tree.tags[i] == "JJ" and tree.deps[i] == "amod" and i < tree.heads[i] < match.head


def _hyphened(tree: Tree, i: int) -> str | None:
    """The whole of a task whose last word this is: "anti-drug"; None for other words."""
    joined = i >= 2 and tree.words[i - 1] == "-" and tree.words[i - 2] in PARTIAL
    return f"{tree.words[i - 2]}-{tree.words[i]}" if joined else None


def named_behind(draft: Draft, head: int, last: int) -> Iterator[Mention]:
    """The person whose name follows the body of the post at once: "Chairman of the Duma Committee Oleg Ivanov".

    `head` is the noun of the title, whose words end before the token `last`.
    """
    if draft.tree.words[last : last + 1] != ["of"]:
        return
    for i in range(last + 1, draft.tree.sentence(head)[1]):
        if draft.tree.words[i] in (",", ";", "and", "who") or draft.tree.is_verb(i):
            return
        before = draft.mentions_at(i - 1)[:1]
        for m in draft.mentions_at(i):
            full = m.type == "Person" and m.kind == "name" and " " in draft.text[m.start : m.end]
            if full and m.start == draft.tree.starts[i] and m.entities and before and before[0].type != "Person":
                yield m
                return


def only_tells_side(draft: Draft, match: Match, owner: Filler) -> bool:
    """Whether the owner only tells of which party the holder is, or where: "Republican Senator John Cornyn"."""
    noun = match.role.noun
    type_ = draft.entities[owner.entity].type
    if noun == "leader" and type_ in ("City", "Place") and owner.span.end < draft.tree.starts[match.first]:
        return True  # "Westminster leader Ann Lee" leads a party's members there
    public = noun in _PUBLIC or noun.endswith(("minister", "secretary of state", "home secretary", "foreign secretary"))
    return public and type_ == "Party"


def heads_no_state(draft: Draft, match: Match, owner: int) -> bool:
    """Whether the holder is but a minister there: Britain's chancellor does not lead Britain."""
    state = draft.entities[owner]
    return match.role.noun == "chancellor" and state.type == "State" and state.qid not in HEADING_GOVERNMENTS


def is_in_part(draft: Draft, head: int, owner: int) -> bool:
    """Whether the post is that of the body's members in some house: "leader of the Greens in the assembly"; a mayor of
    a town in Chad is the whole town's."""
    tree = draft.tree
    if draft.entities[owner].type in ("State", "City", "Place", "Region"):
        return False
    below = [head, *tree.preps(head).get("of", ())]
    return any(t > head for k in below for t in tree.preps(k).get("in", ()))


def is_another_post(draft: Draft, frame: Frame, a: Filler, b: Filler) -> bool:
    """Whether a noun of leading is not the subject's, or of a part of the body: "the SNP's Holyrood leader"."""
    tree, title = draft.tree, frame.token
    if frame.kind != "noun":
        return False
    behind = next(named_behind(draft, title, title + 1), None)
    if (behind is not None and a.entity not in behind.entities) or is_in_part(draft, title, b.entity):
        return True
    if party_before(draft, b.mention) is not None:
        return True
    end = draft.indices(*b.span)[-1] + 1
    return any(tree.tags[i].startswith("NNP") for i in range(end, title))


def party_before(draft: Draft, place: Mention) -> Mention | None:
    """The party that owns the title where its seat stands between them: "the SNP's Holyrood leader"."""
    type_ = draft.entities[place.entities[0]].type
    if type_ not in ("Place", "City", "Region", "Government", "Organisation"):
        return None
    i = draft.indices(*place.span)[0] - 1
    owned = i > 0 and draft.tree.words[i] in ("'s", "’s", "'")
    found = draft.mentions_at(i - owned)[:1] if i >= 0 else []
    wanted = ("Party", "Organisation") if owned and type_ in ("Place", "Region") else ("Party",)
    return next((m for m in found if m.entities and draft.entities[m.entities[0]].type in wanted), None)
