package des

import (
	"math"
	"testing"
)

// The (s, S) inventory of BenchmarkInventory. Whoever writes it for another engine writes this:
//
//   - The unit of time is a day. Here it has three million ticks, and gaps are rounded down to one.
//   - Customers come in a Poisson process of 3 a day: exponential gaps of mean 1/3 day. The first
//     comes after one gap.
//   - A customer wants 1, 2, 3 or 4 items with probability 0.17, 0.33, 0.33, 0.17. One uniform u
//     decides: 1 if u < 0.17, else 2 if u < 0.50, else 3 if u < 0.83, else 4.
//   - At the start 70 items are on hand, none are owed and none are on order.
//   - A customer takes what he wants from the stock at once. What is not there is owed to him
//     (backordered, never lost): the level, stock minus owed, becomes negative.
//   - Review is continuous: after every customer, if the position (level + on order) is at or below
//     s = 20, up to S = 70 is ordered, that is 70 - position items. One order costs 32 and 3 for
//     each item. Several orders may be under way.
//   - An order arrives exactly 2 days later, as a whole, and first serves what is owed. If an
//     arrival and a customer fall on the same instant the arrival goes first.
//   - Order of draws at a customer: the size, then the gap to the next one.
//   - Collected: the time-weighted mean of the stock on hand max(level, 0) and of the items owed
//     max(-level, 0); the number of items that were not there when wanted; the number of orders and
//     their cost.
//   - The run ends with customer number n, after his review. One operation is one customer.
//
// The truth, for any implementation (TestBenchmarkInventoryAgreesWithTheory): 31.0237 on hand
// and 0.0642 owed on average, and an order for every 20.3744 customers.
const (
	day       = 3_000_000 // ticks
	daysGap   = day / 3
	leadTime  = 2 * day
	reorderAt = 20
	orderUpTo = 70
)

// shelf is the inventory without an engine.
type shelf struct {
	*draws
	left     int // customers still to come
	level    int64
	onOrder  int64
	onHand   Level
	owed     Level
	short    int64
	orders   int64
	cost     int64
	arriving [8]int64 // ring of the sizes of the orders under way
	first    int64    // number of the next order to arrive
}

func newShelf(customers int) *shelf {
	return &shelf{draws: newDraws(), left: customers, level: orderUpTo,
		onHand: NewLevel(0, orderUpTo)}
}

// size draws what a customer wants.
func (s *shelf) size() int64 {
	switch u := s.Next(); {
	case u < 0.17:
		return 1
	case u < 0.50:
		return 2
	case u < 0.83:
		return 3
	}
	return 4
}

func (s *shelf) change(now Time, items int64) {
	s.level += items
	s.onHand.Set(now, max(s.level, 0))
	s.owed.Set(now, max(-s.level, 0))
}

// sell serves a customer and reports whether an order goes out.
func (s *shelf) sell(now Time) bool {
	s.left--
	n := s.size()
	s.short += max(0, n-max(s.level, 0))
	s.change(now, -n)
	position := s.level + s.onOrder
	if position > reorderAt {
		return false
	}
	n = orderUpTo - position
	s.arriving[s.orders%int64(len(s.arriving))] = n
	s.onOrder += n
	s.orders++
	s.cost += 32 + 3*n
	return true
}

// receive books the arrival of the oldest order.
func (s *shelf) receive(now Time) {
	n := s.arriving[s.first%int64(len(s.arriving))]
	s.first++
	s.onOrder -= n
	s.change(now, n)
}

const (
	receipt  Kind = 0
	customer Kind = 1
)

// inventory is the shelf on the engine.
type inventory struct {
	*shelf
	*Engine[inventory]
}

func newInventory(customers int) *inventory {
	v := &inventory{shelf: newShelf(customers)}
	v.Engine = New(v, []Handler[inventory]{
		receipt: (*inventory).onReceipt, customer: (*inventory).onCustomer})
	v.At(v.exp(daysGap), 1, Event{Kind: customer})
	return v
}

func (v *inventory) onReceipt(Event) { v.receive(v.Now()) }

func (v *inventory) onCustomer(Event) {
	now := v.Now()
	if v.sell(now) {
		v.At(now+leadTime, 0, Event{Kind: receipt})
	}
	if v.left == 0 {
		v.Stop()
		return
	}
	v.At(now+v.exp(daysGap), 1, Event{Kind: customer})
}

