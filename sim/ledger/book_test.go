package ledger

import (
	"strings"
	"testing"

	"fbasim/sim/market"
	"fbasim/sim/money"
)

// canada is a book in USD with a Canadian dollar at 0.75.
func canada() *Book {
	b := &Book{}
	b.Reset(money.USD, 2, nil)
	b.SetRate(money.CAD, 750_000_000)
	return b
}

func sale(sku int32, amount money.Amount) *Posting {
	return &Posting{SKU: sku, Market: market.CA, Line: Revenue, From: Buyers, To: Balance,
		Amount: amount * money.Unit, Currency: money.CAD}
}

func fee(sku int32, amount money.Amount) *Posting {
	return &Posting{SKU: sku, Market: market.CA, Line: Fee(market.Fulfillment), From: Balance, To: Amazon,
		Amount: amount * money.Unit, Currency: money.CAD, Card: 7, Mark: Assumed}
}

func TestProfitIsValuedAtTheRateOfItsDay(t *testing.T) {
	b := canada()
	b.Earn(sale(0, 40))
	b.SetRate(money.CAD, 800_000_000)
	b.Pay(fee(0, 10))
	if got, want := b.Market(market.CA), (30-8)*money.Unit; got != want {
		t.Errorf("profit %v, want %v", got, want)
	}
	if got, want := b.Native(Revenue, market.CA), 40*money.Unit; got != want {
		t.Errorf("revenue %v CAD, want %v", got, want)
	}
	parts := b.SKU(0)
	if parts[market.CA][Sales] != 30*money.Unit || parts[market.CA][FulfillmentFees] != -8*money.Unit || parts.Profit(market.CA) != 22*money.Unit {
		t.Errorf("parts %v", parts[market.CA])
	}
	if card, mark := b.Card(Fee(market.Fulfillment), market.CA); card != 7 || mark != Assumed {
		t.Errorf("card %d mark %d", card, mark)
	}
}

func TestSettlementBooksWhatTheRateDidMeanwhile(t *testing.T) {
	b := canada()
	b.Earn(sale(0, 40)) // worth 30
	b.Earn(sale(1, 100))
	b.Pay(fee(1, 120)) // SKU 1 owes 20, worth -15
	b.SetRate(money.CAD, 800_000_000)
	b.Settle(100, market.CA)
	if got, want := b.Line(FXDifference, market.CA), 1*money.Unit; got != want {
		t.Errorf("difference %v, want 20 CAD x 0.05", got)
	}
	if x, y := b.SKU(0).Profit(market.CA), b.SKU(1).Profit(market.CA); x != 32*money.Unit || y != -16*money.Unit {
		t.Errorf("SKUs earned %v and %v, want 40 and -20 CAD at 0.80", x, y)
	}
	if cash, _ := b.Cash(); cash != 16*money.Unit || b.Held(Balance, money.CAD) != 0 {
		t.Errorf("cash %v, balance %v", cash, b.Held(Balance, money.CAD))
	}
	if err := b.Check(); err != nil {
		t.Error(err)
	}
	b.Settle(200, market.CA)
	if got := b.Line(FXDifference, market.CA); got != money.Unit {
		t.Errorf("an empty balance made a difference: %v", got)
	}
}

func TestARateThatStaysBooksNoDifference(t *testing.T) {
	b := canada()
	b.SetRate(money.CAD, 731_234_567)
	b.Settle(0, market.CA)
	for range 1000 { // each of them rounds
		b.Earn(&Posting{SKU: 0, Market: market.CA, Line: Revenue, From: Buyers, To: Balance, Amount: 33_333_333, Currency: money.CAD})
	}
	b.SetRate(money.CAD, 731_234_567)
	b.Settle(5, market.CA)
	if got := b.Line(FXDifference, market.CA); got != 0 {
		t.Errorf("difference %v", got)
	}
}

