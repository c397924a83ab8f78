"""Where an article speaks of sport, so that a town's name may be its club's, and a state's its university's."""

from extractors.lexicon import class_of
from extractors.tree import Tree

_LEAST = 3
"""Different words of sport that an article about it has: a "goal" alone is nobody's game."""


class Games:
    """The sentences of a text about sport: those with a word of it, and those beside them."""

    def __init__(self, tree: Tree) -> None:
        self._sentence_of = tree.sentence_of
        words = class_of("sport")
        told = [words.intersection(tree.lemmas[first:last]) for first, last in tree.sentences]
        is_about = len(frozenset().union(*told)) >= _LEAST
        self._about = frozenset(near for n, found in enumerate(told) if found for near in (n - 1, n, n + 1) if is_about)

    def at(self, token: int) -> bool:
        """Whether the token's sentence is one of them."""
        return bool(self._about) and self._sentence_of[token] in self._about
