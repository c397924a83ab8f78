"""What the fuzzer begins with: a small whole of each format, so that mutation starts behind the checks of its head."""

import gzip
import io
import tarfile
import zipfile

import pyoxigraph as ox

from kg import iris, jsonld, rdf
from kg.model import Article, Attribution, Claim, Entity, Mention, Reading, Span, Timex

_TEXT = b"title: Talks\ndate: 2016-04-02\n\nPeru met Chile on Tuesday.\n"
_PAGE = (
    b'<html><head><title>T</title><meta property="article:published_time" content="2016-04-02"></head><body><article>'
    b"<p>Peru met Chile on Tuesday, its foreign ministry said.</p><p>Chile denied this.</p></article></body></html>"
)
_RECORD = b'{"id": "a", "text": "Peru.", "date": "2016-04-02", "mentions": [{"start": 0, "end": 4, "qid": "Q419"}]}'
_ENTRY = b"<item><title>x</title><link>http://a.b/1</link><description>Peru &lt;b&gt;met&lt;/b&gt;</description></item>"
_FEED = b"<rss><channel><title>T</title>" + _ENTRY + b"</channel></rss>"


def _warc(body: bytes, kind: bytes = b"response", media: bytes = b"application/http") -> bytes:
    head = b"WARC/1.0\r\nWARC-Type: %b\r\nWARC-Target-URI: http://a.example/1\r\nWARC-Date: 2016-04-02T10:00:00Z\r\n"
    return head % kind + b"Content-Type: %b\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n" % (media, len(body), body)


_RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _PAGE


def _zip(how: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", how) as archive:
        for name, data in (("a.txt", _TEXT), ("b/c.jsonl", _RECORD), ("d.html", _PAGE)):
            archive.writestr(zipfile.ZipInfo(name, (2016, 4, 2, 0, 0, 0)), data, how)
    return packed.getvalue()


def _tar() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in (("a.txt", _TEXT), ("b/ü.jsonl", _RECORD)):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def _zst(data: bytes) -> list[bytes]:
    try:
        import zstandard
    except ImportError:
        return []
    return [zstandard.ZstdCompressor().compress(data)]


def _quads() -> list[ox.Quad]:
    """An article's graph with a thing of each kind in it."""
    text = "Peru said on Tuesday that Chile shelled it."
    at = {word: Span(text.index(word), text.index(word) + len(word)) for word in ("Peru", "said", "Tuesday", "Chile")}
    names = [Mention(*at[word], word, "name") for word in ("Peru", "Chile")]
    peru, chile = (Entity(f"e{n}", m.text, "State", f"Q{n}", 0.9, (m,)) for n, m in enumerate(names, 1))
    day = Timex(*at["Tuesday"], "Tuesday", "DATE", "2016-04-02")
    told = Attribution(at["Peru"], at["said"], (Span(26, len(text) - 1),), "e1", "asserts", False)
    shelled = Claim(
        "c1", "e2", "attacks", "e1", at["Chile"], Span(32, 39), None, "affirmed", "actual", (0,), ("e2",),
        "2016-04-02", None, 2, "heavy-weapons", -1, 0.8, "hand",
    )  # fmt: skip
    read = Reading(Article("a", text, date="2016-04-03"), (peru, chile), (day,), (told,), (shelled,))
    return [quad for quad in rdf.to_quads(read) if quad.predicate.value != iris.expand("par:signature")]  # it is long


def _serialized(form: ox.RdfFormat) -> bytes:
    return ox.serialize(_quads(), format=form) or b""


_QUERIES = (
    b'PREFIX a: <b:c> SELECT * FROM <d:e> { ?s ?p "x\\u0022" . SERVICE <f:g> {} } # h',
    b"BASE <http://a/> PREFIX p: <x#> SELECT ?s FROM NAMED <y> FROM p:z WHERE { GRAPH ?g { ?s a p:q } }",
    b"INSERT DATA { <a:b> <a:c> '''it's''' } ; LOAD SILENT <http://a.example/> INTO GRAPH <a:g>",
)
_FRAGMENT = b"<div><p>Peru &amp; <b>Chile</b></p><script>x()</script><ul><li>one</ul><!-- no --></div>"
_AIDS = (
    "LIMA, April 2 (Reuters) - Peru\u200b met Chi\u00adle. “It did,” he said.\n\n(By A B; editing by C)".encode(),
    b"2016-W13-4T10:00:00Z The AFP contributed to this report. (c) 2016 AFP",
    b"2016-04-02/P3D",
)  # fmt: skip
_SSSOM = (
    b"# curie_map:\n#   a: http://a/\nsubject_id\tsubject_label\tpredicate_id\tobject_id\tcomment\n"
    b'a:1\tPeru\tskos:exactMatch\twd:Q419\t"a ""quoted""\tcell"\n'
)

SEEDS: dict[str, list[bytes]] = {
    "json": [_RECORD], "lines": [_RECORD, _RECORD + b"\n\n" + _RECORD],
    "text": [_TEXT, b"---\n" + _TEXT[:30] + b"---\nx"], "page": [_PAGE], "fragment": [_FRAGMENT, b"s" + _FRAGMENT],
    "feed": [_FEED, b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><content>x</content></entry></feed>'],
    "warc": [_warc(_RESPONSE), _warc(_RESPONSE) + _warc(b"Peru.", b"conversion", b"text/plain")],
    "zip": [_zip(zipfile.ZIP_STORED), _zip(zipfile.ZIP_DEFLATED)], "tar": [_tar()],
    "gz": [gzip.compress(_TEXT, mtime=0), gzip.compress(_TEXT, mtime=0) * 2], "zst": _zst(_TEXT),
    "query": list(_QUERIES), "sssom": [_SSSOM], "aids": list(_AIDS),
    "trig": [b'<a:g> { <a:s> <a:p> "x"@en , 1 . }', _serialized(ox.RdfFormat.TRIG)],
    "nquads": [b'<a:s> <a:p> "x" <a:g> .\n', _serialized(ox.RdfFormat.N_QUADS)],
    "jsonld": [b'{"@context": {"a": "b:"}, "@id": "a:x", "a:y": [1, {"@value": "z"}]}', jsonld.serialize(_quads())],
}  # fmt: skip
"""By the name of the target; none where what makes it is not installed."""
