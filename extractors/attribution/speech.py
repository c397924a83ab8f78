"""Speech around its cue: quotations and clauses before, after and on both sides of "he said".

The parser is often wrong around quotation marks, so this goes by the marks, the punctuation and the place of the cue.
"""

from bisect import bisect_right

from extractors.attribution.pages import Page, Range
from extractors.draft import AttributionDraft

_LIGHT = ("RB", "MD", "VB", "VBD", "VBZ", "VBP", "VBN", "TO")
_TAIL = frozenset((
    "dobj", "dative", "prep", "npadvmod", "advmod", "prt", "agent", "tmod", "oprd", "nsubj", "nsubjpass", "appos",
))  # fmt: skip
_LEADS = frozenset(("prep", "advcl", "advmod", "npadvmod", "cc", "mark"))
_REACH = 12
_LEAST = 3


class Cue:
    """A cue with its source as one stretch: "the minister later said", "said the minister on Sunday"."""

    __slots__ = ("end", "inverted", "page", "start", "verb")

    def __init__(self, page: Page, verb: int, source: Range | None) -> None:
        """`source` only if it is the verb's own subject, not one that it shares with another verb."""
        self.page, self.verb = page, verb
        self.inverted = source is not None and source[0] == verb + 1
        self.start = self._start(source)
        self.end = self._end(source)

    def _start(self, source: Range | None) -> int:
        start, tree = self.verb, self.page.tree
        while (
            start > 0 and tree.tags[start - 1] in _LIGHT and tree.deps[start - 1] in ("aux", "auxpass", "advmod", "neg")
        ):
            start -= 1
        if source and source[0] < start and start - source[1] <= _REACH:
            start = source[0]
        if start > 0 and tree.words[start - 1] == "as":
            start -= 1
        return start

    def _end(self, source: Range | None) -> int:
        tree, end = self.page.tree, self.verb + 1
        if source and source[0] >= end:
            end = source[1]
        for k in tree.kids[self.verb]:
            if k >= self.verb and tree.deps[k] in _TAIL:
                end = max(end, tree.right(k))
        for i in range(self.verb + 1, min(end, len(tree.words))):
            if i in self.page.by_start or (tree.words[i] == ":" and i + 1 in self.page.by_start):
                return i
        return min(end, tree.sentence(self.verb)[1])


def quoted_before(cue: Cue, *, told: bool = False) -> list[Range] | None:
    """'"…," he said': the quotation that ends where the cue begins, with what leads into it in its sentence.

    Where the verb has a clause of its own (`told`), a quotation within the sentence is a title or a place: 'Asked on
    "Face the Nation," he said that …'.
    """
    page, at = cue.page, cue.page.skip_back(cue.start)
    n = page.by_end.get(at)
    if n is None and at > 0 and page.tree.words[at - 1] in (",", "-", "–", "—"):
        n = page.by_end.get(page.skip_back(at - 1))
    if n is None or not _hands_over(page, n, cue.start):
        return None
    parts = _with_lead(page, n)
    if told and parts[0][0] != page.ranges[page.chain(n)[0]][0]:
        return None
    return [*parts, *_resumed(cue)]


def _resumed(cue: Cue) -> list[Range]:
    """ "“The pass,” she said, “is open.”": the quotation that goes on right after the cue and a comma."""
    page, at = cue.page, cue.end
    n = page.by_start.get(at + 1) if page.tree.words[at : at + 1] == [","] else None
    return [page.ranges[m] for m in page.chain(n) if m >= n] if n is not None else []


def _hands_over(page: Page, n: int, start: int) -> bool:
    quote = page.quotes[n]
    last = page.text[quote.start : quote.end].rstrip("”\"'’»“ ")[-1:]
    between = page.text[quote.end : page.tree.starts[start]]
    if last == "." and not quote.continues:
        return page.tree.words[start][:1] == page.text[page.tree.starts[start]] and "\n" not in between
    return (last in ",?!…—-" or between.strip() in (",", "-", "–", "—")) and "\n" not in between


