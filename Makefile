# Everything sets itself up: only Python 3.11+ and make are needed. `make` alone says what there is.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help demo test lint format wheel-test gate bench bench-large ontology readme models calibration clean
help:
	@echo "make demo        read the example articles and answer who backs whom"
	@echo "make test        run the tests"
	@echo "make lint        ruff, mypy --strict, import-linter"
	@echo "make format      let ruff format the code"
	@echo "make wheel-test  build the wheel and run the tests with it alone"
	@echo "make gate        score the reader and refuse to fall under benchmarks/floors.toml"
	@echo "make bench       speed and memory, each against a named peer"
	@echo "make bench-large kg serve and exports beside bare ones; index and origins from ten times as much"
	@echo "make ontology    make kg/_vocabulary.py again from ontology/"
	@echo "make readme      make the README's outputs and picture again"
	@echo "make models      train extractors/models/ again, from the corpora in DATA (its own environment)"
	@echo "make calibration fit the confidence of claims again, from the corpora in DATA; part of make models"
	@echo "make clean       remove all that these made"

# uv comes from PyPI into the project's own environment, unless the machine has it.
$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "$(PYTHON) is missing or older than 3.11: say which to use, make PYTHON=python3.12" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@command -v uv >/dev/null || test -x $(BIN)/uv \
	    || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@echo "setting up .venv"
	@UV=$$(command -v uv || echo $(BIN)/uv); $$UV sync --quiet --frozen --inexact
	@touch $@

demo: $(READY)
	@$(BIN)/kg demo

test: $(READY)
	@$(BIN)/python -m pytest -q

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

wheel-test: $(READY)
	PATH="$(CURDIR)/$(BIN):$$PATH" bash tools/wheel_test.sh

gate: $(READY)
	$(BIN)/python benchmarks/gate.py

bench: $(READY)
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/wikidata_index.py
	$(BIN)/python benchmarks/origins.py
	$(BIN)/python benchmarks/ledger.py --quads 300000

bench-large: $(READY)
	$(BIN)/python benchmarks/ledger.py
	$(BIN)/python benchmarks/endpoint.py
	$(BIN)/python benchmarks/export.py
	$(BIN)/python benchmarks/wikidata_index.py --large
	$(BIN)/python benchmarks/origins.py --large
	$(BIN)/python benchmarks/build.py

ontology: $(READY)
	$(BIN)/python tools/generate_vocabulary.py

readme: $(READY)
	$(BIN)/python tools/readme.py --write
	$(BIN)/python tools/draw_demo.py

models:
	uv run --isolated --group training python -m training --data $(DATA) --out extractors/models --folds build/folds
	uv run --isolated --group training python -m training.pairs --data $(DATA) --out extractors/models --scratch build/pairs
	$(MAKE) calibration

calibration: $(READY)
	$(BIN)/python -m training.calibration --data $(DATA) --out extractors/models/calibration.tsv --plot docs/calibration.svg

clean:
	rm -rf .venv build dist demo-graph .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
