package compile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"fbasim/sim/fee"
)

// tariffStores keep the tariffs of a study by what is assumed where cards are missing, so that
// cases and products that pay alike share them.
type tariffStores struct {
	book   *fee.Book
	stores map[string]*fee.Tariffs
}

// of returns the store for assumptions.
func (s tariffStores) of(a fee.Assume) *fee.Tariffs {
	var key strings.Builder
	fmt.Fprint(&key, a.Nearest)
	for _, name := range slices.Sorted(maps.Keys(a.Cards)) {
		fmt.Fprintf(&key, " %q %q", name, a.Cards[name])
	}
	store, known := s.stores[key.String()]
	if !known {
		store = s.book.Tariffs(a)
		s.stores[key.String()] = store
	}
	return store
}
