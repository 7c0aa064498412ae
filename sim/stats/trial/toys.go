package trial

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"

	"fbasim/sim/random"
	"fbasim/sim/stats"
)

// weeks is the length of a toy year.
const weeks = 52

// year is a newsvendor's profit of a year with an order of q units a week: price 10, cost 6, weekly
// demand exponential with mean 100 times the year's level, which is uniform between 0.7 and 1.3.
func year(key random.Key, q float64) float64 {
	s := key.Sequence()
	level, profit := 0.7+0.6*s.Next(), 0.0
	for range weeks {
		profit += 10*math.Min(q, exponential(100*level, s.Next())) - 6*q
	}
	return profit
}

// meanYear is its expectation: E min(q, D) = m (1 - exp(-q/m)), over the level by quadrature.
func meanYear(q float64) float64 {
	const points = 2000
	sum := 0.0
	for i := range points {
		m := 100 * (0.7 + 0.6*(float64(i)+0.5)/points)
		sum += (10*m*-math.Expm1(-q/m) - 6*q) / points
	}
	return weeks * sum
}

func exponential(mean, u float64) float64 { return -mean * math.Log(u) }

func normal(u float64) float64 { return mathext.NormalQuantile(u) }

// years are the profits of n replications.
func years(key random.Key, n int, q float64) []float64 {
	xs := make([]float64, n)
	for i := range xs {
		xs[i] = year(key.WithInt(int64(i)), q)
	}
	return xs
}

func means() []Toy {
	of := func(law string, n int, truth float64, quantile func(float64) float64, lo, hi float64) Toy {
		return Toy{Family: "mean", Name: fmt.Sprintf("%s, n = %d", law, n), Lo: lo, Hi: hi,
			Covers: func(key random.Key) bool {
				return stats.TInterval(stats.Summarize(sample(key, n, quantile)), Level).Contains(truth)
			}}
	}
	profit := meanYear(150)
	return []Toy{
		of("normal", 5, 0, normal, 0.94, 0.96),
		of("normal", 10, 0, normal, 0.94, 0.96),
		of("normal", 30, 0, normal, 0.94, 0.96),
		of("normal", 100, 0, normal, 0.94, 0.96),
		of("uniform", 10, 0.5, func(u float64) float64 { return u }, 0.94, 0.96),
		{Family: "mean", Name: "profit of a year, n = 20", Lo: 0.94, Hi: 0.96, Covers: func(key random.Key) bool {
			return stats.TInterval(stats.Summarize(years(key, 20, 150)), Level).Contains(profit)
		}},
		of("exponential, for whose skewness 30 are few", 30, 1, func(u float64) float64 { return exponential(1, u) }, 0, 0),
		of("exponential", 300, 1, func(u float64) float64 { return exponential(1, u) }, 0.94, 0.96),
	}
}

func comparisons() []Toy {
	difference := meanYear(150) - meanYear(120)
	return []Toy{
		{Family: "paired", Name: "profits of the same years, n = 20", Lo: 0.94, Hi: 0.96, Covers: func(key random.Key) bool {
			return stats.PairedT(years(key, 20, 150), years(key, 20, 120), Level).Interval.Contains(difference)
		}},
		{Family: "paired", Name: "profits of the same years, n = 100", Lo: 0.94, Hi: 0.96, Covers: func(key random.Key) bool {
			return stats.PairedT(years(key, 100, 150), years(key, 100, 120), Level).Interval.Contains(difference)
		}},
		{Family: "paired", Name: "normal, correlation 0.8, n = 10", Lo: 0.94, Hi: 0.96, Covers: func(key random.Key) bool {
			x, e := sample(key.With("x"), 10, normal), sample(key.With("e"), 10, normal)
			y := make([]float64, len(x))
			for i := range y {
				y[i] = 3 + 0.8*x[i] + 0.6*e[i]
			}
			return stats.PairedT(y, x, Level).Interval.Contains(3)
		}},
		{Family: "Welch", Name: "normal, variances 1 and 9, n = 10 and 20", Lo: 0.94, Hi: 0.96, Covers: func(key random.Key) bool {
			x := stats.Summarize(sample(key.With("x"), 10, normal))
			y := stats.Summarize(sample(key.With("y"), 20, func(u float64) float64 { return 3 * normal(u) }))
			return stats.WelchT(x, y, Level).Interval.Contains(0)
		}},
	}
}

