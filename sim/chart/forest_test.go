package chart

import (
	"math"
	"strings"
	"testing"

	"fbasim/sim/result"
)

func TestDifferencesShowTheComparisonsOfTheSetWithMarginAndVerdict(t *testing.T) {
	s := widget(t)
	g := one(t, s, "differences")
	const want = "Local is better than remote in profit in Canada, worse in 4 of 6 other figures"
	if !strings.EqualFold(g.title, want) {
		t.Errorf("title %q, want %q", g.title, want)
	}
	for _, c := range s.Comparisons {
		p := pick(g, "", c.Metric, "interval")
		if len(p) != 1 || p[0].X != c.Diff || p[0].Lo != c.CI.Lo || p[0].Hi != c.CI.Hi {
			t.Errorf("%s: drew %+v for %+v", c.Metric, p, c)
		}
		word := map[string]string{result.Better: s.Label(c.B), result.Worse: s.Label(c.A)}[c.Verdict] + " better, "
		if !strings.HasPrefix(p[0].Label, result.Visible(word)) {
			t.Errorf("%s: verdict %q, want %q", c.Metric, p[0].Label, word)
		}
		if margin := pick(g, "", c.Metric, "margin"); (len(margin) == 1) != (c.Margin > 0) {
			t.Errorf("%s: margin %+v, want %v", c.Metric, margin, c.Margin)
		}
	}
}

func TestLowerIsBetterPointsTheOtherWay(t *testing.T) {
	c := result.Comparison{Metric: "late_share.CA", Diff: -0.07, CI: result.Interval{Lo: -0.08, Hi: -0.06}}
	if x, lo, hi := turned(c); x != 0.07 || lo != 0.06 || hi != 0.08 {
		t.Errorf("fewer late orders are drawn at %v (%v .. %v)", x, lo, hi)
	}
}

func TestFiguresThatNeverDifferOrAreNeutralHaveNoRow(t *testing.T) {
	for name, c := range map[string]result.Comparison{
		"equal":   {Metric: "profit.US", Verdict: result.Tie},
		"neutral": {Metric: "on_hand.CA", Diff: 3, CI: result.Interval{Lo: 2, Hi: 4}},
		"unknown": {Metric: "profit", Diff: math.NaN(), CI: result.Unknown()},
	} {
		if forestMetric(c, Options{}) {
			t.Errorf("%s has a row", name)
		}
	}
}

func TestBigCatalogsShowTheLargestDifferencesAndGroupTheRest(t *testing.T) {
	s := bigCatalog(t, 500)
	figures := mustBuild(t, s, "")
	if len(figures) > 40 {
		t.Errorf("%d figures of 500 SKUs", len(figures))
	}
	found := 0
	for _, g := range figures {
		proofread(t, "500 SKUs", g)
		if len(g.alt) > 6000 {
			t.Errorf("%s: the description has %d characters", g.stem, len(g.alt))
		}
		if strings.HasPrefix(g.stem, "break-even-") || strings.HasPrefix(g.stem, "waterfall-") {
			found++
			if !strings.Contains(g.footnote, "of 500") {
				t.Errorf("%s does not say that there are more: %s", g.stem, g.footnote)
			}
		}
		if g.stem == "differences-skus-ca" {
			checkGroups(t, g)
		}
		if g.stem == "break-even-skus-ca" {
			checkBreakEvens(t, s, g)
		}
	}
	if found != 24 {
		t.Errorf("%d charts of single SKUs, want 12 of each kind", found)
	}
}

func checkGroups(t *testing.T, g figure) {
	t.Helper()
	shown, least := 0, math.Inf(1)
	for _, p := range g.points {
		if p.Role == "interval" {
			shown++
			least = math.Min(least, math.Abs(p.X))
		}
	}
	rest := g.points[len(g.points)-1]
	if shown != mostRows || least != 3*(500-mostRows) || !strings.HasPrefix(rest.Series, "484 other SKUs") ||
		!strings.Contains(rest.Label, "open for 30") {
		t.Errorf("%d SKUs down to %v, and %+v", shown, least, rest)
	}
}

func checkBreakEvens(t *testing.T, s *result.Set, g figure) {
	t.Helper()
	if want := "Local FBA is surely better at the median demand of 400 of 500 SKUs in Canada"; g.title != want {
		t.Errorf("title %q, want %q", g.title, want)
	}
	shown := 0
	for _, p := range g.points {
		if p.Role != "break-even" {
			continue
		}
		shown++
		median := demands(s)[offer{p.Series, "CA"}][1]
		if b := s.BreakEven[0]; math.Abs(p.X*median-b.At) > 1e-9 || math.Abs(p.Hi*median-b.CI.Hi) > 1e-9 {
			t.Errorf("%s: %+v is not %+v in shares of %v", p.Series, p, b, median)
		}
	}
	if rest := g.points[len(g.points)-1]; shown != mostRows || rest.Series != "484 other SKUs:" {
		t.Errorf("%d SKUs and %+v", shown, rest)
	}
}

func TestLongNamesKeepBothEnds(t *testing.T) {
	st := mustFonts(t).style(tickSize, ink)
	got := bothEnds("HOME-KITCHEN-0027-LONG-BLUE", st, 120)
	if st.Width(got) > 120 || !strings.HasPrefix(got, "HOME-") || !strings.HasSuffix(got, "-BLUE") {
		t.Errorf("%q of %v points", got, st.Width(got))
	}
	if got := bothEnds("SHORT", st, 120); got != "SHORT" {
		t.Errorf("a short name becomes %q", got)
	}
}

func TestCashMarksTheLowestDayAndPayback(t *testing.T) {
	s := widget(t)
	for i := range s.Cases {
		s.Cases[i].Metrics = append(s.Cases[i].Metrics, result.Metric{Name: "payback_days", Unit: "d", N: 40, Mean: 70})
	}
	g := one(t, s, "cash")
	for i, c := range s.Cases {
		line, marks := pick(g, "", c.Name, "line"), pick(g, "", c.Name, "mark")
		if len(line) != 365 || len(marks) != 2 || marks[1].Label != "payback" || marks[1].X != line[0].X+70 {
			t.Fatalf("%s: %d days, marks %+v", c.Name, len(line), marks)
		}
		for _, p := range line {
			if p.Y < marks[0].Y || p.Lo > p.Y || p.Hi < p.Y {
				t.Errorf("%s: %+v below the lowest, %+v", c.Name, p, marks[0])
			}
		}
		if i == 1 && !strings.Contains(g.title, "more cash than") {
			t.Errorf("title %q, though the comparison of troughs is settled", g.title)
		}
	}
	if g := mustBuildWith(t, s, Options{Market: "CA"}); len(g) != 0 {
		t.Error("cash of one market is drawn, there is none")
	}
}

func mustBuildWith(t *testing.T, s *result.Set, o Options) []figure {
	t.Helper()
	return cashTimeline(s, o)
}
