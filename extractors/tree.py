"""The dependency tree as plain lists: what spaCy's tokens say, fetched once, since the stages ask for it many times."""

from bisect import insort
from collections.abc import Iterator
from functools import cached_property

import numpy as np
from spacy.attrs import DEP, HEAD, LENGTH, LOWER, SPACY, TAG
from spacy.tokens import Doc

from extractors.language import lemma_of

_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_RELATIVES = frozenset(("who", "which", "that", "whom"))
_AMOUNTS = frozenset(
    ("dozen", "score", "hundred", "thousand", "million", "number", "series", "round", "wave", "string", "spate",
     "batch", "handful", "couple", "volley", "barrage", "salvo", "flurry", "team", "set", "majority", "rest", "last",
     "package", "shipment", "worth", "ton", "tonne", "quantity", "amount", "load", "truckload", "piece", "most", "half",
     "bulk", "third", "quarter", "fifth", "tenth", "act")
)  # fmt: skip
"""Nouns that count or measure what their "of" names."""
_SHELLS = frozenset(
    ("hour", "measure", "order", "effort", "regime", "law", "action", "operation", "process", "declaration",
     "agreement", "accord", "deal", "programme", "program", "campaign")
)  # fmt: skip
"""Nouns that say little beside the noun before them: "curfew hours", "a ceasefire agreement", "mediation efforts"."""

_LYING = frozenset(("in", "at", "near"))
"""Prepositions before a place."""


