package des

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestMain(m *testing.M) {
	flag.Parse()
	for name, value := range map[string]string{"rapid.seed": "1", "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// script turns bytes into calls of an engine, from outside and from within handlers, and logs all
// that can be seen. It is how the engine and the reference are compared.
type script struct {
	calls
	bytes   []byte
	serial  uint32
	handles []Handle // by the order of keyed scheduling; the two engines number differently
	events  int
	log     []string
}

// maxScriptEvents bounds a script: the reference takes quadratic time.
const maxScriptEvents = 3000

func (s *script) next() int {
	if len(s.bytes) == 0 {
		return 0
	}
	b := s.bytes[0]
	s.bytes = s.bytes[1:]
	return int(b)
}

// delay favors ties, short delays and now and then the far future.
func (s *script) delay() Time {
	switch b := s.next(); {
	case b < 64:
		return 0
	case b < 160:
		return Time(b & 7)
	case b < 224:
		return Time(b&31) * Time(1+s.next())
	default:
		return Time(1+s.next()) << (b & 31)
	}
}

func (s *script) when() (Time, Class) { return s.Now() + s.delay(), Class(s.next() & 7) }

// fresh returns an event with a number of its own, of either of the two kinds.
func (s *script) fresh() Event {
	s.serial++
	s.events++
	return Event{Kind(s.serial & 1), uint16(s.serial * 7), s.serial}
}

// act performs one call chosen by the next bytes.
func (s *script) act() {
	switch b := s.next(); {
	case s.events >= maxScriptEvents:
	case b < 80:
		t, c := s.when()
		s.At(t, c, s.fresh())
	case b < 150:
		t, c := s.when()
		s.handles = append(s.handles, s.AtKeyed(t, c, s.fresh()))
	case b < 160: // a burst at one instant
		t, c := s.when()
		for range s.next() {
			s.At(t, c, s.fresh())
		}
	case b < 170: // a burst of descending times
		for n := s.next(); n > 0; n-- {
			s.At(s.Now()+Time(n), 3, s.fresh())
		}
	case b < 210 && len(s.handles) > 0:
		i := (s.next()<<8 + s.next()) % len(s.handles)
		s.note("cancel", s.Cancel(s.handles[i]))
	case b < 220: // a burst of cancellations, oldest first
		n := min(s.next(), len(s.handles))
		for _, h := range s.handles[:n] {
			s.Cancel(h)
		}
		s.handles = s.handles[n:]
		s.note("cancelled", true)
	case b < 250 && len(s.handles) > 0:
		i := s.next() % len(s.handles)
		t, c := s.when()
		h, ok := s.Reschedule(s.handles[i], t, c)
		if ok {
			s.handles[i] = h
		}
		s.note("reschedule", ok)
	case b == 255:
		s.Stop()
	}
}

func (s *script) note(what string, ok bool) {
	s.log = append(s.log, fmt.Sprint(what, ok, s.Now(), s.Pending(), s.Executed()))
}

// handle is the handler of every event: it logs the event and goes on with the script.
func (s *script) handle(ev Event) {
	s.log = append(s.log, fmt.Sprint(ev, s.Now(), s.Pending(), s.Executed()))
	for range s.next() & 3 {
		s.act()
	}
}

// play runs the script to its end: calls from outside, short runs, long runs and resets.
func (s *script) play() []string {
	for len(s.bytes) > 0 {
		switch b := s.next(); {
		case b < 130:
			s.act()
		case b < 200: // many of these execute nothing: they only look
			s.RunUntil(s.Now() + s.delay())
			s.note("until", true)
		case b < 220:
			s.Run()
			s.note("run", true)
		case b == 255:
			s.Reset()
			s.note("reset", true)
		}
		if s.Now() > MaxTime/2 {
			s.Reset()
		}
	}
	s.Run()
	for s.Pending() > 0 {
		s.Run()
	}
	s.note("end", true)
	return s.log
}

// sameAsReference plays one script on the engine and on the reference.
func sameAsReference(t interface {
	Helper()
	Fatalf(string, ...any)
}, bytes []byte) *Engine[script] {
	t.Helper()
	want := &script{bytes: bytes}
	want.calls = &reference{handler: want.handle}
	got := &script{bytes: bytes}
	handlers := []Handler[script]{
		func(s *script, ev Event) { s.handle(ev) },
		func(s *script, ev Event) { s.handle(ev) },
	}
	e := New(got, handlers)
	got.calls = e
	a, b := want.play(), got.play()
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Fatalf("step %d of %d: engine %s, reference %s\nscript %x", i, len(a), b[i], a[i], bytes)
		}
	}
	if len(a) != len(b) {
		t.Fatalf("engine has %d steps, reference %d\nscript %x", len(b), len(a), bytes)
	}
	return e
}

