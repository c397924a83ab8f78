"""Rules for time that is counted: units of the calendar relative to another date, lengths of time, sets, vague references."""

from datetime import date
from typing import Final

from extractors.timegrammar import Phrase, Rule
from extractors.timescene import Scene
from extractors.timevalues import FUTURE, PAST, PRESENT, duration, moved, number, shifted, unit_of, value_of
from extractors.timewords import ADVERBS, FREQUENCIES, PARTS, WEEKDAYS
from kg.model import TimexType

Value = tuple[TimexType, str]

MACROS: Final = {
    "num": "(?:<day>|<year>|<integer>|<decimal>|<fraction>)<numberword>?|<numberword>(?:<hyphen>?<numberword>)*",
    "some": "{n:num}(?:(?:<to>|<and>|<hyphen>)<num>)?(?:<and><a>{half})?|<a>?{vague}|<a>?{couple}(?:<of>|<more>)?",
    "count": "<some>|{half}<hyphen>?{one:a}?|{one:a}(?:<hyphen>?{half})?|{one:a}{n:num}",
    "one": "<unit>|<quarter>|<weekend>|<century>",
    "anyunit": "<one>|<units>|<quarters>",
    "near": "(?:<approx>|<more><than>|<more><to>)*",
    "andhalf": "(?:<and><a>{half})?",
    "orso": "<and><so>",
    "starting": "(?:<the>?<end><of>)?(?:<the>?<early>(?:<hyphen>|<in>)?)?",
    "before_": "<last>|<previous>|<past>",
    "after_": "<next>|<following>",
}

_CLOCK_UNITS: Final = ("second", "minute", "hour")
_TRADE: Final = 500
"""Characters within which a figure of "a year earlier" is still held against a quarter that was named."""


def _unit(phrase: Phrase) -> str:
    return unit_of(phrase.word("unit"))


def _amount(phrase: Phrase) -> float | None:
    """How many units; None where the text does not say."""
    if phrase.word("couple") == "couple":
        return 2
    if phrase.has("vague") or phrase.has("couple"):
        return None
    half = 0.5 if phrase.has("half") else 0
    if phrase.has("n"):
        return (number(phrase.get("n")) or 0) + half
    return 1 + half if phrase.has("one") and phrase.get("one")[0] == phrase.words.word(phrase.first) else (half or 1)


def _away(base: date | None, unit: str, steps: float | None, scene: Scene) -> Value:
    """The calendar place so many units from a day; only the direction where day or number is unknown."""
    direction = PAST if steps is None or steps < 0 else FUTURE
    if base is None or steps is None:
        return "DATE", direction
    if unit in ("decade", "century"):
        unit, steps = "year", steps * (10 if unit == "decade" else 100)
    if unit in _CLOCK_UNITS:
        return _clock_away(base, unit, steps, scene) or ("TIME", direction)
    whole = int(steps)
    if steps != whole and unit == "year":
        return "DATE", shifted(base, "month", int(steps * 12))
    return "DATE", shifted(base, unit, whole)


def _clock_away(base: date, unit: str, steps: float, scene: Scene) -> Value | None:
    if scene.hour is None:
        return None
    minutes = scene.hour[0] * 60 + scene.hour[1] + int(steps * {"hour": 60, "minute": 1, "second": 0}[unit])
    days, rest = divmod(minutes, 24 * 60)
    day = moved(base, "day", days)
    clock = f"{rest // 60:02}" + (f":{rest % 60:02}" if unit != "hour" else "")
    return ("TIME", f"{day.isoformat()}T{clock}") if day else None


def ago(phrase: Phrase, scene: Scene) -> Value | None:
    """ "two weeks ago", "six months from now": counted from the day of publication."""
    unit, amount = _unit(phrase), _amount(phrase)
    if amount is None:
        return "DATE", FUTURE if phrase.has("hence") else PAST
    compared = scene.last_within(phrase.start, _TRADE, "quarter")
    if unit == "year" and amount == 1 and compared and not phrase.has("hence"):
        return "DATE", shifted(compared, "quarter", -4)
    return _away(scene.day, unit, amount if phrase.has("hence") else -amount, scene)


_STOPS: Final = frozenset(
    [",", ".", ";", ":", ")", "(", "'", '"', "”", "’", "—", "–", "and", "but", "in", "at", "from", "when", "with", "on", "to", "for", "as", "than", "was", "were", "had", "is"]
) | {""}


