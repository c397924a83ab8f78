"""Time expressions: what is found, what it is worth, and what is passed over in silence."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extractors.draft import Draft
from extractors.language import parse
from extractors.times import find_times, grammar
from extractors.times.grammar import CODE, classify
from extractors.times.words import CLASSES, LIGHT
from kg.model import Article, Span, Timex

SATURDAY = "2016-04-02"


def read(text: str, day: str | None = SATURDAY, quiet: tuple[Span, ...] = ()) -> list[Timex]:
    """The times of a text."""
    doc = next(iter(parse([text])))
    return find_times(Draft(Article("a", text, date=day), doc, quiet=list(quiet))).times


def values(text: str, day: str | None = SATURDAY) -> list[str]:
    return [t.value for t in read(text, day)]


ABSOLUTE = [
    ("The treaty was signed on October 25, 1989.", "1989-10-25"),
    ("The treaty was signed on Oct. 25, 1989, in Vienna.", "1989-10-25"),
    ("The treaty was signed on 25 October 1989.", "1989-10-25"),
    ("The treaty was signed on the 4th of May 1994.", "1994-05-04"),
    ("The treaty was signed on May 4th, 1994.", "1994-05-04"),
    ("The treaty was signed on Wednesday, 4 May 1994.", "1994-05-04"),
    ("The treaty was signed on Wed, 4 May 1994.", "1994-05-04"),
    ("The treaty was signed on 1994-05-12 in Bishkek.", "1994-05-12"),
    ("The treaty was signed on 10/25/89 in Vienna.", "1989-10-25"),
    ("The treaty was signed on 25/10/1989 in Vienna.", "1989-10-25"),
    ("The treaty was signed on the twenty-first of June 1941.", "1941-06-21"),
    ("The treaty was signed in October 1989.", "1989-10"),
    ("The treaty was signed in late Oct. 1989.", "1989-10"),
    ("The treaty was signed in 1988.", "1988"),
    ("The republic broke away in early 1988.", "1988"),
    ("The republic broke away in mid-1988.", "1988"),
    ("The republic broke away at the end of 1988.", "1988"),
    ("The republic broke away in the year 1988.", "1988"),
    ("The war lasted from nineteen ninety-one.", "1991"),
    ("The plan covers the year two thousand.", "2000"),
    ("the law was signed in may 1994.", "1994-05"),
    ("the law was signed on 5 may 1994.", "1994-05-05"),
    ("Fighting raged in the 1990s.", "199X"),
    ("Fighting raged in the early 1990s.", "199X"),
    ("Fighting raged in the '80s.", "198X"),
    ("Fighting raged in the nineties.", "199X"),
    ("The empire fell in the early 20th century.", "19XX"),
    ("The empire fell in the nineteenth century.", "18XX"),
    ("Sales fell in the third quarter of 1990.", "1990-Q3"),
    ("Sales fell in the first half of 1990.", "1990-H1"),
    ("Spending rose in fiscal 1989.", "1989"),
    ("The offensive began in the summer of 1995.", "1995-SU"),
    ("The offensive began in spring 2015.", "2015-SP"),
    ("They met on New Year's Eve 1994.", "1994-12-31"),
    ("They met on Christmas Day 1991.", "1991-12-25"),
    ("They met on Easter 1998.", "1998-04-12"),
    ("They met in the week of March 7, 2016.", "2016-W10"),
]

RELATIVE = [
    ("The ministers met yesterday.", "2016-04-01"),
    ("The ministers met today.", "2016-04-02"),
    ("The ministers will meet tomorrow.", "2016-04-03"),
    ("The ministers met on Tuesday.", "2016-03-29"),
    ("The ministers will meet on Tuesday.", "2016-04-05"),
    ("The ministers are due to meet on Tuesday.", "2016-04-05"),
    ("The ministers met last Tuesday.", "2016-03-29"),
    ("The ministers will meet next Tuesday.", "2016-04-05"),
    ("The ministers will meet this coming Sunday.", "2016-04-03"),
    ("Troops opened fire on Saturday.", "2016-04-02"),
    ("Troops opened fire on Saturday morning.", "2016-04-02TMO"),
    ("Troops opened fire on Friday night.", "2016-04-01TNI"),
    ("Troops opened fire late Friday.", "2016-04-01"),
    ("Troops opened fire last night.", "2016-04-01TNI"),
    ("Troops opened fire this morning.", "2016-04-02TMO"),
    ("Troops opened fire tonight.", "2016-04-02TNI"),
    ("Troops opened fire overnight.", "2016-04-01TNI"),
    ("Troops withdrew last week.", "2016-W12"),
    ("Troops withdrew this week.", "2016-W13"),
    ("Troops will withdraw next week.", "2016-W14"),
    ("Troops withdrew last month.", "2016-03"),
    ("Troops will withdraw next month.", "2016-05"),
    ("Troops withdrew earlier this month.", "2016-04"),
    ("Troops withdrew last year.", "2015"),
    ("Troops withdrew earlier this year.", "2016"),
    ("Troops will withdraw next year.", "2017"),
    ("Troops will withdraw by the end of the year.", "2016"),
    ("Troops withdrew two weeks ago.", "2016-W11"),
    ("Troops withdrew five months ago.", "2015-11"),
    ("Troops withdrew nearly four years ago.", "2012"),
    ("Troops withdrew a decade ago.", "2006"),
    ("Troops withdrew three days ago.", "2016-03-30"),
    ("Troops will withdraw six months from now.", "2016-10"),
    ("Troops withdrew in October.", "2015-10"),
    ("Troops will withdraw in October.", "2016-10"),
    ("Troops withdrew in January.", "2016-01"),
    ("Troops withdrew last October.", "2015-10"),
    ("Troops withdrew in September of last year.", "2015-09"),
    ("Troops withdrew in mid-February.", "2016-02"),
    ("Troops withdrew on Feb. 17.", "2016-02-17"),
    ("Troops will withdraw on May 9.", "2016-05-09"),
    ("The law takes force effective June 1.", "2016-06-01"),
    ("Troops withdrew on the 4th of March.", "2016-03-04"),
    ("Troops withdrew last summer.", "2015-SU"),
    ("Troops withdrew this spring.", "2016-SP"),
    ("Troops withdrew last winter.", "2015-WI"),
    ("Troops withdrew in the winter.", "2015-WI"),
    ("Troops will withdraw this summer.", "2016-SU"),
    ("Troops will withdraw next summer.", "2016-SU"),
    ("They will meet this century.", "20XX"),
    ("Troops withdrew over the weekend.", "2016-W13-WE"),
    ("Profits fell in the first quarter.", "2016-Q1"),
    ("Profits fell in last year's fourth quarter.", "2015-Q4"),
    ("They met last Christmas.", "2015-12-25"),
    ("They met last Thanksgiving.", "2015-11-26"),
]

CLOCKS = [
    ("Sirens sounded at 15:25 local time.", "2016-04-02T15:25"),
    ("Sirens sounded at 8 a.m. EST.", "2016-04-02T08:00"),
    ("Sirens sounded at 8 pm.", "2016-04-02T20:00"),
    ("Sirens sounded at 12 a.m.", "2016-04-02T00:00"),
    ("Sirens sounded around 7:15 p.m.", "2016-04-02T19:15"),
    ("Sirens sounded at noon.", "2016-04-02T12:00"),
    ("Sirens sounded at midnight Friday.", "2016-04-01T24:00"),
    ("Sirens sounded at 9 a.m. EST Tuesday.", "2016-03-29T09:00"),
    ("Sirens sounded at 5 p.m. on March 6, 2015.", "2015-03-06T17:00"),
    ("Sirens sounded at 4 in the morning.", "2016-04-02T04:00"),
    ("The log says 2016-04-01T23:10 for the first shot.", "2016-04-01T23:10"),
]

LENGTHS = [
    ("The army fired 127 times over 24 hours.", "P1D"),
    ("A bloody three-year war followed.", "P3Y"),
    ("The talks took two decades.", "P20Y"),
    ("It is a decades-long conflict.", "PXY"),
    ("It was a day-long battle.", "P1D"),
    ("They waited for several months.", "PXM"),
    ("They waited for a few days.", "PXD"),
    ("They waited for a couple of weeks.", "P2W"),
    ("They waited for two and a half years.", "P2Y6M"),
    ("They waited for 2 1/2 years.", "P2Y6M"),
    ("They waited for half an hour.", "PT30M"),
    ("They waited for a year and a half.", "P1Y6M"),
    ("They waited for forty-five minutes.", "PT45M"),
    ("They waited for a hundred years.", "P100Y"),
    ("They waited for a year.", "P1Y"),
    ("They waited for years.", "PXY"),
    ("They fought over the centuries.", "PXY"),
    ("They fought for two to three weeks.", "P2W"),
    ("They fought in the past four months.", "P4M"),
    ("They fought in the past year.", "P1Y"),
    ("They fought in recent weeks.", "PXW"),
    ("They will fight in the coming months.", "PXM"),
    ("They fought for five consecutive days.", "P5D"),
]

SETS = [
    ("They meet every day.", "P1D"),
    ("They meet daily.", "P1D"),
    ("They meet annually.", "P1Y"),
    ("They meet twice a week.", "P1W"),
    ("They meet three times a month.", "P1M"),
    ("They meet each Thursday.", "XXXX-WXX-4"),
    ("They meet on Thursdays.", "XXXX-WXX-4"),
    ("They meet every two weeks.", "P2W"),
    ("They meet every morning.", "XXXX-XX-XXTMO"),
    ("It costs 300 dollars a day.", "P1D"),
]

VAGUE = [
    ("They now control the town.", "PRESENT_REF"),
    ("They currently control the town.", "PRESENT_REF"),
    ("The current escalation worries Ankara.", "PRESENT_REF"),
    ("These days nobody controls the town.", "PRESENT_REF"),
    ("Nobody controls the town at the moment.", "PRESENT_REF"),
    ("They recently took the town.", "PAST_REF"),
    ("The town was once held by rebels.", "PAST_REF"),
    ("They fought over it in the past.", "PAST_REF"),
    ("They left several years ago.", "PAST_REF"),
    ("They will soon leave the town.", "FUTURE_REF"),
    ("They may leave in the future.", "FUTURE_REF"),
    ("They may leave in the near future.", "FUTURE_REF"),
    ("They will leave as soon as possible.", "FUTURE_REF"),
]

UNDATED = [
    ("Troops opened fire on Saturday.", "XXXX-WXX-6"),
    ("Troops opened fire on Saturday morning.", "XXXX-WXX-6TMO"),
    ("Troops opened fire in October.", "XXXX-10"),
    ("Troops opened fire on Oct. 25.", "XXXX-10-25"),
    ("Troops opened fire in the third quarter.", "XXXX-Q3"),
    ("Troops opened fire last summer.", "XXXX-SU"),
    ("Troops opened fire yesterday.", "PAST_REF"),
    ("Troops will leave tomorrow.", "FUTURE_REF"),
    ("Troops opened fire today.", "PRESENT_REF"),
    ("Troops opened fire last week.", "PAST_REF"),
    ("Troops will leave next year.", "FUTURE_REF"),
    ("Troops opened fire two weeks ago.", "PAST_REF"),
    ("Troops opened fire last night.", "PAST_REF"),
    ("Troops opened fire at 15:25.", "XXXX-XX-XXT15:25"),
    ("Troops opened fire in 1988.", "1988"),
    ("Troops opened fire for three days.", "P3D"),
]

SILENT = [
    "The minister may resign.",
    "They march towards the border.",
    "It was the second attack on the town.",
    "It was the second of four attacks.",
    "The Sun reported heavy losses.",
    "About 2000 troops crossed the river.",
    "The camp holds 1,200 people.",
    "The fund paid $1990 for it.",
    "Zenit won 2:1 in the final.",
    "He lives at 15 Tverskaya Street.",
    "A six-year-old boy was hurt.",
    "He is 45 years old.",
    "Most are 18 to 24 year olds.",
    "April Glaspie met the president.",
    "Thousands joined the March for Peace.",
    "Aid fell by a quarter of the total.",
    "They sat on the wall, and the wall fell.",
    "The film High Noon was shown.",
    "He told the Daily Mirror so.",
    "Once the war is over, they will return.",
    "Flight MH1701 crashed.",
    "He scored 30 points in Game 3.",
    "They lost by 10 per cent.",
    "The resolution, number 1970, was adopted.",
    "We can do the same.",
    "The soldiers of the 4th brigade left.",
    "",
    " \n\n ",
]


@pytest.mark.parametrize(("text", "value"), ABSOLUTE + RELATIVE + CLOCKS + LENGTHS + SETS + VAGUE)
def test_value(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(("text", "value"), UNDATED)
def test_without_a_date_nothing_is_invented(text: str, value: str) -> None:
    assert values(text, None) == [value]


@pytest.mark.parametrize(("text", "value"), ABSOLUTE)
def test_full_dates_do_not_depend_on_publication(text: str, value: str) -> None:
    assert values(text, "2020-02-29") == values(text, None) == [value]


@pytest.mark.parametrize("text", SILENT)
def test_silence(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They met on Tuesday.", "DATE"),
        ("They met on Tuesday morning.", "TIME"),
        ("They met at noon.", "TIME"),
        ("They met for three days.", "DURATION"),
        ("They meet every day.", "SET"),
        ("They recently met.", "DATE"),
    ],
)
def test_type(text: str, kind: str) -> None:
    assert [t.type for t in read(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("They met on Saturday morning.", "Saturday morning"),
        ("They met in the early 20th century.", "the early 20th century"),
        ("They met on Oct. 25, 1989, in Vienna.", "Oct. 25, 1989"),
        ("They met nearly four years ago.", "nearly four years ago"),
        ("They met at the end of 1994.", "the end of 1994"),
        ("They fired over 24 hours.", "24 hours"),
        ("It took more than three years.", "more than three years"),
    ],
)
def test_extent(text: str, span: str) -> None:
    assert [t.text for t in read(text)] == [span]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("War broke out on 12 May 1992. Three days later the city fell.", ["1992-05-12", "1992-05-15"]),
        ("War broke out in 1992. A year earlier there was peace.", ["1992", "1991"]),
        ("War broke out on 12 May 1992. The next day the city fell.", ["1992-05-12", "1992-05-13"]),
        ("War broke out in 1992. There has been no peace since then.", ["1992", "1992"]),
        ("Profit fell in the third quarter of 1990 from a year earlier.", ["1990-Q3", "1989-Q3"]),
        ("The war of 1991-1994 cost many lives.", ["1991", "1994"]),
        ("It was held from 1988 to 1994.", ["1988", "1994"]),
        ("They met on Monday and Tuesday.", ["2016-03-28", "2016-03-29"]),
    ],
)
def test_dates_count_from_those_named_before(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_hours_count_from_the_hour_of_publication() -> None:
    assert values("Shots were heard two hours ago.", "2016-04-02T01:30:00Z") == ["2016-04-01T23"]
    assert values("Shots were heard two hours ago.") == ["PAST_REF"]


def test_page_furniture_gives_nothing() -> None:
    text = "Read more: the war of 1988\nThe war ended in 1994."
    assert [t.value for t in read(text, quiet=(Span(0, 26),))] == ["1994"]


def test_times_stand_in_order_and_do_not_overlap() -> None:
    times = read("On Saturday morning, 2 April 2016, a three-year truce of the early 1990s ended at 8 a.m. last week.")
    assert len(times) > 3
    assert all(a.end <= b.start for a, b in pairwise(times))


_PIECES = (
    "the a of in on last next this two 2 1990 31 32 99 Feb. February May march Saturday morning week weeks year's ago "
    "later earlier century 20th 0th first quarter half and to 1/2 3 1/0 13:99 25:10 2016-02-30 10/25/89 99/99/99 '90s "
    "a.m. noon - , . : every twice Christmas Day Eve New Year 's decade long old past few several hundred thousand now "
    "since then 0000 9999 999999999999 ½ ² ٣ winter fall spring that the same day before after year January"
)
_TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES.split()), max_size=14).map(" ".join))
_DATES = st.one_of(
    st.none(),
    st.dates().map(date.isoformat),
    st.datetimes().map(lambda d: d.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")),
)


@settings(deadline=None, max_examples=100)
@example("0th quarter", "2000-01-01")
@given(_TEXTS, _DATES)
def test_any_text_and_date_can_be_read(text: str, day: str | None) -> None:
    doc = next(iter(parse([text])))
    times, again = (find_times(Draft(Article("a", text, date=day), doc)).times for _ in range(2))
    assert times == again
    assert all(0 <= t.start < t.end <= len(text) and text[t.start : t.end] == t.text for t in times)
    assert all(a.end <= b.start for a, b in pairwise(times))


@settings(deadline=None, max_examples=300)
@given(_TEXTS)
def test_every_word_is_classified_where_it_stands(text: str) -> None:
    words = classify(text)
    assert len(words.codes) == len(words.starts) == len(words.ends)
    covered = "".join(text[a:b] for a, b in zip(words.starts, words.ends, strict=True))
    assert "".join(covered.split()) == "".join(text.split())


def test_a_word_stands_in_one_class() -> None:
    counts = Counter(word for words in CLASSES.values() for word in words.split())
    assert [word for word, n in counts.items() if n > 1] == []


@given(st.lists(st.sampled_from(LIGHT), min_size=1, max_size=8))
def test_light_words_alone_match_no_rule(names: list[str]) -> None:
    codes = "".join(CODE[name] for name in names)
    assert not any(found.end() for pattern, _ in grammar()._rules if (found := pattern.match(codes)))


def test_the_grammar_is_compiled_once() -> None:
    assert grammar() is grammar()


def test_a_range_of_ordinals() -> None:
    assert values("The fair lasted from 28th May to 3rd June 2015.") == ["2015-05-28", "2015-06-03"]
