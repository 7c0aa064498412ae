package experiment

import (
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/result"
)

// waterfall is the order in which a sale's money goes: what the buyer pays, what
// comes back, Amazon's fees, the cost of the goods, what stocking a country
// costs.
func waterfall() []ledger.Line {
	list := []ledger.Line{ledger.Revenue, ledger.Refund, ledger.ReferralCredit, ledger.Reimbursement}
	for k := market.NoFee + 1; k < market.FeeKindCount; k++ {
		list = append(list, ledger.Fee(k))
	}
	for l := ledger.Goods; l < ledger.LineCount; l++ {
		list = append(list, l)
	}
	return list
}

// unitEconomics divides every line of a case and marketplace by the units sold:
// what one unit earned on average over all replications, returns, storage and
// fixed costs included. The contributions of its steps add up.
func (s *Study) unitEconomics(sm *sample) []result.UnitStep {
	var list []result.UnitStep
	for _, m := range marketsOf(s) {
		kinds := s.linesUsed(sm, m)
		for c := range s.Cases {
			if sm.outcome[c].markets[m].Orders > 0 {
				list = append(list, s.steps(sm, c, m, kinds)...)
			}
		}
	}
	return list
}

// linesUsed lists the lines that are not zero in some case, so that every case
// shows the same steps.
func (s *Study) linesUsed(sm *sample, m market.Marketplace) []ledger.Line {
	var used []ledger.Line
	for _, l := range waterfall() {
		for c := range s.Cases {
			if sm.outcome[c].lines[l][m] != 0 {
				used = append(used, l)
				break
			}
		}
	}
	return used
}

func (s *Study) steps(sm *sample, c int, m market.Marketplace, lines []ledger.Line) []result.UnitStep {
	cfg, t := s.Cases[c].Config, &sm.outcome[c]
	units := float64(t.markets[m].Orders)
	base := result.UnitStep{
		Case: s.Cases[c].Name, Market: m.String(), Program: s.program(c, m),
		Currency: cfg.Report.String(), LocalCurrency: s.saleCurrency(c, m),
	}
	if len(cfg.SKUs) == 1 {
		base.SKU = cfg.SKUs[0].Name
	}
	var list []result.UnitStep
	var sum money.Amount
	for _, l := range lines {
		step := base
		step.Step, step.Kind = len(list), l.String()
		if l == ledger.Revenue {
			step.Kind = result.KindPrice
		}
		step.Amount = t.lines[l][m].Float() / units
		if local(l) && base.LocalCurrency != "" {
			step.Local = t.native[l][m].Float() / units
		} else {
			step.LocalCurrency = ""
		}
		step.Card, step.Mark = s.cardOf(t, l, m), MarkText(t.marks[l][m])
		sum += t.lines[l][m]
		list = append(list, step)
	}
	end := base
	end.Step, end.Kind, end.Amount, end.LocalCurrency = len(list), result.KindContribution, sum.Float()/units, ""
	return append(list, end)
}

// saleCurrency is the currency in which a case sells to a country, "" where it sells in
// two: FBA Export sells on Amazon.com.
func (s *Study) saleCurrency(c int, m market.Marketplace) string {
	home, abroad := false, false
	for _, use := range s.Cases[c].Programs[m] {
		home, abroad = home || use != market.FBAExport, abroad || use == market.FBAExport
	}
	switch {
	case home && abroad:
		return ""
	case abroad:
		return market.US.Currency().String()
	}
	return m.Currency().String()
}

// local reports whether a line is always in the currency of the sale.
func local(l ledger.Line) bool {
	k, isFee := l.FeeKind()
	return l == ledger.Revenue || l == ledger.Refund || l == ledger.ReferralCredit || isFee && k != market.Storage
}

func (s *Study) cardOf(t *totals, l ledger.Line, m market.Marketplace) string {
	if ref := t.cards[l][m]; ref != 0 && s.Cards != nil {
		return s.Cards.Card(fee.CardRef(ref)).ID
	}
	return ""
}

// MarkText names the weakest mark of an amount: "assumed", "estimated", "stale", or "".
func MarkText(m ledger.Mark) string {
	switch {
	case m&ledger.Assumed != 0:
		return "assumed"
	case m&ledger.Estimated != 0:
		return "estimated"
	case m&ledger.Carried != 0:
		return "stale"
	}
	return ""
}
