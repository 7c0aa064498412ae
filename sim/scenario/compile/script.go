package compile

import (
	"slices"

	"fbasim/sim/dist"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
	"fbasim/sim/scenario"
)

// Expected is an expectation as it was written, for messages.
type Expected struct{ Name, That, At, Rule string }

// chancy are the actions whose course is drawn: orders travel, plans are split and
// sent.
var chancy = []string{"place_order", "return_order", "request_mcf", "create_plan", "ship", "misroute", "payment_method_changed"}

// Certain reports whether every replication of the case is the same: nobody wants a
// product but by actions, actions draw nothing, and nothing is left to chance.
func (c *Case) Certain() bool {
	for _, p := range c.Plan.Products {
		for _, demand := range p.Demand {
			if demand != nil {
				return false
			}
		}
		if len(p.Facts.ExportDemand) > 0 {
			return false
		}
	}
	if c.Config.Rules.At(c.Config.Start).Word("eval_mode") != "max" {
		return false
	}
	for i := range c.Config.Inputs {
		if in := &c.Config.Inputs[i]; !in.PerEvent {
			if _, constant := dist.IsConst(in.Dist); !constant {
				return false
			}
		}
	}
	if none := (model.Chance{Misroute: model.NoRef, Short: model.NoRef, Hazard: model.NoRef, Fault: model.NoRef}); c.Config.Chance != none {
		return false
	}
	return !slices.ContainsFunc(c.Config.Script.Actions, func(a model.Action) bool {
		return slices.Contains(chancy, a.Do)
	})
}

// script compiles the actions, expectations and rules of the case. It comes last:
// conditions name products by their place in the configuration.
func (c *compiler) script() {
	s := c.plan.Script
	if s.Empty() {
		return
	}
	whole := newScope(c.cfg, false)
	whole.plans, whole.orders, whole.known = s.Plans(), s.Orders(), c.knowsRule
	out := &c.cfg.Script
	for _, a := range inTime(s.Actions) {
		c.action(a, whole, out)
	}
	for _, e := range s.Expects {
		c.expectation(e, whole, out)
	}
	each := newScope(c.cfg, true)
	each.plans, each.orders, each.known = whole.plans, whole.orders, whole.known
	for _, r := range s.Rules {
		rule := model.UserRule{Name: r.Name, Reason: textOr(r.Reason, r.Name)}
		switch textOr(r.Do, "") {
		case "find":
			rule.Kind = model.FindRule
		case "price":
			rule.Kind = model.PriceRule
		}
		if r.Price != nil {
			rule.Price = r.Price.Value
		}
		if r.When != nil {
			rule.When = each.selector(r, c.list)
		}
		out.Rules = append(out.Rules, rule)
	}
}

func (c *compiler) knowsRule(id string) bool { return c.facts.Rules.Rule(id) != nil }

// action adds an action, once for each marketplace that it is for. One after the
// horizon never happens.
func (c *compiler) action(a *scenario.Action, s *scope, out *model.Script) {
	do := model.Action{Name: a.Name, Do: a.Word.Name, Args: c.args(a)}
	switch {
	case a.When != nil:
		do.When = s.claim(a.When, false, c.list)
	case a.At == nil || a.At.Value > c.cfg.Horizon:
		return
	default:
		do.At = a.At.Value
	}
	arg := a.Arg("market")
	if arg == nil {
		out.Actions = append(out.Actions, do)
		return
	}
	list, _ := arg.Value.([]market.Marketplace)
	for _, m := range list {
		one := do
		one.Args.Market = &m
		out.Actions = append(out.Actions, one)
	}
}

