package closedform

import "gonum.org/v1/gonum/stat/distuv"

// OptimalSS returns the (s, S) policy with the lowest long-run cost per period in the model of
// PeriodicSS, and that cost, by the algorithm of Zheng & Federgruen (1991, Oper. Res. 39:654-665,
// section 2). It rests on two facts: for a given S the cost falls as s comes down from the level
// where one period costs least, until the period at s costs no less than the policy; and an S at
// which one period costs more than the best policy so far cannot be better. Of several policies
// with the lowest cost it returns the one with the smallest S.
func OptimalSS(mean float64, c StockCosts) (s, upTo int, cost float64) {
	require(mean > 0 && c.Order >= 0 && c.Holding > 0 && c.Shortage > 0, "(s, S) model")
	n := distuv.Poisson{Lambda: mean}
	period := func(y int) float64 { return periodCost(n, y, c) }
	best, _ := NewsvendorPoisson(mean, c) // where one period costs least
	upTo = best
	s = best - 1
	for PeriodicSS(s, upTo, mean, c) > period(s) {
		s--
	}
	cost = PeriodicSS(s, upTo, mean, c)
	for y := best + 1; period(y) <= cost; y++ {
		if PeriodicSS(s, y, mean, c) >= cost {
			continue
		}
		upTo, cost = y, PeriodicSS(s, y, mean, c)
		for cost <= period(s+1) && s+1 < upTo {
			s++
			cost = PeriodicSS(s, upTo, mean, c)
		}
	}
	return s, upTo, cost
}
