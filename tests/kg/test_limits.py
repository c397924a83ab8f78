"""Limits of docs/safety.md that no other test holds."""

import tarfile
from pathlib import Path

import pytest

from kg.articles import feeds, gather, packed
from kg.errors import InputError


def test_a_feed_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "LARGEST_FEED", 100)
    (tmp_path / "a.rss").write_text("<rss>" + " " * 200)
    (found,) = gather([tmp_path / "a.rss"])
    assert isinstance(found, InputError) and found.cause == "too large"


def test_a_tar_of_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_MOST", 2)
    with tarfile.open(tmp_path / "a.tar", "w") as tape:
        for n in range(4):
            tape.addfile(tarfile.TarInfo(f"{n}.txt"))
    assert [item.cause for item in gather([tmp_path / "a.tar"]) if isinstance(item, InputError)][-1] == "bomb"
