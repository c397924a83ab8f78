"""The border to RDF: a reading becomes quads, and quads become the same reading again.

Everything that is read from an article stands in one named graph, `graph/article/<id>`:

- the article itself (title, date, publisher, text) and the run that read it;
- a *referent* for each entity spoken of, with its name here, where it is mentioned, and the entity it refers to;
- time expressions and *utterances* (stretches of text that report speech);
- claims, each with its attributions: depth 1 is whoever makes the claim, depth 2 whoever tells that they did;
- the times of the claims, as instants and intervals of OWL-Time.

There are no blank nodes: sorted N-Quads of equal graphs are equal.
"""

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any, get_args

import pyoxigraph as ox

from kg import identity, iris, origins, reasons, vocabulary
from kg.derived import vocabulary_digest
from kg.invisible import visible
from kg.model import Article, Attribution, Claim, Entity, Mention, MentionKind, Reading, Span, Timex
from kg.passages import sentence_around
from kg.periods import bounds
from kg.terms import Term, decimal, node, text, time

Said = tuple[str, Term | None]
"""A property (as a CURIE) and its value; None says nothing."""


def reader_version() -> str:
    """The version of the reader, as it goes into the graph."""
    return f"parley-kg {version('parley-kg')}"


def run_iri(reader: str) -> str:
    """The run that read an article: what read it and with which vocabulary, never when."""
    return iris.PREFIXES["run"] + iris.digest(reader, vocabulary_digest())


def to_quads(reading: Reading, reader: str | None = None) -> Iterator[ox.Quad]:
    """The quads of the reading's named graph. `reader` names the reader and its version; by default Parley's own."""
    return _Writer(reading, reader or reader_version()).quads()


def to_nquads(reading: Reading, reader: str | None = None) -> bytes:
    """The same as N-Quads."""
    return ox.serialize(to_quads(reading, reader), format=ox.RdfFormat.N_QUADS) or b""


