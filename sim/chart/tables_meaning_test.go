package chart

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"fbasim/sim/result"
)

func TestTheMapTellsWinnersFromCasesThatMerelyLead(t *testing.T) {
	row := func(name string, mean, lo, hi float64, verdict string) result.SweepRow {
		r := result.SweepRow{Case: name, Mean: mean, Diff: mean - 100, DiffCI: result.Interval{Lo: lo, Hi: hi}, Verdict: verdict}
		if verdict == "" {
			r.Diff, r.DiffCI = math.NaN(), result.Unknown()
		}
		return r
	}
	base := row("base", 100, 0, 0, "")
	v := &view{better: result.Higher}
	for name, c := range map[string]struct {
		rows    []result.SweepRow
		winner  string
		settled bool
	}{
		"clearly better":         {[]result.SweepRow{base, row("a", 120, 10, 30, result.Better)}, "a", true},
		"perhaps better":         {[]result.SweepRow{base, row("a", 120, -5, 45, result.Unclear)}, "a", false},
		"a tie":                  {[]result.SweepRow{base, row("a", 101, 0.5, 1.5, result.Tie)}, "a", false},
		"the baseline":           {[]result.SweepRow{base, row("a", 80, -30, -10, result.Worse)}, "base", true},
		"the baseline, perhaps":  {[]result.SweepRow{base, row("a", 99, -3, 1, result.Unclear)}, "base", false},
		"far apart":              {[]result.SweepRow{base, row("a", 120, 15, 25, result.Better), row("b", 110, 8, 12, result.Better)}, "a", true},
		"two that are too close": {[]result.SweepRow{base, row("a", 120, 10, 30, result.Better), row("b", 118, 8, 28, result.Better)}, "a", false},
	} {
		if w := v.best(&viewPoint{rows: c.rows}); w.name != c.winner || w.settled != c.settled {
			t.Errorf("%s: %+v, want %s, settled %v", name, w, c.winner, c.settled)
		}
	}
	v.better = result.Lower
	if w := v.best(&viewPoint{rows: []result.SweepRow{base, row("a", 80, -30, -10, result.Better)}}); w.name != "a" || !w.settled {
		t.Errorf("lower is better: %+v", w)
	}
}

// Worked by hand: the difference goes from -2 to 6 between 10 and 14, so it is zero at 11; its lower
// end reaches zero at 12 and its upper end at 9.
func TestCrossingsAreWhereDifferencesAndTheirEndsAreZero(t *testing.T) {
	d := curve{x: []float64{6, 10, 14}, mean: []float64{-10, -2, 6}, lo: []float64{-16, -4, 4}, hi: []float64{-6, 2, 8}}
	got := crossMarks("a", d)
	want := crossMark{name: "a", at: 11, rising: true, ci: result.Interval{Lo: 9, Hi: 12}}
	if len(got) != 1 || got[0] != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	for i := range d.x { // falling
		d.mean[i], d.lo[i], d.hi[i] = -d.mean[i], -d.hi[i], -d.lo[i]
	}
	want.rising = false
	if got := crossMarks("a", d); len(got) != 1 || got[0] != want {
		t.Errorf("falling: %+v, want %+v", got, want)
	}
	d.hi[0] = 20 // the interval holds zero up to the end of the range
	d.lo[0] = -20
	if got := crossMarks("a", d); len(got) != 1 || got[0].ci.Bounded() {
		t.Errorf("open: %+v", got)
	}
}

