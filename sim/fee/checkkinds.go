package fee

import (
	"fmt"
	"strconv"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// ship prices the fulfillment of the row's unit.
func (q *question) ship(a *Answer, kinds ...market.FeeKind) (*Tariff, civil.Date, error) {
	d, err := q.date("")
	if err != nil {
		return nil, d, err
	}
	t, err := q.tariff(d, kinds...)
	if err != nil {
		return nil, d, err
	}
	for _, k := range kinds {
		if s := t.at(k, d); s != nil && s.tier != "" {
			a.Tier, a.Shipped = s.tier, t.measure(s).String()
			break
		}
	}
	return t, d, nil
}

// lines returns the fulfillment fee and the surcharge on it.
func (q *question) lines(a *Answer) (fulfillment, surcharge Line, err error) {
	price, err := q.price()
	if err != nil {
		return fulfillment, surcharge, err
	}
	k := market.Fulfillment
	if q.program() == market.MCF {
		k = market.MCFExport
	}
	t, d, err := q.ship(a, k, market.FuelSurcharge)
	if err != nil {
		return fulfillment, surcharge, err
	}
	fulfillment, surcharge = t.Ship(d, price)
	return fulfillment, surcharge, nil
}

func (q *question) fulfillment(a *Answer) (string, error) {
	f, _, err := q.lines(a)
	return f.Amount.String(), err
}

func (q *question) surcharge(a *Answer) (string, error) {
	_, s, err := q.lines(a)
	return s.Amount.String(), err
}

func (q *question) fulfillmentTotal(a *Answer) (string, error) {
	f, s, err := q.lines(a)
	return (f.Amount + s.Amount).String(), err
}

// supplyFee returns the low-inventory fee per unit.
func (q *question) supplyFee(a *Answer) (money.Amount, error) {
	long, err := q.number("days_of_supply_long")
	if err != nil {
		return 0, err
	}
	short, err := q.number("days_of_supply_short")
	if err != nil {
		return 0, err
	}
	t, d, err := q.ship(a, market.LowInventory)
	if err != nil {
		return 0, err
	}
	return t.LowInventory(d, long, short).Amount, nil
}

func (q *question) lowInventory(a *Answer) (string, error) {
	fee, err := q.supplyFee(a)
	if err != nil {
		return "", err
	}
	units, err := q.whole("units", 1)
	return (fee * money.Amount(units)).String(), err
}

func (q *question) withLowInventory(a *Answer) (string, error) {
	fee, err := q.supplyFee(a)
	if err != nil {
		return "", err
	}
	f, _, err := q.lines(a)
	return (f.Amount + fee).String(), err
}

func (q *question) daysOfSupply(*Answer) (string, error) {
	held, err := q.number("avg_daily_inventory")
	if err != nil {
		return "", err
	}
	shipped, err := q.number("avg_daily_shipped")
	if err != nil || shipped <= 0 {
		return "", fmt.Errorf("days of supply need avg_daily_shipped above zero")
	}
	return strconv.FormatFloat(DaysOfSupply(held, shipped), 'g', 10, 64), nil
}

// sale returns the referral and closing fee of the row.
func (q *question) sale(a *Answer, k market.FeeKind) (referral, closing Line, err error) {
	price, err := q.price()
	if err == nil && price == NoPrice && k == market.Referral {
		err = fmt.Errorf("a referral fee needs a price")
	}
	if err != nil {
		return referral, closing, err
	}
	t, d, err := q.ship(a, k)
	if err != nil {
		return referral, closing, err
	}
	referral, closing = t.Sale(d, max(price, 0))
	return referral, closing, nil
}

func (q *question) referral(a *Answer) (string, error) {
	r, _, err := q.sale(a, market.Referral)
	return r.Amount.String(), err
}

func (q *question) closing(a *Answer) (string, error) {
	_, c, err := q.sale(a, market.Closing)
	return c.Amount.String(), err
}

// refundAdmin takes the referral fee from the rate the row gives, else from the
// store's card.
func (q *question) refundAdmin(a *Answer) (string, error) {
	price, err := q.needPrice()
	if err != nil {
		return "", err
	}
	if part := q.in["refund"]; part != "" && part != "full" {
		if price, err = parseAmount(part); err != nil {
			return "", err
		}
	}
	t, d, err := q.ship(a, market.RefundAdmin)
	if err != nil {
		return "", err
	}
	rate, err := q.rate("referral_rate")
	if err != nil {
		return "", err
	}
	fee := centsOf(price, rate)
	if rate == 0 {
		r, _, err := q.sale(a, market.Referral)
		if err != nil {
			return "", err
		}
		fee = r.Amount
	}
	return t.RefundAdmin(d, fee).Amount.String(), nil
}

// flatQuestion finds the card of a kind that is charged to the account.
func (q *question) flat(k market.FeeKind) (*Card, error) {
	d, err := q.date("month")
	if err != nil {
		return nil, err
	}
	m, err := q.market()
	if err != nil {
		return nil, err
	}
	card, err := q.book.accountCard(k, m, d)
	if err == nil {
		q.used = append(q.used, card.ref)
	}
	return card, err
}

func (q *question) highVolume(*Answer) (string, error) {
	skus, err := q.whole("active_skus", 0)
	if err != nil {
		return "", err
	}
	card, err := q.flat(market.HighVolumeListing)
	if err != nil {
		return "", err
	}
	return card.flat.beyond(skus).String(), nil
}

func (q *question) subscription(*Answer) (string, error) {
	card, err := q.flat(market.Subscription)
	if err != nil {
		return "", err
	}
	return card.flat.amount.String(), nil
}

func (q *question) returnsCharged(*Answer) (string, error) {
	d, err := q.date("")
	if err != nil {
		return "", err
	}
	item, err := q.item()
	if err != nil {
		return "", err
	}
	r := ReturnsCount{On: d, Category: item.Category, Program: q.program()}
	if r.Shipped, err = q.whole("shipped_units", 0); err != nil {
		return "", err
	}
	if r.Returned, err = q.whole("returned_units", 0); err != nil {
		return "", err
	}
	if r.Threshold, err = q.rate("threshold_rate"); err != nil {
		return "", err
	}
	known := q.in["threshold_rate"] != ""
	if !known {
		r.Threshold, known = q.book.ReturnThreshold(d, r.Category)
	}
	if !known && q.book.needsThreshold(r) {
		return "", fmt.Errorf("returns of %s pay above a threshold, which Seller Central alone shows: "+
			"give threshold_rate", r.Category)
	}
	units, ref, ok := q.book.ReturnsCharged(r)
	if !ok {
		return "", fmt.Errorf("no card says which returns pay on %v", d)
	}
	q.used = append(q.used, ref)
	return strconv.FormatInt(units, 10), nil
}

// perUnit answers with the amount of one unit, forUnits with that of all units.
func perUnit(k market.FeeKind) func(*question, *Answer) (string, error) {
	return func(q *question, a *Answer) (string, error) {
		t, d, err := q.ship(a, k)
		if err != nil {
			return "", err
		}
		return t.Unit(k, d).Amount.String(), nil
	}
}

func forUnits(k market.FeeKind) func(*question, *Answer) (string, error) {
	return func(q *question, a *Answer) (string, error) {
		amount, err := q.total(k, a)
		return amount.String(), err
	}
}

func (q *question) total(k market.FeeKind, a *Answer) (money.Amount, error) {
	t, d, err := q.ship(a, k)
	if err != nil {
		return 0, err
	}
	units, err := q.whole("units", 1)
	return t.Unit(k, d).Amount * money.Amount(units), err
}

// liquidationNet is the gross recovery less Amazon's share, rounded once on the
// total, and the processing fee of all units.
func (q *question) liquidationNet(a *Answer) (string, error) {
	processing, err := q.total(market.LiquidationProcessing, a)
	if err != nil {
		return "", err
	}
	units, err := q.whole("units", 1)
	if err != nil {
		return "", err
	}
	each, err := q.amount("gross_recovery_per_unit")
	if err != nil {
		return "", err
	}
	t, d, err := q.ship(a, market.LiquidationProcessing)
	if err != nil {
		return "", err
	}
	gross := each * money.Amount(units)
	return (gross - t.RecoveryShare(d, gross).Amount - processing).RoundCents().String(), nil
}

// dimWeight needs no price: it takes the size tiers of the fulfillment card nearest
// to the day, whatever product classes that card has.
func (q *question) dimWeight(a *Answer) (string, error) {
	item, err := q.item()
	if err != nil {
		return "", err
	}
	d, err := q.date("")
	if err != nil {
		return "", err
	}
	m, err := q.market()
	if err != nil {
		return "", err
	}
	c := q.book.newCompiler(item, Route{Program: q.program(), Market: m, From: d, To: d}, Assume{})
	card := nearest(c.pool(market.Fulfillment), d)
	if card == nil || card.Scheme == nil || !item.HasDims {
		return "", fmt.Errorf("a dimensional weight needs a size and a store with size tiers")
	}
	measured := card.Scheme.Measure(item.Dims, item.Weight)
	a.Tier, a.Shipped = measured.Tier, measured.String()
	q.used = append(q.used, card.ref)
	if text := q.in["min_side_in"]; text != "" {
		inches, err := money.ParseRate(text)
		if err != nil {
			return "", err
		}
		side := quantity.Length(money.MulDiv(int64(inches), int64(quantity.Inch), int64(money.One)))
		measured.Dimensional = card.Scheme.dimWeight(item.Dims.Sorted(), side)
	}
	return fmt.Sprintf("%.3f", measured.Dimensional.Pounds()), nil
}
