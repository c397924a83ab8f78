"""A client's connection: HTTP by h11, a little at a time, and an end that costs little where nobody reads on.

A request that is refused by its head may have megabytes behind it, which no parser need see. To close at once would
lose the answer, since a client that still sends is told of a broken connection instead. So the connection is closed in
stages (RFC 9112, 9.6): the answer with `Connection: close`, the end of what we send, and then whatever still comes is
thrown away, of all such connections in turn, until the client has read the answer and closes.
"""

import asyncio
from typing import Any, ClassVar

import h11
import uvicorn
from starlette.types import Message, Receive, Scope, Send
from uvicorn.protocols.http.flow_control import CLOSE_HEADER
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

SLICE = 16 * 1024
"""Bytes that are read at once. The parser takes 20 µs for each line of a head and for each chunk of a body, be it one
byte, and nobody else has a turn while it is at work."""
LINES = 2_000
"""Lines that a head may have."""
CHUNKS = 1_024
"""Chunks that a body may come in."""
_WASTE = bytearray(256 * 1024)
"""Where that goes which nobody reads."""
_PACE = 0.005
"""Seconds from one such reading to the next, of all connections: 50 MB a second are some hundredths of a processor."""
_PATIENCE = 15.0
"""Seconds in which a client has to notice that it was answered."""
_LEFTOVERS = 32
"""How many connections may have something left at once; of more, the first ones are broken off."""


class _Parser(h11.Connection):
    """h11, less what it takes long over; `fault` is what it last found wrong."""

    fault = ""
    _chunks = 0

    def next_event(self) -> Any:
        try:
            return self._counted(super().next_event())
        except h11.RemoteProtocolError as cause:
            self.fault = str(cause).partition(":")[0]  # what follows are the client's own bytes
            raise

    def _counted(self, event: Any) -> Any:
        if type(event) is h11.Request:
            self._chunks = 0
        elif type(event) is h11.Data and event.chunk_start:
            self._chunks += 1
            if self._chunks > CHUNKS:
                raise h11.RemoteProtocolError(f"the body comes in more than {CHUNKS:,} chunks")
        return event


class Connection(H11Protocol):
    """The protocol that uvicorn is given."""

    def __init__(
        self, config: uvicorn.Config, server_state: ServerState, app_state: dict[str, Any], **more: Any
    ) -> None:
        super().__init__(config, server_state, app_state, **more)
        self.conn: _Parser = _Parser(h11.SERVER, config.h11_max_incomplete_event_size or SLICE)
        self._app, self.app = self.app, self._answer
        self._lines = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        transport.max_size = SLICE  # type: ignore[attr-defined] # what asyncio asks of the socket at once
        super().connection_made(_Transport(transport, self))  # type: ignore[arg-type] # all that is called is there

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._lines = self._lines + data.count(b"\n") if self.conn.their_state is h11.IDLE else 0
        if self._lines > LINES:
            self.conn.fault = f"the head has more than {LINES:,} lines"
            self.send_400_response(self.conn.fault)

    def send_400_response(self, msg: str) -> None:
        body = f"this is no request of HTTP: {self.conn.fault or msg}\n".encode()
        headers = [("content-type", "text/plain; charset=utf-8"), ("content-length", str(len(body))), CLOSE_HEADER]
        head = h11.Response(status_code=400, headers=headers, reason="Bad Request")  # type: ignore[arg-type]
        for event in (head, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    @property
    def is_unread(self) -> bool:
        """Whether there is more of the request than was read, and read it will not be."""
        return self.conn.their_state in (h11.SEND_BODY, h11.ERROR) or self._lines > LINES

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The application's answer; one that comes before the end of the request is the last."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start" and self.is_unread:
                message = {**message, "headers": [*message.get("headers", ()), CLOSE_HEADER]}
            await send(message)

        await self._app(scope, receive, sent if self.is_unread else send)


class _Transport:
    """The transport as uvicorn has it: all as it is, but for how it is closed."""

    def __init__(self, transport: asyncio.Transport, connection: Connection) -> None:
        self._transport, self._connection = transport, connection
        self._is_left = False
        self.write = transport.write

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def is_closing(self) -> bool:
        return self._is_left or self._transport.is_closing()

    def close(self) -> None:
        if self.is_closing() or not self._connection.is_unread:
            self._transport.close()
            return
        self._is_left = True
        _Leftover.of(self._transport)
        self._connection.connection_lost(ConnectionAbortedError())


class _Leftover(asyncio.BufferedProtocol):
    """Throws away what still comes over a connection that is answered, until the client closes it."""

    _all: ClassVar[list["_Leftover"]] = []
    _next_turn: ClassVar[float] = 0.0

    def __init__(self, transport: asyncio.Transport) -> None:
        self._loop, self._transport = asyncio.get_running_loop(), transport
        self._end = self._loop.call_later(_PATIENCE, transport.abort)
        self._turn: asyncio.TimerHandle | None = None

    @classmethod
    def of(cls, transport: asyncio.Transport) -> None:
        """Take a connection over."""
        left = cls(transport)
        transport.set_protocol(left)
        if transport.can_write_eof():
            transport.write_eof()
        transport.resume_reading()
        cls._all.append(left)
        if len(cls._all) > _LEFTOVERS:
            cls._all.pop(0)._transport.abort()

    def get_buffer(self, sizehint: int) -> bytearray:
        return _WASTE

    def buffer_updated(self, nbytes: int) -> None:
        turn = max(self._loop.time(), _Leftover._next_turn) + _PACE
        _Leftover._next_turn = turn
        self._transport.pause_reading()
        self._turn = self._loop.call_at(turn, self._transport.resume_reading)

    def connection_lost(self, exc: Exception | None) -> None:
        self._end.cancel()
        if self._turn is not None:
            self._turn.cancel()
        if self in _Leftover._all:
            _Leftover._all.remove(self)
