"""Names of things in the graph. Every IRI follows from what it names, so that graphs built apart merge by union.

Spans of a text are fragments of the article's IRI in the manner of RFC 5147: `…/article/5c1e…#char=842,951`.
"""

import hashlib
import json
import re

from kg.model import Article, Span

HOME = "https://w3id.org/parley/"
PREFIXES = {
    "par": HOME + "ontology#",
    "plover": HOME + "codes#",
    "article": HOME + "article/",
    "claim": HOME + "claim/",
    "entity": HOME + "entity/",
    "graph": HOME + "graph/",
    "proposition": HOME + "proposition/",
    "run": HOME + "run/",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes of every saved query and every dump."""

ENTITIES = PREFIXES["graph"] + "entities"
ONTOLOGY = PREFIXES["graph"] + "ontology"
ORIGINS = PREFIXES["graph"] + "origins"
LEDGER = PREFIXES["graph"] + "ledger"
POSITIONS = PREFIXES["graph"] + "positions"
WIKIDATA = PREFIXES["graph"] + "wikidata"
DESCRIPTION = PREFIXES["graph"] + "description"
PUSHED = PREFIXES["graph"] + "pushed"
"""What `kg push` keeps in a remote store: which graphs are there whole."""
VIEWS = PREFIXES["graph"] + "view/"
LEANINGS, STANDS = HOME + "leaning/", HOME + "stand/"
"""What the nodes of the views `leanings` and `stands` begin with, which the queries of the views make: the SHA-1 of the
IRIs of both parties, and, of a stand, of its way between them, follows."""
ARTICLE_GRAPHS = PREFIXES["graph"] + "article/"
_HOMES = sorted(((home, prefix) for prefix, home in PREFIXES.items()), key=lambda pair: -len(pair[0]))
"""What IRIs begin with, and its prefix: the longest first, of which others are parts."""
_QID = re.compile(re.escape(PREFIXES["entity"]) + r"(Q[1-9]\d*)")
_CHARS = re.compile(r"#char=(\d+),(\d+)$")


def expand(curie: str) -> str:
    """The IRI of `prefix:name`. Raises KeyError for a prefix that PREFIXES lacks."""
    prefix, _, name = curie.partition(":")
    return PREFIXES[prefix] + name


def compact(iri: str) -> str:
    """The IRI with a known prefix for its beginning, where it has one: `wd:Q227`."""
    for home, prefix in _HOMES:
        if iri.startswith(home):
            return f"{prefix}:{iri[len(home) :]}"
    return iri


def local_name(iri: str) -> str:
    """What follows the last `#` or `/`."""
    return re.split(r"[#/]", iri)[-1]


def digest(*parts: object) -> str:
    """16 hexadecimal digits that stand for the parts: strings, numbers, None, and lists of them."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:16]


def article(a: Article) -> str:
    """The IRI of an article: by its address; where it has none by its publisher and text, for a reprint is another."""
    key = a.url or (f"{a.publisher}\n{a.text}" if a.publisher else a.text)
    return PREFIXES["article"] + hashlib.sha256(key.encode()).hexdigest()[:16]


def period(value: str) -> str:
    """The IRI of a time: of "1988/1994" `…/time/1988--1994`, of "1991/.." `…/time/1991--`."""
    return HOME + "time/" + value.replace("..", "").replace("/", "--")


def article_graph(article_iri: str) -> str:
    """The named graph that holds all that was read from an article."""
    return ARTICLE_GRAPHS + local_name(article_iri)


def fingerprint(a: Article) -> str:
    """Sixteen digits over everything that a reader is given: when they change, the article must be read again."""
    return digest(a.text, a.title, a.url, a.publisher, a.date, [[m.start, m.end, m.type, m.qid] for m in a.mentions])


def qid(entity_iri: str) -> str | None:
    """The Wikidata item in an entity's IRI."""
    match = _QID.fullmatch(entity_iri)
    return match[1] if match else None


def chars(article_iri: str, span: Span) -> str:
    """The IRI of a stretch of an article's text."""
    return f"{article_iri}#char={span.start},{span.end}"


def span(chars_iri: str) -> Span:
    """The stretch that `chars` named. Raises ValueError for any other IRI."""
    match = _CHARS.search(chars_iri)
    if match is None:
        raise ValueError(f"{chars_iri} is no stretch of a text")
    return Span(int(match[1]), int(match[2]))
