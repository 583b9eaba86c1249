# Two of these are all a newcomer needs: make demo, make test.

PORT ?= 8000
SIZE ?= 10000
WORKERS ?= 2
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
RUN = UV_PYTHON_DOWNLOADS=never $(UV) run --frozen
UV_VERSION = 0.13.9

.PHONY: help demo test assure bench lint format

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

demo: $(UV) ## set up and run the archive with its sample data (PORT=8000)
	$(RUN) manage.py demo --port $(PORT)

test: $(UV) ## set up and run the tests, without the long runs
	$(RUN) --group test pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder

assure: $(UV) ## the long runs: tens of thousands of steps, races, faults
	$(RUN) --group test pytest -q -m assure
	HYPOTHESIS_PROFILE=assure $(RUN) --group test pytest -q -m hypothesis

bench: $(UV) ## measure (SIZE=10000)
	SIZE=$(SIZE) $(RUN) --group test pytest -q -s -m bench tests/performance
	SIZE=$(SIZE) $(RUN) --group test --group bench python -m tests.performance

lint: $(UV) ## style, types, templates, migrations, lock file
	$(RUN) --group lint ruff check .
	$(RUN) --group lint ruff format --check .
	$(RUN) --group lint --group test mypy
	$(RUN) --group lint djlint templates --lint --quiet
	SECRET_KEY=lint DATA_DIR=var/lint $(RUN) manage.py makemigrations --check --dry-run -v 0
	UV_PYTHON_DOWNLOADS=never $(UV) lock --check

format: $(UV) ## write the code in the project's style
	$(RUN) --group lint ruff check --fix-only .
	$(RUN) --group lint ruff format .

# No uv on this machine: one of our own, for the system's pip may refuse to install.
.uv/bin/uv:
	python3 -m venv .uv || python3 -m virtualenv .uv
	.uv/bin/python -m pip install --quiet uv==$(UV_VERSION)
