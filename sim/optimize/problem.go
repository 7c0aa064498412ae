package optimize

import (
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/experiment"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/compile"
	"fbasim/sim/scenario/document"
	"fbasim/sim/stats"
	"fbasim/sim/study"
)

// Problem is an optimization that was read and checked.
type Problem struct {
	Title  string       // of the scenario, for people
	study  *study.Study // with all its cases
	base   *study.Study // with today's case alone
	asked  *scenario.Optimize
	goals  []objective // one or two
	checks []compile.Check
	skus   []planned // by SKU
	known  []string  // warnings that the scenario has anyway
	prefix string    // path of what today's case overrides
}

// objective is a metric to make best.
type objective struct {
	name string
	def  result.Definition
	goal stats.Goal
	of   func(*model.Outcome) float64
}

// planned is a SKU with what is chosen for it.
type planned struct {
	product *scenario.Product
	stays   bool // as it is: nothing is chosen
	choices []choice
}

// New checks what is asked of an optimization. The problems are sorted and never nil; with errors among them
// the problem is nil.
func New(s *study.Study) (*Problem, *diag.List) {
	list := &diag.List{}
	s.KeepTexts(list)
	name := s.Baseline().Plan.Case
	base, problems := s.Only(name)
	if problems.Errors() > 0 {
		return nil, problems
	}
	p := &Problem{study: s, base: base, asked: &s.Scenario.Optimize, Title: s.Scenario.Name}
	for _, x := range problems.All() {
		p.known = append(p.known, x.Msg)
	}
	if s.Scenario.NamesCase(name) {
		p.prefix = scenario.Path("case", name)
	}
	p.checkScript(list)
	p.readGoals(list)
	p.checks = compile.ChecksOf(p.asked.Requires, list)
	p.checkMetrics(list)
	p.readChoices(list)
	list.Sort()
	if list.Errors() > 0 {
		return nil, list
	}
	return p, list
}

// today is the case that plans are compared with.
func (p *Problem) today() *compile.Case { return &p.base.Cases[0] }

// checkScript refuses scenarios whose actions name what is to be chosen.
func (p *Problem) checkScript(list *diag.List) {
	if p.base.Scenario.Scripted() {
		list.Add(p.today().Plan.Pos.Problem("unsupported", "a scenario with actions, expectations or rules of its own "+
			"cannot be optimized: they say themselves what happens when",
			"make a scenario without [action], [expect] and [rule], and choose programs there"))
	}
}

func (p *Problem) readGoals(list *diag.List) {
	for _, t := range p.asked.Objective {
		of, def, ok := experiment.Measure(t.Value)
		switch {
		case !ok:
			list.Add(t.Pos.Problem("unknown-name", fmt.Sprintf("%q is no metric", t.Value),
				"fbasim metrics lists them; most end in a marketplace, such as profit.CA"))
			continue
		case def.Better == result.Neutral:
			list.Add(t.Pos.Problem("impossible", fmt.Sprintf("of %s, neither more nor less is better", t.Value),
				`choose another metric, such as "profit" or "capital"`))
			continue
		}
		o := objective{name: t.Value, def: def, of: of, goal: stats.Maximize}
		if def.Better == result.Lower {
			o.goal = stats.Minimize
		}
		p.goals = append(p.goals, o)
	}
	if len(p.goals) > 0 && p.asked.Margin != nil {
		p.checkMargin(&p.goals[0], list)
	}
}

// checkMargin refuses an indifference amount that is not in the unit of the objective.
func (p *Problem) checkMargin(g *objective, list *diag.List) {
	m, inMoney := p.asked.Margin, g.def.Unit == result.MoneyUnit
	switch currency := p.today().Config.Report; {
	case m.Money.Amount > 0 && !inMoney:
		list.Add(m.Pos.Problem("unit", fmt.Sprintf("%s is not in money", g.name),
			`write a number, or "1 %", a share of today's value`))
	case m.Money.Amount > 0 && m.Money.Currency != currency:
		list.Add(m.Pos.Problem("currency", fmt.Sprintf("results are in %s", currency), "write the amount in that currency"))
	case m.Number > 0 && inMoney:
		list.Add(m.Pos.Problem("unit", fmt.Sprintf("%s is in money", g.name), fmt.Sprintf(`write "%g %s"`, m.Number, currency)))
	}
}

// checkMetrics refuses metrics that the experiment cannot compute for a plan.
func (p *Problem) checkMetrics(list *diag.List) {
	for i := range p.checks {
		for _, name := range p.checks[i].Metrics() {
			if _, _, ok := experiment.Measure(name); !ok {
				list.Add(p.asked.Requires[i].Expect.Pos.Problem("unknown-name",
					fmt.Sprintf("%q is no metric of a plan", name), "fbasim metrics lists them"))
			}
		}
	}
}

// readChoices finds out what is chosen for every SKU: what [optimize.choose] says, or else the programs of the
// cases and some covers.
func (p *Problem) readChoices(list *diag.List) {
	picked := compile.Where(p.asked.Where, list)
	for _, x := range p.today().Plan.Products {
		p.skus = append(p.skus, planned{product: x, stays: !picked(x)})
	}
	if list.Errors() > 0 {
		return
	}
	for _, c := range p.asked.Choices {
		p.addChoice(c, list)
	}
	if len(p.asked.Choices) == 0 {
		for i := range p.skus {
			if !p.skus[i].stays {
				p.skus[i].choices = p.usualChoices(p.skus[i].product.SKU)
			}
		}
	}
	any := slices.ContainsFunc(p.skus, func(s planned) bool { return len(s.choices) > 0 })
	if !any && list.Errors() == 0 {
		list.Add(p.asked.Pos.Problem("empty", "there is nothing to choose",
			`add [optimize.choose.program] with path = "product.*.program.CA" and values = ["remote-fulfillment", "local-fba"]`))
	}
}

