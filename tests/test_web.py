"""What is committed of the explorer's pages is what their sources give."""

import hashlib
import json
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[1] / "web"
if not (WEB / "src").is_dir():
    pytest.skip("the sources of the pages are not part of the wheel", allow_module_level=True)
SOURCES = ("index.html", "package-lock.json", "package.json", "public", "src", "tsconfig.json", "vite.config.ts")
MOST = 2_500_000
"""Bytes that the pages may have."""


def sources() -> list[Path]:
    found = (WEB / name for name in SOURCES)
    return sorted((file for path in found for file in (path.rglob("*") if path.is_dir() else [path]) if file.is_file()),
                  key=lambda file: file.relative_to(WEB).as_posix())  # fmt: skip


def test_the_pages_were_built_from_these_sources() -> None:
    digest = hashlib.sha256()
    for file in sources():
        digest.update(file.relative_to(WEB).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    assert (WEB / "built" / "sources.sha256").read_text() == f"{digest.hexdigest()}\n", "run make web"


def test_the_pages_are_small() -> None:
    assert sum(file.stat().st_size for file in (WEB / "built").rglob("*") if file.is_file()) < MOST


def test_versions_are_exact_and_the_lock_names_no_host() -> None:
    package = json.loads((WEB / "package.json").read_text())
    named = {**package["dependencies"], **package["devDependencies"]}
    assert all(version[0].isdigit() for version in named.values())
    locked = json.loads((WEB / "package-lock.json").read_text())["packages"]
    assert all(locked[f"node_modules/{name}"]["version"] == version for name, version in named.items())
    assert not any("resolved" in entry for entry in locked.values())


def test_licences_are_permissive_and_told() -> None:
    told = (WEB / "built" / "licences.txt").read_text()
    package = json.loads((WEB / "package.json").read_text())
    locked = json.loads((WEB / "package-lock.json").read_text())["packages"]
    for name in package["dependencies"]:
        assert locked[f"node_modules/{name}"]["license"] in {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"}
        assert f"{name} {package['dependencies'][name]} (" in told


def test_text_is_never_put_into_the_page_as_markup() -> None:
    for file in (WEB / "src").rglob("*.ts*"):
        text = file.read_text()
        assert not any(word in text for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"))
        assert "dangerously" not in text
