package optimize

import (
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/compile"
)

// candidate is a plan of one SKU.
type candidate struct {
	pick     []int // option of each choice, unused where it makes no difference
	settings []scenario.Setting
	words    string
	config   *model.Config // of the SKU alone, without the fixed costs of countries; nil where impossible
	full     *model.Config // and with them
	stocked  countries
	programs [market.MarketplaceCount]string // as in summaries: "local-fba"
	feasible string                          // "yes", "no" or "unclear"
	stage    string                          // where it was dropped
	reason   string
}

// unused stands for a choice that makes no difference to a plan.
const unused = -1

// countries is a set of countries abroad in which stock is kept.
type countries uint16

func (c countries) has(m market.Marketplace) bool { return c&(1<<m) != 0 }

func (c countries) within(o countries) bool { return c&^o == 0 }

// String lists the countries: "CA MX".
func (c countries) String() string {
	var names []string
	for m := market.US; m < market.MarketplaceCount; m++ {
		if c.has(m) {
			names = append(names, m.String())
		}
	}
	return strings.Join(names, " ")
}

// candidateFor makes a plan of a pick. Choices that make no difference in it are left out: today's program, the
// cover of a country that it does not stock.
func (p *Problem) candidateFor(s *planned, pick []int) *candidate {
	c := &candidate{pick: slices.Clone(pick)}
	var stocks [market.MarketplaceCount]bool
	for m := market.US; m < market.MarketplaceCount; m++ {
		plan := programOf(p.today().Plan, s.product, m)
		stocks[m] = m == market.US || plan.Uses(market.LocalFBA)
	}
	for i := range s.choices {
		if ch := &s.choices[i]; ch.kind() == "program" && ch.placed && ch.market != market.US {
			stocks[ch.market] = local(ch.options[pick[i]].Text)
		}
	}
	for i := range s.choices {
		ch := &s.choices[i]
		if idle := ch.kind() == "replenish" || ch.kind() == "switch"; idle && ch.placed && !stocks[ch.market] {
			c.pick[i] = unused
			continue
		}
		if plan := programOf(p.today().Plan, s.product, ch.market); ch.kind() == "program" && ch.placed && plan != nil &&
			plan.Written() == ch.options[pick[i]].Text {
			c.pick[i] = unused // as it is
			continue
		}
		c.settings = p.put(c.settings, s, ch, ch.options[pick[i]].Text)
	}
	c.words = wordsOf(s, c.pick)
	return c
}

// put adds the settings of an option; later ones win.
func (p *Problem) put(list []scenario.Setting, s *planned, ch *choice, text string) []scenario.Setting {
	set := func(text string, names ...string) {
		path := scenario.Path(append([]string{"product", s.product.SKU}, names...)...)
		list = slices.DeleteFunc(list, func(x scenario.Setting) bool { return x.Path == path })
		list = append(list, scenario.Setting{Path: path, Text: text})
	}
	if ch.kind() != "switch" {
		set(text, ch.path...)
		return list
	}
	set(text, "replenish", ch.path[1], "from")
	before := programOf(p.today().Plan, s.product, ch.market)
	if before == nil || before.Uses(market.LocalFBA) {
		return list
	}
	rows := before.Written()
	if rows[0] != '[' {
		rows = "[{ use = " + rows + " }]"
	}
	first := fmt.Sprintf(`[{ use = "%s", when = "stock.%s > 0" }, `, market.LocalFBA, ch.market)
	set(first+rows[1:], "program", ch.path[1])
	return list
}

// wordsOf describes a plan: "CA local-fba, cover 45 d; MX remote-fulfillment".
func wordsOf(s *planned, pick []int) string {
	var order []string
	parts := map[string][]string{}
	for i := range s.choices {
		if pick[i] == unused {
			continue
		}
		ch := &s.choices[i]
		place := ch.path[1]
		if parts[place] == nil {
			order = append(order, place)
		}
		text := strings.Trim(ch.options[pick[i]].Text, `"`)
		switch names := append([]string{}, ch.path[2:]...); {
		case ch.kind() == "switch":
			text = "ordering from " + text
		case ch.kind() == "program" && strings.HasPrefix(text, "["):
			text = "switching " + strings.Join(usesIn(text), ", ")
		case ch.kind() == "replenish":
			text = strings.Join(append(names, text), " ")
		case ch.kind() != "program":
			text = strings.Join(append([]string{ch.kind()}, append(names, text)...), " ")
		}
		parts[place] = append(parts[place], text)
	}
	var all []string
	for _, place := range order {
		all = append(all, place+" "+strings.Join(parts[place], ", "))
	}
	return strings.Join(all, "; ")
}

