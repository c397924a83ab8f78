"""Rules for months, seasons, quarters, years, decades and centuries."""

from datetime import date
from typing import Final

from extractors.times.grammar import Phrase, Rule
from extractors.times.scene import Scene, is_ahead
from extractors.times.values import (
    FUTURE,
    PAST,
    PRESENT,
    Value,
    days_apart,
    full_year,
    moved,
    nearer,
    number,
    ordinal,
    shifted,
    steps,
    valid_day,
    value_of,
)
from extractors.times.words import DECADES, MONTHS, SEASONS, words

_DECADES_FROM: Final = 1900
"""The 1800s are a century, the 1900s and the 2000s ten years."""
_SOON: Final = 190
"""Days. A quarter further ahead than this is seldom meant: the one gone by is."""

MACROS: Final = {
    "pre": "(?:<the>?<end><of>)?(?:<the>?<early>(?:<hyphen>|<in>)?)?<the>?",
    "spoken": "<numberword>(?:<hyphen>?<numberword>)?",
    "anyyear": "{year}|{head:numberword}<hyphen>?{tail:spoken}",
    "inyear": "(?:<comma>|<of>)?(?:<fiscal>?<anyyear>|{shortyear}|{yearlead:lead}<yearword>)",
}


def _spoken(phrase: Phrase, scene: Scene) -> str | None:
    """The year in figures ("1997", "'97") or as it is spoken ("nineteen ninety-seven")."""
    if phrase.has("year"):
        return phrase.word("year")
    if phrase.has("shortyear"):
        return f"{full_year(phrase.word('shortyear')[1:], scene.day):04}"
    first, rest = number(phrase.get("head")), number(phrase.get("tail"))
    spoken = first in (18, 19, 20) and rest is not None and 10 <= rest <= 99
    return f"{first:.0f}{rest:.0f}" if spoken else None


def _said_year(phrase: Phrase, scene: Scene) -> str | None:
    """The year that a phrase names, if only as "last year"; XXXX where nobody can tell; None where the tense may."""
    if (spoken := _spoken(phrase, scene)) is not None:
        return spoken
    if scene.day is None:
        return "XXXX"
    if not phrase.has("yearlead"):
        return None
    return value_of(moved(scene.day, "year", steps(phrase.get("yearlead"))) or scene.day, "year")


def calendar_month(phrase: Phrase, scene: Scene) -> Value | None:
    """ "October 1989", "last October", "mid-November", "September of last year"."""
    n = MONTHS[phrase.word("month")]
    bare = phrase.last - phrase.first == 1 or phrase.all() == ["the", phrase.word("month")]
    if bare and (_is_dated(phrase) or not _is_month(phrase, scene)):
        return None
    if (year := _said_year(phrase, scene)) is not None or scene.day is None:
        return "DATE", f"{year}-{n:02}"
    return "DATE", value_of(_month_led(scene.day, n, phrase, scene), "month")


def _month_led(day: date, n: int, phrase: Phrase, scene: Scene) -> date:
    """A day of the month that "last", "next", "this" or the tense asks for."""
    lead = phrase.get("lead")
    gap = (day.month - n) % 12
    earlier = moved(day, "month", -gap) or day
    later = moved(day, "month", (12 - gap) % 12) or day
    way = steps(lead)
    if way < 0:
        return earlier if gap else moved(day, "year", -1) or earlier
    if way > 0:
        return later if gap else moved(day, "year", 1) or later
    if "this" in lead:
        return earlier if earlier.year == day.year else later
    return nearer(scene.tense(phrase, "month"), earlier, later, day)


_MONTH_LEADS: Final = words("in since until till by from of during before after through to and or early late last next")
_SAID: Final = words("said says told tells added adds warned insisted")
_SURE_LEADS: Final = words("in since until till during last next this early late mid")


def _is_month(phrase: Phrase, scene: Scene) -> bool:
    """Whether a bare "May", "March", "April" or "June" is the month, not a verb, a procession or somebody's name."""
    before = phrase.words.word(phrase.parts["month"][0] - 1)
    if phrase.after() in _SAID:
        return False  # Theresa May
    if before in _SURE_LEADS:
        return scene.syntax.tag(phrase.at("month")) in ("NNP", "NNPS", "NN")
    if before not in _MONTH_LEADS and phrase.after() in ("of", "to", "on", "for", "against"):
        return False
    syntax, at = scene.syntax, phrase.at("month")
    return syntax.tag(at) in ("NNP", "NNPS", "NN") and not syntax.is_named(at) and not syntax.is_speaker(at)


