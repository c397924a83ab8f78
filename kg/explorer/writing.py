"""A page as text: JSON, or its rows as CSV."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kg.explorer.pages import Given, answer
from kg.explorer.rows import Record
from kg.printing import cell, formatted
from kg.spreadsheets import inert
from kg.store import Graph

FORMAT = "format"
"""The parameter that says how a page is written."""
_JSON, _CSV = "application/json", "text/csv"


def written(graph: Graph, page: str, given: Given) -> tuple[str, str, bool]:
    """Media type and text of a page, and whether it is one: of a wrong request the text says what is wrong."""
    form, rest = _form(given)
    if form not in ("json", "csv"):
        return _wrong(f"there is no format {form!r}", "there are json, csv")
    record = answer(graph, page, rest)
    if form == "json" or "error" in record:
        return _JSON, _dumped(record), "error" not in record
    if "rows" not in record:
        return _wrong(f"{page} has no rows", "ask for format=json")
    return _CSV, _table(record), True


def _wrong(what: str, hint: str) -> tuple[str, str, bool]:
    return _JSON, _dumped({"error": what, "hint": hint, "near": {}}), False


def _form(given: Given) -> tuple[str, Mapping[str, Sequence[str]]]:
    forms = given.get(FORMAT) or ["json"]
    return forms[0], {name: values for name, values in given.items() if name != FORMAT}


def _dumped(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _table(record: Record) -> str:
    """Names in the place of things, as `kg ask --format csv` has them, and behind them the claims by id."""
    things = record["things"]
    return formatted("csv", record["columns"], [[_cell(value, things) for value in row] for row in record["rows"]])


def _cell(value: object, things: Mapping[str, Record]) -> Any:
    """The cell as it is shown: whoever saves a page's rows opens them in a spreadsheet."""
    text = _text(value, things)
    return inert(cell(text, "; ")) if isinstance(text, str | tuple) else text


def _text(value: object, things: Mapping[str, Record]) -> Any:
    if isinstance(value, list):
        return tuple(_text(part, things) for part in value)
    if isinstance(value, dict):
        return things.get(value["id"], {}).get("name", value["id"])
    return value
