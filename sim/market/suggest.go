package market

import (
	"maps"
	"slices"
	"strings"

	"fbasim/sim/diag"
)

// mostCandidates is the number of candidates a message offers.
const mostCandidates = 3

// nearestCategories lists ids for a text that names none: the category whose name
// is spelled nearest, then those whose name holds the text or a word of it.
func nearestCategories(key string) []string {
	byName := categories().byName
	names := slices.Sorted(maps.Keys(byName))
	var ids []string
	add := func(name string) {
		if id := byName[name].ID(); name != "" && !slices.Contains(ids, id) && len(ids) < mostCandidates {
			ids = append(ids, id)
		}
	}
	if near := diag.Suggest(key, names); near != "" {
		add(near)
	}
	const shortest = 4 // letters of a word worth looking for
	for _, name := range names {
		for _, word := range append([]string{key}, strings.Fields(key)...) {
			if len(word) >= shortest && strings.Contains(name, word) {
				add(name)
			}
		}
	}
	return ids
}
