"""The examples of the pages in `PAGES`: find them, run them, compare them with what is shown, or write what they give.

    python tools/readme.py [--write]

Examples are the fenced blocks `console` (lines after `$ ` are commands, `> ` goes on with one, the rest is output) and
`pycon` (a Python session). They run one after the other in an empty folder, on 100 columns; the first builds the demo.
In the shown output of a command, a last line `…` says that more follows. `make demo` is told by what the Makefile runs;
`make test` is not run.
"""

import argparse
import doctest
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = (README, ROOT / "docs" / "networks.md", ROOT / "docs" / "wikidata.md")
"""The pages with examples, in the order in which they run, all in one folder: the first builds the demo."""
MORE = "…"
WIDTH = "100"
NOT_RUN = ("make test", "pipx ", "uv ", "git ")
"""Commands that install something, or would run these examples within themselves."""

_BLOCK = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A command with the output shown for it; `line` is where it stands in the page."""

    line: int
    command: str
    shown: tuple[str, ...]

    @property
    def is_run(self) -> bool:
        return not self.command.startswith(NOT_RUN)

    def cut(self, output: str) -> tuple[str, ...]:
        """As much of an output as the page shows of it, to the end of a row where sentences stand below the rows."""
        lines = tuple(line.rstrip() for line in output.splitlines())
        if self.shown[-1:] != (MORE,):
            return lines
        end = len(self.shown) - 1
        ends = [n for n, line in enumerate(lines, 1) if line.endswith("”")]
        end = next((n for n in ends if n >= end), end)
        return (*lines[:end], MORE) if end < len(lines) else lines


def commands(page: str) -> list[Example]:
    """The commands of the page's `console` blocks, in order."""
    return [example for match in _blocks(page, "console") for example in _examples(match, page)]


def sessions(page: str) -> list[doctest.DocTest]:
    """The Python sessions of the page, in order."""
    parse = doctest.DocTestParser().get_doctest
    return [parse(m[2], {}, f"README.md:{_line(page, m.start())}", None, 0) for m in _blocks(page, "pycon")]


def run(command: str, folder: Path) -> str:
    """What the command prints. Raises CalledProcessError where it fails."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    env = {**os.environ, "PATH": path, "COLUMNS": WIDTH, "PYTHONUTF8": "1"}
    shell = {"cwd": folder, "env": env, "capture_output": True, "text": True, "encoding": "utf-8"}
    return str(subprocess.run(["bash", "-c", _recipe(command)], check=True, **shell).stdout)  # type: ignore[call-overload]


def _recipe(command: str) -> str:
    """What `make demo` runs: the one line of its rule in the Makefile."""
    if not command.startswith("make "):
        return command
    rule = re.search(
        rf"^{command[5:]}:.*\n\t@?(?:\$\(BIN\)/)?(.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE
    )
    if rule is None:
        raise LookupError(f"the Makefile has no rule for {command!r}")
    return rule[1]


def _blocks(page: str, kind: str) -> Iterator[re.Match[str]]:
    return (match for match in _BLOCK.finditer(page) if match[1] == kind)


def _line(page: str, start: int) -> int:
    return page.count("\n", 0, start) + 1


def _examples(block: re.Match[str], page: str) -> Iterator[Example]:
    command, at = "", 0
    shown: list[str] = []
    for number, line in enumerate(block[2].splitlines(), _line(page, block.start()) + 1):
        if line.startswith("$ "):
            if command:
                yield Example(at, command, tuple(shown))
            command, shown, at = line[2:], [], number
        elif line.startswith("> ") and not shown:
            command += "\n" + line[2:]
        else:
            shown.append(line)
    yield Example(at, command, tuple(shown))


def _rewritten(page: str, folder: Path) -> str:
    """The page with the outputs that its commands and sessions give now."""

    def console(block: re.Match[str]) -> str:
        parts = [_now(example, folder) for example in _examples(block, page)]
        return "```console\n" + "".join(parts) + "```"

    def session(block: re.Match[str]) -> str:
        test = doctest.DocTestParser().get_doctest(block[2], {}, "README.md", None, 0)
        return "```pycon\n" + "".join(_answers(test)) + "```"

    with chdir(folder):
        return _BLOCK.sub(lambda block: console(block) if block[1] == "console" else session(block), page)


def _now(example: Example, folder: Path) -> str:
    output = example.cut(run(example.command, folder)) if example.is_run else example.shown
    return "\n".join(("$ " + example.command.replace("\n", "\n> "), *output)) + "\n"


def _answers(test: doctest.DocTest) -> Iterator[str]:
    """The session with what each statement prints now. Raises what a statement raises."""
    answers: list[str] = []

    class Recorder(doctest.DocTestRunner):
        def report_success(self, out: object, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
            answers.append(got)

        def report_failure(self, out: object, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
            answers.append(got)

        def report_unexpected_exception(
            self, out: object, test: doctest.DocTest, example: doctest.Example, exc_info: object
        ) -> None:
            raise exc_info[1]  # type: ignore[index]

    Recorder(verbose=False).run(test, clear_globs=False)
    for example, got in zip(test.examples, answers, strict=True):
        first, *rest = example.source.rstrip("\n").split("\n")
        yield f">>> {first}\n" + "".join(f"... {line}".rstrip() + "\n" for line in rest) + got


def main() -> int:
    """Say where the pages and the program differ, or write the pages again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the pages with what the examples give now")
    write = parser.parse_args().write
    pages = {path: path.read_text(encoding="utf-8") for path in PAGES}
    with tempfile.TemporaryDirectory() as folder:
        now = {path: _rewritten(page, Path(folder)) for path, page in pages.items()}
    differing = [path for path in PAGES if now[path] != pages[path]]
    for path in differing:
        if write:
            path.write_text(now[path], encoding="utf-8")
        else:
            print(f"{path.name} shows other outputs than the program gives: run make readme")
    return 1 if differing and not write else 0


if __name__ == "__main__":
    sys.exit(main())
