package des

import "sort"

// calls is what a schedule script needs of an engine; the real one and the reference have it.
type calls interface {
	Now() Time
	Pending() int
	Executed() uint64
	At(Time, Class, Event)
	AtKeyed(Time, Class, Event) Handle
	Cancel(Handle) bool
	Reschedule(Handle, Time, Class) (Handle, bool)
	Run()
	RunUntil(Time)
	Stop()
	Reset()
}

// reference is the contract of Engine written for the reader: a list kept sorted by (time, class,
// order of scheduling), and events that are removed when they are cancelled.
type reference struct {
	now      Time
	class    Class // of the event being executed, or 0 after the clock was moved
	list     []referenceEvent
	serial   uint64
	executed uint64
	stopped  bool
	handler  func(Event)
}

type referenceEvent struct {
	t      Time
	c      Class
	serial uint64
	ev     Event
}

func (r *reference) Now() Time        { return r.now }
func (r *reference) Pending() int     { return len(r.list) }
func (r *reference) Executed() uint64 { return r.executed }
func (r *reference) Stop()            { r.stopped = true }

func (r *reference) At(t Time, c Class, ev Event) { r.AtKeyed(t, c, ev) }

func (r *reference) AtKeyed(t Time, c Class, ev Event) Handle {
	if t == r.now && c < r.class {
		c = r.class
	}
	r.serial++
	at := sort.Search(len(r.list), func(i int) bool {
		l := r.list[i]
		return l.t > t || l.t == t && l.c > c
	})
	r.list = append(r.list, referenceEvent{})
	copy(r.list[at+1:], r.list[at:])
	r.list[at] = referenceEvent{t, c, r.serial, ev}
	return Handle(r.serial)
}

func (r *reference) find(h Handle) int {
	for i, l := range r.list {
		if l.serial == uint64(h) {
			return i
		}
	}
	return -1
}

func (r *reference) Cancel(h Handle) bool {
	i := r.find(h)
	if i < 0 {
		return false
	}
	r.list = append(r.list[:i], r.list[i+1:]...)
	return true
}

func (r *reference) Reschedule(h Handle, t Time, c Class) (Handle, bool) {
	i := r.find(h)
	if i < 0 {
		return 0, false
	}
	ev := r.list[i].ev
	r.Cancel(h)
	return r.AtKeyed(t, c, ev), true
}

func (r *reference) Run() { r.run(MaxTime) }

func (r *reference) RunUntil(t Time) {
	r.run(t)
	if !r.stopped && t > r.now {
		r.now, r.class = t, 0
	}
}

func (r *reference) run(until Time) {
	r.stopped = false
	for !r.stopped && len(r.list) > 0 && r.list[0].t <= until {
		next := r.list[0]
		r.list = r.list[1:]
		r.now, r.class = next.t, next.c
		r.executed++
		r.handler(next.ev)
	}
}

// Reset leaves the serial numbers running, so that old handles stay invalid.
func (r *reference) Reset() {
	*r = reference{serial: r.serial, handler: r.handler}
}
