package compile

import (
	"fmt"
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/program"
	"fbasim/sim/scenario"
)

// upkeep reads the rules of fees on stock.
func (c *compiler) upkeep() model.Upkeep {
	rules := c.numbers
	days := func(rule, param string) int64 { return int64(rules.Delay(rule, param)) / civil.Day }
	number := func(rule, param string) int64 { return int64(rules.Days(rule, param).Mean()) }
	return model.Upkeep{
		SnapshotDay: int(number("FBA-AGE-01", "day")),
		Long:        days("FBA-LOW-01", "long"), Short: days("FBA-LOW-01", "short"),
		Update:  days("FBA-LOW-01", "update"),
		FewSold: number("FBA-LOW-02", "few_sold"), FewWithin: days("FBA-LOW-02", "few_within"),
		FewFrom:        (rules.Date("FBA-LOW-02", "few_from") - c.cfg.Start).Tick(),
		Quarter:        days("FBA-UTL-01", "look_back"),
		NewSeller:      !yes(c.plan.Seller.Established),
		Returns:        c.returnMonths(),
		PlacementWait:  int64(rules.Delay("FBA-PLC-01", "wait")),
		PlacementShare: rules.Percent("FBA-PLC-02", "share"),
	}
}

// yes reports whether a key is true or left to its default of true.
func yes(b *scenario.Bool) bool { return b == nil || b.Value }

// has reports whether any card, of whatever day, says what a store charges for a
// kind. A store without one is taken not to charge it.
func (c *compiler) has(k market.FeeKind, m market.Marketplace) bool {
	if k == market.Disposal {
		k = market.Removal // disposal pays its card
	}
	if c.stores == nil {
		c.stores = map[store]bool{}
		for _, card := range c.facts.Cards.Cards() {
			for _, m := range card.Markets {
				c.stores[store{card.Kind, m}] = c.stores[store{card.Kind, m}] || !card.AssumedOnly
			}
		}
	}
	return c.stores[store{k, m}]
}

// store is a kind of fee in a store.
type store struct {
	kind   market.FeeKind
	market market.Marketplace
}

// alsoCharged lists the fees beside the usual ones that a product may meet.
func (c *compiler) alsoCharged(
	p *scenario.Product, use market.Program, m market.Marketplace,
) (kinds []market.FeeKind) {
	if c.paysReturns(p, use, m) || c.returnLimit(p, []market.Program{use}, m) != nil {
		kinds = append(kinds, market.ReturnsProcessing)
	}
	if use != market.LocalFBA {
		return kinds
	}
	if c.cfg.Leftover == model.AtRemoval {
		kinds = append(kinds, market.Removal)
	}
	for _, k := range [...]market.FeeKind{
		market.AgedInventory, market.Disposal, market.LowInventory, market.StorageUtilization,
	} {
		if c.has(k, m) {
			kinds = append(kinds, k)
		}
	}
	if c.placement(m) != "" {
		kinds = append(kinds, market.Placement)
	}
	return kinds
}

// onePlace is the inbound option that sends all units to one center.
const onePlace = "minimal"

// placement returns the inbound option that a country's stock pays for, "" for none.
func (c *compiler) placement(m market.Marketplace) string {
	if c.plan.Script.Places(m) && c.has(market.Placement, m) {
		return onePlace
	}
	r := c.plan.Replenish[m]
	if r == nil || r.Placement == nil || !c.has(market.Placement, m) ||
		r.Placement.Value == freePlacement {
		return ""
	}
	return r.Placement.Value
}

// freePlacement is the option without a fee.
const freePlacement = "optimized"

// paysReturns reports whether each return of a product pays the processing fee on
// the first or the last day. Units of Remote Fulfillment go back to the US.
func (c *compiler) paysReturns(p *scenario.Product, use market.Program, m market.Marketplace) bool {
	if p.Category == nil || use == market.LocalFBA && !c.has(market.ReturnsProcessing, m) {
		return false
	}
	if !c.switchedOn("RF-RET-04") && use == market.RemoteFulfillment { // charged in every category
		return true
	}
	for _, day := range [...]civil.Date{c.cfg.Start, c.cfg.LastDay} {
		one := fee.ReturnsCount{On: day, Category: p.Category.Value, Program: use,
			Shipped: 1, Returned: 1, Threshold: money.One}
		if n, _, ok := c.facts.Cards.ReturnsCharged(one); ok && n > 0 {
			return true
		}
	}
	return false
}

