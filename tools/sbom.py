"""What Parley is made of, as CycloneDX: every package of the lock file with version and hashes, extras included.

`python tools/sbom.py FILE` writes it; the same lock file gives the same bytes.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


def write(path: Path) -> None:
    """Write the bill of materials. Raises CalledProcessError where a tool fails."""
    uv = BIN / "uv"
    export = [
        str(uv) if uv.exists() else "uv",
        "export",
        "--frozen",
        "--no-dev",
        "--all-extras",
        "--no-emit-project",
        "-q",
    ]
    locked = subprocess.run(export, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        listed.write_text(locked)
        how = ["--pyproject", "pyproject.toml", "--output-reproducible", "--of", "JSON", "-o", str(path.absolute())]
        subprocess.run([str(BIN / "cyclonedx-py"), "requirements", *how, str(listed)], cwd=ROOT, check=True)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
