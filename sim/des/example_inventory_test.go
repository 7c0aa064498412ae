package des_test

import (
	"fmt"
	"math"

	"fbasim/sim/des"
	"fbasim/sim/random"
)

// month is the length of a month in ticks.
const month des.Time = 1e9

// The kinds of the inventory model. They are also the classes: what happens at one instant happens
// in this order.
const (
	orderArrives des.Kind = iota
	demandComes
	runEnds
	reviewIsDue
)

// inventory is the (s, S) model of Law and Kelton, "Simulation Modeling and Analysis", chapter 1:
// at the beginning of each month a company looks at its stock and, below s, orders up to S. An
// order costs 32 and 3 an item, holding an item 1 a month, owing one 5 a month.
type inventory struct {
	sim     *des.Engine[inventory]
	uniform func() float64
	sizes   [3]float64 // cumulative probabilities of a demand for 1, 2, 3 items; else 4
	s, S    int64

	stock    int64 // negative when items are owed
	ordered  int64
	onHand   des.Level
	owed     des.Level
	ordering float64 // cost so far
}

func newInventory(s, S int64, uniform func() float64) *inventory {
	v := &inventory{uniform: uniform, sizes: [3]float64{0.167, 0.5, 0.833}, s: s, S: S}
	v.sim = des.New(v, []des.Handler[inventory]{
		orderArrives: (*inventory).receive,
		demandComes:  (*inventory).sell,
		runEnds:      (*inventory).end,
		reviewIsDue:  (*inventory).review,
	})
	v.change(60)
	v.after(v.gap(), demandComes)
	v.after(0, reviewIsDue)
	v.after(120*month, runEnds)
	return v
}

func (v *inventory) after(delay des.Time, kind des.Kind) {
	v.sim.At(v.sim.Now()+delay, des.Class(kind), des.Event{Kind: kind})
}

// gap draws the time to the next demand: exponential with a mean of a tenth of a month.
func (v *inventory) gap() des.Time {
	return des.Time(-0.1 * math.Log(v.uniform()) * float64(month))
}

func (v *inventory) change(items int64) {
	v.stock += items
	v.onHand.Set(v.sim.Now(), max(v.stock, 0))
	v.owed.Set(v.sim.Now(), max(-v.stock, 0))
}

func (v *inventory) receive(des.Event) { v.change(v.ordered) }

func (v *inventory) sell(des.Event) {
	u, size := v.uniform(), int64(1)
	for _, p := range v.sizes {
		if u >= p {
			size++
		}
	}
	v.change(-size)
	v.after(v.gap(), demandComes)
}

func (v *inventory) review(des.Event) {
	if v.stock < v.s {
		v.ordered = v.S - v.stock
		v.ordering += 32 + 3*float64(v.ordered)
		lag := 0.5 + 0.5*v.uniform() // months
		v.after(des.Time(lag*float64(month)), orderArrives)
	}
	v.after(month, reviewIsDue)
}

func (v *inventory) end(des.Event) {
	v.change(0)
	v.sim.Stop()
}

// costs returns the average costs of a month after a run.
func (v *inventory) costs() (ordering, holding, shortage float64) {
	return v.ordering / 120, v.onHand.Mean(), 5 * v.owed.Mean()
}

// With the book's random numbers, which run on from policy to policy, the model gives the book's
// table.
func Example_inventory() {
	numbers := random.NewLcgrand(random.LcgrandStream1)
	fmt.Println("  s    S   total  ordering  holding  shortage")
	for _, p := range [][2]int64{{20, 40}, {20, 60}, {20, 80}} {
		v := newInventory(p[0], p[1], numbers.Next)
		v.sim.Run()
		o, h, s := v.costs()
		fmt.Printf("%3d  %3d  %6.2f  %8.2f  %7.2f  %8.2f\n", p[0], p[1], o+h+s, o, h, s)
	}
	// Output:
	//   s    S   total  ordering  holding  shortage
	//  20   40  126.61     99.26     9.25     18.10
	//  20   60  122.74     90.52    17.39     14.83
	//  20   80  123.86     87.36    26.24     10.26
}