class _Writer:
    """Knows the IRIs of one article while its quads are written."""

    def __init__(self, reading: Reading, reader: str) -> None:
        self.reading, self.reader = reading, reader
        self.article = iris.article(reading.article)
        self.graph = ox.NamedNode(iris.article_graph(self.article))
        self.entities = {e: ox.NamedNode(i) for e, i in identity.entities(reading.entities, self.article).items()}

    def quads(self) -> Iterator[ox.Quad]:
        r = self.reading
        yield from self._say(self.article, self._about_article(r.article))
        yield from self._say(run_iri(self.reader), self._about_run())
        for e in r.entities:
            yield from self._say(f"{self.article}#{e.id}", self._about_referent(e))
        for n, t in enumerate(r.times):
            yield from self._say(f"{self.article}#t{n}", self._about_time(t))
        for n, a in enumerate(r.attributions):
            yield from self._say(f"{self.article}#a{n}", self._about_utterance(a))
        claims = self._claims()
        for claim, c in claims.items():
            yield from self._claim(claim, c)
        for value in sorted({c.time for c in claims.values() if c.time}):
            yield from self._period(value)

    def _say(self, subject: str, said: Iterable[Said]) -> Iterator[ox.Quad]:
        about = ox.NamedNode(subject)
        return (ox.Quad(about, node(curie), value, self.graph) for curie, value in said if value is not None)

    def _about_article(self, a: Article) -> Iterator[Said]:
        yield "rdf:type", node("schema:NewsArticle")
        yield "dcterms:identifier", text(a.id)
        yield "dcterms:title", text(a.title)
        yield "dcterms:publisher", text(a.publisher)
        yield "dcterms:source", text(a.source)
        yield "dcterms:date", time(a.date[:10]) if a.date else None
        yield "schema:datePublished", text(a.date) if a.date and len(a.date) > 10 else None
        yield "schema:url", text(a.url)
        yield "schema:articleBody", text(a.text)
        yield "par:fingerprint", text(iris.fingerprint(a))
        yield "par:signature", text(origins.signature(a.text))
        yield "par:agency", text(origins.agency(a.text, a.publisher))
        yield "prov:wasGeneratedBy", ox.NamedNode(run_iri(self.reader))

    def _about_run(self) -> Iterator[Said]:
        yield "rdf:type", node("prov:Activity")
        yield "par:readerVersion", text(self.reader)
        yield "par:vocabularyDigest", text(vocabulary_digest())

    def _about_referent(self, e: Entity) -> Iterator[Said]:
        yield "rdf:type", node("par:Referent")
        yield "dcterms:identifier", text(e.id)
        yield "par:refersTo", self.entities[e.id]
        yield "skos:prefLabel", text(e.name)
        for name in sorted({visible(m.text) for m in e.mentions if m.kind == "name"} - {e.name}):
            yield "skos:altLabel", text(name)
        yield "par:entityType", node(f"par:{vocabulary.entity_class(e.type)}")
        yield "par:linkScore", decimal(e.score) if e.qid else None
        yield "prov:wasDerivedFrom", ox.NamedNode(self.article)
        for m in e.mentions:
            yield f"par:{m.kind}At", self._chars(Span(m.start, m.end))

    def _about_time(self, t: Timex) -> Iterator[Said]:
        yield "rdf:type", node("par:TimeExpression")
        yield "par:at", self._chars(Span(t.start, t.end))
        yield "par:timexType", text(t.type)
        yield "par:timexValue", text(t.value)
        yield "prov:wasDerivedFrom", ox.NamedNode(self.article)

    def _about_utterance(self, a: Attribution) -> Iterator[Said]:
        yield "rdf:type", node("par:Utterance")
        yield "par:sourceAt", self._chars(a.source)
        yield "par:cueAt", self._chars(a.cue)
        for content in a.content:
            yield "par:contentAt", self._chars(content)
        yield from self._saying(a)
        yield "prov:wasDerivedFrom", ox.NamedNode(self.article)

    def _saying(self, a: Attribution) -> Iterator[Said]:
        yield "par:source", self._entity(a.source_entity)
        yield "par:medium", self._entity(a.medium_entity)
        yield "par:stance", node(f"par:{a.stance}")
        yield "par:quoted", ox.Literal(a.quoted)

    def _claims(self) -> dict[str, Claim]:
        """The claims by IRI: of two that are the same once their entities have IRIs, the surer one stays."""
        claims: dict[str, Claim] = {}
        for c in self.reading.claims:
            claim = self._claim_iri(c)
            if claim not in claims or claims[claim].confidence < c.confidence:
                claims[claim] = c
        return claims

    def _claim(self, claim: str, c: Claim) -> Iterator[ox.Quad]:
        levels = len(c.attributions)
        yield from self._say(claim, self._about_claim(c))
        for n, index in enumerate(c.attributions):
            depth = levels - n
            part = f"{claim}#a{depth}"
            yield from self._say(claim, [("par:attribution", ox.NamedNode(part))])
            yield from self._say(part, self._about_attribution(index, depth))
        yield from self._evidence(claim, sentence_around(self.reading.article.text, c.trigger))

    def _claim_iri(self, c: Claim) -> str:
        """The same words, said of the same two by the same people, are the same claim."""
        ends = [str(self._entity(c.subject)), str(self._entity(c.object))]
        spans = [c.subject_span, c.trigger, c.object_span]
        key = iris.digest(self.article, ends, spans, c.predicate, c.polarity, c.attributions)
        return iris.PREFIXES["claim"] + key

    def _about_claim(self, c: Claim) -> Iterator[Said]:
        yield "rdf:type", node("par:Claim")
        yield "dcterms:identifier", text(c.id)
        yield "rdf:subject", self._entity(c.subject)
        yield "rdf:predicate", node(f"par:{c.predicate}")
        yield "rdf:object", self._entity(c.object)
        yield "par:subjectAt", self._chars(c.subject_span)
        yield "par:triggerAt", self._chars(c.trigger)
        yield "par:objectAt", self._chars(c.object_span)
        yield "par:polarity", node(f"par:{c.polarity}")
        yield "par:modality", node(f"par:{c.modality}")
        yield "par:mode", node(f"plover:{c.mode}") if c.mode else None
        yield "par:quantity", ox.Literal(c.quantity) if c.quantity is not None else None
        yield "par:time", time(c.time)
        yield "time:hasTime", ox.NamedNode(iris.period(c.time)) if c.time and bounds(c.time) else None
        yield "par:place", self.entities.get(c.place, text(c.place)) if c.place else None
        yield "par:confidence", decimal(c.confidence)
        yield "par:extractor", text(c.extractor)
        for reason in c.reasons:
            yield "par:reason", text(reasons.written(reason))
        for denier in c.denied_by:
            yield "par:deniedBy", self._entity(denier)
        yield "prov:wasDerivedFrom", ox.NamedNode(self.article)
        yield "prov:wasGeneratedBy", ox.NamedNode(run_iri(self.reader))

    def _about_attribution(self, index: int, depth: int) -> Iterator[Said]:
        a = self.reading.attributions[index]
        yield "rdf:type", node("par:Attribution")
        yield "par:depth", ox.Literal(depth)
        yield from self._saying(a)
        yield "par:cue", text(self.reading.article.text[slice(*a.cue)]) if a.cue else None
        yield "par:utterance", ox.NamedNode(f"{self.article}#a{index}")

    def _period(self, value: str) -> Iterator[ox.Quad]:
        """A time in OWL-Time: a day is an instant, anything longer an interval between two of them."""
        first, last = bounds(value) or (None, None)
        for day in sorted({first, last} - {None}, key=str):
            about = [("rdf:type", node("time:Instant")), ("time:inXSDDate", time(str(day)))]
            yield from self._say(iris.period(str(day)), about)
        if first != last:
            yield from self._say(iris.period(value), [
                ("rdf:type", node("time:ProperInterval")),
                ("time:hasBeginning", ox.NamedNode(iris.period(str(first))) if first else None),
                ("time:hasEnd", ox.NamedNode(iris.period(str(last))) if last else None),
            ])  # fmt: skip

    def _evidence(self, claim: str, sentence: Span) -> Iterator[ox.Quad]:
        position, quote = f"{claim}#position", f"{claim}#quote"
        yield from self._say(claim, [("oa:hasSelector", ox.NamedNode(part)) for part in (position, quote)])
        yield from self._say(position, [
            ("rdf:type", node("oa:TextPositionSelector")),
            ("oa:start", ox.Literal(sentence.start)), ("oa:end", ox.Literal(sentence.end)),
        ])  # fmt: skip
        exact = " ".join(self.reading.article.text[slice(*sentence)].split())
        yield from self._say(quote, [("rdf:type", node("oa:TextQuoteSelector")), ("oa:exact", text(exact))])

    def _entity(self, name: str | None) -> ox.NamedNode | None:
        return self.entities[name] if name is not None else None

    def _chars(self, span: Span | None) -> ox.NamedNode | None:
        return ox.NamedNode(iris.chars(self.article, span)) if span is not None else None


