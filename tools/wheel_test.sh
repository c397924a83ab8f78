#!/usr/bin/env bash
# Build the wheel (from the sdist) and run the tests elsewhere, with nothing of the checkout in reach. Tests of the README, the
# docs and the tools are not part of it: they skip themselves; slow ones, the golden sentences and the browser are left to
# `make test`: they are the same whatever the package lies in. Arguments go to pytest.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
uv build --quiet --out-dir "$work/dist"
uv venv --quiet --python "$root/.venv/bin/python" "$work/venv"
uv export --quiet --frozen --no-emit-project --no-hashes > "$work/requirements.txt"
export VIRTUAL_ENV="$work/venv" PARLEY_SHARED="${PARLEY_SHARED:-$root/../shared}"
uv pip install --quiet -r "$work/requirements.txt"
uv pip install --quiet --no-deps "$work"/dist/*.whl
cp -r tests pyproject.toml "$work/"
cd "$work"
PATH="$work/venv/bin:$PATH" "$work/venv/bin/python" -m pytest -q -n auto --dist loadfile -m "not slow" \
    --ignore tests/extractors/test_cases.py --ignore tests/kg/serve/test_browser.py "$@"
