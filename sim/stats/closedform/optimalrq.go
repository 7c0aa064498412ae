package closedform

import "gonum.org/v1/gonum/stat/distuv"

// OptimalReorderPoint returns the (r, Q) policy with the lowest mean cost per unit of time under unit
// Poisson demand, a fixed lead time and backorders, and that cost (Federgruen & Zheng 1992, Oper.
// Res. 40:808-813). The cost is (K rate + sum of the cost rates of the Q positions r+1..r+Q)/Q, so
// positions are added, the cheapest next, until the next costs more than the average.
func OptimalReorderPoint(rate, lead float64, c StockCosts) (p ReorderPoint, cost float64) {
	require(rate > 0 && lead > 0 && c.Order >= 0 && c.Holding > 0 && c.Shortage > 0, "(r, Q) model")
	n := distuv.Poisson{Lambda: rate * lead}
	at := func(y int) float64 { return periodCost(n, y, c) }
	best, lowest := NewsvendorPoisson(n.Lambda, c)
	lo, hi, sum := best, best, c.Order*rate+lowest // positions lo..hi
	for {
		cost = sum / float64(hi-lo+1)
		below, above := at(lo-1), at(hi+1)
		switch {
		case min(below, above) >= cost:
			return ReorderPoint{Rate: rate, Lead: lead, R: lo - 1, Q: hi - lo + 1}, cost
		case below <= above:
			lo--
			sum += below
		default:
			hi++
			sum += above
		}
	}
}

// OptimalNormalReorderPoint is OptimalReorderPoint for the model of NormalReorderPoint: both ends of
// the range of positions cost as much as the policy on average (Zheng 1992, Mgmt Sci. 38:87-103).
func OptimalNormalReorderPoint(d LeadDemand, c StockCosts) (r, q, cost float64) {
	require(d.Rate > 0 && d.SD > 0 && c.Order > 0 && c.Holding > 0 && c.Shortage > 0, "(r, q) model")
	at := func(y float64) float64 { return c.Holding*(y-d.Mean) + (c.Holding+c.Shortage)*d.loss(y) }
	middle := d.Mean + d.SD*distuv.UnitNormal.Quantile(c.CriticalRatio()) // where a position costs least
	start := func(q float64) float64 {                                    // the r at which both ends cost the same
		return bisect(middle-q, middle, func(r float64) bool { return at(r) <= at(r+q) })
	}
	// The cost of the ends grows with q, and passes the average cost where that is lowest.
	done := func(q float64) bool { return at(start(q)) >= NormalReorderPoint(start(q), q, d, c) }
	most, _ := EOQ(d.Rate, c.Order, c.Holding)
	for !done(most) {
		most *= 2
	}
	q = bisect(0, most, done)
	r = start(q)
	return r, q, NormalReorderPoint(r, q, d, c)
}

// bisect returns the point between lo and hi from which on a condition holds.
func bisect(lo, hi float64, holds func(x float64) bool) float64 {
	for range 200 {
		mid := lo + (hi-lo)/2
		if mid <= lo || mid >= hi {
			break
		}
		if holds(mid) {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi
}

// EOQBackorders returns the order quantity that minimizes order, holding and backorder cost per unit
// of time at constant demand, the share of it that is owed when an order comes, and that cost
// (Zipkin 2000, Foundations of Inventory Management, section 3.3).
func EOQBackorders(rate float64, c StockCosts) (quantity, owed, cost float64) {
	ratio := c.CriticalRatio()
	quantity, cost = EOQ(rate, c.Order, c.Holding*ratio)
	return quantity, 1 - ratio, cost
}
