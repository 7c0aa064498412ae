package chart

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/result"
)

// one returns the only figure of a chart.
func one(t *testing.T, s *result.Set, name string) figure {
	t.Helper()
	figures := mustBuild(t, s, name)
	if len(figures) != 1 {
		t.Fatalf("%s: %d figures, want 1", name, len(figures))
	}
	return figures[0]
}

func pick(g figure, panel, series, role string) []point {
	return slices.DeleteFunc(slices.Clone(g.points), func(p point) bool {
		return p.Panel != panel || p.Series != series || p.Role != role
	})
}

func TestBreakEvenDrawsTheCurvesCrossingAndDemandOfTheSet(t *testing.T) {
	s := widget(t)
	g := one(t, s, "break-even")
	for _, name := range []string{"remote", "local"} {
		drawn := pick(g, "", name, "line")
		n := 0
		for _, c := range s.Curves {
			if c.Case != name {
				continue
			}
			if p := drawn[n]; p.X != c.X || p.Y != c.Mean || p.Lo != c.Lo || p.Hi != c.Hi {
				t.Errorf("%s: drew %+v for %+v", name, p, c)
			}
			n++
		}
		if n != 12 || len(drawn) != n {
			t.Errorf("%s: %d points drawn of %d", name, len(drawn), n)
		}
	}
	at := pick(g, "", "remote / local", "break-even")
	if len(at) != 1 || at[0].X != 93.1 || at[0].Lo != 78.4 || at[0].Hi != 109.9 {
		t.Errorf("crossing %+v", at)
	}
	demand := pick(g, "", "demand", "quantile")
	if len(demand) != 3 || demand[0].Label != "P5" || demand[2].X != 180 {
		t.Errorf("demand %+v", demand)
	}
}

func TestWaterfallBarsChainFromPriceToWhatIsLeft(t *testing.T) {
	for name, s := range map[string]*result.Set{"widget": widget(t), "crowd": crowd(t)} {
		g := one(t, s, "waterfall")
		for _, c := range s.Cases[:2] {
			var bars []point
			for _, p := range g.points {
				if p.Panel == c.Name {
					bars = append(bars, p)
				}
			}
			if bars[0].Series != result.KindPrice || bars[0].Lo != 0 || bars[0].Hi != bars[0].Y {
				t.Errorf("%s: first bar %+v does not stand on zero", name, bars[0])
			}
			at := bars[0].Hi
			for _, b := range bars[1 : len(bars)-1] {
				if math.Abs(b.Hi-at) > 1e-9 || math.Abs(b.Hi+b.Y-b.Lo) > 1e-9 {
					t.Errorf("%s: bar %+v does not hang on %v", name, b, at)
				}
				at = b.Lo
			}
			last := bars[len(bars)-1]
			if last.Series != result.KindContribution || math.Abs(last.Y-at) > 1e-9 {
				t.Errorf("%s: %+v is left, but the steps come to %v", name, last, at)
			}
			if zero := pick(g, c.Name, "advertising", "bar"); len(zero) != 1 ||
				zero[0].Label != "not modeled" {
				t.Errorf("%s: a step of zero is not kept and marked: %+v", name, zero)
			}
		}
	}
}

func TestDeliverySharesSumToOneAndLateOnesAreMarked(t *testing.T) {
	g := one(t, widget(t), "delivery")
	for name, hi := range map[string]float64{"remote": 12, "local": 3} {
		sum := 0.0
		for _, p := range pick(g, name, name, "bar") {
			sum += p.Y
			if (p.Label == "late") != (p.X > hi) {
				t.Errorf("%s: day %v is marked %q; the window ends on day %v", name, p.X, p.Label, hi)
			}
		}
		if math.Abs(sum-1) > 1e-12 {
			t.Errorf("%s: shares sum to %v", name, sum)
		}
	}
}

func TestStockSpansCoverTheDaysAtRisk(t *testing.T) {
	s := widget(t)
	g := one(t, s, "stock")
	spans := pick(g, "local", "out of stock", "band")
	for _, r := range s.Daily {
		if r.Series != result.SeriesStockout {
			continue
		}
		x, _ := dayNumber(r.Date)
		in := slices.ContainsFunc(spans, func(p point) bool { return p.Lo <= x && x <= p.Hi })
		if in != (r.Mean >= atRisk) {
			t.Errorf("%s: risk %v, shaded %v", r.Date, r.Mean, in)
		}
	}
	if len(spans) == 0 {
		t.Error("the sample has stock-outs, none is shaded")
	}
	if n := len(pick(g, "local", "receipts", "mark")); n != 9 {
		t.Errorf("%d receipts, the sample has 9", n)
	}
}

