package market

import (
	"cmp"
	"slices"
	"strings"
)

// most is the number of candidates a message offers.
const most = 3

// nearestCategories lists the ids whose names are close to the key, by edit
// distance or because one contains the other.
func nearestCategories(key string) []string {
	type hit struct {
		id   string
		cost int
	}
	best := make(map[Category]int)
	for name, c := range categories().byName {
		cost := distance(key, name)
		if len(key) > 2 && (strings.Contains(name, key) || strings.Contains(key, name)) {
			cost = min(cost, 1)
		}
		if old, seen := best[c]; !seen || cost < old {
			best[c] = cost
		}
	}
	var hits []hit
	for c, cost := range best {
		if cost <= 1+len(key)/4 {
			hits = append(hits, hit{c.ID(), cost})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.id, b.id))
	})
	var ids []string
	for _, h := range hits[:min(most, len(hits))] {
		ids = append(ids, h.id)
	}
	return ids
}

// distance is the Levenshtein distance in bytes (V. Levenshtein, 1966), one row
// at a time.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			replace := diagonal
			if a[i-1] != b[j-1] {
				replace++
			}
			diagonal = row[j]
			row[j] = min(replace, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
