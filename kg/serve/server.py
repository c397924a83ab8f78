"""The socket, and how it all starts and stops."""

import errno
import gc
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT, SIGTERM, signal

import uvicorn
from starlette.applications import Starlette

from kg.errors import GraphError, UsageError
from kg.serve.app import PATH, app
from kg.serve.connection import Connection
from kg.serve.limits import Limits
from kg.serve.snapshot import snapshot

_BACKLOG = 1024
_FAREWELL = 3
"""Seconds that answers under way have when the server is told to stop."""


def serve(
    graph: Path, host: str, port: int, limits: Limits, *, origin: str = "*", ready: Callable[[str], None] = print
) -> None:
    """Serve a graph until SIGINT or SIGTERM; `ready` is told the address once questions can be asked.

    Raises GraphError where there is no such graph or it cannot be read, UsageError where nothing can listen there.
    """
    with _listening(host, port) as listener, snapshot(graph) as place:  # a large graph takes a while to copy
        application = app(place, limits, origin)
        config = uvicorn.Config(
            application, http=Connection, loop="asyncio", ws="none", log_config=None, log_level="error",
            access_log=False, server_header=False, h11_max_incomplete_event_size=2 * limits.address,
            timeout_graceful_shutdown=_FAREWELL,
        )  # fmt: skip
        server = _Server(application, config, lambda: ready(_address(host, listener)))
        server.run(sockets=[listener])
        if not server.started:
            raise GraphError(
                "the graph cannot be served: no reader of it starts", where=graph, hint="KG_DEBUG=1 tells why"
            )


class _Server(uvicorn.Server):
    """Tells when it has started, and leaves in peace when it is told to stop."""

    def __init__(self, application: Starlette, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._app, self._ready = application, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.freeze()  # what is loaded by now stays
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Questions that are still open are told so, and need not be waited for."""
        if self.started:
            await self._app.state.pool.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """uvicorn raises the signal again in the end; to stop is no failure here."""
        before = {number: signal(number, self.handle_exit) for number in (SIGINT, SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal(number, handler)


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    where = f"{host}:{port}"
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # asyncio turns Nagle's algorithm off only where the socket says that it is TCP: else short answers wait 40 ms
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            listener.listen(_BACKLOG)
        except OSError:
            listener.close()
            raise
    except OSError as cause:
        taken = cause.errno == errno.EADDRINUSE
        what = "the port is taken" if taken else f"nothing can listen there: {cause.strerror}"
        raise UsageError(what, where=where, hint="give another one: --port" if taken else "--host, --port") from cause
    with listener:
        yield listener


def _address(host: str, listener: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}{PATH}"