func TestProfitIsTheEmpiricalDistribution(t *testing.T) {
	s := widget(t)
	g := one(t, s, "profit")
	line := pick(g, "", "local", "line")
	_, sample := s.Replications.Sample("local", "profit.CA")
	if len(line) != len(sample) || line[len(line)-1].Y != 1 || line[0].X != slices.Min(sample) {
		t.Errorf(
			"%d steps from %+v to %+v for %d replications",
			len(line),
			line[0],
			line[len(line)-1],
			len(sample),
		)
	}
	marks := pick(g, "", "local", "mark")
	m := s.Case("local").Metric("profit.CA")
	if len(marks) != 4 || marks[1].X != m.Mean || marks[3].Label != "CVaR5" || marks[3].X != m.CVaR5 {
		t.Errorf("marks %+v", marks)
	}
}

func TestTitlesStateAFindingOnlyWhereThereIsOne(t *testing.T) {
	unsettled := func(s *result.Set) {
		s.BreakEven[0].Status, s.BreakEven[0].CI.Hi = result.Unbounded, math.Inf(1)
		for i := range s.Comparisons {
			s.Comparisons[i].Verdict = result.Unclear
		}
		for i := range s.Daily {
			if s.Daily[i].Series == result.SeriesStockout {
				s.Daily[i].Mean = 0.01
			}
		}
	}
	for chart, want := range map[string][2]string{
		"break-even": {"Local FBA pays above 93 units/month in Canada",
			"Remote Fulfillment or local FBA in Canada?"},
		"delivery": {"Local FBA is late less often in Canada: 1.1 % of orders against 8.4 %",
			"Do orders to Canada arrive as promised?"},
		"profit": {"Local FBA earns more than Remote Fulfillment on average",
			"How sure is profit in Canada?"},
		"stock": {"Stock in Canada may run out, most likely around " +
			strings.ReplaceAll("9 December 2026", " ", hardSpace),
			"Stock in Canada does not run out"},
		"waterfall": {"One WIDGET sold in Canada earns USD 6.18 with local FBA, " +
			"2.90 with Remote Fulfillment", ""},
	} {
		if got := one(t, widget(t), chart).title; got != want[0] {
			t.Errorf("%s: title %q, want %q", chart, got, want[0])
		}
		s := widget(t)
		unsettled(s)
		if got := one(t, s, chart).title; want[1] != "" && got != want[1] {
			t.Errorf("%s without a finding: title %q, want %q", chart, got, want[1])
		}
	}
}

func TestATailIsCalledWorseOnlyIfTheSampleShowsIt(t *testing.T) {
	s := widget(t)
	rows := s.Replications.Rows
	s.Replications.Rows = nil
	for k := range 400 {
		share := float64(k) / 400
		s.Replications.Rows = append(s.Replications.Rows,
			result.Replication{Case: "remote", Index: k, Values: replace(rows[0].Values, 4000+100*share)},
			result.Replication{Case: "local", Index: k, Values: replace(rows[0].Values, 9000*share)})
	}
	want := "Local FBA earns more than Remote Fulfillment on average, but less in a bad case"
	if got := one(t, s, "profit").title; got != want {
		t.Errorf("title %q, want %q", got, want)
	}
}

func replace(values []float64, profit float64) []float64 {
	values = slices.Clone(values)
	values[0] = profit
	return values
}