// inventoryOnClosures runs the shelf on closures and container/heap.
func inventoryOnClosures(s *shelf) {
	e := &closureEngine{}
	var sell, receive func()
	receive = func() { s.receive(e.now) }
	sell = func() {
		if s.sell(e.now) {
			e.at(e.now+leadTime, 0, func() { receive() })
		}
		e.at(e.now+s.exp(daysGap), 1, func() { sell() })
	}
	e.at(s.exp(daysGap), 1, sell)
	for s.left > 0 {
		e.step()
	}
}

// inventoryOnHeap runs the shelf on the typed binary heap.
func inventoryOnHeap(s *shelf) {
	e := &heapEngine{}
	e.at(s.exp(daysGap), 1, Event{Kind: customer})
	for s.left > 0 {
		ev, _ := e.pop()
		switch ev.Kind {
		case receipt:
			s.receive(e.now)
		case customer:
			if s.sell(e.now) {
				e.at(e.now+leadTime, 0, Event{Kind: receipt})
			}
			e.at(e.now+s.exp(daysGap), 1, Event{Kind: customer})
		}
	}
}

// BenchmarkInventory is the second common model: (s, S) inventory. One operation is one customer.
func BenchmarkInventory(b *testing.B) {
	b.Run("engine", func(b *testing.B) {
		b.ReportAllocs()
		v := newInventory(b.N)
		b.ResetTimer()
		v.Run()
	})
	b.Run("closures", func(b *testing.B) {
		b.ReportAllocs()
		inventoryOnClosures(newShelf(b.N))
	})
	b.Run("heap", func(b *testing.B) {
		b.ReportAllocs()
		inventoryOnHeap(newShelf(b.N))
	})
}

func TestBenchmarkInventoryIsTheSameOnAllEngines(t *testing.T) {
	const customers = 30_000
	v := newInventory(customers)
	v.Run()
	want := *v.shelf
	closures, heap := newShelf(customers), newShelf(customers)
	inventoryOnClosures(closures)
	inventoryOnHeap(heap)
	for name, s := range map[string]*shelf{"closures": closures, "heap": heap} {
		if s.onHand != want.onHand || s.owed != want.owed || s.short != want.short ||
			s.orders != want.orders || s.cost != want.cost {
			t.Errorf("%s: on hand %v, owed %v, %d orders; engine %v, %v, %d", name,
				s.onHand.Mean(), s.owed.Mean(), s.orders,
				want.onHand.Mean(), want.owed.Mean(), want.orders)
		}
	}
}

// inventoryTruth computes the means by renewal theory. The position, seen at any time, is S - j
// with a probability in proportion to the expected visits of the demand since the last order to j,
// and the level is the position a lead time ago minus the demand since, independent of it.
func inventoryTruth() (onHand, owed, customersPerOrder float64) {
	sizes := []float64{0, 0.17, 0.33, 0.33, 0.17}
	visits := [orderUpTo - reorderAt]float64{1}
	for j := range visits {
		for n := 1; n < len(sizes) && n <= j; n++ {
			visits[j] += sizes[n] * visits[j-n]
		}
		customersPerOrder += visits[j]
	}
	const most, mean = 400, 6. // demand in a lead time: Panjer's recursion for compound Poisson
	demand := [most]float64{math.Exp(-mean)}
	for d := 1; d < most; d++ {
		for n := 1; n < len(sizes) && n <= d; n++ {
			demand[d] += mean / float64(d) * float64(n) * sizes[n] * demand[d-n]
		}
	}
	for j, v := range visits {
		for d, p := range demand {
			level, p := float64(orderUpTo-j-d), p*v/customersPerOrder
			onHand += p * max(level, 0)
			owed += p * max(-level, 0)
		}
	}
	return onHand, owed, customersPerOrder
}

func TestBenchmarkInventoryAgreesWithTheory(t *testing.T) {
	onHand, owed, per := inventoryTruth()
	const customers = 2_000_000
	v := newInventory(customers)
	v.Run()
	for name, q := range map[string][3]float64{ // got, want, tolerance: 4 standard errors or more
		"on hand":             {v.onHand.Mean(), onHand, 0.06},
		"owed":                {v.owed.Mean(), owed, 0.006},
		"customers per order": {customers / float64(v.orders), per, 0.05},
	} {
		t.Logf("%s: %.4f, theory %.4f", name, q[0], q[1])
		if math.Abs(q[0]-q[1]) > q[2] {
			t.Errorf("%s: %.4f, theory %.4f", name, q[0], q[1])
		}
	}
}
