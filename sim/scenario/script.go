package scenario

import (
	"slices"

	"fbasim/sim/market"
	"fbasim/sim/policy"
	"fbasim/sim/scenario/document"
)

// Script is what a scenario says will happen besides its buyers, what it expects of that, and the
// planner's own rules.
type Script struct {
	Actions []*Action // in file order
	Expects []*Expect
	Rules   []*UserRule

	Planned bool // the scenario says by plans how marketplaces are served
}

// Scripted reports whether actions decide what is sold where, or expectations ask about a
// scenario without any plan. To ask about a plan does not change it.
func (s *Script) Scripted() bool {
	return len(s.Actions) > 0 || len(s.Expects) > 0 && !s.Planned
}

// Empty reports whether nothing is scripted.
func (s *Script) Empty() bool { return len(s.Actions)+len(s.Expects)+len(s.Rules) == 0 }

// In returns the part of the script that belongs to a case.
func (s *Script) In(name string) *Script {
	out := &Script{Planned: s.Planned}
	for _, a := range s.Actions {
		if a.Cases.hold(name) {
			out.Actions = append(out.Actions, a)
		}
	}
	for _, e := range s.Expects {
		if e.Cases.hold(name) {
			out.Expects = append(out.Expects, e)
		}
	}
	for _, r := range s.Rules {
		if r.Cases.hold(name) {
			out.Rules = append(out.Rules, r)
		}
	}
	return out
}

// names are the cases or products that something is for; none means all.
type names []string

func (n names) hold(name string) bool { return len(n) == 0 || slices.Contains(n, name) }

// Uploads lists the files that actions upload, as the scenario names them.
func (s *Study) Uploads() (list []*Text) {
	for _, a := range s.Script.Actions {
		for _, arg := range a.Args {
			if arg.Type == "file" {
				list = append(list, &Text{arg.Meta, arg.Meta.Text})
			}
		}
	}
	return list
}

// Action is a scripted action. Either At or When is set.
type Action struct {
	Name  string // of its table
	Pos   document.Pos
	Word  policy.Action
	At    *Moment
	When  *Condition
	Cases names
	Args  []Argument // in the order of the vocabulary; those left out are absent
}

// Arg returns an argument by name, nil where it was left out.
func (a *Action) Arg(name string) *Argument {
	for i := range a.Args {
		if a.Args[i].Name == name {
			return &a.Args[i]
		}
	}
	return nil
}

// Text returns an argument that is a text, "" where it was left out.
func (a *Action) Text(name string) string {
	if arg := a.Arg(name); arg != nil {
		text, _ := arg.Value.(string)
		return text
	}
	return ""
}

// Flag returns an argument that is true or false, and the fallback where it was left out.
func (a *Action) Flag(name string, fallback bool) bool {
	if arg := a.Arg(name); arg != nil {
		if b, ok := arg.Value.(bool); ok {
			return b
		}
	}
	return fallback
}

// Markets returns the marketplaces of the argument market or markets, those that "all" stands for
// included.
func (a *Action) Markets() []market.Marketplace {
	for _, name := range []string{"market", "markets", "auto_listing"} {
		if arg := a.Arg(name); arg != nil {
			list, _ := arg.Value.([]market.Marketplace)
			return list
		}
	}
	return nil
}

// Argument is a checked argument of an action. The Value is by type:
//
//	sku, asin, country, plan, reason, words   string ("all" for every country)
//	market, markets                           []market.Marketplace
//	channel, program                          market.Program
//	money                                     money.Money
//	units, signed, shipment, order            int64 (order 0 for all)
//	span                                      quantity.Duration
//	bool                                      bool
//	items                                     []Item
//	counts                                    []int64
//	classes                                   []string
//	file                                      []Exclusion
type Argument struct {
	Meta
	Name, Type string
	Value      any
}

// Item is a number of units of a product.
type Item struct {
	SKU   string
	Units int64
}

