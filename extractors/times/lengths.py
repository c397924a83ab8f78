"""Rules for lengths of time, sets and vague references: "24 hours", "every Thursday", "recently"."""

from typing import Final

from extractors.times.grammar import Phrase, Rule
from extractors.times.scene import Scene
from extractors.times.values import FUTURE, PAST, PRESENT, Value, duration, number, unit_of
from extractors.times.words import ADVERBS, FREQUENCIES, PARTS, WEEKDAYS, words

MACROS: Final = {
    "num": "(?:<day>|<year>|<integer>|<decimal>|<fraction>)<numberword>?|<numberword>(?:<hyphen>?<numberword>)*",
    "some": "{n:num}(?:(?:<to>|<and>|<hyphen>)<num>)?<plushalf>|<a>?{vague}|<a>?{couple}(?:<of>|<more>)?",
    "plushalf": "(?:<hyphen>?<and><hyphen>?<a><hyphen>?{half})?",
    "howmany": "<some>|{half}<hyphen>?<a>?|<a>(?:<hyphen>?{half})?|<a>{n:num}",
    "count": "<near>(?:<howmany>)<hyphen>?<kind>?{unit:anyunit}<andhalf>",
    "one": "<unit>|<quarter>|<weekend>|<century>",
    "anyunit": "<one>|<units>|<quarters>",
    "near": "(?:<approx>|(?:<more>|<at>)<than>|<more><to>)*",
    "andhalf": "(?:<and><a>{half})?",
    "orso": "<and><so>",
}


def unit_in(phrase: Phrase) -> str:
    """The unit that a phrase counts in."""
    return unit_of(phrase.word("unit"))


def amount_in(phrase: Phrase) -> float | None:
    """How many units a phrase counts; None where the text does not say."""
    if phrase.word("couple") == "couple":
        return 2
    if phrase.has("vague") or phrase.has("couple"):
        return None
    half = 0.5 if phrase.has("half") else 0
    if phrase.has("n"):
        return (number(phrase.get("n")) or 0) + half
    if half and phrase.at("half") < phrase.at("unit"):
        return half
    return None if phrase.word("unit").endswith("s") else 1 + half  # "a decades-long war"


def stretch(phrase: Phrase, scene: Scene) -> Value | None:
    """ "recent weeks", "coming months", "the weeks ahead", "the past few days"."""
    return "DURATION", duration(amount_in(phrase), unit_in(phrase))


_AGES: Final = words("old olds")
_HUSH: Final = words("silence applause")
"""A minute's silence is a rite."""
_SOMEDAY: Final = words("will would may might could can should")


def length(phrase: Phrase, scene: Scene) -> Value | None:
    """ "24 hours", "two decades", "a three-year war"; an age ("six-year-old") is no date of the news."""
    if _AGES & {phrase.after(1), phrase.after(2)} or phrase.after(2) in _HUSH:
        return None
    unit = unit_in(phrase)
    if unit == "quarter" and phrase.after() == "of":
        return None
    if phrase.all() == ["one", "day"] and phrase.before() in _SOMEDAY:
        return "DATE", FUTURE
    text = phrase.words.text
    if text[phrase.start - 1 : phrase.start] in ("$", "£", "€", ".", "-") and phrase.start:
        return None
    return "DURATION", duration(amount_in(phrase), unit)


_LENGTH_LEADS: Final = words("for in within than about nearly almost over after least around of only")
_RATES: Final = words("once twice times % cents dollars percent share")


def a_unit(phrase: Phrase, scene: Scene) -> Value | None:
    """ "a year": a rate after a number ("$5 a day"), a length after "for", "within" and their like."""
    if phrase.after() in _AGES:
        return None
    unit = unit_in(phrase)
    before = phrase.before()
    if unit == "quarter" and phrase.after() == "of":
        return None
    if (phrase.after() in ("after", "before") and before not in (".", ",")) or before in _LENGTH_LEADS:
        return "DURATION", duration(1, unit)
    tag = scene.syntax.tag(phrase.words.starts[phrase.first - 1]) if phrase.first else ""
    if tag in ("NNS", "CD") or before in _RATES:
        return "SET", duration(1, unit)
    return None


_BARE: Final = words("for over in after within of through during several")


def bare_units(phrase: Phrase, scene: Scene) -> Value | None:
    """ "for years", "over the centuries"."""
    lead = phrase.before()
    return ("DURATION", duration(None, unit_in(phrase))) if lead in _BARE else None


def long_units(phrase: Phrase, scene: Scene) -> Value | None:
    """ "decades-long", "day-long"."""
    plural = phrase.word("unit").endswith("s")
    return "DURATION", duration(None if plural else 1, unit_in(phrase))


