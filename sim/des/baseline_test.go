package des

import "container/heap"

// Two frozen yardsticks for the benchmarks. They are not to be improved: ratios to them are what
// carries from one machine to another.

// closureEngine is a simulation loop as it is ordinarily written in Go: a container/heap of
// pointers to events that hold closures.
type closureEngine struct {
	queue closureQueue
	now   Time
	seq   uint64
}

type closureEvent struct {
	t         Time
	c         Class
	seq       uint64
	index     int
	cancelled bool
	action    func()
}

type closureQueue []*closureEvent

func (q closureQueue) Len() int { return len(q) }

func (q closureQueue) Less(i, j int) bool {
	if q[i].t != q[j].t {
		return q[i].t < q[j].t
	}
	if q[i].c != q[j].c {
		return q[i].c < q[j].c
	}
	return q[i].seq < q[j].seq
}

func (q closureQueue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}

func (q *closureQueue) Push(x any) {
	ev := x.(*closureEvent)
	ev.index = len(*q)
	*q = append(*q, ev)
}

func (q *closureQueue) Pop() any {
	old := *q
	last := len(old) - 1
	ev := old[last]
	old[last] = nil
	*q = old[:last]
	ev.index = -1
	return ev
}

func (e *closureEngine) at(t Time, c Class, action func()) *closureEvent {
	e.seq++
	ev := &closureEvent{t: t, c: c, seq: e.seq, action: action}
	heap.Push(&e.queue, ev)
	return ev
}

func (e *closureEngine) cancel(ev *closureEvent) {
	if ev.index >= 0 {
		heap.Remove(&e.queue, ev.index)
	}
}

// step executes one event and reports whether there was one.
func (e *closureEngine) step() bool {
	if len(e.queue) == 0 {
		return false
	}
	ev := heap.Pop(&e.queue).(*closureEvent)
	e.now = ev.t
	ev.action()
	return true
}

// heapEngine is the next thing one writes: a binary heap of event values, without interfaces, and a
// switch on the kind.
type heapEngine struct {
	queue []heapEvent
	now   Time
	seq   uint64
}

type heapEvent struct {
	key, seq uint64
	ev       Event
}

func (a heapEvent) before(b heapEvent) bool {
	return a.key < b.key || a.key == b.key && a.seq < b.seq
}

func (e *heapEngine) at(t Time, c Class, ev Event) {
	e.seq++
	x := heapEvent{uint64(t)<<classBits | uint64(c), e.seq, ev}
	e.queue = append(e.queue, x)
	i := len(e.queue) - 1
	for i > 0 {
		parent := (i - 1) / 2
		if !x.before(e.queue[parent]) {
			break
		}
		e.queue[i] = e.queue[parent]
		i = parent
	}
	e.queue[i] = x
}

func (e *heapEngine) pop() (Event, bool) {
	n := len(e.queue) - 1
	if n < 0 {
		return Event{}, false
	}
	top, x := e.queue[0], e.queue[n]
	e.queue = e.queue[:n]
	e.now = Time(top.key >> classBits)
	i := 0
	for {
		child := 2*i + 1
		if child >= n {
			break
		}
		if child+1 < n && e.queue[child+1].before(e.queue[child]) {
			child++
		}
		if !e.queue[child].before(x) {
			break
		}
		e.queue[i] = e.queue[child]
		i = child
	}
	if n > 0 {
		e.queue[i] = x
	}
	return top.ev, true
}
