package fee

import (
	"fmt"

	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// exportRates are the fees of a Multi-Channel Fulfillment order abroad.
type exportRates struct {
	perOrder, perUnit money.Amount
	packaging         money.Rate
	first, last       int64 // pounds at the region's rate; pounds at most
	next              money.Amount
	regions           map[string]money.Amount
}

func parseExport(s *section) *exportRates {
	e := &exportRates{perOrder: read(s, "per_order", 0, parseAmount), perUnit: read(s, "per_unit", 0, parseAmount),
		packaging: read(s, "packaging", 0, parsePercent), first: s.integer("first_pounds", 1),
		last: s.integer("most_pounds", 1), next: read(s, "per_pound_beyond", 0, parseAmount),
		regions: make(map[string]money.Amount)}
	t := s.table("rates", "region", "per pound")
	if t == nil {
		s.need("rates")
		return e
	}
	for _, r := range t.rows {
		e.regions[r.cell("region")] = cellAs(r, "per pound", 0, parseAmount)
	}
	return e
}

// order returns the fee of an order of units weighing weight together.
func (e *exportRates) order(region string, units int64, weight quantity.Weight) (money.Amount, error) {
	rate, ok := e.regions[region]
	if !ok {
		return 0, fmt.Errorf("no export rate for region %q", region)
	}
	pounds := e.pounds(weight)
	if pounds > e.last {
		return 0, fmt.Errorf("no export rate above %d lb (this shipment counts as %d lb)", e.last, pounds)
	}
	fee := e.perOrder + money.Amount(units)*e.perUnit + money.Amount(min(pounds, e.first))*rate
	return fee + money.Amount(max(pounds-e.first, 0))*e.next, nil
}

// pounds returns the weight with packaging, rounded up to whole pounds.
func (e *exportRates) pounds(weight quantity.Weight) int64 {
	packed := quantity.Weight(money.MulDiv(int64(weight), int64(money.One+e.packaging), int64(money.One)))
	return int64(roundUpTo(packed, quantity.Pound) / quantity.Pound)
}
