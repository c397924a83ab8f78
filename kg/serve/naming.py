"""The index of names for `/reconcile`, made by a process of its own while all else is served already; before it the
process counts what there is, for the description (`kg.serve.sizes`).

    python -m kg.serve.naming STORE PLACE

Only questions of `/reconcile` wait for it. No limit on queries counts for the process, as it does in readers.
"""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Self

from kg.serve.refusal import RefusalError

_PATIENCE = 20.0
"""Seconds that a question waits for the index before its client is told to come again."""
_AGAIN = 10
_LOW = 10
"""By how much the process steps back behind readers (`nice`)."""


class Naming:
    """The process, as the server sees it: begun with the `async with`, and gone with its end."""

    def __init__(self, place: Path) -> None:
        self._place = place

    async def __aenter__(self) -> Self:
        quiet = None if os.environ.get("KG_DEBUG") else subprocess.DEVNULL
        command = [sys.executable, "-m", "kg.serve.naming", str(self._place / "store"), str(self._place)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=quiet, start_new_session=True
        )
        self._end = asyncio.ensure_future(asyncio.to_thread(self._process.wait))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._process.kill()
        await self._end

    async def ready(self) -> None:
        """Return once the index is there. Raises RefusalError where that takes long, or it cannot be made."""
        done, _ = await asyncio.wait([self._end], timeout=_PATIENCE)
        if not done:
            raise RefusalError(503, "the names of the graph are being indexed: ask again in a while", _AGAIN)
        if self._end.result():
            raise RefusalError(500, "the names of the graph cannot be indexed: KG_DEBUG=1 kg serve … tells why")


def main(store: str, place: str) -> None:
    """Make the index."""
    import pyoxigraph as ox

    from kg.reconcile.names import Names
    from kg.serve import sandbox, sizes
    from kg.store import Graph

    os.nice(_LOW)
    sandbox.close_network()
    opened = ox.Store.read_only(store)
    sizes.of(opened, Path(place))
    with Graph(opened, Path(place), writable=False) as graph:
        Names.of(graph, Path(place)).close()


if __name__ == "__main__":
    main(*sys.argv[1:])
