package des

import (
	"fmt"
	"math"
	"testing"

	"fbasim/sim/random"
)

// Every benchmark runs the same model on the engine, on closures with container/heap and on a typed
// binary heap. One operation is one event. Compare ratios within one run: absolute times move with
// the machine and its load.

// draws is the source of exponential variates of all three: a ziggurat of 256 layers (Marsaglia and
// Tsang 2000, https://doi.org/10.18637/jss.v005.i08), so that drawing does not hide what is
// measured.
type draws struct {
	random.Xoshiro
	accept [256]uint64 // of 53 bits: below, a point is inside its layer for sure
	width  [256]float64
	height [256]float64
}

func newDraws() *draws {
	const (
		tail = 7.69711747013104972
		area = 3.949659822581572e-3
	)
	d := &draws{Xoshiro: random.NewXoshiro(1)}
	x := area / math.Exp(-tail) // of the lowest layer, tail included
	next := tail
	for i := range 256 {
		d.width[i] = x * 0x1p-53
		d.accept[i] = uint64(next / x * 0x1p53)
		d.height[i] = math.Exp(-next)
		x = next
		next = -math.Log(area/x + math.Exp(-x))
	}
	d.accept[255] = 0
	d.height[255] = 1
	return d
}

// exp returns an exponential number of ticks.
func (d *draws) exp(mean float64) Time {
	word := d.Uint64()
	layer := word & 255
	if bits := word >> 11; bits < d.accept[layer] {
		return Time(mean * float64(bits) * d.width[layer])
	}
	return Time(mean * d.edge(word))
}

// edge finishes the rare draws that fall on the edge of a layer.
func (d *draws) edge(word uint64) float64 {
	for {
		layer := word & 255
		x := float64(word>>11) * d.width[layer]
		switch {
		case word>>11 < d.accept[layer]:
			return x
		case layer == 0:
			return 7.69711747013104972 - math.Log(d.Next())
		}
		low := d.height[layer-1]
		if low+d.Next()*(d.height[layer]-low) < math.Exp(-x) {
			return x
		}
		word = d.Uint64()
	}
}

func TestBenchmarkDrawsAreExponential(t *testing.T) {
	d := newDraws()
	var x Tally
	late := 0.0
	const n = 400_000
	for range n {
		v := float64(d.exp(1e9)) / 1e9
		x.Add(v)
		if v > 3 {
			late++
		}
	}
	p := math.Exp(-3)
	if z := (x.Mean() - 1) * math.Sqrt(n); math.Abs(z) > 4 {
		t.Errorf("mean %v is %.1f standard errors off", x.Mean(), z)
	}
	if z := (x.Variance() - 1) * math.Sqrt(n/8.0); math.Abs(z) > 4 {
		t.Errorf("variance %v is %.1f standard errors off", x.Variance(), z)
	}
	if z := (late - n*p) / math.Sqrt(n*p*(1-p)); math.Abs(z) > 4 {
		t.Errorf("P(X > 3) = %v is %.1f standard errors off", late/n, z)
	}
}

const (
	serviceMean = 1e6
	gapMean     = serviceMean / 0.9
)

// station is a single-server queue with collectors: time in system, number in system, histogram.
type station struct {
	*draws
	arrivals [1024]Time // ring of the arrival times of those in the system
	first    uint
	left     int // customers still to come
	inSystem Level
	sojourn  Tally
	bins     Histogram
}

func newStation(customers int) *station {
	return &station{draws: newDraws(), left: customers,
		bins: NewHistogram(0, 1e8, 100)}
}

// arrive admits a customer and reports whether the server was idle.
func (s *station) arrive(now Time) bool {
	s.left--
	n := uint(s.inSystem.Value())
	s.arrivals[(s.first+n)%uint(len(s.arrivals))] = now
	s.inSystem.Add(now, 1)
	return n == 0
}

// depart releases a customer and reports whether another one waits.
func (s *station) depart(now Time) bool {
	t := float64(now - s.arrivals[s.first])
	s.first = (s.first + 1) % uint(len(s.arrivals))
	s.sojourn.Add(t)
	s.bins.Add(t)
	s.inSystem.Add(now, -1)
	return s.inSystem.Value() > 0
}

