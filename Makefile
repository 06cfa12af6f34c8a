# The two commands of the README are `make try` and `make test`; both begin with `make install`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

EXPORT := $(BIN)/uv export --quiet --format requirements.txt --no-header --no-emit-local

# Compiled files are kept, whatever the environment says: without them each process compiles the
# house and its tests anew, which takes longer than most of the tests.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install install-dev try quick quick-types quick-tests test long check lock size clean

install: $(VENV)/.installed

$(VENV)/.installed: requirements.txt pyproject.toml workspace/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Holdfast needs Python 3.11 or newer; name one with: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e ./workspace -e .
	@touch $@

install-dev: install $(VENV)/.installed-dev

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

try: install
	$(BIN)/holdfast try

# While one works: the rooms on their own, types, imports, style. Under a minute on two cores.
quick: install-dev
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target quick-types quick-tests

quick-types:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

quick-tests:
	$(BIN)/python -m pytest -q -n 2 tests/unit workspace/tests/unit

# In the order of the folders, what takes longest first. Three workers for two cores: one in three
# waits for a browser or a server.
WORKERS := -n 3 --dist loadfile --no-loadscope-reorder

test: install-dev
	$(BIN)/python -m pytest $(WORKERS)

# What the gate has no time for: campaigns, and PostgreSQL where the gate takes SQLite alone.
long: install-dev
	$(BIN)/python -m pytest $(WORKERS) -m long

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/holdfast db check --program

lock: install-dev
	$(BIN)/uv lock
	$(EXPORT) --no-dev --extra build --extra postgres -o requirements.txt
	$(EXPORT) --no-dev --all-extras -o requirements-all.txt
	$(EXPORT) --all-extras -o requirements-dev.txt

# What `pip install .` takes on disk, by package, and what starting the command line costs.
size: install-dev
	$(BIN)/python -m bench.install_size

clean:
	rm -rf $(VENV) .cache
