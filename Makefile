# "make help" lists all targets. Needed: Node 20.20 or newer, npm and make.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := node_modules/.bin
INSTALLED := node_modules/.installed
BUILT := dist/.built
CODEGEN := node --max-semi-space-size=64 codegen/run.mjs
SOURCES := $(shell find generated migrations src -type f \( -name '*.ts' -o -name '*.tsx' -o -name '*.json' \)) \
	bundle.mjs tsconfig.json tsconfig.build.json

.PHONY: help verify setup generate check watch lint format typecheck build run example test test-postgres test-browser test-faults screenshots coverage-contract breaking codegen-package client-package mock tck fuzz promises bench bench-data bench-years migrate clean

help: ## show this list
	@echo 'usage: make <target>'
	@echo
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | \
		while IFS='|' read -r target text; do printf '  %-18s %s\n' "$$target" "$$text"; done

setup: $(INSTALLED) ## install the packages (only when package-lock.json changed)

run: build ## install, build and start the server with demo data (PORT, HOST, IYO_DATA_DIR)
	@echo '==> Starting (Ctrl-C stops the server)'
	@if [ -z "$$IYO_LOG_FORMAT" ] && [ -t 1 ]; then IYO_LOG_FORMAT=pretty; export IYO_LOG_FORMAT; fi; \
		exec node bin/iyo.cjs serve --demo

example: setup ## start a sample application that signs users in, next to make run
	@node examples/pet-shop/main.js

verify: lint typecheck check test ## all checks before a commit, fastest first (only=tests/users)

build: $(BUILT) ## compile to dist/ (only when something changed)

test: setup ## run all tests on the embedded database (only=tests/users for some)
	@echo '==> Testing on the embedded database'
	@TEST_DATABASE_URL= npm test --silent -- $(only)

test-postgres: setup ## run all tests on PostgreSQL (TEST_DATABASE_URL, or a throw-away server)
	@echo '==> Testing on PostgreSQL'
	@$(BIN)/tsx tests/support/with-postgres.ts --in-memory npm test --silent -- $(only)

test-browser: setup ## run the tests in a browser: Chromium, from CHROMIUM_PATH if set
	@echo '==> Testing in a browser'
	@npm run --silent test:browser -- $(only)

test-faults: build ## kill servers and databases under load: nothing acknowledged is lost (needs HAProxy, pgbouncer)
	@echo '==> Testing with faults'
	@npm test --silent -- --config tests/faults/jest.config.js $(only)

fuzz: setup ## send random requests, valid and broken, to the server on PostgreSQL (args="--requests 100000 --seed 7")
	@IYO_FUZZ='$(args)' $(BIN)/tsx tests/support/with-postgres.ts --in-memory npm test --silent -- --config tests/fuzz/jest.config.js $(only)

promises: setup ## print the documents' promises with the tests that show them (only=code-once)
	@$(BIN)/tsx tests/promises/main.ts $(only)

screenshots: setup ## take screenshots of every page in its states: coverage/screenshots/
	@echo '==> Taking pictures'
	@rm -rf coverage/screenshots
	@IYO_SCREENSHOTS=coverage/screenshots npm run --silent test:browser -- tests/browser/pages.test.ts

coverage-contract: test ## run all tests, then list declared statuses that did not occur
	@cat coverage/contract.txt

generate: setup ## write generated/ from the contracts, api.raml and scim.raml
	@$(CODEGEN)

check: setup ## fail unless generated/ matches the contracts
	@$(CODEGEN) --check

watch: setup ## update generated/ whenever a contract changes
	@$(CODEGEN) --watch

breaking: setup ## list changes for callers of the API since base=<git ref>; fail if one breaks them (format=markdown)
	@old=$$(mktemp -d) && trap 'rm -rf "$$old"' EXIT && git archive $(base) -- '*.raml' | tar -x -C "$$old" && \
		broken=0 && for contract in api.raml scim.raml; do \
			test ! -e "$$old/$$contract" || $(CODEGEN) --diff --format $(or $(format),text) \
				"$$old/$$contract" "$$contract" || broken=1; \
		done && exit $$broken

mock: setup ## start a server that responds with the examples of api.raml (PORT)
	@$(CODEGEN) mock --port $(or $(PORT),8081)

codegen-package: setup ## build the npm package of the generator: dist/itsyouonline-codegen-*.tgz
	@rm -rf dist/codegen && $(BIN)/tsx codegen/pack.ts dist/codegen && npm pack --silent ./dist/codegen --pack-destination dist

client-package: setup ## build the npm package of the generated client: dist/itsyouonline-client-*.tgz
	@rm -rf dist/client && $(BIN)/tsx packages/client/pack.ts dist/client && \
		npm pack --silent ./dist/client --pack-destination dist

tck: setup ## run the RAML conformance kit, a clone of raml-org/raml-tck (RAML_CORPORA)
	@$(CODEGEN) tck $${RAML_CORPORA:-../shared/corpora}/raml-tck

lint: setup ## check code and format
	@$(BIN)/biome check --error-on-warnings

format: setup ## fix the format
	@$(BIN)/biome check --write

typecheck: setup ## check the types of everything, tests included
	@npm run --silent typecheck

migrate: build ## bring the database schema up to date
	@node bin/iyo.cjs migrate

bench: setup ## measure the server on PostgreSQL (args=--quick)
	@$(BIN)/tsx tests/support/with-postgres.ts $(BIN)/tsx tests/bench/main.ts $(args)

bench-data: setup ## measure requests on much data on PostgreSQL (args="--scale 0.01")
	@$(BIN)/tsx tests/support/with-postgres.ts $(BIN)/tsx tests/bench-data/main.ts $(args)

bench-years: setup ## measure hot requests, cleanup and indexes on the data of years on PostgreSQL (args="--scale 0.02")
	@$(BIN)/tsx tests/support/with-postgres.ts $(BIN)/tsx tests/bench-data/years.ts $(args)

clean: ## remove build results, never data
	@rm -rf dist coverage

# "npm ci" empties node_modules first, so this file is missing until it succeeds.
$(INSTALLED): package-lock.json
	@echo '==> Installing packages (npm ci)'
	@npm ci --loglevel=error --no-progress
	@ln -sf ../../bin/iyo.cjs $(BIN)/iyo
	@touch $@

$(BUILT): $(INSTALLED) $(SOURCES)
	@echo '==> Building'
	@npm run --silent build
	@touch $@
