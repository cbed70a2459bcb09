PY := .venv/bin/python
SEED ?= $(shell $(PY) -c 'import random; print(random.randrange(2**32))')

# Collecting takes twice as long without kept bytecode, and each of the many processes that tests start 0.3 s longer.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo quick test thorough bench lint format clean
.DEFAULT_GOAL := help

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

demo: ## install what is missing and draw every form of specs/ into out/
	@bash scripts/setup.sh run
	.venv/bin/jixiao render specs/ -o out/ -f docx,pdf,xlsx,html
	@echo "The forms are in $(CURDIR)/out"

quick: lint ## lint, types, and for a minute the tests of what changed (else a few of everything)
	$(PY) -m pytest -q -rs --seconds=60 $$($(PY) -m tests.quick)

test: lint ## install what is missing, then lint, types and tests
	$(PY) -m pytest -n 2 -q

thorough: lint ## the properties on many new examples (SEED=... for a run again, TESTS=... for a part)
	@seed=$(SEED) && echo "make thorough SEED=$$seed" && \
		$(PY) -m pytest -n 2 -q -m hypothesis --hypothesis-profile=thorough --hypothesis-seed=$$seed $(TESTS)

bench: ## measure
	@bash scripts/setup.sh test
	$(PY) -m pip install -q -c constraints.txt -r bench/requirements.txt
	$(PY) -m bench

lint: ## ruff and mypy
	@bash scripts/setup.sh test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: ## let ruff format and fix
	@bash scripts/setup.sh test
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

clean: ## remove what was generated; .venv stays
	rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
