"""Who is the same: what two ways to write a name share, and the IRIs of those whom an article speaks of.

An IRI follows from the article alone, so that graphs built apart merge by union. What takes several articles to see,
such as which long name an abbreviation stands for, is derived from them (`kg.sameness`).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache

from kg import vocabulary
from kg.iris import PREFIXES, digest, local_name
from kg.model import Entity
from kg.resources import Row, folder, table

_KINDS = ("Person", "Organisation", "Ethnicity", "Conflict", "Office", "Location")
"""One name is one thing within each of these: articles differ on whether the same men are an armed group or a party."""
_CLASS = re.compile(r"[A-Za-z]+")
_NAMED = frozenset({"name", "metonym", "demonym"})

_MARKS = re.compile(r"(?<![\u0400-\u04ff])[\u0300-\u036f]+")
"""Accents, but for those of Cyrillic, where they make other letters."""
_ACCENTS = 10
"""The combining class from which marks are accents and vowel points; those below it are letters, as in Devanagari."""
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ə": "a", "Ə": "A", "æ": "ae", "Æ": "AE"}
    | {"ħ": "h", "Ħ": "H", "þ": "th", "Þ": "TH", "ð": "d", "œ": "oe", "Œ": "OE"}
    | dict.fromkeys("’‘ʻʼʿʾ`´", "'")
)
_INITIAL = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_](?:\.|\b))")
_POSSESSIVE = re.compile(r"'s\b")
_WORD = re.compile(r"\w+")

_USES = ("honorific", "legal-form", "generic")
_ARTICLES = frozenset({"the", "a", "an"})
_PLURAL = re.compile(r".*(?:ist|ista|ian|ean|ite|[dhnqrbkz]i)s")
"""A group by its members ("Houthis", "Maoists"); "Hamas" and "Reuters" are no plurals."""


def words(text: str) -> list[str]:
    """The words of a text or name in small letters, without accents, possessives and the dots of initials.

    Two spellings of a name have the same words: "U.S." and "US", "Türkiye's" and "Turkiye", "Sana'a" and "Sanaa". The
    words of a name that stands in a text stand in the text's words, one after the other.
    """
    folded = _POSSESSIVE.sub("", _folded(text)).replace("'", "")
    return _WORD.findall(_INITIAL.sub(r"\1", folded)) if folded.isascii() else _words_of(_INITIAL.sub(r"\1", folded))


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name but for a leading article: what a person means who decides about it."""
    found = words(name)
    return tuple(found[1:] if len(found) > 1 and found[0] in _ARTICLES else found)


def slug(name: str, kind: str = "") -> str:
    """A name as it ends an IRI: its words, joined by hyphens, without what comes and goes with the writer.

    For a Person these are honorifics and ranks before the name; for an Organisation its legal form behind it, and the
    plural of those it consists of ("Houthis").
    """
    found = list(name_words(name))
    if kind == "Person":
        while len(found) > 1 and found[0] in _told("honorific"):
            del found[0]
    if kind == "Organisation":
        while len(found) > 1 and found[-1] in _told("legal-form"):
            del found[-1]
        if len(found) == 1 and _PLURAL.fullmatch(found[0]):
            found = [found[0][:-1]]
    return "-".join(found) or digest(name)


def kind(cls: str) -> str:
    """The broad kind under which things of a class are told apart by name: Organisation for an ArmedGroup.

    States and places are Locations: what one article takes for a region is another's breakaway state. A class that the
    ontology lacks is a kind by itself.
    """
    found = next((k for k in _KINDS if vocabulary.is_a(cls, k)), cls)
    return found if _CLASS.fullmatch(found) else "Entity"


def is_generic(name: str) -> bool:
    """Whether a name could be that of many ("the Supreme Court"): each article then means its own."""
    generic = _told("generic")
    return all(word in generic for word in name_words(name))


def is_named(e: Entity) -> bool:
    """Whether the article names the entity, and not only describes it ("the rebels", "two men")."""
    return any(m.kind in _NAMED for m in e.mentions) or any(c.isupper() for c in e.name[1:])


def plain(e: Entity) -> str:
    """The IRI of an entity by its item, or its kind and name: the same in all articles."""
    if e.qid:
        return PREFIXES["entity"] + e.qid
    broad = kind(e.type)
    return f"{PREFIXES['entity']}{broad}/{slug(e.name, broad)}"


def is_known(e: Entity) -> bool:
    """Whether another article may speak of the same entity by this name."""
    return e.qid is not None or (is_named(e) and (kind(e.type) == "Person" or not is_generic(e.name)))


def entities(found: Sequence[Entity], article_iri: str) -> dict[str, str]:
    """The IRI of each entity of an article, by its id.

    Who has neither item nor a name of its own ends with the article's key. So do those who share a name within the
    article without being one ("Smith" and another Smith); from the second on they are numbered.
    """
    sharing = Counter(plain(e) for e in found if is_known(e))
    iris: dict[str, str] = {}
    numbered: Counter[str] = Counter()
    for e in found:
        iri = plain(e)
        if not e.qid and (sharing[iri] > 1 or not is_known(e)):
            iri = f"{iri}/{local_name(article_iri)}"
            numbered[iri] += 1
            iri += f"-{numbered[iri]}" if numbered[iri] > 1 else ""
        iris[e.id] = iri
    return iris


@cache
def _told(use: str) -> frozenset[str]:
    """The words of `ontology/lexicon/identity.tsv` with this use."""
    return frozenset(row["word"] for row in _rows() if row["use"] == use)


@cache
def _rows() -> tuple[Row, ...]:
    """The table. Raises DataError with file and line for an unknown use."""
    rows = tuple(table(folder("ontology") / "lexicon" / "identity.tsv", ("word", "use")))
    wrong = next((row for row in rows if row["use"] not in _USES), None)
    if wrong is not None:
        raise wrong.error(f"unknown use {wrong['use']!r}", f"one of {', '.join(_USES)}")
    return rows


def _folded(text: str) -> str:
    if text.isascii():
        return text.casefold()
    composed = unicodedata.normalize("NFKC", text.translate(_LETTERS)).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", composed)))


def _words_of(folded: str) -> list[str]:
    """As `_WORD` has it for ASCII; letters keep the signs that belong to them and lose vowel points."""
    bare = (c for c in folded if unicodedata.combining(c) < _ACCENTS)
    return "".join(c if c.isalnum() or c == "_" or unicodedata.category(c)[0] == "M" else " " for c in bare).split()
