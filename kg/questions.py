"""Which saved queries there are to ask: Parley's own, and those of folders that people have beside them.

    my-graph/queries/*.rq     questions that go with a graph
    KG_QUERIES                folders of questions for all graphs, separated as in PATH
    kg ask --queries DIR      one for this call

Of two of the same name the one that is nearer to the caller is taken: a folder of the call, then of the graph, then of
the environment, then Parley's own.
"""

import difflib
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from kg.errors import UsageError
from kg.saved import SavedQuery, load

FOLDER = "queries"
"""The folder beside the store that holds questions of one graph."""
ENVIRONMENT = "KG_QUERIES"
_ALIKE = 0.65
"""How alike a near miss is at least (difflib's ratio): a letter or three are wrong, not half of the name."""
_NEAR = 3
"""Near misses that are named at most."""


def own(graph: Path | None = None, given: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The folders of questions besides Parley's own, the nearest last. Those of a call and of the environment must be
    there, which `every` sees to; a graph need not have one."""
    named = (Path(part) for part in os.environ.get(ENVIRONMENT, "").split(os.pathsep) if part)
    beside = [graph / FOLDER] if graph is not None and (graph / FOLDER).is_dir() else []
    return (*named, *beside, *given)


def every(*folders: Path) -> Mapping[str, SavedQuery]:
    """All saved queries by name: Parley's own, and those of the folders, later ones over earlier ones.

    Raises DataError for a bad file and a folder that is not there.
    """
    found = dict(load())
    for folder in folders:
        found |= load(folder)
    return MappingProxyType(dict(sorted(found.items())))


def find(name: str, *folders: Path) -> SavedQuery:
    """The saved query of this name, or the only one that begins so. Raises UsageError, with near misses, for none."""
    queries = every(*folders)
    begun = [query for known, query in queries.items() if name and known.startswith(name)]
    if name in queries or len(begun) == 1:
        return queries[name] if name in queries else begun[0]
    close = [query.name for query in begun] or near(name, queries)
    hint = f"did you mean {' or '.join(close)}?" if close else "kg ask lists them all"
    raise UsageError(f"there is no saved query {name!r}", hint=hint)


def tagged(tag: str | None, *folders: Path) -> list[SavedQuery]:
    """The saved queries of a tag, or all of them. Raises UsageError, with near misses, for a tag that none has."""
    queries = list(every(*folders).values())
    found = [query for query in queries if tag is None or tag in query.tags]
    if tag is not None and not found:
        tags = sorted({each for query in queries for each in query.tags})
        raise UsageError(f"no question has the tag {tag!r}", hint=f"there are {', '.join(tags)}")
    return found


def near(name: str, names: Iterable[str]) -> list[str]:
    """The names most like this one, whatever their case, the most alike first."""
    by_small = {each.casefold(): each for each in names}
    return [
        by_small[each] for each in difflib.get_close_matches(name.casefold(), list(by_small), n=_NEAR, cutoff=_ALIKE)
    ]
