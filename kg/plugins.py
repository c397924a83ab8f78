"""Which plug-ins are installed: packages with an entry point in the group `parley.extractors`.

What is known here is what their packages say of themselves. Nothing of a plug-in runs before something is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import entry_points

GROUP = "parley.extractors"


@dataclass(frozen=True, slots=True, order=True)
class Plugin:
    """A plug-in: the name of its entry point, the package that it came with, and where its stage is (`module:name`)."""

    name: str
    package: str
    version: str
    place: str

    def __str__(self) -> str:
        return f"plug-in {self.name!r} ({self.package} {self.version})"


def installed() -> tuple[Plugin, ...]:
    """The plug-ins, by name and package: the order in which they read."""
    found = [
        Plugin(entry.name, entry.dist.name if entry.dist else "", entry.dist.version if entry.dist else "", entry.value)
        for entry in entry_points(group=GROUP)
    ]
    return tuple(sorted(dict.fromkeys(found)))


def named(plugins: Sequence[Plugin]) -> str:
    """What tells readers with other plug-ins apart: their names and versions; "" for none."""
    return " ".join(f"{p.package}:{p.name}:{p.version}" for p in plugins)
