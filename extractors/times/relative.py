"""Rules for units of the calendar that are counted from another date: "two weeks ago", "last year", "the quarter"."""

from datetime import date
from typing import Final

from extractors.times.grammar import Phrase, Rule
from extractors.times.lengths import amount_in, unit_in
from extractors.times.scene import Scene, is_ahead
from extractors.times.values import FUTURE, PAST, PRESENT, Value, duration, moved, shifted, steps, value_of
from extractors.times.words import CLOCK_UNITS, words

MACROS: Final = {
    "starting": "(?:<the>?<end><of>)?(?:<the>?<early>(?:<hyphen>|<in>)?)?<the>?",
    "fromnow": "<from><adverb>",
    "back": "<last>|<previous>|<this>?<past>",
    "onward": "<this>?<next>|<following>",
    "here": "<this>|<that>+|<latest>|<current>",
}

_TRADE: Final = 500
"""Characters within which a figure of "a year earlier" is still held against a quarter that was named."""


def _away(base: date | None, unit: str, distance: float, scene: Scene) -> Value:
    """The calendar place so many units from a day; only the direction where the day is unknown."""
    direction = PAST if distance < 0 else FUTURE
    if base is None:
        return "DATE", direction
    if unit in ("decade", "century"):
        unit, distance = "year", distance * (10 if unit == "decade" else 100)
    if unit in CLOCK_UNITS:
        return _clock_away(base, unit, distance, scene) or ("TIME", direction)
    if distance != int(distance) and unit == "year":
        return "DATE", shifted(base, "month", int(distance * 12))
    return "DATE", shifted(base, unit, int(distance))


def _clock_away(base: date, unit: str, distance: float, scene: Scene) -> Value | None:
    if scene.hour is None:
        return None
    minutes = scene.hour[0] * 60 + scene.hour[1] + int(distance * {"hour": 60, "minute": 1, "second": 0}[unit])
    days, rest = divmod(minutes, 24 * 60)
    day = moved(base, "day", days)
    clock = f"{rest // 60:02}" + (f":{rest % 60:02}" if unit != "hour" else "")
    return ("TIME", f"{day.isoformat()}T{clock}") if day else None


def ago(phrase: Phrase, scene: Scene) -> Value | None:
    """ "two weeks ago", "six months from now": counted from the day of publication."""
    unit, amount = unit_in(phrase), amount_in(phrase)
    if amount is None:
        return "DATE", FUTURE if phrase.has("hence") else PAST
    compared = scene.last_within(phrase.start, _TRADE, "quarter")
    if unit == "year" and amount == 1 and compared and not phrase.has("hence"):
        return "DATE", shifted(compared, "quarter", -4)
    return _away(scene.day, unit, amount if phrase.has("hence") else -amount, scene)


def ago_vaguely(phrase: Phrase, scene: Scene) -> Value | None:
    """ "months ago"."""
    return "DATE", PAST


def then(phrase: Phrase, scene: Scene) -> Value | None:
    """ "since then", "until then": the date that was named last."""
    if phrase.before() not in ("since", "until", "till", "by") or not scene.named:
        return None
    day, unit, _ = scene.named[-1]
    return "DATE", value_of(day, unit)


_STOPS: Final = words(", . ; : ) ( ' \" ” ’ — – and but in at from when with on to for as than was were had is") | {""}


def later(phrase: Phrase, scene: Scene) -> Value | None:
    """ "three days later", "a year earlier": counted from the date that was named last."""
    word, unit, amount = phrase.word("way"), unit_in(phrase), amount_in(phrase)
    if word in ("early", "late", "mid", "hence") or (word in ("before", "after") and phrase.after() not in _STOPS):
        return None
    sign = -1 if word in ("before", "earlier") else 1
    if amount is None or (unit in CLOCK_UNITS and scene.hour is None):
        return None
    compared = scene.last_within(phrase.start, _TRADE, "quarter")
    if unit == "year" and amount == 1 and compared:
        return "DATE", shifted(compared, "quarter", 4 * sign)
    anchor = scene.narrated("day" if unit == "week" else unit) or (scene.day if _is_free(sign, scene) else None)
    return _away(anchor, unit, sign * amount, scene)


def _is_free(sign: int, scene: Scene) -> bool:
    """Whether "a day earlier" may count from the day of publication: no story has named another; "later" never may."""
    return sign < 0 and not scene.named


