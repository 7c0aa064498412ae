package stock

import "fbasim/sim/money"

// Cost is the landed cost of one unit by component, in the report currency's
// micro-units: what the goods cost, what bringing them in cost, and the duty and
// non-recoverable tax paid at the border.
type Cost struct{ Goods, Freight, Duty, Tax money.Amount }

// Total returns the landed cost of the unit.
func (c Cost) Total() money.Amount { return c.Goods + c.Freight + c.Duty + c.Tax }
