package sim_test

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fbasim/sim/policy"
)

// prefix is the fixed part of a parameter's name that code completes with a country or a
// purpose: "plan_split_".
var prefix = regexp.MustCompile(`^[a-z]+(_[a-z]+)*_$`)

// A parameter that nobody reads would be taken from a scenario and do nothing.
func TestEveryParameterOfARuleIsReadSomewhere(t *testing.T) {
	read := literals(t)
	book, err := policy.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range book.Params() {
		names := append([]string{p.Name}, p.Ends...)
		if p.Short != "" {
			names = append(names, p.Short)
		}
		for _, r := range book.Rules() { // a switch that turns on a rule that is read
			if name, _, _ := strings.Cut(r.When, "="); name == p.Name {
				names = append(names, r.ID)
			}
		}
		found := slices.ContainsFunc(names, func(name string) bool {
			_, short, dotted := strings.Cut(name, ".")
			return read[name] || dotted && read[short]
		}) || slices.ContainsFunc(read.prefixes(), func(x string) bool { return strings.HasPrefix(p.Name, x) || strings.HasPrefix(p.Short, x) })
		switch stated := p.Given != "" || p.Idle; {
		case !found && !stated:
			t.Errorf("%s of %s is read nowhere: read it, or say idle", p.Name, p.Rule)
		case read[p.Name] && p.Idle:
			t.Errorf("%s of %s is idle and read", p.Name, p.Rule)
		}
	}
}

type words map[string]bool

func (w words) prefixes() (list []string) {
	for x := range w {
		if prefix.MatchString(x) {
			list = append(list, x)
		}
	}
	return list
}

// literals are the texts in the code outside of tests and of the rule book itself.
func literals(t *testing.T) words {
	list := words{}
	files, _ := sources(t)
	for _, f := range files {
		if f.test || f.pkg == "sim/policy" {
			continue
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					list[text] = true
				}
			}
			return true
		})
	}
	return list
}
