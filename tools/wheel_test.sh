#!/usr/bin/env bash
# Build the wheel (from the sdist) and try it elsewhere, with nothing of the checkout in reach:
#  1. with its own dependencies alone it holds every file of the packages byte for byte, all modules can be imported, and `kg`
#     reads the examples, answers, checks and exports;
#  2. with the tools of the tests: those that use each kind of data from inside the wheel (ontology, gazetteer, lexicon, queries,
#     views, shapes, pages, models), start processes of their own, or load plug-ins by their entry points.
# All other tests would only run the same bytes again: `make test` runs them. Arguments go to pytest.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"
uv build --quiet --out-dir "$work/dist"
uv venv --quiet --python "$root/.venv/bin/python" "$work/venv"
uv export --quiet --frozen --no-emit-project --no-hashes --no-dev > "$work/dependencies.txt"
uv export --quiet --frozen --no-emit-project --no-hashes > "$work/requirements.txt"
export VIRTUAL_ENV="$work/venv" PARLEY_SHARED="${PARLEY_SHARED:-$root/../shared}" PARLEY_WIKIDATA=none
uv pip install --quiet -r "$work/dependencies.txt"
uv pip install --quiet --no-deps "$work"/dist/*.whl
cp -r tests pyproject.toml tools/wheel_check.py "$work/"
cd "$work"
export PATH="$work/venv/bin:$PATH"
python wheel_check.py "$root"
kg demo > /dev/null
kg ask who-backs-whom -g demo-graph --format csv | grep -q "Turkey"
kg check -g demo-graph
kg export -g demo-graph -o demo.html
uv pip install --quiet -r "$work/requirements.txt"
python -m pytest -q -n auto --dist loadfile -m "not slow" \
    tests/kg/test_{api,catalogue,cli,contract,gazetteer,ontology,questions,reading,safety,shapes,views,vocabulary}.py \
    tests/kg/{explorer,pictures} tests/kg/serve/test_{pages,parts,pool}.py \
    tests/extractors/test_{calibration,encoder,heads,language,lexicon,linking,pairs,plugins,reader}.py "$@"
