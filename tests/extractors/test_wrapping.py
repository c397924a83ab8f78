"""Lines broken at a fixed width: read as if they were not, and told as they were given."""

import textwrap
import time

from hypothesis import given
from hypothesis import strategies as st

from extractors import FAST, reader
from extractors.wrapping import unwrapped
from kg.model import Article

STORY = (
    "France has accused Turkey of sending fighters to Azerbaijan, which Ankara denies. The Azerbaijani foreign "
    "minister, Elin Sadigov, said that Armenia had shelled three villages, and that his country would answer in kind."
)


def test_a_wrapped_story_says_what_it_says_in_one_line() -> None:
    wrapped = textwrap.fill(STORY, 60, break_on_hyphens=False)
    one, broken = reader(FAST).read_many([Article("a", STORY), Article("a", wrapped)])
    names = [{e.id: e.name for e in r.entities} for r in (one, broken)]
    told = [
        {(n[c.subject], c.predicate, n.get(c.object or "")) for c in r.claims}
        for n, r in zip(names, (one, broken), strict=True)
    ]
    assert told[0] == told[1] and told[0]
    assert broken.article.text == wrapped
    assert all(m.text == wrapped[m.start : m.end] for e in broken.entities for m in e.mentions)


def test_lines_that_are_not_full_stay() -> None:
    headlines = "Fifty people die as Kenyan planes strike the port city\nRwanda denies arming M23 rebels"
    listed = "\n\n".join(f"{headlines[:n]}\nBy Ana Ruiz in Nairobi" for n in (50, 45, 40, 42))
    short = ("A headline\nThe story begins here and goes on for a while.", "one\ntwo\nthree", "a\n\nb", "")
    for text in (*short, headlines, listed):
        assert unwrapped(text) == text


@given(st.text(alphabet="ab \n.", max_size=300))
def test_only_line_ends_change(text: str) -> None:
    found = unwrapped(text)
    assert len(found) == len(text)
    assert all(a == b or (a == "\n" and b == " ") for a, b in zip(text, found, strict=True))
    assert unwrapped(found) == found or "\n" in found


def test_a_long_line_is_looked_at_once() -> None:
    started = time.process_time()
    unwrapped("word " * 200_000)
    assert time.process_time() - started < 2
