# Two commands on a fresh machine: `make run` and `make test`. `make help` lists the rest.
SHELL   := /bin/sh
PYTHON  ?= python3.11
VENV    := .venv
BIN     := $(VENV)/bin
STAMP   := $(VENV)/.stamps
SAY     := @printf '\033[1m› %s\033[0m\n'
PO      := $(shell find src -name '*.po' 2>/dev/null)
MO      := $(PO:.po=.mo)
BUNDLE  := src/shian/doors/ui/static/bundle
# Each worker has a cluster of its own; the stories that kill, cut and press are patient, not infinitely so. One more than two
# cores: much of what is waited for is a disk or a browser.
WORKERS ?= 3
FONTS   := src/shian/letters/fonts
WEB     := $(shell find web -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)
# A front end that is not there yet needs no Node.
FRONT   := $(if $(wildcard web/package.json),$(STAMP)/bundle)
# Offices sit behind proxies whose certificate only the machine itself knows: trust what the machine trusts, as pip does.
export UV_SYSTEM_CERTS ?= 1
export NODE_EXTRA_CA_CERTS ?= $(wildcard /etc/ssl/certs/ca-certificates.crt)

.DEFAULT_GOAL := help
.PHONY: help setup run test check bench bench-ingest stories story mutants lock clean browser

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP)/package $(MO) $(FRONT) ## Install everything that running and testing share
	@printf 'Ready: %s/shian --help\n' $(BIN)

run: setup ## Start the database, load the law and the demo world, serve on http://127.0.0.1:8000
	@exec $(BIN)/shian demo --serve

test: setup browser check ## Install a browser too, then check and test everything
	$(SAY) "Tests"
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder  # else the longest, alone in their files, come last

check: setup ## Style, types and architecture, without the tests
	$(SAY) "Style"
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(SAY) "Types"
	@$(BIN)/mypy
	$(SAY) "Floors"
	@$(BIN)/lint-imports

bench: setup ## Measure what must be fast (NAME=… for one), one JSON object a line
	@$(BIN)/python -m benchmarks $(NAME)

bench-ingest: setup ## Flood the mass door for ten minutes, then with field apps' forms (SECONDS=60 for a trial)
	@$(BIN)/python -m benchmarks.ingest_10min $(if $(SECONDS),--seconds $(SECONDS))
	@$(BIN)/python -m benchmarks openrosa

stories: setup browser ## Walk every mechanism: each row's id and pass, fail or none (without a story), one a line
	@$(BIN)/python -m tests.mechanisms

story: setup browser ## Walk one mechanism: make story NAME=M52
	@$(BIN)/python -m tests.mechanisms $(NAME)

mutants: setup $(STAMP)/mutants ## Change every rule a little and count what no test noticed (some minutes)
	@SHIAN_DATA="$(CURDIR)/.data" $(BIN)/python -m tests.mutants

lock: $(STAMP)/uv ## Renew requirements.lock from requirements.in
	@for name in requirements requirements-node requirements-uv requirements-mutants; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links $$name.in -o $$name.lock || exit 1; done
	@! grep -n "://" requirements*.lock

clean: ## Remove what was built; the data folder stays
	@rm -rf $(VENV) $(BUNDLE) $(FONTS) web/node_modules $(MO)

# --- the steps of setup, each with a stamp so that a second run is a matter of seconds ---

$(STAMP)/uv:
	$(SAY) "Virtual environment"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@mkdir -p $(STAMP) && touch $@

$(STAMP)/packages: requirements.lock | $(STAMP)/uv
	$(SAY) "Packages, each checked against its hash"
	@$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements.lock
	@touch $@

$(STAMP)/package: pyproject.toml $(STAMP)/packages
	$(SAY) "Shian itself"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMP)/mutants: requirements-mutants.lock $(STAMP)/packages
	@$(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements-mutants.lock
	@touch $@

# msgfmt is a system package that a fresh machine may lack; Babel writes the same files.
%.mo: %.po | $(STAMP)/packages
	$(SAY) "Translations: $<"
	@$(BIN)/pybabel --quiet compile -i $< -o $@

$(STAMP)/node: | $(STAMP)/uv
	@if node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' 2>/dev/null && command -v npm >/dev/null; then \
	  printf '› Node %s of this machine\n' "$$(node --version)"; \
	else \
	  printf '› Node from the package registry (none of 20 or later here)\n'; \
	  $(BIN)/uv pip install --python $(BIN)/python --require-hashes -r requirements-node.lock; \
	fi
	@touch $@

$(STAMP)/bundle: $(WEB) | $(STAMP)/node $(STAMP)/packages
	$(SAY) "Front end"
	@PATH="$(CURDIR)/$(BIN):$$PATH" && cd web && npm ci --no-audit --no-fund --loglevel=error && npm run build
	@mkdir -p $(FONTS) && cp web/node_modules/@expo-google-fonts/noto-serif-sc/400Regular/*.ttf \
	  web/node_modules/@expo-google-fonts/noto-serif-sc/900Black/*.ttf $(FONTS)
	@touch $@

browser: ## A browser and a Chinese font for the page tests
	@./.ci/browser $(BIN)
