package des

import "testing"

// Engines that share a model are kept in step by RunBefore.
func TestRunBeforeStopsInFrontOfAClass(t *testing.T) {
	type log struct{ ran []uint32 }
	l := &log{}
	e := New(l, []Handler[log]{func(l *log, ev Event) { l.ran = append(l.ran, ev.Subject) }})
	e.At(5, 2, Event{Subject: 2})
	e.At(5, 1, Event{Subject: 1})
	e.At(4, 7, Event{Subject: 0})
	e.RunBefore(5, 2)
	if len(l.ran) != 2 || l.ran[0] != 0 || l.ran[1] != 1 {
		t.Fatalf("ran %v before class 2 of 5, want [0 1]", l.ran)
	}
	if e.Now() != 5 || e.Class() != 2 {
		t.Errorf("the clock is at %d, class %d; want 5, 2", e.Now(), e.Class())
	}
	e.At(5, 0, Event{Subject: 9}) // its class has passed: it joins class 2, behind
	if e.Run(); len(l.ran) != 4 || l.ran[2] != 2 || l.ran[3] != 9 {
		t.Errorf("ran %v, want [0 1 2 9]", l.ran)
	}
}

func TestRunBeforeRefusesThePast(t *testing.T) {
	type none struct{}
	e := New(&none{}, []Handler[none]{func(*none, Event) {}})
	e.RunBefore(7, 3)
	for _, at := range []struct {
		t Time
		c Class
	}{{6, 7}, {7, 2}, {-1, 0}, {8, 8}, {MaxTime + 1, 0}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("RunBefore(%d, %d) did not panic", at.t, at.c)
				}
			}()
			e.RunBefore(at.t, at.c)
		}()
	}
	e.RunBefore(7, 3) // where it is: nothing to do
}
