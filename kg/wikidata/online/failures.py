"""What can go wrong with a request to an endpoint: what passes, what a smaller question mends, what is final.

Wikidata's query service gives a query 60 seconds and then answers 500 with a Java stack, or breaks off an answer that
it had begun with 200 and puts the stack behind it. It refuses with 429 and Retry-After whoever asks too much, and with
403 whoever does not heed that, or does not say who they are.
https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual#Query_limits
"""

import ast
import re
import ssl
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from urllib.error import HTTPError, URLError

from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg.errors import EndpointError

OUT_OF_TIME = b"TimeoutException"
"""What the stack of an endpoint that ran out of time has in it."""
_SHOWN = 120
"""Characters of an endpoint's own words that an error shows."""
_BODY = 65_536
"""Bytes that are read of the body of an error."""
_MARKUP = re.compile(r"(?s)<(script|style)\b.*?</\1>|<[^>]*>")


class TransientError(Exception):
    """Something that may be over soon. `after` is how many seconds the endpoint asks to be left alone."""

    def __init__(self, what: str, after: float | None = None) -> None:
        self.after = after
        super().__init__(what)


class OverloadError(EndpointError):
    """The question is more than the endpoint answers in its time: ask for less."""


def moved(where: str, to: str | None) -> EndpointError:
    """A redirection. What stands at its end is not taken: a query that was posted is lost on the way."""
    return EndpointError(f"the endpoint has moved to {to or 'an unknown place'}", where=where, hint="give its address")


def of_connection(cause: Exception, where: str) -> TransientError | EndpointError:
    """What an error of the connection means."""
    reason = cause.reason if isinstance(cause, URLError) else cause
    if isinstance(reason, ssl.SSLCertVerificationError):
        hint = "do not trust it, unless you know whose it is"
        return EndpointError(
            f"the endpoint's certificate is not valid: {reason.verify_message}", where=where, hint=hint
        )
    if isinstance(cause, TimeoutError):  # a TimeoutError within a URLError is one of connecting
        return OverloadError("no answer within the time", where=where)
    return TransientError(f"the connection failed: {reason or type(reason).__name__}")


def of_status(cause: HTTPError | SPARQLWrapperException, where: str, now: datetime) -> TransientError | EndpointError:
    """What an HTTP status that is not 200 means. SPARQLWrapper's errors keep the body, urllib's all the rest."""
    answer = cause if isinstance(cause, HTTPError) else cause.__context__
    if not isinstance(answer, HTTPError):
        return EndpointError(f"the endpoint failed: {cause}", where=where)
    with answer:
        body = _body(answer) if answer is cause else body_in(str(cause))
    if answer.geturl().partition("?")[0] != where or 300 <= answer.code < 400:
        return moved(where, answer.headers.get("Location") or answer.geturl())
    return _judged(answer.code, answer.headers, body, where, now)


def _judged(status: int, headers: Message, body: bytes, where: str, now: datetime) -> TransientError | EndpointError:
    if status in (408, 504) or (status >= 500 and OUT_OF_TIME in body):
        return OverloadError(f"the endpoint ran out of time ({status})", where=where)
    if status == 429 or status >= 500:
        return TransientError(f"the endpoint answers {status}", wait(headers.get("Retry-After"), now))
    said = f"the endpoint refuses ({status})" + (f": {told}" if (told := words(body)) else "")
    if status in (401, 403):
        return EndpointError(
            said, where=where, hint="say in PARLEY_CONTACT how you can be reached; wait a day if banned"
        )
    return EndpointError(said, where=where, hint="check that this is the address of Wikidata's query service")


def wait(retry_after: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or an HTTP date; None where it says nothing."""
    if retry_after is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}", retry_after.strip()):
        return float(retry_after)
    try:
        then = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - now).total_seconds())


def _body(answer: HTTPError) -> bytes:
    try:
        return answer.read(_BODY)
    except (OSError, HTTPException):  # the status has been read, and says enough
        return b""


def body_in(message: str) -> bytes:
    """The body that an error of SPARQLWrapper shows, as a literal of Python, at the end of its message."""
    literal = message.partition("Response:\n")[2]
    return bytes(ast.literal_eval(literal)) if literal else b""


def words(body: bytes, most: int = _SHOWN) -> str:
    """The endpoint's own words, as far as one line of so many characters shows them."""
    text = " ".join(_MARKUP.sub(" ", body.decode("utf-8", "replace")).split())
    shown = "".join(c for c in text if c.isprintable())
    return shown if len(shown) <= most else shown[: most - 1] + "…"
