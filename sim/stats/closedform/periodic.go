package closedform

import "gonum.org/v1/gonum/stat/distuv"

// PeriodicSS returns the long-run mean cost per period of the periodic-review policy that orders up
// to upTo at once when the position is at most s, then meets Poisson demand with the given mean,
// then pays holding and shortage on what is left (Zheng & Federgruen 1991, Oper. Res. 39:654-665,
// eq. 2).
func PeriodicSS(s, upTo int, mean float64, c StockCosts) float64 {
	require(s < upTo && mean > 0, "(s, S) policy")
	n := distuv.Poisson{Lambda: mean}
	// visits[j]: expected periods of an order cycle that begin at position upTo-j.
	visits := make([]float64, upTo-s)
	p0 := n.Prob(0)
	cost, periods := c.Order, 0.0
	for j := range visits {
		if j == 0 {
			visits[0] = 1 / (1 - p0)
		} else {
			for i := 1; i <= j; i++ {
				visits[j] += n.Prob(float64(i)) * visits[j-i]
			}
			visits[j] /= 1 - p0
		}
		cost += visits[j] * periodCost(n, upTo-j, c)
		periods += visits[j]
	}
	return cost / periods
}

// FiniteSS is the terminating (s, S) model of Koenig & Law (1985, Commun. Statist. B 14:719-734):
// start at UpTo; in each period order up to UpTo at once if the stock is below S, at 32 plus 3 per
// unit; then Poisson(25) demand; then 1 per unit on hand, 5 per unit owed.
type FiniteSS struct {
	S, UpTo, Periods int
}

// Cost returns the expected cost per period, by following the distribution of the stock.
func (m FiniteSS) Cost() float64 {
	require(m.S <= m.UpTo && m.Periods > 0, "(s, S) policy")
	const order, unit, demand, most = 32.0, 3.0, 25.0, 120
	n := distuv.Poisson{Lambda: demand}
	prices := StockCosts{Holding: 1, Shortage: 5}
	low := min(m.S, 0) - most
	p := make([]float64, m.UpTo-low+1) // p[i]: probability of stock low+i
	p[m.UpTo-low] = 1
	cost := 0.0
	for range m.Periods {
		next := make([]float64, len(p))
		for i, q := range p {
			if q == 0 {
				continue
			}
			stock := low + i
			if stock < m.S {
				cost += q * (order + unit*float64(m.UpTo-stock))
				stock = m.UpTo
			}
			cost += q * periodCost(n, stock, prices)
			for d := 0; d <= most && stock-d >= low; d++ {
				next[stock-d-low] += q * n.Prob(float64(d))
			}
		}
		p = next
	}
	return cost / float64(m.Periods)
}

// NormalReorderPoint returns the mean cost per unit of time of a continuous (r, q) policy with
// normal lead-time demand, continuous quantities and backorders: (K rate + integral from r to r+q
// of the cost rate at position y) / q (Zipkin 2000, Foundations of Inventory Management, section
// 6.2.2; the integrals of the loss function are closed).
func NormalReorderPoint(r, q float64, d LeadDemand, c StockCosts) float64 {
	require(q > 0 && d.SD > 0, "(r, q) policy")
	short := (d.secondLoss(r) - d.secondLoss(r+q)) / q // mean backorders
	onHand := r + q/2 - d.Mean + short
	return c.Order*d.Rate/q + c.Holding*onHand + c.Shortage*short
}

// LeadDemand is normal demand over a lead time.
type LeadDemand struct {
	Rate     float64 // mean demand per unit of time
	Mean, SD float64 // of the demand over the lead time
}

// secondLoss returns E[((D-y)+)^2]/2.
func (d LeadDemand) secondLoss(y float64) float64 {
	z := (y - d.Mean) / d.SD
	n := distuv.UnitNormal
	return d.SD * d.SD / 2 * ((z*z+1)*n.Survival(z) - z*n.Prob(z))
}
