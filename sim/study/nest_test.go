package study_test

import (
	"testing"

	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/program"
)

// buyers notes how long the parcels of buyers in Canada took.
type buyers struct{ placed, took map[model.OrderName]int64 }

func (b *buyers) Order(tick int64, o model.OrderName, s model.Step) {
	switch {
	case o.Market != market.CA:
	case s == model.Placed:
		b.placed[o] = tick
	case s == model.Delivered:
		b.took[o] = tick - b.placed[o]
	}
}

func (*buyers) Offer(int64, int, market.Marketplace, program.Remote, string) {}
func (*buyers) Plan(int64, int, market.Marketplace, market.Program)          {}
func (*buyers) Stock(int64, int, market.Marketplace, int64, string)          {}

// TestALargerDemandKeepsTheBuyersOfASmallerOne: points of different demand, stated as constants or as
// distributions, share their buyers, whose parcels take as long. (They order earlier where more of
// them come in the same time.)
func TestALargerDemandKeepsTheBuyersOfASmallerOne(t *testing.T) {
	s := open(t, "product.IRON.opening.US=100000 units")
	for _, demands := range [][]string{
		{"40 units/month", "60 units/month", "61 units/month", "150 units/month"},
		{"pert(20, 40, 80) units/month", "pert(40, 80, 160) units/month", "pert(80, 160, 320) units/month"},
	} {
		for rep := range 3 {
			var smaller *buyers
			for _, demand := range demands {
				p, list := s.At("product.IRON.demand.CA=" + demand)
				if list.Errors() > 0 {
					t.Fatal(list.All())
				}
				now := &buyers{map[model.OrderName]int64{}, map[model.OrderName]int64{}}
				_, err := model.NewRun(p.Cases[0].Config).Simulate(model.Options{Seed: 7, Replication: rep, Tracer: now})
				if err != nil {
					t.Fatal(err)
				}
				if smaller != nil {
					compare(t, demand, smaller, now)
				}
				smaller = now
			}
		}
	}
}

func compare(t *testing.T, demand string, smaller, larger *buyers) {
	t.Helper()
	if len(smaller.took) < 100 || len(larger.placed) <= len(smaller.placed) {
		t.Errorf("%s: %d buyers after %d", demand, len(larger.placed), len(smaller.placed))
	}
	for o, took := range smaller.took {
		if again, kept := larger.took[o]; !kept || again != took {
			t.Fatalf("%s: %s took %d, now %d (kept %t)", demand, o.Text("IRON"), took, again, kept)
		}
	}
}
