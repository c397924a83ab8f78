"""Rules for days and clock times: "5 p.m. EST, Nov. 6", "last Tuesday", "tonight"."""

import re
from typing import Final

from extractors.times.grammar import CODE, Classified, Phrase, Rule
from extractors.times.scene import Scene, Tense, is_ahead
from extractors.times.values import (
    FUTURE,
    PAST,
    PRESENT,
    Value,
    full_year,
    moved,
    nearer,
    nearest_weekday,
    ordinal,
    place,
    shifted,
    valid_day,
    value_of,
)
from extractors.times.words import DAYS, MONTHS, PARTS, WEEKDAYS, words

MACROS: Final = {
    "unit": "<unitword>|<yearword>",
    "anymonth": "<month>|<shortmonth>",
    "anyday": "<weekday>|<shortday>",
    "nth": "<ordinal>|<ordinalword>|<numberword><hyphen>?<ordinalword>",
    "dayno": "<day>|<nth>",
    "dotted": "{month:shortmonth}<dot>?|{month}",
    "monthday": "(?:<dotted>)<the>?{dayno}(?:<comma>?{year})?",
    "daymonth": "<the>?{dayno}(?:<of>|<hyphen>)?(?:<dotted>)(?:(?:<comma>|<hyphen>)?{year})?",
    "date": "(?:{weekday:anyday}<dot>?<comma>?<the>?)?(?:<monthday>|<daymonth>|<lowdate>|{slash})|{iso}|{byname}",
    "lowdate": "<the>?{dayno}<of>?{month:lowmonth}<comma>?{year}|{month:lowmonth}{dayno}<comma>?{year}",
    "lead": "<last>|<next>|<this>(?:<next>|<past>)?|<past>",
    "dayref": "<date>|(?:<early>)?(?:<the>?{lead})?{weekday}|{dayword}",
    "zoned": "(?:<zone><time>?)",
    "halfday": "{ampm}|{ampm:meridiem}",
    "clocktime": "<approx>?(?:(?:{clock}<halfday>?|{clock:decimal}<halfday>|{hour:day}<halfday>)<zoned>?"
    "|(?:{clock:integer}|{clock:year})<zoned>|{hour:day}<in><the>{part}|{noon})",
}


def _figures(clock: str) -> tuple[int, int]:
    """Hour and minute of "15:25", "3.30" and "0600"; 99 hours where it is none of these."""
    hour, mark, minute = clock.replace(".", ":").partition(":")
    if not mark:
        hour, minute = clock[:-2], clock[-2:]
    good = 1 <= len(hour) <= 2 and len(minute.partition(":")[0]) == 2 and (mark or len(clock) == 4)
    return (int(hour), int(minute[:2])) if good else (99, 0)


def _clock(phrase: Phrase) -> str | None:
    """The clock time of a phrase: "T15:25"."""
    if phrase.has("noon"):
        return "T12:00" if phrase.word("noon") == "noon" else "T24:00"
    hour, minute = _figures(phrase.word("clock")) if phrase.has("clock") else (int(phrase.word("hour")), 0)
    half = phrase.word("ampm")[:1] or {"MO": "a"}.get(
        PARTS.get(phrase.word("part"), ""), "p" if phrase.has("part") else ""
    )
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12 and not phrase.has("clock")):
        return None
    if half == "p" and hour < 12:
        hour += 12
    return f"T{0 if half == 'a' and hour == 12 else hour:02}:{minute:02}"


def _slash(text: str, scene: Scene) -> str | None:
    """The day of "10/25/89", "2015/03/04", "04.03.2015", in the order of the article unless only the other is a date.

    Dots are European and put the day first.
    """
    first, second, third = text.replace(".", "/").split("/")
    if len(first) == len("2015"):
        day = valid_day(int(first), int(second), int(third))
        return day.isoformat() if day else None
    year, month, number = full_year(third, scene.day), int(first), int(second)
    if "." in text or scene.day_first:
        month, number = number, month
    day = valid_day(year, month, number) or valid_day(year, number, month)
    return day.isoformat() if day else None


_MONTHS: Final = 12
_DAY_MONTH: Final = re.compile(f"{CODE['day']}{CODE['of']}?[{CODE['month']}{CODE['shortmonth']}]")
_MONTH_DAY: Final = re.compile(f"[{CODE['month']}{CODE['shortmonth']}]{CODE['dot']}?{CODE['day']}")


