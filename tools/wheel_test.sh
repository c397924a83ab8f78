#!/usr/bin/env bash
# Build the wheel (from the sdist) and run the tests elsewhere, with nothing of the checkout in reach.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
uv build --quiet --out-dir "$work/dist"
uv venv --quiet "$work/venv"
uv export --quiet --frozen --no-emit-project --all-groups --no-hashes > "$work/requirements.txt"
VIRTUAL_ENV="$work/venv" uv pip install --quiet -r "$work/requirements.txt"
VIRTUAL_ENV="$work/venv" uv pip install --quiet --no-deps "$work"/dist/*.whl
cp -r tests pyproject.toml "$work/"
cd "$work"
PATH="$work/venv/bin:$PATH" PARLEY_SHARED="${PARLEY_SHARED:-$root/../shared}" "$work/venv/bin/python" -m pytest -q "$@"
