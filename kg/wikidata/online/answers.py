"""What comes back, believed only as far as it shows itself to be an answer.

Its content type, its compression and its JSON must all be whole: endpoints send error pages with 200, and break off in
the middle.
"""

import json
import zlib
from collections.abc import Mapping
from http.client import HTTPResponse
from typing import Any

from kg.errors import EndpointError
from kg.wikidata.online.failures import OUT_OF_TIME, OverloadError, TransientError, moved

ROWS = "application/sparql-results+json"
OBJECT = "application/json"

Binding = Mapping[str, str]
"""One row of an answer: the text of each variable that is bound, whatever kind of term it is."""

_MOST = 64 * 2**20
"""Bytes of an answer: more asks for smaller questions."""
_TEMPORARY = frozenset({"maxlag", "ratelimited", "readonly"})
"""Codes of errors of MediaWiki's API that pass."""


def content(response: HTTPResponse, where: str, types: tuple[str, ...]) -> Any:
    """The JSON of a response with status 200. Raises TransientError or EndpointError for what is no whole answer."""
    if response.geturl().partition("?")[0] != where:
        raise moved(where, response.geturl())
    kind = response.headers.get_content_type()
    if kind not in types:
        raise TransientError(f"the endpoint answers {kind} where {types[0]} is due")
    data = response.read(_MOST + 1)
    if response.headers.get("Content-Encoding", "identity").casefold() == "gzip":
        data = _unpacked(data)
    if len(data) > _MOST:
        raise OverloadError("the answer is too long", where=where)
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as cause:
        if OUT_OF_TIME in data:
            raise OverloadError("the endpoint ran out of time while it answered", where=where) from cause
        raise TransientError("the endpoint's answer is broken off or is no JSON") from cause


def _unpacked(data: bytes) -> bytes:
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        found = unpacking.decompress(data, _MOST + 1)
    except zlib.error as cause:
        raise TransientError("the endpoint's answer is no gzip") from cause
    if not unpacking.eof and len(found) <= _MOST:
        raise TransientError("the endpoint's answer is broken off")
    return found


def rows(answer: Any) -> list[Binding]:
    """The rows of an answer to a SELECT. Raises TransientError where it holds none, not even an empty list of them."""
    try:
        found = answer["results"]["bindings"]
        return [{name: _text(term["value"]) for name, term in row.items()} for row in found]
    except (KeyError, TypeError, AttributeError, UnicodeEncodeError) as cause:
        raise TransientError("the endpoint's answer holds no rows") from cause


def _text(value: object) -> str:
    text = str(value)
    text.encode()  # JSON can spell halves of characters, which nothing can write
    return text


def undenied(answer: Any) -> dict[str, Any]:
    """The answer of MediaWiki's API, whose errors come with status 200."""
    if not isinstance(answer, dict):
        raise TransientError("the answer is no object")
    error = answer.get("error")
    if error is None:
        return answer
    code = str(error.get("code")) if isinstance(error, dict) else str(error)
    if code in _TEMPORARY or code.startswith("internal_api_error"):
        raise TransientError(f"the API answers {code}")
    raise EndpointError(f"the API refuses: {code}")
