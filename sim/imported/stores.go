package imported

import (
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/amazon/harvest"
	"fbasim/sim/market"
)

// tellSales says which sales are not simulated, and which are those of the seller's own parcels.
func (im *Import) tellSales(h *harvest.Harvest) {
	for m := range im.Fitted {
		merchant, all := 0, 0
		for _, p := range im.Products {
			if s := p.Series[m]; s != nil {
				merchant, all = merchant+s.Merchant, all+s.Units
			}
		}
		if merchant > 0 {
			im.Notes = append(im.Notes, fmt.Sprintf("%v: %d of %d units were shipped by the seller; they count as demand",
				market.Marketplace(m), merchant, all))
		}
	}
	units := map[string]int{}
	for _, s := range h.Series {
		if _, ok := s.Store.Market(); !ok {
			units[string(s.Store)] += s.Units
		}
	}
	var names []string
	for name := range units {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		shown := name
		if name == "" {
			shown = "no store"
		}
		names[i] = fmt.Sprintf("%s (%d units)", shown, units[name])
	}
	if len(names) > 0 {
		im.Notes = append(im.Notes, "sales that are not simulated: "+strings.Join(names, ", "))
	}
}

// Placeholders are the figures that the seller must fill in: those of the catalog, then those of the
// scenario file with their lines. The error is a defect of the program.
func (im *Import) Placeholders() ([]Open, error) {
	plan, err := im.scenario()
	if err != nil {
		return nil, err
	}
	out := slices.Clone(im.Open)
	for _, q := range plan.Questions() {
		if q.Open {
			out = append(out, Open{File: ScenarioFile, Line: q.Line, Key: q.Flag, Value: q.Value, Ask: q.Ask})
		}
	}
	return out, nil
}
