"""Reading on one core: spread over all, numpy's small products spend more on waiting than they gain.

A build has a process for each core already.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from threadpoolctl import ThreadpoolController


@contextmanager
def one_core() -> Iterator[None]:
    """Keep numpy's algebra on the calling thread; what was set before holds again afterwards."""
    with _algebra().limit(limits=1, user_api="blas"):
        yield


@cache
def _algebra() -> ThreadpoolController:
    """The libraries of linear algebra that are loaded: looked for once, since that takes milliseconds."""
    return ThreadpoolController()
