"""Rows of an answer as a table for the eye, or as CSV, TSV, JSON or Markdown for other programs."""

import csv
import io
import json
import re
import shutil
import textwrap
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any

import click

from kg import answers, iris
from kg.invisible import harmless
from kg.terms import IRI

Rows = Sequence[Sequence[Any]]
"""Cells are what `kg.terms.Value` or `kg.catalogue.Cell` allow: several values of one cell are a tuple."""
WIDTH = 100
"""Columns of text where the terminal does not tell its own."""
LONG = 16
"""Columns of text of the longest word that is never cut while other columns can make room."""
NARROWEST = 6
"""Columns of text that a column of a table keeps."""
GAP = 2
"""Columns of text between two columns of a table."""
_HYPHEN = re.compile(r"(?<=\w\w-)(?=[^\W\d_]{2})")
"""Where textwrap, too, breaks a word that has to be broken: not in a date."""


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
    return iris.compact(value) if isinstance(value, IRI) else str(value)


def width() -> int:
    """Columns of text to fill."""
    return shutil.get_terminal_size((WIDTH, 24)).columns


def table(columns: Sequence[str], rows: Rows, below: Sequence[Sequence[str]] = ()) -> str:
    """The rows as columns of text no wider than the terminal; the paragraphs of `below[n]` stand under row n."""
    names, texts = (
        [name.replace("_", " ") for name in columns],
        [[harmless(cell(value, "\n")) for value in row] for row in rows],
    )
    shown = _shown(names, texts)
    hidden, names, texts = names[shown:], names[:shown], [row[:shown] for row in texts]
    widths = _fitted(["\n".join(column) for column in zip(names, *texts, strict=True)])
    right = [any(type(row[n]) in (int, float) for row in rows) for n in range(shown)]
    lines = [*_lines(names, widths, right), "  ".join("─" * w for w in widths)]
    lines = [click.style(line, bold=True) for line in lines]
    for n, row in enumerate(texts):
        lines += _lines(row, widths, right)
        for paragraph in below[n] if below else ():
            lines += [click.style(line, dim=True) for line in indented(paragraph)]
    if hidden:
        lines.append(click.style(f"no room here for: {', '.join(hidden)} (--format json has all)", dim=True))
    return "".join(f"{line}\n" for line in lines)


def _shown(names: Sequence[str], texts: Sequence[Sequence[str]]) -> int:
    """How many columns can stand side by side, the last left out first, without cutting short words or dates."""
    needs = [min(LONG, _longest(" ".join(column), parts=True)) for column in zip(names, *texts, strict=True)]
    shown = len(needs)
    while shown > 1 and sum(needs[:shown]) + GAP * (shown - 1) > width():
        shown -= 1
    return shown


def without(columns: Sequence[str], rows: Rows, *names: str) -> tuple[list[str], list[list[Any]]]:
    """The columns and rows but for the columns of these names."""
    kept = [n for n, column in enumerate(columns) if column not in names]
    return [columns[n] for n in kept], [[row[n] for n in kept] for row in rows]


def indented(paragraph: str, by: int = 4) -> list[str]:
    """The paragraph in lines that fit the terminal, moved to the right."""
    margin = " " * by
    return textwrap.wrap(harmless(paragraph), width(), initial_indent=margin, subsequent_indent=margin)


def _fitted(columns: Sequence[str]) -> list[int]:
    """The width of each column: the widest made narrower until all fit, first only as far as no word is cut, then as
    far as none is cut but at a hyphen."""
    widths = [max(map(len, text.split("\n"))) for text in columns]
    words, parts = [_longest(text) for text in columns], [_longest(text, parts=True) for text in columns]
    room = width() - GAP * (len(widths) - 1)
    for floors in (words, parts, [min(w, LONG) for w in parts], [NARROWEST] * len(parts)):
        while sum(widths) > room and (loose := [n for n, w in enumerate(widths) if w > floors[n]]):
            widths[max(loose, key=lambda n: widths[n])] -= 1
    return widths


def _longest(text: str, parts: bool = False) -> int:
    """The letters of the longest word, or of the longest part of one between hyphens."""
    words = (part for word in text.split() for part in (_HYPHEN.split(word) if parts else [word]))
    return max(map(len, words), default=0)


def _lines(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    """One row: its cells, folded where they must be."""
    folded = [
        [
            line
            for part in text.split("\n")
            for line in textwrap.wrap(part, w, break_on_hyphens=_longest(part) > w) or [""]
        ]
        for text, w in zip(cells, widths, strict=True)
    ]
    placed = (
        (line.rjust(w) if end else line.ljust(w) for line, w, end in zip(each, widths, right, strict=True))
        for each in zip_longest(*folded, fillvalue="")
    )
    return [(" " * GAP).join(line).rstrip() for line in placed]


def _table(columns: Sequence[str], rows: Rows) -> str:
    """The table; a column `sentence` is set under its row, where it has room."""
    if "sentence" not in columns or len(columns) == 1:
        return table(columns, rows)
    at = list(columns).index("sentence")
    below = [[f"“{row[at]}”"] if row[at] else [] for row in rows]
    return table(*without(columns, rows, "sentence"), below)


def _separated(columns: Sequence[str], rows: Rows, delimiter: str = ",") -> str:
    """For programs, so every text is as it is in the graph: `kg.spreadsheets` guards tables that people open."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        texts = (str(value) if isinstance(value, IRI) else cell(value, "; ") for value in row)
        writer.writerow([text.replace("\r", " ") for text in texts])  # csv would leave a lone \r unquoted
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


def result(form: str, found: answers.Rows | bool | answers.Triples) -> str:
    """What a SPARQL query gave, in a format of `FORMATS`; triples are Turtle, or JSON-LD in JSON."""
    if isinstance(found, answers.Rows):
        return formatted(form, found.columns, found.rows)
    if isinstance(found, answers.Triples):
        return found.dump("jsonld" if form == "json" else "ttl").decode()
    return f"{cell(found)}\n"
