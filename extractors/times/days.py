"""Rules for days and clock times: "5 p.m. EST, Nov. 6", "last Tuesday", "tonight", "Christmas Eve"."""

from typing import Final

from extractors.times.grammar import Phrase, Rule
from extractors.times.scene import Scene, Tense
from extractors.times.values import (
    FUTURE,
    PAST,
    PRESENT,
    Value,
    full_year,
    holiday,
    moved,
    nearer,
    nearest_weekday,
    ordinal,
    place,
    shifted,
    steps,
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
    "monthday": "{month:anymonth}<dot>?<the>?{dayno}(?:<comma>?{year})?",
    "daymonth": "<the>?{dayno}<of>?{month:anymonth}<dot>?(?:<comma>?{year})?",
    "date": "(?:{weekday:anyday}<dot>?<comma>?<the>?)?(?:<monthday>|<daymonth>|<lowdate>|{slash})|{iso}",
    "lowdate": "<the>?{dayno}<of>?{month:lowmonth}<comma>?{year}|{month:lowmonth}{dayno}<comma>?{year}",
    "lead": "<last>|<next>|<this>(?:<next>|<past>)?|<past>",
    "dayref": "<date>|(?:<early>)?(?:<the>?{lead})?{weekday}|{dayword}",
    "zoned": "(?:<zone><time>?)",
    "halfday": "{ampm}|{ampm:meridiem}",
    "clocktime": "<approx>?(?:(?:{clock}<halfday>?|{hour:day}<halfday>)<zoned>?|{hour:day}<in><the>{part}|{noon})",
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


def _slash(text: str, scene: Scene) -> str | None:
    """Month first, as American papers write it, unless only the other order gives a date."""
    first, second, year = text.split("/")
    y = full_year(year, scene.day)
    day = valid_day(y, int(first), int(second)) or valid_day(y, int(second), int(first))
    return day.isoformat() if day else None


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


def _month_day(phrase: Phrase, scene: Scene) -> str | None:
    month, day = MONTHS[phrase.word("month")], ordinal(phrase.get("dayno"))
    if day is None or valid_day(2000, month, day) is None:
        return None
    if phrase.has("year"):
        found = valid_day(int(phrase.word("year")), month, day)
        return found.isoformat() if found else None
    return _placed(scene, scene.tense(phrase), month, day)


def _weekday(phrase: Phrase, scene: Scene) -> str:
    n, lead = WEEKDAYS[phrase.word("weekday")], phrase.get("lead")
    if scene.day is None:
        return f"XXXX-WXX-{n}"
    if "last" in lead or "past" in lead:
        return nearest_weekday(moved(scene.day, "day", -1) or scene.day, n, forward=False).isoformat()
    if "next" in lead or "coming" in lead or "upcoming" in lead:
        return nearest_weekday(moved(scene.day, "day", 1) or scene.day, n, forward=True).isoformat()
    forward = scene.tense(phrase, "weekday") == "future"
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


def feast(phrase: Phrase, scene: Scene) -> Value | None:
    """ "Christmas Eve", "last Thanksgiving", "New Year's Day 1994"."""
    name, lead = phrase.word("holiday"), phrase.get("lead")
    eve = -1 if phrase.has("eve") else 0
    if eve and name == "new":
        name, eve = "old", 0  # the eve of New Year's Day 1995 is New Year's Eve 1994
    if phrase.has("year"):
        day = holiday(name, int(phrase.word("year")))
    elif scene.day is None:
        return None
    else:
        found = [d for y in (-1, 0, 1) if (d := holiday(name, scene.day.year + y))]
        behind, ahead = [d for d in found if d <= scene.day], [d for d in found if d >= scene.day]
        if not behind or not ahead:
            return None
        day = behind[-1] if steps(lead) < 0 else ahead[0] if steps(lead) > 0 else None
        day = day or nearer(scene.tense(phrase), behind[-1], ahead[0], scene.day)
    return ("DATE", shifted(day, "week" if phrase.word("day") == "week" else "day", eve)) if day else None


RULES: Final[tuple[Rule[Scene, Value], ...]] = (
    ("<clocktime>(?:<comma>|<on>)?<dayref>", day_and_time),
    ("<dayref><comma>?<at>?<clocktime>", day_and_time),
    ("<dayref><early>?{part}", day_and_time),
    ("<the>?<early>?{part}<of><dayref>", day_and_time),
    ("<the>?{week:unit}<of><dayref>", week_of_day),
    ("<early>?<dayref>", day_and_time),
    ("<clocktime>", time_alone),
    ("<the>?<early>?(?:{lead:lead}|{lead:following}|{lead:that}|{lead:previous})<early>?{part}", part_of_day),
    ("(?:<the>|{lead:lead})?{holiday}(?:{day:unit}|{eve})?(?:<comma>?{year})?", feast),
    ("{holiday:new}<yearword><apostrophe>(?:<unit>|{eve})<comma>?{year}?", feast),
)
