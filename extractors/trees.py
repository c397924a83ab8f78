"""The dependency tree of a doc as plain lists, which Python walks several times faster than spaCy's tokens."""

import numpy as np
from spacy.attrs import DEP, HEAD, LENGTH, LOWER, SPACY, TAG
from spacy.tokens import Doc


class Tree:
    """Heads, labels, tags, small-letter words and children of every token, by index into the doc."""

    __slots__ = ("_edges", "deps", "doc", "ends", "heads", "kids", "lows", "sents", "starts", "tags")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        table = doc.to_array([HEAD, DEP, TAG, LOWER, LENGTH, SPACY]).astype(np.int64)
        names = {k: doc.vocab.strings[k] for k in np.unique(table[:, 1:4].view(np.uint64)).tolist()}
        self.heads: list[int] = (table[:, 0] + np.arange(len(doc))).tolist()
        self.deps, self.tags, self.lows = ([names[k] for k in table[:, n].view(np.uint64).tolist()] for n in (1, 2, 3))
        ends = np.cumsum(table[:, 4] + table[:, 5]) - table[:, 5]
        self.starts: list[int] = (ends - table[:, 4]).tolist()
        self.ends: list[int] = ends.tolist()
        self.kids: list[list[int]] = [[] for _ in self.heads]
        for i, head in enumerate(self.heads):
            if head != i:
                self.kids[head].append(i)
        self.sents: list[tuple[int, int]] = [(0, 0)] * len(doc)
        for sent in doc.sents:
            self.sents[sent.start : sent.end] = [(sent.start, sent.end)] * (sent.end - sent.start)
        self._edges: dict[int, tuple[int, int]] = {}

    def edges(self, i: int) -> tuple[int, int]:
        """The token range [first, last + 1) under a token."""
        if i not in self._edges:
            token = self.doc[i]
            self._edges[i] = (token.left_edge.i, token.right_edge.i + 1)
        return self._edges[i]

    def left(self, i: int) -> int:
        return self.edges(i)[0]

    def right(self, i: int) -> int:
        return self.edges(i)[1]

    def kid(self, i: int, *deps: str) -> int | None:
        """The first child that bears one of the labels."""
        for k in self.kids[i]:
            if self.deps[k] in deps:
                return k
        return None

    def end(self, i: int) -> int:
        """The offset at which the token's text ends."""
        return self.ends[i]

    def is_verb(self, i: int) -> bool:
        return self.tags[i][:1] in "VM"

    def dash_between(self, a: int, b: int) -> bool:
        """Whether exactly one free-standing dash lies between two tokens, as after a dateline."""
        dashes = [k for k in range(a + 1, b) if self.lows[k] in ("-", "–", "—", "--")]
        return sum(self.starts[k] > self.end(k - 1) for k in dashes) == 1

    def names(self, i: int) -> bool:
        """Whether a noun phrase is a name, a plural or has a determiner: "according to aides", not "to need"."""
        return self.tags[i] in ("NNP", "NNPS", "NNS", "PRP") or self.kid(i, "det", "poss", "compound") is not None
