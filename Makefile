# The project's commands. Bare `make` says what each does; README.md names the two that a newcomer needs.
.DEFAULT_GOAL := help
.PHONY: help setup run test soak browsers check bench fuzz mutants pictures format clean
.PHONY: supplied packages types all-but-types   # parts of these, which nobody calls
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

# The first that is new enough; simply expanded only where it is used, so that `make` itself starts at once.
PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13 python3.14; do \
    $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done || echo python3)
BIN := .venv/bin
# Each test process has databases, servers and ports of its own; TEST_PROCESSES=0 runs all tests in one, for a debugger.
# One more than there are processors: many tests wait for a clock, a browser or another process.
TEST_PROCESSES ?= $(shell echo $$(($$(nproc 2>/dev/null || echo 2) + 1)))
# Some images and shells forbid kept bytecode; with it each of our processes starts with 1.9 s of processor instead of 3.2.
unexport PYTHONDONTWRITEBYTECODE
SOURCES := $(shell find static/js static/css static/img -type f 2>/dev/null) tools/build.mjs

help:  ## say what each command does
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(BIN)/.runtime static/dist/manifest.json instance/secret_key  ## virtual environment, dependencies, front end
	@echo "· everything is in place"

run: setup  ## set up, start the demo summit on http://127.0.0.1:8000, say whom to be (HOST=, PORT=)
	@echo "· database" && $(BIN)/flask db upgrade
	@$(BIN)/flask demo seed --if-empty
	@$(BIN)/flask demo who
	@[ "$$(ulimit -n)" = unlimited ] || [ "$$(ulimit -n)" -ge 8192 ] || ulimit -n 8192 || echo "· this shell allows few open files: at most $$(ulimit -n) people at once"; exec $(BIN)/gunicorn wsgi:app

test: supplied  ## set up, supply browser, servers and LibreOffice, run all tests (ARGS="-k ballot")
	@$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist worksteal $(ARGS)

soak: supplied  ## the tests that take minutes each: losing a disk, a played day, every address in two worlds
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m soak $(ARGS)

browsers: setup $(BIN)/.dev  ## supply Firefox and WebKit too (some 500 MB) and go through one journey in each
	@$(BIN)/python -m tools.supply && $(BIN)/python -m tools.supply.others
	@$(BIN)/python -m pytest tests/browser/test_other_browsers.py $(ARGS)

check: setup $(BIN)/.dev  ## style, types, layers, languages, advisories against dependencies
	@$(MAKE) --no-print-directory --jobs=2 types all-but-types

types:  # takes as long as all the rest
	$(BIN)/mypy

all-but-types:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo --no-cache
	@$(BIN)/python tools/messages.py --check
	@tools/node --experimental-vm-modules --no-warnings tools/parse.mjs $$(find static/js tools -name '*.js' -o -name '*.mjs')
	tools/node --test static/js/tests/*.test.js
	$(BIN)/python tools/audit.py

bench: setup $(BIN)/.dev  ## measure beside other software, into bench/results.json (NAME=tally for one, ARGS="--limit 30")
	@for file in $(or $(NAME:%=bench/%.py),$(filter-out %_peers.py,$(sort $(wildcard bench/*.py)))); do \
	    echo "· $$file" && $(BIN)/python $$file $(ARGS); done

fuzz: setup $(BIN)/.dev  ## read, compare and merge what nobody would write, for ten minutes (ARGS="--minutes 60", ARGS="--case 17")
	$(BIN)/python -m tests.fuzz $(ARGS)

mutants: setup $(BIN)/.dev  ## break each promise of the live side on purpose; the churn has to find it (NAME="no heartbeat")
	@$(BIN)/python -m tools.supply && NAME="$(NAME)" $(BIN)/python -m tests.churn.mutants

pictures: setup $(BIN)/.dev  ## draw the pictures of docs/ anew: one for each role, in English and Spanish, of the demo summit
	@$(BIN)/python -m tools.supply && $(BIN)/python -m tests.browser.docs_pictures

format: $(BIN)/.dev  ## put the Python files into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## remove what `make setup` built; the database and the keys in instance/ stay
	rm -rf .venv node_modules static/dist

supplied:  # Python's packages, the front end's and Debian's come side by side: each waits for another network
	@$(MAKE) --no-print-directory --jobs=3 setup $(BIN)/.dev packages
	@$(BIN)/python -m tools.supply

packages: | $(BIN)/python
	@$(BIN)/python -m tools.supply.packages

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with PYTHON=/path/to/python3")'
	@echo "· virtual environment in .venv" && $(PYTHON) -m venv .venv

$(BIN)/.runtime: requirements.txt | $(BIN)/python
	@echo "· server dependencies" && $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(BIN)/.dev: requirements-dev.txt requirements.txt | $(BIN)/.runtime
	@echo "· test and check dependencies" && $(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

node_modules/.installed: package-lock.json tools/node | $(BIN)/.runtime
	@echo "· front-end packages" && tools/node npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

static/dist/manifest.json: node_modules/.installed $(SOURCES)
	@echo "· front end into static/dist" && tools/node tools/build.mjs

instance/secret_key:
	@mkdir -p -m 700 instance && (umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_hex(32))' > $@)
	@echo "· instance/secret_key made; keep it out of backups that others can read"
