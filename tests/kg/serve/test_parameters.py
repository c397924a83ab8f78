"""What a request says is taken apart by readers, and as the protocol has it."""

import asyncio
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from kg.serve import protocol
from kg.serve.limits import Limits
from kg.serve.parameters import FORM, MOST, by_name, taken_apart, understood
from kg.serve.refusal import RefusalError
from kg.serve.wire import Job, Sent


@given(st.lists(st.tuples(st.text(), st.text()), max_size=20))
def test_what_is_sent_is_understood(pairs: list[tuple[str, str]]) -> None:
    assert taken_apart(urlencode(pairs)) == pairs
    job = understood(Job(None, "", None, None, page="search", sent=Sent(urlencode(pairs))))
    assert job.given == by_name(pairs) and job.sent is None


def test_address_and_form_are_one() -> None:
    sent = Sent("default-graph-uri=a:b&named-graph-uri=a:c", FORM, b"query=ASK%7B%7D&named-graph-uri=a:d", 10)
    job = understood(Job(None, "", None, None, sent=sent))
    assert (job.query, job.default, job.named) == ("ASK{}", ("a:b",), ("a:c", "a:d"))


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (Sent("a&" * MOST), 400),
        (Sent("", FORM, b"query=" + b"%20" * 11, 10), 413),
        (Sent("query=%C3%A4%C3%A4%C3%A4", most=5), 413),
        (Sent("", FORM, b"query=a&using-graph-uri=a:b", 10), 403),
        (Sent("", FORM, b"\xff", 10), 400),
    ],
    ids=str,
)
def test_what_is_refused(sent: Sent, status: int) -> None:
    with pytest.raises(RefusalError) as refusal:
        understood(Job(None, "", None, None, sent=sent))
    assert refusal.value.status == status


def test_the_server_looks_at_no_body() -> None:
    """Neither at an address: what would take it half a second is a reader's."""
    body = b"query=" + b"%20" * 1_000_000
    scope = {
        "type": "http", "method": "POST", "scheme": "http", "path": "/sparql", "query_string": b"%20" * 40_000,
        "headers": [(b"content-type", FORM.encode()), (b"content-length", str(len(body)).encode())],
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    job = asyncio.run(protocol.job(Request(scope, receive), Limits()))
    assert job.query is None and job.sent == Sent("%20" * 40_000, FORM, body, Limits().query)
