package model

import (
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Script is what a scenario says will happen besides its buyers: actions of the
// seller, of Amazon and of the world, what is expected of them, and rules of the
// planner's own.
type Script struct {
	Actions      []Action // by time, those with a condition last; order of the file within
	Expectations []Expectation
	Rules        []UserRule
}

// Empty reports whether nothing is scripted.
func (s *Script) Empty() bool {
	return len(s.Actions)+len(s.Expectations)+len(s.Rules) == 0
}

// Action is a word of policy.Actions with its arguments, at a tick or at the first
// moment its condition holds.
type Action struct {
	Name string // of its table in the scenario
	Do   string // word of the vocabulary
	At   int64  // tick; meaningless with When
	When Claim  // nil for a time
	Args Args
}

// Args are the arguments of an action; those that its word does not take keep their
// zero value. What may be left out is a pointer.
type Args struct {
	SKU                                                                     int32               // index into Config.SKUs, -1 where no SKU is named
	ASIN                                                                    string              // "" where none is named
	Market                                                                  *market.Marketplace // also the country of plans and of stock
	Markets                                                                 *[]market.Marketplace
	Country                                                                 string // ISO 3166, "all", or ""
	Home                                                                    string // home_country of register_fba
	Method                                                                  string // alc, bil, manual
	Channel                                                                 *market.Program
	Program                                                                 *market.Program
	Price                                                                   *money.Money
	Units                                                                   int64
	Span                                                                    *int64 // ticks: days of a delay, after of a return
	Plan                                                                    string
	Shipment                                                                int // from 1; 0 for all
	Order                                                                   int // from 1; 0 for all
	Items                                                                   []Item
	Split                                                                   []int64
	Via, Mode                                                               string
	To                                                                      string // center
	Level                                                                   string // of risk
	Reason                                                                  string
	Classes                                                                 []string
	Condition                                                               string // sellable or unsellable
	Fault                                                                   string // amazon, buyer, none
	Cause                                                                   string // of a delay
	Address                                                                 string // local, foreign, none
	Exclusions                                                              []Exclusion
	Enable                                                                  *bool // enable, announced, accepted, compliant, approved, enabled, blocked, lawful, upheld
	Placement, DutyPaid, Appointment, Partnered, Prime, Defect, FreeReturns *bool
}

// Item is a number of units of a SKU.
type Item struct {
	SKU   int32
	Units int64
}

// Exclusion is a row of an uploaded exclusion file.
type Exclusion struct {
	ASIN, Country string // Country "" or "all" for every country
	Media         bool
}

// Claim is a compiled condition about the whole state.
type Claim interface {
	// Check evaluates the condition and says in words what it found.
	Check(s *Sight) (holds bool, found string)
}

// Expectation is a claim that must hold at a tick.
type Expectation struct {
	Name string // of its table in the scenario
	At   int64  // tick
	That Claim
	Text string // as written
	Rule string // id of the rule that it is there to show, "" for none
}

// UserRuleKind says what a planner's rule does while its condition holds.
type UserRuleKind uint8

// The kinds of rules a planner may add: block the offer, note a finding, set a price.
const (
	BlockRule UserRuleKind = iota
	FindRule
	PriceRule
)

// Selector is a compiled condition about one SKU in one marketplace.
type Selector interface {
	Holds(s *Sight, sku int32, m market.Marketplace) bool
}

// UserRule is a rule of the planner's own, looked at once a day and when stock or
// the state of an offer changes, for every SKU and marketplace sold in.
type UserRule struct {
	Name   string
	Kind   UserRuleKind
	When   Selector
	Price  money.Money // of a PriceRule
	Reason string
}

// Failure is an expectation that did not hold.
type Failure struct {
	Name, Text, Rule string
	Tick             int64
	Found            string
}
