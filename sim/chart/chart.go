package chart

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"fbasim/sim/result"
)

// Source is what charts are drawn from. Each chart needs one part of it and draws nothing where that
// is absent.
type Source struct {
	// Set is a run. Beside an optimization or a sensitivity study it may hold no more than the manifest
	// and the cases.
	Set    *result.Set
	Sweep  *result.Sweep
	Pareto []result.ParetoPoint // plans of an optimization
}

// kind is one line of the table of charts.
type kind struct {
	name  string
	of    string // what it is drawn from: "run", "sweep", "optimization" or "sensitivity"
	shows string
	build func(Source, Options) []figure
}

// ofRun is a chart of a run.
func ofRun(build func(*result.Set, Options) []figure) func(Source, Options) []figure {
	return func(s Source, o Options) []figure {
		if s.Set == nil {
			return nil
		}
		return build(s.Set, o)
	}
}

// ofSweep is a chart of a parameter sweep.
func ofSweep(build func(*result.Sweep, Options) []figure) func(Source, Options) []figure {
	return func(s Source, o Options) []figure {
		if s.Sweep == nil {
			return nil
		}
		return build(s.Sweep, o)
	}
}

// ofPlans is a chart of an optimization.
func ofPlans(build func(*result.Set, []result.ParetoPoint, Options) []figure) func(Source, Options) []figure {
	return func(s Source, o Options) []figure {
		if s.Set == nil {
			return nil
		}
		return build(s.Set, s.Pareto, o)
	}
}

// kinds is the table of charts, in the order of a report.
func kinds() []kind {
	return []kind{
		{"break-even", "run", "profit over volume, with the point where the better program changes", ofRun(breakEven)},
		{"waterfall", "run", "where the money of one sale goes, program by program", ofRun(waterfall)},
		{"delivery", "run", "days from order to door against the promised window", ofRun(delivery)},
		{"stock", "run", "stock through the year, receipts, stock-outs, and when offers are for sale", ofRun(stockTimeline)},
		{"profit", "run", "how profit is distributed over the replications", ofRun(profitDistribution)},
		{"differences", "run", "how far each case is from the baseline, and each SKU's best from its next best",
			ofRun(differences)},
		{"cash", "run", "cumulative cash day by day, its lowest point and the payback day", ofRun(cashTimeline)},
		{"winner-map", "sweep", "which case is best over two swept inputs, and where that is settled", ofSweep(winnerMaps)},
		{"sweep", "sweep", "a metric of each case over a swept input, and the differences", ofSweep(sweepLineCharts)},
		{"pareto", "optimization", "plans by two objectives, and those that none beats in both", ofPlans(paretoCharts)},
		{"tornado", "sensitivity", "which input moves the result most, and which flip the winner", ofRun(tornadoCharts)},
	}
}

// Info names a chart, what it is drawn from and what it shows.
type Info struct{ Name, Of, Shows string }

// List returns the charts there are, in the order of a report.
func List() []Info {
	var list []Info
	for _, k := range kinds() {
		list = append(list, Info{k.name, k.of, k.shows})
	}
	return list
}

// Options narrow what is drawn.
type Options struct {
	SKU    string // only this one; "" for all
	Market string // only this one; "" for all
	// Most limits the figures of each chart; 0 means 12. A set with more SKUs shows those
	// whose choice weighs most, by leading; narrow by SKU to see others.
	Most int
	// SkipPNG leaves out the PNG files, which take most of the time.
	SkipPNG bool
}

func (o Options) wants(sku, market string) bool {
	return (o.SKU == "" || sku == "" || o.SKU == sku) &&
		(o.Market == "" || market == "" || o.Market == market)
}

// Draw writes the figures of one chart, or of all charts if name is "", to the
// folder out, which it creates: stem.svg, stem.png, stem.csv with the points drawn
// and stem.txt with a description. It sorts the set and returns the stems written; a
// chart for which the set has no data gives none. An unknown name is an error that
// lists the names.
func Draw(s *result.Set, name, out string, o Options) (stems []string, err error) {
	return DrawSource(Source{Set: s}, name, out, o)
}