const (
	arrival   Kind = 0
	departure Kind = 1
)

// mm1 is the station on the engine.
type mm1 struct {
	*station
	*Engine[mm1]
}

func newMM1(customers int) *mm1 {
	m := &mm1{station: newStation(customers)}
	m.Engine = New(m, []Handler[mm1]{arrival: (*mm1).onArrival, departure: (*mm1).onDeparture})
	m.At(m.exp(gapMean), 0, Event{Kind: arrival})
	return m
}

func (m *mm1) onArrival(Event) {
	now := m.Now()
	if m.arrive(now) {
		m.At(now+m.exp(serviceMean), 0, Event{Kind: departure})
	}
	if m.left > 0 {
		m.At(now+m.exp(gapMean), 0, Event{Kind: arrival})
	}
}

func (m *mm1) onDeparture(Event) {
	now := m.Now()
	if m.depart(now) {
		m.At(now+m.exp(serviceMean), 0, Event{Kind: departure})
	}
}

// BenchmarkMM1 is the common benchmark of simulation engines: load 0.9, two events a customer.
func BenchmarkMM1(b *testing.B) {
	b.Run("engine", func(b *testing.B) {
		m := newMM1(b.N/2 + 1)
		b.ResetTimer()
		m.Run()
	})
	b.Run("closures", func(b *testing.B) {
		s, e := newStation(b.N/2+1), &closureEngine{}
		var arrive, depart func()
		depart = func() {
			if s.depart(e.now) {
				e.at(e.now+s.exp(serviceMean), 0, func() { depart() })
			}
		}
		arrive = func() {
			if s.arrive(e.now) {
				e.at(e.now+s.exp(serviceMean), 0, func() { depart() })
			}
			if s.left > 0 {
				e.at(e.now+s.exp(gapMean), 0, func() { arrive() })
			}
		}
		e.at(s.exp(gapMean), 0, arrive)
		b.ResetTimer()
		for e.step() {
		}
	})
	b.Run("heap", func(b *testing.B) {
		s, e := newStation(b.N/2+1), &heapEngine{}
		e.at(s.exp(gapMean), 0, Event{Kind: arrival})
		b.ResetTimer()
		for {
			ev, ok := e.pop()
			if !ok {
				break
			}
			switch ev.Kind {
			case arrival:
				if s.arrive(e.now) {
					e.at(e.now+s.exp(serviceMean), 0, Event{Kind: departure})
				}
				if s.left > 0 {
					e.at(e.now+s.exp(gapMean), 0, Event{Kind: arrival})
				}
			case departure:
				if s.depart(e.now) {
					e.at(e.now+s.exp(serviceMean), 0, Event{Kind: departure})
				}
			}
		}
	})
}

// hold is the model of the HOLD benchmark: every event schedules itself again.
type hold struct {
	*draws
	*Engine[hold]
	left int
}

func newHold(pending int, keyed bool) *hold {
	h := &hold{draws: newDraws(), left: 3 * pending}
	h.Engine = New(h, []Handler[hold]{(*hold).plain, (*hold).keyed})
	for i := range pending {
		ev := Event{Subject: uint32(i)}
		if keyed {
			ev.Kind = 1
			h.AtKeyed(h.exp(1e9), 0, ev)
			continue
		}
		h.At(h.exp(1e9), 0, ev)
	}
	h.Run() // to the steady state
	return h
}

func (h *hold) plain(ev Event) {
	if h.left--; h.left <= 0 {
		h.Stop()
	}
	h.At(h.Now()+h.exp(1e9), 0, ev)
}

func (h *hold) keyed(ev Event) {
	if h.left--; h.left <= 0 {
		h.Stop()
	}
	h.AtKeyed(h.Now()+h.exp(1e9), 0, ev)
}

