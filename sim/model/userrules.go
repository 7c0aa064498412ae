package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/des"
)

// Rules of the planner's own are looked at once a day and after actions, for every
// SKU and marketplace sold in: they block an offer, note a finding or set a price.

func (r *Run) openUserRules() {
	if len(r.cfg.Script.Rules) > 0 {
		r.lookAtUserRules()
		r.at(civil.Day, classReview, evRules, 0)
	}
}

func userRulesLooked(r *Run, _ des.Event) {
	r.lookAtUserRules()
	if next := r.now() + civil.Day; next < r.cfg.Horizon {
		r.at(next, classReview, evRules, 0)
	}
}

func (r *Run) lookAtUserRules() {
	s := &Sight{r}
	for i := range r.listings {
		l := &r.listings[i]
		if !l.cfg.Sold {
			continue
		}
		blocked := ""
		for n := range r.cfg.Script.Rules {
			rule := &r.cfg.Script.Rules[n]
			holds := rule.When.Holds(s, l.sku, l.market)
			if holds && rule.Kind == BlockRule && blocked == "" {
				blocked = rule.Name
			}
			r.applyUserRule(l, n, rule, holds)
		}
		if blocked != "" && l.blockedBy != blocked {
			r.find("rule."+blocked, outcomeBlocked, blocked, r.entity(l.sku, l.market))
		}
		l.blockedBy = blocked
	}
}

// applyUserRule notes a finding when its condition begins to hold, and sets a price
// while it does.
func (r *Run) applyUserRule(l *listing, n int, rule *UserRule, holds bool) {
	bit := uint64(1) << (n % 64)
	began := holds && l.ruled&bit == 0
	ended := !holds && l.ruled&bit != 0
	l.ruled = l.ruled &^ bit
	if holds {
		l.ruled |= bit
	}
	switch {
	case began && rule.Kind == FindRule:
		r.find("rule."+rule.Name, outcomeWarn, rule.Reason, r.entity(l.sku, l.market))
	case began && rule.Kind == PriceRule && rule.Price.Currency == l.market.Currency():
		r.setPrice(l, rule.Price.Amount)
		r.audit("rule."+rule.Name, r.entity(l.sku, l.market), outcomeOK, rule.Reason, "price "+rule.Price.String())
	case ended && rule.Kind == PriceRule:
		r.setPrice(l, 0)
	}
}
