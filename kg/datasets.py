"""Which graphs a query asks to see, and whether it asks at all: told from its words, without a parser.

Oxigraph's union default graph overrides FROM, and tells nobody; so whoever asks it has to know whether there is one.
"""

import re
from urllib.parse import urljoin

_QUOTED = re.compile(
    r'"""(?:[^\\]|\\.)*?"""'
    r"|'''(?:[^\\]|\\.)*?'''"
    r'|"(?:[^"\\\n\r]|\\.)*"'
    r"|'(?:[^'\\\n\r]|\\.)*'"
    # one without an end, taken in one go: each quote in it would be looked at to the end otherwise
    r"|(?P<open>\"\"\"(?:[^\\]|\\.)*|'''(?:[^\\]|\\.)*|\"(?:[^\"\\\n\r]|\\.)*|'(?:[^'\\\n\r]|\\.)*)"
    r"|<[^<>\"{}|^`\\\s]*>"
    r"|#[^\n\r]*",
    re.DOTALL,
)
_IRI = r"<([^<>\"{}|^`\\\s]*)>"
_NAME = r"([\w.-]*):((?:[\w.:%-]|\\.)*)"
_FROM = re.compile(rf"(?<=[\s)*}}>])FROM(?:\s*(?:NAMED\s*)?{_IRI}|\s+(?:NAMED\s+)?{_NAME})", re.IGNORECASE)
"""After what a query's head may end with: a variable, a name or an address may have the word in it."""
_FROM_ANYWHERE = re.compile("FROM", re.IGNORECASE)
_PREFIX = re.compile(rf"(?<![?$\w:-])PREFIX\s*([\w.-]*):\s*{_IRI}", re.IGNORECASE)
_BASE = re.compile(rf"(?<![?$\w:-])BASE\s*{_IRI}", re.IGNORECASE)
_UPDATE = re.compile(
    rf"\s*(?:(?:PREFIX\s*[\w.-]*:|BASE)\s*{_IRI}\s*)*"
    r"(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)
_UPDATING = re.compile("INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH", re.IGNORECASE)
"""The same anywhere: where none of these words is, nothing has to be taken out to see that it is no update."""


def named(sparql: str, base: str = "") -> list[str]:
    """The IRIs of the query's FROM and FROM NAMED, in its order; a name whose prefix it does not declare as it stands.

    Relative ones are resolved against the query's BASE, and that against `base`.
    """
    if _FROM_ANYWHERE.search(sparql) is None:
        return []
    text = _without_quotes(sparql)
    found = list(_FROM.finditer(text))
    if not found:
        return []
    prefixes = {match[1]: match[2] for match in _PREFIX.finditer(text)}
    for match in _BASE.finditer(text):
        base = _joined(base, match[1])
    return [_joined(base, m[1]) if m[2] is None else prefixes.get(m[2], f"{m[2]}:") + m[3] for m in found]


def is_update(sparql: str) -> bool:
    """Whether these words begin as an update does: to be told apart from a query that is no SPARQL."""
    return _UPDATING.search(sparql) is not None and _UPDATE.match(_without_quotes(sparql)) is not None


def _joined(base: str, iri: str) -> str:
    try:
        return urljoin(base, iri)
    except ValueError:  # brackets that do not match: the store will say so
        return iri


def _without_quotes(sparql: str) -> str:
    return _QUOTED.sub(lambda match: match[0] if match["open"] is not None or match[0].startswith("<") else " ", sparql)
