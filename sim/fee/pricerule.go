package fee

import (
	"fmt"

	"fbasim/sim/money"
)

// PriceRule holds the parameters of an automatic pricing rule of Build
// International Listings.
type PriceRule struct {
	ID, Title  string
	Source     string
	Notes      string
	Confidence Confidence
	conversion bool   // the rate includes the conversion fee
	referral   bool   // the referral fees of both stores count
	surcharge  bool   // the US surcharge counts
	optionStep string // where a store-wide option acts: "source", "adjusted" or "price"
	rounding   string // of the rate: "none" or "whole"
}

// addRules reads the tables [rule.ID].
func (b *Book) addRules(root *section) {
	rules := root.sub("rule")
	if rules == nil {
		return
	}
	for _, id := range rules.keys() {
		s := rules.sub(id)
		if s == nil {
			continue
		}
		r := &PriceRule{ID: id, Title: s.need("title"), Source: s.need("source"), Notes: s.text("notes"),
			Confidence: read(s, "confidence", Unverified, parseConfidence),
			conversion: s.flag("conversion"), referral: s.flag("referral"), surcharge: s.flag("surcharge"),
			optionStep: s.need("option_step"), rounding: s.need("rate_rounding")}
		if !optionSteps[r.optionStep] {
			s.fail(s.line("option_step"), "value", `write "source", "adjusted" or "price"`, "%q is no step", r.optionStep)
		}
		if !rateRoundings[r.rounding] {
			s.fail(s.line("rate_rounding"), "value", `write "none" or "whole"`, "%q is no rounding", r.rounding)
		}
		s.finish()
		b.rules[id] = r
	}
}

var (
	optionSteps   = map[string]bool{"source": true, "adjusted": true, "price": true}
	rateRoundings = map[string]bool{"none": true, "whole": true}
)

// PriceOption is a store-wide adjustment of automatic prices.
type PriceOption struct {
	Rule  string     // "same", "fixed_above", "pct_above", "pct_below"
	Value money.Rate // an amount of the source currency for fixed_above, else a share
}

// PriceInputs are the figures an automatic price is made of. Source amounts are in
// the source store's currency, target amounts in the target's.
type PriceInputs struct {
	Price           money.Amount
	Fulfillment     money.Amount // of the source store
	Surcharge       money.Rate   // on it
	Referral        money.Rate   // of the source store
	FX              money.Rate   // target currency for one unit of the source currency
	Conversion      money.Rate   // fee of the converter; 0 where none is used
	Target          money.Amount // fulfillment in the target store
	TargetSurcharge money.Rate   // on it; not in Amazon's formula
	TargetReferral  money.Rate
	Option          PriceOption
	OptionStep      string // instead of the rule's: "source", "adjusted", "price"
	RateRounding    string // instead of the rule's: "none", "whole"
}

// PriceSteps are the figures of an automatic price on the way to it.
type PriceSteps struct {
	Rate     money.Rate   // exchange rate with the conversion fee
	Net      money.Amount // proceeds in the source store
	Expected money.Amount // the same in the target currency
	Adjusted money.Amount // plus the target's fulfillment
	Price    money.Amount // rounded half up to the cent
}

// PriceRule returns the rule of an id: "bil-v1", "bil-v2", "bil-plain".
func (b *Book) PriceRule(id string) (*PriceRule, bool) {
	r, ok := b.rules[id]
	return r, ok
}

// Steps computes an automatic price. Amounts between the steps keep micro-units;
// only the price is rounded to the cent.
func (r *PriceRule) Steps(in PriceInputs) (PriceSteps, error) {
	step := r.optionStep
	if in.OptionStep != "" {
		step = in.OptionStep
	}
	if in.TargetReferral >= money.One || in.FX <= 0 {
		return PriceSteps{}, fmt.Errorf("a price needs a rate above zero and a referral fee below 100 %%")
	}
	option, err := in.option()
	if err != nil {
		return PriceSteps{}, err
	}
	p := PriceSteps{Rate: r.rate(in)}
	if step == "source" {
		// One product and one rounding: 10 x 1.05 x 1.17 is 12.285, which is 12.29.
		p.Net = option.source(in.Price)
		p.Expected = p.Net.Times(p.Rate)
		p.Adjusted = p.Expected
		p.Price = p.Adjusted.RoundCents()
		return p, nil
	}
	p.Net = in.Price - r.sourceFees(in)
	p.Expected = p.Net.Times(p.Rate)
	p.Adjusted = p.Expected + in.Target + in.Target.Times(in.TargetSurcharge)
	if step == "adjusted" {
		p.Adjusted = option.target(p.Adjusted, in.FX)
	}
	p.Price = p.Adjusted
	if r.referral {
		p.Price = p.Adjusted.Over(money.One - in.TargetReferral)
	}
	if step == "price" {
		p.Price = option.target(p.Price, in.FX)
	}
	p.Price = p.Price.RoundCents()
	return p, nil
}

func (r *PriceRule) rate(in PriceInputs) money.Rate {
	rate := in.FX
	if r.conversion {
		rate = rate.Times(money.One + in.Conversion)
	}
	rounding := r.rounding
	if in.RateRounding != "" {
		rounding = in.RateRounding
	}
	if rounding == "whole" {
		rate = (rate + money.One/2) / money.One * money.One
	}
	return rate
}

func (r *PriceRule) sourceFees(in PriceInputs) money.Amount {
	fees := in.Fulfillment
	if r.surcharge {
		fees += in.Fulfillment.Times(in.Surcharge)
	}
	if r.referral {
		fees += in.Price.Times(in.Referral)
	}
	return fees
}

// pricing is an option as a factor and a fixed amount of the source currency.
type pricing struct {
	factor money.Rate
	fixed  money.Amount
}

func (in PriceInputs) option() (pricing, error) {
	switch in.Option.Rule {
	case "", "same":
		return pricing{factor: money.One}, nil
	case "pct_above":
		return pricing{factor: money.One + in.Option.Value}, nil
	case "pct_below":
		return pricing{factor: money.One - in.Option.Value}, nil
	case "fixed_above":
		return pricing{money.One, money.Unit.Times(in.Option.Value)}, nil
	}
	return pricing{}, fmt.Errorf("%q is not an option: same, fixed_above, pct_above or pct_below", in.Option.Rule)
}

// source applies the option to a price in the source currency.
func (p pricing) source(a money.Amount) money.Amount { return (a + p.fixed).Times(p.factor) }

// target applies it to a figure in the target currency, the fixed amount at the
// rate without fees.
func (p pricing) target(a money.Amount, fx money.Rate) money.Amount {
	return a.Times(p.factor) + p.fixed.Times(fx)
}
