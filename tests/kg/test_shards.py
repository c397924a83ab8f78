"""Shards: what was written comes back, and what was broken off counts as not written."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kg import shards
from kg.shards import Entry, checksum, record, scan

QUADS = st.binary(max_size=40).map(lambda raw: b'<s> <p> "%b" <g> .\n' % raw.hex().encode())


def entry(name: str, quads: bytes, places: tuple[str, ...] = ()) -> Entry:
    return Entry(f"https://example.org/{name}", "f", "run", None, places, len(quads), checksum(quads))


TOLD = st.tuples(st.text(max_size=5), QUADS, st.lists(st.text(max_size=3), max_size=2))


@given(st.lists(TOLD, max_size=5), st.data())
def test_what_is_whole_comes_back(tmp_path_factory, told, data: st.DataObject) -> None:
    """However the file is cut."""
    shard = tmp_path_factory.mktemp("shard") / "1.nq"
    records = [(entry(name, quads, tuple(places)), quads) for name, quads, places in told]
    written = [record(*each) for each in records]
    whole = b"".join(written)
    cut = data.draw(st.integers(0, len(whole)))
    shard.write_bytes(whole[:cut])
    ends = [sum(map(len, written[: n + 1])) for n in range(len(written))]
    kept = [each for each, end in zip(records, ends, strict=True) if end <= cut]
    pieces = list(scan(shard))
    assert [piece.entry for piece in pieces] == [e for e, _ in kept]
    assert shards.quads(pieces).read() == b"".join(quads for _, quads in kept)
    stream = shards.quads(pieces)
    assert b"".join(iter(lambda: stream.read(7), b"")) == b"".join(quads for _, quads in kept)


def test_a_byte_that_changed_is_noticed(tmp_path: Path) -> None:
    shard = tmp_path / "1.nq"
    quads = b'<s> <p> "o" <g> .\n'
    shard.write_bytes(record(entry("a", quads), quads) + record(entry("b", quads), quads.replace(b"o", b"0")))
    assert [piece.entry.article for piece in scan(shard)] == ["https://example.org/a"]
