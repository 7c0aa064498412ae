package experiment

import (
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/result"
)

// column is one metric of the results: a name, its definition and how to compute
// it.
type column struct {
	name string
	def  result.Definition
	of   func(o *model.Outcome) float64
}

// columnsOf lists the metrics of a study in registry order: for the marketplaces
// that some case sells in and the fee kinds there are.
func columnsOf(s *Study) []column {
	var list []column
	all := measures()
	for _, d := range result.Definitions() {
		m, ok := all[d.Name]
		if !ok {
			continue
		}
		if m.whole != nil {
			list = append(list, column{d.Name, d, m.whole})
		}
		if m.market != nil {
			for _, mk := range marketsOf(s) {
				list = append(list, column{d.Name + "." + mk.String(), d, inMarket(m.market, mk)})
			}
		}
		if m.kind != nil {
			for k := market.NoFee + 1; k < market.FeeKindCount; k++ {
				l := ledger.Fee(k)
				list = append(list, column{d.Name + "." + k.String(), d, ofLine(m.kind, l)})
			}
		}
	}
	return list
}

func inMarket(f func(*model.Outcome, market.Marketplace) float64, m market.Marketplace) func(*model.Outcome) float64 {
	return func(o *model.Outcome) float64 { return f(o, m) }
}

func ofLine(f func(*model.Outcome, ledger.Line) float64, l ledger.Line) func(*model.Outcome) float64 {
	return func(o *model.Outcome) float64 { return f(o, l) }
}

// marketsOf lists the marketplaces used by any case.
func marketsOf(s *Study) []market.Marketplace {
	var list []market.Marketplace
	for m := market.US; m < market.MarketplaceCount; m++ {
		for i := range s.Cases {
			if s.Cases[i].Config.Markets[m].Used {
				list = append(list, m)
				break
			}
		}
	}
	return list
}
