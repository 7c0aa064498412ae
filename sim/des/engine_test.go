package des

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// recorder logs the subjects of the events of kind 0; kind 1 calls a function.
type recorder struct {
	*Engine[recorder]
	log    []uint32
	action func(Event)
}

func newRecorder() *recorder {
	r := &recorder{}
	r.Engine = New(r, []Handler[recorder]{
		func(r *recorder, ev Event) { r.log = append(r.log, ev.Subject) },
		func(r *recorder, ev Event) { r.action(ev) },
	})
	return r
}

func (r *recorder) mustHaveRun(t *testing.T, want ...uint32) {
	t.Helper()
	if !slices.Equal(r.log, want) {
		t.Errorf("ran %v, want %v", r.log, want)
	}
}

func subject(n uint32) Event { return Event{Subject: n} }

func TestEventsCarryTheirNumbersAndRunInOrder(t *testing.T) {
	r := newRecorder()
	var got Event
	r.action = func(ev Event) { got = ev }
	want := Event{1, 0xFEDC, 0xFFFF_FFFE}
	r.At(2, 7, want)
	r.At(MaxTime, 7, subject(3))
	r.At(0, 0, subject(1))
	r.AtKeyed(2, 0, subject(2))
	r.Run()
	r.mustHaveRun(t, 1, 2, 3)
	if got != want {
		t.Errorf("event came back as %v, want %v", got, want)
	}
	if r.Now() != MaxTime || r.Executed() != 4 || r.Pending() != 0 {
		t.Errorf("now %d, executed %d, pending %d", r.Now(), r.Executed(), r.Pending())
	}
}

func TestPassedClassJoinsTheCurrentOneLast(t *testing.T) {
	r := newRecorder()
	r.action = func(Event) {
		r.At(5, 0, subject(30)) // class 0 has passed
		r.At(5, 3, subject(31))
		r.At(5, 2, subject(20))
		r.AtKeyed(5, 1, subject(21))
	}
	r.At(5, 2, Event{Kind: 1})
	r.At(5, 2, subject(10))
	r.At(5, 4, subject(40))
	r.Run()
	r.mustHaveRun(t, 10, 30, 20, 21, 31, 40)
}

func TestRunUntilIncludesItsTimeAndMovesTheClock(t *testing.T) {
	r := newRecorder()
	r.At(10, 7, subject(1))
	r.At(11, 0, subject(2))
	r.RunUntil(9)
	r.mustHaveRun(t)
	if r.Now() != 9 {
		t.Errorf("now %d, want 9", r.Now())
	}
	r.At(9, 0, subject(0)) // looking at the event at 10 must not have closed the way back
	r.RunUntil(10)
	r.mustHaveRun(t, 0, 1)
	r.RunUntil(10)
	r.RunUntil(100)
	r.mustHaveRun(t, 0, 1, 2)
	if r.Now() != 100 || r.Pending() != 0 {
		t.Errorf("now %d, pending %d", r.Now(), r.Pending())
	}
}

func TestStopEndsTheRunAndALaterRunGoesOn(t *testing.T) {
	r := newRecorder()
	r.action = func(Event) { r.Stop() }
	r.At(1, 0, Event{Kind: 1})
	r.At(1, 0, subject(1))
	r.At(2, 0, subject(2))
	r.RunUntil(5)
	if r.mustHaveRun(t); r.Now() != 1 {
		t.Errorf("a stopped RunUntil left the clock at %d, want 1", r.Now())
	}
	r.Stop() // outside a run: no effect
	r.RunUntil(5)
	r.mustHaveRun(t, 1, 2)
}

func TestHandlesNameOneEventOnce(t *testing.T) {
	r := newRecorder()
	fired := r.AtKeyed(1, 0, subject(1))
	cancelled := r.AtKeyed(2, 0, subject(2))
	if !r.Cancel(cancelled) || r.Cancel(cancelled) || r.Pending() != 1 {
		t.Error("cancelling must work once")
	}
	r.Run()
	reuser := r.AtKeyed(3, 0, subject(3)) // takes the slot of one of the two
	for name, h := range map[string]Handle{
		"zero": 0, "fired": fired, "cancelled": cancelled, "never given": reuser + 1<<40,
		"forged": fired + 1<<32, "no slot": reuser | 0xFFFF_FFFF,
	} {
		if r.Cancel(h) {
			t.Errorf("a handle that is %s cancelled something", name)
		}
		if again, ok := r.Reschedule(h, 9, 0); ok || again != 0 {
			t.Errorf("a handle that is %s rescheduled something", name)
		}
	}
	r.Run()
	r.mustHaveRun(t, 1, 3)
}