// addChoice gives a choice to the SKUs that it is about.
func (p *Problem) addChoice(c *scenario.Choice, list *diag.List) {
	if c.Path == nil {
		return // reported as missing
	}
	names := scenario.SplitPath(c.Path.Value)
	who, rest := "*", names
	if len(names) > 2 && names[0] == "product" {
		who, rest = names[1], names[2:]
	}
	if !choosable(rest) {
		list.Add(c.Path.Pos.Problem("no-match", fmt.Sprintf("%q is nothing that can be chosen for a SKU", c.Path.Value),
			`write "product.*.program.CA", "product.MUG.replenish.CA.cover", "product.*.price.CA" or "product.*.switch.CA"`))
		return
	}
	one := choice{name: c.Name, path: rest, options: c.Options, ranged: c.Ranged, at: c.Path.Pos}
	one.market, one.placed = market.ParseMarketplace(rest[1])
	found := false
	for i := range p.skus {
		s := &p.skus[i]
		if who != "*" && who != s.product.SKU {
			continue
		}
		if !found {
			p.checkOptions(s, &one, list)
		}
		found = true
		if !s.stays && p.concerns(s.product, &one) {
			s.choices = append(s.choices, one)
		}
	}
	if !found {
		list.Add(c.Path.Pos.Problem("no-match", fmt.Sprintf("no product is called %q", who), "write product.* for all"))
	}
}

// choosable reports whether a path below a product is one that can be chosen: the day of a switch to local stock
// or a key of the product in a marketplace.
func choosable(path []string) bool {
	if len(path) < 2 {
		return false
	}
	if m, ok := market.ParseMarketplace(path[1]); path[0] == "switch" {
		return len(path) == 2 && ok && m != market.US
	}
	tables := []string{"program", "replenish", "price", "ads", "returns", "promotion", "opening"}
	return slices.Contains(tables, path[0]) && scenario.IsProductKey(path...)
}

// concerns reports whether a choice in a marketplace matters to a SKU: it is sold or stocked there.
func (p *Problem) concerns(x *scenario.Product, c *choice) bool {
	if !c.placed || c.market == market.US {
		return true
	}
	return x.Demand[c.market] != nil
}

// coverSteps are the multiples of the scenario's cover that are tried where nothing is asked for.
var coverSteps = [...]float64{0.5, 0.75, 1, 1.5}

// usualChoices are the programs that the cases use abroad for a SKU, and covers around the scenario's where
// one of them stocks the country.
func (p *Problem) usualChoices(sku string) (list []choice) {
	for m := market.US + 1; m < market.MarketplaceCount; m++ {
		program := choice{name: "program." + m.String(), path: []string{"program", m.String()}, market: m, placed: true}
		local := false
		for i := range p.study.Cases {
			plan := p.study.Cases[i].Plan
			x := productOf(plan, sku)
			if x.Demand[m] == nil || programOf(plan, x, m) == nil {
				continue
			}
			option := scenario.Option{Pos: plan.Pos, Text: programOf(plan, x, m).Written()}
			if !slices.ContainsFunc(program.options, func(o scenario.Option) bool { return o.Text == option.Text }) {
				program.options = append(program.options, option)
				local = local || programOf(plan, x, m).Uses(market.LocalFBA)
			}
		}
		if len(program.options) > 1 {
			list = append(list, program)
		}
		if r := p.today().Plan.ReplenishOf(productOf(p.today().Plan, sku), m); local && r != nil && r.Cover != nil {
			list = append(list, covers(m, r.Cover))
		}
	}
	return list
}

func covers(m market.Marketplace, cover *scenario.Span) choice {
	c := choice{name: "cover." + m.String(), path: []string{"replenish", m.String(), "cover"}, market: m, placed: true}
	for _, f := range coverSteps {
		text := fmt.Sprintf("%.0f d", max(1, f*cover.Value.Days()))
		c.options = append(c.options, scenario.Option{Pos: cover.Pos, Text: scenario.QuoteText(text)})
	}
	return c
}

func productOf(plan *scenario.Plan, sku string) *scenario.Product {
	i := slices.IndexFunc(plan.Products, func(x *scenario.Product) bool { return x.SKU == sku })
	return plan.Products[i]
}

// programOf is how a product is served: its own plan, or that of the marketplace; nil for none.
func programOf(plan *scenario.Plan, x *scenario.Product, m market.Marketplace) *scenario.ProgramPlan {
	if x.Programs[m] != nil {
		return x.Programs[m]
	}
	return plan.Programs[m]
}

// choice is one decision about a SKU.
type choice struct {
	name    string
	path    []string // below the product: replenish, CA, cover
	market  market.Marketplace
	placed  bool // the path names a marketplace
	options []scenario.Option
	ranged  bool
	at      document.Pos
}

// kind is the table of the product: "program".
func (c *choice) kind() string { return c.path[0] }

// local reports whether an option of a program keeps stock in the country.
func local(text string) bool { return strings.Contains(text, market.LocalFBA.String()) }
