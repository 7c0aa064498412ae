package des_test

import (
	"fmt"

	"fbasim/sim/des"
)

// parcel is a shipment that is either delivered or given up.
type parcel struct {
	sim    *des.Engine[parcel]
	giveUp des.Handle
}

// A keyed event can be moved and cancelled up to the moment it happens.
func ExampleEngine_AtKeyed() {
	const (
		delivered des.Kind = iota
		delayed
		lost
	)
	p := &parcel{}
	p.sim = des.New(p, []des.Handler[parcel]{
		delivered: func(p *parcel, _ des.Event) {
			fmt.Println("day", p.sim.Now(), "delivered; was still awaited:", p.sim.Cancel(p.giveUp))
		},
		delayed: func(p *parcel, _ des.Event) {
			fmt.Println("day", p.sim.Now(), "delayed")
			p.giveUp, _ = p.sim.Reschedule(p.giveUp, p.sim.Now()+20, 0)
		},
		lost: func(p *parcel, _ des.Event) { fmt.Println("day", p.sim.Now(), "given up") },
	})
	p.giveUp = p.sim.AtKeyed(14, 0, des.Event{Kind: lost})
	p.sim.At(9, 0, des.Event{Kind: delayed})
	p.sim.At(23, 0, des.Event{Kind: delivered})
	p.sim.Run()
	fmt.Println(p.sim.Executed(), "events executed,", p.sim.Pending(), "pending")
	// Output:
	// day 9 delayed
	// day 23 delivered; was still awaited: true
	// 2 events executed, 0 pending
}

// Events of one instant run by class, and within a class in the order of scheduling.
func ExampleClass() {
	type shop struct{}
	say := func(_ *shop, ev des.Event) { fmt.Print(ev.Subject, " ") }
	sim := des.New(&shop{}, []des.Handler[shop]{say})
	sim.At(5, 2, des.Event{Subject: 4})
	sim.At(5, 0, des.Event{Subject: 1})
	sim.At(5, 2, des.Event{Subject: 5})
	sim.At(5, 1, des.Event{Subject: 3})
	sim.At(5, 0, des.Event{Subject: 2})
	sim.Run()
	// Output: 1 2 3 4 5
}
