# DataStory: `make run` starts the app, `make test` runs all tests; both set up what they need.

# The first Python on PATH that the locked dependencies support. Override: make run PYTHON=/path/to/python3.12
SUPPORTED := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for python in python3 python3.12 python3.13 python3.11 python; do \
	"$$python" -c '$(SUPPORTED)' >/dev/null 2>&1 && echo "$$python" && break; done)

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
export PORT

# Packages are those that were locked, to the byte: a lock file names the hash of each, and pip takes no other.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
COMPILE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"

# Two processes, a file of tests to one of them, in the order of their names: the slow files of tests/e2e come early,
# where pytest-xdist would leave files of few tests to the end, and one process to wait for the other. Three took as
# long on two cores, at three times the load.
APART := -n 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run worker test test-unit check format bench bench-reading bench-truth bench-story bench-faults bench-jobs bench-abuse bench-peers bench-growth bench-page fuzz lock clean

help:  ## Show what can be made
	@grep -E '^[a-z-]+:.*  ## ' $(MAKEFILE_LIST) | sed -E 's/:.*  ## /\t/' | expand -t 16

run: $(VENV)/app  ## Set up, then start the app with its database, queue and workers
	@$(BIN)/python serve.py

worker: $(VENV)/app  ## Start one more worker (MONGODB_URI and REDIS_URL say where)
	@$(BIN)/python -m jobs.worker

test: $(VENV)/dev  ## Set up, run all tests (browser tests need Chromium), print their coverage
	$(BIN)/python -m testing.coverage $(APART)

test-unit: $(VENV)/dev  ## The same without the browser
	$(BIN)/pytest $(APART) --ignore=tests/e2e

check: $(VENV)/dev  ## Lint, formatting, types, layers, complexity, the workflow
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports
	$(BIN)/complexipy --plain
	$(BIN)/zizmor --offline --quiet .github/workflows

format: $(VENV)/dev  ## Format the code and mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev  ## Measure upload to story, the pipeline alone and status calls
	$(BIN)/python -m bench.jobs

bench-jobs: $(VENV)/dev  ## Measure the queue against no queue, a hundred status pollers, and the time left
	$(BIN)/python -m bench.throughput
	$(BIN)/python -m bench.pollers
	$(BIN)/python -m bench.time_left

bench-reading: $(VENV)/dev  ## Compare the reader with pandas, DuckDB, CleverCSV and csv.Sniffer
	$(BIN)/python -m bench.reading

bench-truth: $(VENV)/dev  ## Recall and false findings on planted and empty data; SEEDS="1 2 3"
	$(BIN)/python -m bench.truth $(if $(SEEDS),--seeds $(SEEDS))

bench-story: $(VENV)/dev  ## What stories tell of what experts and planters know, and of nothing; SEEDS="1 2 3"
	$(BIN)/python -m bench.story $(if $(SEEDS),--seeds $(SEEDS))

bench-faults: $(VENV)/dev  ## Kill, freeze and stop everything under running jobs; nothing may be lost or doubled
	$(BIN)/python -m bench.faults

bench-abuse: $(VENV)/dev  ## Send small files that unfold to far more; print what each costs the web process and others
	$(BIN)/python -m bench.abuse

bench-peers: $(VENV)/dev  ## Compare with what users would run instead, into bench/RESULTS.md; LIMIT=45 seconds a run; QUICK=1 prints ratios in a minute
	$(BIN)/python -m bench.peers $(if $(QUICK),--quick) $(if $(LIMIT),--limit $(LIMIT))

bench-growth: $(VENV)/dev  ## Measure how time grows with rows and columns, into bench/RESULTS.md; ROUNDS=1
	$(BIN)/python -m bench.growth $(if $(ROUNDS),--rounds $(ROUNDS))

bench-page: $(VENV)/dev  ## Measure from the click to the first chart, cold; BEFORE=another checkout
	$(BIN)/python -m bench.page $(if $(BEFORE),--before $(BEFORE))

fuzz: $(VENV)/dev  ## Feed the reader 10,000 damaged files
	$(BIN)/python -m testing.fuzz

lock: $(VENV)/dev  ## Compile requirements*.in into the lock files, pinned with hashes
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt

clean:  ## Remove the environment; stories and jobs in .datastory stay
	rm -rf $(VENV)

# Each environment is made again when its lock file has changed.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "DataStory needs Python 3.11, 3.12 or 3.13 with its venv module. Install one, or run: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/app: $(VENV)/bin/python requirements.txt
	$(INSTALL) --only-binary :all: -r requirements.txt
	@touch $@

$(VENV)/dev: $(VENV)/app requirements-dev.txt
	$(INSTALL) -r requirements-dev.txt
	@touch $@
