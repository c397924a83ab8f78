"""Which pages there are, what each is given, and what becomes of a request for one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import UsageError
from kg.explorer.actor import actor
from kg.explorer.claim import claim
from kg.explorer.names import search, suggestions
from kg.explorer.overview import overview
from kg.explorer.rows import Record, ask
from kg.explorer.sides import sides
from kg.questions import every, find, near, own
from kg.saved import SavedQuery
from kg.store import Graph

Given = Mapping[str, Sequence[str]]
"""The parameters of a request, each with all its values."""


@dataclass(frozen=True, slots=True)
class Page:
    """What makes a page. `takes` are the parameters it knows, None where the saved question that it asks says so."""

    make: Callable[[Graph, Given], Record]
    takes: tuple[str, ...] | None


def answer(graph: Graph, name: str, given: Given) -> Record:
    """The record of a page. What is wrong with a request is `error` with `hint`, and `near` where a name was meant.

    Raises KeyError for a page that is not in PAGES.
    """
    page = PAGES[name]
    try:
        _check(page, given)
        return page.make(graph, given)
    except UsageError as error:
        return {"error": error.what, "hint": error.hint, "near": _near(graph, given)}


def _check(page: Page, given: Given) -> None:
    for name in given if page.takes is not None else ():
        if name not in page.takes:  # type: ignore[operator] # not None where there is anything to iterate
            raise UsageError(f"there is no parameter {name!r}", hint=f"there are {', '.join(page.takes or ())}")


def _near(graph: Graph, given: Given) -> dict[str, list[Record]]:
    """For each text that names no one thing, what it may mean."""
    found: dict[str, list[Record]] = {}
    for text in dict.fromkeys(value for name in given if name in _NAMES for value in given[name]):
        try:
            close = suggestions(graph, text)
        except UsageError:  # no text
            continue
        if len(close) != 1 or close[0]["name"].casefold() != text.casefold():
            found[text] = close
    return found


_NAMES = frozenset((
    "id", "conflict", "actor", "party", "side", "about", "teller", "against", "voice", "place", "entity", "territory",
    "subject", "object", "accuser", "accused",
))  # fmt: skip
"""Parameters that name an entity."""


def _one(given: Given, name: str) -> str | None:
    """The value of a parameter that has one at most; None where it is empty. Raises UsageError for several."""
    values = [value for value in given.get(name, ()) if value.strip()]
    if len(values) > 1:
        raise UsageError(f"{name} is given {len(values)} times", hint="give it once")
    return values[0] if values else None


def _needed(given: Given, name: str) -> str:
    value = _one(given, name)
    if value is None:
        raise UsageError(f"{name} is missing", hint="say what is wanted")
    return value


def _asked(graph: Graph, given: Given) -> Record:
    """A saved question: `question` is its name, all else its parameters."""
    folders = own(graph.path)
    name = _needed(given, "question")
    if name not in every(*folders):
        close = near(name, every(*folders))
        raise UsageError(f"there is no saved question {name!r}", hint=f"did you mean {' or '.join(close)}?")
    return ask(graph, find(name, *folders), {p: _one(given, p) for p in given if p != "question"})


def _questions(graph: Graph, _: Given) -> Record:
    return {"questions": [_question(query) for query in every(*own(graph.path)).values()]}


def _question(query: SavedQuery) -> Record:
    return {
        "name": query.name, "title": query.title, "description": query.description, "tags": list(query.tags),
        "parameters": [
            {"name": p.name, "type": p.type, "meaning": p.meaning, "required": p.required, "default": p.default,
             "example": p.example} for p in query.parameters
        ],
        "example": dict(query.example), "sparql": query.sparql,
    }  # fmt: skip


PAGES: Mapping[str, Page] = {
    "overview": Page(lambda graph, given: overview(graph), ()),
    "search": Page(lambda graph, given: search(graph, _one(given, "q") or ""), ("q",)),
    "sides": Page(
        lambda graph, given: sides(
            graph, _one(given, "conflict"), [v for v in given.get("actor", ()) if v.strip()], _one(given, "limit")
        ),
        ("conflict", "actor", "limit"),
    ),
    "actor": Page(lambda graph, given: actor(graph, _needed(given, "id")), ("id",)),
    "claim": Page(lambda graph, given: claim(graph, _needed(given, "id")), ("id",)),
    "questions": Page(_questions, ()),
    "ask": Page(_asked, None),
}
"""The pages by name, each answered at /api/NAME."""
