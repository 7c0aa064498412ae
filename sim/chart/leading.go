package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"fbasim/sim/result"
)

// offer is a SKU in a marketplace.
type offer struct{ sku, market string }

// leading keeps the charts of the offers whose choice weighs most, by the difference of their
// decisions, where there are more charts than may be drawn; they stay in their order. It returns how
// many there were.
func leading[T any](s *result.Set, o Options, charts []T, of func(T) offer) (kept []T, all int) {
	all = len(charts)
	if all <= o.Most {
		return charts, all
	}
	weights := map[offer]float64{}
	for _, d := range s.Decisions {
		if known(d.Diff) {
			weights[offer{d.SKU, d.Market}] = math.Abs(d.Diff)
		}
	}
	order := make([]int, all)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(weights[of(charts[b])], weights[of(charts[a])])
	})
	order = order[:o.Most]
	slices.Sort(order)
	for _, i := range order {
		kept = append(kept, charts[i])
	}
	return kept, all
}

// lastIndex is slices.IndexFunc from the end: rows are sorted, so that most belong to the last chart.
func lastIndex[T any](list []T, is func(T) bool) int {
	for i := len(list) - 1; i >= 0; i-- {
		if is(list[i]) {
			return i
		}
	}
	return -1
}

// leadingNote says in a footnote which offers have a chart, "" where all have.
func leadingNote(drawn, all int, chart string) string {
	if drawn == all {
		return ""
	}
	return fmt.Sprintf(" One of %d charts for the largest differences of %d; others: fbasim plot RUN %s --sku SKU.",
		drawn, all, chart)
}
