"""The one place that finds the project's data: beside `kg/` in a checkout, inside it in a wheel."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError

_HERE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `ontology`, `queries`, `examples` or `web/built`. Raises DataError where the installation lacks it."""
    for place in (_HERE / name, _HERE.parent / name):
        if place.is_dir():
            return place
    raise DataError(f"the data folder {name!r} is missing", where=_HERE, hint="install parley-kg again")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a table, with the file and line it stands on."""

    where: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def list(self, column: str) -> tuple[str, ...]:
        """The cell's values, separated by `|` in the file."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def error(self, what: str, hint: str | None = None) -> DataError:
        """An error that points at this entry."""
        return DataError(what, where=self.where, hint=hint)


def table(path: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> Iterator[Row]:
    """The entries of a tab-separated file: a header line, `#` comments, blank lines passed over.

    Raises DataError with file and line for a wrong header, a wrong number of cells or an empty required cell.
    """
    header: list[str] | None = None
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as cause:
        raise DataError(f"cannot read the table: {cause}", where=path) from cause
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells, where = [cell.strip() for cell in line.split("\t")], f"{path}:{number}"
        if header is None:
            header = _header(cells, columns, where)
            continue
        if len(cells) > len(header):
            raise DataError(
                f"{len(cells)} cells where the header names {len(header)}",
                where=where,
                hint="cells are separated by tabs",
            )
        cells += [""] * (len(header) - len(cells))
        row = Row(where, dict(zip(header, cells, strict=True)))
        for column in columns:
            if column not in optional and not row[column]:
                raise row.error(f"the cell {column!r} is empty")
        yield row


def _header(cells: list[str], columns: Sequence[str], where: str) -> list[str]:
    if cells != list(columns):
        raise DataError(f"the header is {', '.join(cells)}; it must be {', '.join(columns)}", where=where)
    return cells