_TOLD: Final = words("following previous preceding that same")


def relative_unit(phrase: Phrase, scene: Scene) -> Value | None:
    """ "last week", "this year", "the next day", "earlier this month"."""
    lead, unit = phrase.get("lead"), unit_in(phrase)
    way = steps(lead)
    definite = "the" in phrase.all()[: phrase.parts["lead"][0] - phrase.first]
    if unit in CLOCK_UNITS:
        return ("DURATION", duration(1, unit)) if definite and way else None
    if "past" in lead and definite:
        return "DURATION", duration(1, unit)
    if scene.day is None and not scene.named:
        return "DATE", (PRESENT, FUTURE, PAST)[way]
    base = scene.day
    if not _TOLD.isdisjoint(lead) or (definite and unit == "day"):
        base = scene.narrated(unit) or (scene.day if way and not scene.named else None)
    elif unit == "quarter" and "latest" in lead and scene.day:
        base = scene.last("quarter") or moved(scene.day, "quarter", -1)
    if base is None and not way:
        return None  # "that day", of which the story names only the year
    if base is None:
        return None if scene.day and not scene.named else ("DATE", (PRESENT, FUTURE, PAST)[way])
    return "DATE", shifted(base, unit, way)


def latest_period(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the quarter", "the latest period": the quarter that was named last, else the one that is under way."""
    base = scene.last("quarter") or scene.day
    if phrase.has("period") and scene.last("quarter") is None and scene.day:
        base = moved(scene.day, "quarter", -1)
    return ("DATE", value_of(base, "quarter")) if base else ("DATE", PRESENT)


def year_ago_period(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the year-ago quarter", "the year-earlier period"."""
    told = scene.last("quarter")
    if told is not None:
        return "DATE", shifted(told, "quarter", -4)
    if scene.day is None:
        return "DATE", PAST
    return "DATE", shifted(scene.day, "year" if phrase.has("period") else "quarter", -1 if phrase.has("period") else -4)


_OF: Final = words("of for in during throughout by over within")


def the_unit(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the end of the year", "for the year", "the weekend": the one that is under way."""
    unit = unit_in(phrase)
    if scene.day is None or unit in (*CLOCK_UNITS, "decade", "century", "fortnight"):
        return None
    if unit == "weekend":
        late = scene.day.isoweekday() < 6 and not is_ahead(scene.syntax.tense(phrase.end - 1))
        return "DATE", shifted(scene.day, "weekend", -1 if late else 0)
    if phrase.before() not in _OF and not phrase.has("end") and phrase.word("lead") == "":
        return None
    if unit == "day":
        return None
    if phrase.after() in ("ended", "ending", "to"):
        return "DURATION", duration(1, unit)
    return "DATE", value_of(scene.day, unit)


def year_end(phrase: Phrase, scene: Scene) -> Value | None:
    """ "year-end", "the month's end"."""
    if phrase.word("stop") not in ("end", "close") or unit_in(phrase) not in ("year", "month", "week", "quarter"):
        return None
    return ("DATE", value_of(scene.day, unit_in(phrase))) if scene.day else ("DATE", PRESENT)


RULES: Final[tuple[Rule[Scene, Value], ...]] = (
    ("<the>?<one><hyphen>?(?:<ago>|<early>)<hyphen>?(?:<quarter>|{period})", year_ago_period),
    ("<the>?<one><hyphen>(?:<ago>|<early>)", year_ago_period),
    ("<count><orso>?<ago>", ago),
    ("{vague:units}<ago>", ago_vaguely),
    ("<count><orso>?{hence:fromnow}", ago),
    ("<count>(?:{way:early}|{way:before}|{way:after})", later),
    ("{one:the}{unit:one}(?:{way:before}|{way:after})", later),
    ("<the>{period:latest}<period>", latest_period),
    ("<starting>(?:{lead:back}|{lead:onward}|{lead:here})<fiscal>?{unit:one}", relative_unit),
    ("<starting><the><fiscal>?<quarter>", latest_period),
    ("{unit:one}(?:<hyphen>|<apostrophe>)?{stop:end}", year_end),
    ("<early>?(?:{end}<of>)?<the><fiscal>?{unit:one}", the_unit),
    ("{lead:early}<in><the>{unit:one}", the_unit),
    ("<the>{end:full}<fiscal>?{unit:one}", the_unit),
    ("<then>", then),
)
