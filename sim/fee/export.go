package fee

import (
	"fmt"
	"strings"

	"fbasim/sim/civil"
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
	e := &exportRates{
		perOrder: read(s, "per_order", 0, parseAmount), perUnit: read(s, "per_unit", 0, parseAmount),
		packaging: read(s, "packaging", 0, parsePercent), first: s.integer("first_pounds", 1),
		last: s.integer("most_pounds", 1), next: read(s, "per_pound_beyond", 0, parseAmount),
		regions: make(map[string]money.Amount)}
	t := s.table("rates", "region", "per pound")
	if t == nil {
		s.need("rates")
		return e
	}
	for _, r := range t.rows {
		for _, region := range splitList(r.cell("region")) {
			e.regions[regionName(region)] = cellAs(r, "per pound", 0, parseAmount)
		}
	}
	return e
}

// regionName makes names of regions equal that differ in case or spaces only.
func regionName(text string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(text)), " ", "_")
}

// order returns the fee of an order of units weighing weight together.
func (e *exportRates) order(
	region string, units int64, weight quantity.Weight,
) (money.Amount, error) {
	rate, ok := e.regions[regionName(region)]
	if !ok {
		return 0, fmt.Errorf("no export rate for region %q", region)
	}
	pounds := e.pounds(weight)
	if pounds > e.last {
		return 0, fmt.Errorf("no export rate above %d lb (this shipment counts as %d lb)", e.last,
			pounds)
	}
	fee := e.perOrder + money.Amount(units)*e.perUnit + money.Amount(min(pounds, e.first))*rate
	return fee + money.Amount(max(pounds-e.first, 0))*e.next, nil
}

// pounds returns the weight with packaging, rounded up to whole pounds.
func (e *exportRates) pounds(weight quantity.Weight) int64 {
	factor := int64(money.One + e.packaging)
	packed := quantity.Weight(money.MulDiv(int64(weight), factor, int64(money.One)))
	return int64(roundUpTo(packed, quantity.Pound) / quantity.Pound)
}

// Export asks for the fee of a Multi-Channel Fulfillment order abroad.
type Export struct {
	On     civil.Date
	Region string // of the card: "americas", "europe", ... or a country named there
	Units  int64
	Weight quantity.Weight // of all units, without packaging
	Card   string          // id of a card to use whatever its days; "" picks by day
}

// Export returns the fee of an order abroad.
func (b *Book) Export(e Export) (Line, error) {
	card, ok := b.Find(e.Card)
	if !ok {
		var err error
		if card, err = b.accountCard(market.MCFExport, market.US, e.On); err != nil {
			return Line{}, err
		}
	}
	if card.export == nil {
		return Line{}, fmt.Errorf("%s is no card of %v", card.ID, market.MCFExport)
	}
	amount, err := card.export.order(e.Region, e.Units, e.Weight)
	return card.line(amount), err
}
