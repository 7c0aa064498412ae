package des

import (
	"fmt"
	"testing"
)

// Every benchmark runs the same model on the engine, on closures with container/heap and on a typed
// binary heap. One operation is one event. Compare ratios within one run: absolute times move with
// the machine and its load.

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
				b.ReportAllocs()
				h := newHold(pending, i == 1)
				h.left = b.N
				b.ResetTimer()
				h.Run()
			})
		}
		b.Run(fmt.Sprintf("closures-%d", pending), func(b *testing.B) {
			b.ReportAllocs()
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
			b.ReportAllocs()
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
			b.ReportAllocs()
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
			b.ReportAllocs()
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