// DrawSource does what Draw does for everything that charts are drawn from.
func DrawSource(s Source, name, out string, o Options) (stems []string, err error) {
	figures, err := build(s, name, o)
	if err != nil || len(figures) == 0 {
		return nil, err
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return nil, err
	}
	if err := drawAll(figures, out, o); err != nil {
		return nil, err
	}
	for i := range figures {
		stems = append(stems, figures[i].stem)
	}
	return stems, nil
}

// drawAll writes the figures side by side. Each worker has its own fonts, whose
// cache is not safe for use by several; a figure's bytes do not depend on who
// draws it. The error is that of the first figure that failed.
func drawAll(figures []figure, out string, o Options) error {
	errs := make([]error, len(figures))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(figures)) {
		wait.Go(func() {
			f, err := newFonts()
			for {
				i := int(next.Add(1)) - 1
				if i >= len(figures) {
					return
				}
				if errs[i] = err; err == nil {
					errs[i] = figures[i].write(out, f, o)
				}
			}
		})
	}
	wait.Wait()
	for i, err := range errs {
		if err != nil {
			return fmt.Errorf("chart %s: %w", figures[i].stem, err)
		}
	}
	return nil
}

// DrawDir draws from a results folder into its charts folder; see Draw.
func DrawDir(dir, name string, o Options) (stems []string, err error) {
	s, err := result.Read(dir)
	if err != nil {
		return nil, err
	}
	return Draw(s, name, filepath.Join(dir, result.ChartsDir), o)
}

func build(s Source, name string, o Options) ([]figure, error) {
	if s.Set != nil {
		s.Set.Sort()
	}
	if o.Most == 0 {
		o.Most = 12
	}
	var figures []figure
	var names []string
	found := false
	for _, k := range kinds() {
		names = append(names, k.name)
		if name != "" && name != k.name {
			continue
		}
		found = true
		some := k.build(s, o)
		figures = append(figures, some[:min(len(some), o.Most)]...)
	}
	if !found {
		return nil, fmt.Errorf("no chart is called %q; there are %s", name, strings.Join(names, ", "))
	}
	distinguish(figures)
	return figures, nil
}

// distinguish numbers stems that names of SKUs made equal.
func distinguish(figures []figure) {
	count := map[string]int{}
	for i := range figures {
		stem := figures[i].stem
		if count[stem]++; count[stem] > 1 {
			figures[i].stem = stem + "-" + strconv.Itoa(count[stem])
		}
	}
}

func (g *figure) write(out string, f fonts, o Options) error {
	for _, form := range []struct {
		ending string
		bytes  func(fonts) ([]byte, error)
		skip   bool
	}{
		{".svg", g.svgBytes, false},
		{".png", g.pngBytes, o.SkipPNG},
		{".csv", func(fonts) ([]byte, error) { return g.pointBytes() }, false},
		{".txt", func(fonts) ([]byte, error) { return []byte(g.alt + "\n"), nil }, false},
	} {
		if form.skip {
			continue
		}
		data, err := form.bytes(f)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, g.stem+form.ending), data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// stem names a figure's files by chart, SKU and marketplace.
func stem(parts ...string) string {
	var named []string
	for _, p := range parts {
		if p != "" {
			named = append(named, result.Slug(p))
		}
	}
	return strings.Join(named, "-")
}

// subtitle says which run a chart shows.
func subtitle(s *result.Set) string {
	in := s.Manifest.Inputs
	parts := []string{result.Visible(s.Manifest.Title)}
	if in.Horizon != "" {
		parts = append(parts, result.Visible(in.Horizon)+" from "+in.Start)
	}
	parts = append(parts, "seed "+strconv.FormatInt(in.Seed, 10))
	if n := s.Manifest.Precision.Replications; n > 0 {
		parts = append(parts, "n = "+strconv.Itoa(n))
	}
	newest := ""
	for _, card := range in.Cards {
		newest = max(newest, card.From)
	}
	if newest != "" {
		parts = append(parts, "rate cards as of "+newest)
	}
	if s.Manifest.Interrupted {
		parts = append(parts, "INTERRUPTED, partial results")
	}
	for i, p := range parts[1:] { // the title may break anywhere
		parts[i+1] = strings.ReplaceAll(p, " ", hardSpace)
	}
	return strings.Join(parts, hardSpace+"· ")
}
