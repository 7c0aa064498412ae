package chart

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	"fbasim/sim/result"
)

// addLanes gives a case an offer that is for sale, waits, is blocked and gives way to
// local stock, a quarter of the days each, and a seller suspended in half of the
// replications in the last quarter.
func addLanes(s *result.Set, name string) {
	var days []result.DailyRow
	for _, r := range s.Daily {
		if r.Series == result.SeriesOnHand && (len(days) == 0 || r.Case == days[0].Case) {
			days = append(days, r)
		}
	}
	states := []string{result.SeriesRemoteActive, result.SeriesRemoteWaiting, result.SeriesRemoteBlocked, result.SeriesRemoteLocal}
	for i, r := range days {
		r.Case, r.Unit = name, "share"
		for k, state := range states {
			r.Series, r.Mean = state, 0
			if i*4/len(days) == k {
				r.Mean = 1
			}
			s.Daily = append(s.Daily, r)
		}
		r.Series, r.SKU, r.Market, r.Mean = result.SeriesSuspended, "", "", 0
		if i*4/len(days) == 3 {
			r.Mean = 0.5
		}
		s.Daily = append(s.Daily, r)
	}
}

func TestLanesStackTheSharesOfTheSetBelowTheStock(t *testing.T) {
	s := widget(t)
	before := one(t, s, "stock").height
	addLanes(s, "local")
	g := one(t, s, "stock")
	if len(g.points) == 0 || g.height <= before+2*(laneHead+laneStrip) {
		t.Errorf("the lanes add %v to the height", g.height-before)
	}
	for _, r := range s.Daily {
		series := map[string]string{
			result.SeriesRemoteActive: "for sale", result.SeriesRemoteWaiting: "waiting",
			result.SeriesRemoteBlocked: "blocked", result.SeriesRemoteLocal: "local stock", result.SeriesSuspended: "suspended",
		}[r.Series]
		if series == "" {
			continue
		}
		found := false
		for _, p := range pick(g, "local", series, "lane") {
			found = found || p.Label == r.Date && p.Y == r.Mean
		}
		if !found {
			t.Errorf("%s of %s is not drawn as %v", series, r.Date, r.Mean)
		}
	}
	for _, want := range []string{"for sale 25 %", "blocked 25 %", "suspended on "} {
		if !strings.Contains(g.alt, want) {
			t.Errorf("the description lacks %q: %s", want, g.alt)
		}
	}
}

func TestAnOfferThatIsAlwaysForSaleHasNoLane(t *testing.T) {
	s := widget(t)
	addLanes(s, "local")
	for i := range s.Daily {
		switch s.Daily[i].Series {
		case result.SeriesRemoteActive:
			s.Daily[i].Mean = 1
		case result.SeriesRemoteWaiting, result.SeriesRemoteBlocked, result.SeriesRemoteLocal, result.SeriesSuspended:
			s.Daily[i].Mean = 0
		}
	}
	if lanes := pick(one(t, s, "stock"), "local", "for sale", "lane"); len(lanes) > 0 {
		t.Errorf("%d points of a lane without news", len(lanes))
	}
}

func TestAnOfferWithoutStockInTheCountryHasAChartOfItsOwn(t *testing.T) {
	s := widget(t)
	addLanes(s, "remote")
	var lanes []result.DailyRow
	for _, r := range s.Daily {
		if strings.HasPrefix(r.Series, "remote_") {
			lanes = append(lanes, r)
		}
	}
	s.Daily = lanes
	for _, c := range []struct{ sku, want string }{
		{"", "Remote Fulfillment offers in Canada are for sale 25 % of the time"},
		{"WIDGET", "The Remote Fulfillment offer in Canada is for sale 25 % of the time"},
	} {
		for i := range s.Daily {
			s.Daily[i].SKU = c.sku
		}
		if got := strings.ReplaceAll(one(t, s, "stock").title, hardSpace, " "); got != c.want {
			t.Errorf("title %q, want %q", got, c.want)
		}
	}
}

func TestACountryThatStartsEmptyHasNotRunOut(t *testing.T) {
	for _, c := range []struct {
		risks []float64
		title string
	}{
		{[]float64{1, 1, 0.7, 0.7, 0.2, 0, 0, 0}, "does not run out once it has come"},
		{[]float64{1, 1, 0.2, 0, 0, 0.3, 0.3, 0}, "around 7"},
		{[]float64{1, 0.8, 0.2, 0.1, 0.4, 0.6, 0.3, 0}, "around 7"},
		{[]float64{0, 0, 0, 0.3, 0, 0, 0, 0}, "around 5"},
		{[]float64{0.1, 0.1, 0, 0, 0, 0, 0, 0}, "around 2"},
	} {
		s := widget(t)
		s.Daily = nil
		for i, risk := range c.risks {
			row := result.DailyRow{Case: "local", Market: "CA", SKU: "WIDGET", Date: fmt.Sprintf("2026-02-%02d", i+2)}
			row.Series, row.Unit, row.Mean, row.P50, row.P95 = result.SeriesOnHand, "units", 50, 50, 100
			s.Daily = append(s.Daily, row)
			row.Series, row.Unit, row.Mean = result.SeriesStockout, "share", risk
			s.Daily = append(s.Daily, row)
		}
		title := strings.ReplaceAll(one(t, s, "stock").title, hardSpace, " ")
		if !strings.Contains(title, c.title) {
			t.Errorf("%v: title %q, want %q in it", c.risks, title, c.title)
		}
	}
}