// usesIn lists the programs that rows name, in order.
func usesIn(rows string) (list []string) {
	for _, id := range market.ProgramIDs() {
		if strings.Contains(rows, `"`+id+`"`) {
			list = append(list, id)
		}
	}
	slices.SortFunc(list, func(a, b string) int {
		return strings.Index(rows, `"`+a+`"`) - strings.Index(rows, `"`+b+`"`)
	})
	return list
}

// asToday is the plan that changes nothing.
func (p *Problem) asToday(s *planned) *candidate {
	c := &candidate{words: todayWords}
	for range s.choices {
		c.pick = append(c.pick, unused)
	}
	return c
}

// todayWords describe the plan that changes nothing.
const todayWords = "as today"

// compileAll compiles the k-th candidates of all SKUs together, as long as none is at fault: one reading of
// the scenario serves them all.
func (p *Problem) compileAll(lists [][]*candidate) {
	most := 0
	for _, l := range lists {
		most = max(most, len(l))
	}
	for k := range most {
		var all []*candidate
		var of []int
		for i, l := range lists {
			if k < len(l) && l[k].config == nil && l[k].reason == "" {
				all, of = append(all, l[k]), append(of, i)
			}
		}
		if len(all) == 0 || p.compileTogether(all, of) {
			continue
		}
		for i, c := range all {
			p.compileTogether([]*candidate{c}, of[i:i+1])
		}
	}
}

// compileTogether compiles candidates of different SKUs; of one alone it says what is wrong. It reports
// whether all are settled.
func (p *Problem) compileTogether(list []*candidate, of []int) bool {
	var sets []string
	for _, c := range list {
		for _, s := range c.settings {
			sets = append(sets, p.under(s.Path)+"="+s.Text)
		}
	}
	point, problems := p.base.At(sets...)
	if wrong := p.fault(problems); wrong != "" {
		if len(list) == 1 {
			list[0].stage, list[0].reason = impossible, wrong
		}
		return len(list) == 1
	}
	for i, c := range list {
		p.settle(c, &point.Cases[0], of[i])
	}
	return true
}

// under puts a path where today's case overrides it.
func (p *Problem) under(path string) string {
	if p.prefix == "" {
		return path
	}
	return p.prefix + "." + path
}

// fault is the first problem that the scenario itself does not have, "" for none.
func (p *Problem) fault(problems *diag.List) string {
	for _, x := range problems.All() {
		if !x.Warning || !slices.Contains(p.known, x.Msg) {
			return x.Msg
		}
	}
	return ""
}

// settle keeps what a candidate compiled to.
func (p *Problem) settle(c *candidate, to *compile.Case, sku int) {
	cfg := to.Config
	alone := cfg.Only(sku)
	alone.SKUs = slices.Clone(alone.SKUs) // lets go of the others
	bare := *alone
	for m := market.US; m < market.MarketplaceCount; m++ {
		alone.Markets[m].FixedShare = cfg.Markets[m].FixedShare
		if len(cfg.SKUs) > 1 {
			bare.Markets[m].FixedShare = 0
		}
		if m != market.US && alone.SKUs[0].Pools[m].Stocked {
			c.stocked |= 1 << m
		}
		if plan := programOf(to.Plan, to.Plan.Products[sku], m); plan != nil {
			c.programs[m] = strings.Join(usesIn(plan.Written()), ", ")
		}
	}
	c.config, c.full = &bare, alone
	if m := broken(alone); m != market.US && c.words != todayWords {
		c.stage, c.config = impossible, nil
		c.reason = fmt.Sprintf("it calls for Remote Fulfillment in %s while stock may lie there", m)
	}
}

// compileOne compiles further candidates of one SKU.
func (p *Problem) compileOne(s *planned, list []*candidate) {
	for i := range p.skus {
		if &p.skus[i] == s {
			for _, c := range list {
				p.compileTogether([]*candidate{c}, []int{i})
			}
		}
	}
}