class Tree:
    """Heads, labels, tags and small-letter words of a doc by token index; `starts` and `ends` are code points."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        table = doc.to_array([HEAD, DEP, TAG, LOWER, LENGTH, SPACY]).astype(np.int64).reshape(len(doc), 6)
        names: dict[int, str] = {k: doc.vocab.strings[k] for k in np.unique(table[:, 1:4].view(np.uint64)).tolist()}
        self.heads: list[int] = (table[:, 0] + np.arange(len(doc))).tolist()
        columns: list[list[str]] = [[names[k] for k in table[:, n].view(np.uint64).tolist()] for n in (1, 2, 3)]
        self.deps, self.tags, self.words = columns
        ends = np.cumsum(table[:, 4] + table[:, 5]) - table[:, 5]
        self.starts: list[int] = (ends - table[:, 4]).tolist()
        self.ends: list[int] = ends.tolist()
        self.kids: list[list[int]] = [[] for _ in self.heads]
        for i, head in enumerate(self.heads):
            if head != i:
                self.kids[head].append(i)
        self._edges: dict[int, tuple[int, int]] = {}
        self._rehung = False

    @cached_property
    def text(self) -> str:
        """The text; a doc puts it together anew each time that it is asked."""
        return str(self.doc.text)

    @cached_property
    def texts(self) -> list[str]:
        """The words as they stand in the text, by token; asked of spaCy one by one they take several times as long."""
        return [self.text[a:b] for a, b in zip(self.starts, self.ends, strict=True)]

    @cached_property
    def lemmas(self) -> list[str]:
        """Dictionary forms, by token."""
        return [lemma_of(word, tag) for word, tag in zip(self.words, self.tags, strict=True)]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """First token and one past the last token of each sentence."""
        return [(s.start, s.end) for s in self.doc.sents]

    @cached_property
    def sentence_of(self) -> list[int]:
        """The index of the sentence, by token."""
        return [n for n, (a, b) in enumerate(self.sentences) for _ in range(a, b)]

    def sentence(self, token: int) -> tuple[int, int]:
        """First token and one past the last token of the sentence that holds the token."""
        return self.sentences[self.sentence_of[token]]

    def edges(self, token: int) -> tuple[int, int]:
        """The token range [first, last + 1) under a token."""
        if token not in self._edges:
            self._edges[token] = self._own_edges(token) if self._rehung else self._parsed_edges(token)
        return self._edges[token]

    def _parsed_edges(self, token: int) -> tuple[int, int]:
        t = self.doc[token]
        return t.left_edge.i, t.right_edge.i + 1

    def _own_edges(self, token: int) -> tuple[int, int]:
        below = list(self.subtree(token))
        return min(below), max(below) + 1

    def retag(self, token: int, tag: str) -> None:
        """Give a token another tag, and the dictionary form that goes with it: the tagger was wrong."""
        self.tags[token] = tag
        self.lemmas[token] = lemma_of(self.words[token], tag)

    def rehang(self, token: int, head: int) -> None:
        """Hang a token, with all below it, under another head: the parser was wrong."""
        self.kids[self.heads[token]].remove(token)
        insort(self.kids[head], token)
        self.heads[token] = head
        self._rehung = True
        self._edges.clear()

    def lift(self, token: int, head: int) -> None:
        """Let a token trade places with one above it, which hangs under it from then on; labels stay."""
        above = self.heads[head]
        self.rehang(token, head if above == head else above)
        if above == head:
            self.kids[head].remove(token)
            self.heads[token] = token
            self.heads[head] = token
            insort(self.kids[token], head)
        else:
            self.rehang(head, token)

    def forms(self, token: int) -> set[str]:
        """The dictionary form of a token, and that of the word that a hyphen makes of it: "fire", "cease-fire"."""
        found = {self.lemmas[token]}
        if token > 1 and self.words[token - 1] == "-" and self.ends[token - 1] == self.starts[token]:
            found.add(f"{self.words[token - 2]}-{self.lemmas[token]}")
        return found

    def measured(self, token: int) -> set[str]:
        """The forms of a noun and of what it only counts or frames: "volley" and "rocket", "curfew" and "hour"."""
        found = self.forms(token)
        if self.lemmas[token] in _SHELLS:
            found.update(*(self.forms(k) for k in self.of(token, "compound")))
        if self.lemmas[token] in _AMOUNTS:
            found.update(*(self.forms(k) for k in self.preps(token).get("of", ())))
        return found

    def left(self, token: int) -> int:
        """The first token under a token."""
        return self.edges(token)[0]

    def right(self, token: int) -> int:
        """One past the last token under a token."""
        return self.edges(token)[1]

    def of(self, token: int, *deps: str) -> list[int]:
        """The children with one of the labels."""
        return [k for k in self.kids[token] if self.deps[k] in deps]

    def kid(self, token: int, *deps: str) -> int | None:
        """The first child with one of the labels."""
        return next((k for k in self.kids[token] if self.deps[k] in deps), None)

    def is_noun(self, token: int) -> bool:
        """Whether the token is a common or proper noun."""
        return self.tags[token] in _NOUNS

    def is_verb(self, token: int) -> bool:
        """Whether the token is a verb; modals are none."""
        return self.tags[token].startswith("VB")

    def is_verbal(self, token: int) -> bool:
        """Whether the token is a verb or a modal."""
        return self.tags[token][:1] in "VM"

    def is_in_participle(self, token: int) -> bool:
        """Whether the word is the first half of "UN-backed", "Iran-led": it says who backs, not whose the noun is."""
        after = self.words[token + 1 : token + 3]
        return len(after) == 2 and after[0] in "-–" and self.tags[token + 2] in ("VBN", "VBD")

    def upwards(self, token: int) -> list[int]:
        """The token and all above it, up to the root."""
        path = [token]
        while self.heads[path[-1]] != path[-1]:
            path.append(self.heads[path[-1]])
        return path

    def subtree(self, token: int) -> Iterator[int]:
        """The token and all below it, in no particular order."""
        stack = [token]
        while stack:
            i = stack.pop()
            yield i
            stack.extend(self.kids[i])

    def spread(self, tokens: list[int]) -> list[int]:
        """The tokens, what is coordinated with them and whom they name some of; nouns for their relative pronouns."""
        out: list[int] = []
        stack = [(i, len(self.words)) for i in reversed(tokens)]
        while stack:
            i, end = stack.pop()
            if i in out:
                continue
            if self.words[i] in _RELATIVES and self.tags[i] in ("WDT", "WP", "IN"):
                noun = self.antecedent(i)
                if noun is not None:
                    stack.append((noun, i))  # what is coordinated after the clause is none of its subjects
                    continue
            out.append(i)
            stack.extend((k, end) for k in reversed(self.of(i, "conj")) if k < end)
            stack.extend((k, end) for k in reversed(self._examples(i)) if k < end)
        return out

    def _examples(self, token: int) -> list[int]:
        """Whom a plural names some of: "several countries, including Chad and Niger", "militias such as Hezbollah"."""
        if self.tags[token] != "NNS":
            return []
        naming = [p for p in self.of(token, "prep") if self.words[p] == "including" or self._is_such_as(p)]
        return [k for p in naming for k in self.of(p, "pobj")]

    def _is_such_as(self, prep: int) -> bool:
        return self.words[prep] == "as" and prep > 0 and self.words[prep - 1] == "such"

    def antecedent(self, pronoun: int) -> int | None:
        """The noun that the clause of a relative pronoun hangs on; "who" is no place: "men in Syria, who attacked"."""
        i = pronoun
        while self.heads[i] != i:
            if self.deps[i] == "relcl":
                noun = self.heads[i]
                return self._of_whom(noun) if self.words[pronoun] == "who" else noun
            i = self.heads[i]
        return None

    def _of_whom(self, noun: int) -> int:
        prep = self.heads[noun]
        above = self.heads[prep]
        lies = self.deps[noun] == "pobj" and self.tags[noun] == "NNP" and self.words[prep] in _LYING
        return above if lies and self.tags[above] == "NNS" and above < noun else noun

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
