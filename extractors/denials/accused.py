"""Who "he" is in "Kenya accused Ethiopia. It denied the charge": a charge is denied by whom it is laid against."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from extractors.blame import is_guilt
from extractors.denials.denying import denying, speakers
from extractors.denials.pointers import is_pointer, thing_denied
from extractors.draft import AttributionDraft, Draft

_OF_PERSONS = frozenset(("he", "she"))
_OF_OTHERS = frozenset(("it",))
_SENTENCES_BACK = 2


class _Charge(NamedTuple):
    end: int
    """Where in the text it stands."""
    by: int
    against: int


def mend_speakers(draft: Draft) -> None:
    """Let pronouns that deny speak for the accused where coreference took them for the accuser."""
    charges = sorted(_charges(draft))
    for n, i in denying(draft):
        thing = thing_denied(draft.tree, i)
        if thing is None or not (is_guilt(draft.tree, thing) or is_pointer(draft.tree, thing, i)):
            continue
        a = draft.attributions[n]
        before = bisect_right(charges, draft.tree.starts[i], key=lambda c: c.end)
        charge = charges[before - 1] if before else None
        if charge is not None and _is_near(draft, charge, i) and _may_be(draft, a, charge):
            a.speaker = charge.against


def _charges(draft: Draft) -> Iterator[_Charge]:
    """Who says of whom that he did something: accusations, and claims that somebody makes."""
    for c in draft.claims:
        if c.predicate == "accuses" and c.object is not None and not c.negated:
            yield _Charge(c.trigger.end, c.subject, c.object)
        elif c.attributions and not c.negated:
            teller = draft.attributions[c.attributions[-1]]
            if teller.stance == "asserts" and teller.speaker is not None and teller.speaker != c.subject:
                yield _Charge(c.trigger.end, teller.speaker, c.subject)


def _is_near(draft: Draft, charge: _Charge, i: int) -> bool:
    tree = draft.tree
    first = max(0, tree.sentence_of[i] - _SENTENCES_BACK)
    return charge.end > tree.starts[tree.sentences[first][0]]


def _may_be(draft: Draft, a: AttributionDraft, charge: _Charge) -> bool:
    """Whether the source is a pronoun that was taken for the accuser and can as well mean the accused."""
    word = draft.text[a.source.start : a.source.end].lower() if a.source is not None else ""
    if word not in _OF_PERSONS | _OF_OTHERS or charge.by not in speakers(draft, a):
        return False
    return (draft.entities[charge.against].type == "Person") == (word in _OF_PERSONS)
