"""Tables of mappings: what is written is read back, what a person added is kept, what is broken is named."""

from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DataError
from kg.sssom import Line, Sheet, dump, metadata, parse, with_columns

HEAD = metadata("https://x.example/links", "Links", {"wd": "http://www.wikidata.org/entity/"})
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=6).map(str.strip)
names = st.lists(st.sampled_from(["a", "b", "mine", "comment"]), min_size=1, unique=True)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    columns = tuple(draw(names))
    rows = draw(st.lists(st.lists(texts, min_size=len(columns), max_size=len(columns)).filter(any), max_size=3))
    return Sheet(HEAD, columns, tuple(Line("", dict(zip(columns, row, strict=True))) for row in rows))


@settings(deadline=None, max_examples=50)
@given(sheets())
def test_what_is_written_is_read_back(sheet: Sheet) -> None:
    found = parse(dump(sheet), "x.tsv")
    assert (found.metadata, found.columns) == (sheet.metadata, sheet.columns)
    assert [dict(line.cells) for line in found.lines] == [dict(line.cells) for line in sheet.lines]
    assert dump(found) == dump(sheet)


def test_a_line_knows_where_it_stands() -> None:
    found = parse('# license: x\n#\na\tb\n1\t2\n\n3\t"4\n5"\n6\n', "x.tsv")
    assert [(line.where, line["a"], line["b"]) for line in found.lines] == [
        ("x.tsv:4", "1", "2"), ("x.tsv:6", "3", "4\n5"), ("x.tsv:8", "6", ""),
    ]  # fmt: skip


def test_columns_are_added_behind() -> None:
    sheet = with_columns(Sheet("", ("a", "mine"), (Line("", MappingProxyType({"a": "1", "mine": "2"})),)), ("b", "a"))
    assert dump(sheet) == "a\tmine\tb\n1\t2\t\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [("", r"x\.tsv:1: the line of column names is missing"), ("# a\n", r"x\.tsv:2: the line of column names"),
     ("a\ta\n", r"x\.tsv:1: the column 'a' is named twice"), ("a\n1\t2\n", r"x\.tsv:2: 2 cells where there are 1"),
     ('a\n1\n"2\n', r"x\.tsv:3: not TSV: .*quotes must be closed")],
)  # fmt: skip
def test_a_broken_table_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(DataError, match=told):
        parse(text, "x.tsv")
