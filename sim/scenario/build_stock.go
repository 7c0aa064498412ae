package scenario

import (
	"fmt"
	"strconv"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/money"
	"fbasim/sim/scenario/document"
)

// buildLocal reads what stocking a country costs, nil when the table is absent.
func buildLocal(s scope) *Local {
	if !s.present() {
		return nil
	}
	return &Local{Pos: s.near, Setup: s.sub("setup").input(), Monthly: s.sub("monthly").input(),
		Entry: s.sub("entry").input()}
}

// buildReplenish reads how a stock is refilled, nil when the table is absent.
func buildReplenish(s scope) *Replenish {
	if !s.present() {
		return nil
	}
	r := &Replenish{
		Pos: s.near, Ordering: buildOrdering(s), Review: s.sub("review").spanField(),
		LeadTime: s.sub("lead_time").input(), Receiving: s.sub("receiving").input(),
		Freight: freight(s.sub("freight")), Duty: s.sub("duty").input(),
		Brokerage: s.sub("brokerage").input(), Origin: s.sub("origin").countryField(),
		Placement: s.sub("placement").enumField(), Defects: buildDefects(s.sub("defects")),
	}
	s.checkPolicy(r)
	return r
}

// NoPolicy is the replenishment policy that orders nothing by itself.
const NoPolicy = "none"

// policyKeys are the keys each policy needs: one of each group.
func policyKeys(policy string) (need [][]string, all []string) {
	all = []string{"cover", "level", "reorder", "quantity", "s", "S"}
	switch policy {
	case "order-up-to":
		return [][]string{{"cover", "level"}}, all
	case "base-stock":
		return [][]string{{"level"}}, all
	case "r-Q":
		return [][]string{{"reorder"}, {"quantity"}}, all
	case NoPolicy:
		return nil, all
	}
	return [][]string{{"s"}, {"S"}}, all
}

// checkPolicy checks that the parameters fit the policy.
func (s scope) checkPolicy(r *Replenish) {
	if r.Policy == nil {
		return
	}
	need, all := policyKeys(r.Policy.Value)
	used := map[string]bool{}
	for _, group := range need {
		given := 0
		for _, name := range group {
			used[name] = true
			if s.sub(name).present() {
				given++
			}
		}
		if given == 0 {
			s.b.list.Add(r.Policy.Pos.Problem("missing", fmt.Sprintf("policy %s needs %s",
				r.Policy.Value,
				strings.Join(group, " or ")), fmt.Sprintf("add %s = %s", group[0],
				kinds[s.sub(group[0]).keys.key.Kind].example)))
		}
		if given > 1 {
			s.b.list.Add(s.sub(group[1]).near.Problem("conflict", fmt.Sprintf(
				"give %s, not both", strings.Join(group, " or ")), ""))
		}
	}
	for _, name := range all {
		if own := s.sub(name); own.present() && !used[name] && s.inBase() {
			s.b.list.Add(own.near.Warning("unused", fmt.Sprintf("policy %s does not use %s",
				r.Policy.Value, name), ""))
		}
	}
	if r.Policy.Value == "s-S" && r.SmallS != nil && r.BigS != nil &&
		r.BigS.Value <= r.SmallS.Value {
		s.b.list.Add(r.BigS.Pos.Problem("order", fmt.Sprintf("S = %d is not above s = %d",
			r.BigS.Value,
			r.SmallS.Value), ""))
	}
}

// inBase reports whether no case overrides anything in the table: a case that changes the policy
// need not clear the parameters of the one before.
func (s scope) inBase() bool {
	return s.b.base.Get("replenish", s.market.String()) == s.node
}

// freight reads a rate, or a list of rates that add up.
func freight(s scope) []*Input {
	if !s.present() || s.node.Kind != document.Array {
		if in := s.input(); in != nil {
			return []*Input{in}
		}
		return nil
	}
	var out []*Input
	for i, item := range s.node.Items() {
		v := value{s, item, Meta{Path: fmt.Sprintf("%s[%d]", s.path, i), Pos: item.Pos,
			Text: item.Text}}
		v.path = v.meta.Path
		if in := v.input(); in != nil {
			out = append(out, in)
		}
	}
	return out
}

