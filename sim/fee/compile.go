package fee

import (
	"cmp"
	"fmt"
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Tariff looks up every fee of an item on a route. The gaps are all spans of days
// that no card prices and no assumption covers; with gaps the tariff must not be
// used, because a missing fee is not a fee of zero.
func (b *Book) Tariff(item Item, route Route, assume Assume) (*Tariff, []Gap) {
	c := b.newCompiler(item, route, assume)
	c.compileAll(c.kinds())
	c.t.assumptions = c.assumptions()
	return c.t, c.gaps
}

// compileAll finds the spans of all kinds of a route.
func (c *compiler) compileAll(kinds []market.FeeKind) {
	for _, k := range kinds {
		c.compile(k)
	}
	slices.SortFunc(c.standIns, compareStandIns)
}

// compiler builds one tariff.
type compiler struct {
	book     *Book
	item     Item
	route    Route
	lane     *lane // the route prepared for many items, nil for one
	t        *Tariff
	assume   Assume
	gaps     []Gap
	standIns []standIn
	price    *money.Amount // the only price that will be asked, nil for any
	forced   *Card         // prices every day whatever its windows
	lenient  bool          // an apparel or dangerous item may use the column of others
	standIn  bool          // a card that charges other categories may stand in for returns
	others   bool          // the referral rate of everything else may stand in for the category's
}

func (b *Book) newCompiler(item Item, route Route, assume Assume) *compiler {
	t := &Tariff{sheet: &sheet{program: route.Program, market: route.Market},
		weight: item.Weight, category: item.Category, addTax: item.PriceAddsTax}
	if item.HasDims {
		item.Dims = item.Dims.Sorted()
		t.dims, t.volume = item.Dims, item.Dims.Volume()
	}
	return &compiler{book: b, item: item, route: route, t: t, assume: assume}
}

// kinds lists the fees of the route's program, and those asked for beside them.
func (c *compiler) kinds() []market.FeeKind {
	sale := []market.FeeKind{market.Referral, market.Closing, market.RefundAdmin}
	ship := []market.FeeKind{market.Fulfillment, market.FuelSurcharge, market.Overmax,
		market.BulkyPackaging, market.SIPPDiscount, market.Storage}
	var kinds []market.FeeKind
	switch c.route.Program {
	case market.NoProgram:
	case market.SellerFulfilled:
		kinds = sale
	case market.MCF:
		kinds = []market.FeeKind{market.MCFExport, market.FuelSurcharge, market.Storage}
	default:
		kinds = append(sale, ship...)
	}
	for _, k := range c.route.Also {
		if !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// days is a run of days, both inclusive.
type days struct{ from, to civil.Date }

// compile finds the spans of one kind: first the cards of the day, then
// assumptions for the days left.
func (c *compiler) compile(k market.FeeKind) {
	c.t.applies[k] = !optional(k)
	if c.forced != nil && c.forced.Kind == cardKind(k) {
		c.force(k)
		return
	}
	pool := c.pool(k)
	free := []days{{c.route.From, c.route.To}}
	reason := ""
	for _, card := range pool {
		if card.AssumedOnly {
			continue
		}
		for _, w := range card.Windows {
			var left []days
			for _, f := range free {
				kept, why := c.fill(k, card, f, w)
				left = append(left, kept...)
				if why != "" {
					reason = why
				}
			}
			free = left
		}
	}
	if !optional(k) {
		for _, f := range free {
			c.cover(k, f, reason)
		}
	}
	slices.SortFunc(c.t.spans[k], func(a, b span) int { return cmp.Compare(a.from, b.from) })
}

// force prices all days by one card.
func (c *compiler) force(k market.FeeKind) {
	for _, run := range runsOf(c.forced, days{c.route.From, c.route.To}) {
		s, why := c.resolve(k, c.forced, run)
		if why != "" {
			c.gap(k, run, why, nil)
			continue
		}
		c.t.spans[k] = append(c.t.spans[k], s)
	}
}

// fill adds the spans of a card's window on the days f and returns the days that
// stay free, and why the card does not price days of its window.
func (c *compiler) fill(k market.FeeKind, card *Card, f days, w Window) (left []days, why string) {
	from, to := max(f.from, w.From), min(f.to, w.To)
	if from > to {
		return []days{f}, ""
	}
	for _, run := range runsOf(card, days{from, to}) {
		s, reason := c.resolve(k, card, run)
		if reason != "" {
			return []days{f}, reason
		}
		if w.To == Forever && card.Read != Forever {
			s.carried = card.Read + 1
		}
		c.t.spans[k] = append(c.t.spans[k], s)
	}
	if f.from < from {
		left = append(left, days{f.from, from - 1})
	}
	if to < f.to {
		left = append(left, days{to + 1, f.to})
	}
	return left, ""
}

// runsOf cuts days where the card's column or its low-price discount changes.
func runsOf(card *Card, d days) []days {
	if card.constantOver(d) {
		return []days{d}
	}
	out := []days{{d.from, d.to}}
	last := card.stateAt(d.from)
	for _, day := range card.turns(d) {
		if state := card.stateAt(day); state != last {
			out[len(out)-1].to = day - 1
			out, last = append(out, days{day, d.to}), state
		}
	}
	return out
}

// turns lists, in order, the days after the first on which the card's state may
// change: the edges of its windows, in every year.
func (c *Card) turns(d days) []civil.Date {
	var out []civil.Date
	add := func(day civil.Date) {
		if d.from < day && day <= d.to {
			out = append(out, day)
		}
	}
	windows := slices.Clone(c.Windows)
	if c.tiers != nil {
		for _, l := range c.tiers.low {
			windows = append(windows, l.window)
		}
	}
	seasons := slices.Clone(c.seasons)
	for _, w := range windows {
		add(w.From)
		if w.To != Forever {
			add(w.To + 1)
		}
		if w.From != Ever && w.To != Forever {
			seasons = append(seasons, yearly(w))
		}
	}
	first, _, _ := d.from.YMD()
	last, _, _ := d.to.YMD()
	for year := first; year <= last; year++ {
		for _, s := range seasons {
			add(civil.Of(year, s.from/100, s.from%100))
			// 29 February rolls over in other years, so the day itself counts as well.
			add(civil.Of(year, s.to/100, s.to%100))
			add(civil.Of(year, s.to/100, s.to%100+1))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// cardState is what of a card changes with the day.
type cardState struct {
	column string
	low    int
}

func (c *Card) stateAt(d civil.Date) cardState {
	s := cardState{column: c.columnAt(d), low: -1}
	if c.tiers != nil {
		for i, l := range c.tiers.low {
			if l.window.Contains(d) {
				s.low = i
			}
		}
	}
	return s
}

// constantOver reports whether the days lie in one window without seasons or
// dated discounts, the usual case.
func (c *Card) constantOver(d days) bool {
	if len(c.seasons) > 0 || c.tiers != nil && len(c.tiers.low) > 0 {
		return false
	}
	for _, w := range c.Windows {
		if w.From <= d.from && d.to <= w.To {
			return true
		}
	}
	return false
}

// pool lists the cards of a kind for the route, those of later files first.
func (c *compiler) pool(k market.FeeKind) []*Card {
	if c.lane != nil {
		return c.lane.pools[k]
	}
	site := siteOf(k, c.route)
	var out []*Card
	for _, card := range c.book.cards[1:] {
		if card.Kind == cardKind(k) && card.serves(site.program, site.market) {
			out = append(out, card)
		}
	}
	slices.SortStableFunc(out, func(a, b *Card) int { return b.layer - a.layer })
	return out
}

// cardKind returns the kind whose cards price a kind: referral tables carry the
// closing fee, and disposal pays the removal card (an estimate: the pages that
// name disposal link to it).
func cardKind(k market.FeeKind) market.FeeKind {
	switch k {
	case market.Closing:
		return market.Referral
	case market.Disposal:
		return market.Removal
	}
	return k
}

// optional reports whether a day without a card of the kind simply has no such fee.
func optional(k market.FeeKind) bool {
	switch k {
	case market.FuelSurcharge, market.Overmax, market.BulkyPackaging, market.SIPPDiscount:
		return true
	}
	return false
}

// site is the program and store whose cards a fee is looked up in.
type site struct {
	program market.Program
	market  market.Marketplace
}

// siteOf maps a route to the cards of a kind: fees of a sale follow the store of
// the sale, fees of stock the country it lies in. FBA Export sells the Amazon.com
// offer and pays the fees of a domestic unit.
func siteOf(k market.FeeKind, r Route) site {
	switch k {
	case market.Referral, market.Closing, market.RefundAdmin:
		if r.Program == market.FBAExport {
			return site{market.LocalFBA, market.US}
		}
		return site{r.Program, r.Market}
	case market.Fulfillment, market.FuelSurcharge, market.Overmax, market.BulkyPackaging,
		market.SIPPDiscount:
		switch r.Program {
		case market.FBAExport:
			return site{market.LocalFBA, market.US}
		case market.MCF:
			return site{market.MCF, market.US}
		}
		return site{r.Program, r.Market}
	}
	if r.Program == market.LocalFBA {
		return site{market.LocalFBA, r.Market}
	}
	return site{r.Program, market.US}
}

// key names a fee of the route for assumptions.
func (c *compiler) key(k market.FeeKind) string {
	if c.lane != nil {
		return c.lane.keys[k]
	}
	return keyOf(k, c.route)
}

// keyOf names a fee for assumptions: "fulfillment.remote-fulfillment.CA", or
// "storage.US" where all programs share the cards.
func keyOf(k market.FeeKind, r Route) string {
	s := siteOf(k, r)
	switch k {
	case market.Fulfillment, market.MCFExport, market.ReturnsProcessing:
		return fmt.Sprintf("%v.%v.%v", k, s.program, s.market)
	}
	return fmt.Sprintf("%v.%v", k, s.market)
}