def puts_day_first(words: Classified) -> bool:
    """Whether the figures of a text's dates put the day before the month ("25/10/1989"), as American papers do not.

    A figure above 12 decides, else how the text writes dates in words ("5 May", "May 5").
    """
    if CODE["slash"] not in words.codes:
        return False
    dates = (words.word(i).split("/") for i, code in enumerate(words.codes) if code == CODE["slash"])
    for first, second in ((int(d[0]), int(d[1])) for d in dates if len(d) == 3):
        if max(first, second) in range(_MONTHS + 1, 32):
            return first > second
    return len(_DAY_MONTH.findall(words.codes)) > len(_MONTH_DAY.findall(words.codes))


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
    return nearer(tense, behind, ahead, scene.day).isoformat()


def month_day(phrase: Phrase, scene: Scene) -> str | None:
    """The day of a month, in the year that is named or that the tense asks for."""
    month, day = MONTHS[phrase.word("month")], ordinal(phrase.get("dayno"))
    if day is None or valid_day(2000, month, day) is None:
        return None
    if phrase.has("year"):
        found = valid_day(int(phrase.word("year")), month, day)
        return found.isoformat() if found else None
    return _placed(scene, scene.tense(phrase), month, day)


_SEPTEMBER_11: Final = "2001-09-11"
_ATTACKS: Final = words("attacks terrorist terror hijackings")


def _known_attacks(phrase: Phrase) -> str | None:
    """ "the Sept. 11 attacks": no year is needed."""
    the_day = MONTHS[phrase.word("month")] == 9 and ordinal(phrase.get("dayno")) == 11 and not phrase.has("year")
    return _SEPTEMBER_11 if the_day and phrase.after() in _ATTACKS else None


_NICKNAMES: Final = words("black bloody cyber super giving")
_PAPERS: Final = words("times telegraph express mirror mail herald sun star independent")


def _is_named(phrase: Phrase) -> bool:
    """Whether a weekday is part of a name ("Bloody Sunday", "the Sunday Times")."""
    nicknamed = phrase.before() in _NICKNAMES and phrase.is_capital(-1)
    return nicknamed or (phrase.after() in _PAPERS and phrase.is_capital(1))


def _weekday(phrase: Phrase, scene: Scene) -> str | None:
    if _is_named(phrase):
        return None
    n, lead = WEEKDAYS[phrase.word("weekday")], phrase.get("lead")
    if scene.day is None:
        return f"XXXX-WXX-{n}"
    if "last" in lead or "past" in lead:
        return nearest_weekday(moved(scene.day, "day", -1) or scene.day, n, forward=False).isoformat()
    if "next" in lead or "coming" in lead or "upcoming" in lead:
        return nearest_weekday(moved(scene.day, "day", 1) or scene.day, n, forward=True).isoformat()
    forward = is_ahead(scene.tense(phrase, "weekday"))
    return nearest_weekday(scene.day, n, forward).isoformat()


def _day(phrase: Phrase, scene: Scene) -> str | None:
    """The day that a phrase names."""
    if phrase.has("iso"):
        year, month, day = (int(part) for part in phrase.word("iso")[:10].split("-"))
        return phrase.word("iso").upper() if valid_day(year, month, day) else None
    if phrase.has("byname"):
        return _SEPTEMBER_11
    if phrase.has("slash"):
        return _slash(phrase.word("slash"), scene)
    if phrase.has("month"):
        return _known_attacks(phrase) or month_day(phrase, scene)
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
    return ("TIME" if day[10:11] == "T" else "DATE"), day


def small_hours(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the early hours of Tuesday"."""
    day = _day(phrase, scene) if phrase.word("hours") == "hours" else None
    return _at(day, "TMO") if day else None


def week_of_day(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the week of March 6"."""
    found = place(_day(phrase, scene) or "") if phrase.word("week") == "week" else None
    return ("DATE", value_of(found[0], "week")) if found else None


_CLOCK_LEADS: Final = words("at by until till around about since from before after between and to")


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


RULES: Final[tuple[Rule[Scene, Value], ...]] = (
    ("<clocktime>(?:<comma>|<on>)?<dayref>", day_and_time),
    ("<dayref><comma>?<at>?<clocktime>", day_and_time),
    ("<dayref><early>?{part}", day_and_time),
    ("<the>?<early>?{part}<of><dayref>", day_and_time),
    ("<the>?{week:unit}<of><dayref>", week_of_day),
    ("<the>?<early>{hours:units}<of><dayref>", small_hours),
    ("<early>?<dayref>", day_and_time),
    ("<clocktime>", time_alone),
    ("<the>?<early>?(?:{lead:lead}|{lead:following}|{lead:that}|{lead:previous})<early>?{part}", part_of_day),
)
