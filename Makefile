# One door: `make help` names every target in a sentence.
#
# Each target sets up what it needs, from nothing, in .venv. What is on this
# machine is remembered by stamps in .venv, so a second run starts at once and a
# changed requirements file installs again. Chatter goes to stderr, answers to
# stdout: `make plan > plan.txt` holds the plan and nothing else.

PYTHON ?= python3
MODEL = examples/one-billion-users.yaml

VENV = .venv
BIN = $(VENV)/bin
SOURCES := $(shell find src -name '*.py')

# Wheels only, and only those whose hashes are written down.
PIP = $(BIN)/python -m pip install -qq --disable-pip-version-check
INSTALL = $(PIP) --require-hashes --only-binary :all:
say = @printf '%s\n' "$(1)" >&2

.DEFAULT_GOAL := help
.PHONY: help plan test check format bench golden lock clean

help: ## Say what each target does.
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | \
		while IFS='|' read -r target sentence; do printf '%-14s%s\n' "$$target" "$$sentence"; done

plan: $(VENV)/.bytecode ## Plan the system of a billion users, or MODEL=file.yaml, from nothing.
	@$(BIN)/tenfold plan $(MODEL)

test: $(VENV)/.test $(VENV)/.bytecode ## Run every test.
	@$(BIN)/python -m pytest -n auto -q

check: $(VENV)/.check $(VENV)/.bytecode ## Check format, lint, types and imports, then run every test: the one door.
	$(call say,check: format)
	@$(BIN)/ruff format --quiet --check .
	$(call say,check: lint)
	@$(BIN)/ruff check --quiet .
	$(call say,check: types)
	@$(BIN)/mypy --no-error-summary
	$(call say,check: imports)
	@$(BIN)/lint-imports --no-logo
	$(call say,check: tests)
	@$(BIN)/python -m pytest -n auto -q

format: $(VENV)/.check ## Put the code in the house format and mend what the linter can mend.
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

bench: $(VENV)/.bench $(VENV)/.bytecode ## Measure the speeds that are promised.
	@$(BIN)/python benchmarks/run.py
	@$(BIN)/python benchmarks/catalogue.py
	@$(BIN)/python benchmarks/bulk.py

golden: $(VENV)/.test $(VENV)/.bytecode ## Freeze the golden plans and refusals anew; then read the diff.
	@$(BIN)/python -m pytest tests -q -n 0 --freeze

# The pins that stand are kept where they still fit; UPGRADE=1 takes the newest.
COMPILE = uv pip compile pyproject.toml --quiet $(if $(UPGRADE),--upgrade) --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
lock: ## Write the requirement files anew from pyproject.toml (needs uv; UPGRADE=1 for newer releases).
	@command -v uv >/dev/null || { \
		echo "make lock needs uv, which nothing else here does: install it, then try again." >&2; exit 2; }
	@$(COMPILE) --group build -o requirements/run.txt >/dev/null
	@$(COMPILE) --group build --group test \
		-c requirements/run.txt -o requirements/test.txt >/dev/null
	@$(COMPILE) --group build --group test --group bench \
		-c requirements/test.txt -o requirements/bench.txt >/dev/null
	@$(COMPILE) --group build --group test --group check \
		-c requirements/test.txt -o requirements/check.txt >/dev/null
	@if grep -nE 'https?://|^-' requirements/*.txt; then \
		echo "a requirement file names an address or an option: it must name releases and hashes only." >&2; exit 1; fi

clean: ## Remove .venv and all that the tools left behind.
	@rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || :

# --- setting up ----------------------------------------------------------------

$(VENV)/.python:
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "Tenfold needs Python 3.11 or newer, and there is no '$(PYTHON)' here: name one with make PYTHON=/path/to/python3." >&2; exit 2; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Tenfold needs Python 3.11 or newer, and '$(PYTHON)' is $$("$(PYTHON)" -c 'import platform; print(platform.python_version())'): name another with make PYTHON=/path/to/python3." >&2; exit 2; }
	$(call say,set up: a virtual environment in $(VENV))
	@"$(PYTHON)" -m venv --clear $(VENV) >&2
	@touch $@

$(VENV)/.run: $(VENV)/.python requirements/run.txt
	$(call say,set up: what Tenfold runs on)
	@$(INSTALL) -r requirements/run.txt >&2
	@touch $@

$(VENV)/.project: $(VENV)/.run pyproject.toml
	$(call say,set up: Tenfold itself)
	@$(PIP) --no-index --no-build-isolation --no-deps --editable . >&2
	@touch $@

$(VENV)/.test: $(VENV)/.project requirements/test.txt
	$(call say,set up: what the tests need)
	@$(INSTALL) -r requirements/test.txt >&2
	@touch $@

$(VENV)/.bench: $(VENV)/.test requirements/bench.txt
	$(call say,set up: the yardsticks)
	@$(INSTALL) -r requirements/bench.txt >&2
	@touch $@

$(VENV)/.check: $(VENV)/.test requirements/check.txt
	$(call say,set up: the linters)
	@$(INSTALL) -r requirements/check.txt >&2
	@touch $@

# Written out here, since Python itself writes none where PYTHONDONTWRITEBYTECODE
# is set, and without it every command would start by compiling what it imports.
$(VENV)/.bytecode: $(VENV)/.project $(SOURCES)
	@$(BIN)/python -m compileall -q src >&2
	@touch $@
