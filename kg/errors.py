"""Every error that Parley raises on purpose.

    KgError                      exit status 1: the work failed
    ├── InputError               an article, or a file of articles, cannot be read
    │   └── SetAside             one that could be read, and is none that should be: not in English, a copy, no article
    ├── DataError                an entry of the ontology, lexicon, gazetteer or a saved query is bad
    ├── GraphError               a graph folder or endpoint is missing, corrupt, locked or not writable
    ├── QueryError               SPARQL that the store refuses
    ├── WikidataError            the index of Wikidata, or a dump to make it from, is missing, corrupt or unfinished
    ├── PluginError              a plug-in cannot be loaded
    ├── EndpointError            a service on the net cannot be reached, refuses, or answers nonsense
    └── UsageError               exit status 2: the call itself is wrong (unknown query, bad parameter)

An error says what is wrong, where, and what to do: one line, ready to be shown.
"""

import traceback
from pathlib import Path


def fault(error: BaseException) -> str:
    """One line on an error that nobody raised on purpose: its kind, its message, and the place in the code."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno} in {frames[-1].name}" if frames else ""
    return " ".join(f"{type(error).__name__}: {error}{place}".split())


class KgError(Exception):
    """The root of the tree. `str(error)` is one line: where, what, and what to do about it."""

    exit_status = 1

    def __init__(self, what: str, *, where: object = None, hint: str | None = None) -> None:
        self.what, self.where, self.hint = what, where, hint
        super().__init__(" ".join(self._parts()))

    def _parts(self) -> list[str]:
        lead = [f"{self.where}:"] if self.where is not None else []
        tail = [f"({self.hint})"] if self.hint else []
        return [" ".join(part.split()) for part in (*lead, self.what, *tail)]


class InputError(KgError):
    """An article, or a file of articles, that cannot be read. `cause` is one or two words by which to count it."""

    def __init__(self, what: str, *, where: object = None, hint: str | None = None, cause: str = "unreadable") -> None:
        self.cause = cause
        super().__init__(what, where=where, hint=hint)

    def at(self, where: object) -> "InputError":
        """The same, at another place."""
        return _again(type(self), self.what, where, self.hint, self.cause)

    def __reduce__(self) -> tuple[object, ...]:  # exceptions forget their keywords on the way from a worker
        return _again, (type(self), self.what, self.where, self.hint, self.cause)


class SetAside(InputError):  # noqa: N818 - no fault: a corpus has such, and they are counted rather than complained of
    """An article, or a record among articles, that could be read but is not wanted: `cause` says why."""


def _again(kind: type[InputError], what: str, where: object, hint: str | None, cause: str) -> InputError:
    return kind(what, where=where, hint=hint, cause=cause)


class DataError(KgError):
    """A bad entry in the project's data; `where` is `file:line`."""


class GraphError(KgError):
    """A graph that is missing, corrupt, in use or not writable."""


class QueryError(KgError):
    """SPARQL that cannot be parsed or run."""


class WikidataError(KgError):
    """An index of Wikidata, or a dump to make it from, that is missing, corrupt, unfinished or in use."""


class PluginError(KgError):
    """A plug-in that cannot be loaded; `where` names it."""


class EndpointError(KgError):
    """A service on the net that cannot be reached, refuses a question, or answers nonsense. `status` is HTTP's."""

    status: int | None = None


class UsageError(KgError):
    """A call that cannot be right: an unknown name, a missing or malformed parameter."""

    exit_status = 2
