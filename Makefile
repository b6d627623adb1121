# Two commands do everything: `make demo` runs the main job without a network, `make test` runs every check.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test lint types unit wheel clean

demo: $(VENV)/installed  ## crawl the demo site into a throw-away archive, and show the posts and the git log
	$(BIN)/newsarchive demo

test: lint types unit  ## every check there is

lint: $(VENV)/installed-for-development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-for-development
	$(BIN)/mypy

unit: $(VENV)/installed-for-development
	$(BIN)/pytest -n auto --dist worksteal

wheel: $(VENV)/installed-for-development  ## dist/*.whl, with spiders, pipelines and data inside
	$(BIN)/python -m build --wheel

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "newsarchive needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/installed-for-development: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
