package des

import (
	"math/rand/v2"
	"testing"
)

// family is a way to schedule. A player acts it out on an engine.
type family struct {
	name    string
	delay   func(p *player) Time
	burst   int  // actions from outside before each run, at most
	cancel  int  // percent of the actions
	move    int  // percent of the actions
	step    Time // of RunUntil, at most; 0 for Run
	classes int  // in use
}

// far is where the events of the peeks wait, while the runs before it only look at them.
const far = 1 << 20

var families = []family{
	{"random", func(p *player) Time { return p.below(1 << p.r.IntN(45)) }, 40, 10, 5, 1 << 30, 8},
	{"ties", func(p *player) Time { return []Time{0, 1, 2, 64}[p.r.IntN(4)] }, 90, 5, 5, 3, 8},
	{"descending ties", func(p *player) Time { return Time(p.left / 40 % 8 * 10) }, 250, 3, 3, 20, 1},
	{"cancels", func(p *player) Time { return p.below(1 << (4 + 20*p.r.IntN(2))) }, 90, 45, 15, 99, 8},
	{"one instant", func(p *player) Time { return Time(p.r.IntN(20) / 19) }, 100, 10, 10, 0, 8},
	{"peeks", (*player).aroundFar, 12, 5, 5, 4, 8},
}

// seen is what can be observed of an engine at an event or after a call.
type seen struct {
	what     Event
	now      Time
	pending  int
	executed uint64
}

// player draws calls of an engine from a seed. Two players of one seed make the same calls as long
// as their engines answer alike.
type player struct {
	calls
	family
	r       *rand.Rand
	left    int // events still to be scheduled
	handles []Handle
	log     []seen
}

func (p *player) note(what Event) {
	p.log = append(p.log, seen{what, p.Now(), p.Pending(), p.Executed()})
}

func (p *player) when() (Time, Class) {
	return p.Now() + p.delay(p), Class(p.r.IntN(p.classes))
}

func (p *player) below(n Time) Time { return Time(p.r.Int64N(int64(n))) }

// aroundFar is the delay to a time before or after far.
func (p *player) aroundFar() Time {
	ahead := max(1, far-p.Now())
	switch p.r.IntN(3) {
	case 0: // between the clock and what was looked at
		return 1 + p.below(ahead)
	case 1: // right before it, at some scale
		return ahead - min(ahead, p.below(1<<p.r.IntN(20)))
	}
	return ahead + p.below(1<<p.r.IntN(30))
}

// act makes one call.
func (p *player) act() {
	chance, at := p.r.IntN(100), 0
	if len(p.handles) > 0 {
		at = p.r.IntN(len(p.handles))
	}
	switch t, c := p.when(); {
	case p.left <= 0:
	case chance < p.cancel && len(p.handles) > 0:
		ok := p.Cancel(p.handles[at])
		p.note(Event{Kind: 8, Arg: uint16(indicator(ok))})
	case chance < p.cancel+p.move && len(p.handles) > 0:
		h, ok := p.Reschedule(p.handles[at], t, c)
		if ok {
			p.handles[at] = h
		}
		p.note(Event{Kind: 9, Arg: uint16(indicator(ok))})
	default:
		p.left--
		ev := Event{Subject: uint32(p.left)}
		if p.cancel > 20 || chance%2 == 0 {
			ev.Kind = 1
			p.handles = append(p.handles, p.AtKeyed(t, c, ev))
		} else {
			p.At(t, c, ev)
		}
	}
}

func indicator(b bool) int {
	if b {
		return 1
	}
	return 0
}

// handle is the handler of every event.
func (p *player) handle(ev Event) {
	p.note(ev)
	for range p.r.IntN(3) {
		p.act()
	}
	if p.r.IntN(200) == 0 {
		p.Stop()
	}
}

func (p *player) play() []seen {
	for p.left > 0 {
		for range 1 + p.r.IntN(p.burst) {
			p.act()
		}
		switch {
		case p.step == 0:
			p.Run()
		default:
			p.RunUntil(p.Now() + p.below(p.step))
		}
		p.note(Event{Kind: 7})
		if p.Now() > MaxTime/2 || p.r.IntN(300) == 0 {
			p.Reset()
		}
	}
	for p.Pending() > 0 {
		p.Run()
	}
	p.note(Event{Kind: 7})
	return p.log
}

// sameOrder plays a family on the engine and on the reference.
func sameOrder(t *testing.T, f family, seed uint64, events int) {
	t.Helper()
	start := func() *player {
		return &player{family: f, r: rand.New(rand.NewPCG(seed, 5)), left: events}
	}
	want, got := start(), start()
	want.calls = &reference{handler: want.handle}
	handler := func(p *player, ev Event) { p.handle(ev) }
	got.calls = New(got, []Handler[player]{handler, handler})
	a, b := want.play(), got.play()
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("%s, seed %d, %d events: step %d is %v, by the reference %v",
				f.name, seed, events, i, b[i], a[i])
		}
	}
	if len(a) != len(b) {
		t.Fatalf("%s, seed %d: %d steps, by the reference %d", f.name, seed, len(b), len(a))
	}
}

// FuzzOrderOfFamilies varies the seed and the length; FuzzOrderEqualsSortedReference the calls.
func FuzzOrderOfFamilies(f *testing.F) {
	for n := range families {
		for seed := range uint64(20) {
			f.Add(uint8(n), seed, uint16(30<<(seed%6)))
		}
	}
	f.Fuzz(func(t *testing.T, n uint8, seed uint64, events uint16) {
		sameOrder(t, families[int(n)%len(families)], seed, int(events%1200))
	})
}
