# Everything sets itself up: only Python 3.11+ and make are needed. `make` alone says what there is.
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help demo test lint format wheel-test gate bench bench-large ontology readme cookbook web web-check models calibration fuzz audit sbom clean
help:
	@echo "make demo        read the example articles and answer who backs whom"
	@echo "make test        run the tests"
	@echo "make lint        ruff, mypy --strict, import-linter"
	@echo "make format      let ruff format the code"
	@echo "make wheel-test  build the wheel and try it with nothing of the checkout in reach"
	@echo "make gate        score the reader and refuse to fall under benchmarks/floors.toml"
	@echo "make bench       speed and memory, each against a named peer"
	@echo "make bench-large all saved questions on 3 million quads; kg serve and exports beside bare ones; index and origins from ten times as much"
	@echo "make cookbook    run the notebooks of docs/cookbook/ again and write down what they show"
	@echo "make ontology    make what follows from ontology/ again: kg/_vocabulary.py, docs/ontology.md, docs/terms.md"
	@echo "make readme      make the outputs and pictures of README and docs again"
	@echo "make web         build the explorer's pages again from web/ (needs node and npm)"
	@echo "make models      train extractors/models/ again, from the corpora in DATA (its own environment)"
	@echo "make calibration fit the confidence of claims again, from the corpora in DATA; part of make models"
	@echo "make fuzz        fuzz the parsers of what strangers wrote: SECONDS=60 each of TARGETS"
	@echo "make audit       known faults in what is installed with Parley (asks a service on the net)"
	@echo "make sbom        what Parley is made of, as CycloneDX, into dist/"
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
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

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
	$(BIN)/python benchmarks/questions.py
	$(BIN)/python benchmarks/endpoint.py
	$(BIN)/python benchmarks/explorer.py
	$(BIN)/python benchmarks/export.py
	$(BIN)/python benchmarks/wikidata_index.py --large
	$(BIN)/python benchmarks/origins.py --large
	$(BIN)/python benchmarks/build.py

ontology: $(READY)
	$(BIN)/python tools/generate_vocabulary.py
	$(BIN)/python tools/term_examples.py
	$(BIN)/python tools/terms.py

cookbook: $(READY)
	$(BIN)/python tools/cookbook.py --write

readme: $(READY)
	$(BIN)/python tools/readme.py --write
	$(BIN)/python tools/draw_demo.py
	$(BIN)/python tools/draw_networks.py

web:
	cd web && npm ci --no-audit --no-fund && npm run build

# What is committed in web/built/ is what the sources give; where there is no npm, a test still compares their digest.
web-check:
	@if (cd web && npm ci --no-audit --no-fund) >/dev/null 2>&1; then (cd web && npm run build) && git diff --exit-code --stat -- web/built \
	    && test -z "$$(git status --porcelain -- web/built)"; \
	else echo "npm is missing or cannot install: the explorer's pages are not built again"; fi

models:
	uv run --isolated --group training python -m training --data $(DATA) --out extractors/models --folds build/folds
	uv run --isolated --group training python -m training.pairs --data $(DATA) --out extractors/models --scratch build/pairs
	$(BIN)/python -m training.events --out extractors/models
	$(MAKE) calibration

calibration: $(READY)
	$(BIN)/python -m training.calibration --data $(DATA) --out extractors/models/calibration.tsv --plot docs/calibration.svg

SECONDS := 60
TARGETS ?= json lines text page fragment feed warc zip tar gz zst query trig nquads jsonld sssom aids
fuzz: $(READY)
	@for target in $(TARGETS); do \
	    uv run --quiet --frozen --group fuzz python -m fuzz.run $$target $(SECONDS) || exit 1; done

audit: $(READY)
	PATH="$(CURDIR)/$(BIN):$$PATH" bash tools/audit.sh

sbom: $(READY)
	$(BIN)/python tools/sbom.py dist/sbom.json

clean:
	rm -rf .venv build dist demo-graph .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
