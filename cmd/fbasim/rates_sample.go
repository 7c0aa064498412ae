package main

import (
	"slices"

	"github.com/spf13/pflag"

	"fbasim/sim/diag"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// sample narrows a list of fees and describes the unit whose cards are looked up.
type sample struct {
	markets, programs, kinds         []string
	category, size, weight, feeGroup string
	hazmat                           bool
}

func (s *sample) filters(f *pflag.FlagSet) {
	f.StringSliceVar(&s.markets, "market", nil, "only this `store`: US, CA or MX (repeatable)")
	f.StringSliceVar(&s.programs, "program", nil, "only this `program` (repeatable)")
	f.StringSliceVar(&s.kinds, "kind", nil, "only this `fee`, such as fulfillment (repeatable)")
}

func (s *sample) unit(f *pflag.FlagSet) {
	f.StringVar(&s.category, "category", "home_kitchen", "category `name` of the sample")
	f.StringVar(&s.size, "size", "12.6 x 6.6 x 5.5 in", "`sides` of the sample")
	f.StringVar(&s.weight, "weight", "3.35 lb", "`weight` of the sample")
	f.BoolVar(&s.hazmat, "hazmat", false, "the sample is dangerous goods")
	f.StringVar(&s.feeGroup, "fee-group", "", "`column` of the Mexican FBA card")
}

// item reads the sample as quote reads its unit.
func (s *sample) item() (fee.Item, error) {
	q := quoteFlags{category: s.category, size: s.size, weight: s.weight, feeGroup: s.feeGroup,
		hazmat: s.hazmat}
	return q.item()
}

// cardFilter says which fees are listed; kinds empty: all.
type cardFilter struct {
	markets  []market.Marketplace
	programs []market.Program
	kinds    []market.FeeKind
}

// wants reports whether a fee is listed.
func (f *cardFilter) wants(k market.FeeKind) bool {
	return len(f.kinds) == 0 || slices.Contains(f.kinds, k)
}

// sellsIn reports whether a program of the filter has offers in a currency.
func (f *cardFilter) sellsIn(c money.Currency) bool {
	for _, m := range f.markets {
		for _, p := range servers(m) {
			if slices.Contains(f.programs, p) && offerCurrency(p, m) == c {
				return true
			}
		}
	}
	return false
}

func (s *sample) filter() (*cardFilter, error) {
	out := &cardFilter{}
	for _, text := range s.markets {
		m, err := parseMarket(text)
		if err != nil {
			return nil, err
		}
		out.markets = append(out.markets, m)
	}
	for _, text := range s.programs {
		p, err := parseProgram(text)
		if err != nil {
			return nil, err
		}
		out.programs = append(out.programs, p)
	}
	for _, name := range s.kinds {
		k, ok := market.ParseFeeKind(name)
		if !ok || k == market.NoFee {
			near := diag.Suggest(name, allKinds())
			hint := "fbasim rates list shows all kinds"
			if near != "" {
				hint = "did you mean " + near + "?"
			}
			return nil, wrong("kind", near, "--kind: %q is not a kind of fee; %s", diag.Escape(name), hint)
		}
		out.kinds = append(out.kinds, k)
	}
	for m := market.US; m < market.MarketplaceCount && len(s.markets) == 0; m++ {
		out.markets = append(out.markets, m)
	}
	for p := market.RemoteFulfillment; p < market.ProgramCount && len(s.programs) == 0; p++ {
		out.programs = append(out.programs, p)
	}
	slices.Sort(out.markets)
	slices.Sort(out.programs)
	return out, nil
}

func allKinds() []string {
	var out []string
	for k := market.NoFee + 1; k < market.FeeKindCount; k++ {
		out = append(out, k.String())
	}
	return out
}
