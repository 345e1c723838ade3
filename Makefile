# Everything a person or CI runs. Needs Python 3.11 or later, pip and make; nothing else.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help install demo check test lint types contracts lock clean

help:  ## What there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

install: $(VENV)/installed  ## The environment, from the lock

$(VENV)/installed: requirements.lock pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps --only-binary :all: -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: install  ## Database, demo data, server on http://127.0.0.1:8000
	@$(BIN)/dondoc demo $(if $(PORT),--port $(PORT))

lint: install
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench

types: install
	$(BIN)/mypy

contracts: install
	$(BIN)/lint-imports

check: lint types contracts  ## Fast feedback: style, types, house plan, pure rules
	$(BIN)/pytest tests/rules tests/architecture

test: lint types contracts  ## Everything: SQLite, PostgreSQL, and a browser where one is found
	$(BIN)/pytest -n 2
	DONDOC_TEST_DATABASE=postgres $(BIN)/pytest -n 2 -m "not browser" --ignore tests/rules --ignore tests/architecture \
	  --ignore tests/documents --ignore tests/signing

lock: install  ## Renew the lock file (needs uv)
	uv pip compile --upgrade --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header \
	  --override requirements-overrides.txt requirements.in requirements-dev.in --output-file requirements.lock

clean:  ## Away with everything that can be made again (keeps var/)
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
