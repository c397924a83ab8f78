"""Whether an installed wheel is whole: every file that it should hold, and every module, from its dependencies alone.

    python wheel_check.py CHECKOUT

Run by the Python of an environment that has the wheel and what it depends on, from a folder outside the checkout.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

INSIDE = {"kg": "kg", "extractors": "extractors", "ontology": "kg/ontology", "queries": "kg/queries",
          "web/built": "kg/web/built", "examples": "kg/examples"}  # fmt: skip
"""The folders of the checkout, and where they lie in the wheel (`force-include` in pyproject.toml)."""
EXTRAS = ("distributed", "matplotlib", "mcp", "pyarrow", "zstandard", "anyio")
"""What a module may miss, since it is installed on request."""


def main(checkout: Path) -> int:
    """Say what is wrong with the `kg` and `extractors` that are installed."""
    import kg

    home = Path(kg.__file__).resolve().parents[1]
    if not home.is_relative_to(Path(sys.prefix).resolve()):
        print(f"not the wheel but {home} is tested")
        return 1
    wrong = [*_other_files(checkout, home), *_broken_modules(home)]
    print("\n".join(wrong) or "the wheel holds every file of the checkout's packages, and all modules can be imported")
    return 1 if wrong else 0


def _other_files(checkout: Path, home: Path) -> Iterator[str]:
    for folder, place in INSIDE.items():
        for path in sorted((checkout / folder).rglob("*")):
            if path.is_dir() or "__pycache__" in path.parts:
                continue
            installed = home / place / path.relative_to(checkout / folder)
            if not installed.is_file():
                yield f"{path.relative_to(checkout)} is not in the wheel"
            elif installed.read_bytes() != path.read_bytes():
                yield f"{path.relative_to(checkout)} is another file in the wheel"


def _broken_modules(home: Path) -> Iterator[str]:
    from kg.errors import KgError

    files = [
        path.relative_to(home).with_suffix("") for room in ("kg", "extractors") for path in (home / room).rglob("*.py")
    ]
    for name in sorted(".".join(file.parts).removesuffix(".__init__") for file in files if file.name != "__main__"):
        try:
            import_module(name)
        except ModuleNotFoundError as cause:
            if (cause.name or "").partition(".")[0] not in EXTRAS:
                yield f"{name} needs {cause.name}, which is no dependency"
        except KgError as error:  # that tells which extra brings what it needs
            if "parley-kg[" not in str(error):
                yield f"{name}: {error}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
