"""The index of Wikidata: names to items, on disk, shared by all processes that look things up in it."""

from pathlib import Path

from kg.wikidata.items import Candidate, Item


class Index:
    """An index that was built from a dump."""

    @classmethod
    def open(cls, folder: Path) -> "Index":
        """The index in a folder."""
        return cls()

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """What the name may mean, the likeliest first; nothing where it is unknown."""
        return ()

    def item(self, qid: str) -> Item | None:
        """The item with this QID."""
        return None


def in_use() -> Path | None:
    """The folder of the index in use; None where there is none."""
    return None
