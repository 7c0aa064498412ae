package compile

import (
	"slices"

	"fbasim/sim/policy"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/document"
)

// Profiles names the profiles in force between the first and the last day, in order.
func (c *Case) Profiles() []string {
	cfg := c.Config
	list := []string{cfg.Rules.At(cfg.Start).Profile()}
	for _, day := range cfg.Rules.Changes() {
		name := cfg.Rules.At(day).Profile()
		if day > cfg.Start && day <= cfg.LastDay && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

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

// warnOfIdle warns of parameters that are stated although nothing depends on them.
func (c *compiler) warnOfIdle() {
	for _, p := range c.plan.Rules.Params {
		if known := c.facts.Rules.Param(p.Name); known != nil && known.Idle {
			c.list.Add(p.Key.Warning("unused", p.Name+" is there for readers: nothing that is simulated depends on it",
				"fbasim rules show "+known.Rule+" says what it is"))
		}
	}
}
