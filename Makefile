# fbasim: targets for people. `make` lists them; `make demo` and `make test` are all a fresh machine needs.

SHELL := /bin/sh
GO ?= go
GO_MIN := 1.26
BIN := bin/fbasim
FUZZTIME ?= 5s
# of make bench: time for each benchmark, events for those of a million pending, rounds, output
BENCHTIME ?= 300ms
BENCHEVENTS ?= 2000000x
COUNT ?= 5
BENCHFILE ?= results/bench/latest.txt

.DEFAULT_GOAL := help
.PHONY: help go demo build test race fuzz bench bench-smoke instructions lint gallery golden slow slurm-test coverage-study selection-study estimate-study import-study clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# One clear line instead of a compiler's complaint where Go is absent or too old.
go:
	@command -v $(GO) >/dev/null 2>&1 || { echo "fbasim needs Go $(GO_MIN) or newer, and no 'go' is on the PATH: install it from https://go.dev/dl/"; exit 1; }
	@v=$$($(GO) env GOVERSION | sed 's/^go//'); \
	 printf '%s\n%s\n' "$(GO_MIN)" "$$v" | sort -V -C || { echo "fbasim needs Go $(GO_MIN) or newer, and this is Go $$v: install it from https://go.dev/dl/"; exit 1; }

demo: build ## run the quickstart: Remote Fulfillment or local FBA for Canada?
	@./$(BIN) run scenarios/quickstart.toml

build: go ## build bin/fbasim
	@CGO_ENABLED=0 $(GO) build -trimpath -o $(BIN) ./cmd/fbasim

test: go ## run every test (no C compiler needed)
	CGO_ENABLED=0 $(GO) test ./...

race: go ## run the tests that use several goroutines under the race detector (needs a C compiler)
	$(GO) test -race -run 'FirstDraws|DrawWrites' ./sim/dist ./sim/chart
	$(GO) test -race -run WorkersShare ./sim/study
	$(GO) test -race -run 'Sensitivity.*Workers|Interrupted|AnyShards|UnitsHold' ./sim/experiment
	$(GO) test -race -run 'Workers|Interrupted' ./sim/optimize
	$(GO) test -race -run 'AnyWorkers|EveryPoint' ./sim/sweep
	$(GO) test -race -run 'Workers|Visitors|AddUp|Joined|Capped' ./sim/amazon ./sim/amazon/harvest

fuzz: go ## fuzz every parser for FUZZTIME (default 5s) each
	@for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s $$p || exit 1; \
	  done; done

# Round after round, and not -count, so that a subject and its baseline stand close in time. The
# file is for benchstat too; cmd/ratios/table.go says what is compared and what is promised.
BENCH = CGO_ENABLED=0 $(GO) test -run '^$$' -benchmem
bench: go ## benchmarks beside frozen baselines: ratios, and results/bench/latest.txt
	@mkdir -p $(dir $(BENCHFILE)) && : > $(BENCHFILE)
	@for round in $$(seq $(COUNT)); do echo "round $$round of $(COUNT)" >&2; { \
	  $(BENCH) -benchtime $(BENCHTIME) -skip '/-1000000$$' \
	    -bench '^Benchmark(MM1|Inventory|SimPy|Hold|GuardTimer|Collectors)$$' ./sim/des && \
	  $(BENCH) -benchtime $(BENCHEVENTS) -bench '^BenchmarkHold$$/-1000000$$' ./sim/des && \
	  $(BENCH) -benchtime $(BENCHTIME) -skip '/^(remote|local)$$' \
	    -bench '^Benchmark(Catalog|Replication|Uniform|Pair|Sequence|Xoshiro|StandardPCG|SaleAndShip|FullQuote|Tariff|LedgerRows|Quickstart|Orders|Gather)$$' \
	    ./sim/model ./sim/random ./sim/fee ./sim/result ./sim/report ./sim/amazon ./sim/amazon/harvest && \
	  $(BENCH) -benchtime 1x -bench '^BenchmarkShards$$' ./cmd/fbasim; \
	  } >> $(BENCHFILE) || { cat $(BENCHFILE); exit 1; }; done
	@$(GO) run ./cmd/ratios $(RATIOS) $(BENCHFILE)

bench-smoke: ## does every benchmark run, and allocate no more than it may? no timing counts
	@$(MAKE) --no-print-directory bench COUNT=1 BENCHTIME=10ms BENCHEVENTS=1x \
	  BENCHFILE=results/bench/smoke.txt RATIOS=-smoke

