"""What a mention's words may mean: the candidates that the gazetteer and the index have for one of their spellings."""

import re
from collections.abc import Iterator

from extractors.draft import Mention
from extractors.names.words import name_words
from kg.wikidata.items import Candidate
from kg.wikidata.knowledge import Knowledge

_POSSESSIVE = re.compile(r"['’]s?$")
_SUFFIX = re.compile(r",? (?:Jr|Sr)\.?$")
_INITIALS = re.compile(r"(?<=[a-z’'\-] )(?:[A-Z]\. ?)+(?=[A-Z])")
_SHORTEST_SHOUT = 4
"""Words in capitals of at least so many letters are looked up in small ones as well: fewer are abbreviations."""


def candidates_of(mention: Mention, text: str, known: Knowledge) -> tuple[Candidate, ...]:
    """What the words `text` of the mention may mean, the likeliest first; nothing where no spelling is known."""
    if mention.candidates or mention.kind != "name" or mention.role == "office":
        return mention.candidates
    for spelling in dict.fromkeys(_spellings(text, mention.type)):
        found = known.lookup(spelling, fold=spelling.isupper() and len(spelling) > _SHORTEST_SHOUT)
        if found and (known.is_core(found[0].item) or not is_generic(spelling)):
            return found
    return ()


def is_generic(name: str) -> bool:
    """Whether the words only tell a kind of thing: "Navy", "Eastern Brigade". Which one, the article must tell."""
    table = name_words()
    return name in table.heads or all(
        w in table.heads or w in table.directions or w in table.titles for w in name.split()
    )


def _spellings(text: str, kind: str) -> Iterator[str]:
    """The words as they are, then with less and less of what a text puts on and around a name."""
    name = _POSSESSIVE.sub("", " ".join(text.split()))
    yield name
    if kind == "Person":
        yield from _without_titles(name)


def _without_titles(name: str) -> Iterator[str]:
    """A person's name without the titles before it, "Jr." after it, and the initials between its words."""
    words, titles = name.split(), name_words().titles
    while len(words) > 1 and words[0] in titles:
        del words[0]
    bare = _SUFFIX.sub("", " ".join(words))
    yield bare
    yield _INITIALS.sub("", bare)
