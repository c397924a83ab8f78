"""Nouns that "and" joins to the wrong one: number and number words show which belong together.

"The government of Yemen and Houthi rebels fight": what is plural is several, so the rebels are no second Yemen. "Ten
rebels fighting beside Turkey and six soldiers died": who is counted is joined with who is counted.
"""

from extractors.phrases import word_set
from extractors.tree import Tree

_SEVERAL = word_set(
    "group number coalition majority minority couple host series pair handful lot crowd mix mixture range team union "
    "alliance total dozen hundred thousand rest half part list variety police public staff"
)
"""Nouns in the singular that verbs in the plural are said of: "a group of Kurds and Arabs fight"."""
_PLURAL = frozenset(("are", "were", "have"))


def mend_misjoined(tree: Tree, i: int) -> None:
    """Hang the token, coordinated with a noun inside a phrase, beside the noun that it must be joined with."""
    if tree.deps[i] != "conj" or not tree.is_noun(i) or tree.deps[tree.heads[i]] != "pobj":
        return
    fellow = _counted(tree, i) if tree.of(i, "nummod") else _subject(tree, i)
    if fellow is not None:
        tree.rehang(i, fellow)


def _counted(tree: Tree, i: int) -> int | None:
    """The counted noun above what the token was joined with, where that is itself not counted."""
    near = tree.heads[i]
    if tree.of(near, "nummod", "det") or not tree.doc[near].text[0].isupper():
        return None
    return next((k for k in tree.upwards(near)[1:] if k < near and tree.is_noun(k) and tree.of(k, "nummod")), None)


def _subject(tree: Tree, i: int) -> int | None:
    """The subject in the singular, of a verb in the plural, in whose phrase with "of" the token was hung."""
    near = tree.heads[i]
    noun = tree.heads[tree.heads[near]]
    verb = tree.heads[noun]
    if tree.tags[near] not in ("NNP", "NN") or tree.words[tree.heads[near]] != "of" or tree.deps[noun] != "nsubj":
        return None
    if tree.tags[noun] != "NN" or tree.lemmas[noun] in _SEVERAL or tree.of(noun, "conj"):
        return None
    plural = tree.tags[verb] == "VBP" or any(tree.words[k] in _PLURAL for k in tree.of(verb, "aux", "auxpass"))
    return noun if plural and tree.left(i) > near else None
