# Every target works on a fresh clone with Go, a C and C++ compiler and zlib's headers.

TOOL     := go tool -modfile=tools/tools.mod
GOLANGCI := go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
FUZZTIME ?= 1m

.PHONY: build
build: ## the program, into bin/
	go build -o bin/ ./cmd/steelyard

.PHONY: test
test: ## every test, as in README.md
	go test ./...

.PHONY: ci
ci: ## what has to hold before a change lands
	.ci/run

.PHONY: fmt
fmt: ## format the code
	$(TOOL) gofumpt -l -w .

.PHONY: lint
lint: ## all linters; the first run builds golangci-lint
	go mod tidy -diff
	go vet ./...
	$(TOOL) staticcheck ./...
	$(GOLANGCI) run

.PHONY: golden
golden: ## rewrite golden files from what the program does now; read the diff before you commit
	UPDATE=1 go test ./...

.PHONY: docs
docs: ## rewrite the reference pages and the outputs that pages show
	UPDATE=1 go test ./docs

.PHONY: fuzz
fuzz: ## every fuzz target, FUZZTIME each
	@grep -rEo --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' . | while IFS=: read -r file target; do \
		go test -run='^$$' -fuzz="^$${target#func }$$" -fuzztime=$(FUZZTIME) -fuzzminimizetime=1x "$$(dirname "$$file")" || exit 1; \
	done

.PHONY: bench
bench: ## every benchmark; compare two runs with benchstat
	go test -run='^$$' -bench=. -benchmem ./...

.PHONY: cover
cover: ## how much of the code the tests run, into cover.out
	go test -coverpkg=./... -coverprofile=cover.out ./...
	go tool cover -func=cover.out | tail -n 1

.PHONY: help
help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10