def from_quads(quads: Iterable[ox.Quad]) -> Reading:
    """The reading whose named graph this is; claims stand in the order of their triggers.

    Mentions that the article's caller gave are not in the graph. Raises ValueError where the quads hold no article.
    """
    return _Memory(quads).reading()


class _Memory:
    """The quads of one article's graph, by subject and property."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.known: dict[str, dict[str, list[str]]] = {}
        self.kinds: dict[str, list[str]] = {}
        for subject, said, value in sorted((_plain(q.subject), _plain(q.predicate), _plain(q.object)) for q in quads):
            self.known.setdefault(subject, {}).setdefault(said, []).append(value)
            if said == iris.expand("rdf:type"):
                self.kinds.setdefault(value, []).append(subject)

    def reading(self) -> Reading:
        found = self._all("schema:NewsArticle")
        if len(found) != 1:
            raise ValueError(f"{len(found)} articles in the graph of one")
        article = self._article(found[0])
        self.text = article.text
        referents = sorted(self._all("par:Referent"), key=_numbered)
        self.ids = {self._need(r, "par:refersTo"): self._need(r, "dcterms:identifier") for r in reversed(referents)}
        claims = [self._claim(c) for c in self._all("par:Claim")]
        return Reading(
            article,
            tuple(self._entity(r) for r in referents),
            tuple(self._timex(t) for t in sorted(self._all("par:TimeExpression"), key=_numbered)),
            tuple(self._utterance(u) for u in sorted(self._all("par:Utterance"), key=_numbered)),
            tuple(sorted(claims, key=lambda c: (c.trigger, c.subject_span or (-1, -1), c.predicate, c.id))),
        )

    def _all(self, kind: str) -> list[str]:
        return self.kinds.get(iris.expand(kind), [])

    def _values(self, subject: str, curie: str) -> list[str]:
        return self.known[subject].get(iris.expand(curie), [])

    def _one(self, subject: str, curie: str) -> str | None:
        return next(iter(self._values(subject, curie)), None)

    def _need(self, subject: str, curie: str) -> str:
        value = self._one(subject, curie)
        if value is None:
            raise ValueError(f"{subject} has no {curie}")
        return value

    def _name(self, subject: str, curie: str) -> str:
        return iris.local_name(self._need(subject, curie))

    def _span(self, subject: str, curie: str) -> Span | None:
        value = self._one(subject, curie)
        return iris.span(value) if value is not None else None

    def _spans(self, subject: str, curie: str) -> list[Span]:
        return sorted(iris.span(value) for value in self._values(subject, curie))

    def _who(self, subject: str, curie: str) -> str | None:
        value = self._one(subject, curie)
        return self.ids[value] if value is not None else None

    def _article(self, a: str) -> Article:
        return Article(
            id=self._need(a, "dcterms:identifier"), text=self._need(a, "schema:articleBody"),
            title=self._one(a, "dcterms:title"), url=self._one(a, "schema:url"),
            publisher=self._one(a, "dcterms:publisher"), source=self._one(a, "dcterms:source"),
            date=self._one(a, "schema:datePublished") or self._one(a, "dcterms:date"),
        )  # fmt: skip

    def _entity(self, r: str) -> Entity:
        spans = sorted((s, kind) for kind in get_args(MentionKind) for s in self._spans(r, f"par:{kind}At"))
        mentions = tuple(Mention(s.start, s.end, self.text[slice(*s)], kind) for s, kind in spans)
        score, qid = self._one(r, "par:linkScore"), iris.qid(self._need(r, "par:refersTo"))
        name, kind = self._need(r, "skos:prefLabel"), self._name(r, "par:entityType")
        return Entity(self._need(r, "dcterms:identifier"), name, kind, qid, float(score or 0), mentions)

    def _timex(self, t: str) -> Timex:
        at = iris.span(self._need(t, "par:at"))
        kind: Any = self._need(t, "par:timexType")
        return Timex(at.start, at.end, self.text[slice(*at)], kind, self._need(t, "par:timexValue"))

    def _utterance(self, u: str) -> Attribution:
        stance: Any = self._name(u, "par:stance")
        return Attribution(
            source=self._span(u, "par:sourceAt"), cue=self._span(u, "par:cueAt"),
            content=tuple(self._spans(u, "par:contentAt")), source_entity=self._who(u, "par:source"),
            stance=stance, quoted=self._need(u, "par:quoted") == "true", medium_entity=self._who(u, "par:medium"),
        )  # fmt: skip

    def _claim(self, c: str) -> Claim:
        levels = sorted(self._values(c, "par:attribution"), key=_numbered, reverse=True)
        polarity: Any = self._name(c, "par:polarity")
        modality: Any = self._name(c, "par:modality")
        predicate, place = self._name(c, "rdf:predicate"), self._one(c, "par:place")
        quantity, mode = self._one(c, "par:quantity"), self._one(c, "par:mode")
        return Claim(
            id=self._need(c, "dcterms:identifier"), subject=self.ids[self._need(c, "rdf:subject")],
            predicate=predicate, object=self._who(c, "rdf:object"),
            subject_span=self._span(c, "par:subjectAt"), trigger=iris.span(self._need(c, "par:triggerAt")),
            object_span=self._span(c, "par:objectAt"), polarity=polarity, modality=modality,
            attributions=tuple(_numbered(self._need(a, "par:utterance"))[0] for a in levels),
            denied_by=tuple(sorted((self.ids[d] for d in self._values(c, "par:deniedBy")), key=_numbered)),
            time=self._one(c, "par:time"), place=self.ids.get(place, place) if place is not None else None,
            quantity=int(quantity) if quantity is not None else None, mode=iris.local_name(mode) if mode else None,
            valence=vocabulary.valence(predicate), confidence=float(self._need(c, "par:confidence")),
            extractor=self._need(c, "par:extractor"),
            reasons=tuple(sorted(reasons.parsed(value) for value in self._values(c, "par:reason"))),
        )  # fmt: skip


def _plain(term: object) -> str:
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    raise ValueError(f"{term} is no term that a reading gives rise to")


def _numbered(name: str) -> tuple[int, str]:
    """Sorts `…#a2` before `…#a10`."""
    digits = re.search(r"\d+$", name)
    return (int(digits[0]) if digits else -1, name)
