"""What all tests share: none of them depends on the index of Wikidata that a machine may have."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# how long one example takes is the machine's doing, and no property of what is tested
settings.register_profile("parley", deadline=None)
settings.load_profile("parley")
os.environ["PARLEY_WIKIDATA"] = "none"
os.environ["COLUMNS"] = "100"  # whatever terminal the tests run in


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder in which `kg demo` has run on a terminal of 100 columns, and what that printed."""
    folder = tmp_path_factory.mktemp("demo")
    env = {**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "kg.cli", "demo"]
    done = subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True, text=True, encoding="utf-8")
    return folder, done.stdout
