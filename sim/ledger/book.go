package ledger

import (
	"fmt"

	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Posting is one movement of money.
type Posting struct {
	Tick     int64 // when, in seconds of package civil
	SKU      int32 // index into the configuration, -1 where no SKU is concerned
	Order    int64 // order serial of the recorder, 0 where no order is concerned
	Market   market.Marketplace
	Program  market.Program // of the order, none where no order is concerned
	Line     Line
	From, To Party
	Amount   money.Amount // never negative
	Currency money.Currency
	Value    money.Amount // effect on profit in the report currency
	Card     uint16       // reference of the rate card, 0 where no card priced it
	Mark     Mark         // how sure the amount is
}

// Mark says how sure an amount is; the marks of a sum add up.
type Mark uint8

// The marks of an amount priced by a card.
const (
	Assumed   Mark = 1 << iota // the card stands in for a missing one
	Estimated                  // the figure is an estimate
	Carried                    // the source was read before the day it is used for
)

// Recorder receives every posting; it is nil in replications nobody looks at.
type Recorder interface{ Record(p Posting) }

// Book holds the balances and profit lines of one replication. Reset it before
// use; it allocates nothing afterwards.
type Book struct {
	report   money.Currency
	rates    [money.CurrencyCount]money.Rate
	balances [PartyCount][money.CurrencyCount]money.Amount
	lines    [LineCount][market.MarketplaceCount]money.Amount
	native   [LineCount][market.MarketplaceCount]money.Amount
	cards    [LineCount][market.MarketplaceCount]uint16
	marks    [LineCount][market.MarketplaceCount]Mark
	carded   [LineCount][market.MarketplaceCount]int64 // ticks of cards
	bySKU    []Parts
	open     []open // part of Balance by SKU, the last for none
	moved    [money.CurrencyCount]bool
	cash     cash
	recorder Recorder
}

// open is what waits in the seller's balance for the next settlement, in the
// currency earned and in what it was worth when it was earned.
type open struct {
	held, worth [money.CurrencyCount]money.Amount
}

// Reset empties the book for a number of SKUs; SetRate then gives the exchange
// rates of the currencies in use.
func (b *Book) Reset(report money.Currency, skus int, recorder Recorder) {
	*b = Book{
		report: report, recorder: recorder,
		bySKU: emptied(b.bySKU, skus), open: emptied(b.open, skus+1),
		cash: cash{waiting: b.cash.waiting[:0]},
	}
	b.rates[report] = money.One
}

func emptied[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// Earn books an amount that the seller receives from a party on a line, into
// account to (Bank, Balance or Inventory).
func (b *Book) Earn(p *Posting) {
	p.Value = p.Amount.Times(b.rates[p.Currency])
	b.post(p)
}

// Pay books an amount that the seller pays to a party on a line, out of account
// From (Bank, Balance or Inventory).
func (b *Book) Pay(p *Posting) {
	p.Value = -p.Amount.Times(b.rates[p.Currency])
	b.post(p)
}

// Move books an amount that changes no profit: a purchase into inventory, a
// settlement, money that a carrier passes on. Its line only names the memo.
func (b *Book) Move(p *Posting) {
	p.Value = 0
	b.post(p)
}

func (b *Book) post(p *Posting) {
	if p.Amount < 0 {
		panic(fmt.Sprintf("ledger: negative amount %v on %v", p.Amount, p.Line))
	}
	b.balances[p.From][p.Currency] -= p.Amount
	b.balances[p.To][p.Currency] += p.Amount
	if p.Value != 0 {
		b.enter(p)
	}
	if p.From == Bank || p.To == Bank {
		b.cash.move(p, p.Amount.Times(b.rates[p.Currency]))
	}
	if p.From == Balance || p.To == Balance {
		b.wait(p)
	}
	if b.recorder != nil {
		b.recorder.Record(*p)
	}
}

// enter adds a posting's value to its line.
func (b *Book) enter(p *Posting) {
	if p.Card != 0 {
		b.price(p)
	}
	b.lines[p.Line][p.Market] += p.Value
	if p.Value > 0 {
		b.native[p.Line][p.Market] += p.Amount
	} else {
		b.native[p.Line][p.Market] -= p.Amount
	}
	if p.SKU >= 0 {
		b.bySKU[p.SKU][p.Market][p.Line.Group()] += p.Value
	}
}

// price notes the card of a posting: the latest counts, and of those of one instant
// the one with the highest reference, so that the order of postings does not matter.
func (b *Book) price(p *Posting) {
	b.marks[p.Line][p.Market] |= p.Mark
	card, tick := &b.cards[p.Line][p.Market], &b.carded[p.Line][p.Market]
	if p.Tick > *tick || p.Tick == *tick && p.Card > *card {
		*card, *tick = p.Card, p.Tick
	}
}

// ClearStatistics forgets the profit booked and the cash counted so far, at the
// end of a warm-up; balances stay.
func (b *Book) ClearStatistics() {
	b.lines = [LineCount][market.MarketplaceCount]money.Amount{}
	b.native = b.lines
	b.cards = [LineCount][market.MarketplaceCount]uint16{}
	b.marks = [LineCount][market.MarketplaceCount]Mark{}
	b.carded = [LineCount][market.MarketplaceCount]int64{}
	b.cash = cash{waiting: b.cash.waiting[:0]}
	clear(b.bySKU)
}

// Line returns the profit effect of a line in a marketplace, in the report
// currency: negative for costs.
func (b *Book) Line(l Line, m market.Marketplace) money.Amount { return b.lines[l][m] }

// Native returns the same sum in the currencies the postings were made in; it
// is meaningful where a line and marketplace use one currency.
func (b *Book) Native(l Line, m market.Marketplace) money.Amount { return b.native[l][m] }

// Card returns the card that last priced a line in a marketplace, 0 for none, and
// the marks of all its amounts.
func (b *Book) Card(l Line, m market.Marketplace) (card uint16, mark Mark) {
	return b.cards[l][m], b.marks[l][m]
}

// Market returns the profit of a marketplace in the report currency.
func (b *Book) Market(m market.Marketplace) money.Amount {
	var sum money.Amount
	for l := range b.lines {
		sum += b.lines[l][m]
	}
	return sum
}

// Parts is the profit of a SKU by marketplace and group of lines.
type Parts [market.MarketplaceCount][GroupCount]money.Amount

// Profit returns the profit in a marketplace.
func (p *Parts) Profit(m market.Marketplace) (sum money.Amount) {
	for _, v := range p[m] {
		sum += v
	}
	return sum
}

// SKU returns the profit of a SKU in the report currency; costs booked on no SKU
// are not in it.
func (b *Book) SKU(sku int) *Parts { return &b.bySKU[sku] }

// Held returns an account's balance.
func (b *Book) Held(p Party, c money.Currency) money.Amount { return b.balances[p][c] }

// Balanced proves that every currency sums to zero over all accounts (INV-05).
func (b *Book) Balanced() error {
	for c := money.USD; c < money.CurrencyCount; c++ {
		var sum money.Amount
		for p := range b.balances {
			sum += b.balances[p][c]
		}
		if sum != 0 {
			return fmt.Errorf("ledger: %v sums to %v over all accounts", c, sum)
		}
	}
	return nil
}

// Check proves that a drained replication left nothing open: every currency sums
// to zero over all accounts and the passing accounts are empty.
func (b *Book) Check() error {
	if err := b.Balanced(); err != nil {
		return err
	}
	for c := money.USD; c < money.CurrencyCount; c++ {
		for _, p := range passing {
			if b.balances[p][c] != 0 {
				return fmt.Errorf("ledger: account %v still holds %v %v", p, b.balances[p][c], c)
			}
		}
	}
	return nil
}
