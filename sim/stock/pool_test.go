package stock

import (
	"testing"

	"fbasim/sim/money"
	"pgregory.net/rapid"
)

func TestUnitsLeaveInTheOrderTheyCame(t *testing.T) {
	var p Pool
	p.Reset(0)
	p.Open(0, Lot{Units: 1, Cost: Cost{Goods: 1}})
	p.Receive(5, Lot{Units: 2, Received: 5, Cost: Cost{Goods: 2, Freight: 1}})
	p.Restock(6, Cost{Goods: 9})
	for i, want := range []money.Amount{1, 3, 3, 9} {
		c, ok := p.Reserve(10)
		if !ok || c.Total() != want {
			t.Errorf("unit %d costs %v (%v), want %v", i, c.Total(), ok, want)
		}
	}
	if _, ok := p.Reserve(10); ok {
		t.Error("an empty pool reserved a unit")
	}
}

func TestStorageCountsUnitsUntilTheyShip(t *testing.T) {
	var p Pool
	p.Reset(100)
	p.Open(100, Lot{Units: 3})
	c, _ := p.Reserve(110)
	p.Ship(130, c)
	if got := p.OnHandTicks(150); got != 3*30+2*20 {
		t.Errorf("unit-ticks %d, want 130", got)
	}
	if got := p.StockoutTicks(150); got != 0 {
		t.Errorf("stock-out ticks %d, want 0", got)
	}
	p.Reserve(150)
	p.Reserve(150)
	if got := p.StockoutTicks(170); got != 20 {
		t.Errorf("stock-out ticks %d, want 20", got)
	}
}

func TestUnitsAreConservedUnderAnyMoves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p Pool
		p.Reset(0)
		var promised []Cost
		value := money.Amount(0)
		for now := int64(1); now < 200; now++ {
			switch rapid.IntRange(0, 6).Draw(t, "move") {
			case 0:
				lot := Lot{Units: rapid.Int64Range(0, 5).Draw(t, "units"), Received: now, Cost: Cost{Goods: money.Amount(now)}}
				p.Receive(now, lot)
				value += money.Amount(lot.Units) * lot.Cost.Total()
			case 1, 2:
				if c, ok := p.Reserve(now); ok {
					promised = append(promised, c)
				}
			case 3:
				if len(promised) > 0 {
					p.Ship(now, promised[0])
					value -= promised[0].Total()
					promised = promised[1:]
				}
			case 4:
				if len(promised) > 0 {
					p.Release(now, promised[0])
					promised = promised[1:]
				}
			case 5:
				p.Restock(now, Cost{Goods: 3})
				value += 3
			case 6:
				p.Discard()
				p.RemoveUnsellable()
			}
			if err := p.Check(); err != nil {
				t.Fatal(err)
			}
			if p.Value() != value {
				t.Fatalf("value %d, want %d", p.Value(), value)
			}
		}
	})
}

func TestTheShelfCountsWhatCanBeSold(t *testing.T) {
	var p Pool
	p.Reset(0)
	p.Open(0, Lot{Units: 3})
	c, _ := p.Reserve(10)
	p.Ship(50, c)
	if got := p.ShelfTicks(100); got != 3*10+2*90 {
		t.Errorf("shelf %d unit-ticks, want 210: a promised unit cannot be sold", got)
	}
	if got := p.OnHandTicks(100); got != 3*50+2*50 {
		t.Errorf("on hand %d unit-ticks, want 250: it is stored until it ships", got)
	}
}

func TestAnEmptyShelfIsAStockOutOnlyWhereItIsNeeded(t *testing.T) {
	var p Pool
	p.Reset(0)
	p.Need(10, false)
	p.Receive(20, Lot{Units: 1, Received: 20})
	p.Reserve(30)
	p.Need(40, true)
	p.Need(45, true)
	p.Receive(60, Lot{Units: 1, Received: 60})
	p.Need(70, false)
	p.Reserve(80)
	if got := p.StockoutTicks(100); got != 10+20 {
		t.Errorf("stock-out %d ticks, want 30: from 0 to 10 and from 40 to 60", got)
	}
}