// buildFX reads an exchange rate, nil when it is absent or wrong.
func buildFX(s scope, currency money.Currency) *FX {
	if !s.present() {
		return nil
	}
	fx := &FX{Pos: s.near}
	switch {
	case !s.isSpread():
		fx.Spot = s.input()
		s.checkQuote(fx.Spot, currency)
	case s.sub("file").present() || s.sub("points").present():
		fx.Series = s.series()
	default:
		fx.Process = s.process()
		s.checkQuote(fx.Process.Start, currency)
	}
	return fx
}

// checkQuote checks that a rate is given in the currency of results.
func (s scope) checkQuote(in *Input, currency money.Currency) {
	if in == nil || in.Currency == currency {
		return
	}
	s.b.list.Add(in.Pos.Problem("currency",
		fmt.Sprintf("the rate is in %s, not in %s, the currency of results",
			in.Currency, currency), fmt.Sprintf("give the value of 1 %s in %s", s.path[len("fx."):],
			currency)))
}

func (s scope) process() *FXProcess {
	p := &FXProcess{Model: s.sub("model").enumField(), Start: s.sub("start").input(),
		Vol: s.sub("vol").input(), Drift: s.sub("drift").input(), Step: s.sub("step").spanField()}
	for _, name := range []string{"start", "model", "vol"} {
		if !s.sub(name).present() {
			s.fail("missing", fmt.Sprintf("%s has no %s", s.path, name),
				`write { start = "0.731 USD", model = "gbm", vol = "7 %/year" }`)
		}
	}
	return p
}

// series reads dated rates.
func (s scope) series() []FXPoint {
	var out []FXPoint
	for _, t := range s.sub("points").textsField() {
		day, number, _ := strings.Cut(strings.TrimSpace(t.Value), " ")
		d, err := civil.ParseDate(day)
		x, bad := strconv.ParseFloat(strings.TrimSpace(number), 64)
		if err != nil || bad != nil || !(x > 0 && x < 1e9) {
			s.b.list.Add(t.Pos.Problem("number", fmt.Sprintf("%q is not a date with a rate",
				t.Value),
				`write "2026-02-02 0.731"`))
			continue
		}
		if n := len(out); n > 0 && out[n-1].Date.Value >= d {
			s.b.list.Add(t.Pos.Problem("order", "dates must ascend", ""))
			continue
		}
		out = append(out, FXPoint{&Date{t.Meta, d}, x})
	}
	if len(out) == 0 {
		s.fail("empty", s.path+" has no rates", `write points = ["2026-02-02 0.731"]`)
	}
	return out
}

// inlineRates replaces the files of exchange rates by their contents.
func (b *builder) inlineRates(tree *document.Node) *document.Node {
	tree = document.Merge(tree, b.ratesOf(tree.Get("fx")))
	for _, f := range tree.Get("case").Fields() {
		if over := b.ratesOf(f.Node.Get("fx")); over != nil {
			named := document.NewTable(f.Node.Pos, document.Field{Name: f.Name, Node: over})
			tree = document.Merge(tree, document.NewTable(f.Node.Pos,
				document.Field{Name: "case", Node: named}))
		}
	}
	return tree
}

// ratesOf returns a tree with the points of every currency of a table that names a file.
func (b *builder) ratesOf(fx *document.Node) *document.Node {
	var fields []document.Field
	for _, f := range fx.Fields() {
		name := f.Node.Get("file")
		if name == nil || name.Kind != document.String {
			continue
		}
		points := document.NewTable(f.Node.Pos, document.Field{Name: "points",
			Node: b.ratesIn(name)})
		fields = append(fields, document.Field{Name: f.Name, Node: points})
	}
	if fields == nil {
		return nil
	}
	return document.NewTable(fx.Pos, document.Field{Name: "fx",
		Node: document.NewTable(fx.Pos, fields...)})
}

// ratesIn reads the columns date and rate of a CSV file as a list of texts.
func (b *builder) ratesIn(name *document.Node) *document.Node {
	t, err := b.openTable(name.Pos.File, name.Text)
	if err != nil {
		b.tableProblem(name, err)
		return document.NewList(name.Pos)
	}
	day, rate := t.column("date"), t.column("rate")
	if day < 0 || rate < 0 {
		b.list.Add(name.Pos.Problem("file", name.Text+" needs the columns date and rate", ""))
		return document.NewList(name.Pos)
	}
	var items []*document.Node
	for _, row := range t.rows {
		if len(row) > max(day, rate) {
			items = append(items, document.NewString(row[day].text+" "+row[rate].text,
				row[day].pos))
		}
	}
	return document.NewList(name.Pos, items...)
}
