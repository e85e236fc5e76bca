# Everything a person does with this project. A private virtual environment in .venv is made once.

ifndef PYTHON
PYTHON := $(shell command -v python3.11 || command -v python3)
endif
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --quiet --disable-pip-version-check
PACKAGES := guardrail rules/guardrail_rules hooks/guardrail_hooks lsp/guardrail_lsp tools
CORE := drivers django services
export PATH := $(CURDIR)/$(BIN):$(PATH)
GENERATORS := $(wildcard tools/generate_*.py)

.DEFAULT_GOAL := help
.PHONY: help install demo test test-slow test-contexts test-databases test-databases-all test-libraries test-libraries-core extension test-editor check lint bench coverage-sql docs picture fmt clean

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 20

$(VENV)/made: pyproject.toml
	@echo "Making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install 'pip==26.3'
	@$(PIP) install --editable . --group demo
	@touch $@

$(VENV)/made-dev: $(VENV)/made
	@$(PIP) install --editable '.[lsp]' --group dev
	@touch $@

install: $(VENV)/made  ## the command in .venv/bin/guardrail, nothing more

demo: $(VENV)/made  ## judge a real project, then refuse an agent's commit
	@$(BIN)/python -m tools.demo

test: $(VENV)/made-dev  ## the quick tests
	@$(BIN)/pytest --numprocesses auto

test-slow: $(VENV)/made-dev  ## the tests with real tools, end to end
	@$(BIN)/pytest --numprocesses auto -m slow

test-contexts: $(VENV)/made-dev  ## every rule's examples in every context, half an hour
	@$(BIN)/pytest --numprocesses auto -m exhaustive tests/contexts

test-databases: $(VENV)/made-dev  ## what is said of locks, on real servers: oldest and newest
	@tests/databases/mariadb.sh
	@PYTHON=$(PYTHON) tests/knowledge_python/environments.sh .cache/libraries tests/databases/libraries
	@GUARDRAIL_DATABASES=ends $(BIN)/pytest --numprocesses 2 --dist loadgroup -m databases tests/databases

test-databases-all: $(VENV)/made-dev  ## the same on every version of PostgreSQL
	@tests/databases/mariadb.sh
	@PYTHON=$(PYTHON) tests/knowledge_python/environments.sh .cache/libraries tests/databases/libraries
	@GUARDRAIL_DATABASES=all $(BIN)/pytest --numprocesses 2 --dist loadgroup -m databases tests/databases

test-libraries: $(VENV)/made-dev  ## what is known of Python's libraries, against the libraries
	@PYTHON=$(PYTHON) tests/knowledge_python/environments.sh .cache/libraries
	@GUARDRAIL_LIBRARIES=.cache/libraries $(BIN)/pytest -m libraries tests/knowledge_python

test-libraries-core: $(VENV)/made-dev  ## the same for drivers, Django and small stores: what fits into CI
	@ONLY='$(CORE)' PYTHON=$(PYTHON) tests/knowledge_python/environments.sh .cache/libraries
	@ONLY='$(CORE)' GUARDRAIL_LIBRARIES=.cache/libraries $(BIN)/pytest --numprocesses 2 \
	  --dist loadgroup -m libraries tests/knowledge_python

extension: $(VENV)/made-dev  ## build the editor extension, vscode-extension/dist/guardrail.vsix
	@vscode-extension/scripts/package.sh $(BIN)/python

test-editor: extension  ## the extension's tests, with a real VS Code in a real browser
	@vscode-extension/scripts/check.sh
	@vscode-extension/test/e2e/run.sh newest

lint: $(VENV)/made-dev  ## style, types, layers, docstrings, spelling
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/interrogate --quiet $(PACKAGES)
	$(BIN)/typos

check: lint  ## all that CI does
	@for generator in $(GENERATORS); do \
	  $(BIN)/python $$generator --check || { echo "$$generator: run make docs"; exit 1; }; done
	$(BIN)/pytest --numprocesses auto -m 'not exhaustive and not databases and not libraries'

bench: $(VENV)/made-dev  ## measure the budgets, into bench/results.md
	@$(BIN)/python -m bench

docs: $(VENV)/made-dev  ## regenerate whatever is generated from the code
	@for generator in $(GENERATORS); do $(BIN)/python $$generator || exit 1; done

coverage-sql: $(VENV)/made-dev  ## how much of real SQL is understood; SQL="mysql=folder …" for your own
	@$(BIN)/python -m tools.coverage_sql $(SQL)

picture: $(VENV)/made  ## draw docs/images/demo.svg from the demo as it runs now
	@$(BIN)/python -m tools.picture

fmt: $(VENV)/made-dev  ## format the code and mend what ruff can
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

clean:  ## forget the virtual environment and the downloads
	rm -rf $(VENV) .cache
