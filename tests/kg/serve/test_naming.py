"""The index of names is made beside what is served, and only who needs it waits."""

import asyncio
from pathlib import Path

import pytest

from kg.reconcile.names import FILE
from kg.serve import naming
from kg.serve.naming import Naming
from kg.serve.refusal import RefusalError
from kg.serve.snapshot import snapshot


async def _waited_for(place: Path) -> None:
    async with Naming(place) as names:
        await names.ready()


def test_who_waits_finds_the_index(graph_folder: Path) -> None:
    with snapshot(graph_folder) as place:
        asyncio.run(_waited_for(place))
        assert (place / FILE).is_file()


def test_an_index_that_takes_long_or_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusalError, match="cannot be indexed"):
        asyncio.run(_waited_for(tmp_path))
    monkeypatch.setattr(naming, "_PATIENCE", 0.0)
    with pytest.raises(RefusalError, match="ask again in a while") as told:
        asyncio.run(_waited_for(tmp_path))
    assert (told.value.status, told.value.after) == (503, 10)