def ago_vaguely(phrase: Phrase, scene: Scene) -> Value | None:
    """ "months ago"."""
    return "DATE", PAST


def then(phrase: Phrase, scene: Scene) -> Value | None:
    """ "since then", "until then": the date that was named last."""
    if phrase.before() not in ("since", "until", "till", "by") or not scene.named:
        return None
    day, unit, _ = scene.named[-1]
    return "DATE", value_of(day, unit)


def later(phrase: Phrase, scene: Scene) -> Value | None:
    """ "three days later", "a year earlier": counted from the date that was named last."""
    word, unit, amount = phrase.word("way"), _unit(phrase), _amount(phrase)
    if word in ("early", "late", "mid", "hence") or (word in ("before", "after") and phrase.after() not in _STOPS):
        return None
    sign = -1 if word in ("before", "earlier") else 1
    if amount is None or (unit in _CLOCK_UNITS and scene.hour is None):
        return None
    compared = scene.last_within(phrase.start, _TRADE, "quarter")
    if unit == "year" and amount == 1 and compared:
        return "DATE", shifted(compared, "quarter", 4 * sign)
    anchor = scene.last("day") if unit in ("day", "week") else scene.last("day", "month", "year")
    return _away(anchor or scene.day, unit, sign * amount, scene)


def relative_unit(phrase: Phrase, scene: Scene) -> Value | None:
    """ "last week", "this year", "the next day", "earlier this month"."""
    lead, unit = phrase.get("lead"), _unit(phrase)
    back, ahead = (
        {"last", "previous", "preceding", "past"} & set(lead),
        {"next", "coming", "following", "upcoming"} & set(lead),
    )
    steps = -1 if back else 1 if ahead else 0
    definite = "the" in phrase.all()[: phrase.parts["lead"][0] - phrase.first]
    if unit in _CLOCK_UNITS:
        return ("DURATION", duration(1, unit)) if definite and (back or ahead) else None
    if "past" in lead and definite:
        return "DURATION", duration(1, unit)
    base = scene.day
    told = {"following", "previous", "preceding", "that", "same"} & set(lead) or (definite and unit == "day")
    if told:
        base = scene.last("day") if unit == "day" else scene.last()
        base = base or (scene.day if steps else None)
        if base is None and scene.day is not None:
            return None
    if base is None:
        return "DATE", PAST if steps < 0 else FUTURE if steps > 0 else PRESENT
    if unit == "quarter" and "latest" in lead:
        return "DATE", shifted(scene.last("quarter") or moved(base, "quarter", -1) or base, "quarter", 0)
    return "DATE", shifted(base, unit, steps)


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


_OF: Final = frozenset(["of", "for", "in", "during", "throughout", "by", "over", "within"])


def the_unit(phrase: Phrase, scene: Scene) -> Value | None:
    """ "the end of the year", "for the year", "the weekend": the one that is under way."""
    unit = _unit(phrase)
    if scene.day is None or unit in (*_CLOCK_UNITS, "decade", "century", "fortnight"):
        return None
    if unit == "weekend":
        late = scene.day.isoweekday() < 6 and scene.tense_at(phrase.end - 1) != "future"
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
    if phrase.word("stop") not in ("end", "close") or _unit(phrase) not in ("year", "month", "week", "quarter"):
        return None
    return ("DATE", value_of(scene.day, _unit(phrase))) if scene.day else ("DATE", PRESENT)


def week_of(phrase: Phrase, scene: Scene) -> Value | None:
    """ "recent weeks", "coming months", "the weeks ahead", "the past few days"."""
    return "DURATION", duration(_amount(phrase) if phrase.has("n") or phrase.has("couple") else None, _unit(phrase))


_SOMEDAY: Final = frozenset(["will", "would", "may", "might", "could", "can", "should"])


def length(phrase: Phrase, scene: Scene) -> Value | None:
    """ "24 hours", "two decades", "a three-year war"; an age ("six-year-old") is no date of the news."""
    if phrase.words.word(phrase.last) == "old" or phrase.words.word(phrase.last + 1) == "old":
        return None
    unit = _unit(phrase)
    if unit == "quarter" and phrase.after() == "of":
        return None
    if phrase.all() == ["one", "day"] and phrase.before() in _SOMEDAY:
        return "DATE", FUTURE
    text = phrase.words.text
    if text[phrase.start - 1 : phrase.start] in ("$", "£", "€", ".", "-") and phrase.start:
        return None
    return "DURATION", duration(_amount(phrase), unit)


