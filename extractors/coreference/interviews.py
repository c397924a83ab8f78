"""Interviews: questions and answers without quotation marks, in which "I" and "you" mean the person who is asked."""

from extractors.coreference.aliases import Names
from extractors.coreference.pronouns import FIRST_SINGULAR
from extractors.draft import Draft, Mention
from extractors.phrases import word_set
from extractors.tree import Tree

_QUESTIONS, _ANSWERS = 4, 8
_SECOND = word_set("you your yours yourself")


def answer_first_person(draft: Draft, tree: Tree, unspoken: list[int], names: Names) -> None:
    """Give "I" and "you" outside of quotations to the person most named, where the text is an interview."""
    mine = [t for t in unspoken if tree.words[t] in FIRST_SINGULAR]
    if len(mine) < _ANSWERS or draft.text.count("?") < _QUESTIONS:
        return
    persons = [i for i, e in enumerate(draft.entities) if e.type == "Person"]
    if not persons:
        return
    asked = max(persons, key=lambda i: (sum(m.kind == "name" for m in draft.entities[i].mentions), -i))
    yours = [t for t, word in enumerate(tree.words) if word in _SECOND]
    new = [Mention(tree.starts[t], tree.ends[t], "pronoun", "Person", t) for t in sorted((*mine, *yours))]
    for m in new:
        names.put(m, asked)
    draft.add_mentions(new)
