"""What a request says of its question, taken apart.

Readers do it, and not the server: a megabyte of percent signs takes half a second, in which the server would answer
nobody else.
"""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl

from kg.serve.refusal import RefusalError
from kg.serve.wire import Job, Sent

FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
MOST = 1_000
"""Parameters that a request may have."""
_DATASET = ("default-graph-uri", "named-graph-uri")
_UPDATE = ("update", "using-graph-uri", "using-named-graph-uri")
Parameters = list[tuple[str, str]]


def understood(job: Job) -> Job:
    """The job with its question, from what was sent; as it is, where nothing is to be taken apart.

    Raises RefusalError for what is no request of the protocol, for updates, and for queries that are too long.
    """
    if job.sent is None:
        return job
    parameters = [*taken_apart(job.sent.address), *_body(job.sent)]
    if job.page is not None:
        return replace(job, given=by_name(parameters), sent=None)
    query, (default, named) = _query(parameters, job.sent), _dataset(parameters)
    return replace(job, query=query, default=default, named=named, sent=None)


def taken_apart(text: str) -> Parameters:
    """Names and values in the order in which they stand. Raises RefusalError for what is no UTF-8, and for too many."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST)
    except UnicodeDecodeError as cause:
        raise RefusalError(400, "the parameters are not in UTF-8") from cause
    except ValueError as cause:
        raise RefusalError(400, f"there are more than {MOST:,} parameters") from cause


def by_name(parameters: Parameters) -> dict[str, list[str]]:
    """All values of each name."""
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        given.setdefault(name, []).append(value)
    return given


def _body(sent: Sent) -> Parameters:
    """The parameters in a form, or the query that was posted as it is."""
    if sent.kind is None:
        return []
    text = _text(sent.body)
    return taken_apart(text) if sent.kind == FORM else [("query", text)]


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as cause:
        raise RefusalError(400, "the query is not in UTF-8") from cause


def _query(parameters: Parameters, sent: Sent) -> str | None:
    """The one query; None where nothing is asked but what the endpoint is."""
    if any(name in _UPDATE for name, _ in parameters):
        raise read_only()
    queries = [value for name, value in parameters if name == "query"]
    if not queries and (sent.kind is not None or _dataset(parameters) != (None, None)):
        raise RefusalError(400, "there is no query: give one as the parameter 'query'")
    if len(queries) > 1:
        raise RefusalError(400, f"there are {len(queries)} queries: give one")
    if queries and len(queries[0].encode()) > sent.most:
        raise too_long(sent.most)
    return queries[0] if queries else None


def _dataset(parameters: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Default and named graphs; neither where the request names none, so that the query may."""
    if not any(name in _DATASET for name, _ in parameters):
        return None, None
    default, named = (tuple(value for name, value in parameters if name == wanted) for wanted in _DATASET)
    return default, named


def read_only() -> RefusalError:
    return RefusalError(403, "updates are off: this endpoint only reads")


def too_long(most: int) -> RefusalError:
    return RefusalError(413, f"the query is longer than {most:,} bytes")
