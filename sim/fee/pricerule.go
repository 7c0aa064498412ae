package fee

import (
	"fmt"
	"math/big"

	"fbasim/sim/money"
)

// PriceRule holds the parameters of an automatic pricing rule of Build
// International Listings.
type PriceRule struct {
	ID, Title  string
	Source     string
	Notes      string
	Confidence Confidence
	Examples   []Example
	fees       bool   // the fulfillment fees of both stores count
	conversion bool   // the rate includes the conversion fee
	referral   bool   // the referral fees of both stores count
	surcharge  bool   // the US surcharge counts
	imposed    bool   // the target store's surcharge counts (not in Amazon's formula)
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
		r := &PriceRule{ID: id, Title: s.need("title"), Source: s.need("source"),
			Notes:      s.text("notes"),
			Confidence: read(s, "confidence", Unverified, parseConfidence),
			fees:       s.flag("fulfillment"), conversion: s.flag("conversion"),
			referral: s.flag("referral"), surcharge: s.flag("surcharge"),
			imposed:    s.flag("target_surcharge"),
			optionStep: s.need("option_step"), rounding: s.need("rate_rounding"), Examples: parseExamples(s)}
		if !optionSteps[r.optionStep] {
			s.fail(s.line("option_step"), "value", `write "source", "adjusted" or "price"`,
				"%q is no step", r.optionStep)
		}
		if !rateRoundings[r.rounding] {
			s.fail(s.line("rate_rounding"), "value", `write "none" or "whole"`, "%q is no rounding",
				r.rounding)
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

// Steps computes an automatic price in exact fractions: each step is rounded half
// away from zero only where it is reported, the price to the cent.
func (r *PriceRule) Steps(in PriceInputs) (PriceSteps, error) {
	step := r.optionStep
	if in.OptionStep != "" {
		step = in.OptionStep
	}
	if in.TargetReferral >= money.One || in.FX <= 0 || !optionSteps[step] {
		return PriceSteps{}, fmt.Errorf("a price needs a rate above zero, a referral fee below 100 %% "+
			"and an option step, not %v, %v and %q", in.FX, in.TargetReferral, step)
	}
	option, err := in.option()
	if err != nil {
		return PriceSteps{}, err
	}
	fx, rate := ratio(int64(in.FX), int64(money.One)), r.rate(in)
	net := whole(in.Price)
	if step == "source" {
		net = option.apply(net, ratio(1, 1))
	}
	net = new(big.Rat).Sub(net, r.sourceFees(in))
	expected := product(net, rate)
	adjusted := expected
	if r.fees {
		target := product(whole(in.Target), share(money.One+in.TargetSurcharge))
		adjusted = new(big.Rat).Add(expected, target)
	}
	if step == "adjusted" {
		adjusted = option.apply(adjusted, fx)
	}
	price := adjusted
	if r.referral {
		price = new(big.Rat).Quo(adjusted, share(money.One-in.TargetReferral))
	}
	if step == "price" {
		price = option.apply(price, fx)
	}
	return PriceSteps{
		Rate: money.Rate(nearest64(rate, int64(money.One))),
		Net:  rounded(net, 1), Expected: rounded(expected, 1),
		Adjusted: rounded(adjusted, 1), Price: rounded(price, money.Cent),
	}, nil
}

// rate returns the exchange rate with the conversion fee, rounded as the rule says.
func (r *PriceRule) rate(in PriceInputs) *big.Rat {
	rate := ratio(int64(in.FX), int64(money.One))
	if r.conversion {
		rate = product(rate, share(money.One+in.Conversion))
	}
	rounding := r.rounding
	if in.RateRounding != "" {
		rounding = in.RateRounding
	}
	if rounding == "whole" {
		return ratio(nearest64(rate, 1), 1)
	}
	return rate
}

func (r *PriceRule) sourceFees(in PriceInputs) *big.Rat {
	fees := new(big.Rat)
	if r.fees {
		fees = whole(in.Fulfillment)
	}
	if r.fees && r.surcharge {
		fees = product(fees, share(money.One+in.Surcharge))
	}
	if r.referral {
		fees = new(big.Rat).Add(fees, product(whole(in.Price), share(in.Referral)))
	}
	return fees
}

// pricing is an option as a factor and a fixed amount of the source currency.
type pricing struct {
	factor *big.Rat
	fixed  *big.Rat
}

func (in PriceInputs) option() (pricing, error) {
	none := ratio(0, 1)
	switch in.Option.Rule {
	case "", "same":
		return pricing{ratio(1, 1), none}, nil
	case "pct_above":
		return pricing{share(money.One + in.Option.Value), none}, nil
	case "pct_below":
		return pricing{share(money.One - in.Option.Value), none}, nil
	case "fixed_above":
		return pricing{ratio(1, 1), share(in.Option.Value)}, nil
	}
	return pricing{}, fmt.Errorf("%q is not an option: same, fixed_above, pct_above or pct_below",
		in.Option.Rule)
}

// apply returns a x factor plus the fixed amount at a rate.
func (p pricing) apply(a, fx *big.Rat) *big.Rat {
	return new(big.Rat).Add(product(a, p.factor), product(p.fixed, fx))
}

func ratio(a, b int64) *big.Rat { return big.NewRat(a, b) }

func share(r money.Rate) *big.Rat { return ratio(int64(r), int64(money.One)) }

func whole(a money.Amount) *big.Rat { return ratio(int64(a), int64(money.Unit)) }

func product(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }

// nearest64 returns the whole number nearest to x times scale, halves away from zero.
func nearest64(x *big.Rat, scale int64) int64 {
	scaled := product(x, ratio(scale, 1))
	twice := new(big.Int).Lsh(new(big.Int).Abs(scaled.Num()), 1)
	twice.Add(twice, scaled.Denom())
	twice.Quo(twice, new(big.Int).Lsh(scaled.Denom(), 1))
	return int64(scaled.Sign()) * twice.Int64()
}

// rounded returns x as an amount rounded to a multiple of step.
func rounded(x *big.Rat, step money.Amount) money.Amount {
	return money.Amount(nearest64(x, int64(money.Unit/step))) * step
}
