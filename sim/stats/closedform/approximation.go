package closedform

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// ExpectedInventoryLevel returns the continuous (r, q) policy that minimizes the cost of the
// expected-inventory-level approximation with normal lead-time demand, and that cost per unit of
// time: holding h (r - E[lead-time demand] + q/2), orders K rate/q, and Shortage for each unit
// short, p rate E[(demand - r)+]/q (Whitin 1953; Hadley & Whitin 1963, section 4-2). Unlike in
// NormalReorderPoint, the shortage cost is per unit, however long it is owed. The two conditions
// for the optimum are solved in turn from the EOQ on, as is customary; require panics where they
// have no solution because shortages cost too little.
func ExpectedInventoryLevel(d LeadDemand, c StockCosts) (r, q, cost float64) {
	require(d.Rate > 0 && d.SD > 0 && c.Shortage > 0, "(r, q) policy")
	q, _ = EOQ(d.Rate, c.Order, c.Holding)
	for range 1000 {
		tail := q * c.Holding / (c.Shortage * d.Rate) // P(a cycle runs short)
		require(tail < 1, "shortage cost")
		r = d.Mean + d.SD*distuv.UnitNormal.Quantile(1-tail)
		next := math.Sqrt(2 * d.Rate * (c.Order + c.Shortage*d.loss(r)) / c.Holding)
		if math.Abs(next-q) <= 1e-13*q {
			break
		}
		q = next
	}
	cost = c.Holding*(r-d.Mean+q/2) + c.Order*d.Rate/q + c.Shortage*d.Rate*d.loss(r)/q
	return r, q, cost
}

// loss returns E[(D-y)+].
func (d LeadDemand) loss(y float64) float64 {
	z := (y - d.Mean) / d.SD
	n := distuv.UnitNormal
	return d.SD * (n.Prob(z) - z*n.Survival(z))
}

// PowerApproximation returns a near-optimal periodic (s, S) policy from the mean and the standard
// deviation of the demand of a period and the lead time in periods (Ehrhardt & Mosier 1984, Mgmt
// Sci. 30:618-622):
//
//	D = 1.30 mean^0.494 (K/h)^0.506 (1 + sdL^2/mean^2)^0.116
//	s = 0.973 meanL + sdL (0.183/z + 1.063 - 2.192 z),  z = sqrt(D h/(sdL p)),  S = s + D
//
// where meanL and sdL belong to the lead time and one review period. The source caps both at the
// newsvendor's level where D < 1.5 mean; textbook examples leave that out, and so does this.
func PowerApproximation(mean, sd, lead float64, c StockCosts) (s, upTo float64) {
	require(mean > 0 && sd > 0 && lead >= 0, "demand or lead time")
	require(c.Order > 0 && c.Holding > 0 && c.Shortage > 0, "cost")
	meanL, sdL := (lead+1)*mean, math.Sqrt(lead+1)*sd
	d := 1.30 * math.Pow(mean, 0.494) * math.Pow(c.Order/c.Holding, 0.506) *
		math.Pow(1+sdL*sdL/(mean*mean), 0.116)
	z := math.Sqrt(d * c.Holding / (sdL * c.Shortage))
	s = 0.973*meanL + sdL*(0.183/z+1.063-2.192*z)
	return s, s + d
}
