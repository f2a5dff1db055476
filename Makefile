# `make demo` and `make test` work on a fresh clone: each makes .venv and installs what it needs.
PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo demo-voices test check fuzz bench clean

demo: .venv/.runs
	@test -e qualcode-demo/demo.qualcode || $(BIN)/qualcode demo --no-tui
	@echo "It lies in qualcode-demo/ (take that away to build it anew). For the commands:"
	@echo "  source .venv/bin/activate"

# How different the people of the demonstration sound, in figures.
demo-voices: .venv/.tests
	$(BIN)/python tests/demo_voices.py

test: .venv/.tests
	$(MAKE) check
	$(BIN)/pytest

check: .venv/.tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# Slower: more random histories than the tests run each time.
fuzz: .venv/.tests
	HYPOTHESIS_PROFILE=thorough $(BIN)/pytest tests/study/test_properties.py tests/sources

bench: .venv/.tests
	set -e; for each in benchmarks/[!_]*.py; do echo "# $$each"; $(BIN)/python $$each; done

clean:
	rm -rf .venv qualcode-demo

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/.runs: .venv/bin/python pyproject.toml constraints.txt
	$(INSTALL) -e .
	@touch $@

.venv/.tests: .venv/bin/python pyproject.toml constraints.txt
	$(INSTALL) -e '.[dev]'
	@touch $@ .venv/.runs
