"""The words that speak of time, by class: the alphabet over which `extractors.times.grammar` writes its rules.

A word stands in one class. Words of `CAPITALISED` count only with a capital letter: in small letters "may", "march",
"sat" and "fall" are other words.
"""

from typing import Final


def words(text: str) -> frozenset[str]:
    """The words of a text between blanks, as a set."""
    return frozenset(text.split())


def _list(text: str) -> list[str]:
    return text.split()


_MONTHS = _list("january february march april may june july august september october november december")
_SHORT_MONTHS = _list("jan feb mar apr may jun jul aug sep oct nov dec")
_WEEKDAYS = _list("monday tuesday wednesday thursday friday saturday sunday")

MONTHS: Final[dict[str, int]] = (
    {word: n for n, word in enumerate(_MONTHS, 1)} | {word: n for n, word in enumerate(_SHORT_MONTHS, 1)} | {"sept": 9}
)
"""Month names and their abbreviations: 1 to 12."""

WEEKDAYS: Final[dict[str, int]] = (
    {word: n for n, word in enumerate(_WEEKDAYS, 1)}
    | {f"{word}s": n for n, word in enumerate(_WEEKDAYS, 1)}
    | {word[:3]: n for n, word in enumerate(_WEEKDAYS, 1)}
    | {"tues": 2, "thur": 4, "thurs": 4}
)
"""Weekday names: 1 is Monday, 7 is Sunday, as in ISO 8601."""

SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
"""Season names: their TIMEX3 codes."""

PARTS: Final = {"morning": "MO", "mornings": "MO", "afternoon": "AF", "afternoons": "AF", "evening": "EV",
                "evenings": "EV", "night": "NI", "nights": "NI", "midday": "MI", "lunchtime": "MI", "dawn": "MO",
                "daybreak": "MO", "dusk": "EV", "nightfall": "NI"}  # fmt: skip
"""Parts of the day: their TIMEX3 codes."""

_UNITS = {"second": "seconds", "minute": "minutes", "hour": "hours", "day": "days", "week": "weeks",
          "fortnight": "fortnights", "weekend": "weekends", "month": "months", "quarter": "quarters", "year": "years",
          "decade": "decades", "century": "centuries"}  # fmt: skip
UNITS: Final[dict[str, str]] = (
    {one: one for one in _UNITS}
    | {many: one for one, many in _UNITS.items()}
    | {"hr": "hour", "hrs": "hour", "mins": "minute"}
)
"""Units of time, singular and plural: the singular."""

CLOCK_UNITS: Final = words("second minute hour")

DIGITS: Final = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
                 "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
                 "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}  # fmt: skip
TENS: Final = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SCALES: Final = {"dozen": 12, "hundred": 100, "thousand": 1000}
NUMBERS: Final = DIGITS | TENS | SCALES
"""Number words."""

_ORDINALS = _list(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINALS: Final[dict[str, int]] = {word: n for n, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30}
"""Ordinal words; "twenty-first" is a number word and an ordinal."""

DECADES: Final = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
                  "eighties": 80, "nineties": 90}  # fmt: skip

ADVERBS: Final = {
    **dict.fromkeys(("now", "currently", "nowadays", "presently"), "PRESENT_REF"),
    **dict.fromkeys(("recently", "lately"), "PAST_REF"),
    **dict.fromkeys(("shortly",), "FUTURE_REF"),
}
"""Words that point at the present, past or future and say no more."""

FREQUENCIES: Final = {"hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W",
                      "biweekly": "P2W", "monthly": "P1M", "quarterly": "P3M", "annually": "P1Y",
                      "yearly": "P1Y"}  # fmt: skip
"""Words for a repetition: its period."""

DAYS: Final = {"today": 0, "tonight": 0, "yesterday": -1, "overnight": -1, "tomorrow": 1}
"""Words for a day counted from the day of publication."""

BACK: Final = words("last past previous preceding")
AHEAD: Final = words("next coming upcoming forthcoming following")
"""Words that count one unit back, or ahead."""

