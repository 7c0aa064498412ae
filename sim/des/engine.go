package des

// Engine executes events in order of time, class and scheduling. One engine serves one goroutine;
// replications in parallel have an engine each.
type Engine[S any] struct {
	calendar calendar
	handlers []Handler[S]
	state    *S
	executed uint64
	running  bool
}

// New returns an engine at time 0 without events. Handlers are indexed by Kind; the engine keeps
// the slice. A nil handler, an empty table or one longer than MaxKinds is a programmer error and
// panics.
func New[S any](state *S, handlers []Handler[S]) *Engine[S] {
	if len(handlers) == 0 || len(handlers) > MaxKinds {
		panic("des: the handler table must have 1 to MaxKinds entries")
	}
	for kind, h := range handlers {
		if h == nil {
			panic(misuse("no handler for kind", int64(kind)))
		}
	}
	return &Engine[S]{calendar: newCalendar(len(handlers)), handlers: handlers, state: state}
}

// Now returns the time of the event being executed; between runs, the time of the last one
// executed or the time the last RunUntil went to.
func (e *Engine[S]) Now() Time { return Time(e.calendar.current >> classBits) }

// Class returns the class that the current instant has reached.
func (e *Engine[S]) Class() Class { return Class(e.calendar.current % Classes) }

// Pending returns the number of events that are scheduled and not cancelled.
func (e *Engine[S]) Pending() int { return e.calendar.live() }

// Executed returns the number of events executed since New or Reset.
func (e *Engine[S]) Executed() uint64 { return e.executed }

// At schedules an event. An event for the current instant in a class that has already passed runs
// in the current class, after those scheduled there before. A time before Now or after MaxTime, an
// unknown kind or a class above 7 is a programmer error and panics.
func (e *Engine[S]) At(t Time, c Class, ev Event) {
	e.calendar.schedule(t, c, ev)
}

// AtKeyed is At for an event that may have to be cancelled or rescheduled. It costs one more
// memory access than At, which tells when a million events are pending.
func (e *Engine[S]) AtKeyed(t Time, c Class, ev Event) Handle {
	return e.calendar.scheduleKeyed(t, c, ev)
}

// Cancel removes the event of h and reports whether it was still pending.
func (e *Engine[S]) Cancel(h Handle) bool { return e.calendar.cancel(h) }

// Reschedule moves the event of h to another time and class, behind the events already there, and
// returns its new handle. It reports false, and schedules nothing, if the event is not pending any
// more.
func (e *Engine[S]) Reschedule(h Handle, t Time, c Class) (Handle, bool) {
	s := e.calendar.keyed.find(h)
	if s == nil {
		return 0, false
	}
	ev := unpack(s.word)
	e.Cancel(h)
	return e.AtKeyed(t, c, ev), true
}

// Run executes events until none is pending or a handler calls Stop.
func (e *Engine[S]) Run() { e.run(noLimit) }

// RunUntil executes all events up to and including time t, those scheduled on the way included, and
// then sets the clock to t; after a Stop the clock stays where it is. A time before Now or after
// MaxTime is a programmer error and panics.
func (e *Engine[S]) RunUntil(t Time) {
	if t > MaxTime || t < e.Now() {
		panic(misuse("RunUntil a time before Now or after MaxTime:", int64(t)))
	}
	e.run(uint64(t+1) << classBits)
	if e.calendar.end != 0 {
		e.calendar.current = max(e.calendar.current, uint64(t)<<classBits)
	}
}

// RunBefore executes all events before class c of time t, those scheduled on the way included, and
// then moves the clock there; after a Stop the clock stays where it is. Engines that share a model
// are so kept in step. A point before the current one, a time after MaxTime or a class above 7 is a
// programmer error and panics.
func (e *Engine[S]) RunBefore(t Time, c Class) {
	key := uint64(t)<<classBits | uint64(c)
	if t < 0 || t > MaxTime || c >= Classes || key < e.calendar.current {
		panic(misuse("RunBefore a point before the current one or after MaxTime:", int64(t)))
	}
	if e.run(key); e.calendar.end != 0 {
		e.calendar.current = key
	}
}

// run executes the events with keys before end.
func (e *Engine[S]) run(end uint64) {
	if e.running {
		panic("des: Run or RunUntil called from a handler")
	}
	e.running = true
	defer func() { e.running = false }() // also when a handler panics
	e.calendar.end = end
	e.loop()
}

// loop is a function of its own because the compiler treats one with a defer less well.
func (e *Engine[S]) loop() {
	c := &e.calendar
	for c.head != c.tail || c.refill() {
		it := &c.front[c.head%frontPlaces]
		key, word := it.key, it.word
		if key >= c.end {
			return
		}
		c.head++
		if uint16(word) == keyedMark {
			var alive bool
			if word, alive = c.keyed.leave(word); !alive {
				it.key = 0 // the clock has not come to it
				continue
			}
		}
		c.current = key
		e.executed++
		e.handlers[uint16(word)](e.state, unpack(word))
	}
}

// Stop ends the current Run or RunUntil after the event being executed. A later run goes on from
// there. Outside a run it has no effect.
func (e *Engine[S]) Stop() { e.calendar.end = 0 }

// Reset removes all events, puts the clock to 0 and makes all handles invalid. It keeps the memory,
// and the engine then behaves like a new one. The state is the caller's to reset. Calling it from a
// handler is a programmer error and panics.
func (e *Engine[S]) Reset() {
	if e.running {
		panic("des: Reset called from a handler")
	}
	e.calendar.clear()
	e.executed = 0
}
