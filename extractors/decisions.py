"""What persons decided about who is meant goes before what the reader finds.

The stage stands before linking, so that what is decided helps to link the rest and what is ruled out is not weighed,
and after it, so that decisions have the last word. It does the same both times.
"""

from collections.abc import Sequence

from extractors.draft import Draft, Mention
from extractors.linking.candidates import candidates_of
from kg.decisions import Decision
from kg.identity import name_words
from kg.wikidata.items import Candidate, Item, NameKind
from kg.wikidata.knowledge import knowledge

_NAMES = frozenset({"name", "demonym", "metonym"})


def apply_decisions(draft: Draft) -> Draft:
    """Let each name mean what was decided about its words. A longer name is another, and given mentions stay."""
    if not draft.decisions.all:
        return draft
    by_key: dict[tuple[str, ...], list[Decision]] = {}
    for decision in draft.decisions:
        by_key.setdefault(decision.key, []).append(decision)
    for mention in draft.mentions:
        if mention.kind in _NAMES and not mention.given:
            text = draft.text[mention.start : mention.end]
            _apply(by_key.get(name_words(text), ()), mention, text)
    return draft


def _apply(decisions: Sequence[Decision], mention: Mention, text: str) -> None:
    meant = next((d for d in decisions if not d.rejected), None)
    if meant is not None and meant.qid is not None:
        _link(mention, text, meant)
    elif meant is not None:
        _unlink(mention, ())
    elif decisions:
        ruled_out = {d.qid for d in decisions}
        left = tuple(c for c in candidates_of(mention, text, knowledge()) if c.item.qid not in ruled_out)
        if mention.qid is None or mention.qid in ruled_out:
            _unlink(mention, left if mention.qid is None else ())


def _link(mention: Mention, text: str, meant: Decision) -> None:
    """The item's label and class are those that are known; else the name's, or the class that the person gave."""
    readings = [c for c in candidates_of(mention, text, knowledge()) if c.item.qid == meant.qid]
    kind: NameKind = readings[0].kind if readings else "demonym" if mention.kind == "demonym" else "name"
    known = knowledge().item(str(meant.qid)) or (readings[0].item if readings else None)
    cls = meant.type or (known.type if known else mention.type)
    item = known if known and known.type == cls else Item(meant.qid, known.label if known else _label(meant), cls)
    mention.candidates, mention.qid, mention.score, mention.type = (Candidate(item, kind),), meant.qid, 1.0, cls
    mention.kind = "demonym" if kind in ("demonym", "people") else "metonym" if kind == "metonym" else "name"


def _label(meant: Decision) -> str:
    return meant.label or meant.name


def _unlink(mention: Mention, candidates: tuple[Candidate, ...]) -> None:
    mention.candidates, mention.qid, mention.score = candidates, None, 0.0
    if mention.kind == "metonym":
        mention.kind = "name"
