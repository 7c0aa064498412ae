package imported

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fbasim/sim/amazon"
	"fbasim/sim/amazon/harvest"
	"fbasim/sim/market"
)

// fillStock writes opening stock with its ages, and what is on its way.
func (im *Import) fillStock(h *harvest.Harvest) {
	known := map[string]*Product{}
	for _, p := range im.Products {
		known[p.SKU] = p
	}
	working, ageless, moving, reserved := 0, 0, 0, 0
	for _, s := range h.Stock {
		m, ok := market.ParseMarketplace(s.Country)
		if s.Country == "" {
			m, ok = market.US, true
		}
		p := known[s.SKU]
		if p == nil || !ok || m != market.US && p.Cells["price."+m.String()] == "" {
			continue
		}
		working += s.Working
		moving += s.Shipped + s.Receiving
		if !s.Moving.Has {
			reserved += s.Reserved
		}
		if s.Ages == nil {
			ageless += sellable(s)
		}
		if lots := im.lots(s); len(lots) > 0 {
			p.Cells["opening."+m.String()] = strings.Join(lots, " + ")
		}
	}
	if moving > 0 {
		im.assume("%d units on their way: those shipped arrive in %s, those being received are on the shelf in %s", moving,
			im.plan.shipped, im.plan.receiving)
	}
	if ageless > 0 {
		im.assume("%d units of stock are new: no report says how old they are", ageless)
	}
	if reserved > 0 {
		im.Notes = append(im.Notes, fmt.Sprintf("%d reserved units are not counted: no report of reserved inventory says for how many of them no buyer waits", reserved))
	}
	if working > 0 {
		im.Notes = append(im.Notes, fmt.Sprintf("%d units that are planned but not shipped are not counted", working))
	}
	if len(h.Stock) == 0 {
		im.Notes = append(im.Notes, "no inventory report: the scenario starts without stock")
	}
}

// sellable are the units that can be sold, or soon: of reserved ones those that no buyer waits for.
func sellable(s harvest.Stock) int { return s.Fulfillable + s.Moving.Or(0) }

// lots are the parts of a stock: by age, then what arrives.
func (im *Import) lots(s harvest.Stock) (lots []string) {
	here := sellable(s)
	if s.Ages == nil && here > 0 {
		lots = append(lots, fmt.Sprintf("%d units", here))
	}
	for i, n := range shareOut(here, s.Ages) {
		if n > 0 {
			lots = append(lots, fmt.Sprintf("%d units aged %d d", n, middle(amazon.AgeBands[i])))
		}
	}
	if s.Receiving > 0 {
		lots = append(lots, fmt.Sprintf("%d units in %s", s.Receiving, im.plan.receiving))
	}
	if s.Shipped > 0 {
		lots = append(lots, fmt.Sprintf("%d units in %s", s.Shipped, im.plan.shipped))
	}
	return lots
}

// shareOut divides units in the proportions of the bands, the rest to the largest remainders.
func shareOut(units int, bands []int) []int {
	total := 0
	for _, n := range bands {
		total += n
	}
	if total == 0 {
		if bands == nil {
			return nil
		}
		return append([]int{units}, make([]int, len(bands)-1)...)
	}
	out := make([]int, len(bands))
	order := make([]int, len(bands))
	left := units
	for i, n := range bands {
		out[i], order[i] = units*n/total, i
		left -= out[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return (units*bands[b])%total - (units*bands[a])%total })
	for _, i := range order[:left] {
		out[i]++
	}
	return out
}

// middle is the day in the middle of an age band, the first of one without end.
func middle(band string) int {
	lo, hi, closed := strings.Cut(strings.TrimSuffix(band, "+"), "-")
	first, err := strconv.Atoi(lo)
	last, err2 := strconv.Atoi(hi)
	if err != nil || !closed || err2 != nil {
		return first
	}
	return (first + last) / 2
}

// fillOffers blocks the offers that Remote Fulfillment does not accept.
func (im *Import) fillOffers(h *harvest.Harvest) {
	if len(h.Offers) == 0 {
		im.Notes = append(im.Notes, "no Remote Fulfillment ASIN Status file: every product is taken to be accepted")
		return
	}
	known := map[string]*Product{}
	for _, p := range im.Products {
		known[p.SKU] = p
	}
	refused := map[string]int{}
	for _, o := range h.Offers {
		m, ok := o.Store.Market()
		p := known[o.SKU]
		if !ok || p == nil || p.Cells["price."+m.String()] == "" || accepted(o) {
			continue
		}
		p.Cells["rf_transport_block."+m.String()] = "true"
		refused[fmt.Sprintf("%v %q", m, o.Status)]++
	}
	var names []string
	for name, n := range refused {
		names = append(names, fmt.Sprintf("%s (%d)", name, n))
	}
	slices.Sort(names)
	if len(names) > 0 {
		im.assume("Remote Fulfillment does not accept offers with these statuses: %s", strings.Join(names, ", "))
	}
}

// accepted reports whether Remote Fulfillment takes an offer: it is on, or could be switched on.
func accepted(o harvest.Offer) bool {
	return slices.Contains([]string{"enabled", "disabled", "eligible"}, strings.ToLower(o.Status))
}

// fillCosts puts a placeholder where the seller has not said what a unit costs.
func (im *Import) fillCosts() {
	for _, p := range im.Products {
		if p.Cells["cost"] == "" {
			p.Cells["cost"] = im.guessedCost(p)
			p.Guessed = true
		}
	}
}

// ask lists what the seller must fill in for the products that are left.
func (im *Import) ask() {
	im.Open = nil
	missing := 0
	for _, p := range im.Products {
		if p.Guessed {
			missing++
		}
	}
	if missing > 0 {
		im.Open = append(im.Open, Open{File: CatalogFile, Key: "cost", Value: im.plan.shareText,
			Ask: fmt.Sprintf("what a unit costs, landed in the US, of %s; it stands at %s of the US price", products(missing), im.plan.shareText)})
	}
	im.askCategories()
}
