"""A name with a soft hyphen in it is that name, and its place is where it stands in the text as it was given."""

import extractors
from kg.invisible import visible
from kg.model import Article

PLAIN = "Armenia accused Azerbaijan of shelling two villages on 2 April 2016. “We did not,” Azerbaijan said."
TRICKS = {
    "Armenia": "Ar\u00adme\u200bnia",
    "accused": "acc\u2060used",
    "Azerbaijan": "\u202eAzerbaijan\u202c",
    "2 April": "2\u200b April",
}


def test_the_same_is_read_at_places_of_the_whole_text() -> None:
    tricked = PLAIN
    for word, trick in TRICKS.items():
        tricked = tricked.replace(word, trick)
    reader = extractors.reader(extractors.FAST)
    plain, read = reader.read_many([Article("a", PLAIN), Article("b", tricked)])
    assert read.article.text == tricked
    assert [(e.name, e.type, e.qid) for e in read.entities] == [(e.name, e.type, e.qid) for e in plain.entities]
    assert len(read.claims) == len(plain.claims) >= 1
    for one, other in zip(plain.claims, read.claims, strict=True):
        assert (one.predicate, one.subject, one.object, one.time) == (
            other.predicate,
            other.subject,
            other.object,
            other.time,
        )
        assert visible(tricked[slice(*other.trigger)]) == PLAIN[slice(*one.trigger)] and one.id != other.id
    for mention in (m for e in read.entities for m in e.mentions):
        assert mention.text == tricked[mention.start : mention.end]
    assert [t.value for t in read.times] == [t.value for t in plain.times]
