package main

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"

	"fbasim/sim/stats"
)

// readings are what benchmarks reported, a value a round.
type readings struct {
	machine string // processor, system
	values  map[reading][]float64
}

// reading is a benchmark and a unit of it, in the base units of benchfmt: seconds and
// not nanoseconds.
type reading struct{ pkg, name, unit string }

// processors is what Go adds to the name of a benchmark unless it is one.
var processors = regexp.MustCompile(`-[0-9]+$`)

// read reads the output of go test -bench.
func read(in io.Reader, name string) (*readings, error) {
	r := &readings{values: map[reading][]float64{}}
	results := benchfmt.NewReader(in, name)
	for results.Scan() {
		switch rec := results.Result().(type) {
		case *benchfmt.SyntaxError:
			return nil, rec
		case *benchfmt.Result:
			r.add(rec)
		}
	}
	if err := results.Err(); err != nil {
		return nil, err
	}
	if len(r.values) == 0 {
		return nil, fmt.Errorf("%s has no benchmarks", name)
	}
	return r, nil
}

func (r *readings) add(res *benchfmt.Result) {
	r.machine = strings.Trim(fmt.Sprintf("%s, %s/%s", res.GetConfig("cpu"), res.GetConfig("goos"),
		res.GetConfig("goarch")), ", /")
	_, pkg, _ := strings.Cut(res.GetConfig("pkg"), "/")
	full := res.Name.String()
	// With one processor a trailing number is part of the name, so both spellings count.
	for _, name := range slices.Compact([]string{full, processors.ReplaceAllString(full, "")}) {
		for _, v := range res.Values {
			at := reading{pkg, name, v.Unit}
			r.values[at] = append(r.values[at], v.Value)
		}
	}
}

// of returns the values of a metric by round, nil where its benchmark did not run.
func (r *readings) of(m metric) []float64 {
	unit := m.unit
	if unit == "" {
		unit = "ns/op"
	}
	_, base := benchunit.Tidy(1, unit)
	return r.values[reading{m.pkg, m.name, base}]
}

// spread is a median and the range of the values.
type spread struct{ median, low, high float64 }

func spreadOf(values []float64) spread {
	s := stats.Sorted(values)
	return spread{stats.Quantile(s, 0.5), s[0], s[len(s)-1]}
}

// line is a comparison with its readings.
type line struct {
	comparison
	mine, theirs, ratio *spread // nil where there is none
	rounds              int
	allocs              float64 // of an operation, the most of any round
	faults              []string
}

// judge holds the readings against a table. What a baseline needs and require does not
// name may be missing.
func (r *readings) judge(table []comparison, require []string) (lines []line) {
	for _, c := range table {
		l := line{comparison: c}
		mine, theirs := r.of(c.ours), r.of(c.base)
		l.rounds = len(mine)
		if len(mine) > 0 {
			l.mine = new(spreadOf(mine))
			l.countAllocs(r)
		} else {
			l.fault("%s did not run", c.ours)
		}
		if len(theirs) > 0 {
			l.theirs = new(spreadOf(theirs))
		} else if c.against != "" && (c.base.needs == "" || slices.Contains(require, c.base.needs)) {
			l.fault("%s did not run", c.base)
		}
		if n := min(len(mine), len(theirs)); n > 0 {
			// Round by round, so that what slows the machine for a while slows both.
			ratios := make([]float64, n)
			for i := range ratios {
				ratios[i] = theirs[i] / mine[i]
			}
			l.ratio = new(spreadOf(ratios))
		}
		lines = append(lines, l)
	}
	return lines
}

func (l *line) countAllocs(r *readings) {
	allocs := l.ours
	allocs.unit = "allocs/op"
	counts := r.of(allocs)
	if len(counts) == 0 {
		l.fault("%s does not report allocations: run it with -benchmem", l.ours)
		return
	}
	if l.allocs = slices.Max(counts); l.lean && l.allocs > 0 {
		l.fault("%s allocates %v times an operation, and must not", l.ours, l.allocs)
	}
}

func (l *line) fault(format string, args ...any) {
	l.faults = append(l.faults, fmt.Sprintf(format, args...))
}

// String is the name under which go test runs the benchmark.
func (m metric) String() string { return m.pkg + " Benchmark" + m.name }
