"""Page furniture: lines that belong to the page, not to the article, are marked and nothing is read in them."""

import re

from extractors.draft import Draft
from kg.model import Span

_LONGEST = 160
"""Characters; a longer line is prose."""
_LINE = re.compile(r"[^\n]+")
_FURNITURE = re.compile(
    r"(?:(?:share(?: (?:this|on|via|with)\b.*)?|tweet|print|e-?mail|comments?(?: \(\d+\))?|no comments|"
    r"leave a (?:reply|comment)|reply|please enter your (?:comment|name|e-?mail).*|"
    r"your e-?mail address will not be published.*|advertisement|sponsored(?: content)?|"
    r"(?:read|see|watch|listen|learn) (?:more|also|now|here)\b(?:.{0,20}|\s*:.*)|read (?:next|this)\s*:.*|"
    r"related (?:articles?|stories|posts?|news|topics?)|more (?:on this story|stories|from\b.*)|"
    r"(?:sign|log) (?:up|in)\b.{0,60}|subscribe\b.{0,60}|follow us\b.{0,60}|click here\b.*|cancel reply|save my name.*|"
    r"all rights reserved.*|(?:©|copyright).{0,120}|most (?:read|popular|viewed)|recommended(?: for you)?|back to top|"
    r"skip to (?:main )?content|menu|search|home|newsletter|tags?\s*:.*|image source.{0,80}|getty images|file photo|"
    r"loading\.*|play video|video|photos?|facebook|twitter|whatsapp|telegram|linkedin|pinterest|copy link)\W*){1,4}",
    re.I,
)


def hush_furniture(draft: Draft) -> Draft:
    """Mark the lines of the text that are page furniture."""
    for line in _LINE.finditer(draft.text):
        if len(words := line.group().strip()) <= _LONGEST and _FURNITURE.fullmatch(words):
            draft.quiet.append(Span(*line.span()))
    return draft
