"""How results look in a notebook: tables in HTML, escaped, without colours of their own, and fit for screen readers.

Jupyter asks an object for `_repr_html_`; what it shows has to be right on a light page and on a dark one, and on pages
that take scripts and styles away, as GitHub does. So there are plain elements alone: a table with a caption, headers
with their scope, and text.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from kg import iris
from kg.errors import UsageError

if TYPE_CHECKING:
    import pandas

SHOWN = 25
"""Rows of a table that a notebook shows; `to_pandas` has all."""
_LINKS = ("http://", "https://")


def table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[object]], below: str = "") -> str:
    """The first rows as a table, with a line below it that says what is left out."""
    head = "".join(f'<th scope="col">{escape(name.replace("_", " "))}</th>' for name in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>\n" for row in rows[:SHOWN])
    left = f"{len(rows) - SHOWN} more rows: to_pandas() has all" if len(rows) > SHOWN else ""
    notes = "".join(f"<p><small>{escape(note)}</small></p>" for note in (left, below) if note)
    return f"{_start(caption)}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>{notes}"


def record(caption: str, facts: Mapping[str, object]) -> str:
    """What is known of one thing, a line for each fact; what is None or empty is left out."""
    told = {name: value for name, value in facts.items() if value not in (None, "", ())}
    lines = "".join(f'<tr><th scope="row">{escape(name)}</th>{_cell(value)}</tr>\n' for name, value in told.items())
    return f"{_start(caption)}<tbody>\n{lines}</tbody>\n</table>"


def counted(number: int, thing: str) -> str:
    """`1 row`, `2 rows`, `1,000 rows`."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def text(value: object) -> str:
    """A cell for people: nothing for None, several values with commas, an IRI with its prefix."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(text, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return iris.compact(value) if isinstance(value, str) and value.startswith(_LINKS) else str(value)


def frame(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> "pandas.DataFrame":
    """The rows as a pandas DataFrame, several values of one cell as a tuple. Raises UsageError without pandas."""
    try:
        import pandas
    except ImportError as cause:
        raise UsageError("a data frame needs pandas", hint="pip install pandas") from cause
    return pandas.DataFrame(list(rows), columns=list(columns))


def _start(caption: str) -> str:
    return f"<table>\n<caption>{escape(caption)}</caption>\n"


def _cell(value: Any) -> str:
    shown = escape(text(value))
    link = isinstance(value, str) and value.startswith(_LINKS) and " " not in value
    return f'<td><a href="{escape(value)}">{shown}</a></td>' if link else f"<td>{shown}</td>"