func randomBytes(seed uint64, n int) []byte {
	r := rand.New(rand.NewPCG(seed, 0))
	bytes := make([]byte, n)
	for i := range bytes {
		bytes[i] = byte(r.Uint32())
	}
	return bytes
}

func TestOrderEqualsSortedReferenceOnRandomScripts(t *testing.T) {
	executed := uint64(0)
	for seed := range uint64(60) {
		executed += sameAsReference(t, randomBytes(seed, 4000)).Executed()
	}
	if executed < 8_000 {
		t.Errorf("the scripts executed only %d events", executed)
	}
}

// Scripts drawn from few different bytes repeat one situation over and over: ties, cancels, peeks.
func TestOrderEqualsSortedReferenceOnOneSidedScripts(t *testing.T) {
	for seed := range uint64(120) {
		r := rand.New(rand.NewPCG(seed, 1))
		alphabet := randomBytes(seed, 2+r.IntN(12))
		bytes := make([]byte, 1500)
		for i := range bytes {
			bytes[i] = alphabet[r.IntN(len(alphabet))]
		}
		sameAsReference(t, bytes)
	}
}

func TestOrderEqualsSortedReferenceProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sameAsReference(t, rapid.SliceOfN(rapid.Byte(), 0, 400).Draw(t, "script"))
	})
}

func FuzzOrderEqualsSortedReference(f *testing.F) {
	f.Add([]byte{})
	for seed := range uint64(8) {
		f.Add(randomBytes(seed, 300))
	}
	f.Add(slices.Repeat([]byte{10, 155, 0, 1, 200}, 60)) // ties
	f.Add(slices.Repeat([]byte{20, 90, 250, 3, 131, 250}, 60))
	f.Fuzz(func(t *testing.T, bytes []byte) {
		sameAsReference(t, bytes[:min(len(bytes), 1500)])
	})
}

// Looking for the next event must not commit the event list to it. Far ahead there are more events
// than fit the front, at many scales; after each look, many are scheduled before them.
func TestLookingAheadLeavesTheWayBackOpen(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 2))
		r := newRecorder()
		var want []uint32
		times := map[uint32]Time{}
		add := func(from, spread Time, n int) {
			for range n {
				id := uint32(len(want))
				times[id] = from + Time(rng.Int64N(int64(spread)))
				r.At(times[id], 0, subject(id))
				want = append(want, id)
			}
		}
		add(0, 50, 100)
		far := Time(1) << (10 + rng.IntN(30))
		add(far, 1+far>>rng.IntN(10), 200)
		add(2*far, far, 50)
		for look := Time(50); look < 58; look++ {
			r.RunUntil(look) // the first executes what is near; the others find nothing due
			add(look+1+far/2, 1+far/4, rng.IntN(100))
			add(far-1-far>>(1+rng.IntN(8)), 1+far>>8, rng.IntN(100))
		}
		r.Run()
		slices.SortStableFunc(want, func(a, b uint32) int { return int(times[a] - times[b]) })
		if !slices.Equal(r.log, want) {
			t.Fatalf("seed %d: events out of order", seed)
		}
	}
}
