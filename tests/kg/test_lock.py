"""One writer at a time; who died holds nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import GraphError
from kg.lock import FILE, Lock, Shared, holder, is_free

_HOLD = "import os, sys; from pathlib import Path; from kg.lock import Lock; Lock(Path(sys.argv[1])); os._exit(9)"


def test_two_writers_cannot_meet(tmp_path: Path) -> None:
    with Lock(tmp_path):
        with pytest.raises(GraphError, match=r"another process is writing the graph \(process \d+, since 2"):
            Lock(tmp_path)
        assert "process" in str(holder(tmp_path))
    assert holder(tmp_path) is None
    Lock(tmp_path).release()


def test_a_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    assert subprocess.run([sys.executable, "-c", _HOLD, tmp_path], check=False).returncode == 9
    assert (tmp_path / FILE).read_text()  # it is still there, and says who it was
    assert holder(tmp_path) is None
    Lock(tmp_path).release()


def test_readers_hold_a_folder(tmp_path: Path) -> None:
    first, second = Shared(tmp_path), Shared(tmp_path)
    assert not is_free(tmp_path)
    first.release()
    assert not is_free(tmp_path)
    second.release()
    assert is_free(tmp_path)