func TestTitlesStateFindingsOnlyWhereTheyAreSettled(t *testing.T) {
	all := tableFigures(t)
	for name, want := range map[string]string{
		"map":     "Local FBA is best on 31 %, Remote Fulfillment on 17 % of the map; the rest is not settled",
		"map-2x2": "Remote Fulfillment has the highest profit everywhere on the map",
		"lines":   "Local FBA is better where the price of WIDGET in Canada is above CAD 36.64",
		"lines-3": "How does profit depend on the price of WIDGET in Canada?",
		"tornado": "Volume in Canada or value of the CAD alone decides between remote and local",
		"steady":  "Local stays better than remote whichever input moves",
		"pareto":  "The chosen plan has USD 2,940 more profit than today, and USD 9,965 more capital tied up",
	} {
		if got := all[name][0].title; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	open := sweepOf([]string{"remote", "local"}, 4, 4)
	for i := range open.Rows {
		if r := &open.Rows[i]; r.Verdict != "" {
			r.Verdict, r.DiffCI = result.Unclear, result.Interval{Lo: -1e6, Hi: 1e6}
		}
	}
	if got := winnerMaps(open, Options{})[0].title; !strings.HasSuffix(got, "?") {
		t.Errorf("nothing is settled: %q", got)
	}
	plans := plansOf("", 6)
	for i := range plans {
		plans[i].XCI = result.Interval{Lo: -1e6, Hi: 1e6}
	}
	if got := paretoCharts(widget(t), plans, Options{})[0].title; !strings.HasSuffix(got, "?") {
		t.Errorf("intervals meet: %q", got)
	}
}

func TestTheRestOfManyInputsIsGrouped(t *testing.T) {
	tor := tornadoOf(widget(t), 16)
	tor.settle()
	if len(tor.swings) != mostSwings || tor.rest != 6 || tor.most <= 0 {
		t.Errorf("%d inputs, %d others of at most %v", len(tor.swings), tor.rest, tor.most)
	}
	for _, s := range tor.swings {
		if tor.size(s) < tor.most {
			t.Errorf("%s moves less than one that is not shown", s.input)
		}
	}
}

func TestChartsOfTablesAreTheSameTwice(t *testing.T) {
	f := mustFonts(t)
	first, second := tableFigures(t), tableFigures(t)
	for name := range first {
		for i := range first[name] {
			a, errA := first[name][i].svgBytes(f)
			b, errB := second[name][i].svgBytes(mustFonts(t))
			if errA != nil || errB != nil || !bytes.Equal(a, b) {
				t.Errorf("%s: two drawings differ (%v, %v)", name, errA, errB)
			}
		}
	}
}

func TestOddTablesDrawWithoutPanic(t *testing.T) {
	f := mustFonts(t)
	nan := sweepOf([]string{"remote", "local"}, 3, 3)
	for i := range nan.Rows {
		nan.Rows[i].Mean, nan.Rows[i].CI = math.NaN(), result.Unknown()
	}
	hole := sweepOf([]string{"remote", "local"}, 3, 3)
	hole.Rows = hole.Rows[:7]
	broken := sweepOf([]string{"remote"}, 3, 3)
	broken.Resolved = "not = = toml"
	equal := plansOf("", 3)
	for i := range equal {
		equal[i].X, equal[i].Y, equal[i].XCI, equal[i].YCI = 5, 5, result.Unknown(), result.Unknown()
	}
	bare := plansOf("", 3)
	for i := range bare {
		bare[i].Front, bare[i].Baseline, bare[i].Chosen = false, false, false
	}
	flat := &tornado{set: widget(t), a: "remote", b: "local", metric: "profit", unit: "USD",
		swings: []swing{{input: "x", low: "1", high: "2"}}}
	flat.settle()
	figures := []figure{flat.figure()}
	for _, s := range []*result.Sweep{nan, hole, broken, {}} {
		figures = append(figures, append(winnerMaps(s, Options{}), sweepLineCharts(s, Options{})...)...)
	}
	figures = append(figures, paretoCharts(&result.Set{}, equal, Options{})...)
	figures = append(figures, paretoCharts(&result.Set{}, bare, Options{})...)
	figures = append(figures, paretoCharts(&result.Set{}, plansOf("X", 2)[:1], Options{})...)
	for _, g := range figures {
		if _, err := g.svgBytes(f); err != nil {
			t.Errorf("%s: %v", g.stem, err)
		}
	}
}

func TestTheTornadoTellsFlipsFromChance(t *testing.T) {
	s := widget(t)
	row := func(input string, low, high float64, half float64) result.SensitivityRow {
		return result.SensitivityRow{
			Case: "local", Against: "remote", Metric: "profit", Unit: "USD", Input: input, Low: "1 d", High: "2 d",
			LowValue: 1, HighValue: 2, InputUnit: "d", AtLow: low, AtHigh: high, Base: 100, FlipsAt: math.NaN(),
			AtLowCI: result.Interval{Lo: low - half, Hi: low + half}, AtHighCI: result.Interval{Lo: high - half, Hi: high + half},
			BaseCI: result.Interval{Lo: 50, Hi: 150}, SwingCI: result.Interval{Lo: high - low - half, Hi: high - low + half},
		}
	}
	sure, chance, noise := row("a", -80, 300, 20), row("b", -10, 200, 20), row("c", 99, 101, 20)
	sure.FlipsTo, sure.FlipsAt, chance.FlipsTo, noise.Evidence = "remote", 1.26, "remote", "default (E)"
	s.Sensitivity = []result.SensitivityRow{noise, chance, sure}
	charts := tornadoCharts(s, Options{})
	if len(charts) != 1 || charts[0].title != "A alone decides between remote and local" {
		t.Fatalf("%d charts, %q", len(charts), charts[0].title)
	}
	for _, want := range []string{
		"a from 1 d to 2 d: USD -80.00 to USD +300, flips to remote at 1.3 d.",
		"b from 1 d to 2 d: USD -10.00 to USD +200, may flip to remote.",
		"c from 1 d to 2 d: USD +99.00 to USD +101, may not matter, weak evidence: default (E).",
	} {
		if !strings.Contains(charts[0].alt, want) {
			t.Errorf("%q is not in %q", want, charts[0].alt)
		}
	}
	for i := range s.Sensitivity { // a lower figure is better: the other case wins below zero
		s.Sensitivity[i].Metric, s.Sensitivity[i].FlipsTo = "lost_units.CA", ""
	}
	if got := tornadoCharts(s, Options{})[0].title; got != "Remote stays better than local whichever input moves" {
		t.Errorf("%q", got)
	}
}
