package des_test

import (
	"fmt"
	"math"

	"fbasim/sim/des"
	"fbasim/sim/random"
)

const hour des.Time = 3600 // the tick is a second

const (
	breaksDown des.Kind = iota
	isRepaired
)

// workshop has a number of machines that break down and one mechanic. Each machine has random
// numbers of its own, addressed by machine and breakdown: with another mechanic or one machine
// more, the machines that were there before break down after the same hours of work.
type workshop struct {
	sim  *des.Engine[workshop]
	life random.Key
	work random.Key

	breakdowns []uint64 // by machine
	broken     []uint32 // machines waiting for the mechanic, and the one he works at
	running    des.Level
}

func newWorkshop(machines int, key random.Key) *workshop {
	w := &workshop{
		life:       key.With("life"),
		work:       key.With("work"),
		breakdowns: make([]uint64, machines),
		running:    des.NewLevel(0, int64(machines)),
	}
	w.sim = des.New(w, []des.Handler[workshop]{
		breaksDown: (*workshop).breakDown,
		isRepaired: (*workshop).repaired,
	})
	for m := range machines {
		w.start(uint32(m))
	}
	return w
}

// draw returns an exponential time for the next breakdown of a machine.
func (w *workshop) draw(key random.Key, machine uint32, mean des.Time) des.Time {
	u := key.Uniform(uint64(machine), w.breakdowns[machine])
	return des.Time(-float64(mean) * math.Log(u))
}

func (w *workshop) start(machine uint32) {
	t := w.draw(w.life, machine, 40*hour)
	w.sim.At(w.sim.Now()+t, 1, des.Event{Kind: breaksDown, Subject: machine})
}

func (w *workshop) repair(machine uint32) {
	t := w.draw(w.work, machine, 10*hour)
	w.sim.At(w.sim.Now()+t, 0, des.Event{Kind: isRepaired, Subject: machine})
}

func (w *workshop) breakDown(ev des.Event) {
	w.running.Add(w.sim.Now(), -1)
	w.broken = append(w.broken, ev.Subject)
	if len(w.broken) == 1 {
		w.repair(ev.Subject)
	}
}

func (w *workshop) repaired(ev des.Event) {
	w.running.Add(w.sim.Now(), 1)
	w.breakdowns[ev.Subject]++
	w.start(ev.Subject)
	if w.broken = w.broken[1:]; len(w.broken) > 0 {
		w.repair(w.broken[0])
	}
}

// meanRunning is the exact average number of running machines: the machine interference problem, as
// in any textbook on queues.
func meanRunning(machines int, repairPerLife float64) float64 {
	weight, sum, running := 1.0, 0.0, 0.0
	for broken := 0; broken <= machines; broken++ {
		sum += weight
		running += weight * float64(machines-broken)
		weight *= float64(machines-broken) * repairPerLife
	}
	return running / sum
}

func Example_machineRepair() {
	w := newWorkshop(5, random.NewKey(1))
	for year := range 3 {
		w.sim.RunUntil(des.Time(year+1) * 8760 * hour)
		w.running.Advance(w.sim.Now())
		fmt.Printf("year %d: %.2f machines running on average\n", year+1, w.running.Mean())
	}
	w.sim.RunUntil(400 * 8760 * hour)
	w.running.Advance(w.sim.Now())
	fmt.Printf("400 years: %.2f, exact %.2f\n", w.running.Mean(), meanRunning(5, 0.25))
	// Output:
	// year 1: 3.18 machines running on average
	// year 2: 3.16 machines running on average
	// year 3: 3.19 machines running on average
	// 400 years: 3.21, exact 3.20
}
