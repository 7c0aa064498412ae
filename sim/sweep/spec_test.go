package sweep_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/diag"
	"fbasim/sim/sweep"
)

const price = "product.IRON.price.CA="

// words are the values of the first parameter by point.
func words(s *sweep.Sweep) string {
	var out []string
	for k := range s.Design.Points {
		out = append(out, strings.TrimPrefix(s.Design.String(k), strings.TrimSuffix(price, "=")+" = "))
	}
	return strings.Join(out, "; ")
}

func TestASpecificationSaysTheValuesOfAParameter(t *testing.T) {
	for _, x := range []struct{ spec, want string }{
		{price + "[29.99 CAD, 34.99 CAD]", "29.99 CAD; 34.99 CAD"},
		{price + "29.99 CAD", "29.99 CAD"},
		{price + "30..60 CAD step 15 CAD", "30 CAD; 45 CAD; 60 CAD"},
		{price + " 30 CAD .. 60 CAD  step  20", "30 CAD; 50 CAD"},
		{price + "0.1..0.3 CAD step 0.1", "0.1 CAD; 0.2 CAD; 0.3 CAD"},
		{price + "30..40 CAD points 4", "30 CAD; 33.33 CAD; 36.67 CAD; 40 CAD"},
		{"product.IRON.demand.CA=[\"pert(80, 160, 300) units/month\", uniform(1, 2) units/month]",
			"product.IRON.demand.CA = pert(80, 160, 300) units/month; product.IRON.demand.CA = uniform(1, 2) units/month"},
		{"case.local.program.CA=[local-fba, 'remote-fulfillment']",
			"case.local.program.CA = local-fba; case.local.program.CA = remote-fulfillment"},
		{"replenish.CA.case_pack=1..3 units points 9",
			"replenish.CA.case_pack = 1 units; replenish.CA.case_pack = 2 units; replenish.CA.case_pack = 3 units"},
		{"fx.CAD=0.7..0.8 USD step 0.05", "fx.CAD = 0.70 USD; fx.CAD = 0.75 USD; fx.CAD = 0.80 USD"},
		{"horizon=[26 w, 52 w]", "horizon = 26 w; horizon = 52 w"},
	} {
		if got := words(newSweep(t, open(t), x.spec)); got != x.want {
			t.Errorf("%s\n got %s\nwant %s", x.spec, got, x.want)
		}
	}
}

func TestAWrongSpecificationIsAProblemAtItsPlace(t *testing.T) {
	st := open(t)
	for _, x := range []struct {
		spec, code string
		col        int
	}{
		{"nonsense", "sweep", 1},
		{price, "sweep", 22},
		{price + "[30 CAD", "sweep", 23},
		{price + "[30 CAD,, 31 CAD]", "sweep", 31},
		{price + "[pert(1, 2 CAD, 3 CAD]", "sweep", 23},
		{price + "30..60 CAD", "sweep", 23},
		{price + "30.. step 5", "sweep", 23},
		{price + "60..30 CAD step 5", "order", 23},
		{price + "30..60 CAD step 0", "range", 39},
		{price + "30..60 CAD step 5 USD", "unit", 39},
		{price + "30..60 CAD points 1", "sweep", 41},
		{price + "0..1000000 CAD step 1", "range", 43},
		{price + "[30 CAD, 31 USD]", "unit", 32},
		{price + "a..b step 1", "sweep", 23},
		{"product.IRON.prize.CA=3 CAD", "unknown-key", 1},
		{"name=x", "impossible", 1},
		{"experiment.seed=[1, 2]", "impossible", 1},
	} {
		list := &diag.List{}
		if s := sweep.New(st, sweep.Settings{Specs: []string{x.spec}}, tool, list); s != nil || list.Errors() == 0 {
			t.Errorf("%s is taken", x.spec)
			continue
		}
		if p := list.All()[0]; p.File != sweep.ParamFile || p.Line != 1 || p.Col != x.col || p.Code != x.code {
			t.Errorf("%s: %s %d:%d %s, want %s at column %d", x.spec, p.Code, p.Line, p.Col, p.Msg, x.code, x.col)
		}
	}
}

func TestNoSpecificationMakesAPanic(t *testing.T) {
	st := open(t)
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{
			"[", "]", "(", ")", "{", "\"", "'", ",", "..", ".", " step ", " points ", "30", "-1", "1e9", " CAD", "%", "é",
			"=", "\\", "a", " ", "\n", "\x00", "\xff",
		}), 0, 9).Draw(t, "parts")
		list := &diag.List{}
		s := sweep.New(st, sweep.Settings{Specs: []string{price + strings.Join(parts, "")}}, tool, list)
		if (s == nil) != (list.Errors() > 0) {
			t.Fatalf("%q: sweep %v, problems %v", parts, s, list.All())
		}
	})
}

func TestAStepBeforeTheRangeIsAMistake(t *testing.T) {
	st := open(t)
	for _, text := range []string{"] step ..", " step 3 4..5", "1 points 3..4"} {
		list := &diag.List{}
		if s := sweep.New(st, sweep.Settings{Specs: []string{price + text}}, tool, list); s != nil || list.Errors() == 0 {
			t.Errorf("%q is taken: %v", text, list.All())
		}
	}
}

func TestARangeWithAStepIsExact(t *testing.T) {
	st := open(t)
	rapid.Check(t, func(t *rapid.T) {
		from, step, n := rapid.IntRange(1, 5000).Draw(t, "cents"), rapid.IntRange(1, 300).Draw(t, "step"), rapid.IntRange(1, 30).Draw(t, "n")
		cents := func(c int) string { return fmt.Sprintf("%d.%02d", c/100, c%100) }
		list := &diag.List{}
		s := sweep.New(st, sweep.Settings{Specs: []string{
			price + cents(from) + ".." + cents(from+n*step) + " CAD step " + cents(step),
		}}, tool, list)
		if s == nil {
			t.Fatal(list.All())
		}
		var want []string
		for i := range n + 1 {
			want = append(want, cents(from+i*step)+" CAD")
		}
		if got := words(s); got != strings.Join(want, "; ") {
			t.Fatalf("got %s\nwant %s", got, strings.Join(want, "; "))
		}
	})
}
