# Passerelle. `make` alone prints what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -qq

.DEFAULT_GOAL := help
.PHONY: help demo demo-code test lint types contracts check locales lock faults bench pictures clean

help: ## Print this help
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

$(VENV)/runtime: requirements.lock pyproject.toml
	@echo "Installing Passerelle (once, a minute or so)..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/runtime
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

demo: $(VENV)/runtime ## Everything in one process, on this machine: a phone, the bot and the panel
	@exec $(BIN)/passerelle demo

demo-code: $(VENV)/runtime ## The one-time codes of the demo's team, at this moment
	@$(BIN)/passerelle demo-code

test: $(VENV)/dev ## Every test, with branch coverage of the engine and the house
	@$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term --cov-fail-under=95

lint: $(VENV)/dev ## Ruff: rules and format
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/dev ## mypy, strict
	@$(BIN)/mypy

contracts: $(VENV)/dev ## The arrows between the rooms of the house
	@$(BIN)/lint-imports

check: $(VENV)/runtime ## Prove the conversations: no dead end, no missing word
	@$(BIN)/passerelle check

locales: $(VENV)/runtime ## Gather the sentences to translate, and say which are missing
	@$(BIN)/python -m launch.locales

faults: $(VENV)/dev ## The fault campaign in full: 100 kills on polling and on webhook, 429, broken lines (half an hour)
	@$(BIN)/python -m bench.faults

lock: $(VENV)/dev ## Renew the lock files
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q --upgrade -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header -q -c requirements.lock -o requirements-dev.lock

bench: $(VENV)/dev ## Speed and memory: reading, places, directory, imports, claims, appointments, the panel (half an hour)
	@for part in understanding places directory exchange claims appointments panel; do $(BIN)/python -m bench.$$part || failed=1; done; test -z "$$failed"

pictures: $(VENV)/dev ## Take the pictures of the documents from the running demo
	@$(BIN)/python -m tests.e2e.pictures

clean: ## Remove what was installed and the demo's data
	rm -rf $(VENV) data/demo build *.egg-info
