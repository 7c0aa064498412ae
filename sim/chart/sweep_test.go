package chart

import (
	"math"

	"fbasim/sim/result"
)

// sweepOf is a hand-made sweep of price by volume, or of price alone: the second case pays above a
// line, the third, if there is one, at high prices; near the borders nothing is settled.
func sweepOf(cases []string, prices, volumes int) *result.Sweep {
	s := &result.Sweep{Resolved: `
[product.WIDGET]
price.CA = "39.99 CAD"
demand.CA = "120 units/month"
[case.remote]
program.CA = "remote-fulfillment"
[case.local]
program.CA = "local-fba"
[case.export]
title = "FBA Export for everything abroad, whatever it is"
program.CA = "fba-export"
`}
	s.Manifest.Title = "Widget: which price and volume?"
	s.Manifest.Inputs.Seed, s.Manifest.Inputs.Start, s.Manifest.Inputs.Horizon = 7, "2026-02-02", "365 d"
	s.Parameters = []result.SweepParameter{{Path: "product.WIDGET.price.CA", Unit: "CAD"}}
	if volumes > 1 {
		s.Parameters = append(s.Parameters, result.SweepParameter{Path: "product.WIDGET.demand.CA", Unit: "units/month"})
	}
	for i := range prices {
		for j := range volumes {
			price, volume := 30+2.5*float64(i), 40+20*float64(j)
			values := []result.SweepValue{{Number: price}, {Number: volume}}[:len(s.Parameters)]
			if volumes == 1 {
				volume = 120
			}
			for k, name := range cases {
				base := (price - 21) * volume * 9
				gain := [...]float64{0, (price-38)*volume*1.1 + 9*(volume-100), 60*(price-52) - volume}[k]
				half := 500 + 2*volume
				r := result.SweepRow{
					Point: i*volumes + j + 1, Values: values, Case: name, Metric: "profit", Unit: "USD", N: 40,
					Mean: base + gain, CI: result.Interval{Lo: base + gain - 4*half, Hi: base + gain + 4*half},
					Diff: math.NaN(), DiffCI: result.Unknown(),
				}
				if k > 0 {
					r.Diff, r.DiffCI = gain, result.Interval{Lo: gain - half, Hi: gain + half}
					r.Verdict = result.Unclear
					if r.DiffCI.Lo > 0 {
						r.Verdict = result.Better
					} else if r.DiffCI.Hi < 0 {
						r.Verdict = result.Worse
					}
				}
				s.Rows = append(s.Rows, r)
			}
		}
	}
	return s
}

// wordSweep sweeps a word beside a number.
func wordSweep() *result.Sweep {
	s := sweepOf([]string{"remote", "local"}, 6, 1)
	s.Parameters = append(s.Parameters, result.SweepParameter{Path: "replenish.CA.policy"})
	var rows []result.SweepRow
	for w, word := range []string{"order-up-to", "r-Q"} {
		for _, r := range s.Rows {
			r.Values = append(append([]result.SweepValue(nil), r.Values...), result.SweepValue{Number: math.NaN(), Word: word})
			r.Point += w * 6
			rows = append(rows, r)
		}
	}
	s.Rows = rows
	return s
}
