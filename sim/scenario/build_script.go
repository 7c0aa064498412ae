package scenario

import (
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/policy"
	"fbasim/sim/scenario/document"
)

// scriptNames are what a script may refer to.
type scriptNames struct {
	skus, asins []string // of the products, index by index
	cases       []string
	clock       clock
}

// namesIn lists the names of a document.
func (b *builder) namesIn(root scope) *scriptNames {
	n := &scriptNames{clock: clock{root.sub("start").dateField(), root.sub("horizon").spanField()}}
	for _, f := range root.node.Get("product").Fields() {
		asin := f.Name
		if own := f.Node.Get("asin"); own != nil && own.Kind == document.String {
			asin = own.Text
		}
		n.skus, n.asins = append(n.skus, f.Name), append(n.asins, asin)
	}
	for _, f := range root.node.Get("case").Fields() {
		n.cases = append(n.cases, f.Name)
	}
	if len(n.cases) == 0 {
		n.cases = []string{baseCase}
	}
	return n
}

// script reads the actions, expectations and rules of a scenario.
func (b *builder) script(root scope) *Script {
	known := b.namesIn(root)
	s := &Script{Planned: hasPlan(root.node)}
	each(root.sub("action"), func(one scope, name string) {
		if a := one.action(name, known); a != nil {
			s.Actions = append(s.Actions, a)
		}
	})
	each(root.sub("expect"), func(one scope, name string) {
		s.Expects = append(s.Expects, one.expectation(name, known))
	})
	each(root.sub("rule"), func(one scope, name string) {
		s.Rules = append(s.Rules, one.userRule(name, known))
	})
	reported := map[document.Pos]bool{}
	for _, name := range known.cases {
		b.checkReferences(s.In(name), name, reported)
	}
	return s
}

// hasPlan reports whether a scenario or one of its cases says how a marketplace is served.
func hasPlan(tree *document.Node) bool {
	for _, f := range tree.Get("product").Fields() {
		if f.Node.Get("program") != nil {
			return true
		}
	}
	for _, f := range tree.Get("case").Fields() {
		if hasPlan(f.Node) {
			return true
		}
	}
	return tree.Get("program") != nil
}

// each calls a function for each table of a table, in file order.
func each(all scope, f func(one scope, name string)) {
	for _, field := range all.node.Fields() {
		if field.Node.Kind == document.Table { // others are reported with the unknown keys
			f(all.sub(field.Name), field.Name)
		}
	}
}

// action reads one action, nil where its word is missing or unknown.
func (s scope) action(name string, known *scriptNames) *Action {
	s.b.checkName(name, "action", s.near)
	a := &Action{Name: name, Pos: s.near, Cases: s.sub("case").nameList("case", known.cases)}
	word := s.sub("do").textField()
	if word == nil {
		return nil
	}
	var ok bool
	if a.Word, ok = policy.FindAction(word.Value); !ok {
		s.unknownAction(word)
		return nil
	}
	s.actionTime(a, &known.clock)
	s.arguments(a, known)
	return a
}

func (s scope) unknownAction(word *Text) {
	var words []string
	for _, a := range policy.Actions() {
		words = append(words, a.Name)
	}
	hint := "actions are " + strings.Join(words, ", ")
	if near := diag.Suggest(word.Value, words); near != "" {
		hint = fmt.Sprintf("did you mean %q? `fbasim rules env` lists all actions", near)
	}
	s.b.list.Add(word.Pos.Problem("unknown-name", fmt.Sprintf("no action is called %q", word.Value),
		hint))
}

// actionTime reads when the action happens: at a moment, or when a condition first holds.
func (s scope) actionTime(a *Action, c *clock) {
	at, when := s.sub("at"), s.sub("when")
	switch {
	case at.present() && when.present():
		when.fail("conflict", "give at or when, not both", "")
		return
	case !at.present() && !when.present():
		s.fail("missing", fmt.Sprintf("%s does not say when it happens", s.path),
			`add at = "36 h", or when = "stock.CA == 0"`)
	}
	if at.present() {
		a.At = at.momentField(c)
	}
	a.When = when.condition()
	if a.At != nil && c.ends(a.At.Value) {
		s.b.list.Add(a.At.Pos.Warning("dates", fmt.Sprintf(
			"%s is after the horizon: the action never happens", a.At.Text),
			"make the horizon longer"))
	}
}

