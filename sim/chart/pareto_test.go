package chart

import (
	"fmt"

	"fbasim/sim/result"
)

// plansOf is a hand-made table of an optimization: many plans, a front with close neighbors, long names.
func plansOf(sku string, n int) []result.ParetoPoint {
	var list []result.ParetoPoint
	for i := range n {
		at := float64(i) / float64(n-1)
		x := 21000 + 9000*at - 5200*at*at - 2600*float64(i*7%5)/5
		y := 4000 + 19000*at + 800*float64(i*3%4)
		list = append(list, result.ParetoPoint{
			SKU: sku, Plan: fmt.Sprintf("CA local-fba, cover %d d, from 2026-04-15; MX remote-fulfillment", 20+5*i),
			X: x, XCI: result.Interval{Lo: x - 420, Hi: x + 420}, XMetric: "profit", XUnit: "USD", XBetter: result.Higher,
			Y: y, YCI: result.Interval{Lo: y - 600, Hi: y + 600}, YMetric: "capital", YUnit: "USD", YBetter: result.Lower, N: 200,
		})
	}
	for i := range list {
		list[i].Front = true
		for _, other := range list {
			if other.X >= list[i].X && other.Y <= list[i].Y && other != list[i] {
				list[i].Front = false
			}
		}
	}
	list[n/4].Baseline = true
	list[n/4].Plan = "CA remote-fulfillment; MX remote-fulfillment"
	for i := n - 1; i >= 0; i-- {
		if list[i].Front {
			list[i].Chosen = true
			break
		}
	}
	return list
}
