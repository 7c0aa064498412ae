package closedform

import (
	"cmp"
	"math"
	"slices"
)

// PriceBreak is a unit price that holds from a quantity on.
type PriceBreak struct {
	From, Price float64
}

// Discounted is the best order under quantity discounts.
type Discounted struct {
	Quantity float64
	Region   int     // index of the price break
	Cost     float64 // purchases, orders and holding per unit of time
}

// EOQDiscount returns the cheapest order quantity at constant demand if all units of an order cost
// the price of the highest break it reaches, and holding a unit costs a share of its price per unit
// of time (Hadley & Whitin 1963, Analysis of Inventory Systems, section 2-11). The breaks ascend in
// quantity; the first is from 0.
func EOQDiscount(rate, order, holdingShare float64, breaks []PriceBreak) Discounted {
	requireBreaks(breaks)
	best := Discounted{Cost: math.Inf(1)}
	for i, b := range breaks {
		q, _ := EOQ(rate, order, holdingShare*b.Price)
		q = max(q, b.From)
		if i+1 < len(breaks) && q >= breaks[i+1].From {
			continue // the next price applies, and it has its own best quantity
		}
		cost := b.Price*rate + order*rate/q + holdingShare*b.Price*q/2
		if cost < best.Cost {
			best = Discounted{q, i, cost}
		}
	}
	return best
}

// EOQIncremental is EOQDiscount if each price holds only for the units of an order from its break
// on (Hadley & Whitin 1963, section 2-12): an order then pays a fixed amount beyond the price of its
// last units, which adds to the cost of ordering.
func EOQIncremental(rate, order, holdingShare float64, breaks []PriceBreak) Discounted {
	requireBreaks(breaks)
	best, extra := Discounted{Cost: math.Inf(1)}, 0.0
	for i, b := range breaks {
		if i > 0 {
			extra += (breaks[i-1].Price - b.Price) * b.From
		}
		q, cost := EOQ(rate, order+extra, holdingShare*b.Price)
		if q < b.From || i+1 < len(breaks) && q > breaks[i+1].From {
			continue // never the best of all
		}
		if cost += b.Price*rate + holdingShare*extra/2; cost < best.Cost {
			best = Discounted{q, i, cost}
		}
	}
	return best
}

func requireBreaks(breaks []PriceBreak) {
	require(len(breaks) > 0 && breaks[0].From == 0 && slices.IsSortedFunc(breaks, func(a, b PriceBreak) int {
		return cmp.Compare(a.From, b.From)
	}), "price breaks")
}
