package compile

import (
	"fbasim/sim/policy"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/document"
)

// ruleChoice turns what a case says about the rules into a choice, with the places
// of what may be wrong by field and name.
func ruleChoice(r *scenario.RuleChoice) (policy.Choice, map[string]document.Pos) {
	choice, at := policy.Choice{Params: map[string]string{}}, map[string]document.Pos{}
	if r.Profile != nil {
		choice.Profile = r.Profile.Value
		at["profile"+r.Profile.Value] = r.Profile.Pos
	}
	for _, p := range r.Params {
		choice.Params[p.Name] = p.Text.Value
		at["params"+p.Name] = p.Key
	}
	for _, t := range r.Off {
		choice.Off = append(choice.Off, t.Value)
		at["off"+t.Value] = t.Pos
	}
	return choice, at
}
