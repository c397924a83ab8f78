"""Rules for places in the calendar: days and clock times, months, seasons, quarters, years, decades, centuries."""

from datetime import date
from typing import Final

from extractors.timegrammar import Phrase, Rule
from extractors.timescene import Scene, Tense
from extractors.timevalues import (
    FUTURE,
    PAST,
    PRESENT,
    days_apart,
    holiday,
    moved,
    nearest_weekday,
    number,
    ordinal,
    place,
    season_at,
    shifted,
    valid_day,
    value_of,
)
from extractors.timewords import DAYS, DECADES, MONTHS, PARTS, SEASONS, WEEKDAYS
from kg.model import TimexType

Value = tuple[TimexType, str]

_FAR: Final = 300
"""Days. A day or month without a year that lies further off than this in the direction of the tense lies the other way."""
_SOON: Final = 190
"""Days. A quarter further ahead than this is seldom meant: the one gone by is."""
_PIVOT: Final = 30
"""'29 is 2029 and '30 is 1930 where the article bears no date."""

MACROS: Final = {
    "unit": "<unitword>|<yearword>",
    "anymonth": "<month>|<shortmonth>",
    "anyday": "<weekday>|<shortday>",
    "nth": "<ordinal>|<ordinalword>|<numberword><hyphen>?<ordinalword>",
    "dayno": "<day>|<nth>",
    "monthday": "{month:anymonth}<dot>?<the>?{dayno}(?:<comma>?{year})?",
    "daymonth": "<the>?{dayno}<of>?{month:anymonth}<dot>?(?:<comma>?{year})?",
    "date": "(?:{weekday:anyday}<dot>?<comma>?<the>?)?(?:<monthday>|<daymonth>)|{iso}|(?:{weekday:anyday}<comma>?)?{slash}",
    "lead": "<last>|<next>|<this>(?:<next>|<past>)?|<past>",
    "dayref": "<date>|(?:<early>)?(?:<the>?{lead})?{weekday}|{dayword}",
    "zoned": "(?:<zone><time>?)",
    "clocktime": "<approx>?(?:{clock}(?:{ampm}|{ampm:meridiem})?<zoned>?|{hour:day}(?:{ampm}|{ampm:meridiem})<zoned>?|{hour:day}<in><the>{part}|{noon})",
    "pre": "(?:<the>?<end><of>)?(?:<the>?<early>(?:<hyphen>|<in>)?)?<the>?",
    "spoken": "<numberword>(?:<hyphen>?<numberword>)?",
    "anyyear": "{year}|{head:numberword}<hyphen>?{tail:spoken}",
    "inyear": "(?:<comma>|<of>)?(?:<fiscal>?<anyyear>|{yearlead:lead}<yearword>)",
}


def _clock(phrase: Phrase) -> str | None:
    """The clock time of a phrase: "T15:25"."""
    if phrase.has("noon"):
        return "T12:00" if phrase.word("noon") == "noon" else "T24:00"
    if phrase.has("clock"):
        hour, minute = (int(part) for part in phrase.word("clock").split(":")[:2])
    else:
        hour, minute = int(phrase.word("hour")), 0
    half = phrase.word("ampm")[:1] or {"MO": "a"}.get(
        PARTS.get(phrase.word("part"), ""), "p" if phrase.has("part") else ""
    )
    if hour > 24 or (half and not 1 <= hour <= 12 and not phrase.has("clock")):
        return None
    if half == "p" and hour < 12:
        hour += 12
    return f"T{0 if half == 'a' and hour == 12 else hour:02}:{minute:02}"


def full_year(digits: str, scene: Scene) -> int:
    """The year of "1998", "89" or "'89": two digits mean the year next to the article's."""
    if len(digits) != 2:
        return int(digits)
    pivot = scene.day.year + 20 if scene.day else 2000 + _PIVOT
    return int(digits) + (pivot - int(digits)) // 100 * 100


def _slash(text: str, scene: Scene) -> str | None:
    """Month first, as American papers write it, unless only the other order gives a date."""
    first, second, year = text.split("/")
    y = full_year(year, scene)
    day = valid_day(y, int(first), int(second)) or valid_day(y, int(second), int(first))
    return day.isoformat() if day else None


_AHEAD: Final = frozenset(["effective", "until", "till", "starting", "beginning"])


def _tense(phrase: Phrase, scene: Scene, offset: int) -> Tense | None:
    """The tense for a day or month without a year: "effective Feb. 1" lies ahead whatever the verb."""
    return "future" if phrase.before() in _AHEAD else scene.tense_at(offset)