func TestDrawWritesFourFilesAFigureAndTheTableHoldsThePoints(t *testing.T) {
	out := filepath.Join(t.TempDir(), "charts")
	stems, err := Draw(widget(t), "break-even", out, Options{})
	if err != nil || !slices.Equal(stems, []string{"break-even-widget-ca"}) {
		t.Fatalf("drew %v, %v", stems, err)
	}
	for _, ending := range []string{".svg", ".png", ".csv", ".txt"} {
		if info, err := os.Stat(filepath.Join(out, stems[0]+ending)); err != nil || info.Size() < 100 {
			t.Errorf("%s: %v, %v", ending, info, err)
		}
	}
	file, err := os.Open(filepath.Join(out, stems[0]+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) != 1+24+1+3 {
		t.Errorf("%d rows, %v; want a header, 24 points, a crossing and 3 quantiles", len(rows), err)
	}
}

func TestOptionsNarrowWhatIsDrawn(t *testing.T) {
	s := widget(t)
	for i, n := 0, len(s.Curves); i < n; i++ { // SKUs whose names give the same stem
		for _, sku := range []string{"A/B", "A-B"} {
			p := s.Curves[i]
			p.SKU = sku
			s.Curves = append(s.Curves, p)
		}
	}
	for _, c := range []struct {
		options Options
		want    string
	}{
		{Options{}, "break-even-a-b-ca break-even-a-b-ca-2 break-even-widget-ca"},
		{Options{SKU: "A/B"}, "break-even-a-b-ca"},
		{Options{Market: "MX"}, ""},
		{Options{Most: 2}, "break-even-a-b-ca break-even-widget-ca"},
	} {
		figures, err := build(Source{Set: s}, "break-even", c.options)
		if err != nil {
			t.Fatal(err)
		}
		var stems []string
		for _, g := range figures {
			stems = append(stems, g.stem)
		}
		if got := strings.Join(stems, " "); got != c.want {
			t.Errorf("%+v draws %q, want %q", c.options, got, c.want)
		}
	}
	if _, err := Draw(s, "pie", t.TempDir(), Options{}); err == nil ||
		!strings.Contains(err.Error(), "break-even, waterfall") {
		t.Errorf("an unknown chart gives %v", err)
	}
	if stems, err := Draw(&result.Set{}, "", t.TempDir(), Options{}); err != nil || stems != nil {
		t.Errorf("an empty set draws %v, %v", stems, err)
	}
}

func TestOddDataDrawsWithoutPanic(t *testing.T) {
	f := mustFonts(t)
	for name, change := range map[string]func(*result.Set){
		"one point": func(s *result.Set) { s.Curves = s.Curves[:1] },
		"no numbers": func(s *result.Set) {
			for i := range s.Curves {
				s.Curves[i].Mean, s.Curves[i].Lo, s.Curves[i].Hi = math.NaN(), math.Inf(-1), math.Inf(1)
			}
			s.BreakEven[0].At, s.BreakEven[0].CI = math.NaN(), result.Unknown()
		},
		"no orders": func(s *result.Set) {
			for i := range s.Histograms {
				s.Histograms[i].Count, s.Histograms[i].WindowHi = 0, math.NaN()
			}
		},
		"equal profits": func(s *result.Set) {
			for i := range s.Replications.Rows {
				s.Replications.Rows[i].Values[0] = 5
			}
		},
		"one day":      func(s *result.Set) { s.Daily = s.Daily[:1] },
		"bad date":     func(s *result.Set) { s.Daily[0].Date = "tomorrow" },
		"no cases":     func(s *result.Set) { s.Cases = nil },
		"one quantile": func(s *result.Set) { s.Demand = s.Demand[:1] },
	} {
		s := widget(t)
		change(s)
		figures, err := build(Source{Set: s}, "", Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for i := range figures {
			svg, err := figures[i].svgBytes(f)
			if err != nil || strings.Contains(string(svg), "NaN") || strings.Contains(string(svg), "Inf") {
				t.Errorf("%s: %s: %v, or not a number in it", name, figures[i].stem, err)
			}
		}
	}
}

func TestOneReplicationHasNoDistribution(t *testing.T) {
	s := widget(t)
	s.Replications.Rows = slices.DeleteFunc(slices.Clone(s.Replications.Rows),
		func(r result.Replication) bool { return r.Index > 0 })
	if figures := profitDistribution(s, Options{Most: 9}); len(figures) != 0 {
		t.Errorf("%d charts of the distribution of one outcome", len(figures))
	}
}

func TestOrdersWithoutAPromisedWindowAreNotMarkedLate(t *testing.T) {
	s := widget(t)
	for i := range s.Histograms {
		s.Histograms[i].WindowLo, s.Histograms[i].WindowHi = math.NaN(), math.NaN()
	}
	for _, p := range one(t, s, "delivery").points {
		if p.Label == "late" || p.Series == "window" {
			t.Errorf("without a promise: %+v", p)
		}
	}
}