// stockFees says which of those fees a pool's stock meets.
func (c *compiler) stockFees(
	p *scenario.Product, m market.Marketplace, t *fee.Tariff,
) model.StockFees {
	f := model.StockFees{Removes: true}
	if t == nil {
		return f
	}
	f.Aged, f.Disposal = c.has(market.AgedInventory, m), c.has(market.Disposal, m)
	if m == market.US {
		f.Utilization, f.LowStock = true, c.lowStock(p)
	}
	f.Placement, f.Defects = c.placement(m), c.defects(m)
	if f.Placement != "" {
		c.probePlacement(p, m, t)
	}
	return f
}

// lowStock is the time in which shipments of a product may pay the
// low-inventory-level fee.
func (c *compiler) lowStock(p *scenario.Product) model.Span {
	rules, rule := c.numbers, "FBA-LOW-02"
	s := model.Span{To: program.Forever}
	if !yes(c.plan.Seller.Established) {
		s.From = int64(rules.Delay(rule, "new_seller"))
	}
	if !yes(p.Established) {
		s.From = max(s.From, int64(rules.Delay(rule, "new_product")))
	}
	if p.Category != nil && p.Category.Value.ID() == "grocery" {
		s.To = max(0, (rules.Date(rule, "grocery_from") - c.cfg.Start).Tick())
	}
	return s
}

// probePlacement reports days on which no card prices the inbound option.
func (c *compiler) probePlacement(p *scenario.Product, m market.Marketplace, t *fee.Tariff) {
	option, at := c.placement(m), p.Pos
	if r := c.plan.Replenish[m]; r != nil && r.Placement != nil {
		at = r.Placement.Pos
	}
	for d := c.cfg.Start; d <= c.cfg.LastDay; d++ {
		if t.Placement(d, option, 0).Missing {
			c.list.Add(at.Problem("missing-card", fmt.Sprintf(
				"no placement fee of %s is known for %s on %v", option, p.SKU, d),
				"choose another option, or add a card file"))
			return
		}
	}
}

// account compiles the monthly fees of the Professional plan: the subscription of
// the store of registration, taken to be the US, and listings above the free number.
func (c *compiler) account() {
	if s := c.plan.Seller.Professional; s == nil || !s.Value {
		return
	}
	end := c.cfg.Start + civil.Date((c.cfg.Horizon+civil.Day-1)/civil.Day)
	for d := c.cfg.Start; d < end; d = d.NextMonth().FirstOfMonth() {
		line, err := c.facts.Cards.Subscription(market.US, d)
		c.accountFee(d, market.US, line, err)
		for m := market.US; m < market.MarketplaceCount; m++ {
			if n := c.listings(m); n > 0 && c.has(market.HighVolumeListing, m) {
				line, err = c.facts.Cards.HighVolumeListing(m, d, n)
				c.accountFee(d, m, line, err)
			}
		}
	}
}

func (c *compiler) accountFee(d civil.Date, m market.Marketplace, line fee.Line, err error) {
	if err != nil {
		at := c.plan.Seller.Professional.Pos
		c.list.Add(at.Problem("missing-card", err.Error(), "add a card file"))
		return
	}
	if line.Amount != 0 {
		tick := (d - c.cfg.Start).Tick()
		c.cfg.Account = append(c.cfg.Account, model.AccountFee{Tick: tick, Market: m, Line: line})
	}
}

// listings counts the products sold in a marketplace.
func (c *compiler) listings(m market.Marketplace) (n int64) {
	for i := range c.cfg.SKUs {
		if c.cfg.SKUs[i].Listings[m].Sold {
			n++
		}
	}
	return n
}

// remarkFees says what of the fees on stock and returns is left out.
func (c *compiler) remarkFees(m market.Marketplace) {
	uses := func(p market.Program) bool { return slices.Contains(c.programs(m), p) }
	if uses(market.LocalFBA) {
		for _, k := range [...]market.FeeKind{
			market.AgedInventory, market.Disposal, market.ReturnsProcessing,
		} {
			if !c.has(k, m) {
				c.remark(fmt.Sprintf("%s: no %v fee is counted, since no card of the store is known.",
					m, k))
			}
		}
	}
	c.remarkThresholds(m)
	if m == market.US && uses(market.LocalFBA) {
		if r := c.plan.Replenish[m]; r != nil && r.Placement != nil && r.Placement.FromDefault {
			c.remark("US: stock is sent in over so many sites that no inbound placement fee is due " +
				"(optimized).")
		}
	}
}