// arguments reads the arguments of an action and reports those that are unknown or missing.
func (s scope) arguments(a *Action, known *scriptNames) {
	taken := []string{"do", "at", "when", "case"}
	for _, arg := range a.Word.Args {
		own := arg
		taken = append(taken, arg.Name)
		if !s.sub(arg.Name).present() {
			var ok bool
			if own, ok = s.standIn(a, arg, known, &taken); !ok {
				continue
			}
		}
		if x, ok := s.argument(own, a, known); ok {
			x.Name = arg.Name
			a.Args = append(a.Args, x)
		}
	}
	for _, f := range s.node.Fields() {
		if !slices.Contains(taken, f.Name) {
			s.unknownArgument(a, f)
		}
	}
}

// standIn finds what stands in for an argument that was left out: the product for its ASIN, and
// the only ASIN of a scenario; ok is false where nothing does, which is reported unless the
// argument may be left out.
func (s scope) standIn(
	a *Action, arg policy.Arg, known *scriptNames, taken *[]string,
) (policy.Arg, bool) {
	if arg.Type == "asin" {
		_, takesSKU := a.Word.Arg("sku")
		if !takesSKU && s.sub("sku").present() {
			*taken = append(*taken, "sku")
			arg.Name = "sku"
			return arg, true
		}
		if one := distinctNames(known.asins); len(one) == 1 && !arg.Optional {
			a.Args = append(a.Args, Argument{Name: arg.Name, Type: arg.Type, Value: one[0],
				Meta: Meta{Path: s.path, Pos: s.near, Text: one[0], FromDefault: true}})
			return arg, false
		}
	}
	if !arg.Optional {
		s.fail("missing", fmt.Sprintf("%s has no %s", s.path, arg.Name),
			fmt.Sprintf("%s; %s is %s", usage(a.Word), arg.Name, policy.ArgTypes()[arg.Type]))
	}
	return arg, false
}

