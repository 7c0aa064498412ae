package scenario

import (
	"fmt"

	"fbasim/sim/market"
	"fbasim/sim/quantity"
)

// Volume is a checked volume.
type Volume = Field[quantity.Volume]

// AutoPrice is how automatic prices of a marketplace follow the US price. Nil fields are left to
// the rule.
type AutoPrice struct {
	Rule         *Text
	Sync         *Span
	DeadBand     *Percent
	Above, Below *Percent // at most one option is set
	FixedAbove   *Money   // in the currency of the US store
	OptionStep   *Text
	RateRounding *Text
	Until        *Date
}

// StorageLimit is the capacity of a country by storage class; nil: no limit.
type StorageLimit struct{ Standard, Oversize *Volume }

// Defects are what arrives in need of more work. Share nil: none.
type Defects struct {
	Share          *Input
	Service, Level *Text
}

func buildAutoPrice(s scope) AutoPrice {
	fixed := s.sub("fixed_above")
	fixed.market, fixed.placed = market.US, true
	a := AutoPrice{
		Rule: s.sub("rule").enumField(), Sync: s.sub("sync").spanField(),
		DeadBand: s.sub("dead_band").percentField(), Above: s.sub("above").percentField(),
		Below: s.sub("below").percentField(), FixedAbove: fixed.moneyField(),
		OptionStep:   s.sub("option_step").enumField(),
		RateRounding: s.sub("rate_rounding").enumField(), Until: s.sub("until").dateField(),
	}
	given := ""
	for _, name := range []string{"above", "below", "fixed_above"} {
		own := s.sub(name)
		if own.present() && given != "" {
			own.fail("conflict", fmt.Sprintf("give %s or %s, not both", given, name), "")
		}
		if own.present() {
			given = name
		}
	}
	return a
}

func buildStorageLimit(s scope) StorageLimit {
	return StorageLimit{s.sub("standard").volumeField(), s.sub("oversize").volumeField()}
}

func buildDefects(s scope) Defects {
	d := Defects{s.sub("share").input(), s.sub("service").textField(),
		s.sub("level").textField()}
	if d.Share != nil && d.Service == nil {
		s.fail("missing", s.path+" does not say what Amazon has to do",
			`add service = "label missing"`)
		d.Share = nil
	}
	return d
}

func (s scope) volumeField() *Volume { return once(s, measured(quantity.ParseVolume, nil)) }
