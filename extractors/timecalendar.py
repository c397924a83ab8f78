"""Rules for months, seasons, quarters, years, decades and centuries."""

from typing import Final

from extractors.timegrammar import Phrase, Rule
from extractors.timescene import Scene
from extractors.timevalues import (
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
    season_at,
    shifted,
    steps,
    valid_day,
    value_of,
)
from extractors.timewords import DECADES, MONTHS, SEASONS, words

_SOON: Final = 190
"""Days. A quarter further ahead than this is seldom meant: the one gone by is."""

MACROS: Final = {
    "pre": "(?:<the>?<end><of>)?(?:<the>?<early>(?:<hyphen>|<in>)?)?<the>?",
    "spoken": "<numberword>(?:<hyphen>?<numberword>)?",
    "anyyear": "{year}|{head:numberword}<hyphen>?{tail:spoken}",
    "inyear": "(?:<comma>|<of>)?(?:<fiscal>?<anyyear>|{yearlead:lead}<yearword>)",
}


def _year(phrase: Phrase) -> str | None:
    """The year in figures or as it is spoken ("nineteen ninety-seven")."""
    if phrase.has("year"):
        return phrase.word("year")
    first, rest = number(phrase.get("head")), number(phrase.get("tail"))
    spoken = first in (18, 19, 20) and rest is not None and 10 <= rest <= 99
    return f"{first:.0f}{rest:.0f}" if spoken else None


def month_alone(phrase: Phrase, scene: Scene) -> Value | None:
    """ "October 1989", "last October", "mid-November", "September of last year"."""
    n, lead = MONTHS[phrase.word("month")], phrase.get("lead")
    if phrase.has("year") or phrase.has("head"):
        year = _year(phrase)
        return ("DATE", f"{year}-{n:02}") if year else None
    at = phrase.at("month")
    if phrase.last - phrase.first == 1 and not _is_month(phrase, scene, at):
        return None
    if scene.day is None:
        return "DATE", f"XXXX-{n:02}"
    if phrase.has("yearlead"):
        return "DATE", f"{shifted(scene.day, 'year', steps(phrase.get('yearlead')))[:4]}-{n:02}"
    gap = (scene.day.month - n) % 12
    earlier = moved(scene.day, "month", -gap) or scene.day
    later = moved(scene.day, "month", (12 - gap) % 12) or scene.day
    if "last" in lead or "past" in lead:
        return "DATE", value_of(earlier if gap else moved(scene.day, "year", -1) or earlier, "month")
    if "next" in lead or "coming" in lead:
        return "DATE", value_of(later if gap else moved(scene.day, "year", 1) or later, "month")
    if "this" in lead:
        return "DATE", f"{scene.day.year:04}-{n:02}"
    return "DATE", value_of(nearer(scene.tense(phrase, "month"), earlier, later, scene.day), "month")


def _is_month(phrase: Phrase, scene: Scene, at: int) -> bool:
    """Whether a bare "May", "March", "April" or "June" is the month, not a verb, a procession or somebody's name."""
    if phrase.before() in ("the", "a") and phrase.after() in ("of", "to", "on", "for", "against"):
        return False
    return scene.syntax.tag(at) in ("NNP", "NNPS", "NN") and scene.syntax.label(at) not in (
        "PERSON",
        "ORG",
        "GPE",
        "FAC",
        "WORK_OF_ART",
    )


_SEASON_LEADS: Final = words("in during by until till since of throughout before after through")


