package fee

import (
	"fmt"
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// serviceRates are amounts per unit by service and by the seller's level.
type serviceRates struct {
	levels   []string
	services []string
	amounts  [][]money.Amount
}

func parseServices(s *section) *serviceRates {
	t := s.table("rates", "service")
	if t == nil {
		s.need("rates")
		return &serviceRates{}
	}
	r := &serviceRates{levels: t.columns[1:]}
	for _, row := range t.rows {
		var amounts []money.Amount
		for _, level := range r.levels {
			amounts = append(amounts, cellAs(row, level, 0, parseAmount))
		}
		r.services, r.amounts = append(r.services, row.cell("service")), append(r.amounts, amounts)
	}
	return r
}

// InboundDefect returns the fee per unit for a service Amazon had to do, at the
// seller's problem level ("standard", "elevated", "critical").
func (b *Book) InboundDefect(d civil.Date, service, level string) (Line, error) {
	return b.service(market.InboundDefect, market.US, d, [2]string{service, level})
}

// DefectFee is InboundDefect in any store.
func (b *Book) DefectFee(m market.Marketplace, d civil.Date, service, level string) (Line, error) {
	return b.service(market.InboundDefect, m, d, [2]string{service, level})
}

// Prep returns the fee per unit for preparing units as ordered, such as "label".
func (b *Book) Prep(d civil.Date, service string) (Line, error) {
	return b.service(market.Prep, market.US, d, [2]string{service, "standard"})
}

// service looks up a service and level on a day.
func (b *Book) service(k market.FeeKind, m market.Marketplace, d civil.Date,
	what [2]string) (Line, error) {
	c, err := b.accountCard(k, m, d)
	if err != nil {
		return Line{}, err
	}
	i, j := slices.Index(c.services.services, what[0]), slices.Index(c.services.levels, what[1])
	if i < 0 || j < 0 {
		return Line{}, fmt.Errorf("%s has no service %q at level %q", c.ID, what[0], what[1])
	}
	return c.line(c.services.amounts[i][j]), nil
}