// Exclusion is a row of an uploaded exclusion file: a product that FBA Export leaves out, in one
// country or in all ("").
type Exclusion struct {
	ASIN, Country string
	Media         bool
}

// Moment is a point in time in ticks since the start.
type Moment = Field[int64]

// Expect is an expectation at a point in time.
type Expect struct {
	Name  string
	Pos   document.Pos
	At    *Moment
	That  *Condition
	Rule  *Text // id of the rule that it shows; nil for none
	Cases names
}

// UserRule is a rule of the planner's own.
type UserRule struct {
	Name    string
	Pos     document.Pos
	When    *Condition
	Do      *Text // "block", "find" or "price"
	Price   *Money
	Reason  *Text // nil: the name
	SKUs    names
	Markets []market.Marketplace // none means all
	Cases   names
}

// RuleChoice is which of Amazon's rules hold, and with what parameters.
type RuleChoice struct {
	Profile *Text // nil: by the date of each event
	Off     []*Text
	Params  []RuleParam // by name
}

// RuleParam is a parameter of a rule as the scenario sets it.
type RuleParam struct {
	Name string
	Key  document.Pos
	Text *Text
}

// Risk is what goes wrong by chance. Nil parts are off unless All is set.
type Risk struct {
	All             bool
	Misroute, Short *Input
	Hazard          *Input // a year
	Split           *Bool
	Refusals        *Bool
}

// Prices reports whether an action gives a product a price in a marketplace, or may do so.
func (s *Script) Prices(sku string, m market.Marketplace) bool {
	for _, a := range s.Actions {
		switch a.Word.Name {
		case "create_offer", "set_price":
			if a.Text("sku") == sku && slices.Contains(a.Markets(), m) {
				return true
			}
		case "enroll", "set_auto_listing":
			if m != market.US {
				return true // automatic listing may make the offer
			}
		}
	}
	return false
}

// touches reports whether actions concern a marketplace.
func (s *Script) touches(m market.Marketplace) bool {
	for _, a := range s.Actions {
		joins := a.Word.Name == "enroll" || a.Word.Name == "set_auto_listing"
		if slices.Contains(a.Markets(), m) || joins && m != market.US {
			return true
		}
	}
	return false
}

// Stocks reports whether actions send stock to a country.
func (s *Script) Stocks(m market.Marketplace) bool {
	for _, a := range s.Actions {
		switch a.Word.Name {
		case "create_plan":
			if slices.Contains(a.Markets(), m) {
				return true
			}
		case "stock_adjustment":
			if arg := a.Arg("country"); slices.Contains(arg.markets(), m) {
				return true
			}
		}
	}
	return false
}

// markets returns the marketplaces of an argument, none where it was left out.
func (a *Argument) markets() []market.Marketplace {
	if a == nil {
		return nil
	}
	list, _ := a.Value.([]market.Marketplace)
	return list
}

// names reports whether an action is about an offer of a product in a marketplace.
func (s *Script) names(sku string, m market.Marketplace) bool {
	for _, a := range s.Actions {
		if a.Text("sku") == sku && slices.Contains(a.Arg("market").markets(), m) {
			return true
		}
	}
	return false
}

// HasPrice reports whether the scenario prices the product in a marketplace.
func (p *Product) HasPrice(m market.Marketplace) bool { return p.hasPrice[m] }

// Sells reports whether a product may be sold in a marketplace by what actions do: with actions, a
// listing exists wherever the product has a price, is offered, or an action names the two.
func (p *Product) Sells(s *Script, m market.Marketplace) bool {
	if !s.Scripted() {
		return false
	}
	offered := p.Facts.Offered[m]
	return p.hasPrice[m] || p.hasDemand[m] || offered != nil && offered.Value || s.names(p.SKU, m)
}

// Places reports whether an action makes a plan to a country with the placement service.
func (s *Script) Places(m market.Marketplace) bool {
	for _, a := range s.Actions {
		if a.Word.Name == "create_plan" && a.Flag("placement", false) &&
			slices.Contains(a.Markets(), m) {
			return true
		}
	}
	return false
}