func TestHandleIsSpentWhenItsHandlerRuns(t *testing.T) {
	r := newRecorder()
	var own, same Handle
	r.action = func(Event) {
		if r.Cancel(own) {
			t.Error("an event could cancel itself while it ran")
		}
		if !r.Cancel(same) {
			t.Error("an event at the same instant could not be cancelled at the last moment")
		}
	}
	own = r.AtKeyed(4, 0, Event{Kind: 1})
	same = r.AtKeyed(4, 0, subject(1))
	r.Run()
	r.mustHaveRun(t)
}

func TestRescheduleMovesBehindThoseAlreadyThere(t *testing.T) {
	r := newRecorder()
	h := r.AtKeyed(1, 0, Event{Kind: 0, Arg: 7, Subject: 1})
	r.At(5, 3, subject(2))
	moved, ok := r.Reschedule(h, 5, 3)
	if !ok || r.Cancel(h) || r.Pending() != 2 {
		t.Error("the old handle must be spent and the event pending once")
	}
	r.Run()
	r.mustHaveRun(t, 2, 1)
	if r.Cancel(moved) {
		t.Error("the new handle must be spent after the event")
	}
}

func TestResetMakesAnEngineLikeNew(t *testing.T) {
	play := func(e *Engine[script], s *script, seed uint64) []string {
		*s = script{calls: e, bytes: randomBytes(seed, 3000)}
		return s.play()
	}
	s := &script{}
	handlers := []Handler[script]{
		func(s *script, ev Event) { s.handle(ev) }, func(s *script, ev Event) { s.handle(ev) }}
	used := New(s, handlers)
	for seed := range uint64(20) {
		want := play(New(s, handlers), s, seed)
		used.At(used.Now()+100, 1, subject(1)) // left over, in part far ahead
		stale := used.AtKeyed(used.Now()+1<<40, 1, subject(2))
		used.Reset()
		if used.Now() != 0 || used.Pending() != 0 || used.Executed() != 0 || used.Cancel(stale) {
			t.Fatal("something survived Reset")
		}
		if got := play(used, s, seed); !slices.Equal(got, want) {
			t.Fatalf("seed %d: a reset engine differs from a new one", seed)
		}
	}
}

func TestMisusePanicsWithItsReason(t *testing.T) {
	for reason, misuse := range map[string]func(r *recorder){
		"before now":            func(r *recorder) { r.RunUntil(5); r.At(4, 0, subject(1)) },
		"before now, 0":         func(r *recorder) { r.At(-1, 0, subject(1)) },
		"after MaxTime":         func(r *recorder) { r.At(MaxTime+1, 0, subject(1)) },
		"class out of range":    func(r *recorder) { r.At(1, 8, subject(1)) },
		"no handler for kind 2": func(r *recorder) { r.AtKeyed(1, 0, Event{Kind: 2}) },
		"no handler for kind 0": func(*recorder) { New(&recorder{}, []Handler[recorder]{nil}) },
		"1 to MaxKinds":         func(*recorder) { New(&recorder{}, []Handler[recorder]{}) },
		"RunUntil a time":       func(r *recorder) { r.RunUntil(5); r.RunUntil(4) },
		"from a handler": func(r *recorder) {
			r.action = func(Event) { r.Run() }
			r.At(1, 0, Event{Kind: 1})
			r.Run()
		},
		"Reset called from a handler": func(r *recorder) {
			r.action = func(Event) { r.Reset() }
			r.At(1, 0, Event{Kind: 1})
			r.Run()
		},
	} {
		t.Run(reason, func(t *testing.T) {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.Contains(got, reason) {
					t.Errorf("panic %q", got)
				}
			}()
			misuse(newRecorder())
		})
	}
}

func TestEngineIsUsableAfterAHandlerPanics(t *testing.T) {
	r := newRecorder()
	r.action = func(Event) { panic("model error") }
	r.At(1, 0, Event{Kind: 1})
	func() {
		defer func() { _ = recover() }()
		r.Run()
	}()
	r.Reset()
	r.At(1, 0, subject(1))
	r.Run()
	r.mustHaveRun(t, 1)
}