func TestACaseWithoutStockInTheCountryHasNoPanelAndNoSayInTheTitle(t *testing.T) {
	s := widget(t)
	s.Daily = nil
	for _, name := range []string{"remote", "local"} {
		for i := range 8 {
			row := result.DailyRow{
				Case: name, Market: "CA", SKU: "WIDGET", Date: fmt.Sprintf("2026-02-%02d", i+2),
				Series: result.SeriesOnHand, Unit: "units",
			}
			risk := 1.0
			if name == "local" {
				row.Mean, row.P50, row.P95 = 50, 50, 100
				risk = []float64{0, 0, 0, 0.4, 0, 0, 0, 0}[i]
			}
			s.Daily = append(s.Daily, row)
			row.Series, row.Unit, row.Mean, row.P50, row.P95 = result.SeriesStockout, "share", risk, 0, 0
			s.Daily = append(s.Daily, row)
		}
	}
	chart := one(t, s, "stock")
	if title := strings.ReplaceAll(chart.title, hardSpace, " "); !strings.Contains(title, "may run out") {
		t.Errorf("title %q is not that of the case with stock", title)
	}
	s.Daily = s.Daily[:16]
	if charts := stockTimeline(s, Options{Most: 1}); len(charts) != 0 {
		t.Errorf("%d charts of a country without stock or offers to show", len(charts))
	}
}

// texts are the texts of a figure as drawn.
func texts(t *testing.T, g figure) (all []string) {
	t.Helper()
	f := mustFonts(t)
	w, h := g.size(f)
	var boxes []textBox
	g.draw(draw.NewCanvas(proofreader{vgsvg.New(w, h), t, &boxes}, w, h), f)
	for _, b := range boxes {
		all = append(all, b.text)
	}
	return all
}

func TestTheLegendNamesOnlyStatesThatOccur(t *testing.T) {
	s := widget(t)
	addLanes(s, "local")
	for i := range s.Daily {
		switch s.Daily[i].Series {
		case result.SeriesRemoteBlocked, result.SeriesRemoteLocal, result.SeriesSuspended:
			s.Daily[i].Mean = 0
		}
	}
	g := one(t, s, "stock")
	drawn := texts(t, g)
	for name, want := range map[string]bool{
		"for sale": true, "waiting": true, "blocked": false, "local stock instead": false, "suspended": false,
	} {
		if slices.Contains(drawn, name) != want {
			t.Errorf("%q is drawn: %v, want %v", name, !want, want)
		}
	}
	for part, want := range map[string]bool{"Waiting:": true, "White:": true, "Blocked:": false} {
		if strings.Contains(g.footnote, part) != want {
			t.Errorf("%q in the footnote: %v, want %v: %s", part, !want, want, g.footnote)
		}
	}
}

func TestASuspensionMakesNoChartOfACountryWithNothingElseToShow(t *testing.T) {
	s := widget(t)
	addLanes(s, "local")
	s.Daily = slices.DeleteFunc(s.Daily, func(r result.DailyRow) bool {
		return r.Series != result.SeriesSuspended && r.Series != result.SeriesRemoteActive
	})
	for i := range s.Daily {
		if s.Daily[i].Series == result.SeriesRemoteActive {
			s.Daily[i].Mean = 1
		}
	}
	if charts := stockTimeline(s, Options{Most: 1}); len(charts) != 0 {
		t.Errorf("a chart titled %q", charts[0].title)
	}
}

func TestReceiptsAtTheEdgesAndCloseTogetherHaveTheirFigures(t *testing.T) {
	s := widget(t)
	start := slices.IndexFunc(s.Daily, func(r result.DailyRow) bool { return r.Series == result.SeriesReceipts })
	row := s.Daily[start]
	s.Daily = slices.DeleteFunc(s.Daily, func(r result.DailyRow) bool { return r.Series == result.SeriesReceipts })
	var days []string
	for _, r := range s.Daily {
		if r.Series == result.SeriesOnHand && r.Case == row.Case {
			days = append(days, r.Date)
		}
	}
	last := len(days) - 1
	for i, at := range []int{0, 100, 121, last} {
		row.Date, row.Mean = days[at], float64(1001+i)
		s.Daily = append(s.Daily, row)
	}
	drawn := texts(t, one(t, s, "stock"))
	for _, want := range []string{"1,001", "1,002", "1,003", "1,004"} {
		if !slices.Contains(drawn, want) {
			t.Errorf("receipt %s has no figure in %q", want, drawn)
		}
	}
}
