"""The journal: done is told from not done, whatever broke off, and a full disk is one line."""

from pathlib import Path

import pytest

from kg import journal, shards
from kg.errors import GraphError
from kg.journal import Journal
from tests.kg.test_shards import entry

QUADS = b'<s> <p> "o" <g> .\n'


def test_it_remembers_across_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "SHARD", 200)  # so that there are several shards
    first = Journal(tmp_path)
    for name in ("a", "b", "c"):
        first.add(entry(name, QUADS), QUADS)
    first.close()
    later = b'<s> <p> "later" <g> .\n'
    second = Journal(tmp_path)
    second.add(entry("b", later), later)
    second.close()
    assert len(list((tmp_path / "journal").iterdir())) == 3
    third = Journal(tmp_path)
    assert [e.article[-1] for e in third.entries()] == ["a", "c", "b"]
    assert third.quads().read() == 2 * QUADS + later
    assert third.quads(without=["https://example.org/b"]).read() == 2 * QUADS
    third.clear()
    assert len(Journal(tmp_path)) == 0


def test_what_was_broken_off_is_not_done_and_spoils_nothing(tmp_path: Path) -> None:
    before = Journal(tmp_path)
    for name in ("a", "b"):
        before.add(entry(name, QUADS), QUADS)
    before.close()
    (shard,) = (tmp_path / "journal").iterdir()
    shard.write_bytes(shard.read_bytes()[:-3])
    after = Journal(tmp_path)
    assert [e.article[-1] for e in after.entries()] == ["a"]
    after.add(entry("c", QUADS), QUADS)
    after.close()
    assert [e.article[-1] for e in Journal(tmp_path).entries()] == ["a", "c"]


def test_a_full_disk_is_named_and_what_is_there_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Journal(tmp_path)
    kept.add(entry("a", QUADS), QUADS)

    def full(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(journal, "record", full)
    with pytest.raises(GraphError, match=r"the disk is full.*what was read before is kept"):
        kept.add(entry("b", QUADS), QUADS)
    assert [e.article[-1] for e in Journal(tmp_path).entries()] == ["a"]
    assert shards.checksum(QUADS) == entry("a", QUADS).crc
