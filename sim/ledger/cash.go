package ledger

import (
	"cmp"
	"slices"

	"fbasim/sim/money"
)

// cash is the seller's bank account in the report currency, counted from zero.
//
// Movements may come out of order between two calls of Book.CatchUp, when parts of a catalog are
// simulated one after the other. They are entered in the order of time; of those of one instant the
// payments come first, as nobody can count on a receipt of the same second.
type cash struct {
	now, trough money.Amount
	overdrawn   bool
	recovered   int64 // tick of the last return to zero or above
	waiting     []movement
}

type movement struct {
	tick   int64
	change money.Amount
}

func (c *cash) move(p *Posting, v money.Amount) {
	if p.From == Bank {
		v = -v
	}
	if p.From != p.To {
		c.waiting = append(c.waiting, movement{p.Tick, v})
	}
}

// catchUp enters the movements that wait.
func (c *cash) catchUp() {
	if len(c.waiting) > 1 {
		slices.SortFunc(c.waiting, func(a, b movement) int {
			return cmp.Or(cmp.Compare(a.tick, b.tick), cmp.Compare(a.change, b.change))
		})
	}
	for _, m := range c.waiting {
		c.now += m.change
		c.trough = min(c.trough, c.now)
		if c.overdrawn && c.now >= 0 {
			c.recovered = m.tick
		}
		c.overdrawn = c.now < 0
	}
	c.waiting = c.waiting[:0]
}

// CatchUp enters the cash movements so far. Until the next call movements may come in any order,
// but none that is earlier than those entered.
func (b *Book) CatchUp() {
	if len(b.cash.waiting) > 0 {
		b.cash.catchUp()
	}
}

// Cash returns the bank balance and its lowest point so far, both in the report
// currency and counted from zero.
func (b *Book) Cash() (now, trough money.Amount) {
	b.CatchUp()
	return b.cash.now, b.cash.trough
}

// Payback returns the tick since which cash has been at zero or above, 0 where
// it never was below, and false while it is below.
func (b *Book) Payback() (tick int64, ok bool) {
	b.CatchUp()
	return b.cash.recovered, !b.cash.overdrawn
}