def _with_lead(page: Page, n: int) -> list[Range]:
    chain = [m for m in page.chain(n) if m <= n]
    parts = [page.ranges[m] for m in chain]
    first = parts[0][0]
    sentence = page.tree.sentence(first)[0]
    if page.inside[sentence] >= 0:
        sentence = page.ranges[page.inside[sentence]][0]
    inner = page.text[page.quotes[chain[0]].start : page.quotes[n].end].lstrip("“„\"`'«‘ ")
    if sentence < first and (inner[:1].islower() or not page.quotes[n].direct):
        parts[0] = (sentence, parts[0][1])
    return parts


def quoted_after(cue: Cue) -> list[Range] | None:
    """'he said: "…"', 'he said, "…"', 'he said "…"': the direct quotation that begins where the cue ends."""
    page, at = cue.page, cue.end
    while at < len(page.tree.words) and (
        page.tree.words[at] in (",", ":", "—", "–", "that") or page.tree.words[at].isspace()
    ):
        at += 1
    n = page.by_start.get(at)
    if n is None or not (page.quotes[n].direct or page.tree.words[at - 1] in (",", ":")):
        return None
    return [page.ranges[m] for m in page.chain(n) if m >= n]


def after_colon(cue: Cue) -> list[Range] | None:
    """ "he put it bluntly: they lost": what follows a colon, to the end of the sentence."""
    tree = cue.page.tree
    if cue.end + 1 < len(tree.words) and tree.words[cue.end] == ":":
        return [(cue.end + 1, tree.sentence(cue.end + 1)[1])]
    return None


def clause_around(cue: Cue) -> list[Range] | None:
    """ "The town, he said, fell", "The town fell, he said": the rest of the sentence, when commas set the cue off."""
    tree = cue.page.tree
    start, end = tree.sentence(cue.verb)
    if tree.words[cue.start] == "as" and cue.start == start and tree.words[cue.end : cue.end + 1] == [","]:
        return [(cue.end + 1, end)]
    if cue.start - 1 <= start or tree.words[cue.start - 1] not in (",", "—", "–", "-"):
        return None
    left, right = (start, cue.start - 1), (end, end)
    if cue.end < end and tree.words[cue.end] in (",", "—", "–", "-"):
        right = (cue.end + 1, end) if tree.tags[cue.end + 1 : cue.end + 2] != ["VBG"] else right
    if right == (end, end) and (left[1] - left[0] < _LEAST or _leads_in(cue, left)):
        return None
    return [left, right]


def _leads_in(cue: Cue, part: Range) -> bool:
    """Whether what stands before a cue only says when or where it is said: "In his book, the general described it"."""
    tree = cue.page.tree
    tops = [
        k
        for k in range(*part)
        if (tree.heads[k] == k or not part[0] <= tree.heads[k] < part[1]) and tree.deps[k] != "punct"
    ]
    return bool(tops) and all(tree.heads[k] == cue.verb and tree.deps[k] in _LEADS for k in tops)


def continue_quotes(page: Page, found: list[AttributionDraft], voices: list[AttributionDraft]) -> None:
    """Give each quotation that no cue of its own leads in or out to the speaker before it in its paragraph.

    `voices` are those who speak outside quotations, by the place of their cues; some have said nothing yet ("The
    governor answered at once."). Who is quoted in the paragraph goes before who is only reported.
    """
    taken = {n for a in found if a.cue and not page.in_quote(a.cue.start) for c in a.content for n in page.touching(c)}
    cues = [a.cue.start for a in voices if a.cue]
    for n, quote in enumerate(page.quotes):
        if not quote.direct or quote.continues or n in taken:
            continue
        before = bisect_right(cues, quote.start)
        near = [
            a
            for a in voices[max(0, before - _REACH) : before]
            if a.cue and _same_paragraph(page, a.cue.start, quote.start)
        ]
        said = [a for a in near if a.content]
        speaker = next((a for a in reversed(said) if a.quoted), near[-1] if near else None)
        if speaker is not None:
            speaker.content = (*speaker.content, *page.spans(page.ranges[m] for m in page.chain(n)))
            speaker.quoted = speaker.quoted or speaker not in found


def _same_paragraph(page: Page, start: int, end: int) -> bool:
    return "\n" not in page.text[start:end].rstrip()
