package ledger

import "fbasim/sim/money"

// cash is the seller's bank account in the report currency, counted from zero.
type cash struct {
	now, trough money.Amount
	overdrawn   bool
	recovered   int64 // tick of the last return to zero or above
}

func (c *cash) move(p *Posting, v money.Amount) {
	if p.To == Bank {
		c.now += v
	}
	if p.From == Bank {
		c.now -= v
	}
	c.trough = min(c.trough, c.now)
	if c.overdrawn && c.now >= 0 {
		c.recovered = p.Tick
	}
	c.overdrawn = c.now < 0
}

// Cash returns the bank balance and its lowest point so far, both in the report
// currency and counted from zero.
func (b *Book) Cash() (now, trough money.Amount) { return b.cash.now, b.cash.trough }

// Payback returns the tick since which cash has been at zero or above, 0 where
// it never was below, and false while it is below.
func (b *Book) Payback() (tick int64, ok bool) { return b.cash.recovered, !b.cash.overdrawn }
