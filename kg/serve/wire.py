"""What the server and its readers say to each other over a socket: a head in JSON, and bytes that go with it.

8 bytes        the lengths of both, big-endian
head           a Job, or what became of it
bytes          what the client posted; the answer, where it is short: a long one lies in the file that the head names
"""

import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_LENGTHS = struct.Struct("!II")
PREFIX = _LENGTHS.size


@dataclass(frozen=True, slots=True)
class Sent:
    """What a client sent, as it came: what follows the question mark of the `address`, and the `body` of a POST with
    its media type, `kind`. A query may have `most` bytes."""

    address: str
    kind: str | None = None
    body: bytes = b""
    most: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """A question for a reader. `graphs` and `rows` are the media types that the client takes, each None for none.

    `default` and `named` are the dataset that the request names, both None where it names none. Without a `query` it
    is the endpoint's description that is asked for. `base` is what relative IRIs are resolved against. A job with a
    `page` asks for one of `kg.explorer`, or of `kg.reconcile`, instead, with its parameters `given`. Where there is
    something `sent`, the reader takes query, dataset and parameters from there (`kg.serve.parameters`).
    """

    query: str | None
    base: str
    rows: str | None
    graphs: str | None
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    page: str | None = None
    given: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sent: Sent | None = None

    @property
    def is_watched(self) -> bool:
        """Whether it is a page of the explorer, for which a person waits; the services have a slash in their names."""
        return self.page is not None and "/" not in self.page


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a job: an HTTP status, and the answer or the reason in `media`; `size` counts its bytes.

    The bytes are `body`, or lie in the file `path`.
    """

    status: int
    media: str
    size: int
    path: str | None = None
    body: bytes = b""


def job(message: Job) -> bytes:
    """The job as it goes over the socket."""
    sent = message.sent
    head = {
        "query": message.query, "base": message.base, "rows": message.rows, "graphs": message.graphs,
        "default": message.default, "named": message.named, "page": message.page, "given": dict(message.given),
        "sent": None if sent is None else (sent.address, sent.kind, sent.most),
    }  # fmt: skip
    return packed(head, b"" if sent is None else sent.body)


def reply(message: Reply) -> bytes:
    """The reply as it goes over the socket."""
    head = {"status": message.status, "media": message.media, "size": message.size, "path": message.path}
    return packed(head, message.body)


def packed(head: dict[str, Any], body: bytes = b"") -> bytes:
    """A message."""
    text = json.dumps(head).encode()
    return _LENGTHS.pack(len(text), len(body)) + text + body


def lengths(prefix: bytes | bytearray) -> tuple[int, int]:
    """How long head and bytes of a message are, by its first `PREFIX` bytes."""
    head, body = _LENGTHS.unpack_from(prefix)
    return head, body


def unpacked(message: bytes) -> tuple[dict[str, Any], bytes]:
    """Head and bytes of a whole message."""
    head, _ = lengths(message)
    return json.loads(message[PREFIX : PREFIX + head]), bytes(message[PREFIX + head :])


def as_job(head: dict[str, Any], body: bytes = b"") -> Job:
    """The job of a head, and of the bytes that go with it."""
    graphs = {key: None if head[key] is None else tuple(head[key]) for key in ("default", "named")}
    address, kind, most = head["sent"] or ("", None, 0)
    return Job(
        head["query"], head["base"], head["rows"], head["graphs"], **graphs, page=head["page"], given=head["given"],
        sent=Sent(address, kind, body, most) if head["sent"] else None,
    )  # fmt: skip


def as_reply(message: bytes) -> Reply:
    """The reply of a message."""
    head, body = unpacked(message)
    return Reply(head["status"], head["media"], head["size"], head["path"], body)
