package result

import (
	"fmt"
	"math"
	"time"

	"fbasim/sim/money"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// The widget is a hand-made set that tests of all result packages share through
// testdata/widget: keep Canada in the US (remote) or stock it (local). Figures
// are plausible, not simulated; FX 0.731 USD per CAD.

const (
	sampleReps  = 40
	remoteName  = "remote"
	localName   = "local"
	remoteProg  = "remote-fulfillment"
	localProg   = "local-fba"
	widgetSKU   = "WIDGET"
	remoteUnit  = 2.90 // USD a unit
	localUnit   = 6.18
	localUplift = 1.08
	localFixed  = 4220.0 // USD a year
)

func round(x float64, decimals int) float64 {
	f := math.Pow(10, float64(decimals))
	return math.Round(x*f) / f
}

// noise returns the k-th point of stream s of a fixed low-discrepancy normal sample.
func noise(s, k int) float64 {
	u := math.Mod(0.5+float64(k+1)*0.6180339887498949+float64(s)*0.7548776662466927, 1)
	return distuv.UnitNormal.Quantile(math.Min(math.Max(u, 0.004), 0.996))
}

// Widget returns the sample set, each time a new one.
func widget() *Set {
	s := &Set{
		Manifest: Manifest{
			Title: "Widget: keep it in the US or stock Canada?",
			Inputs: Inputs{
				Tool: "fbasim 0.1.0", Scenario: "widget", Start: "2026-02-02", Horizon: "365 d",
				Currency: "USD", Seed: 20260202, Replications: "40",
				Files: []FileHash{{"resolved.toml", HashBytes([]byte(widgetTOML))}},
				Cards: []Card{
					{ID: "rf-ca-2026", From: "2026-01-15", Source: "https://sell.amazon.com/", Confidence: "B"},
					{ID: "fba-ca-2026", From: "2026-01-15", Source: "https://sell.amazon.ca/", Confidence: "A"},
				},
				Profiles: []string{"2019-06-01"},
			},
			Precision: Precision{
				Target:       0.05,
				Confidence:   0.95,
				Replications: sampleReps,
				Reached:      true,
				Worst:        0.83,
			},
			Timing: Timing{Started: "2026-02-02T09:30:00Z", Seconds: 1.31, Workers: 2},
		},
		Resolved:   widgetTOML,
		NotModeled: []string{"advertising", "coupons", "income tax"},
		Checks: []Check{{Name: "late", Case: remoteName, Expect: `metric("late_share.CA").p95 < pct(15)`,
			OK: true, Got: "0.1134", At: "widget.toml:61:10"}},
		Assumptions: []Assumption{
			{Text: "closing fee taken from the nearest card", Key: "closing.CA 2026-02-02",
				Card: "closing-ca-2025", From: "2025-01-01", To: "2025-12-31"},
		},
		Findings: []Finding{{Rule: "INB-QTY-02", Title: "received quantity outside the edit tolerance",
			Profile: "2019-06-01", Case: localName, SKU: widgetSKU, Market: "CA", Severity: "warning",
			Count: 78, Share: 0.85, Reason: "9 of 120 units short, tolerance 6"}},
	}
	s.Cases = []Case{
		{
			Name:     remoteName,
			Title:    "remote",
			Baseline: true,
			Programs: []MarketProgram{{"CA", remoteProg}},
		},
		{Name: localName, Title: "local", Programs: []MarketProgram{{"CA", localProg}}},
	}
	widgetReplications(s)
	widgetAnswers(s)
	s.UnitEconomics = append(
		widgetSteps(remoteName, remoteProg, remoteSteps),
		widgetSteps(localName, localProg, localSteps)...)
	widgetCurves(s)
	widgetHistograms(s)
	widgetDaily(s)
	widgetTrace(s)
	return s
}

const widgetTOML = `schema   = 1
name     = "Widget: keep it in the US or stock Canada?"
start    = 2026-02-02
horizon  = "365 d"
currency = "USD"

[product.WIDGET]
cost     = "9.10 USD"   # widget.toml:12
price.CA = "39.99 CAD"  # widget.toml:15
`

var sampleMetrics = []string{
	"profit.CA", "late_share.CA", "delivery_days.CA", "fill_rate.CA", "stockout_days.CA",
	"cash_trough", "findings",
}

func widgetReplications(s *Set) {
	s.Replications.Metrics = sampleMetrics
	for ci, name := range []string{remoteName, localName} {
		for k := range sampleReps {
			volume := 12 * (127 + 30*noise(0, k)) // shared by both cases
			v := []float64{
				round(volume*remoteUnit+160*noise(1, k), 2), round(0.084+0.016*noise(2, k), 4),
				round(9.1+0.12*noise(3, k), 3), 1, 0, round(-310+60*noise(4, k), 2), 0,
			}
			if ci == 1 {
				v = []float64{
					round(volume*localUplift*localUnit-localFixed+420*noise(5, k), 2),
					round(math.Max(0, 0.011+0.004*noise(6, k)), 4), round(2.1+0.05*noise(7, k), 3),
					round(math.Min(1, 0.975+0.01*noise(8, k)), 4), math.Round(math.Max(0, 6+4*noise(9, k))),
					round(-4880+700*noise(10, k), 2), math.Round(2 + 0.6*noise(11, k)),
				}
			}
			s.Replications.Rows = append(s.Replications.Rows, Replication{name, k, v})
		}
	}
	for i := range s.Cases {
		for _, metric := range sampleMetrics {
			s.Cases[i].Metrics = append(s.Cases[i].Metrics, summarize(s, s.Cases[i].Name, metric))
		}
	}
}

func summarize(s *Set, name, metric string) Metric {
	d, _ := Define(metric)
	_, x := s.Replications.Sample(name, metric)
	m := Metric{Name: metric, Unit: d.UnitIn("USD"), N: len(x), Better: d.Better}
	mean, sd := stat.MeanStdDev(x, nil)
	half := distuv.StudentsT{
		Sigma: 1,
		Nu:    float64(len(x) - 1),
	}.Quantile(
		0.975,
	) * sd / math.Sqrt(
		float64(len(x)),
	)
	sortBy(x, func(a, b *float64) int { return int(math.Copysign(1, *a-*b)) })
	q := func(p float64) float64 { return round(stat.Quantile(p, stat.LinInterp, x, nil), 4) }
	m.Mean, m.SD, m.CI = round(
		mean,
		4,
	), round(
		sd,
		4,
	), Interval{
		round(mean-half, 4),
		round(mean+half, 4),
	}
	m.P5, m.P50, m.P95, m.CVaR5 = q(0.05), q(0.5), q(0.95), round((x[0]+x[1])/2, 4)
	if d.Better == Lower {
		m.CVaR5 = round((x[len(x)-1]+x[len(x)-2])/2, 4)
	}
	return m
}

func widgetAnswers(s *Set) {
	verdicts := map[string]string{
		"profit.CA":        Better,
		"late_share.CA":    Better,
		"delivery_days.CA": Better,
		"fill_rate.CA":     Worse,
		"stockout_days.CA": Worse,
		"cash_trough":      Worse,
		"findings":         Worse,
	}
	for _, metric := range sampleMetrics {
		a, b := s.Cases[0].Metric(metric), s.Cases[1].Metric(metric)
		half := 0.9 * (b.CI.Hi - b.CI.Lo) / 2
		diff := b.Mean - a.Mean
		wins := 1.0
		if verdicts[metric] == Worse {
			wins = 0
		}
		s.Comparisons = append(s.Comparisons, Comparison{
			A: remoteName, B: localName, Metric: metric, Unit: a.Unit, Diff: round(diff, 4),
			CI: Interval{round(diff-half, 4), round(diff+half, 4)}, Verdict: verdicts[metric],
			PAdj: 0.0004, Wins: wins, VarianceReduction: 0.71, Margin: 0, N: sampleReps, Paired: true,
			Estimate: Paired, PairedDiff: round(diff, 4), PairedFewer: 3.4, Controls: 4,
			PairedCI:       Interval{round(diff-half, 4), round(diff+half, 4)},
			ControlledDiff: round(diff+half/4, 4), ControlledFewer: 13.6,
			ControlledCI: Interval{round(diff-half/4, 4), round(diff+3*half/4, 4)},
		})
	}
	s.Comparisons[0].Wins, s.Comparisons[0].Margin = 0.93, 250
	s.BreakEven = []BreakEven{
		{SKU: widgetSKU, Market: "CA", A: remoteName, B: localName, Input: "volume",
			Unit: "units/month", At: 93.1, CI: Interval{78.4, 109.9}, Status: Finite,
			Below: remoteName, Above: localName, From: 20, To: 240},
	}
	s.Decisions = []Decision{{SKU: widgetSKU, Market: "CA", Best: localName, RunnerUp: remoteName,
		Program: localProg, Unit: "USD", Diff: s.Comparisons[0].Diff, CI: s.Comparisons[0].CI,
		Verdict: Better,
		PBest:   0.93, BreakEven: 93.1, Reason: "demand is above break-even in 84 % of replications"}}
}

type step struct {
	kind  string
	local float64
	card  string
	mark  string
}

// remoteSteps and localSteps are in CAD a unit.
var remoteSteps = []step{
	{
		KindPrice,
		39.99,
		"",
		"",
	}, {"referral", -6.00, "referral-ca-2026", ""}, {"closing", 0, "closing-ca-2025", "assumed"},
	{"fulfillment", -15.83, "rf-ca-2026", ""}, {"fuel_surcharge", -0.56, "rf-ca-2026", ""},
	{"storage", -0.21, "storage-us-2026", ""}, {"inbound_freight", 0, "", ""}, {"duty", 0, "", ""},
	{
		"returns_processing",
		-0.54,
		"",
		"estimated",
	}, {"conversion", -0.44, "", ""}, {"landed_cost", -12.45, "", ""},
	{"advertising", 0, "", "not modeled"},
}

var localSteps = []step{
	{
		KindPrice,
		39.99,
		"",
		"",
	}, {"referral", -6.00, "referral-ca-2026", ""}, {"closing", 0, "closing-ca-2025", "assumed"},
	{"fulfillment", -8.35, "fba-ca-2026", ""}, {"fuel_surcharge", -0.29, "fba-ca-2026", ""},
	{
		"storage",
		-0.52,
		"storage-ca-2026",
		"",
	}, {"inbound_freight", -1.85, "", ""}, {"duty", -0.81, "", ""},
	{
		"returns_processing",
		-0.83,
		"",
		"estimated",
	}, {"conversion", -0.44, "", ""}, {"landed_cost", -12.45, "", ""},
	{"advertising", 0, "", "not modeled"},
}

func widgetSteps(name, program string, steps []step) []UnitStep {
	var rows []UnitStep
	left, leftLocal := 0.0, 0.0
	add := func(st step, usd float64) {
		rows = append(
			rows,
			UnitStep{Case: name, SKU: widgetSKU, Market: "CA", Program: program, Step: len(rows) + 1,
				Kind: st.kind, Amount: round(usd, 2), Currency: "USD", Local: round(st.local, 2),
				LocalCurrency: "CAD",
				Card:          st.card, Mark: st.mark},
		)
	}
	for _, st := range steps {
		usd := round(st.local*0.731, 2)
		left, leftLocal = left+usd, leftLocal+st.local
		add(st, usd)
	}
	add(step{kind: KindContribution, local: leftLocal}, left)
	return rows
}

func widgetCurves(s *Set) {
	for i, name := range []string{remoteName, localName} {
		program := []string{remoteProg, localProg}[i]
		for x := 20.0; x <= 240; x += 20 {
			mean, half := 12*x*remoteUnit, 60+1.1*x
			if i == 1 {
				mean, half = 12*x*localUplift*localUnit-localFixed, 330+2.2*x
			}
			s.Curves = append(
				s.Curves,
				CurvePoint{SKU: widgetSKU, Market: "CA", Input: "volume", Unit: "units/month",
					Case: name, Program: program, Metric: "profit.CA", YUnit: "USD/year", X: x,
					Mean: round(mean, 2), Lo: round(mean-half, 2), Hi: round(mean+half, 2), N: sampleReps},
			)
		}
	}
	for _, q := range []struct{ p, x float64 }{{0.05, 82}, {0.5, 125}, {0.95, 180}} {
		s.Demand = append(s.Demand, DemandQuantile{widgetSKU, "CA", "volume", "units/month", q.p, q.x})
	}
}

func widgetHistograms(s *Set) {
	add := func(name, program string, first int, counts []int, lo, hi float64) {
		for i, n := range counts {
			day := float64(first + i)
			s.Histograms = append(s.Histograms, HistogramBin{Name: "delivery_days", Case: name, Market: "CA",
				Program: program, Unit: "d", From: day, To: day + 1, Count: n, WindowLo: lo, WindowHi: hi})
		}
	}
	add(
		remoteName,
		remoteProg,
		6,
		[]int{610, 6720, 13400, 15820, 11210, 5430, 2690, 2346, 1480, 760, 340, 120, 60},
		7,
		12,
	)
	add(localName, localProg, 1, []int{18400, 31650, 14120, 560, 120}, 1, 3)
}

func widgetDaily(s *Set) {
	start := time.Date(2026, 2, 2, 0, 0, 0, 0, time.UTC)
	add := func(day int, name, market, series string, mean, p5, p50, p95 float64) {
		unit := "units"
		if series == SeriesStockout {
			unit = "share"
		}
		s.Daily = append(s.Daily, DailyRow{Case: name, Market: market, Series: series, Unit: unit,
			Date: start.AddDate(0, 0, day).Format(time.DateOnly),
			Mean: round(mean, 3), P5: round(p5, 1), P50: round(p50, 1), P95: round(p95, 1)})
	}
	stock := 130.0
	for day := range 365 {
		received := 0.0
		if day%42 == 20 {
			received = 188
			if day > 250 && day < 290 {
				received = 160 // the November receipt comes short
			}
			add(day, localName, "CA", SeriesReceipts, received, received-14, received, received)
		}
		stock = math.Max(0, stock+received-4.4*(1+0.35*math.Exp(-sq((float64(day)-296)/25))))
		out := math.Min(1, math.Max(0, (12-stock)/26))
		add(day, localName, "CA", SeriesOnHand, stock, math.Max(0, stock-28), stock, stock+36)
		add(day, localName, "CA", SeriesStockout, out, 0, 0, 0)
	}
}

func sq(x float64) float64 { return x * x }

func widgetTrace(s *Set) {
	s.Orders = []Order{
		{
			ID:           "WIDGET/CA/0/0.1",
			Case:         remoteName,
			SKU:          widgetSKU,
			Market:       "CA",
			Program:      remoteProg,
			Status:       "delivered",
			Units:        1,
			Ordered:      "2026-02-02T14:03:00",
			Shipped:      "2026-02-03T09:00:00",
			Delivered:    "2026-02-11T16:20:00",
			Promised:     "2026-02-14",
			Price:        39.99,
			Currency:     "CAD",
			Fees:         -17.24,
			Contribution: 2.89,
		},
		{
			ID:       "WIDGET/CA/0/0.2",
			Case:     remoteName,
			SKU:      widgetSKU,
			Market:   "CA",
			Program:  remoteProg,
			Status:   "lost",
			Reason:   "no US stock",
			Units:    1,
			Ordered:  "2026-02-03T08:41:10",
			Promised: "",
			Currency: "CAD",
		},
	}
	row := func(kind, debit, credit string, micro int64) {
		s.Ledger = append(
			s.Ledger,
			LedgerRow{Case: remoteName, Time: "2026-02-03T09:00:00", Entity: "WIDGET/CA/0/0.1",
				Kind: kind, Debit: debit, Credit: credit, Amount: money.Amount(micro), Currency: "CAD",
				Card: "rf-ca-2026"},
		)
	}
	row("price", "amazon.CA", "sales.CA", 39_990_000)
	row("fulfillment", "fees.CA", "amazon.CA", 15_830_000)
	row("storage", "fees.CA", "amazon.CA", 1_234)
	s.Audit = []AuditLine{
		{T: "2026-03-01T10:00:00", Case: localName, Rule: "INB-QTY-02", Profile: "2019-06-01",
			Entity: fmt.Sprintf(
				"shipment %d",
				1,
			), Decision: "finding", Reason: "9 of 120 units short, tolerance 6",
			Effect: "closed as received"},
	}
}
