package policy

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// Action is one word of the vocabulary in which scenario files say what the
// seller, Amazon and the world do at a time.
type Action struct {
	Name  string   // "create_offer"
	Actor string   // seller, amazon or world
	Event string   // what the rules react to: "CreateOffer"
	Args  []Arg    // in the order of the documentation
	Rules []string // ids of the rules that the action is there to try
	Doc   string   // one line
}

// Arg is an argument of an action.
type Arg struct {
	Name, Type string // the types are those of ArgTypes
	Optional   bool
}

// ArgTypes says in words how each type of argument is written.
func ArgTypes() map[string]string {
	return map[string]string{
		"sku": "name of a product", "asin": "ASIN, or the name of a product", "market": `"US", "CA" or "MX"`,
		"markets": `["CA", "MX"], "all" or []`, "country": `two capital letters, or "all"`,
		"method":  `"alc", "bil" or "manual"`,
		"channel": `"fba-local", "remote-fulfillment", "seller-fulfilled" or "none"`,
		"program": `"local-fba", "remote-fulfillment", "fba-export", "seller-fulfilled" or "mcf"`,
		"money":   `"29.99 CAD"`, "units": `40 or "40 units"`, "signed": `40 or "-3 units"`,
		"span": `"3 d" or "36 h"`, "plan": "name of a plan", "shipment": "number of a shipment, from 1",
		"level": `"unassessed", "pass" or "high"`, "reason": "a reason in snake_case",
		"risk_reason": `"docs", "scrutiny" or "restriction"`, "bool": "true or false",
		"items": "{ WIDGET = 40 }", "counts": "[20, 20]", "via": `"ui" or "api"`,
		"mode": `"parcel", "ltl" or "ftl"`, "order": `number of an order, from 1, or "all"`,
		"condition": `"sellable" or "unsellable"`, "fault": `"amazon", "buyer" or "none"`,
		"address": `"local", "foreign" or "none"`, "cause": `"carrier_only", "mixed" or "seller"`,
		"classes": `["EXR5", "dangerous_goods"]`, "file": "name of a file beside the scenario", "text": "a text",
	}
}

//go:embed actions.toml
var actionsTOML string

var vocabulary = sync.OnceValue(loadActions)

// Actions returns the whole vocabulary in the order of the documentation.
func Actions() []Action { return vocabulary() }

// FindAction returns the action of a name.
func FindAction(name string) (Action, bool) {
	for _, a := range vocabulary() {
		if a.Name == name {
			return a, true
		}
	}
	return Action{}, false
}

// Arg returns an argument of the action by name.
func (a Action) Arg(name string) (Arg, bool) {
	for _, x := range a.Args {
		if x.Name == name {
			return x, true
		}
	}
	return Arg{}, false
}

// loadActions reads the embedded table; a fault in it is a programmer error that
// the package's tests find.
func loadActions() []Action {
	var file struct {
		Action []struct {
			Name, Actor, Event, Doc string
			Args, Rules             []string
		}
	}
	if _, err := toml.Decode(actionsTOML, &file); err != nil {
		panic("policy: actions.toml: " + err.Error())
	}
	types := ArgTypes()
	var list []Action
	for _, row := range file.Action {
		a := Action{Name: row.Name, Actor: row.Actor, Event: row.Event, Rules: row.Rules, Doc: row.Doc}
		for _, text := range row.Args {
			name, kind, _ := strings.Cut(text, ": ")
			kind, optional := strings.CutSuffix(kind, "?")
			if types[kind] == "" {
				panic(fmt.Sprintf("policy: actions.toml: %s.%s has the unknown type %q", row.Name, name, kind))
			}
			a.Args = append(a.Args, Arg{name, kind, optional})
		}
		list = append(list, a)
	}
	return list
}
