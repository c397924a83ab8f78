"""Tables of mappings as TSV, after the Simple Standard for Sharing Ontological Mappings (SSSOM).

A metadata block of YAML behind `#`, a line of column names, a line for each mapping; cells with tabs, line ends or
double quotes are quoted as in CSV. What is not understood here is kept as it stands: a person may have written it.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg.errors import DataError

COLUMNS = (
    *("subject_id", "subject_label", "subject_category", "predicate_id", "predicate_modifier"),
    *("object_id", "object_label", "object_category", "mapping_justification", "author_id", "author_label"),
    *("subject_type", "subject_source", "object_source", "mapping_tool", "mapping_date", "confidence"),
    *("match_string", "comment"),
)
"""The columns that Parley writes, in the order in which SSSOM lists them."""
LITERAL = "rdfs literal"
"""The subject type of a mapping that starts from a name and not from a thing."""
NOTHING = "sssom:NoTermFound"
"""The object of a mapping that says that there is none."""
NOT = "Not"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"


@dataclass(frozen=True, slots=True)
class Line:
    """One mapping: its cells by column, and where it stands (`file:line`)."""

    where: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def error(self, what: str, hint: str | None = None) -> DataError:
        """An error that points at this line."""
        return DataError(what, where=self.where, hint=hint)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its metadata block as text (with the `#`), its columns, its lines."""

    metadata: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...] = ()


def metadata(set_id: str, description: str, prefixes: Mapping[str, str]) -> str:
    """The metadata block of a new table. `prefixes` are those of its CURIEs that SSSOM does not know by itself."""
    curies = "".join(f"#   {prefix}: {iri}\n" for prefix, iri in sorted(prefixes.items()))
    rest = f"# license: {LICENCE}\n# mapping_set_id: {set_id}\n# mapping_set_description: {description}\n"
    return f"# curie_map:\n{curies}{rest}"


def parse(text: str, where: object) -> Sheet:
    """The table in a file's text; `where` is the file, for the errors.

    Raises DataError with file and line for a table without column names, a column named twice, or a line with more
    cells than there are columns.
    """
    rows = list(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    head = next((n for n, row in enumerate(rows) if not row.startswith("#")), len(rows))
    table = csv.reader(rows[head:], delimiter="\t", strict=True)
    columns: tuple[str, ...] = ()
    lines: list[Line] = []
    start = head + 1
    try:
        for cells in table:
            place, start = f"{where}:{start}", head + table.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if columns:
                lines.append(Line(place, MappingProxyType(_cells(cells, columns, place))))
            else:
                columns = _names(cells, place)
    except csv.Error as cause:
        raise DataError(f"not TSV: {cause}", where=f"{where}:{start}", hint="quotes must be closed") from cause
    if not columns:
        raise DataError("the line of column names is missing", where=f"{where}:{head + 1}")
    return Sheet("".join(rows[:head]), columns, tuple(lines))


def dump(sheet: Sheet) -> str:
    """The table as text: what `parse` reads back as the same table."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows([line[column] for column in sheet.columns] for line in sheet.lines)
    return sheet.metadata + out.getvalue()


def with_columns(sheet: Sheet, wanted: Iterable[str]) -> Sheet:
    """The table with these columns too, new ones behind those that it has."""
    return Sheet(sheet.metadata, tuple(dict.fromkeys((*sheet.columns, *wanted))), sheet.lines)


def _names(cells: Sequence[str], where: str) -> tuple[str, ...]:
    names = tuple(cell.strip() for cell in cells)
    twice = next((name for n, name in enumerate(names) if name in names[:n] or not name), None)
    if twice is not None:
        raise DataError(f"the column {twice!r} is named twice or not at all", where=where)
    return names


def _cells(cells: Sequence[str], columns: Sequence[str], where: str) -> dict[str, str]:
    if len(cells) > len(columns):
        what = f"{len(cells)} cells where there are {len(columns)} columns"
        raise DataError(what, where=where, hint="cells are separated by tabs")
    told = [cell.strip().replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
    return dict(zip(columns, told + [""] * (len(columns) - len(told)), strict=True))
