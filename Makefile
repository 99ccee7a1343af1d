# Every target makes .venv itself, from pinned versions, and again when they change.
.DEFAULT_GOAL := help
.PHONY: help test check demo lint site bench clean

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
JOBS ?= 2

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "error: Python 3.11 or newer is needed" >&2; echo "hint: make PYTHON=python3.12 …" >&2; exit 1; }
	@echo "installing into .venv (once; torch takes most of it)"
	@$(PYTHON) -m venv .venv
	@PIP_CONSTRAINT=$(CURDIR)/constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
		$(BIN)/pip install --quiet --editable '.[torch,dev]'
	@touch $@

lint: $(STAMP) ## ruff and mypy --strict
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

test: lint ## what a developer runs all day
	@$(BIN)/python -m pytest -n $(JOBS)

check: $(STAMP) ## what is slow or needs system packages: browser, experiments, faults
	@$(BIN)/python -m pytest -n $(JOBS) -m 'slow or browser or experiments or cluster or faults'

demo: $(STAMP) ## the whole chain on a real log, in a throw-away folder
	@VIRTUAL_ENV="$(CURDIR)/.venv" PATH="$(CURDIR)/$(BIN):$$PATH" scripts/demo

site: $(STAMP) ## build this repository's own status site
	@$(BIN)/journal site build

clean: ## remove .venv and every cache
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist build .journal
