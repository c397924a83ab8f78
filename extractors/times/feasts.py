"""Rules for feasts whose day is known: "Christmas Eve", "Good Friday", "May Day", "last Thanksgiving"."""

from datetime import date
from typing import Final

from extractors.times.grammar import Phrase, Rule
from extractors.times.scene import Scene
from extractors.times.values import Value, moved, nearer, nearest_weekday, shifted, steps
from extractors.times.words import WEEKDAYS

_FIXED: Final = {
    "christmas": (12, 25), "xmas": (12, 25), "boxing": (12, 26), "halloween": (10, 31), "new": (1, 1), "old": (12, 31),
    "may": (5, 1), "valentine": (2, 14), "bastille": (7, 14), "armistice": (11, 11), "remembrance": (11, 11),
    "veterans": (11, 11),
}  # fmt: skip
_BY_WEEKDAY: Final = {"thanksgiving": (11, 22, 4), "labor": (9, 1, 1), "memorial": (5, 25, 1)}
"""Month, first day that it can be, weekday."""
_BY_EASTER: Final = {"easter": 0, "good": -2, "palm": -7, "maundy": -3}
"""Days from Easter Sunday."""
_HOLY: Final = frozenset((("good", 5), ("palm", 7), ("maundy", 4)))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * shift) // 451
    month, day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday(name: str, year: int) -> date | None:
    """The day of a holiday, by the first word of its name ("old" is New Year's Eve); None where nobody keeps it."""
    if not 1 <= year <= date.max.year:
        return None
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name in _BY_WEEKDAY:
        month, first, weekday = _BY_WEEKDAY[name]
        return nearest_weekday(date(year, month, first), weekday, forward=True)
    return moved(easter(year), "day", _BY_EASTER[name]) if name in _BY_EASTER else None


def feast(phrase: Phrase, scene: Scene) -> Value | None:
    """ "Christmas Eve", "last Thanksgiving", "New Year's Day 1994", "Easter Monday"."""
    name, eve = phrase.word("holiday"), -1 if phrase.has("eve") else 0
    if not _is_feast(name, phrase):
        return None
    if eve and name == "new":
        name, eve = "old", 0  # the eve of New Year's Day 1995 is New Year's Eve 1994
    if not phrase.has("year") and scene.day is None and name in _FIXED and not eve:
        return "DATE", "XXXX-{:02}-{:02}".format(*_FIXED[name])
    day = _kept(name, phrase, scene)
    if day is None:
        return None
    if name == "easter" and phrase.has("weekday"):
        return "DATE", nearest_weekday(moved(day, "day", -3) or day, WEEKDAYS[phrase.word("weekday")], True).isoformat()
    return "DATE", shifted(day, "week" if phrase.word("day") == "week" else "day", eve)


def _is_feast(name: str, phrase: Phrase) -> bool:
    """Whether the words after the name fit it: "Good Friday", no good Monday; "Boxing Day", no boxing year."""
    if phrase.has("weekday") and name != "easter":
        return (name, WEEKDAYS[phrase.word("weekday")]) in _HOLY
    return not phrase.has("day") or phrase.word("day") in ("day", "week")


def _kept(name: str, phrase: Phrase, scene: Scene) -> date | None:
    """The year's day that is named, or that "last", "next" or the tense asks for."""
    if phrase.has("year"):
        return holiday(name, int(phrase.word("year")))
    if scene.day is None:
        return None
    found = [d for y in (-1, 0, 1) if (d := holiday(name, scene.day.year + y))]
    behind, ahead = [d for d in found if d <= scene.day], [d for d in found if d >= scene.day]
    if not behind or not ahead:
        return None
    way = steps(phrase.get("lead"))
    return (
        behind[-1] if way < 0 else ahead[0] if way > 0 else nearer(scene.tense(phrase), behind[-1], ahead[0], scene.day)
    )


RULES: Final[tuple[Rule[Scene, Value], ...]] = (
    ("(?:<the>|{lead})?{holiday}(?:{day:unit}|{eve}|{weekday})?(?:<comma>?{year})?", feast),
    ("{lead}?(?:{holiday:feast}<apostrophe>?{day:unit}|{holiday:holy}{weekday})(?:<comma>?{year})?", feast),
    ("{lead}?{holiday:month}{day:unit}(?:<comma>?{year})?", feast),
    ("{holiday:new}<yearword><apostrophe>(?:<unit>|{eve})<comma>?{year}?", feast),
)
