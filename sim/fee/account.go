package fee

import (
	"fmt"
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// DaysOfSupply returns units held over units shipped, both a day: sellable US
// stock with that moving between centers, and shipments of every program from it.
func DaysOfSupply(held, shipped float64) float64 { return held / shipped }

// accountCard returns the card of a fee charged to the account of a store.
func (b *Book) accountCard(k market.FeeKind, m market.Marketplace, d civil.Date) (*Card, error) {
	var found *Card
	for _, c := range b.cards[1:] {
		if c.Kind == k && c.Charged && !c.AssumedOnly && c.holds(d) &&
			slices.Contains(c.Markets, m) && (found == nil || c.layer > found.layer) {
			found = c
		}
	}
	if found == nil {
		return nil, fmt.Errorf("no %v card for %v on %v", k, m, d)
	}
	return found, nil
}

// holds reports whether a day lies in one of the card's windows.
func (c *Card) holds(d civil.Date) bool {
	return slices.ContainsFunc(c.Windows, func(w Window) bool { return w.Contains(d) })
}

func (c *Card) line(a money.Amount) Line {
	return Line{Kind: c.Kind, Amount: a, Currency: c.Currency, Card: c.ref,
		Estimated: c.Confidence >= Estimated}
}

// Subscription returns the monthly fee of the Professional plan in a store.
func (b *Book) Subscription(m market.Marketplace, month civil.Date) (Line, error) {
	c, err := b.accountCard(market.Subscription, m, month)
	if err != nil {
		return Line{}, err
	}
	return c.line(c.flat.amount), nil
}

// HighVolumeListing returns the monthly fee for active SKUs above the free number.
func (b *Book) HighVolumeListing(
	m market.Marketplace, month civil.Date, activeSKUs int64,
) (Line, error) {
	c, err := b.accountCard(market.HighVolumeListing, m, month)
	if err != nil {
		return Line{}, err
	}
	return c.line(c.flat.beyond(activeSKUs)), nil
}

// Overage returns the monthly fee for average daily volume above the capacity limit.
func (b *Book) Overage(
	m market.Marketplace, month civil.Date, held, limit quantity.Volume,
) (Line, error) {
	c, err := b.accountCard(market.StorageOverage, m, month)
	if err != nil {
		return Line{}, err
	}
	return c.line(c.flat.overage(held, limit)), nil
}

// beyond charges the things above the free number.
func (f *flatRate) beyond(n int64) money.Amount {
	return (money.Amount(max(n-f.free, 0)) * f.amount).RoundCents()
}

// overage charges the volume above a limit.
func (f *flatRate) overage(held, limit quantity.Volume) money.Amount {
	return volumeCharge(f.amount, max(held-limit, 0), quota{1, 1}, f.per)
}

// FeeTax returns the tax a store adds to Amazon's fees for sellers resident in its
// country; other sellers do not pay it. It is false where no card says.
func (b *Book) FeeTax(m market.Marketplace, d civil.Date) (money.Rate, CardRef, bool) {
	c, err := b.accountCard(market.FeeTax, m, d)
	if err != nil {
		return 0, NoCard, false
	}
	return c.percent.rate, c.ref, true
}