// BenchmarkHold measures the event list alone, by the number of pending events.
func BenchmarkHold(b *testing.B) {
	for _, pending := range []int{1e2, 1e4, 1e6} {
		for i, name := range []string{"plain", "keyed"} {
			b.Run(fmt.Sprintf("engine-%s-%d", name, pending), func(b *testing.B) {
				h := newHold(pending, i == 1)
				h.left = b.N
				b.ResetTimer()
				h.Run()
			})
		}
		b.Run(fmt.Sprintf("closures-%d", pending), func(b *testing.B) {
			e, d := &closureEngine{}, newDraws()
			var again func()
			again = func() { e.at(e.now+d.exp(1e9), 0, func() { again() }) }
			for range pending {
				again()
			}
			for range 3 * pending {
				e.step()
			}
			b.ResetTimer()
			for range b.N {
				e.step()
			}
		})
		b.Run(fmt.Sprintf("heap-%d", pending), func(b *testing.B) {
			e, d := &heapEngine{}, newDraws()
			for range pending {
				e.at(d.exp(1e9), 0, Event{})
			}
			for i := range 3*pending + b.N {
				if i == 3*pending {
					b.ResetTimer()
				}
				ev, _ := e.pop()
				e.at(e.now+d.exp(1e9), 0, ev)
			}
		})
	}
}

// guard is the model of the guard-timer benchmark: every work event cancels its timer, sets a new
// one far ahead and schedules itself again.
type guard struct {
	*draws
	*Engine[guard]
	timers []Handle
	left   int
}

func (g *guard) work(ev Event) {
	if g.left--; g.left <= 0 {
		g.Stop()
	}
	g.Cancel(g.timers[ev.Subject])
	g.timers[ev.Subject] = g.AtKeyed(g.Now()+g.exp(1e10), 0, Event{1, 0, ev.Subject})
	g.At(g.Now()+g.exp(1e9), 0, ev)
}

func (g *guard) timeout(Event) {}

// BenchmarkGuardTimer measures cancelling; one operation is one work event.
func BenchmarkGuardTimer(b *testing.B) {
	for _, pending := range []int{1e2, 1e4, 1e6} {
		b.Run(fmt.Sprintf("engine-%d", pending), func(b *testing.B) {
			g := &guard{draws: newDraws(), timers: make([]Handle, pending), left: 3 * pending}
			g.Engine = New(g, []Handler[guard]{(*guard).work, (*guard).timeout})
			for i := range pending {
				g.At(g.exp(1e9), 0, Event{Subject: uint32(i)})
			}
			g.Run()
			g.left = b.N
			b.ResetTimer()
			g.Run()
		})
		b.Run(fmt.Sprintf("closures-%d", pending), func(b *testing.B) {
			e, d := &closureEngine{}, newDraws()
			timers := make([]*closureEvent, pending)
			works := 0
			var work func(i int)
			work = func(i int) {
				works++
				if timers[i] != nil {
					e.cancel(timers[i])
				}
				timers[i] = e.at(e.now+d.exp(1e10), 0, func() {})
				e.at(e.now+d.exp(1e9), 0, func() { work(i) })
			}
			for i := range pending {
				work(i)
			}
			for works < 4*pending {
				e.step()
			}
			works = 0
			b.ResetTimer()
			for works < b.N {
				e.step()
			}
		})
	}
}

func BenchmarkCollectors(b *testing.B) {
	d := newDraws()
	xs := make([]float64, 4096)
	for i := range xs {
		xs[i] = float64(d.exp(1e6))
	}
	b.Run("tally", func(b *testing.B) {
		var t Tally
		for i := range b.N {
			t.Add(xs[i%len(xs)])
		}
	})
	b.Run("level", func(b *testing.B) {
		var l Level
		for i := range b.N {
			l.Set(Time(i), int64(i%7))
		}
	})
	b.Run("histogram", func(b *testing.B) {
		h := NewHistogram(0, 1e7, 100)
		for i := range b.N {
			h.Add(xs[i%len(xs)])
		}
	})
	b.Run("sketch", func(b *testing.B) {
		var s Sketch
		for i := range b.N {
			s.Add(xs[i%len(xs)])
		}
	})
}
