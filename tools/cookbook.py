"""Run the notebooks of docs/cookbook/, and compare or write down what their cells give.

    python tools/cookbook.py [--write]

A notebook is run from top to bottom in one namespace, in a folder like docs/cookbook/ beside a copy of examples/; all
of them in the same one, in order, as a person would, so that the corpus is read once. A cell gives what it prints, and
of its last expression what Jupyter would show. Files are written so that equal notebooks are equal bytes: no counts of
executions, no times, no versions; a change to a cell is a change to its lines.
"""

import argparse
import ast
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "cookbook"
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
Notebook = dict[str, Any]
Output = dict[str, Any]


_WIDTH = "80"
"""Columns of text that tables may take, whatever the terminal."""


def notebooks() -> list[Path]:
    """The notebooks, in the order of their names."""
    return sorted(FOLDER.glob("*.ipynb"))


def executed(notebook: Notebook) -> Notebook:
    """The notebook with what its cells give now. Raises what a cell raises."""
    names: dict[str, Any] = {"__name__": "__main__"}
    with patch.dict(os.environ, COLUMNS=_WIDTH):
        cells = [_cell(number, cell, names) for number, cell in enumerate(notebook["cells"], 1)]
    metadata = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def written(notebook: Notebook) -> str:
    """The notebook as text."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder to run notebooks in, which is the current one meanwhile."""
    with tempfile.TemporaryDirectory() as home:
        place = Path(home) / "docs" / "cookbook"
        place.mkdir(parents=True)
        shutil.copytree(ROOT / "examples", Path(home) / "examples")
        with chdir(place):
            yield place


def _cell(number: int, cell: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    source = "".join(cell["source"])
    plain = {"cell_type": cell["cell_type"], "id": f"cell-{number}", "metadata": {}}
    if cell["cell_type"] != "code":
        return plain | {"source": source.splitlines(keepends=True)}
    outputs = list(_outputs(source, names))
    return plain | {"execution_count": None, "outputs": outputs, "source": source.splitlines(keepends=True)}


def _outputs(source: str, names: dict[str, Any]) -> Iterator[Output]:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed, value = io.StringIO(), None
    with redirect_stdout(printed):
        exec(compile(tree, "<cell>", "exec"), names)
        if isinstance(last, ast.Expr) and not source.rstrip().endswith(";"):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
        elif isinstance(last, ast.Expr):
            exec(compile(ast.Module([last], []), "<cell>", "exec"), names)
    if text := printed.getvalue():
        yield {"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}
    if value is not None:
        yield {"data": _shown(value), "execution_count": None, "metadata": {}, "output_type": "execute_result"}


def _shown(value: object) -> dict[str, list[str]]:
    html = getattr(value, "_repr_html_", lambda: None)()
    shown = {"text/html": html} if html is not None else {}
    return {kind: text.splitlines(keepends=True) for kind, text in (shown | {"text/plain": repr(value)}).items()}


def main() -> int:
    """Say which notebooks show something else than they give, or write them again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the notebooks with what their cells give now")
    write = parser.parse_args().write
    os.environ["PARLEY_WIKIDATA"] = "none"  # what the page shows is what a new machine gives
    stale = []
    with workplace():
        for path in notebooks():
            old = path.read_text(encoding="utf-8")
            now = written(executed(json.loads(old)))
            if write:
                path.write_text(now, encoding="utf-8")
            elif now != old:
                stale.append(path.name)
    for name in stale:
        print(f"{name} shows other outputs than its cells give: run make cookbook")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
