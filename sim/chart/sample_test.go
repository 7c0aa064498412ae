package chart

import (
	"fmt"
	"math"
	"testing"
	"time"

	"fbasim/sim/result"
)

// widget is the sample of package result: two cases in Canada.
func widget(t testing.TB) *result.Set {
	t.Helper()
	s, err := result.Read("../result/testdata/widget")
	if err != nil {
		t.Fatal(err)
	}
	addCash(s)
	return s
}

// addCash gives each case a year of daily cash that falls before it rises.
func addCash(s *result.Set) {
	start := int(time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	for i, c := range s.Cases {
		for d := range 365 {
			x := float64(d)
			cash := -2000*float64(1+i)*math.Exp(-x/40) + 20*x*(1+0.1*float64(i))
			s.Daily = append(s.Daily, result.DailyRow{
				Case: c.Name, Series: result.SeriesCash, Unit: "USD", Date: dayOf(float64(start + d)).Format(time.DateOnly),
				Mean: cash, P5: cash - 300 - 2*x, P50: cash, P95: cash + 300 + 2*x,
			})
		}
	}
}

// bigCatalog is a result set of many SKUs in Canada: decisions, curves, break-even points and steps of
// a sale each.
func bigCatalog(t testing.TB, skus int) *result.Set {
	s := widget(t)
	decision, point, curves := s.Decisions[0], s.BreakEven[0], s.Curves
	steps, demand := s.UnitEconomics, s.Demand
	s.Demand, s.Decisions, s.BreakEven, s.Curves, s.UnitEconomics = nil, nil, nil, nil, nil
	for i := range skus {
		d, b := decision, point
		d.SKU = fmt.Sprintf("HOME-KITCHEN-%04d-LONG-NAME", i)
		b.SKU = d.SKU
		d.Diff = float64((37*i)%skus) * 3
		d.CI = result.Interval{Lo: d.Diff - 90, Hi: d.Diff + 90}
		switch {
		case d.Diff < 90:
			d.Verdict = result.Unclear
		case i%3 == 0:
			d.Best, d.RunnerUp = d.RunnerUp, d.Best
		}
		s.Decisions, s.BreakEven = append(s.Decisions, d), append(s.BreakEven, b)
		for _, p := range curves {
			p.SKU = d.SKU
			s.Curves = append(s.Curves, p)
		}
		for _, q := range demand {
			q.SKU, q.X = d.SKU, q.X*float64(1+i%5)/2
			s.Demand = append(s.Demand, q)
		}
		for _, st := range steps {
			st.SKU = d.SKU
			s.UnitEconomics = append(s.UnitEconomics, st)
		}
	}
	s.Sort()
	return s
}

// crowd is a set that strains every layout: four programs with close line ends,
// losses, long and hostile names, several break-even points, one without bound.
func crowd(t testing.TB) *result.Set {
	s := widget(t)
	s.Manifest.Title = "A very long scenario name, with <b>markup</b> & an \x1b[31mescape, " +
		"that does not fit on one line of any chart"
	for i, extra := range []struct{ name, title, program string }{
		{"export", "FBA Export for everything abroad", "fba-export"},
		{"own", "Ourselves", "seller-fulfilled"},
		{"switch", "switch in June", ""},
	} {
		c := result.Case{Name: extra.name, Title: extra.title}
		if extra.program != "" {
			c.Programs = []result.MarketProgram{{Market: "CA", Program: extra.program}}
		}
		shift := 1 - 0.02*float64(i)
		for _, m := range s.Cases[0].Metrics {
			if m.Name == "profit.CA" {
				for _, x := range []*float64{&m.Mean, &m.P5, &m.P95, &m.CVaR5} {
					*x = *x*shift - 6000
				}
			}
			c.Metrics = append(c.Metrics, m)
		}
		s.Cases = append(s.Cases, c)
		addCase(s, extra.name, extra.program, shift)
	}
	b := s.BreakEven[0]
	b.B, b.At, b.CI = "export", 140, result.Interval{Lo: 120, Hi: math.Inf(1)}
	b.Status = result.Unbounded
	s.BreakEven = append(s.BreakEven, b)
	b.B, b.At, b.CI, b.Status = "own", 236, result.Interval{Lo: 228, Hi: 238}, result.Finite
	s.BreakEven = append(s.BreakEven, b)
	s.Sort()
	return s
}

// addCase copies the series of the remote case under another name.
func addCase(s *result.Set, name, program string, shift float64) {
	for _, p := range s.Curves {
		if p.Case == "remote" {
			p.Case, p.Program = name, program
			p.Mean, p.Lo, p.Hi = p.Mean*shift, p.Lo*shift, p.Hi*shift
			s.Curves = append(s.Curves, p)
		}
	}
	for _, st := range s.UnitEconomics {
		if st.Case == "remote" {
			st.Case, st.Program = name, program
			if st.Kind == "fulfillment" || st.Kind == result.KindContribution {
				st.Amount -= 7.5
			}
			st.Label = map[bool]string{true: "an unusually long name of a cost line"}[st.Kind == "conversion"]
			s.UnitEconomics = append(s.UnitEconomics, st)
		}
	}
	for _, b := range s.Histograms {
		if b.Case == "remote" {
			b.Case, b.Program = name, program
			s.Histograms = append(s.Histograms, b)
		}
	}
	for _, r := range s.Daily {
		if r.Case == "local" {
			r.Case = name
			s.Daily = append(s.Daily, r)
		}
	}
	for _, r := range s.Replications.Rows {
		if r.Case == "remote" {
			values := append([]float64(nil), r.Values...)
			values[0] = values[0]*shift - 6000
			s.Replications.Rows = append(
				s.Replications.Rows,
				result.Replication{Case: name, Index: r.Index, Values: values},
			)
		}
	}
}