def _near(tense: Tense | None, earlier: date, later: date, anchor: date) -> date:
    """Of two candidate days round the anchor, the one that the tense asks for, or the nearer."""
    behind, ahead = days_apart(anchor, earlier), days_apart(anchor, later)
    if tense == "past":
        return earlier if behind <= _FAR else later
    if tense == "future":
        return later if ahead <= _FAR else earlier
    return earlier if behind <= ahead else later


def _placed(scene: Scene, tense: Tense | None, month: int, day: int) -> str:
    """A day without its year."""
    if scene.day is None:
        return f"XXXX-{month:02}-{day:02}"
    years = range(scene.day.year - 8, scene.day.year + 9)
    days = [found for found in (valid_day(y, month, day) for y in years) if found]
    behind = max((d for d in days if d <= scene.day), default=None)
    ahead = min((d for d in days if d >= scene.day), default=None)
    if behind is None or ahead is None:
        return (behind or ahead or scene.day).isoformat()
    return _near(tense, behind, ahead, scene.day).isoformat()


def _month_day(phrase: Phrase, scene: Scene) -> str | None:
    month, day = MONTHS[phrase.word("month")], ordinal(phrase.get("dayno"))
    if day is None or valid_day(2000, month, day) is None:
        return None
    if phrase.has("year"):
        found = valid_day(int(phrase.word("year")), month, day)
        return found.isoformat() if found else None
    return _placed(scene, _tense(phrase, scene, phrase.start), month, day)


def _weekday(phrase: Phrase, scene: Scene) -> str:
    n, lead = WEEKDAYS[phrase.word("weekday")], phrase.get("lead")
    if scene.day is None:
        return f"XXXX-WXX-{n}"
    if "last" in lead or "past" in lead:
        return nearest_weekday(moved(scene.day, "day", -1) or scene.day, n, forward=False).isoformat()
    if "next" in lead or "coming" in lead or "upcoming" in lead:
        return nearest_weekday(moved(scene.day, "day", 1) or scene.day, n, forward=True).isoformat()
    forward = phrase.before() in _AHEAD or scene.tense_at(phrase.words.starts[phrase.parts["weekday"][0]]) == "future"
    return nearest_weekday(scene.day, n, forward).isoformat()


def _day(phrase: Phrase, scene: Scene) -> str | None:
    """The day that a phrase names."""
    if phrase.has("iso"):
        year, month, day = (int(part) for part in phrase.word("iso")[:10].split("-"))
        return phrase.word("iso").upper() if valid_day(year, month, day) else None
    if phrase.has("slash"):
        return _slash(phrase.word("slash"), scene)
    if phrase.has("month"):
        return _month_day(phrase, scene)
    if phrase.has("weekday"):
        return _weekday(phrase, scene)
    steps = DAYS[phrase.word("dayword")]
    if scene.day is None:
        return PAST if steps < 0 else FUTURE if steps > 0 else PRESENT
    return shifted(scene.day, "day", steps)


def _at(day: str, clock: str) -> Value:
    """A day with a clock time or part of the day."""
    if day.endswith("_REF"):
        return ("TIME", f"XXXX-XX-XX{clock}") if clock[1:2].isdigit() else ("TIME", day)
    return "TIME", day[:10] + clock if day[:1].isdigit() else day + clock


def day_and_time(phrase: Phrase, scene: Scene) -> Value | None:
    """ "5 p.m. EST, Nov. 6", "Saturday morning", "tonight"."""
    day = _day(phrase, scene)
    if day is None:
        return None
    if phrase.has("clock") or phrase.has("hour") or phrase.has("noon"):
        clock = _clock(phrase)
        return _at(day, clock) if clock else None
    if phrase.has("part"):
        return _at(day, "T" + PARTS[phrase.word("part")])
    if phrase.word("dayword") in ("tonight", "overnight"):
        return _at(day, "TNI")
    return ("TIME" if "T" in day else "DATE"), day


