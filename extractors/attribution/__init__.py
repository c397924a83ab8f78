"""Who says what: the stage that finds the sources, cues and contents of reported speech, thought and intent.

The scheme is that of PARC 3.0 and PolNeAR (Pareti 2016; Newell, Margolin and Ruths 2018): an attribution is a source, a
cue and a content; here an attribution inside another's content is listed as well.
"""

from collections.abc import Iterator
from dataclasses import replace

from extractors.attribution.contents import Found, adjective_content, fronted, noun_content, verb_content
from extractors.attribution.cues import Use, Uses, uses_at, uses_of, uses_with
from extractors.attribution.deeds import is_deed, is_measure
from extractors.attribution.labels import find_labels
from extractors.attribution.media import find_medium
from extractors.attribution.pages import Page, Range
from extractors.attribution.sources import (
    adjective_source,
    agent,
    beside,
    dash_between,
    is_negated,
    is_nobody,
    is_passive,
    names,
    noun_source,
    phrase,
    verb_source,
)
from extractors.attribution.speech import Cue, after_colon, clause_around, continue_quotes, quoted_after, quoted_before
from extractors.draft import AttributionDraft, Draft
from kg.model import Span

_BUCKET = 200
"""Characters of a stretch by which attributions are looked up."""

_NEAR = 12
"""Tokens within which a quotation follows what it is said of."""

_NEGATED = {"asserts": "doubts", "denies": "doubts", "intends": "denies"}
"""What becomes of a stance under a negation: who did not deny something has not asserted it either."""


def find_attributions(draft: Draft) -> Draft:
    """Fill `draft.attributions`, in the order of the text."""
    page = Page(draft)
    search = _Search(draft, page)
    found = list(search.run())
    continue_quotes(page, found, search.voices)
    found += [a for a in search.silent if a.content]
    found += [a for a in find_labels(draft, page) if a.content]
    draft.attributions = sorted(found, key=search.place)
    return draft


def _place(a: AttributionDraft) -> tuple[int, int, int]:
    start = min(s.start for s in (a.source, a.cue, *a.content) if s is not None)
    return start, a.cue.start if a.cue else start, -a.content[0].end