func quantiles() []Toy {
	var list []Toy
	for _, c := range []struct {
		p float64
		n int
	}{{0.05, 100}, {0.5, 20}, {0.5, 100}, {0.9, 100}, {0.95, 100}, {0.95, 1000}} {
		truth := -math.Log1p(-c.p)
		list = append(list, Toy{Family: "quantile", Name: fmt.Sprintf("%v of exponential values, n = %d", c.p, c.n),
			Lo: 0.94, Hi: 1, Covers: func(key random.Key) bool {
				xs := sample(key, c.n, func(u float64) float64 { return exponential(1, u) })
				return stats.QuantileInterval(stats.Sorted(xs), c.p, Level).Contains(truth)
			}})
	}
	// (1-alpha)^-1 phi(z) of a normal loss
	z := normal(0.8)
	cvar := math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) / 0.2
	return append(list,
		Toy{Family: "CVaR", Name: "worst fifth of normal losses, n = 200, bootstrap", Every: 10,
			Covers: func(key random.Key) bool {
				source := key.With("resample").Sequence()
				_, iv := stats.CVaRInterval(sample(key, 200, normal), 0.8,
					stats.Resampling{Level: Level, Samples: 400, Uniform: source.Next})
				return iv.Contains(cvar)
			}},
		Toy{Family: "proportion", Name: "0.1 of n = 50", Lo: 0.95, Hi: 1, Covers: func(key random.Key) bool {
			hits := 0.0
			for _, u := range sample(key, 50, func(u float64) float64 { return u }) {
				if u < 0.1 {
					hits++
				}
			}
			return stats.ProportionInterval(hits, 50, Level).Contains(0.1)
		}},
	)
}

func reductions() []Toy {
	return []Toy{
		{Family: "controls", Name: "two normal controls, n = 20", Lo: 0.94, Hi: 0.96, Covers: func(key random.Key) bool {
			a, b, y := sample(key.With("a"), 20, normal), sample(key.With("b"), 20, normal), sample(key.With("e"), 20, normal)
			for i := range y {
				y[i] += 5 + 3*a[i] - 2*b[i]
			}
			c, err := stats.ControlVariates(y, stats.Controls{Observed: [][]float64{a, b}, Expected: []float64{0, 0}}, Level)
			return err == nil && c.Interval.Contains(5)
		}},
		{Family: "antithetic", Name: "exp(U), 20 pairs", Lo: 0.94, Hi: 0.96, Covers: func(key random.Key) bool {
			s, xs := key.Sequence(), []float64{}
			for range 20 {
				u := s.Next()
				v := s.Next()
				xs = append(xs, math.Exp(u)+math.Exp(v), math.Exp(1-u)+math.Exp(1-v))
			}
			iv, _ := stats.Antithetic(xs, Level)
			return iv.Contains(2 * (math.E - 1))
		}},
	}
}

func sequences() []Toy {
	return []Toy{
		{Family: "batch means", Name: "AR(1) with 0.8, 20 batches of 200", Lo: 0.93, Hi: 0.96, Covers: func(key random.Key) bool {
			s := key.Sequence()
			x, xs := normal(s.Next())/0.6, make([]float64, 4000)
			for i := range xs {
				xs[i] = x
				x = 0.8*x + normal(s.Next())
			}
			return stats.TInterval(stats.Summarize(stats.BatchMeans(xs, 20)), Level).Contains(0)
		}},
		{Family: "sequential", Name: "two normal metrics to a half-width of 0.3, the slower one", Lo: 0.93, Hi: 0.96,
			Covers: func(key random.Key) bool {
				rule := stats.Stopping{Least: 25, Most: 2000, Goals: []stats.Precision{
					{Level: Level, Absolute: 0.3}, {Level: Level, Absolute: 0.3}}}
				s, metrics := key.Sequence(), make([]stats.Summary, 2)
				for {
					metrics[0].Add(normal(s.Next()))
					metrics[1].Add(2 * normal(s.Next()))
					// looks after every batch of 25
					if metrics[0].N >= rule.Least && metrics[0].N%25 == 0 && rule.Look(metrics).Stop {
						return stats.TInterval(metrics[1], Level).Contains(0)
					}
				}
			}},
	}
}
