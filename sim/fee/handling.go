package fee

import "fbasim/sim/quantity"

// handling says which units an add-on card is for, beside their size tier.
type handling struct {
	longest     quantity.Length // with girth: charged above either limit
	girth       quantity.Length
	dimensional bool // rows go by dimensional weight
	ifOwn       bool // only units that ship in their own packaging
	unlessOwn   bool // only units that do not
}

func parseHandling(s *section) handling {
	return handling{
		longest:     read(s, "when_longest_over", 0, quantity.ParseLength),
		girth:       read(s, "when_length_plus_girth_over", 0, quantity.ParseLength),
		dimensional: s.flag("by_dimensional_weight"),
		ifOwn:       s.flag("if_own_packaging"),
		unlessOwn:   s.flag("unless_own_packaging"),
	}
}

// concerns reports whether the add-on is for the item.
func (h *handling) concerns(item *Item) bool {
	if h.ifOwn && !item.OwnPackaging || h.unlessOwn && item.OwnPackaging {
		return false
	}
	limited := h.longest > 0 || h.girth > 0
	over := h.longest > 0 && item.Dims.Longest() > h.longest ||
		h.girth > 0 && item.Dims.LengthPlusGirth() > h.girth
	return !limited || over
}