func TestANegativeBalanceIsCollected(t *testing.T) {
	b := canada()
	b.Pay(fee(-1, 20))
	if got := b.HeldOf(-1, money.CAD); got != -20*money.Unit {
		t.Errorf("no SKU holds %v", got)
	}
	b.Settle(50, market.CA)
	if cash, trough := b.Cash(); cash != -15*money.Unit || trough != cash {
		t.Errorf("cash %v, trough %v", cash, trough)
	}
	if _, ok := b.Payback(); ok {
		t.Error("overdrawn and paid back")
	}
	b.Earn(sale(0, 20))
	b.Settle(70, market.CA)
	if tick, ok := b.Payback(); !ok || tick != 70 {
		t.Errorf("paid back at %d (%v), want 70", tick, ok)
	}
	if err := b.Check(); err != nil {
		t.Error(err)
	}
}

func TestClearingStatisticsKeepsBalances(t *testing.T) {
	b := canada()
	b.Earn(sale(0, 40))
	b.Pay(fee(0, 10))
	b.Move(&Posting{SKU: 0, Market: market.US, From: Bank, To: Inventory, Amount: 5 * money.Unit, Currency: money.USD})
	b.ClearStatistics()
	cash, trough := b.Cash()
	card, mark := b.Card(Fee(market.Fulfillment), market.CA)
	if b.Market(market.CA) != 0 || b.SKU(0).Profit(market.CA) != 0 || b.Native(Revenue, market.CA) != 0 || cash != 0 ||
		trough != 0 || card != 0 || mark != 0 {
		t.Error("something was not cleared")
	}
	if b.Held(Balance, money.CAD) != 30*money.Unit || b.Held(Inventory, money.USD) != 5*money.Unit || b.HeldOf(0, money.CAD) != 30*money.Unit {
		t.Error("a balance was lost")
	}
}

func TestCheckFindsWhatStaysOpen(t *testing.T) {
	for _, p := range []Party{Balance, Deposits, TaxClaims} {
		b := canada()
		b.Move(&Posting{SKU: -1, Market: market.CA, From: Buyers, To: p, Amount: 1, Currency: money.CAD})
		if err := b.Check(); err == nil || !strings.Contains(err.Error(), p.String()) {
			t.Errorf("%v holds money and Check says %v", p, err)
		}
	}
	b := canada()
	b.balances[Bank][money.USD]++ // as if money had been made up
	if err := b.Check(); err == nil {
		t.Error("money out of nothing passed")
	}
}

func TestANegativeAmountIsAProgrammersError(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a negative posting was booked")
		}
	}()
	canada().Move(&Posting{SKU: -1, From: Bank, To: Amazon, Amount: -1, Currency: money.USD})
}

func TestEveryLineHasANameAndAGroup(t *testing.T) {
	names := map[string]Line{}
	groups := [GroupCount]int{}
	for l := Line(0); l < LineCount; l++ {
		name := l.String()
		if other, twice := names[name]; twice || name == "" {
			t.Errorf("line %d is called %q like %d", l, name, other)
		}
		names[name] = l
		if k, isFee := l.FeeKind(); isFee != (l < Revenue) || isFee && Fee(k) != l {
			t.Errorf("%v: fee kind %v %v", l, k, isFee)
		}
		groups[l.Group()]++
	}
	for g := range groups {
		if groups[g] == 0 || Group(g).String() == "" {
			t.Errorf("group %d is empty or nameless", g)
		}
	}
	for p := Party(0); p < PartyCount; p++ {
		if p.String() == "" {
			t.Errorf("party %d has no name", p)
		}
	}
}

// tape keeps what was recorded.
type tape []Posting

func (t *tape) Record(p Posting) { *t = append(*t, p) }

func TestTheRecorderHearsEveryPostingWithItsValue(t *testing.T) {
	rec := &tape{}
	b := &Book{}
	b.Reset(money.USD, 1, rec)
	b.SetRate(money.CAD, 750_000_000)
	b.Earn(sale(0, 40))
	b.Pay(fee(0, 10))
	b.SetRate(money.CAD, 700_000_000)
	b.Settle(9, market.CA)
	var sum money.Amount
	for _, p := range *rec {
		sum += p.Value
	}
	// Sale, fee, difference, into the exchange, out of it.
	if len(*rec) != 5 || sum != b.Market(market.CA) || sum != 21*money.Unit {
		t.Errorf("%d postings of %v, profit %v", len(*rec), sum, b.Market(market.CA))
	}
}