_RATES: Final = frozenset(["once", "twice", "times", "%", "cents", "dollars", "percent", "share"])


def a_unit(phrase: Phrase, scene: Scene) -> Value | None:
    """ "a year": a rate after a number ("$5 a day"), a length after "for", "in", "within", "than" or an adverb of measure."""
    if phrase.words.word(phrase.last) == "old":
        return None
    unit = _unit(phrase)
    before = phrase.before()
    if unit == "quarter" and phrase.after() == "of":
        return None
    if (
        (phrase.after() in ("after", "before")
        and before not in (".", ","))
        or before
        in (
            "for",
            "in",
            "within",
            "than",
            "about",
            "nearly",
            "almost",
            "over",
            "after",
            "least",
            "around",
            "of",
            "only",
        )
    ):
        return "DURATION", duration(1, unit)
    tag = scene.tag_at(phrase.words.starts[phrase.first - 1]) if phrase.first else ""
    if tag in ("NNS", "CD") or before in _RATES:
        return "SET", duration(1, unit)
    return None


_BARE: Final = frozenset(["for", "over", "in", "after", "within", "of", "through", "during", "several"])


def bare_units(phrase: Phrase, scene: Scene) -> Value | None:
    """ "for years", "over the centuries"."""
    lead = phrase.before()
    return ("DURATION", duration(None, _unit(phrase))) if lead in _BARE else None


def long_units(phrase: Phrase, scene: Scene) -> Value | None:
    """ "decades-long", "day-long"."""
    plural = phrase.word("unit").endswith("s")
    return "DURATION", duration(None if plural else 1, _unit(phrase))


def every(phrase: Phrase, scene: Scene) -> Value | None:
    """ "every day", "each Thursday", "every two weeks"."""
    if phrase.has("weekday"):
        return "SET", f"XXXX-WXX-{WEEKDAYS[phrase.word('weekday')]}" + _part_code(phrase)
    if phrase.has("part"):
        return "SET", f"XXXX-XX-XX{_part_code(phrase)}"
    if _unit(phrase) == "quarter":
        return "SET", "P1Q"
    return "SET", duration(number(phrase.get("n")) or 1, _unit(phrase))


def _part_code(phrase: Phrase) -> str:
    return f"T{PARTS[phrase.word('part')]}" if phrase.has("part") else ""


def rate(phrase: Phrase, scene: Scene) -> Value | None:
    """ "twice a week", "three times each month"."""
    return "SET", duration(1, _unit(phrase))


def frequency(phrase: Phrase, scene: Scene) -> Value | None:
    """ "daily", "annually"; no part of a name ("the Daily Telegraph")."""
    if phrase.text[0].isupper() and phrase.first and phrase.before() not in (".", '"', "“"):
        return None
    return "SET", FREQUENCIES[phrase.all()[0]]


def adverb(phrase: Phrase, scene: Scene) -> Value | None:
    """ "now", "currently", "recently": a direction and no more."""
    word = phrase.all()[-1]
    if word == "future" and scene.tag_at(phrase.start) == "JJ":
        return None  # "future payments": of what kind, not when
    if word == "soon" and (phrase.before() == "as" or phrase.after() in ("as", "after")):
        return None
    if word == "shortly" and phrase.after() in ("after", "before"):
        return None
    return "DATE", ADVERBS.get(word) or {"current": PRESENT, "recent": PAST, "soon": FUTURE, "future": FUTURE}[word]


def once(phrase: Phrase, scene: Scene) -> Value | None:
    """ "was once", "the once mighty": not "once the war is over", nor "once a week"."""
    tag = scene.tag_at(phrase.end + 1)
    told = (
        phrase.before() in ("was", "were", "had", "has", "have", "who", "that", "which", "a", "the")
        and phrase.before() != "at"
    )
    return (
        ("DATE", PAST)
        if told and scene.tag_at(phrase.start) == "RB" and tag in ("VBN", "VBD", "JJ", "DT", "RB", "VB")
        else None
    )


