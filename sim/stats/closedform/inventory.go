package closedform

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Stock describes an inventory with backorders in steady state.
type Stock struct {
	Fill       float64 // share of demand met at once
	OnHand     float64 // mean units on hand
	Backorders float64 // mean units owed
}

// BaseStock returns the one-for-one policy with base stock s under unit Poisson demand, backorders
// and independent lead times of any law, which may cross: on order is Poisson with mean load =
// demand rate x mean lead time (Palm 1938; Feeney & Sherbrooke 1966, Mgmt Sci. 12:391-411).
func BaseStock(load float64, s int) Stock {
	require(load > 0 && s >= 0, "load or base stock")
	n := distuv.Poisson{Lambda: load}
	b := poissonLoss(n, s)
	st := Stock{OnHand: float64(s) - load + b, Backorders: b}
	if s > 0 {
		st.Fill = n.CDF(float64(s - 1))
	}
	return st
}

// poissonLoss returns E[(N-x)+].
func poissonLoss(n distuv.Poisson, x int) float64 {
	if x <= 0 {
		return n.Lambda - float64(x)
	}
	// lambda P(N >= x) - x P(N >= x+1), with tails summed to keep precision.
	upper, p := 0.0, 0.0
	for k := x + 1; ; k++ {
		p = n.Prob(float64(k))
		upper += p * float64(k-x)
		if float64(k) > n.Lambda && p*float64(k-x) < 1e-18*(1+upper) {
			return upper
		}
	}
}

// ReorderPoint is a continuous-review (r, Q) policy: order Q when the inventory position falls to
// R.
type ReorderPoint struct {
	Rate float64 // unit Poisson demand per unit of time
	Lead float64 // fixed lead time
	R, Q int
}

// Stock returns the steady state (Hadley & Whitin 1963, Analysis of Inventory Systems, chapter 4):
// the position is uniform on R+1..R+Q, the net inventory a lead time later is position minus
// lead-time demand.
func (p ReorderPoint) Stock() Stock {
	require(p.Rate > 0 && p.Lead > 0 && p.Q >= 1 && p.R+1 > 0, "(r, Q) policy")
	var st Stock
	for y := p.R + 1; y <= p.R+p.Q; y++ {
		at := BaseStock(p.Rate*p.Lead, y)
		st.Fill += at.Fill / float64(p.Q)
		st.OnHand += at.OnHand / float64(p.Q)
		st.Backorders += at.Backorders / float64(p.Q)
	}
	return st
}

// Wait returns the mean time a unit of demand waits, zeros included.
func (p ReorderPoint) Wait() float64 { return p.Stock().Backorders / p.Rate }

// OrderRate returns the orders placed per unit of time.
func (p ReorderPoint) OrderRate() float64 { return p.Rate / float64(p.Q) }

// StockCosts are the prices of an inventory model.
type StockCosts struct {
	Order    float64 // per order placed
	Holding  float64 // per unit on hand and unit of time (or period end)
	Shortage float64 // per unit owed and unit of time (or period end)
}

// Cost returns the mean cost per unit of time.
func (p ReorderPoint) Cost(c StockCosts) float64 {
	st := p.Stock()
	return c.Order*p.OrderRate() + c.Holding*st.OnHand + c.Shortage*st.Backorders
}

// EOQ returns the order quantity that minimizes order and holding cost per unit of time at constant
// demand, and that cost (Harris 1913).
func EOQ(rate, order, holding float64) (quantity, cost float64) {
	require(rate > 0 && order > 0 && holding > 0, "EOQ parameter")
	return math.Sqrt(2 * order * rate / holding), math.Sqrt(2 * order * rate * holding)
}

// NewsvendorPoisson returns the base stock that minimizes the expected cost of one period with
// Poisson demand, holding on leftovers and shortage on unmet demand, and that cost.
func NewsvendorPoisson(mean float64, c StockCosts) (s int, cost float64) {
	require(mean > 0 && c.Holding > 0 && c.Shortage > 0, "newsvendor parameter")
	n := distuv.Poisson{Lambda: mean}
	for n.CDF(float64(s)) < c.Shortage/(c.Shortage+c.Holding) {
		s++
	}
	return s, periodCost(n, s, c)
}

func periodCost(n distuv.Poisson, s int, c StockCosts) float64 {
	short := poissonLoss(n, s)
	return c.Holding*(float64(s)-n.Lambda+short) + c.Shortage*short
}

// NewsvendorNormal returns the expected cost of one period with base stock s and normal demand.
func NewsvendorNormal(mean, sd, s float64, c StockCosts) float64 {
	require(sd > 0, "standard deviation")
	z := (s - mean) / sd
	short := sd * (distuv.UnitNormal.Prob(z) - z*distuv.UnitNormal.Survival(z))
	return c.Holding*(s-mean+short) + c.Shortage*short
}