// steady is a model with many plain and keyed events, cancellations and ties.
type steady struct {
	*Engine[steady]
	timers []Handle
	state  uint64
}

func newSteady(pending int) *steady {
	s := &steady{timers: make([]Handle, pending), state: 1}
	s.Engine = New(s, []Handler[steady]{(*steady).work, func(*steady, Event) {}})
	for i := range pending {
		s.At(Time(i), 0, subject(uint32(i)))
	}
	return s
}

func (s *steady) work(ev Event) {
	s.state = s.state*6364136223846793005 + 1442695040888963407
	now, delay := s.Now(), Time(s.state>>52)
	s.Cancel(s.timers[ev.Subject])
	s.timers[ev.Subject] = s.AtKeyed(now+10_000+delay*8, 1, Event{Kind: 1, Subject: ev.Subject})
	s.At(now+delay/16*16, Class(s.state>>40&7), ev)
}

func TestSteadyStateDoesNotAllocate(t *testing.T) {
	for _, pending := range []int{1, 50, 5000} {
		s := newSteady(pending)
		until := Time(200_000)
		s.RunUntil(until)
		events := s.Executed()
		if n := testing.AllocsPerRun(5, func() {
			until += 4000
			s.RunUntil(until)
		}); n != 0 {
			t.Errorf("%d pending: %v allocations in 4000 ticks", pending, n)
		}
		if s.Executed() == events {
			t.Error("nothing was executed")
		}
	}
}

// Memory follows the pending events: a hundred times as many are scheduled and cancelled far ahead
// as are ever alive together.
func TestMemoryFollowsPendingEvents(t *testing.T) {
	const alive = 1000
	r := newRecorder()
	handles := make([]Handle, alive)
	for i := range 100 * alive {
		r.Cancel(handles[i%alive])
		handles[i%alive] = r.AtKeyed(r.Now()+Time(1+i%977)<<20, 0, subject(uint32(i)))
		if i%50 == 0 {
			r.RunUntil(r.Now() + 1)
		}
	}
	if r.Pending() != alive {
		t.Fatalf("%d events pending, want %d", r.Pending(), alive)
	}
	const most = 2*alive + 2*frontSize // live and dead
	if n := len(r.calendar.keyed.slots); n > most {
		t.Errorf("%d slots for %d events", n, alive)
	}
	if n := r.calendar.items(); n > most {
		t.Errorf("%d items for %d events", n, alive)
	}
	if n := len(r.calendar.buckets.blocks); n > most/blockItems+levels*digits/4 {
		t.Errorf("%d blocks of %d for %d events", n, blockItems, alive)
	}
	for _, h := range handles {
		r.Cancel(h)
	}
	if n := r.calendar.items(); r.Pending() != 0 || n > 2*frontSize {
		t.Errorf("%d pending and %d items after all were cancelled", r.Pending(), n)
	}
}

// Two events that keep scheduling themselves never leave the front empty; it must not grow.
func TestMemoryDoesNotFollowHistory(t *testing.T) {
	r := newRecorder()
	left := 100_000
	r.action = func(ev Event) {
		if left--; left > 0 {
			r.At(r.Now()+Time(ev.Arg), 0, ev)
		}
	}
	r.At(0, 0, Event{Kind: 1, Arg: 3})
	r.At(0, 0, Event{Kind: 1, Arg: 5})
	r.Run()
	if n := len(r.calendar.buckets.blocks); n > 0 || r.Executed() < 100_000 {
		t.Errorf("%d blocks for two events, %d executed", n, r.Executed())
	}
}

// A long tie is consumed and joined in linear time: were every insertion to move what lies behind
// it, this would take minutes.
func TestLongTiesAreLinear(t *testing.T) {
	const n = 200_000
	r := newRecorder()
	for i := range uint32(n) {
		r.At(100, 0, subject(i))
	}
	for i := range uint32(n) {
		r.At(Time(i%100), 0, subject(n+i))
		r.At(50, 0, subject(2*n+i))
	}
	r.Run()
	if len(r.log) != 3*n || r.log[3*n-1] != n-1 {
		t.Errorf("%d events, last %d", len(r.log), r.log[len(r.log)-1])
	}
}
