"""Each `kg` command that the docs name is one: its verb is there, and so are its options."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kg import catalogue
from kg.cli import cli

ROOT = Path(__file__).resolve().parents[1]
if not (ROOT / "CONTRIBUTING.md").exists():
    pytest.skip("the project's own files are not part of the wheel", allow_module_level=True)
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/**/*.md"))]
FENCED = re.compile(r"^```(?:sh|console|bash|shell)\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(kg [^`]+)`")


def commands(page: str) -> Iterator[list[str]]:
    """The words behind `kg` of each command in the page's shell blocks and between its backticks."""
    blocks = [re.sub(r"\\\n(> )?|\n> ", " ", block) for block in FENCED.findall(page)]
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    for line in [*(line for line in lines if re.match(r"(\w+=\S+ )*kg ", line)), *INLINE.findall(BLOCK.sub("", page))]:
        lexer = shlex.shlex(line.replace("…", ""), posix=True, punctuation_chars="|&;<>")
        lexer.whitespace_split = True
        words = list(lexer)
        for at, word in enumerate(words):
            if word == "kg":
                rest = words[at + 1 :]
                end = next((n for n, w in enumerate(rest) if re.fullmatch(r"[|&;<>]+", w)), len(rest))
                yield rest[:end]


def fault(words: list[str]) -> str | None:
    """What the command line does not know of a command; placeholders in capitals are no verbs."""
    command: click.Command = cli
    known = _options(cli)
    context = click.Context(cli)
    while isinstance(command, click.Group) and words and not words[0].startswith("-") and not words[0].isupper():
        found = command.get_command(context, words[0])
        if found is None:
            return f"no verb {words[0]!r}"
        command, words, known = found, words[1:], known | _options(found)
    if command.context_settings.get("ignore_unknown_options"):  # the parameters of saved questions
        question = catalogue.load().get(words[0] if words else "")
        if question is None and words and not words[0].startswith("-"):
            return None if words[0].isupper() else f"no question {words[0]!r}"
        known |= {f"--{each.name.replace('_', '-')}" for each in question.parameters} if question else set()
    given = [word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)]
    return next((f"{command.name} has no option {name}" for name in given if name not in known), None)


def _options(command: click.Command) -> set[str]:
    return {name for option in command.params for name in (*option.opts, *option.secondary_opts)} | {"--help"}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_command_in_the_docs_is_one(path):
    found = [(" ".join(words), fault(list(words))) for words in commands(path.read_text(encoding="utf-8"))]
    assert [(words, wrong) for words, wrong in found if wrong] == []


def test_commands_are_found_and_faults_told():
    page = "`kg find x`\n```sh\nA=1 kg build a \\\n  --sped 3  # b\nkg read a | kg ask --x && ls\n```\n"
    assert list(commands(page)) == [["build", "a", "--sped", "3"], ["read", "a"], ["ask", "--x"], ["find", "x"]]
    assert fault(["find", "x"]) == "no verb 'find'"
    assert fault(["build", "a", "--sped", "3"]) == "build has no option --sped"
    assert fault(["ask", "who-backs-whom", "--sides", "Peru"]) == "ask has no option --sides"
    assert fault(["ask", "who-backs-whom", "--side", "Peru", "--evidence"]) is None
    assert fault(["wikidata", "diff", "--online"]) is None
