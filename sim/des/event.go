package des

// Time is a point on the simulation clock in ticks, 0 to [MaxTime]. What a tick lasts is the
// model's choice; time is an integer so that the order of events never hangs on rounding.
type Time int64

// MaxTime is the last time an event may have: 2^60-1 ticks, which is 36 years of nanoseconds or 36
// thousand million years of seconds.
const MaxTime Time = 1<<60 - 1

// Class orders events of one instant: 0 runs before 1, and so on to 7. Events of one instant and
// class run in the order in which they were scheduled.
type Class uint8

// Classes is the number of classes.
const Classes = 8

const classBits = 3 // log2(Classes)

// Kind selects the handler of an event.
type Kind uint16

// MaxKinds is the largest number of handlers an engine takes.
const MaxKinds = 1<<16 - 1

// Event is what happens: a kind, which selects the handler, and two small numbers for that handler,
// usually an index into the model's tables and a detail. It is a value without pointers; anything
// larger lives in the model's own slices, found by Subject.
type Event struct {
	Kind    Kind
	Arg     uint16
	Subject uint32
}

// Handler executes one kind of event. It may schedule, cancel and stop.
type Handler[S any] func(state *S, ev Event)

// keyedMark in the kind field of a packed event says that the upper half is a slot of the keyed
// table and not a subject.
const keyedMark = MaxKinds

// pack puts an event into one word: an item of two words stays in two registers, where nested
// fields of mixed widths would be copied one by one.
func pack(ev Event) uint64 {
	return uint64(ev.Kind) | uint64(ev.Arg)<<16 | uint64(ev.Subject)<<32
}

func unpack(word uint64) Event {
	return Event{Kind: Kind(word), Arg: uint16(word >> 16), Subject: uint32(word >> 32)}
}
