# 廉衡 Lianheng. Every target can be run again at no cost; a machine needs Python 3.11 or later, and make.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
SPRITE := static-built/assets/vendor/icons.svg
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links

.PHONY: setup run test test-fast check audit sbom fix docs bench lock
.DELETE_ON_ERROR:

setup: .venv/.installed $(SPRITE)  ## install into .venv, fetch the assets

run: setup  ## a district with a year behind it, served at http://localhost:8000/
	$(BIN)/lianheng demo
	exec $(BIN)/lianheng serve --port $(PORT)

test: setup .venv/.installed-dev  ## everything, on a fresh test database, with a browser
	CHROMIUM="$$($(BIN)/python scripts/browser.py)" && export CHROMIUM && $(BIN)/python -m pytest --create-db -n 2 --dist loadfile

test-fast: setup .venv/.installed-dev  ## without browser, keeping the test database
	$(BIN)/python -m pytest --reuse-db -n 2 --dist loadfile --ignore=tests/browser

check: setup .venv/.installed-dev  ## what the build demands
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint lianheng --lint --quiet
	$(BIN)/bandit --quiet --recursive lianheng config scripts --configfile pyproject.toml
	$(BIN)/lianheng manage makemigrations --check --dry-run
	$(BIN)/lianheng docs --check

audit:  ## needs the network: is anything known against what we stand on
	test -x .venv-audit/bin/pip || $(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet --require-hashes -r requirements-audit.txt
	.venv-audit/bin/python scripts/audit.py

fix: .venv/.installed-dev
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

docs: setup; $(BIN)/lianheng docs
bench: setup; $(BIN)/python -m bench
sbom: setup; $(BIN)/python scripts/sbom.py

lock:  ## after a change of requirements*.in or package.json
	for each in requirements requirements-dev requirements-audit; do $(COMPILE) $$each.in -o $$each.txt || exit; done
	$(BIN)/npm install --package-lock-only --silent && $(BIN)/python scripts/unfund.py

.venv/.installed: requirements.txt pyproject.toml
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps -e .
	touch $@
.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt && touch $@
node_modules/.installed: package-lock.json .npmrc .venv/.installed
	$(BIN)/npm ci --silent && touch $@
$(SPRITE): node_modules/.installed scripts/assets.py scripts/icons.txt
	$(BIN)/python scripts/assets.py