def season(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the summer of 1995", "last winter", "this spring"."""
    code, lead = SEASONS[phrase.word("season")], phrase.get("lead")
    if phrase.words.word(phrase.last - 2) == "the" and phrase.before() not in _SEASON_LEADS:
        return None
    if phrase.has("year") or phrase.has("head"):
        year_text = _year(phrase)
        return ("DATE", f"{year_text}-{code}") if year_text else None
    if scene.day is None:
        return "DATE", f"XXXX-{code}"
    if phrase.has("yearlead"):
        return "DATE", f"{shifted(scene.day, 'year', steps(phrase.get('yearlead')))[:4]}-{code}"
    order = ("WI", "SP", "SU", "FA")
    now, then, year = order.index(season_at(scene.day)), order.index(code), scene.day.year
    if ("last" in lead or "past" in lead) and then >= now:
        year -= 1
    if ("next" in lead or "coming" in lead) and then <= now:
        year += 1
    if not lead and then > now and scene.syntax.tense(phrase.end - 1) != "future":
        year -= 1
    return "DATE", f"{year:04}-{code}"


_YEAR_LEADS: Final = words(
    "in since by until till from of during before after through throughout around about early late "
    "mid to between circa fiscal year ( - – and , the"
)
_MONEY: Final = words("$ £ € # no number nos us$ % °")
_MEASURES: Final = words(
    "% percent per km kg miles mile feet meters metres people troops soldiers dollars euros pounds"
)


def year_alone(phrase: Phrase, scene: Scene) -> Value | None:
    """ "1988", "early 1990", "the end of 1994", "fiscal 1989"; a count of things is no year."""
    text = phrase.word("year")
    at = phrase.at("year")
    if phrase.before() in _MONEY or phrase.after() in _MEASURES or _glued(phrase):
        return None
    led = phrase.last - phrase.first > 1 or phrase.before() in _YEAR_LEADS
    counted = scene.syntax.tag(phrase.end + 1) == "NNS" and (text.endswith("00") or not led)
    if (
        counted
        or (not led and not 1800 <= int(text) <= 2100)
        or scene.syntax.label(at) in ("MONEY", "QUANTITY", "PERCENT")
    ):
        return None
    return "DATE", text


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
    year = int(digits) if len(digits) == 4 else full_year(digits, scene.day)
    return "DATE", f"{year // 10:03}X"


def century(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the early 20th century", "this century", "the last century"."""
    nth = ordinal(phrase.get("nth"))
    if nth is not None:
        return "DATE", f"{nth - 1:02}XX"
    if scene.day is None:
        return "DATE", (PRESENT, FUTURE, PAST)[steps(phrase.get("lead"))]
    return "DATE", shifted(scene.day, "century", steps(phrase.get("lead")))


def quarter(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the third quarter", "fiscal second-quarter", "the first half of 1990", "this year's third quarter"."""
    nth, letter = ordinal(phrase.get("nth")), "H" if phrase.has("half") else "Q"
    if nth is None or nth > (2 if letter == "H" else 4):
        return None
    if phrase.has("year") or phrase.has("head"):
        year_text = _year(phrase)
        return ("DATE", f"{year_text}-{letter}{nth}") if year_text else None
    if scene.day is None:
        return "DATE", f"XXXX-{letter}{nth}"
    if phrase.has("yearlead"):
        return "DATE", f"{shifted(scene.day, 'year', steps(phrase.get('yearlead')))[:4]}-{letter}{nth}"
    size = 6 if letter == "H" else 3
    starts = [d for y in (-1, 0, 1) if (d := valid_day(scene.day.year + y, nth * size - size + 1, 1))]
    begun = [d for d in starts if d <= scene.day]
    later = [d for d in starts if (end := moved(d, "month", size)) and end > scene.day]
    future = scene.syntax.tense(phrase.end - 1) == "future" and later and days_apart(scene.day, later[0]) <= _SOON
    year = (later[0] if future or not begun else begun[-1]).year
    return "DATE", f"{year:04}-{letter}{nth}"


def same_quarter(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the 1988 quarter": of the same season as the quarter that was named last."""
    told = scene.last("quarter")
    return ("DATE", f"{phrase.word('year')}{value_of(told, 'quarter')[4:]}") if told else None


def spoken_year(phrase: Phrase, scene: Scene) -> Value | None:
    """ "nineteen ninety-seven", "the year two thousand"."""
    if phrase.has("thousand"):
        return ("DATE", "2000") if phrase.word("head") == "two" and phrase.word("thousand") == "thousand" else None
    year = _year(phrase)
    return ("DATE", year) if year else None


RULES: Final[tuple[Rule[Scene, Value], ...]] = (
    ("<pre>{month:anymonth}<dot>?(?:<comma>|<of>)?<anyyear>", month_alone),
    ("<pre>{lead}?{month}(?:<of>?{yearlead:lead}<yearword>)?", month_alone),
    ("<pre>(?:{lead}{season}|{season}<inyear>)", season),
    ("<the>(?:<early><hyphen>?)?{season}|<early><hyphen>?{season}", season),
    (
        "<pre>(?:{year}<apostrophe>?<fiscal>?|{yearlead:lead}<yearword><apostrophe>)?<fiscal>?{nth}<hyphen>?<quarter><inyear>?",
        quarter,
    ),
    ("<pre>{nth}<half><inyear>", quarter),
    ("<the>?{year}<fiscal>?<quarter>", same_quarter),
    ("<pre>(?:{decade}|<the>{decadeword})", decade),
    ("<pre>(?:{nth}<hyphen>?|{lead})<century>", century),
    ("<pre>(?:<yearword>)?<fiscal>?{year}", year_alone),
    ("<pre>(?:<yearword>)?{head:numberword}<hyphen>?{tail:spoken}", spoken_year),
    ("<the><yearword>{head:numberword}{thousand:numberword}", spoken_year),
)
