package ledger

import (
	"reflect"
	"testing"

	"fbasim/sim/market"
	"fbasim/sim/money"
)

type kept struct{ list []Posting }

func (k *kept) Record(p Posting) { k.list = append(k.list, p) }

func TestPayingAllPartsComesToTheSameAsPayingEach(t *testing.T) {
	rate, _ := money.RateFromFloat(0.7313)
	parts := []Part{
		{Amount: 1_234_567, Line: Fee(market.Referral), Card: 3, Mark: Assumed},
		{Amount: 5_430_001, Line: Fee(market.Fulfillment), Card: 9},
		{Amount: 7, Line: Fee(market.FuelSurcharge), Card: 2, Mark: Estimated},
	}
	book := func(r Recorder, pay func(b *Book, p *Posting)) *Book {
		b := &Book{}
		b.Reset(money.USD, 2, r)
		b.SetRate(money.CAD, rate)
		pay(b, &Posting{Tick: 5, SKU: 1, Market: market.CA, From: Balance, To: Amazon, Currency: money.CAD})
		return b
	}
	each := func(b *Book, p *Posting) {
		for _, part := range parts {
			p.Amount, p.Line, p.Card, p.Mark = part.Amount, part.Line, part.Card, part.Mark
			b.Pay(p)
		}
	}
	all := func(b *Book, p *Posting) { b.PayAll(p, parts) }
	if one, other := book(nil, each), book(nil, all); !reflect.DeepEqual(one, other) {
		t.Errorf("each\n%+v\nall\n%+v", one, other)
	}
	one, other := &kept{}, &kept{}
	book(one, each)
	if book(other, all); len(one.list) != len(parts) || !reflect.DeepEqual(one.list, other.list) {
		t.Errorf("recorded %+v for each, %+v for all", one.list, other.list)
	}
}
