package fee

import (
	"fmt"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Link is an offer whose price follows that of an offer in another store, by a rule
// of Build International Listings. The tariffs are those of both offers; rules
// without fees do not read them.
type Link struct {
	Rule           *PriceRule
	Source, Target *Tariff
	Conversion     money.Rate // fee of the currency converter; 0 where none is used
	Option         PriceOption
	OptionStep     string // instead of the rule's: "source", "adjusted" or "price"; "" for the rule's
	RateRounding   string // instead of the rule's: "none" or "whole"; "" for the rule's
}

// mostPrice bounds automatic prices, in units of the target currency: beyond lies a
// slip of the pen, and the end of exact arithmetic.
const mostPrice = 1e9

// Price returns the price that a source price makes on a day at an exchange rate
// (target currency for one unit of the source currency), with the figures on the way
// to it.
func (k *Link) Price(d civil.Date, source money.Amount, fx money.Rate) (PriceSteps, error) {
	in, err := k.inputs(d, source, fx)
	if err != nil {
		return PriceSteps{}, err
	}
	k.agree(d, &in)
	steps, err := k.Rule.Steps(in)
	if err == nil && steps.Price <= 0 {
		err = fmt.Errorf("%s makes %v of %v, which is no price", k.Rule.ID, steps.Price, source)
	}
	return steps, err
}

// Near returns the price before it is rounded to the cent, to a few micro-units and
// without memory of its own; 0 where the rule makes no price.
func (k *Link) Near(d civil.Date, source money.Amount, fx money.Rate) money.Amount {
	in, err := k.inputs(d, source, fx)
	if err != nil {
		return 0
	}
	return max(k.agree(d, &in), 0)
}

// mostRounds bounds how often a price and the referral fee on it are worked out
// again; between the bands of a fee on the whole price they may never agree.
const mostRounds = 20

// agree finds the referral fee of the target store, which depends on the price as
// the price does on it, so that minimum fees and bands count, and returns the price
// before rounding. Where no price agrees with its fee, the dearer of the last two is
// taken, which leaves no less than the proceeds asked for.
func (k *Link) agree(d civil.Date, in *PriceInputs) money.Amount {
	price := k.Rule.near(in)
	if !k.Rule.referral {
		return price
	}
	var before money.Rate
	for range mostRounds {
		before = in.TargetReferral
		in.TargetReferral = k.targetShare(d, price.RoundCents())
		next := k.Rule.near(in)
		if next.RoundCents() == price.RoundCents() {
			return next
		}
		price = next
	}
	in.TargetReferral = max(in.TargetReferral, before)
	return k.Rule.near(in)
}

// targetShare is the referral fee of the target store as a share of a price; a
// minimum above the price counts as nearly all of it, so that the next price is
// higher.
func (k *Link) targetShare(d civil.Date, price money.Amount) money.Rate {
	const nearlyAll = 9 * money.One / 10
	return min(k.Target.ReferralShare(d, max(price, money.Cent)), nearlyAll)
}

// inputs looks up the fees of both stores.
func (k *Link) inputs(d civil.Date, source money.Amount, fx money.Rate) (PriceInputs, error) {
	in := PriceInputs{Price: source, FX: fx, Option: k.Option, OptionStep: k.OptionStep,
		RateRounding: k.RateRounding, Conversion: k.Conversion}
	if x := source.Float() * fx.Float(); x <= 0 || x > mostPrice {
		return in, fmt.Errorf("%s makes no price of %v at the exchange rate %v", k.Rule.ID, source, fx)
	}
	if k.Rule.fees {
		ship, _ := k.Source.Ship(d, source)
		in.Fulfillment, in.Surcharge = ship.Amount, k.Source.SurchargeRate(d)
		ship, _ = k.Target.Ship(d, NoPrice)
		in.Target = ship.Amount
		if k.Rule.imposed {
			in.TargetSurcharge = k.Target.SurchargeRate(d)
		}
	}
	if k.Rule.referral {
		in.Referral = k.Source.ReferralShare(d, source)
		in.TargetReferral = k.targetShare(d, source.Times(fx))
	}
	return in, nil
}

// near is the price of Steps before rounding, in whole micro-units. The option must be
// one that Steps accepts.
func (r *PriceRule) near(in *PriceInputs) money.Amount {
	step := r.optionStep
	if in.OptionStep != "" {
		step = in.OptionStep
	}
	net := in.Price
	if step == "source" {
		net = in.Option.near(net, money.One)
	}
	if r.fees {
		net -= in.Fulfillment
	}
	if r.fees && r.surcharge {
		net -= in.Fulfillment.Times(in.Surcharge)
	}
	if r.referral {
		net -= in.Price.Times(in.Referral)
	}
	price := net.Times(r.nearRate(in))
	if r.fees {
		price += in.Target.Times(money.One + in.TargetSurcharge)
	}
	if step == "adjusted" {
		price = in.Option.near(price, in.FX)
	}
	if r.referral {
		price = price.Times(money.Rate(money.MulDiv(int64(money.One), int64(money.One),
			int64(money.One-in.TargetReferral))))
	}
	if step == "price" {
		price = in.Option.near(price, in.FX)
	}
	return price
}

// nearRate is the exchange rate of rate.
func (r *PriceRule) nearRate(in *PriceInputs) money.Rate {
	rate := in.FX
	if r.conversion {
		rate = rate.Times(money.One + in.Conversion)
	}
	if in.RateRounding == "whole" || in.RateRounding == "" && r.rounding == "whole" {
		rate = (rate + money.One/2) / money.One * money.One
	}
	return rate
}

// near applies the option to an amount; fx is worth a unit of the source currency.
func (o *PriceOption) near(a money.Amount, fx money.Rate) money.Amount {
	switch o.Rule {
	case "pct_above":
		return a.Times(money.One + o.Value)
	case "pct_below":
		return a.Times(money.One - o.Value)
	case "fixed_above":
		return a + money.Unit.Times(o.Value).Times(fx)
	}
	return a
}

// ReferralShare returns the referral fee of a price as a share of it, before the fee
// is rounded; more than One where the minimum is above the price, 0 where no card prices the day or the price is none.
func (t *Tariff) ReferralShare(d civil.Date, price money.Amount) money.Rate {
	s := t.at(market.Referral, d)
	if s == nil || s.rule == nil || price <= 0 {
		return 0
	}
	return s.rule.share(price)
}

// share is the fee over the price, the minimum included.
func (r *referralRule) share(price money.Amount) money.Rate {
	least := money.Rate(money.MulDiv(int64(r.minimum), int64(money.One), int64(price)))
	if !r.slices {
		i := 0
		for i < r.n-1 && price >= r.above[i] {
			i++
		}
		return max(r.rates[i], least)
	}
	var sum money.Amount
	from := money.Amount(0)
	for i := 0; i < r.n && price > from; i++ {
		to := price
		if i < r.n-1 {
			to = min(price, r.above[i]-1)
		}
		sum += (to - from).Times(r.rates[i])
		from = to
	}
	marginal := money.Rate(money.MulDiv(int64(sum), int64(money.One), int64(price)))
	return max(marginal, least)
}

// SurchargeRate returns the fuel surcharge of a day as a share of the fulfillment
// fee, 0 where there is none.
func (t *Tariff) SurchargeRate(d civil.Date) money.Rate {
	if s := t.at(market.FuelSurcharge, d); s != nil {
		return s.card.percent.rate
	}
	return 0
}

// Fees reports whether the rule looks at the fulfillment fees of both stores, for
// which a Link needs their tariffs.
func (r *PriceRule) Fees() bool { return r.fees || r.referral }
