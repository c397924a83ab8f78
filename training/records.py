"""The corpora as they lie in a folder: `NAME.jsonl.gz`, a record a line."""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import InputError

T = TypeVar("T")
Record = dict[str, Any]


def every(folder: Path, corpora: Mapping[str, Callable[[list[Record]], Iterable[T]]]) -> Iterator[T]:
    """What each corpus's reader makes of its records, corpus after corpus. Raises InputError where one is missing."""
    for name, read in corpora.items():
        path = folder / f"{name}.jsonl.gz"
        if not path.is_file():
            raise InputError(f"there is no {path.name}", where=folder, hint="--data names the folder of the corpora")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from read([json.loads(line) for line in lines])
