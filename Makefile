# Everything a checkout needs; python3, pip and make are enough.
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TRAINING := .venv-training

.PHONY: demo test bench lint train clean help

help:  ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(READY): requirements.txt pyproject.toml
	test -x $(BIN)/python || python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

demo: $(READY)  ## set up, read a dispatch of the invented crisis, print its record
	$(BIN)/chancery read examples/dispatches/4-torva.txt --knowledge examples/knowledge

test: $(READY)  ## set up, run the tests
	$(BIN)/python -m pytest

bench: $(READY)  ## the accuracy gate over ../shared/bench
	$(BIN)/python -m benchmarks.gate

lint: $(READY)  ## ruff, mypy --strict
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy --strict src

$(TRAINING)/.ready: training/requirements.txt
	test -x $(TRAINING)/bin/python || python3 -m venv $(TRAINING)
	$(TRAINING)/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(TRAINING)/bin/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

train: $(TRAINING)/.ready  ## make the language model and the heads again (about three hours on two cores; see training/README.md)
	$(TRAINING)/bin/python -m training

clean:  ## remove what the targets above made, but for the weights
	rm -rf $(VENV) $(TRAINING) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache docs/_build
	find src tests training benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
