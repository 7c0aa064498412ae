package model

import (
	"fmt"

	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// fail notes a broken invariant; the first one is reported.
func (r *Run) fail(format string, args ...any) {
	if r.fault == nil {
		r.fault = fmt.Errorf(format, args...)
		r.engine.Stop()
	}
}

// NoCard is the fault of a replication that needs a fee no rate card knows: the
// scenario is to blame and not the model.
type NoCard struct{ text string }

// Error says which fee is missing and what to add.
func (e *NoCard) Error() string { return e.text }

// noCard notes a fee that no card has.
func (r *Run) noCard(format string, args ...any) {
	r.fail("%w", &NoCard{fmt.Sprintf(format, args...)})
}

// check proves the invariants of a drained replication: units conserved in every
// pool, the ledger closed, stock worth what the ledger says, every order ended
// once.
func (r *Run) check() error {
	var value money.Amount
	for i := range r.pools {
		p := &r.pools[i]
		if !p.cfg.Used {
			continue
		}
		if err := p.stock.Check(); err != nil {
			return fmt.Errorf("%s in %s: %w", r.cfg.SKUs[p.sku].Name, p.country, err)
		}
		if p.onOrder != 0 {
			return fmt.Errorf("%s in %s: %d units still on order", r.cfg.SKUs[p.sku].Name, p.country, p.onOrder)
		}
		if p.line.waiting != 0 {
			return fmt.Errorf("%s in %s: %d orders still wait", r.cfg.SKUs[p.sku].Name, p.country, p.line.waiting)
		}
		value += p.stock.Value()
	}
	if r.open != 0 {
		return fmt.Errorf("%d orders have not ended", r.open)
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		if t := &r.tally[m]; t.orders != t.ended || t.inTransit.value != 0 {
			return fmt.Errorf("%s: %d orders placed, %d ended, %d in transit", m, t.orders, t.ended, t.inTransit.value)
		}
	}
	for i := range r.own {
		value += r.own[i].value
	}
	if held := r.book.Held(ledger.Inventory, r.cfg.Report); held != value-r.writtenDown {
		return fmt.Errorf("stock is worth %v and the ledger says %v", value-r.writtenDown, held)
	}
	return r.book.Check()
}