def enclosing(draft: Draft, span: Span) -> tuple[int, ...]:
    """Indices of the attributions in whose content the span lies, outermost first, less those whose cue it is.

    A content that is only spoken about ("condemned the attack") encloses nothing: what it holds is the outer voice's.
    """
    said = draft.attributions
    near = ((n, said[n]) for n in _buckets(draft).get(span.start // _BUCKET, ()))
    around = [(_size(a), n) for n, a in near if not a.topical and a.cue != span and _holds(a, span)]
    return tuple(n for _, n in sorted(around, key=lambda pair: (-pair[0], pair[1])))


def _buckets(draft: Draft) -> dict[int, list[int]]:
    """The attributions by stretches of the text that their contents touch; kept until the list is another one."""
    if draft.said_by is None or draft.said_by[0] is not draft.attributions:
        found: dict[int, list[int]] = {}
        for n, a in enumerate(draft.attributions):
            for bucket in sorted({b for c in a.content for b in range(c.start // _BUCKET, c.end // _BUCKET + 1)}):
                found.setdefault(bucket, []).append(n)
        draft.said_by = draft.attributions, found
    return draft.said_by[1]


def _holds(a: AttributionDraft, span: Span) -> bool:
    return any(c.start <= span.start and span.end <= c.end for c in a.content)


def _size(a: AttributionDraft) -> int:
    return sum(c.end - c.start for c in a.content)


class _Search:
    """One article's search, cue by cue."""

    def __init__(self, draft: Draft, page: Page) -> None:
        self.draft, self.page, self.tree = draft, page, page.tree
        self.voices: list[AttributionDraft] = []
        self.silent: list[AttributionDraft] = []
        """Who is said to speak, by a cue that has no content in its own sentence."""
        self.done: dict[int, AttributionDraft] = {}
        self.cited: dict[AttributionDraft, int] = {}
        """Who is cited, with the cue of whoever cites."""
        self.relayed: dict[int, list[Range]] = {}
        """What somebody is quoted as saying before the cue, by the verb of the one quoted."""

    def run(self) -> Iterator[AttributionDraft]:
        finders = {"V": self._verb, "N": self._noun, "J": self._adjective, "R": self._adverb, "I": self._according}
        tree = self.tree
        for i, tag in enumerate(tree.tags):
            finder = finders.get(tag[:1])
            if finder is None:
                continue
            uses = uses_of(tree.words[i], tag)
            if uses is not None and not self._quiet(i):
                one = finder(i, uses)
                if one is not None:
                    self.done[i] = one
                    yield one

    def place(self, a: AttributionDraft) -> tuple[int, int, int, int]:
        """Where an attribution stands in the order: by the text, who is cited after whoever cites."""
        by = self.done.get(self.cited[a]) if a in self.cited else None
        return (*_place(by or a), 1 if by else 0)

    def _quiet(self, i: int) -> bool:
        return bool(self.draft.quiet) and self.draft.is_quiet(self.tree.starts[i], self.tree.starts[i] + 1)

    def _verb(self, i: int, uses: Uses) -> AttributionDraft | None:
        tree = self.tree
        if tree.words[i] == "according":
            return self._according(i, uses)
        if tree.deps[i] in ("aux", "auxpass", "amod", "compound") or is_deed(tree, i):
            return None
        felt = uses_of(tree.words[i], "JJ") if is_passive(tree, i) and agent(tree, i) is None else None
        if felt is not None:
            return self._adjective(i, felt)
        particle = tree.kid(i, "prt")
        if particle is not None:
            uses = uses_with(tree.words[i], tree.tags[i], tree.words[particle]) or uses
        if "source" in uses and (cited := self._cited(i, uses["source"]) or self._relays(i, uses)):
            return cited
        head = self._trusted(i, verb_source(tree, i), uses)
        source = phrase(tree, head) if head is not None else None
        if i in self.relayed and "quote" in uses:
            return self._make(i, uses["quote"], self.relayed[i], source, head, topical=False)
        found = self._labelled(i, uses) or verb_content(tree, i, uses)
        if found is not None and source is not None and not found.nominal:
            found = fronted(tree, i, source, found)
        one = self._speech(i, uses, source, head, found) or self._told(i, found, source, head)
        if one is None and "quote" in uses and source is not None and self.tree.heads[i] == i:
            self._silent(i, uses["quote"], source, head)
        return self._voice(i, uses, one)

    def _silent(self, i: int, use: Use, source: Range, head: int | None) -> None:
        """Note who speaks without a word in the same sentence: a quotation may follow."""
        named = self.page.span(source)
        if self.page.inside[i] < 0:
            one = AttributionDraft(named, self._cue(i), (), use.stance, False, self._speaker(head))
            self.voices.append(one)
            self.silent.append(one)

    def _trusted(self, i: int, head: int | None, uses: Uses) -> int | None:
        """The head of a source, unless the parser looked for it across a quotation mark or a dateline's dash."""
        tree, inside = self.tree, self.page.inside
        if "parenthesis" not in uses:
            return head
        inverted = tree.words[i - 1] == "," and next((k for k in tree.kids[i] if k > i and tree.deps[k] == "nsubj"), 0)
        if inverted:
            return inverted
        within = head is not None and (inside[head] == inside[i] or self.page.is_word(inside[head]))
        if head is not None and within and not (head < i and dash_between(tree, head, i)):
            return head
        set_off = i > 0 and (
            tree.words[i - 1] in (",", "-", "–", "—") or inside[self.page.skip_back(i) - 1] != inside[i]
        )
        after = set_off and "addressee" not in uses
        return beside(tree, i, after=after) if set_off or head is not None else None

    def _labelled(self, i: int, uses: Uses) -> Found | None:
        """ "called the raid “an act of piracy”": to where the quotation ends, which the parser seldom sees."""
        page, tree = self.page, self.tree
        for k in range(i + 1, min(i + _NEAR, tree.sentence(i)[1])) if "label" in uses else ():
            n = page.by_start.get(k)
            if n is not None:
                return Found(uses["predicate"], ((i + 1, page.row(n)),)) if k > i + 1 else None
            if tree.is_verbal(k) or tree.words[k] in (",", ":", "for", "on"):
                return None
        return None

    def _speech(
        self, i: int, uses: Uses, source: Range | None, head: int | None, found: Found | None
    ) -> AttributionDraft | None:
        use = uses.get("quote") or uses.get("parenthesis")
        if use is None:
            return None
        own = self.tree.tags[i] in ("VBD", "VBZ", "VBP") or (head is not None and self.tree.heads[head] == i)
        own = own and self.tree.deps[i] != "relcl"
        cue = Cue(self.page, i, source if own else None)
        told = found is not None and not found.nominal and found.ranges[0][0] > i
        parts = (quoted_before(cue, told=told) if own else None) or quoted_after(cue)
        if parts is None and own and (cue.inverted or found is None):
            parts = after_colon(cue) or clause_around(cue)
        return self._make(i, use, parts, source, head, topical=False) if parts else None

    def _voice(self, i: int, uses: Uses, one: AttributionDraft | None) -> AttributionDraft | None:
        """The same, noted as somebody whose quotation may go on after it."""
        if one is not None and "quote" in uses and self.page.inside[i] < 0:
            self.voices.append(one)
        return one

    def _told(self, i: int, found: Found | None, source: Range | None, head: int | None) -> AttributionDraft | None:
        if found is None or (source is None and not found.alone):
            return None
        if found.raised:
            source, head = None, None
        parts = [self.page.bare(p) for p in found.ranges] if found.nominal else list(found.ranges)
        return self._make(i, found.use, parts, source, head, topical=found.nominal and found.use.topic)

    def _noun(self, i: int, uses: Uses) -> AttributionDraft | None:
        if "sentence" in uses and self.tree.words[self.tree.heads[i]] == "in" and self.tree.deps[i] == "pobj":
            return self._in_words(i, uses["sentence"])
        head = noun_source(self.tree, i)
        source = phrase(self.tree, head) if head is not None else None
        return self._told(i, noun_content(self.tree, i, uses), source, head)

    def _adjective(self, i: int, uses: Uses) -> AttributionDraft | None:
        found = adjective_content(self.tree, i, uses)
        if found is None:
            return None
        head = adjective_source(self.tree, i)
        source = phrase(self.tree, head) if head is not None else None
        return self._told(i, found, source, head)

    def _adverb(self, i: int, uses: Uses) -> AttributionDraft | None:
        tree = self.tree
        if "sentence" not in uses or tree.deps[i] != "advmod":
            return None
        start, end = tree.edges(tree.heads[i])
        return self._make(i, uses["sentence"], [(start, i), (i + 1, end)], None, None, topical=False)

    def _according(self, i: int, uses: Uses) -> AttributionDraft | None:
        tree = self.tree
        to = tree.kid(i, "prep") if tree.words[i] == "according" else i
        head = tree.kid(to, "pobj") if to is not None else None
        if head is None or "sentence" not in uses or not (names(tree, head) or self._speaks(head)):
            return None
        if is_measure(tree, head):
            return None
        start, end = tree.sentence(i)
        source = phrase(tree, head)
        cue = Cue(self.page, i, source)
        parts = quoted_before(cue) or [(start, i), (max(source[1], tree.right(head)), end)]
        return self._make(i, uses["sentence"], parts, source, head, topical=False)

    def _in_words(self, i: int, use: Use) -> AttributionDraft | None:
        """ "in the words of the envoy, …", "in Kyiv's view, …": the rest of the sentence."""
        tree = self.tree
        of = next((k for k in tree.kids[i] if tree.words[k] == "of"), None)
        head = tree.kid(of, "pobj") if of is not None else tree.kid(i, "poss")
        if head is None:
            return None
        start, end = tree.sentence(i)
        first, last = tree.edges(tree.heads[i])
        return self._make(i, use, [(start, first), (last, end)], phrase(tree, head), head, topical=False)

    def _cited(self, i: int, use: Use) -> AttributionDraft | None:
        """ "…, citing unnamed officials": what is cited is the source of what the clause around it says."""
        head = self.tree.kid(i, "dobj")
        if head is None or not self._speaks(head):
            return None
        if self.tree.deps[i] == "relcl":
            return self._cited_by(i, head, self.tree.heads[i])
        return self._cited_beside(i, head, use) if self.tree.deps[i] == "advcl" else None

    def _cited_beside(self, i: int, head: int, use: Use) -> AttributionDraft | None:
        tree, main, source = self.tree, self.tree.heads[i], phrase(self.tree, head)
        if main in self.done:
            return self._instead(i, head, main)
        told = verb_content(tree, main, uses_at(tree, main))
        first, last = tree.edges(i)
        start, end = tree.edges(main)
        around = told.ranges if told else [(start, first), (last, end)]
        parts = [piece for a, b in around for piece in ((a, min(b, max(a, first))), (max(a, min(b, last)), b))]
        one = self._make(i, use, parts, source, head, topical=False)
        if one is not None:
            self.cited[one] = main
        return one

    def _cited_by(self, i: int, head: int, who: int) -> AttributionDraft | None:
        """ "according to the agency, which cited the ministry"."""
        at = self.tree.starts[who]
        by = (n for n, a in reversed(self.done.items()) if a.source and a.source.start <= at < a.source.end)
        main = next(by, None)
        return self._instead(i, head, main) if main is not None else None

    def _instead(self, i: int, head: int, main: int) -> AttributionDraft:
        """The same content from another mouth."""
        said, source = self.done[main], self.page.span(phrase(self.tree, head))
        one = replace(said, source=source, cue=self._cue(i), speaker=self._speaker(head), medium=None)
        self.cited[one] = main
        return one

    def _relays(self, i: int, uses: Uses) -> AttributionDraft | None:
        """ "“…,” the agency quoted him as saying": both what he says and that he says it are the agency's."""
        tree, head = self.tree, self.tree.kid(i, "dobj")
        way = next((k for k in tree.kids[i] if tree.words[k] == "as" and tree.kid(k, "pcomp") is not None), None)
        who = verb_source(tree, i)
        if way is None or "accuse" not in uses:
            return None
        if head is None and is_passive(tree, i):
            return self._relayed_by(i, way, uses["accuse"])
        if head is None or who is None:
            return None
        source = phrase(tree, who)
        cue = Cue(self.page, i, source)
        parts = quoted_before(cue) or clause_around(cue)
        if parts is None:
            return None
        self.relayed[tree.kid(way, "pcomp") or way] = parts
        return self._make(i, uses["accuse"], [*parts, (tree.left(head), tree.right(way))], source, who, topical=False)

    def _relayed_by(self, i: int, way: int, use: Use) -> AttributionDraft | None:
        """ "…, the ministry was quoted as saying by the agency": whoever quotes may be left out."""
        tree, said = self.tree, self.tree.kid(way, "pcomp")
        head = tree.kid(i, "nsubjpass", "nsubj")
        if head is None or said is None or said > tree.right(i) or tree.right(head) > i:
            return None
        cue = Cue(self.page, i, phrase(tree, head))
        parts = quoted_before(cue) or clause_around(cue)
        if parts is None:
            return None
        self.relayed[said] = parts
        who = agent(tree, i) or agent(tree, said)
        if who is None:
            return None
        return self._make(i, use, [*parts, phrase(tree, head), (way, said + 1)], phrase(tree, who), who, topical=False)

    def _speaks(self, i: int) -> bool:
        """Whether a noun is a name or of the kind that is cited as a source."""
        tag = self.tree.tags[i]
        return tag.startswith("NNP") or (tag.startswith("NN") and "source" in (uses_of(self.tree.words[i], tag) or ()))

    def _make(
        self, i: int, use: Use, parts: list[Range], source: Range | None, head: int | None, *, topical: bool
    ) -> AttributionDraft | None:
        content = self.page.spans(parts)
        if not content:
            return None
        if source is not None and source[0] <= i < source[1]:
            source = (source[0], i) if head is not None and head < i else (i + 1, source[1])
        named = self.page.span(source) if source and source[0] < source[1] else None
        quoted = any(self.page.text[c.start] in "\"“«`'‘" for c in content)
        stance = _NEGATED.get(use.stance, use.stance) if is_negated(self.tree, i) else use.stance
        speaker = self._speaker(head)
        return AttributionDraft(
            named, self._cue(i), content, stance, quoted, speaker, self._medium(i, speaker), topical
        )

    def _medium(self, i: int, speaker: int | None) -> int | None:
        uses = uses_of(self.tree.words[i], self.tree.tags[i]) if self.tree.tags[i].startswith("V") else None
        found = find_medium(self.draft, i, uses) if uses and "quote" in uses else None
        return found if found != speaker else None

    def _cue(self, i: int) -> Span:
        last = i + 1 if self.tree.words[i : i + 2] == ["according", "to"] else i
        return Span(self.tree.starts[i], self.tree.ends[last])

    def _speaker(self, head: int | None) -> int | None:
        if head is None or is_nobody(self.tree, head):
            return None
        tree = self.tree
        named = next((m.entities[0] for m in self.draft.mentions_at(head) if m.entities), None)
        if named is None and tree.tags[head] in ("WDT", "WP") and tree.deps[tree.heads[head]] == "relcl":
            return self._speaker(tree.heads[tree.heads[head]])
        return named
