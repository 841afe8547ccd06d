# Short names for the project's commands; `make` alone lists them.
# Works with GNU make 3.81 and with the sed and shell of Linux and macOS.

# Notebook kernels must pick the inline backend themselves; compiled modules make every kernel start faster.
unexport MPLBACKEND
unexport PYTHONDONTWRITEBYTECODE

# The Python that builds .venv: 3.11 or newer.
PYTHON ?= python3
PY := .venv/bin/python
STAMP := .venv/.stamp
UNFINISHED := .venv/.unfinished
# uv is in the dev group, so the lock pins it.
UV_VERSION := $(shell sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements.lock 2>/dev/null)
UV_SPEC := uv$(addprefix ==,$(UV_VERSION))
# Younger releases wait: conda-forge follows the registry by some days.
LOCK_AGE ?= 20 days
LOCK_FLAGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report test lab lock clean

help:
	@echo 'make report   extract, run all notebooks, write reports/index.html'
	@echo 'make test     lint, tests, doctests, and every notebook against its stored outputs'
	@echo 'make lab      open JupyterLab on the notebooks'
	@echo 'make lock     renew requirements.lock after a change in pyproject.toml'
	@echo '              (LOCK_FLAGS=--upgrade takes newer versions too)'
	@echo 'make clean    remove .venv, reports and caches'
	@echo
	@echo 'Each sets up .venv when needed. Another Python: make PYTHON=python3.12 test'

report: $(STAMP)
	@$(PY) -m analysis report

test: $(STAMP)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m pytest -q -n 2 --dist loadfile
	$(PY) -m pytest -q -n 2 --dist loadfile --nbval --nbval-current-env --nbval-cell-timeout 300 \
	    --nbval-sanitize-with tests/nbval.cfg notebooks/*.ipynb notebooks/tools/*.ipynb

lab: $(STAMP)
	$(PY) -m jupyterlab notebooks

lock:
	$(ENSURE_VENV)
	$(PY) -m pip install -q --disable-pip-version-check "$(UV_SPEC)"
	$(PY) -m uv pip compile -q --python $(PY) pyproject.toml --group dev --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --exclude-newer "$(LOCK_AGE)" \
	    --custom-compile-command "make lock" $(LOCK_FLAGS) -o requirements.lock

clean:
	rm -rf .venv reports .hypothesis .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name .ipynb_checkpoints -type d -prune -exec rm -rf {} +

# An interrupted set-up leaves $(UNFINISHED) behind; then, or when .venv does not work, a new one is made.
define ENSURE_VENV
@test ! -e $(UNFINISHED) && $(PY) -m pip --version >/dev/null 2>&1 || { \
    $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
        echo 'Python 3.11 or newer is needed, and "$(PYTHON)" is missing or older.' >&2; \
        echo 'Install one and name it, for example: make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; \
        exit 1; }; \
    $(PYTHON) -m venv --clear .venv || { \
        echo 'Could not make .venv. On Debian and Ubuntu: sudo apt install python3-venv' >&2; \
        rm -rf .venv; exit 1; }; }
endef

# Runs when a pin has changed, and whenever .venv has no Python that runs.
$(STAMP): requirements.lock pyproject.toml $(if $(shell test -x $(PY) && echo yes),,no-python)
	@echo 'Setting up .venv ...'
	$(ENSURE_VENV)
	@touch $(UNFINISHED)
	@$(PY) -m pip install -q --disable-pip-version-check "$(UV_SPEC)"
	@printf -- '-e .\n' > .venv/editable.txt
	@$(PY) -m uv pip sync -q --python $(PY) requirements.lock .venv/editable.txt
	@$(PY) -m uv pip check -q --python $(PY)
	@rm -f $(UNFINISHED)
	@touch $@

no-python: ;
