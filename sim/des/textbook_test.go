package des_test

import (
	"fmt"
	"math"
	"testing"

	"fbasim/sim/random"
)

// TestLawKeltonQueue replays the single-server example of Law and Kelton, "Simulation Modeling and
// Analysis", chapter 1, with their generator (ids LK-MM1-LCG-delay and LK-MM1-LCG-util).
func TestLawKeltonQueue(t *testing.T) {
	numbers := random.NewLcgrand(random.LcgrandStream1)
	c := newCounter(numbers.Next)
	c.sim.Run()
	for _, q := range []struct {
		id        string
		got, want float64
	}{
		{"LK-MM1-LCG-delay", c.delay.Mean(), 0.430},
		{"LK-MM1-LCG-util", c.busy.Mean(), 0.460},
	} {
		if math.Abs(q.got-q.want) > 0.0006 {
			t.Errorf("%s: %.4f, book %.3f", q.id, q.got, q.want)
		}
	}
}

// TestLawKeltonInventory replays the (s, S) example of the same chapter: one stream of random
// numbers runs through all nine policies (ids LK-INV-LCG-s-S-total and so on).
func TestLawKeltonInventory(t *testing.T) {
	numbers := random.NewLcgrand(random.LcgrandStream1)
	for _, row := range []struct {
		s, S                               int64
		total, ordering, holding, shortage float64
	}{
		{20, 40, 126.61, 99.26, 9.25, 18.10},
		{20, 60, 122.74, 90.52, 17.39, 14.83},
		{20, 80, 123.86, 87.36, 26.24, 10.26},
		{20, 100, 125.32, 81.37, 36.00, 7.95},
		{40, 60, 126.37, 98.43, 25.99, 1.95},
		{40, 80, 125.46, 88.40, 35.92, 1.14},
		{40, 100, 132.34, 84.62, 46.42, 1.30},
		{60, 80, 150.02, 105.69, 44.02, 0.31},
		{60, 100, 143.20, 89.05, 53.91, 0.24},
	} {
		v := newInventory(row.s, row.S, numbers.Next)
		v.sim.Run()
		o, h, s := v.costs()
		got := []float64{o + h + s, o, h, s}
		for i, want := range []float64{row.total, row.ordering, row.holding, row.shortage} {
			if math.Abs(got[i]-want) > 0.011 {
				name := []string{"total", "ordering", "holding", "shortage"}[i]
				t.Errorf("LK-INV-LCG-%d-%d-%s: %.3f, book %.2f", row.s, row.S, name, got[i], want)
			}
		}
	}
}

// TestLawKeltonInventoryExpectations compares the mean over replications, with exact demand
// probabilities 1/6, 1/3, 1/3, 1/6, with expectations estimated by 40,000 replications of an
// independent program (ids LK-INV-TRUE-*).
func TestLawKeltonInventoryExpectations(t *testing.T) {
	const replications = 200
	total, ordering, holding, shortage := 0, 1, 2, 3
	for _, c := range []struct {
		s, S int64
		cost int
		want float64
	}{
		{20, 40, total, 125.1238}, {20, 80, total, 121.3456}, {40, 60, total, 125.7694},
		{40, 100, total, 131.5445}, {60, 100, total, 144.1948}, {20, 60, holding, 17.527},
		{40, 80, ordering, 89.103}, {40, 80, shortage, 1.370}, {60, 100, holding, 54.480},
	} {
		key := random.NewKey(2).With(fmt.Sprint(c.s, c.S, c.cost))
		var costs sample
		for r := range int64(replications) {
			numbers := key.WithInt(r).Sequence()
			v := newInventory(c.s, c.S, numbers.Next)
			v.sizes = [3]float64{1. / 6, 3. / 6, 5. / 6}
			v.sim.Run()
			o, h, s := v.costs()
			costs = append(costs, []float64{o + h + s, o, h, s}[c.cost])
		}
		costs.mustAgree(t, fmt.Sprintf("LK-INV-TRUE-%d-%d cost %d", c.s, c.S, c.cost), c.want)
	}
}
