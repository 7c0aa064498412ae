package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// bench writes the output of go test with so many times for each metric of the table,
// each of 10 ns but those that set says, "pkg BenchmarkX" to nanoseconds by round; an
// empty list is a benchmark that does not run.
func bench(t *testing.T, suffix string, set map[string][]float64, allocs map[string]int) string {
	t.Helper()
	var text strings.Builder
	seen := map[string]bool{}
	for _, c := range table {
		for _, m := range []metric{c.ours, c.base} {
			name := m.String()
			if m.name == "" || seen[name] {
				continue
			}
			seen[name] = true
			times, ok := set[name]
			if !ok {
				times = []float64{10, 10, 10}
			}
			for _, ns := range times {
				fmt.Fprintf(&text, "goos: linux\ngoarch: amd64\npkg: fbasim/%s\ncpu: Abacus\n"+
					"Benchmark%s%s \t 100\t %v ns/op\t %v ns/order\t %v cpu-ns/op\t 0 B/op\t %d allocs/op\nPASS\n",
					m.pkg, m.name, suffix, ns, ns, ns, allocs[name])
			}
		}
	}
	path := filepath.Join(t.TempDir(), "bench.txt")
	if err := os.WriteFile(path, []byte(text.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func ratios(args ...string) (code int, out, errs string) { return required("", args...) }

func required(list string, args ...string) (code int, out, errs string) {
	var stdout, stderr bytes.Buffer
	code = run(args, list, &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

// row returns the first line of the table with all of the words.
func row(t *testing.T, out string, words ...string) string {
	t.Helper()
	for _, line := range strings.Split(out, "\n") {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) }) {
			return strings.Join(strings.Fields(line), " ")
		}
	}
	t.Fatalf("no line with %q in\n%s", words, out)
	return ""
}

func TestRatiosAreMediansOfRounds(t *testing.T) {
	for _, suffix := range []string{"-2", ""} { // of several processors, of one
		// The machine is slow in the second round, and a stranger disturbs the third.
		path := bench(t, suffix, map[string][]float64{
			"sim/des BenchmarkMM1/engine":        {20, 80, 21},
			"sim/des BenchmarkMM1/closures":      {100, 400, 42},
			"sim/des BenchmarkHold/closures-100": {15, 15, 15},
		}, nil)
		code, out, errs := ratios(path)
		if code != 0 || errs != "" || !strings.HasPrefix(out, "Abacus, linux/amd64, 3 rounds\n") {
			t.Errorf("exit %d, %s\n%s", code, errs, out)
		}
		want := "M/M/1, event 21.00ns ±281% closures 100.0ns ±300% 5 2 .. 5 2.5 met 0"
		if got := row(t, out, "M/M/1, event"); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		want = "HOLD 100 10.00ns closures 15.00ns 1.5 0"
		if got := row(t, out, "HOLD 100 "); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}

func TestAPromiseThatIsNotKeptIsSaidAndNoFault(t *testing.T) {
	path := bench(t, "-2", map[string][]float64{
		"sim/des BenchmarkHold/engine-plain-10000": {10},
		"sim/des BenchmarkHold/closures-10000":     {49},
	}, nil)
	code, out, _ := ratios(path)
	if got := row(t, out, "HOLD 10^4 "); code != 0 || !strings.Contains(got, " 4.9 5 NOT MET") {
		t.Errorf("exit %d, %s", code, got)
	}
	code, out, _ = ratios("-smoke", path)
	if got := row(t, out, "HOLD 10^4 "); code != 0 || !strings.Contains(got, " 4.9 5 0") {
		t.Errorf("exit %d, %s", code, got)
	}
}

func TestWhatDidNotRunIsAFault(t *testing.T) {
	path := bench(t, "-2", map[string][]float64{"sim/model BenchmarkCatalog/full": {}}, nil)
	code, out, errs := ratios(path)
	if code != 1 || errs != "ratios: sim/model BenchmarkCatalog/full did not run\n" ||
		row(t, out, "catalog, order") != "catalog, order not run SimPy (s,S) 10.00ns 2" {
		t.Errorf("exit %d, %s\n%s", code, errs, out)
	}
	path = bench(t, "-2", map[string][]float64{"sim/des BenchmarkMM1/heap": {}}, nil)
	if code, _, errs := ratios(path); code != 1 || !strings.Contains(errs, "MM1/heap did not run") {
		t.Errorf("exit %d, %s", code, errs)
	}
}

func TestSimPyMayBeMissingWhereItIsNotRequired(t *testing.T) {
	path := bench(t, "-2", map[string][]float64{"sim/des BenchmarkSimPy/mm1": {}}, nil)
	code, out, errs := ratios(path)
	if code != 0 || errs != "" || !strings.Contains(out, "SimPy did not run.") {
		t.Errorf("exit %d, %s\n%s", code, errs, out)
	}
	code, _, errs = required("gcc,simpy", path)
	if code != 1 || !strings.Contains(errs, "SimPy/mm1") {
		t.Errorf("exit %d, %s", code, errs)
	}
}

func TestAllocationsAreAFaultWhereNoneArePromised(t *testing.T) {
	path := bench(t, "-2", nil, map[string]int{
		"sim/des BenchmarkMM1/engine": 1, "sim/des BenchmarkMM1/closures": 2})
	code, _, errs := ratios("-smoke", path)
	want := "ratios: sim/des BenchmarkMM1/engine allocates 1 times an operation, and must not\n"
	if code != 1 || errs != want {
		t.Errorf("exit %d, %s", code, errs)
	}
}

func TestFilesWithoutBenchmarksAreRefused(t *testing.T) {
	for text, want := range map[string]string{
		"PASS\nok\n": "has no benchmarks", "BenchmarkX 1 z ns/op\n": "parsing",
	} {
		path := filepath.Join(t.TempDir(), "bench.txt")
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if code, _, errs := ratios(path); code != 2 || !strings.Contains(errs, want) {
			t.Errorf("%q: exit %d, %s", text, code, errs)
		}
	}
	for _, args := range [][]string{{}, {"a", "b"}, {"no-such-file"}, {"-fast", "x"}} {
		if code, _, errs := ratios(args...); code != 2 || errs == "" {
			t.Errorf("%q: exit %d, %s", args, code, errs)
		}
	}
}

// The Makefile names the benchmarks a second time; what it leaves out would only show
// after minutes.
func TestMakeBenchRunsEveryBenchmarkOfTheTable(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	lists := regexp.MustCompile(`-bench '\^Benchmark\(?([A-Za-z0-9|]+)`)
	for _, list := range lists.FindAllSubmatch(makefile, -1) {
		for _, name := range strings.Split(string(list[1]), "|") {
			named[name] = true
		}
	}
	for _, c := range table {
		for _, m := range []metric{c.ours, c.base} {
			name, _, _ := strings.Cut(m.name, "/")
			if name != "" && !(named[name] && strings.Contains(string(makefile), "./"+m.pkg)) {
				t.Errorf("make bench does not run %s", m)
			}
		}
	}
}
