package trial

import (
	"fmt"
	"math"

	"fbasim/sim/random"
	"fbasim/sim/stats"
)

// twoLines is the difference of two systems whose outputs are lines in x: the second earns advantage
// more for each unit, and costs as much as it earns at truth units. In a replication both vary.
type twoLines struct {
	truth, advantage float64
	fixedSD, slopeSD float64
	noiseSD          float64 // further noise, anew at every x
}

func (m twoLines) difference(key random.Key, x float64) float64 {
	u, v := key.Pair(0, 0)
	d := -m.advantage*m.truth + m.fixedSD*normal(u) + (m.advantage+m.slopeSD*normal(v))*x
	if m.noiseSD > 0 {
		d += m.noiseSD * normal(key.Uniform(math.Float64bits(x), 1))
	}
	return d
}

// buyers is the difference of two systems that serve the same buyers: the second earns margin more
// from each and costs fixed. Volume x brings a Poisson number of buyers, x times the level of the
// replication on average; a larger volume keeps the buyers of a smaller one.
type buyers struct {
	truth, margin float64
	cv            float64 // of the level, which is lognormal with mean 1
}

func (m buyers) difference(key random.Key, x float64) float64 {
	s := key.Sequence()
	spread := math.Sqrt(math.Log1p(m.cv * m.cv))
	level := math.Exp(spread*normal(s.Next()) - spread*spread/2)
	count, at := 0.0, 0.0
	for {
		if at += exponential(1, s.Next()); at > level*x {
			return m.margin * (count - m.truth)
		}
		count++
	}
}

// breakEven is a toy for a search around an expected volume of 100.
func breakEven(name string, truth float64, search stats.Search, difference func(random.Key, float64) float64) Toy {
	return Toy{Family: "break-even", Name: fmt.Sprintf("%s, true %v", name, truth), Lo: 0.93, Hi: 0.97,
		Covers: func(key random.Key) bool {
			curve, err := search.Run(func(n int, xs ...float64) (bands []stats.Band, _ error) {
				for _, x := range xs {
					d := make([]float64, n)
					for r := range d {
						d[r] = difference(key.WithInt(int64(r)), x)
					}
					bands = append(bands, stats.BandOf(x, d, Level))
				}
				return bands, nil
			})
			// No x is in the set of a curve that is sure everywhere: its ends are then NaN.
			c := curve.Cross()
			return err == nil && c.Lo <= truth && truth <= c.Hi
		}}
}

func breakEvens() []Toy {
	var list []Toy
	for _, how := range []struct {
		name   string
		search stats.Search
	}{{"careful", stats.CarefulSearch(100)}, {"quick", stats.QuickSearch(100)}} {
		for _, truth := range []float64{60, 100, 170} {
			lines := twoLines{truth: truth, advantage: 10, fixedSD: 250, slopeSD: 3}
			rough := lines
			rough.noiseSD = 150
			list = append(list,
				breakEven(how.name+", two lines", truth, how.search, lines.difference),
				breakEven(how.name+", two lines and noise", truth, how.search, rough.difference),
				breakEven(how.name+", buyers", truth, how.search, buyers{truth, 10, 0.35}.difference))
		}
	}
	return list
}
