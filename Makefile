.DEFAULT_GOAL := help
SHELL := /bin/bash
GO ?= go
LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: help run build assets train test check lint golden fuzz bench micro fault s3

MODEL := internal/assist/model/dist/stories.model

help: ## print this list
	@grep -hE '^[a-z0-9]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9]+):.*## /\1\t/' | expand -t 10

run: build ## build and serve the demonstration on 127.0.0.1:8080
	./bin/tarazu demo

build: assets $(MODEL) ## assets, model and the binary, bin/tarazu
	$(GO) build -o bin/tarazu ./cmd/tarazu

train: ## learn the assistant's model anew, a minute; needed after phrases of titles changed
	@rm -f $(MODEL)
	@$(MAKE) --no-print-directory $(MODEL)

$(MODEL): $(wildcard catalogs/stories/*.tsv) $(filter-out %_test.go,$(wildcard internal/assist/*.go internal/assist/model/*.go internal/assist/train/*.go)) | assets
	$(GO) run ./cmd/tarazu assist train

assets: internal/assets/dist/face.css ## style sheet, fonts and scripts from npm packages

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

internal/assets/dist/face.css: node_modules/.package-lock.json internal/assets/build.mjs $(wildcard internal/web/face/*)
	node internal/assets/build.mjs

test: assets ## everything: lint, rules, stores, journeys in a browser
	@.ci/tools
	$(MAKE) lint check

check: assets $(MODEL)
	$(GO) test -p 1 -timeout 30m ./...

lint: ## gofumpt, vet and the linters of .golangci.yml
	$(GO) run $(LINT) run ./...

golden: assets ## renew golden files; read the diff
	TARAZU_UPDATE=1 $(GO) test -count=1 ./internal/store -run TestSchema
	$(GO) test ./internal/identity ./internal/api -update
	-TARAZU_UPDATE=1 $(GO) test -count=1 ./internal/config -run TestTheReference

fuzz: assets ## every fuzz target for a minute
	.ci/fuzz 60s

bench: build ## the running program against its peers, into docs/performance.md; then group commit and jobs
	$(GO) build -C bench/pocketbase -o $(CURDIR)/bin/pocketbase .
	$(GO) run ./bench
	$(GO) test -run '^$$' -bench 'GroupCommit|Jobs' -benchtime 9x ./internal/store

micro: assets ## benchmarks of single functions
	$(GO) test -run '^$$' -skip 'GroupCommit|Jobs' -bench . -benchmem ./...

fault: assets ## program and database killed under load, connections cut, each write failing once; and the bug planted
	$(GO) test -count=1 -v -timeout 30m -run 'Kill' ./internal/cli -server-cycles 20 | grep -E 'FAULT|^(ok|FAIL|---)'
	$(GO) test -count=1 -v -run 'Fail|Cut' ./internal/store | grep -E 'FAULT|^(ok|FAIL|---)'

s3: ## build the S3 service that tests use (minutes, once); without it those tests are skipped
	GOBIN=$(CURDIR)/bin $(GO) install github.com/versity/versitygw/cmd/versitygw@v1.8.0