func (c *compiler) expectation(e *scenario.Expect, s *scope, out *model.Script) {
	if e.Rule != nil && !c.knowsRule(e.Rule.Value) {
		_, hint := (&names{scope: s}).wrongText(Param{Kind: "finding"}, e.Rule.Value)
		c.list.Add(e.Rule.Pos.Problem("no-match", "no rule is called \""+e.Rule.Value+"\"", hint))
	}
	if e.That == nil || e.At == nil {
		return
	}
	x := model.Expectation{
		Name: e.Name, At: e.At.Value, That: s.claim(e.That, true, c.list), Text: e.That.Text, Rule: textOr(e.Rule, ""),
	}
	out.Expectations = append(out.Expectations, x)
	c.out.Expected = append(c.out.Expected, Expected{x.Name, x.Text, e.At.Text, x.Rule})
}

// args fills in the arguments of an action by their types.
func (c *compiler) args(a *scenario.Action) model.Args {
	out := model.Args{SKU: -1}
	for i := range a.Args {
		arg := &a.Args[i]
		switch x := arg.Value.(type) {
		case string:
			c.textArg(&out, arg, x)
		case bool:
			boolArg(&out, arg.Name, x)
		case int64:
			numberArg(&out, arg.Type, x)
		case market.Program:
			if arg.Type == "channel" {
				out.Channel = &x
			} else {
				out.Program = &x
			}
		case money.Money:
			out.Price = &x
		case quantity.Duration:
			span := int64(x)
			out.Span = &span
		case []market.Marketplace:
			c.marketsArg(&out, arg, x)
		case []scenario.Item:
			for _, item := range x {
				out.Items = append(out.Items, model.Item{SKU: c.skuIndex(item.SKU), Units: item.Units})
			}
		case []int64:
			out.Split = x
		case []string:
			out.Classes = x
		case []scenario.Exclusion:
			out.Exclusions = exclusions(x)
		}
	}
	return out
}

func (c *compiler) skuIndex(name string) int32 {
	for i := range c.cfg.SKUs {
		if c.cfg.SKUs[i].Name == name {
			return int32(i)
		}
	}
	return -1
}

// marketsArg fills in marketplaces. One that stands for a country of stock is the
// action's marketplace; the argument market is filled in for each of them later.
func (c *compiler) marketsArg(out *model.Args, arg *scenario.Argument, list []market.Marketplace) {
	switch {
	case arg.Type == "markets":
		out.Markets = &list
	case arg.Name != "market" && len(list) > 0:
		out.Market = &list[0]
	}
}

func (c *compiler) textArg(out *model.Args, arg *scenario.Argument, x string) {
	to := map[string]*string{
		"asin": &out.ASIN, "country": &out.Country, "method": &out.Method, "plan": &out.Plan, "level": &out.Level,
		"reason": &out.Reason, "risk_reason": &out.Reason, "via": &out.Via, "mode": &out.Mode, "text": &out.To,
		"condition": &out.Condition, "fault": &out.Fault, "address": &out.Address, "cause": &out.Cause,
	}
	switch {
	case arg.Type == "sku":
		out.SKU = c.skuIndex(x)
	case arg.Name == "home_country":
		out.Home = x
	case to[arg.Type] != nil:
		*to[arg.Type] = x
	}
}

func boolArg(out *model.Args, name string, x bool) {
	own := map[string]**bool{
		"placement": &out.Placement, "duty_paid": &out.DutyPaid, "appointment": &out.Appointment,
		"partnered_carrier": &out.Partnered, "prime": &out.Prime, "defect": &out.Defect, "free_returns": &out.FreeReturns,
	}
	if to := own[name]; to != nil {
		*to = &x
		return
	}
	out.Enable = &x
}

func numberArg(out *model.Args, kind string, x int64) {
	switch kind {
	case "shipment":
		out.Shipment = int(x)
	case "order":
		out.Order = int(x)
	default:
		out.Units = x
	}
}

func exclusions(rows []scenario.Exclusion) []model.Exclusion {
	list := make([]model.Exclusion, len(rows))
	for i, row := range rows {
		list[i] = model.Exclusion{ASIN: row.ASIN, Country: row.Country, Media: row.Media}
	}
	return list
}
