"""Rows of an answer as a table for the eye, or as CSV, TSV, JSON or Markdown for other programs."""

import csv
import io
import json
import shutil
from collections.abc import Callable, Sequence
from typing import Any

from kg import iris
from kg.terms import IRI

Rows = Sequence[Sequence[Any]]
"""Cells are what `kg.terms.Value` or `kg.catalogue.Cell` allow: several values of one cell are a tuple."""
WIDTH = 100
"""Columns of text where the terminal does not tell its own."""


def formatted(form: str, columns: Sequence[str], rows: Rows) -> str:
    """The rows in a format of `FORMATS`, ready to be written, with a line end."""
    return FORMATS[form](columns, rows)


def dumped(value: object) -> str:
    """The value as JSON for people and programs, with a line end."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def cell(value: object, separator: str = ", ") -> str:
    """A cell for people: an IRI with its prefix, nothing for None, several values with a separator between them."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return separator.join(cell(each) for each in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return compact(value) if isinstance(value, IRI) else str(value)


def compact(iri: str) -> str:
    """The IRI with a known prefix for its beginning, where it has one: `wd:Q227`."""
    found = [(home, prefix) for prefix, home in iris.PREFIXES.items() if iri.startswith(home)]
    if not found:
        return iri
    home, prefix = max(found, key=lambda pair: len(pair[0]))
    return f"{prefix}:{iri.removeprefix(home)}"


def width() -> int:
    """Columns of text to fill."""
    return shutil.get_terminal_size((WIDTH, 24)).columns


def _table(columns: Sequence[str], rows: Rows) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for n, name in enumerate(columns):
        justify = "right" if any(type(row[n]) in (int, float) for row in rows) else "left"
        table.add_column(name.replace("_", " "), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*(Text(cell(value, "\n")) for value in row))
    out = Console(width=width(), highlight=False, markup=False, emoji=False)
    with out.capture() as caught:
        out.print(table)
    return "".join(f"{line.rstrip()}\n" for line in caught.get().splitlines())


def _separated(columns: Sequence[str], rows: Rows, delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([str(value) if isinstance(value, IRI) else cell(value, "; ") for value in row] for row in rows)
    return out.getvalue()


def _tsv(columns: Sequence[str], rows: Rows) -> str:
    return _separated(columns, rows, "\t")


def _json(columns: Sequence[str], rows: Rows) -> str:
    return dumped([dict(zip(columns, row, strict=True)) for row in rows])


def _markdown(columns: Sequence[str], rows: Rows) -> str:
    lines = [columns, ["---"] * len(columns), *([cell(value) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(_escaped(text) for text in line)} |\n" for line in lines)


def _escaped(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


FORMATS: dict[str, Callable[[Sequence[str], Rows], str]] = {
    "table": _table,
    "csv": _separated,
    "tsv": _tsv,
    "json": _json,
    "md": _markdown,
}
"""The formats by name."""