def _is_dated(phrase: Phrase) -> bool:
    """Whether a day follows: "the Sept. 11 attacks"."""
    after = phrase.after(2) if phrase.after() == "." else phrase.after()
    return after.isdecimal() and len(after) < len("2001")


_SEASONS: Final = ("SP", "SU", "FA", "WI")
_SEASON_LEADS: Final = words("in during by until till since of throughout before after through")


def season(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the summer of 1995", "last winter", "this spring"; a winter bears the year in which it begins."""
    code, lead = SEASONS[phrase.word("season")], phrase.get("lead")
    if phrase.words.word(phrase.last - 2) == "the" and phrase.before() not in _SEASON_LEADS:
        return None
    if (year := _said_year(phrase, scene)) is not None or scene.day is None:
        return "DATE", f"{year}-{code}"
    now = scene.day.year * 4 + (scene.day.month - 3) // 3  # seasons since the spring of the year 0
    behind = now - (now - _SEASONS.index(code)) % 4
    way = steps(lead)
    if way < 0:
        found = behind if behind < now else now - 4
    elif way > 0 or (behind < now and ("this" in lead or is_ahead(scene.syntax.tense(phrase.end - 1)))):
        found = behind + 4
    else:
        found = behind
    return "DATE", f"{min(max(found // 4, 1), date.max.year):04}-{code}"


_YEAR_LEADS: Final = words(
    "in since by until till from of during before after through throughout around about early late "
    "mid to between circa fiscal year ( - – and , the"
)
_NUMBERED: Final = words(
    "$ £ € # no number nos us$ % ° section sections resolution resolutions article paragraph decree room route highway "
    "flight type model"
)
_STREETS: Final = words("street avenue road lane boulevard drive square")
_MEASURES: Final = words(
    "% percent per km kg miles mile feet meters metres people troops soldiers dollars euros pounds"
)


def calendar_year(phrase: Phrase, scene: Scene) -> Value | None:
    """ "1988", "early 1990", "the end of 1994", "fiscal 1989"; a count of things is no year."""
    text = phrase.word("year")
    if phrase.before() in _NUMBERED or phrase.after() in _MEASURES or _glued(phrase) or _is_number(phrase):
        return None
    led = phrase.last - phrase.first > 1 or phrase.before() in _YEAR_LEADS
    counted = scene.syntax.tag(phrase.end + 1) == "NNS" and (text.endswith("00") or not led)
    odd = not led and not 1800 <= int(text) <= 2100
    if counted or odd:
        return None
    return "DATE", text


def _is_number(phrase: Phrase) -> bool:
    """Whether it stands in a row of figures ("020 7946 1984", "decree 59-2012") or numbers a house."""
    before = phrase.before(2) if phrase.before() == "-" else phrase.before()
    row = before.isdecimal() and not 1000 <= int(before) < 2200
    return row or any(phrase.after(n) in _STREETS and phrase.is_capital(n) for n in (1, 2, 3))


def _glued(phrase: Phrase) -> bool:
    """Whether the number is part of a longer sign ("MH-1701", "1990/2", "€1990")."""
    text = phrase.words.text
    before, after = text[phrase.start - 1 : phrase.start], text[phrase.end : phrase.end + 1]
    return (bool(before) and not before.isspace() and before not in "(–—-'’\"“‘,[") or after in ("%", "/", "°", "_")


def decade(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the early 1990s", "the '80s", "the nineties"."""
    if phrase.has("decadeword"):
        tens = DECADES[phrase.word("decadeword")]
        return "DATE", f"{full_year(f'{tens:02}', scene.day) // 10:03}X"
    digits = "".join(c for c in phrase.word("decade") if c.isdigit())
    if len(digits) == 4 and digits[2:] == "00" and int(digits) < _DECADES_FROM:
        return "DATE", f"{digits[:2]}XX"
    year = int(digits) if len(digits) == 4 else full_year(digits, scene.day)
    return "DATE", f"{year // 10:03}X"


def century(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the early 20th century", "this century", "the last century"."""
    nth = ordinal(phrase.get("nth"))
    if phrase.has("centuries") and phrase.word("centuries") != "centuries":
        return None
    if nth is not None:
        return ("DATE", f"{nth - 1:02}XX") if nth else None
    if scene.day is None:
        return "DATE", (PRESENT, FUTURE, PAST)[steps(phrase.get("lead"))]
    return "DATE", shifted(scene.day, "century", steps(phrase.get("lead")))


def quarter(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the third quarter", "fiscal second-quarter", "the first half of 1990", "this year's third quarter"."""
    nth, letter = ordinal(phrase.get("nth")), "H" if phrase.has("half") else "Q"
    if nth is None or not 1 <= nth <= (2 if letter == "H" else 4):
        return None
    if (year := _said_year(phrase, scene)) is not None or scene.day is None:
        return "DATE", f"{year}-{letter}{nth}"
    size = 6 if letter == "H" else 3
    starts = [d for y in (-1, 0, 1) if (d := valid_day(scene.day.year + y, nth * size - size + 1, 1))]
    begun = [d for d in starts if d <= scene.day]
    later = [d for d in starts if (end := moved(d, "month", size)) and end > scene.day]
    future = is_ahead(scene.syntax.tense(phrase.end - 1)) and later and days_apart(scene.day, later[0]) <= _SOON
    return "DATE", f"{(later[0] if future or not begun else begun[-1]).year:04}-{letter}{nth}"


def same_quarter(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the 1988 quarter": of the same season as the quarter that was named last."""
    told = scene.last("quarter")
    return ("DATE", f"{phrase.word('year')}{value_of(told, 'quarter')[4:]}") if told else None


def short_year(phrase: Phrase, scene: Scene) -> Value | None:
    """ "since '94"."""
    year = _spoken(phrase, scene) if phrase.before() in _YEAR_LEADS else None
    return ("DATE", year) if year else None


def part_of_year(phrase: Phrase, scene: Scene) -> Value | None:
    """ "Q3 2014", "H1 of fiscal 2016"."""
    year = _said_year(phrase, scene)
    return ("DATE", f"{year}-{phrase.word('yearpart').upper()}") if year else None


def spoken_year(phrase: Phrase, scene: Scene) -> Value | None:
    """ "nineteen ninety-seven", "the year two thousand"."""
    if phrase.has("thousand"):
        return ("DATE", "2000") if phrase.word("head") == "two" and phrase.word("thousand") == "thousand" else None
    year = _spoken(phrase, scene)
    return ("DATE", year) if year else None


RULES: Final[tuple[Rule[Scene, Value], ...]] = (
    ("<pre>{month:anymonth}<dot>?(?:<comma>|<of>)?<anyyear>", calendar_month),
    ("<pre>{month:lowmonth}{year}", calendar_month),
    ("<pre>{lead}?{month}(?:<of>?{yearlead:lead}<yearword>)?", calendar_month),
    ("<pre>(?:{lead}{season}|{season}<inyear>)", season),
    ("<the>(?:<early><hyphen>?)?{season}|<early><hyphen>?{season}", season),
    (
        "<pre>(?:{year}<apostrophe>?<fiscal>?|{yearlead:lead}<yearword><apostrophe>)?<fiscal>?{nth}<hyphen>?<quarter><inyear>?",
        quarter,
    ),
    ("<pre>{nth}{half}<inyear>", quarter),
    ("<the>?{year}<fiscal>?<quarter>", same_quarter),
    ("<pre>(?:{decade}|<the>{decadeword})", decade),
    ("<pre>(?:{nth}<hyphen>?|{lead})<century>", century),
    ("<pre>{nth}(?:<hyphen>?{centuries:units}|(?=<and><the>?<nth><hyphen>?(?:<century>|{centuries:units})))", century),
    ("{yearpart}<inyear>|{year}{yearpart}", part_of_year),
    ("{shortyear}", short_year),
    ("<pre>(?:<yearword>)?<fiscal>?{year}", calendar_year),
    ("<pre>(?:<yearword>)?{head:numberword}<hyphen>?{tail:spoken}", spoken_year),
    ("<the><yearword>{head:numberword}{thousand:numberword}", spoken_year),
)
