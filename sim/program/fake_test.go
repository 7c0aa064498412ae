package program

import (
	"strings"
	"sync"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/policy"
)

var book = sync.OnceValues(policy.Builtin)

// rules returns the rules of the built-in book under the profile seed with changes
// "name=value", "profile=name", and rules off "-RF-ELIG-01".
func rules(changes ...string) Rules {
	b, err := book()
	if err != nil {
		panic(err)
	}
	choice := policy.Choice{Profile: "seed", Params: map[string]string{}}
	for _, change := range changes {
		if id, off := strings.CutPrefix(change, "-"); off {
			choice.Off = append(choice.Off, id)
			continue
		}
		name, value, _ := strings.Cut(change, "=")
		if name == "profile" {
			choice.Profile = value
		} else {
			choice.Params[name] = value
		}
	}
	chosen, errs := b.Resolve(choice)
	if len(errs) > 0 {
		panic(errs[0])
	}
	return chosen.At(civil.Of(2023, 6, 1))
}

// rule runs a test of a rule with it on and off.
func rule(t *testing.T, id, name string, test func(t *testing.T, r Rules, on bool)) {
	t.Helper()
	t.Run(id+" "+name, func(t *testing.T) { test(t, rules(), true) })
	t.Run(id+" off "+name, func(t *testing.T) { test(t, rules("-"+id), false) })
}
