package policy

import (
	"slices"
	"strings"

	"fbasim/sim/civil"
)

// Rule is one rule with its parameters as text. It must not be changed.
type Rule struct {
	ID      string            `toml:"-"`
	Kind    string            `toml:"kind"`    // gate, timer, payer, effect, permission, report or info
	Title   string            `toml:"title"`   // what the rule says, one sentence
	Off     string            `toml:"off"`     // what the simulation does when the rule is switched off
	Seed    string            `toml:"seed"`    // codes of the source documents that state it, "S0,S1", "-" for none; see Book.Sources
	Source  string            `toml:"source"`  // the documents in words, with address and date
	Grade   string            `toml:"grade"`   // S stated, D derived, A assumption, X outside the source documents
	Profile string            `toml:"profile"` // first dated profile in which it holds
	From    string            `toml:"from"`    // own first day of a later fact; "" elsewhere
	When    string            `toml:"when"`    // "name=word": holds while the parameter has that word, whatever the date
	Params  map[string]string `toml:"params"`  // numbers known by the name within the rule only
	Named   map[string]*Param `toml:"param"`   // parameters with a name of their own in the whole book

	family *Family
	from   civil.Date
	later  bool // a fact from after the source documents
}

// Param is a named parameter: exactly one rule has it, and a scenario can set it.
type Param struct {
	Name      string   `toml:"-"`
	Rule      string   `toml:"-"`         // id of the rule it belongs to
	Value     string   `toml:"value"`     // the default as written
	Words     []string `toml:"words"`     // the words it can take; nil for numbers, spans and the like
	List      bool     `toml:"list"`      // a list of words, separated by commas
	Random    bool     `toml:"random"`    // a span that may also be a distribution of days
	Number    bool     `toml:"number"`    // a number with a fraction, though the default has none
	Least     string   `toml:"least"`     // smallest value; "" for the natural one of its type
	Most      string   `toml:"most"`      // largest value
	Ambiguity string   `toml:"ambiguity"` // the open question that it settles, "AMB-08"
	Doc       string   `toml:"doc"`       // what it is, with its unit
	Grade     string   `toml:"grade"`     // as of Rule; "" means the rule's
	Given     string   `toml:"given"`     // where the value must come from: "card", "scenario"; "" where it stands here
	Idle      bool     `toml:"idle"`      // stated for readers: nothing that is simulated depends on it
	Key       string   `toml:"key"`       // the scenario's own key for the same thing, which goes first
	Short     string   `toml:"short"`     // name within the rule, for the accessors of Book
	Ends      []string `toml:"ends"`      // the same for the least and the largest number of days; "ID.name" in another rule

	kind Type
}

// Type returns how the parameter is read.
func (p *Param) Type() Type { return p.kind }

// Source is a document that states rules.
type Source struct {
	Code  string `toml:"-"` // "S1", as in Rule.Seed
	Title string `toml:"title"`
	URL   string `toml:"url"`  // "" where the page is no longer known
	Date  string `toml:"date"` // what is known of its date
}

// Family is a group of rules about one thing; ids begin with its prefix.
type Family struct {
	Prefix   string   `toml:"-"` // "RF-GEN"
	Title    string   `toml:"title"`
	Area     string   `toml:"area"`     // remote-fulfillment, fba-export, global-selling, inbound, later-facts, ...
	Programs []string `toml:"programs"` // programs whose orders or stock it touches; nil for none in particular
	Catalog  bool     `toml:"catalog"`  // part of the rule catalog, not only numbers of the model
	at       int
}

// Profile is a dated state of the rules.
type Profile struct {
	Name   string            `toml:"-"`
	From   string            `toml:"from"`   // first day; "" for the first profile and for those that are pinned only
	Title  string            `toml:"title"`  // what it holds
	Grade  string            `toml:"grade"`  // how sure the date is
	Rule   string            `toml:"rule"`   // the rule that sets the date: switched off, what begins here has always held
	Like   string            `toml:"like"`   // pinned only: the dated profile whose rules it holds
	Later  bool              `toml:"later"`  // holds the facts from after the source documents, each from its own date
	Params map[string]string `toml:"params"` // values that differ from the defaults

	rank int // order among the dated profiles
	from civil.Date
	held map[int]value // Params, parsed, by number of the parameter
}

// Pinned reports whether the profile holds only where a scenario names it.
func (p *Profile) Pinned() bool { return p.Like != "" }

// Ambiguity is a question that the source documents leave open.
type Ambiguity struct {
	ID       string `toml:"-"` // "AMB-08"
	Question string `toml:"question"`
	Reading  string `toml:"reading"` // what the simulation takes it to mean
}

// FamilyOf returns the group the rule belongs to, nil for rules without one.
func (r *Rule) FamilyOf() *Family { return r.family }

// InCatalog reports whether the rule is one of the catalog, as opposed to later
// facts and numbers of the model.
func (r *Rule) InCatalog() bool { return r.family != nil && r.family.Catalog }

// Switchable reports whether a scenario can switch the rule off.
func (r *Rule) Switchable() bool { return (r.InCatalog() || r.later) && r.Kind != "info" }

// Parameters returns the named parameters by name.
func (r *Rule) Parameters() []*Param {
	list := make([]*Param, 0, len(r.Named))
	for _, p := range r.Named {
		list = append(list, p)
	}
	slices.SortFunc(list, func(x, y *Param) int { return strings.Compare(x.Name, y.Name) })
	return list
}

// prefixOf cuts the number off a rule's id.
func prefixOf(id string) string {
	if i := strings.LastIndexByte(id, '-'); i > 0 {
		return id[:i]
	}
	return id
}
