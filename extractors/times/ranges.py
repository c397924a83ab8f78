"""Rules for ranges that share a month or a year: "from 3 to 5 May", "May 3-5", "2014–16", "May to June 2016".

The ends of a range are two time expressions; only where figures stand bare does the second end need the first.
"""

from typing import Final

from extractors.times.days import month_day
from extractors.times.grammar import Phrase, Rule
from extractors.times.scene import Scene
from extractors.times.values import Value, ordinal, place, valid_day
from extractors.times.words import MONTHS

RANGE: Final = "/"
"""Stands between the values of a range that one phrase names."""

MACROS: Final = {
    "through": "<hyphen>|<dash>|<to>|<and>|<until>",
    "plainmonth": "{month:shortmonth}<dot>?|{month}",
    "othermonth": "(?:<shortmonth><dot>?|<month>)",
}


def shared_month(phrase: Phrase, scene: Scene) -> Value | None:
    """The "3" of "from 3 to 5 May": only after a word that leads a range, or before a hyphen."""
    if phrase.words.word(phrase.last) == "and" and phrase.before() not in ("between", "on", "both"):
        return None
    day = month_day(phrase, scene)
    return ("DATE", day) if day else None


def shared_year(phrase: Phrase, scene: Scene) -> Value | None:
    """The "May" of "from May to June 2016", the "28 May" of "28 May to 3 June 2016"."""
    n, later = MONTHS[phrase.word("month")], MONTHS[phrase.word("later")]
    year = int(phrase.word("year")) - (n > later)
    if not phrase.has("dayno"):
        return "DATE", f"{year:04}-{n:02}"
    day = valid_day(year, n, ordinal(phrase.get("dayno")) or 0)
    return ("DATE", day.isoformat()) if day else None


def days_of_month(phrase: Phrase, scene: Scene) -> Value | None:
    """ "May 3-5", "May 3 to 5, 2014": both days."""
    first = place(month_day(phrase, scene) or "")
    last = int(phrase.word("until"))
    day = valid_day(first[0].year, first[0].month, last) if first else None
    if first is None or day is None or day <= first[0]:
        return None
    return "DATE", first[0].isoformat() + RANGE + day.isoformat()


def years(phrase: Phrase, scene: Scene) -> Value | None:
    """ "2014–16", "1998-99": both years; "2001-02" with a plain hyphen could be a month."""
    first, tail = int(phrase.word("year")), phrase.word("until")
    last = first // 100 * 100 + int(tail)
    plain = phrase.words.word(phrase.parts["until"][0] - 1) == "-"
    if len(tail) != 2 or last <= first or (plain and int(tail) <= 12 and last != first + 1):
        return None
    return "DATE", f"{first}{RANGE}{last}"


RULES: Final[tuple[Rule[Scene, Value], ...]] = (
    ("<monthday>(?:<hyphen>|<dash>|<to>){until:day}(?:<comma>?{year})?", days_of_month),
    ("<the>?{dayno}(?=<through><the>?<dayno><of>?<plainmonth><comma>?{year}?)", shared_month),
    ("<the>?{dayno}<of>?<plainmonth>(?=<through><the>?<dayno><of>?{later:anymonth}<dot>?<comma>?{year})", shared_year),
    ("<plainmonth>{dayno}(?=<through>{later:anymonth}<dot>?<dayno><comma>?{year})", shared_year),
    ("<plainmonth>(?=<through>(?:<early><hyphen>?)?{later:anymonth}<dot>?(?:<comma>|<of>)?{year})", shared_year),
    ("<the>?{year}(?:<hyphen>|<dash>)(?:{until:day}|{until:integer})", years),
)
