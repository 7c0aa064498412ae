package model_test

import (
	"reflect"
	"testing"

	"fbasim/sim/model"
)

// Whoever follows the days of a replication has all products on one calendar, in the order of time;
// without an onlooker blocks of products run one after the other.
func TestBlocksOfProductsComeToTheSameAsAllTogether(t *testing.T) {
	for _, name := range []string{"mixed", "remote", "local"} {
		cfg := reference(t, name, 70)
		blocks, together := model.NewRun(cfg), model.NewRun(cfg)
		for i := range 3 {
			a, err := blocks.Simulate(model.Options{Seed: 7, Replication: i})
			if err != nil {
				t.Fatal(err)
			}
			b, err := together.Simulate(model.Options{Seed: 7, Replication: i, Daily: &model.Daily{}})
			if err != nil {
				t.Fatal(err)
			}
			one, other := *a, *b
			if one.Events == 0 || one.Markets == ([len(one.Markets)]model.MarketOutcome{}) {
				t.Fatalf("%s: nothing was simulated", name)
			}
			one.Events, other.Events = 0, 0 // days are closed by blocks, and for the onlooker
			if !reflect.DeepEqual(one, other) {
				t.Errorf("%s, replication %d:\nblocks   %+v\ntogether %+v", name, i, one.Markets, other.Markets)
			}
		}
	}
}

func TestAScenarioWithRatesAndWarmupDividesToo(t *testing.T) {
	cfg := reference(t, "mixed", 40)
	cfg.Warmup = cfg.Horizon / 5
	a, err := model.NewRun(cfg).Simulate(model.Options{Seed: 3})
	if err != nil {
		t.Fatal(err)
	}
	one := *a
	b, err := model.NewRun(cfg).Simulate(model.Options{Seed: 3, Daily: &model.Daily{}})
	if err != nil {
		t.Fatal(err)
	}
	other := *b
	if one.Events, other.Events = 0, 0; !reflect.DeepEqual(one, other) {
		t.Errorf("profit %v in blocks, %v together", one.Profit, other.Profit)
	}
}
