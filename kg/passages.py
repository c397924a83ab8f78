"""The passage that is shown as evidence: the sentence around a few words of a text."""

import re

from kg.model import Span

LONGEST = 600
"""No passage is longer, in characters: page furniture without a full stop must not fill a table."""

_BREAK = r"\n\s*\n|\n(?=\s*[A-Z“\"•–-])"
# a full stop ends no sentence behind an initial ("J.") or a title ("Gen."), nor where a small letter follows
_TITLE = (
    r"(?<!\b[A-Z])(?<!\bMr|\bMs|\bDr|\bSt|\bvs|\bNo|\bLt)"
    r"(?<!\bMrs|\bGen|\bCol|\bSgt|\bSen|\bRep|\bGov|\bMaj|\bAdm|\bRev|\bCpl|\bPvt)(?<!\bCapt|\bBrig|\bCmdr|\bSupt|\bProf)"
)
_STOP = _TITLE + r"[.!?…][\"”’»)\]]*(?=\s+[\"“‘«(\[]?[^\sa-z])"
# paragraphs of web pages that were joined without a blank: "in 2019.Kyiv", "(AP)Gangs", "this weekThe"
_GLUE = (
    _TITLE + r"(?<=[a-z0-9][a-z0-9\"”’)])[.!?][”’)]*(?=[\"“‘]?[A-Z][a-z’'])|[.!?][”’]+(?=[A-Z“‘])|"
    r"(?<=[A-Za-z]\))(?=[A-Z][a-z])|\b[a-z]{3,14}(?=[A-Z][a-z]{2})"
)
_BOUNDARY = re.compile(f"(?P<blank>{_BREAK})|{_STOP}|{_GLUE}")


def sentence_around(text: str, inner: Span) -> Span:
    """The sentence that holds `inner`, at most LONGEST characters around it, without the white space at its ends.

    A sentence ends at a blank line, at a line break before a capital, at a full stop that no small letter follows, or
    where another touches it.
    """
    earliest, latest = max(0, inner.start - LONGEST), min(len(text), inner.end + LONGEST)
    start, end = earliest, latest
    for boundary in _BOUNDARY.finditer(text, earliest, latest):
        if boundary.end() <= inner.start:
            start = boundary.end()
        elif boundary.end() >= inner.end:
            end = boundary.start() if boundary["blank"] else boundary.end()
            break
    return _trim(text, *_shorten(start, max(end, inner.end), inner))


def _shorten(start: int, end: int, inner: Span) -> Span:
    spare = max(0, LONGEST - (inner.end - inner.start)) // 2
    if end - start <= LONGEST:
        return Span(start, end)
    return Span(max(start, inner.start - spare), min(end, inner.end + spare))


def _trim(text: str, start: int, end: int) -> Span:
    inside = text[start:end]
    return Span(start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip()))
