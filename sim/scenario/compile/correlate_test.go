package compile_test

import (
	"math"
	"slices"
	"testing"

	"fbasim/sim/model"
)

func TestRankCorrelationsBecomeNormalOnes(t *testing.T) {
	cases := compiled(t, head+`
[assume]
cards = "nearest"
[case.all]
program.CA = "remote-fulfillment"
[case.us]
program.US = "local-fba"
product.UNIT.cost = "5 USD"
[correlate.demand]
inputs = ["product.UNIT.demand.US", "product.UNIT.demand.CA"]
rank = 0.5
[correlate.cost]
inputs = ["product.UNIT.cost", "product.UNIT.demand.US"]
rank = -0.4
`)
	all, us := cases[0].Config, cases[1].Config
	if len(all.Together) != 1 || len(us.Together) != 1 {
		t.Fatalf("%d and %d correlations", len(all.Together), len(us.Together))
	}
	c := &all.Together[0]
	names := []string{"product.UNIT.demand.US", "product.UNIT.demand.CA", "product.UNIT.cost"}
	if !slices.Equal(c.Names, names) {
		t.Errorf("inputs %v", c.Names)
	}
	for i, ref := range c.Refs {
		if ref == model.NoRef || all.Inputs[ref].Name != names[i] {
			t.Errorf("%s is input %d", names[i], ref)
		}
	}
	// Rows of the factor have length 1; 2 sin(pi/12) = 0.5176 and 2 sin(-pi/15) = -0.4158.
	if r := c.Factor[1][0]; math.Abs(r-0.517638) > 1e-6 {
		t.Errorf("normal correlation %.6f, want 0.517638", r)
	}
	if r := c.Factor[2][0]; math.Abs(r+0.415823) > 1e-6 {
		t.Errorf("normal correlation %.6f, want -0.415823", r)
	}
	for i, row := range c.Factor {
		length := 0.0
		for _, x := range row {
			length += x * x
		}
		if len(row) != i+1 || math.Abs(length-1) > 1e-12 {
			t.Errorf("row %d %v", i, row)
		}
	}
}

func TestInputsMayMoveAsOne(t *testing.T) {
	for _, rank := range []string{"1", "-1"} {
		cfg := compiled(t, head+`
[assume]
cards = "nearest"
[program]
CA = "remote-fulfillment"
[correlate.demand]
inputs = ["product.UNIT.demand.US", "product.UNIT.demand.CA"]
rank = `+rank+"\n")[0].Config
		if r := cfg.Together[0].Factor[1][0]; math.Abs(math.Abs(r)-1) > 1e-8 {
			t.Errorf("rank %s is a normal correlation of %v", rank, r)
		}
	}
}
