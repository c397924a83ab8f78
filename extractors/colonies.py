"""Who once ruled a land: "a former Spanish colony", "Cambodia was a French protectorate", "formerly part of Italy"."""

from collections.abc import Iterator

from extractors.draft import ClaimDraft, Draft, Mention
from extractors.ends import has_class
from extractors.tree import Tree
from kg.model import Span
from kg.periods import interval

_COLONIES = frozenset(("colony", "protectorate", "dominion", "possession", "mandate"))
_FORMER = frozenset(("former", "formerly", "once", "ex", "onetime", "erstwhile"))
_SURE = 0.7


def read_colonies(draft: Draft) -> Iterator[ClaimDraft]:
    """The controls claims of such nouns; what is over is dated to before the article."""
    tree = draft.tree
    for i, lemma in enumerate(tree.lemmas):
        if lemma in _COLONIES and tree.is_noun(i) and not draft.is_quiet(tree.starts[i], tree.ends[i]):
            rulers = [m for k in tree.of(i, "amod", "compound") for m in draft.mentions_at(k) if m.kind == "demonym"]
            for ruler in (m for m in rulers[:1] if m.entities and draft.entities[m.entities[0]].type == "State"):
                yield from _claims(draft, i, ruler)


def _claims(draft: Draft, noun: int, ruler: Mention) -> Iterator[ClaimDraft]:
    tree = draft.tree
    date = draft.article.date
    is_over = _is_over(tree, noun)
    if is_over and date is None:  # without a day nothing says when it was
        return
    over = interval(None, date[:10]) if date and is_over else None
    word = Span(tree.starts[noun], tree.ends[noun])
    for land in _lands(draft, noun):
        ruled, state = land.entities[0], ruler.entities[0]
        if ruled != state and has_class(draft.entities[ruled].type, "Place"):
            yield ClaimDraft(state, "controls", ruled, ruler.span, word, land.span, _SURE, "origins", time=over)


def _is_over(tree: Tree, noun: int) -> bool:
    near = (noun, *tree.kids[noun], *tree.kids[tree.heads[noun]])
    return any(tree.words[k] in _FORMER for k in near) or tree.words[tree.left(noun) - 1] in _FORMER


def _lands(draft: Draft, noun: int) -> list[Mention]:
    """What the noun is said of: beside it, after "of", or the subject of "was", or of the clause that it opens."""
    tree, head = draft.tree, draft.tree.heads[noun]
    said = [*tree.of(noun, "appos"), *(k for k in tree.preps(noun).get("of", ()) if k == noun + 2)]
    if tree.deps[noun] == "appos":
        said.append(head)
    elif tree.deps[noun] in ("attr", "npadvmod", "advcl", "nsubj") and tree.is_verb(head):
        opened = tree.deps[noun] != "nsubj"  # "The former British colony gained": the colony has a mention of its own
        said += tree.of(head, "nsubj", "nsubjpass") if opened else [noun]
    return [m for k in said for m in draft.mentions_at(k)[:1] if m.entities and (m.head == k or m.kind != "name")]
