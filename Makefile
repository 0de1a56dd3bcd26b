# Everything that people do with this repository. `make setup` is part of every other target and quick when nothing is missing.
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)
export NX_DAEMON := false

.DEFAULT_GOAL := help
.PHONY: help setup build up test test-long bench lint format graph clean

help: ## Show the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

# npm itself writes this file, last of all: where it is missing or older than the lock, an installation is due.
node_modules/.package-lock.json: package-lock.json
	npm ci --ignore-scripts --loglevel=error
	@touch $@

setup: node_modules/.package-lock.json ## Install npm packages and the servers that this machine lacks
	@tsc -b tools/stack
	@node tools/stack/dist/install.js

build: setup ## Compile every package
	@node tools/setup/prune-dist.mjs
	@tsc -b

up: build ## Start the platform; Ctrl-C stops it, its data stay under var/ (or FREEHOLD_DATA)
	@exec node --import ./libs/service/dist/otel.js --max-old-space-size=256 --max-semi-space-size=16 tools/platform/dist/main.js

test: ## Check and test everything (half an hour on two cores)
	@node tools/setup/test.mjs

test-long: ## Soak, kill and fuzz runs
	@node tools/setup/test.mjs --long

bench: build ## Measure, and write docs/benchmarks.md
	@node tools/bench/dist/main.js

lint: build ## Lint, formatting, boundaries, dead code
	@oxlint
	@biome check
	@depcruise --config .dependency-cruiser.cjs libs services tools e2e
	@knip

format: setup ## Format the code and sort its imports
	@biome check --write

graph: setup ## Draw the packages and their imports into var/graph/
	@mkdir -p var/graph
	@nx graph --file=var/graph/index.html

clean: ## Remove what the build made; var/ (data), node_modules/ and .servers/ stay
	rm -rf libs/*/dist services/*/dist tools/*/dist e2e/dist .nx
