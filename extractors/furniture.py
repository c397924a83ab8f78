"""Page furniture: lines that belong to the page, not to the article, are marked and nothing is read in them."""

import re

from extractors.draft import Draft
from kg.model import Span

_LINE = re.compile(r"[^\n]+")
_FURNITURE = re.compile(
    r"(?:share(?: (?:this|on|via|with)\b.*)?|tweet|print|e-?mail|comments?(?: \(\d+\))?|no comments|leave a (?:reply|comment)|reply|"
    r"please enter your (?:comment|name|e-?mail).*|your e-?mail address will not be published.*|advertisement|sponsored(?: content)?|"
    r"(?:read|see|watch|listen|learn) (?:more|also|now|here)\b(?:.{0,20}|\s*:.*)|read (?:next|this)\s*:.*|related (?:articles?|stories|posts?|news|topics?)|"
    r"more (?:on this story|stories|from\b.*)|(?:sign|log) (?:up|in)\b.{0,60}|subscribe\b.{0,60}|follow us\b.{0,60}|"
    r"click here\b.*|cancel reply|save my name.*|all rights reserved.*|(?:©|copyright).{0,120}|most (?:read|popular|viewed)|"
    r"recommended(?: for you)?|back to top|skip to (?:main )?content|menu|search|home|newsletter|tags?\s*:.*|image source.{0,80}|"
    r"getty images|file photo|loading\.*|play video|video|photos?|facebook|twitter|whatsapp|telegram|linkedin|pinterest|copy link)\W*",
    re.I,
)


def hush_furniture(draft: Draft) -> Draft:
    """Mark the lines of the text that are page furniture."""
    for line in _LINE.finditer(draft.text):
        if _FURNITURE.fullmatch(line.group().strip()):
            draft.quiet.append(Span(*line.span()))
    return draft