func distinctNames(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// usage says which arguments an action takes; those in brackets may be left out.
func usage(a policy.Action) string {
	if len(a.Args) == 0 {
		return a.Name + " takes no arguments"
	}
	var list []string
	for _, arg := range a.Args {
		name := arg.Name
		if arg.Optional {
			name = "[" + name + "]"
		}
		list = append(list, name)
	}
	return a.Name + " takes " + strings.Join(list, ", ")
}

func (s scope) unknownArgument(a *Action, f document.Field) {
	var list []string
	for _, arg := range a.Word.Args {
		list = append(list, arg.Name)
	}
	list = append(list, "at", "when", "case")
	hint := usage(a.Word)
	if near := diag.Suggest(f.Name, list); near != "" {
		hint = fmt.Sprintf("did you mean %q? %s", near, hint)
	}
	s.b.list.Add(keyPos(f.Node).Problem("unknown-argument", fmt.Sprintf(
		"%q is no argument of %s", f.Name, a.Word.Name), hint))
}

// expectation reads one expectation.
func (s scope) expectation(name string, known *scriptNames) *Expect {
	s.b.checkName(name, "expectation", s.near)
	e := &Expect{Name: name, Pos: s.near, That: s.sub("that").condition(),
		Rule: s.sub("rule").textField(), Cases: s.sub("case").nameList("case", known.cases)}
	if at := s.sub("at"); at.present() {
		e.At = at.momentField(&known.clock)
	} else {
		at.missing()
	}
	if e.At != nil && known.clock.ends(e.At.Value) {
		s.b.list.Add(e.At.Pos.Problem("dates", fmt.Sprintf(
			"%s is after the horizon: nothing would be looked at", e.At.Text),
			"make the horizon longer"))
	}
	return e
}

// userRule reads one rule of the planner's own.
func (s scope) userRule(name string, known *scriptNames) *UserRule {
	s.b.checkName(name, "rule", s.near)
	r := &UserRule{Name: name, Pos: s.near, When: s.sub("when").condition(),
		Do: s.sub("do").enumField(), Reason: s.sub("reason").textField(),
		SKUs:  s.sub("sku").nameList("product", known.skus),
		Cases: s.sub("case").nameList("case", known.cases)}
	for _, t := range s.sub("market").textsField() {
		m, ok := market.ParseMarketplace(t.Value)
		if !ok {
			own := (value{s.sub("market"), s.sub("market").node, t.Meta}).at(t)
			own.oneOf(t.Value, "marketplace", marketCodes())
			continue
		}
		r.Markets = append(r.Markets, m)
	}
	s.rulePrice(r)
	return r
}

// rulePrice reads the price of a rule, which sets it in marketplaces of one currency.
func (s scope) rulePrice(r *UserRule) {
	price := s.sub("price")
	sets := r.Do != nil && r.Do.Value == "price"
	switch {
	case sets && !price.present():
		s.fail("missing", fmt.Sprintf("%s sets no price", s.path), `add price = "34.99 CAD"`)
	case !sets && price.present() && r.Do != nil:
		price.fail("conflict", fmt.Sprintf("do = %q sets no price", r.Do.Value),
			`write do = "price", or leave price out`)
	case !price.present():
		return
	}
	if len(r.Markets) > 0 {
		price.market, price.placed = r.Markets[0], true
	}
	r.Price = price.moneyField()
	if r.Price == nil {
		return
	}
	for _, m := range r.Markets {
		if m.Currency() != r.Price.Value.Currency {
			s.b.list.Add(r.Price.Pos.Problem("currency", fmt.Sprintf(
				"marketplace %s sells in %s, not %s", m, m.Currency(), r.Price.Value.Currency),
				"write a rule for each marketplace"))
			return
		}
	}
	for m := market.US; m < market.MarketplaceCount && len(r.Markets) == 0; m++ {
		if m.Currency() == r.Price.Value.Currency {
			r.Markets = append(r.Markets, m)
			return
		}
	}
}

// at is the value at the place of a text of a list.
func (v value) at(t *Text) value {
	v.node = document.NewString(t.Value, t.Pos)
	return v
}

// nameList reads a name, or a list of names, each of which must be one of a list.
func (s scope) nameList(what string, list []string) (out names) {
	for _, t := range s.textsField() {
		own := (value{s, s.node, t.Meta}).at(t)
		if own.oneOf(t.Value, what, list) {
			out = append(out, t.Value)
		}
	}
	if s.present() && s.node.Kind == document.Array && len(s.node.Items()) == 0 {
		s.fail("empty", "the list is empty", fmt.Sprintf("leave it out to mean every %s", what))
	}
	return out
}

// checkReferences checks that plans and orders that actions of a case refer to are made by others
// of that case. What is wrong in several cases is reported for the first.
func (b *builder) checkReferences(s *Script, name string, reported map[document.Pos]bool) {
	var plans []string
	for _, a := range s.Actions {
		arg := a.Arg("plan")
		if a.Word.Name != "create_plan" || arg == nil {
			continue
		}
		if slices.Contains(plans, a.Text("plan")) && a.When == nil && !reported[arg.Pos] {
			reported[arg.Pos] = true
			b.list.Add(arg.Pos.Problem("duplicate-name", fmt.Sprintf("two plans are called %q",
				a.Text("plan")), "give them other names, or let them be of different cases"))
		}
		plans = append(plans, a.Text("plan"))
	}
	for _, a := range s.Actions {
		if arg := a.Arg("plan"); arg != nil && !reported[arg.Pos] {
			own := value{b.root(nil), document.NewString(a.Text("plan"), arg.Pos), arg.Meta}
			reported[arg.Pos] = !own.oneOf(a.Text("plan"), "plan of case "+name, plans)
		}
		arg := a.Arg("order")
		if arg == nil || reported[arg.Pos] || arg.Value.(int64) <= int64(s.Orders()) {
			continue
		}
		reported[arg.Pos] = true
		b.list.Add(arg.Pos.Problem("no-match", fmt.Sprintf(
			"there is no order %d: actions of case %s place %d", arg.Value, name, s.Orders()),
			"orders of place_order and request_mcf actions are numbered from 1, by time"))
	}
}

// Orders counts the orders that actions place.
func (s *Script) Orders() (n int) {
	for _, a := range s.Actions {
		if a.Word.Name == "place_order" || a.Word.Name == "request_mcf" {
			n++
		}
	}
	return n
}

// Plans lists the inbound plans that actions create.
func (s *Script) Plans() (list []string) {
	for _, a := range s.Actions {
		if a.Word.Name == "create_plan" {
			list = append(list, a.Text("plan"))
		}
	}
	return list
}
