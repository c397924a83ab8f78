"""Speakers named before a colon: "Putin: We will not retreat", a transcript's "MODERATOR:"."""

from collections.abc import Iterator

from extractors.attribution.cues import uses_of
from extractors.attribution.pages import Page
from extractors.draft import AttributionDraft, Draft
from extractors.names.matching import whole_datelines

_LONGEST = 5
_LEAST = 3
_SPEAKERS = frozenset(("Person", "Organisation", "Place", "People"))
_NAME_TAGS = ("NN", "JJ", "DT", "POS", "HYPH", ".")


def find_labels(draft: Draft, page: Page) -> Iterator[AttributionDraft]:
    """The attributions whose cue is a colon after a name that begins a line; the content is the rest of the line."""
    lows = page.tree.words
    datelines = {end for _, end in whole_datelines(page.text)}
    start = 0
    for i, word in enumerate(lows):
        if "\n" in word and word.isspace():
            start = i + 1
        elif word == ":" and datelines & {page.tree.ends[i], page.tree.ends[i] + 1}:
            start = i + 1  # a town before the story says nothing
        elif word == ":" and 0 < i - start <= _LONGEST and page.inside[i] < 0 and _is_speaker(draft, page, start, i):
            end = next((k for k in range(i + 1, len(lows)) if "\n" in lows[k]), len(lows))
            if start == 0:  # a headline that runs into the story: "Colombia: Troops should go. The minister said …"
                end = min(end, page.tree.sentence(i)[1])
            if end - i > _LEAST and _says(page, i + 1, end):
                yield _label(draft, page, start, i, end)


def _is_speaker(draft: Draft, page: Page, start: int, end: int) -> bool:
    tree = page.tree
    if not all(tree.tags[k].startswith(_NAME_TAGS) for k in range(start, end)) or tree.words[end + 1 : end + 2] == [
        ":"
    ]:
        return False
    named = any(s.last == end and s.label in _SPEAKERS for s in draft.recognised)
    return named or any(m.entities for m in draft.mentions_at(end - 1)) or _is_cited(page, start, end)


def _is_cited(page: Page, start: int, end: int) -> bool:
    """Whether a noun of the kind that is cited stands there alone, as in a headline: "Report: …", "Insiders: …"."""
    tree = page.tree
    uses = uses_of(tree.words[start], tree.tags[start].replace("NNPS", "NNS").replace("NNP", "NN"))
    return end == start + 1 and page.text[tree.starts[start]].isupper() and "source" in (uses or ())


def _says(page: Page, start: int, end: int) -> bool:
    """Whether a line says something: "Macron: a president under siege" only names a topic."""
    return any(page.tree.is_verbal(k) or page.inside[k] >= 0 for k in range(start, end))


def _label(draft: Draft, page: Page, start: int, i: int, end: int) -> AttributionDraft:
    content = page.spans([(i + 1, end)])
    speaker = next((m.entities[0] for m in draft.mentions_at(i - 1) if m.entities), None)
    quoted = page.inside[i + 1] >= 0
    return AttributionDraft(page.span((start, i)), page.span((i, i + 1)), content, "asserts", quoted, speaker)
