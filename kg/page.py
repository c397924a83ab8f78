"""A saved web page to the text and metadata of its article."""

import codecs
import html
import logging
import re
from typing import TYPE_CHECKING, cast

from kg.errors import InputError

if TYPE_CHECKING:
    from trafilatura.settings import Document

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_TAG = re.compile(r"<[a-z]", re.IGNORECASE)
_PAGE = re.compile(r"<(html|body)\b", re.IGNORECASE)
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that lxml refuses."""
_BLOCKS = ("p", "br", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr", "figcaption")
_SILENT = ("script", "style", "iframe", "object", "template")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
"""How trafilatura dates a page: by what it states, never by a guess such as a copyright year, nor by today's date."""


def page(raw: bytes, where: str) -> tuple[dict[str, str | None], str]:
    """The title, date, publisher and url that the page states, and the text of its article.

    Raises InputError where the bytes are no page, or the page holds no article.
    """
    markup = _markup(raw, where)
    found = _extract(markup) if _TAG.search(markup) else None
    if found is None or not found.text:
        raise InputError(
            "no article found in the page", where=where, hint="save its text as .txt instead", cause="no article"
        )
    fields = {"title": found.title, "date": found.date, "publisher": found.sitename, "url": found.url}
    return {name: str(value) if value else None for name, value in fields.items()}, found.text


def fragment(markup: str) -> str:
    """The text of a piece of HTML, such as an entry of a feed: paragraphs apart, without scripts and the like."""
    if "<" not in markup:
        return _tidy(html.unescape(markup))
    from lxml import etree
    from lxml import html as lxml_html

    try:
        root = lxml_html.document_fromstring(_UNWANTED.sub(" ", markup))
    except (etree.LxmlError, ValueError, AssertionError):  # of nothing but comments; of characters that XML lacks
        return ""
    etree.strip_elements(root, *_SILENT, with_tail=False)
    for element in root.iter(*_BLOCKS):
        element.tail = f"\n\n{element.tail or ''}"
    return _tidy(str(root.text_content()))


def _tidy(text: str) -> str:
    """The paragraphs of a text, each on a line of its own with a blank one between."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line)


def _markup(raw: bytes, where: str) -> str:
    """The page as text: in UTF-8, else in the encoding it declares, else in what browsers take (WHATWG HTML)."""
    if b"\0" in raw and not raw.startswith(_UTF_16):
        raise InputError("a binary file, not a web page", where=where)
    declared = _DECLARED.search(raw[:2048])
    choices = ("utf-8-sig", declared[1].decode("ascii", "replace") if declared else "cp1252", "cp1252")
    for encoding in ("utf-16",) if raw.startswith(_UTF_16) else choices:
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise InputError("neither UTF-8 nor in the encoding it declares", where=where, hint="save it as UTF-8")


def _extract(markup: str) -> "Document | None":
    import trafilatura

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # what went wrong with a page is ours to tell
    if not _PAGE.search(markup):  # trafilatura takes a bare fragment for something other than HTML
        markup = f"<html><body>{markup}</body></html>"
    found = trafilatura.bare_extraction(
        markup, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES)
    )
    return cast("Document | None", found)
