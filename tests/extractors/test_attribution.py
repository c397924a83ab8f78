"""Who says what: golden cases, the lexicon's errors, quotations, and that no text can break it."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.attribution import enclosing, find_attributions
from extractors.attribution.cues import lexicon, load
from extractors.attribution.quotes import find_quotes
from extractors.draft import AttributionDraft, Draft, Entity, Mention
from extractors.language import parse
from extractors.tree import Tree
from kg.errors import DataError
from kg.model import Article, Span
from tests.extractors.conftest import resolved

LIMITS = "attribution-limits"
CASES = sorted((Path(__file__).parents[1] / "cases").glob("attribution*.md"))
SILENT = ("attribution-silence", "attribution-traps")


def draft_of(text: str) -> Draft:
    return Draft(Article("a", text), next(parse([text])))


def read(text: str) -> list[AttributionDraft]:
    return find_attributions(resolved(text)).attributions


def golden() -> Iterator[tuple[str, str, list[str]]]:
    """(name, text, expected lines) of each case: quoted lines are the text, list items what is expected."""
    for path in CASES:
        for section in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            title, _, body = section.partition("\n")
            for number, match in enumerate(re.finditer(r"((?:^>.*\n)+)\n((?:^- .*\n)+|nothing\n)", body, re.MULTILINE)):
                text = "\n".join(line[2:] for line in match[1].splitlines())
                expected = [line[2:] for line in match[2].splitlines() if line.startswith("- ")]
                yield f"{path.stem}: {title} {number + 1}", text, expected


def shown(draft: Draft, a: AttributionDraft) -> str:
    text = draft.text
    source = text[slice(*a.source)] if a.source else "-"
    cue = text[slice(*a.cue)] if a.cue else "-"
    stance = f"{a.stance} (about)" if a.topical else a.stance
    medium = f" | through {draft.entities[a.medium].name}" if a.medium is not None else ""
    return f"{source} | {cue} | {stance} | {' + '.join(text[slice(*c)] for c in a.content)}{medium}"


def limit(name: str) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.xfail(strict=True),) if name.startswith(LIMITS) else ()


@pytest.mark.parametrize(("text", "expected"), [pytest.param(t, e, id=i, marks=limit(i)) for i, t, e in golden()])
def test_golden(text: str, expected: list[str]) -> None:
    draft = find_attributions(resolved(text))
    assert [shown(draft, a) for a in draft.attributions] == expected


def test_every_case_is_read() -> None:
    texts = [text for path in CASES for text in re.findall(r"(?m)(?:^>.*\n)+", path.read_text(encoding="utf-8"))]
    assert len(list(golden())) == len(texts)


def test_half_of_the_cases_are_silence_or_traps() -> None:
    cases = [case for case in golden() if not case[0].startswith(LIMITS)]
    assert len(cases) >= 120
    assert 2 * sum(name.startswith(SILENT) or not expected for name, _, expected in cases) >= len(cases)


def test_quoted_is_told_from_reported() -> None:
    assert [a.quoted for a in read("“We won,” she said. He said they had lost.")] == [True, False]


def test_speaker_is_the_entity_at_the_source() -> None:
    draft = draft_of("The Kremlin said that the truce would hold.")
    mention = Mention(4, 11, "metonym", "State", head=1, entities=[0])
    draft.entities.append(Entity("Russia", "State", mentions=[mention]))
    draft.add_mentions([mention])
    assert [a.speaker for a in find_attributions(draft).attributions] == [0]


def test_speaker_of_a_relative_pronoun_is_its_noun() -> None:
    draft = draft_of("Lavrov, who said that the truce would hold, left at noon.")
    mention = Mention(0, 6, "name", "Person", head=0, entities=[0])
    draft.entities.append(Entity("Lavrov", "Person", mentions=[mention]))
    draft.add_mentions([mention])
    assert [a.speaker for a in find_attributions(draft).attributions] == [0]


def test_speaker_is_unknown_without_entities() -> None:
    assert [
        a.speaker for a in find_attributions(draft_of("The Kremlin said that the truce would hold.")).attributions
    ] == [None]


def test_page_furniture_is_silent() -> None:
    text = "Officials said that the road was open."
    draft = draft_of(text)
    draft.quiet = [Span(0, len(text))]
    assert find_attributions(draft).attributions == []


def test_enclosing_goes_from_the_outside_in() -> None:
    text = "Ethiopia said that Eritrea believed that Sudan had armed the rebels."
    draft = find_attributions(draft_of(text))

    def around(word: str) -> tuple[int, ...]:
        return enclosing(draft, Span(text.index(word), text.index(word) + len(word)))

    assert around("armed") == (0, 1)
    assert around("believed") == (0,)
    assert around("said") == ()


@pytest.mark.parametrize(
    ("text", "word", "voices"),
    [
        ("TASS quoted the minister as saying that the port was shut.", "shut", ["TASS", "the minister"]),
        ("Citing two officials, Reuters reported that the port was shut.", "shut", ["Reuters", "two officials"]),
        ("The port was shut, the agency reported, citing a diplomat.", "shut", ["the agency", "a diplomat"]),
        ("“The port is shut,” Interfax quoted the minister as saying.", "shut", ["Interfax", "the minister"]),
    ],
)
def test_who_relays_stands_outside(text: str, word: str, voices: list[str]) -> None:
    draft = find_attributions(draft_of(text))
    said = enclosing(draft, Span(text.index(word), text.index(word) + len(word)))
    assert [text[slice(*(draft.attributions[n].source or (0, 0)))] for n in said] == voices


def test_enclosing_passes_over_what_is_only_spoken_about() -> None:
    text = "Ukraine condemned the attack on Kharkiv."
    draft = find_attributions(draft_of(text))
    assert enclosing(draft, Span(text.index("attack"), text.index(" on"))) == ()


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("He said “one two” and left.", ["“one two”"]),
        ('"One two," he said. "Three."', ['"One two,"', '"Three."']),
        ("''One two,'' he said.", ["''One two,''"]),
        ("``One two,'' he said.", ["``One two,''"]),
        ("«One two», he said.", ["«One two»"]),
        ("‘We went home at last,’ he said.", ["‘We went home at last,’"]),
        ("The men's and women's teams didn't play.", []),
        ("A 5' 10\" man walked by.", []),
        ("“One two\n\n“Three four,” he said.", ["“One two", "“Three four,”"]),
        ("“One ‘two three four’ five,” he said.", ["“One ‘two three four’ five,”"]),
    ],
)
def test_quotations(text: str, quotes: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text)] == quotes


MARKS = ("“", "”", "„", '"', "'", "''", "``", "«", "»", "‘", "’", "'''")


@pytest.mark.parametrize("mark", [*MARKS, "“ ", '"a ', "“a\n\n", "“a”", "'a b", "“'", "''''a"])
def test_quotations_take_time_in_proportion(mark: str) -> None:
    text = (mark * 100_000)[:100_000]
    started = perf_counter()
    for q in find_quotes(text):
        assert q.end <= len(text)
    assert perf_counter() - started < 10


@given(st.text(alphabet="ab .,:?“”„\"'`«»‘’_\n", max_size=60))
def test_quotations_never_overlap(text: str) -> None:
    ends = 0
    for q in find_quotes(text):
        assert ends <= q.start < q.end <= len(text)
        assert any(c.isalnum() or c == "_" for c in text[q.start : q.end])
        ends = q.end


WORDS = [
    *MARKS,
    "said",
    "called",
    "quoted",
    "citing",
    "as",
    "saying",
    "what",
    "on",
    ",",
    ".",
    ":",
    "\n\n",
    "he",
    "Baku",
    "that",
    "denied",
    "according",
    "to",
    "reports",
    "of",
    "the",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_no_text_breaks_it(words: list[str]) -> None:
    text = " ".join(words)
    for a in read(text):
        assert a.cue is not None
        assert a.content
        assert all(0 <= s.start < s.end <= len(text) for s in (a.cue, *a.content, *([a.source] if a.source else [])))
        assert all(one.end <= other.start for one, other in pairwise(a.content))


def test_the_order_is_that_of_the_text() -> None:
    found = read("He said it was late. She replied that it was not. They agreed that it mattered.")
    places = [a.cue.start for a in found if a.cue]
    assert places == sorted(places)
    assert len(places) >= 3


def test_the_lexicon_loads() -> None:
    assert lexicon()["say", "verb"]["clause"].stance == "asserts"


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("say\tverbal\tasserts\tclause", "part of speech"),
        ("say\tverb\tclaims\tclause", "stance"),
        ("say\tverb\tasserts\tclauses", "complement"),
        ("say\tverb\tasserts\tclause\nsay\tverb\tdenies\tclause", "twice"),
        ("say\tverb\tasserts", "empty"),
    ],
)
def test_a_bad_entry_is_refused_with_its_line(tmp_path: Path, entry: str, complaint: str) -> None:
    path = tmp_path / "speech.tsv"
    path.write_text(f"# cues\nlemma\tpos\tstance\tcomplements\n{entry}\n", encoding="utf-8")
    with pytest.raises(DataError, match=complaint) as refused:
        load(path)
    assert str(refused.value).startswith(f"{path}:{2 + len(entry.splitlines())}:")


@pytest.mark.parametrize("text", ["", "\n", "a", "He said «no»,\n\n  “Yes – it’s fine”  she’d said."])
def test_the_tree_is_the_docs(text: str) -> None:
    doc = next(parse([text]))
    tree = Tree(doc)
    assert tree.starts == [t.idx for t in doc]
    assert tree.ends == [t.idx + len(t) for t in doc]
    assert tree.words == [t.lower_ for t in doc]
    assert tree.heads == [t.head.i for t in doc]