CLASSES: Final[dict[str, str]] = {
    "month": " ".join(_MONTHS),
    "shortmonth": " ".join([*(m for m in _SHORT_MONTHS if m != "may"), "sept"]),
    "lowmonth": "",
    "weekday": " ".join(_WEEKDAYS),
    "weekdays": " ".join(f"{word}s" for word in _WEEKDAYS),
    "shortday": "mon tue tues wed thu thur thurs fri sat sun",
    "season": " ".join(SEASONS),
    "part": "morning afternoon evening night midday lunchtime dawn daybreak dusk nightfall",
    "parts": "mornings afternoons evenings nights",
    "yearword": "year",
    "unitword": "minute hour day week fortnight month decade hr",
    "units": "seconds minutes hours days weeks fortnights months years decades centuries hrs mins",
    "century": "century",
    "quarter": "quarter",
    "quarters": "quarters",
    "weekend": "weekend",
    "numberword": " ".join(NUMBERS),
    "ordinalword": " ".join(ORDINALS),
    "decadeword": " ".join(DECADES),
    "dayword": "today tonight yesterday tomorrow overnight",
    "noon": "noon midnight",
    "meridiem": "am pm",
    "zone": "est edt cst cdt mst mdt pst pdt et pt gmt utc bst cet cest msk local",
    "time": "time",
    "adverb": " ".join(ADVERBS),
    "current": "current",
    "recent": "recent",
    "frequency": " ".join(FREQUENCIES),
    "once": "once",
    "times": "twice thrice times",
    "future": "future",
    "past": "past",
    "last": "last",
    "previous": "previous preceding",
    "latest": "latest",
    "next": "next coming upcoming forthcoming",
    "following": "following",
    "this": "this",
    "that": "that same",
    "these": "these",
    "every": "every each",
    "the": "the",
    "a": "a an",
    "of": "of",
    "in": "in",
    "on": "on",
    "at": "at",
    "to": "to",
    "and": "and or",
    "early": "early late mid earlier later",
    "end": "end beginning start middle close turn",
    "ago": "ago",
    "before": "before",
    "after": "after afterwards hence",
    "vague": "several few many some numerous",
    "couple": "couple dozens hundreds thousands",
    "half": "half",
    "approx": "about around nearly almost roughly approximately",
    "more": "more less fewer up",
    "than": "than least most",
    "long": "long",
    "fiscal": "fiscal financial fy",
    "period": "period",
    "holiday": "christmas thanksgiving easter halloween xmas",
    "new": "new",
    "eve": "eve",
    "term": "term",
    "shortly": "near short foreseeable",
    "then": "then",
    "full": "full whole entire",
    "so": "so",
    "kind": "trading business working consecutive straight calendar successive additional",
    "moment": "moment",
    "present": "present",
    "ahead": "ahead",
    "soon": "soon",
    "as": "as",
    "possible": "possible",
    "from": "from",
    "since": "between",
    "until": "until till through",
    "other": "other",
    "feast": "boxing armistice remembrance valentine bastille veterans memorial labor",
    "holy": "good palm maundy",
}
"""Class of words -> the words, in small letters. `lowmonth` is "may", "march" and "august" without their capital."""

LOW_MONTHS: Final = words("may march august")
CAPITALISED: Final = frozenset(
    LOW_MONTHS
    | {"christmas", "easter", "thanksgiving", "halloween"}
    | words("boxing armistice remembrance valentine bastille veterans memorial labor good palm maundy fy")
    | {word for name in ("shortmonth", "shortday") for word in CLASSES[name].split()}
)
"""Words that speak of time only when they begin with a capital letter."""

LIGHT: Final = _list(
    "the a of in on at to and as so more than approx vague couple last previous next following this that every half "
    "kind full early end before after from since until other times hyphen dash "
    "comma dot open close apostrophe day integer decimal"
)
"""Classes that make no time expression alone: the scan passes over words of theirs that lead to nothing else."""
