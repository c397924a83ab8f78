"""The dependency tree as plain lists: what spaCy's tokens say, fetched once, since the stages ask for it many times."""

from collections.abc import Iterator
from functools import cached_property

from spacy.tokens import Doc

from extractors.language import lemma_of

_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_RELATIVES = frozenset(("who", "which", "that", "whom"))


class Tree:
    """Heads, labels, tags and words of a doc by token index."""

    def __init__(self, doc: Doc) -> None:
        self.heads: list[int] = []
        self.deps: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lemmas: list[str] = []
        for t in doc:
            word, tag, start = t.lower_, t.tag_, t.idx
            self.heads.append(t.head.i)
            self.deps.append(t.dep_)
            self.tags.append(tag)
            self.words.append(word)
            self.starts.append(start)
            self.ends.append(start + len(word))
            self.lemmas.append(lemma_of(word, tag))
        # a word's lower-case form may be longer than the word ("İ"): the text has the last say
        self.ends = [t.idx + len(t) for t in doc]
        self.kids: list[list[int]] = [[] for _ in self.heads]
        for i, head in enumerate(self.heads):
            if head != i:
                self.kids[head].append(i)
        self._doc = doc

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """First token and one past the last token of each sentence."""
        return [(s.start, s.end) for s in self._doc.sents]

    @cached_property
    def sentence_of(self) -> list[int]:
        """The index of the sentence, by token."""
        return [n for n, (a, b) in enumerate(self.sentences) for _ in range(a, b)]

    def of(self, token: int, *deps: str) -> list[int]:
        """The children with one of the labels."""
        return [k for k in self.kids[token] if self.deps[k] in deps]

    def is_noun(self, token: int) -> bool:
        return self.tags[token] in _NOUNS

    def is_verb(self, token: int) -> bool:
        return self.tags[token].startswith("VB")

    def subtree(self, token: int) -> Iterator[int]:
        """The token and all below it, in no particular order."""
        stack = [token]
        while stack:
            i = stack.pop()
            yield i
            stack.extend(self.kids[i])

    def spread(self, tokens: list[int]) -> list[int]:
        """The tokens and all that is coordinated with them; a relative pronoun gives way to the noun that it stands for."""
        out: list[int] = []
        stack = list(reversed(tokens))
        while stack:
            i = stack.pop()
            if i in out:
                continue
            if self.words[i] in _RELATIVES and self.tags[i] in ("WDT", "WP", "IN"):
                noun = self._antecedent(i)
                if noun is not None:
                    stack.append(noun)
                    continue
            out.append(i)
            stack.extend(reversed(self.of(i, "conj")))
        return out

    def _antecedent(self, pronoun: int) -> int | None:
        i = pronoun
        while self.heads[i] != i:
            if self.deps[i] == "relcl":
                return self.heads[i]
            i = self.heads[i]
        return None

    def preps(self, token: int) -> dict[str, list[int]]:
        """Objects of the prepositions below a token, by preposition, coordinations spread out."""
        found: dict[str, list[int]] = {}
        below = [p for k in self.of(token, "advmod", "prt") for p in self.of(k, "prep")]  # "broke away from"
        for p in self.of(token, "prep", "dative", "agent") + below:
            objects = self.of(p, "pobj", "pcomp") or [k for inner in self.of(p, "prep") for k in self.of(inner, "pobj")]
            if objects:
                found.setdefault(self.words[p], []).extend(self.spread(objects))
            for other in self.of(p, "conj"):  # "in and around", "by X and by Y"
                found.setdefault(self.words[other], []).extend(self.spread(self.of(other, "pobj")))
        return found
