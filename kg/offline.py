"""Queries stay in the house: SPARQL that would reach the network is refused before it runs."""

import re

from kg.errors import QueryError

_SILENT = re.compile(
    r'"""(?:[^\\]|\\.)*?"""'
    r"|'''(?:[^\\]|\\.)*?'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    # a string without an end is no SPARQL: taken in one go, or each quote in it would be looked at to the end
    r"|(?P<open>\"\"\"(?:[^\\]|\\.)*|'''(?:[^\\]|\\.)*|\"(?:[^\"\\\n\r]|\\.)*|'(?:[^'\\\n\r]|\\.)*)"
    r"|<[^<>\"{}|^`\\\s]*>"
    r"|#[^\n\r]*"
    r"|[?$]\w+"
    r"|@[A-Za-z]+(?:-\w+)*"
    r"|(?<=:)(?:[\w.:%-]|\\.)+",
    re.DOTALL,
)
"""Where a word is no keyword: strings, IRIs, comments, variables, languages, and what follows a prefix."""
_REACHING = re.compile(r"SERVICE|LOAD", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check(sparql: str) -> None:
    """Raise QueryError for a query with SERVICE or an update with LOAD.

    Oxigraph needs no space round its keywords (`1SERVICE:x` is one), so the words are looked for inside others, too: a
    prefix must not be called by them.
    """
    if _REACHING.search(sparql) is None and _ESCAPE.search(sparql) is None:
        return
    for text in (sparql, _ESCAPE.sub(_unescaped, sparql)):  # an escape may spell a keyword, or a quote within a string
        if found := _REACHING.search(_SILENT.sub(_hushed, text)):
            what = f"federated queries are off: {found[0].upper()} reaches the network"
            raise QueryError(what, hint="query the other endpoint by itself")


def silenced(sparql: str) -> str:
    """The query without what is no keyword in it: strings, IRIs, comments, names of variables and of things."""
    return _SILENT.sub(_hushed, _ESCAPE.sub(_unescaped, sparql))


def _hushed(silent: re.Match[str]) -> str:
    return " " if silent["open"] is None else silent[0]


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]
