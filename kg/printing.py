"""Rows of an answer as a table for the eye, or as CSV, TSV, JSON or Markdown for other programs."""

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kg import iris
from kg.terms import IRI, Value

if TYPE_CHECKING:
    from rich.console import Console

Rows = Sequence[Sequence[Value]]
WIDTH = 100
"""Columns of text where the terminal does not tell its own."""


def formatted(form: str, columns: Sequence[str], rows: Rows) -> str:
    """The rows in a format of `FORMATS`, ready to be written, with a line end."""
    return FORMATS[form](columns, rows)


def cell(value: Value) -> str:
    """A value for people: an IRI with its prefix, nothing for None, "yes" and "no" for truth values."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return compact(value) if isinstance(value, IRI) else str(value)


def compact(iri: str) -> str:
    """The IRI with a known prefix for its beginning, where it has one: `wd:Q227`."""
    found = [(len(home), prefix, home) for prefix, home in iris.PREFIXES.items() if iri.startswith(home)]
    if not found:
        return iri
    _, prefix, home = max(found)
    return f"{prefix}:{iri.removeprefix(home)}"


def console() -> "Console":
    """Where text for people goes: as wide as the terminal, and coloured only there."""
    from rich.console import Console

    width = shutil.get_terminal_size((WIDTH, 24)).columns
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def _table(columns: Sequence[str], rows: Rows) -> str:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for n, name in enumerate(columns):
        numeric = any(isinstance(row[n], int | float) and not isinstance(row[n], bool) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    out = console()
    with out.capture() as caught:
        out.print(table)
    return "\n".join(line.rstrip() for line in caught.get().splitlines()) + "\n"


def _separated(delimiter: str, columns: Sequence[str], rows: Rows) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
    return out.getvalue()


def _csv(columns: Sequence[str], rows: Rows) -> str:
    return _separated(",", columns, rows)


def _tsv(columns: Sequence[str], rows: Rows) -> str:
    return _separated("\t", columns, rows)


def _json(columns: Sequence[str], rows: Rows) -> str:
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    return json.dumps(records, ensure_ascii=False, indent=1, default=str) + "\n"


def _markdown(columns: Sequence[str], rows: Rows) -> str:
    lines = [columns, ["---"] * len(columns), *([cell(value) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(_escaped(text) for text in line)} |\n" for line in lines)


def _escaped(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


FORMATS: dict[str, Callable[[Sequence[str], Rows], str]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "md": _markdown,
}
"""The formats by name."""