def present(phrase: Phrase, scene: Scene) -> Value | None:
    """ "these days", "at the moment", "at present"."""
    return "DATE", PRESENT


def past(phrase: Phrase, scene: Scene) -> Value | None:
    """ "in the past": the noun alone."""
    return ("DATE", PAST) if scene.tag_at(phrase.end - 1) in ("NN", "NNP") else None


def future(phrase: Phrase, scene: Scene) -> Value | None:
    """ "in the future", "the near term", "as soon as possible"."""
    return "DATE", FUTURE


SPAN_RULES: Final[tuple[Rule[Scene, Value], ...]] = (
    ("<these><units>", present),
    ("<at><the>(?:<moment>|<present>)|<at><present>|<the><present>", present),
    ("<as><soon><as><possible>", future),
    ("<the><shortly><hyphen>?(?:<term>|<future>)", future),
    ("<the>?<future>", adverb),
    ("<the>?<one><hyphen>?(?:<ago>|<early>)<hyphen>?(?:<quarter>|{period})", year_ago_period),
    ("<the>?<one><hyphen>(?:<ago>|<early>)", year_ago_period),
    ("<near>(?:<count>)<kind>?{unit:anyunit}<andhalf><orso>?<ago>", ago),
    ("{vague:units}<ago>", ago_vaguely),
    ("<near>(?:<count>)<kind>?{unit:anyunit}<andhalf><orso>?{hence:fromnow}", ago),
    ("<near>(?:<count>)<kind>?{unit:anyunit}<andhalf>(?:{way:early}|{way:before}|{way:after})", later),
    ("{one:the}{unit:one}(?:{way:before}|{way:after})", later),
    (
        "<the>?(?:<last>|<past>|<next>|<latest>|<this>|<previous>|<following>|<ordinalword>)(?:<some>)<kind>?{unit:anyunit}",
        week_of,
    ),
    ("<the>?(?:<recent>|<next>|<past>|<following>|<previous>|<last>)(?:{unit:units}|{unit:quarters})", week_of),
    ("<the>?(?:{unit:units}|{unit:quarters})<ahead>", week_of),
    ("<the>(?:<ordinalword>|<early>){unit:units}", week_of),
    ("<every>{n:num}?{unit:anyunit}", every),
    ("<every>{weekday}{part}?", every),
    ("<every>{part}", every),
    ("<on>?{weekday:weekdays}", every),
    ("<on>?{weekday}{part:parts}", every),
    ("(?:{times}|<once>|<num>{times})(?:<a>|<every>){unit:one}", rate),
    ("<starting>(?:<the>)?(?:{lead:latest}|{lead:current})<fiscal>?{unit:one}", relative_unit),
    ("<the>{period:latest}<period>", latest_period),
    ("<starting>(?:<the>)?(?:{lead:backlead}|{lead:aheadlead}|{lead:nowlead})<fiscal>?{unit:one}", relative_unit),
    ("<starting><the><fiscal>?<quarter>", latest_period),
    ("{unit:one}(?:<hyphen>|<apostrophe>)?{stop:end}", year_end),
    ("<early>?(?:{end}<of>)?<the><fiscal>?{unit:one}", the_unit),
    ("{lead:early}<in><the>{unit:one}", the_unit),
    ("<the>{end:full}<fiscal>?{unit:one}", the_unit),
    ("{unit:anyunit}<hyphen><long>", long_units),
    (
        "<near>(?:<some>|{half}<hyphen>?{one:a}?|{one:a}<hyphen>?{half}|{one:a}{n:num})<hyphen>?<kind>?{unit:anyunit}<andhalf>(?:<hyphen><long>|<period>)?",
        length,
    ),
    ("{one:a}{unit:one}<and><a>{half}", length),
    ("{one:a}{unit:one}(?:<and>(?:<so>|<num>))?", a_unit),
    ("<then>", then),
    ("<the>?(?:{unit:units})", bare_units),
    ("{frequency}", frequency),
    ("<once>", once),
    ("<the><past>", past),
    ("<adverb>|<current>|<recent>|<soon>|<future>", adverb),
)
MACROS |= {
    "fromnow": "<from><adverb>",
    "backlead": "<last>|<previous>|<this>?<past>",
    "aheadlead": "<this>?<next>|<following>",
    "nowlead": "<this>|<that>+",
}