instructions: go ## instructions per event of the core, by callgrind (needs valgrind): steadier than time
	.ci/instructions BenchmarkMM1/engine
	.ci/instructions BenchmarkMM1/engine-keyed-inversion
	.ci/instructions BenchmarkInventory/engine

lint: go ## formatting, vet, tidy modules
	@bad=$$(gofmt -l cmd sim); [ -z "$$bad" ] || { echo "gofmt would change:"; echo "$$bad"; exit 1; }
	$(GO) vet ./...
	$(GO) mod tidy -diff

# Small charts for the README and results/reference/README.md: a run, a sweep, a sensitivity and an optimization.
GALLERY := results/reference/gallery
DRAFTS := bin/gallery
gallery: build ## redraw the charts of the documentation
	@rm -rf $(DRAFTS) && mkdir -p $(GALLERY)
	@./$(BIN) run scenarios/quickstart.toml -q -o $(DRAFTS)
	@./$(BIN) sweep scenarios/sweep-price-volume.toml -q -o $(DRAFTS)
	@./$(BIN) sensitivity scenarios/quickstart.toml --spread 20% --sobol 0 -q -o $(DRAFTS)
	@./$(BIN) optimize scenarios/optimize-canada.toml -q -o $(DRAFTS)
	@for run in $(DRAFTS)/*/sweep-* $(DRAFTS)/*/optimize-*; do ./$(BIN) plot $$run > /dev/null || exit 1; done
	@for chart in waterfall-iron-ca stock-iron-ca delivery-ca tornado-profit-remote-local; do \
	  cp $$(ls $(DRAFTS)/quickstart/*/charts/$$chart.svg | head -1) $(GALLERY)/$$chart.svg || exit 1; done
	@cp $(DRAFTS)/*/sweep-*/charts/winner-map-*.svg $(GALLERY)/winner-map.svg
	@cp $(DRAFTS)/*/optimize-*/charts/pareto.svg $(GALLERY)/pareto.svg

golden: build gallery ## rewrite golden files and the reference run (read the difference before you commit it)
	@rm -rf results/reference/quickstart && mkdir -p results/reference
	@./$(BIN) run scenarios/quickstart.toml -o results/reference --progress none > results/reference/quickstart.txt
	@cp results/reference/quickstart/*/charts/break-even-iron-ca.svg results/reference/break-even.svg
	$(GO) test ./sim/report ./sim/imported/trial -update
	$(GO) test ./cmd/fbasim -update

slow: go ## long campaigns; their results are committed with the command
	$(GO) test -tags slow -timeout 2h ./...

# A controller and a node on the loopback interface; four to six minutes. Root, and Debian's slurm-wlm and munge.
slurm-test: go ## 200 units by a real Slurm whose tasks and node are killed: the same bytes (root, slurm-wlm, munge)
	FBASIM_REQUIRE=slurm CGO_ENABLED=0 $(GO) test -tags slow -count 1 -timeout 30m -run 'Slurm' -v ./cmd/fbasim

# Thousands of toy studies with known truth; about three minutes together. The command stands first in the results.
coverage-study: go ## how often 95 % intervals cover the truth: results/studies/coverage.txt
	@{ echo '$$ make coverage-study (go run ./cmd/studies coverage)'; echo; \
	  CGO_ENABLED=0 $(GO) run ./cmd/studies coverage; } > results/studies/coverage.txt; kept=$$?; cat results/studies/coverage.txt; exit $$kept

selection-study: go ## how often KN, OCBA and others select the best system: results/studies/selection.txt
	@{ echo '$$ make selection-study (go run ./cmd/studies selection)'; echo; \
	  CGO_ENABLED=0 $(GO) run ./cmd/studies selection; } > results/studies/selection.txt; kept=$$?; cat results/studies/selection.txt; exit $$kept

# A minute or two of two free cores; with -studies 10000 it says more.
estimate-study: go ## how often intervals fitted to history cover the truth: results/studies/estimates.txt
	@{ echo '$$ make estimate-study (go run ./cmd/studies -studies 1000 estimates)'; echo; \
	  CGO_ENABLED=0 $(GO) run ./cmd/studies -studies 1000 estimates; } > results/studies/estimates.txt; kept=$$?; cat results/studies/estimates.txt; exit $$kept

# Some two minutes of a free core.
import-study: go ## how often intervals hold that import fits to simulated sellers' reports: results/studies/imports.txt
	@{ echo '$$ make import-study (go run ./cmd/studies -studies 300 imports)'; echo; \
	  CGO_ENABLED=0 $(GO) run ./cmd/studies -studies 300 imports; } > results/studies/imports.txt; kept=$$?; cat results/studies/imports.txt; exit $$kept

clean: ## remove what was built
	@rm -rf bin