def every(phrase: Phrase, scene: Scene) -> Value | None:
    """ "every day", "each Thursday", "every two weeks"."""
    if phrase.has("weekday"):
        return "SET", f"XXXX-WXX-{WEEKDAYS[phrase.word('weekday')]}" + _part_code(phrase)
    if phrase.has("part"):
        return "SET", f"XXXX-XX-XX{_part_code(phrase)}"
    if unit_in(phrase) == "quarter":
        return "SET", "P1Q"
    amount = None if phrase.has("vague") else 2 if phrase.has("other") else number(phrase.get("n")) or 1
    return "SET", duration(amount, unit_in(phrase))


def _part_code(phrase: Phrase) -> str:
    return f"T{PARTS[phrase.word('part')]}" if phrase.has("part") else ""


def rate(phrase: Phrase, scene: Scene) -> Value | None:
    """ "twice a week", "three times each month"."""
    return "SET", duration(1, unit_in(phrase))


def frequency(phrase: Phrase, scene: Scene) -> Value | None:
    """ "daily", "annually"; no part of a name ("the Daily Telegraph")."""
    if phrase.text[0].isupper() and phrase.first and phrase.before() not in (".", '"', "“"):
        return None
    return "SET", FREQUENCIES[phrase.all()[0]]


def adverb(phrase: Phrase, scene: Scene) -> Value | None:
    """ "now", "currently", "recently": a direction and no more."""
    word = phrase.all()[-1]
    if word == "future" and scene.syntax.tag(phrase.end - 1) == "JJ":
        return None  # "future payments": of what kind, not when
    if word == "soon" and (phrase.before() == "as" or phrase.after() in ("as", "after")):
        return None
    if word == "shortly" and phrase.after() in ("after", "before"):
        return None
    return "DATE", ADVERBS.get(word) or {"current": PRESENT, "recent": PAST, "soon": FUTURE, "future": FUTURE}[word]


_ONCE_AFTER: Final = words("was were had has have who that which a the")
_ONCE_BEFORE: Final = words("VBN VBD VB JJ DT RB")


def once(phrase: Phrase, scene: Scene) -> Value | None:
    """ "was once", "the once mighty": not "once the war is over", nor "once a week"."""
    formerly = phrase.before() in _ONCE_AFTER and scene.syntax.tag(phrase.start) == "RB"
    return ("DATE", PAST) if formerly and scene.syntax.tag(phrase.end + 1) in _ONCE_BEFORE else None


def present(phrase: Phrase, scene: Scene) -> Value | None:
    """ "these days", "at the moment", "at present"."""
    return "DATE", PRESENT


def past(phrase: Phrase, scene: Scene) -> Value | None:
    """ "in the past": the noun alone."""
    return ("DATE", PAST) if scene.syntax.tag(phrase.end - 1) in ("NN", "NNP") else None


def future(phrase: Phrase, scene: Scene) -> Value | None:
    """ "in the future", "the near term", "as soon as possible"."""
    return "DATE", FUTURE


RULES: Final[tuple[Rule[Scene, Value], ...]] = (
    ("<these><units>", present),
    ("<at><the>(?:<moment>|<present>)|<at><present>|<the><present>", present),
    ("<as><soon><as><possible>", future),
    ("<the><shortly><hyphen>?(?:<term>|<future>)", future),
    ("<the>?<future>", adverb),
    (
        "<the>?(?:<last>|<past>|<next>|<latest>|<this>|<previous>|<following>|<ordinalword>)(?:<some>)<kind>?{unit:anyunit}",
        stretch,
    ),
    ("<the>?(?:<recent>|<next>|<past>|<following>|<previous>|<last>)(?:{unit:units}|{unit:quarters})", stretch),
    ("<the>?(?:{unit:units}|{unit:quarters})<ahead>", stretch),
    ("<the>(?:<ordinalword>|<early>){unit:units}", stretch),
    ("<every>(?:{n:num}|{other}|{vague})?{unit:anyunit}", every),
    ("<every>{weekday}{part}?", every),
    ("<every>{part}", every),
    ("{weekday:weekdays}", every),
    ("{weekday}{part:parts}", every),
    ("(?:{times}|<once>|<num>{times})(?:<a>|<every>){unit:one}", rate),
    ("{unit:anyunit}<hyphen><long>", long_units),
    ("<count>(?:<hyphen><long>|<period>)?", length),
    ("{one:a}{unit:one}<and><a>{half}", length),
    ("{one:a}{unit:one}(?:<and>(?:<so>|<num>))?", a_unit),
    ("<the>?(?:{unit:units})", bare_units),
    ("{frequency}", frequency),
    ("<once>", once),
    ("<the><past>", past),
    ("<adverb>|<current>|<recent>|<soon>|<future>", adverb),
)
