"""Parley: a knowledge graph of actors, places and history, read from the news, that remembers who said it.

import kg

kg.build(["articles/"], "my.kg")
graph = kg.open("my.kg")
graph.ask("who-backs-whom", side="Armenia")
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.api import Graph, build, load, open

__version__ = "0.1.0"
__all__ = ["Graph", "__version__", "build", "load", "open"]


def __getattr__(name: str) -> Any:
    """The API is imported when it is first used, so that `import kg` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from kg import api

    return getattr(api, name)


def __dir__() -> list[str]:
    """What there is to use, for whoever presses Tab: not the modules behind it."""
    return __all__