def week_of_day(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the week of March 6"."""
    found = place(_day(phrase, scene) or "") if phrase.word("week") == "week" else None
    return ("DATE", value_of(found[0], "week")) if found else None


_CLOCK_LEADS: Final = frozenset(["at", "by", "until", "till", "around", "about", "since", "from", "before", "after", "between", "and", "to"])


def time_alone(phrase: Phrase, scene: Scene) -> Value | None:
    """ "15:25", "8 a.m. EST", "noon": on the day that was last named near by, else the day of publication."""
    loose = phrase.has("clock") and phrase.last - phrase.first == 1
    if loose and phrase.before() not in _CLOCK_LEADS:
        return None
    clock = _clock(phrase)
    if clock is None:
        return None
    day = scene.last_within(phrase.start, 150, "day") or scene.day
    return "TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}{clock}"


def part_of_day(phrase: Phrase, scene: Scene) -> Value | None:
    """ "this morning", "last night", "the next morning"."""
    lead, code = phrase.word("lead"), PARTS[phrase.word("part")]
    steps = {"last": -1, "previous": -1, "preceding": -1, "next": 1, "following": 1}.get(lead, 0)
    base = scene.day
    if lead in ("that", "same", "following", "previous", "preceding") or phrase.words.word(phrase.first) == "the":
        base = scene.last("day") or scene.day
    if base is None:
        return "TIME", PAST if steps < 0 else FUTURE if steps > 0 else PRESENT
    return _at(shifted(base, "day", steps), f"T{code}")


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
    at = phrase.words.starts[phrase.parts["month"][0]]
    if phrase.last - phrase.first == 1 and not _is_month(phrase, scene, at):
        return None
    if scene.day is None:
        return "DATE", f"XXXX-{n:02}"
    if phrase.has("yearlead"):
        return "DATE", f"{shifted(scene.day, 'year', _steps(phrase.get('yearlead')))[:4]}-{n:02}"
    gap = (scene.day.month - n) % 12
    earlier = moved(scene.day, "month", -gap) or scene.day
    later = moved(scene.day, "month", (12 - gap) % 12) or scene.day
    if "last" in lead or "past" in lead:
        return "DATE", value_of(earlier if gap else moved(scene.day, "year", -1) or earlier, "month")
    if "next" in lead or "coming" in lead:
        return "DATE", value_of(later if gap else moved(scene.day, "year", 1) or later, "month")
    if "this" in lead:
        return "DATE", f"{scene.day.year:04}-{n:02}"
    return "DATE", value_of(_near(_tense(phrase, scene, at), earlier, later, scene.day), "month")


def _is_month(phrase: Phrase, scene: Scene, at: int) -> bool:
    """Whether a bare "May", "March", "April" or "June" is the month, not a verb, a procession or somebody's name."""
    if phrase.before() in ("the", "a") and phrase.after() in ("of", "to", "on", "for", "against"):
        return False
    return scene.tag_at(at) in ("NNP", "NNPS", "NN") and scene.label_at(at) not in (
        "PERSON",
        "ORG",
        "GPE",
        "FAC",
        "WORK_OF_ART",
    )


def _steps(lead: list[str]) -> int:
    """-1 for "last", 1 for "next", 0 for "this"."""
    return (
        -1
        if {"last", "past", "previous", "preceding"} & set(lead)
        else int(bool({"next", "coming", "following", "upcoming"} & set(lead)))
    )


_SEASON_LEADS: Final = frozenset(["in", "during", "by", "until", "till", "since", "of", "throughout", "before", "after", "through"])


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
        return "DATE", f"{shifted(scene.day, 'year', _steps(phrase.get('yearlead')))[:4]}-{code}"
    order = ("WI", "SP", "SU", "FA")
    now, then, year = order.index(season_at(scene.day)), order.index(code), scene.day.year
    if ("last" in lead or "past" in lead) and then >= now:
        year -= 1
    if ("next" in lead or "coming" in lead) and then <= now:
        year += 1
    if not lead and then > now and scene.tense_at(phrase.end - 1) != "future":
        year -= 1
    return "DATE", f"{year:04}-{code}"


_YEAR_LEADS: Final = frozenset(
    ["in", "since", "by", "until", "till", "from", "of", "during", "before", "after", "through", "throughout", "around", "about", "early", "late", "mid", "to", "between", "circa", "fiscal", "year", "(", "-", "–", "and", ",", "the"]
)
_MONEY: Final = frozenset(["$", "£", "€", "#", "no", "number", "nos", "us$", "%", "°"])
_MEASURES: Final = frozenset(
    ["%", "percent", "per", "km", "kg", "miles", "mile", "feet", "meters", "metres", "people", "troops", "soldiers", "dollars", "euros", "pounds"]
)


def year_alone(phrase: Phrase, scene: Scene) -> Value | None:
    """ "1988", "early 1990", "the end of 1994", "fiscal 1989"; a count of things is no year."""
    text = phrase.word("year")
    at = phrase.words.starts[phrase.parts["year"][0]]
    if phrase.before() in _MONEY or phrase.after() in _MEASURES or _glued(phrase):
        return None
    led = phrase.last - phrase.first > 1 or phrase.before() in _YEAR_LEADS
    counted = scene.tag_at(phrase.end + 1) == "NNS" and (text.endswith("00") or not led)
    if counted or (not led and not 1800 <= int(text) <= 2100) or scene.label_at(at) in ("MONEY", "QUANTITY", "PERCENT"):
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
        return "DATE", f"{full_year(f'{tens:02}', scene) // 10:03}X"
    digits = "".join(c for c in phrase.word("decade") if c.isdigit())
    year = int(digits) if len(digits) == 4 else full_year(digits, scene)
    return "DATE", f"{year // 10:03}X"


def century(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the early 20th century", "this century", "the last century"."""
    nth = ordinal(phrase.get("nth"))
    if nth is not None:
        return "DATE", f"{nth - 1:02}XX"
    if scene.day is None:
        return "DATE", (PRESENT, FUTURE, PAST)[_steps(phrase.get("lead"))]
    return "DATE", shifted(scene.day, "century", _steps(phrase.get("lead")))


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
        return "DATE", f"{shifted(scene.day, 'year', _steps(phrase.get('yearlead')))[:4]}-{letter}{nth}"
    size = 6 if letter == "H" else 3
    starts = [d for y in (-1, 0, 1) if (d := valid_day(scene.day.year + y, nth * size - size + 1, 1))]
    begun = [d for d in starts if d <= scene.day]
    later = [d for d in starts if (end := moved(d, "month", size)) and end > scene.day]
    future = scene.tense_at(phrase.end - 1) == "future" and later and days_apart(scene.day, later[0]) <= _SOON
    year = (later[0] if future or not begun else begun[-1]).year
    return "DATE", f"{year:04}-{letter}{nth}"


def same_quarter(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the 1988 quarter": of the same season as the quarter that was named last."""
    told = scene.last("quarter")
    return ("DATE", f"{phrase.word('year')}{value_of(told, 'quarter')[4:]}") if told else None


def feast(phrase: Phrase, scene: Scene) -> Value | None:
    """ "Christmas Eve", "last Thanksgiving", "New Year's Day 1994"."""
    name, lead = phrase.word("holiday"), phrase.get("lead")
    eve = -1 if phrase.has("eve") else 0
    if phrase.has("year"):
        day = holiday(name, int(phrase.word("year")))
    elif scene.day is None:
        return None
    else:
        found = [d for y in (-1, 0, 1) if (d := holiday(name, scene.day.year + y))]
        behind, ahead = [d for d in found if d <= scene.day], [d for d in found if d >= scene.day]
        if not behind or not ahead:
            return None
        day = behind[-1] if _steps(lead) < 0 else ahead[0] if _steps(lead) > 0 else None
        day = day or _near(_tense(phrase, scene, phrase.start), behind[-1], ahead[0], scene.day)
    return ("DATE", shifted(day, "week" if phrase.word("day") == "week" else "day", eve)) if day else None


def spoken_year(phrase: Phrase, scene: Scene) -> Value | None:
    """ "nineteen ninety-seven", "the year two thousand"."""
    if phrase.has("thousand"):
        return ("DATE", "2000") if phrase.word("head") == "two" and phrase.word("thousand") == "thousand" else None
    year = _year(phrase)
    return ("DATE", year) if year else None


DATE_RULES: Final[tuple[Rule[Scene, Value], ...]] = (
    ("<clocktime>(?:<comma>|<on>)?<dayref>", day_and_time),
    ("<dayref><comma>?<at>?<clocktime>", day_and_time),
    ("<dayref><early>?{part}", day_and_time),
    ("<the>?<early>?{part}<of><dayref>", day_and_time),
    ("<pre>{month:anymonth}<dot>?(?:<comma>|<of>)?<anyyear>", month_alone),
    ("<the>?{week:unit}<of><dayref>", week_of_day),
    ("<early>?<dayref>", day_and_time),
    ("<clocktime>", time_alone),
    ("<the>?<early>?(?:{lead:lead}|{lead:following}|{lead:that}|{lead:previous})<early>?{part}", part_of_day),
    ("(?:<the>|{lead:lead})?{holiday}(?:{day:unit}|{eve})?<comma>?{year}?", feast),
    ("{holiday:new}<yearword><apostrophe>(?:<unit>|{eve})<comma>?{year}?", feast),
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
