# Every target sets up what it needs in .venv. Python 3.11 or later and make are enough to begin.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
export NO_MKDOCS_2_WARNING := 1

.PHONY: site serve test test-all check format bench bench-search clean chromium
.DEFAULT_GOAL := site

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

site: $(READY)  ## build the published log into site/
	$(BIN)/mkdocs build --strict

serve: $(READY)  ## preview, drafts included, at http://127.0.0.1:8000
	$(BIN)/mkdocs serve

test: $(READY) chromium  ## all tests, the browser's included
	$(BIN)/pytest -n auto

test-all: $(READY) chromium  ## those too that take long: builders and versions, 10,000 letters, fuzzing
	TEST_ALL=1 $(BIN)/pytest -n auto --dist loadgroup

check: $(READY)  ## lint, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)  ## figures: build time, time per letter, score on labelled letters
	$(BIN)/python -m tests.bench

bench-search: $(READY) chromium  ## figures: the search beside Pagefind and a whole lunr index, up to 50,000 letters
	$(BIN)/python -m tests.bench.search

# A browser found is used; else Debian's; else the one Playwright brings.
chromium: $(READY)
	@$(BIN)/python -m tests.browser.chromium >/dev/null 2>&1 \
	|| { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } \
	|| $(BIN)/playwright install chromium
	@$(BIN)/python -m tests.browser.chromium

clean:
	rm -rf .venv site .site.next .site.old .pytest_cache .mypy_cache .ruff_cache .hypothesis
