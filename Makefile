# Everything works on a fresh clone: each target first installs what it needs into .venv.
# The first of these that is new enough (3.11); another: make PYTHON=/path/to/python3.12 run
PYTHONS = python3 python3.13 python3.12 python3.11
NEW_ENOUGH = -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
PYTHON ?= $(or $(shell for each in $(PYTHONS); do $$each $(NEW_ENOUGH) && echo $$each && break; done),python3)
HOST ?= 127.0.0.1
PORT ?= 8000
# What the test targets hand to pytest, as in: make test ARGS="tests/quiz -k share"
ARGS ?=

# By the program itself, never by a script beside it: those break in a folder with a space.
IN_VENV = .venv/bin/python
UV = .local/uv/bin/python -m uv
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile --quiet --universal --generate-hashes --python-version 3.11

.PHONY: help run test test-deployment lint format messages stop fresh lock css installed installed-for-tests new-enough-python

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name what; do printf '  make %-16s %s\n' "$$name" "$$what"; done

run: installed ## the site on http://127.0.0.1:8000; another port: make run PORT=8001
	@exec $(IN_VENV) -m devserver run --host "$(HOST)" --port "$(PORT)"

test: installed-for-tests ## what the site does, in about 11 minutes; some: make test ARGS="tests/quiz"
	@$(IN_VENV) -m tests.chromium
	@exec $(IN_VENV) -m pytest -n 2 --dist loadfile $(ARGS)

test-deployment: installed-for-tests ## servers that start, fail and are restored; some: ARGS="-k replica"
	@exec $(IN_VENV) -m pytest -n 2 --dist loadfile tests/deployment tests/devserver $(ARGS)

lint: installed-for-tests ## what style, types, templates, imports, settings, migrations and messages break
	@exec $(IN_VENV) -m tests.lint

format: installed-for-tests ## lay out Python and templates as `make lint` wants them
	@$(IN_VENV) -m ruff check --quiet --fix . || true
	@$(IN_VENV) -m ruff format .
	@find templates -name '*.html' -exec $(IN_VENV:python=djade) --target-version 5.2 {} + || true

messages: installed-for-tests ## collect the texts to translate in locale/, and compile translations
	@exec $(IN_VENV) -m tests.messages

stop: installed ## stop the site's PostgreSQL; while in use: make stop FORCE=1
	@exec $(IN_VENV) -m devserver stop $(if $(FORCE),--force)

fresh: installed ## set the database aside; then start with an empty one: make run
	@exec $(IN_VENV) -m devserver fresh

lock: ## pin what pyproject.toml asks for; newer: make lock UPGRADE=--upgrade
	@test -x .local/uv/bin/python || { mkdir -p .local && $(PYTHON) -m venv .local/uv; }
	@.local/uv/bin/python -m pip install -qq --disable-pip-version-check uv
	$(COMPILE) pyproject.toml --output-file requirements.txt $(UPGRADE)
	$(COMPILE) pyproject.toml --group dev-server --constraint requirements.txt --output-file devserver/requirements.txt $(UPGRADE)
	$(COMPILE) pyproject.toml --group dev --constraint devserver/requirements.txt --output-file tests/requirements.txt $(UPGRADE)

bench: installed-for-tests ## how fast it is: a table, and build/bench.json; some: make bench ARGS=pages
	@exec $(IN_VENV) -m tests.load $(ARGS)

css: ## build static/css from careerguide/styles
	npm --prefix careerguide/styles ci --silent
	npm --prefix careerguide/styles run css

installed: new-enough-python
	@$(PYTHON) -I devserver/bootstrap.py devserver/requirements.txt

installed-for-tests: new-enough-python
	@$(PYTHON) -I devserver/bootstrap.py tests/requirements.txt

new-enough-python:
	@$(PYTHON) $(NEW_ENOUGH) || { echo "Python 3.11 or newer is needed. Name one: make run PYTHON=/path/to/python3.11"; exit 1; }
