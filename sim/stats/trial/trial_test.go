package trial

import (
	"math"
	"testing"

	"fbasim/sim/stats"
)

// TestIntervalsCoverTheTruth is the short form of the coverage study. With 400 studies the observed
// share of a toy lies within 0.07 below its promise unless something is broken: the chance of less
// is below one in a million, and the seed is fixed.
func TestIntervalsCoverTheTruth(t *testing.T) {
	for _, toy := range Toys() {
		t.Run(toy.Family+"/"+toy.Name, func(t *testing.T) {
			if toy.Hi == 0 {
				t.Skip("nothing is promised")
			}
			toy.Every = min(toy.Every, 2)
			c := toy.Run(1, 400, 2)
			slack := 5 * math.Sqrt(0.95*0.05/float64(c.Studies))
			if c.Share() < toy.Lo-slack || c.Share() > toy.Hi+slack {
				t.Errorf("covered in %d of %d", c.Hits, c.Studies)
			}
		})
	}
}

func TestStudiesDoNotDependOnWorkers(t *testing.T) {
	toy := breakEvens()[0]
	if a, b := toy.Run(3, 50, 1), toy.Run(3, 50, 4); a.Hits != b.Hits || a.Studies != b.Studies {
		t.Errorf("%d of %d by one worker, %d of %d by four", a.Hits, a.Studies, b.Hits, b.Studies)
	}
}

// TestToyTruths: what the toys call the truth is what many replications say.
func TestToyTruths(t *testing.T) {
	key := means()[0].key(7)
	profit := stats.Summarize(years(key, 4000, 150))
	if off := math.Abs(profit.Mean - meanYear(150)); off > 4*profit.SE() {
		t.Errorf("profit %v +- %v, truth %v", profit.Mean, profit.SE(), meanYear(150))
	}
	var lines, sold stats.Summary
	for r := range int64(4000) {
		lines.Add(twoLines{100, 10, 250, 3, 150}.difference(key.WithInt(r), 100))
		sold.Add(buyers{100, 10, 0.35}.difference(key.WithInt(r), 100))
	}
	for _, s := range []stats.Summary{lines, sold} {
		if math.Abs(s.Mean) > 4*s.SE() {
			t.Errorf("difference at the break-even %v +- %v", s.Mean, s.SE())
		}
	}
}
