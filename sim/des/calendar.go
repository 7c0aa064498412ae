package des

import "strconv"

// item is one pending event: its sort key (time and class) and its packed event.
type item struct {
	key  uint64
	word uint64
}

// frontSize is the number of items up to which a sorted array beats the buckets. Measured: 16 to 48
// are within noise of each other.
const frontSize = 32

// noLimit is above every key.
const noLimit = ^uint64(0)

// calendar is a priority queue of items: by key, and first in, first out among equal keys. It is a
// radix heap with a sorted array before it:
//
//   - front[head:tail] is sorted and holds every item with a key below limit;
//   - buckets hold the rest, by the highest base-64 digit in which the key differs from a
//     reference.
//
// A short list never leaves the front. A long one refills it from the lowest bucket: as a whole if
// the bucket is small, else the bucket is first dealt out to lower levels.
//
// The reference never passes the current key. So nothing that may still be scheduled can come
// before it, and looking at the next event without executing it does no harm.
type calendar struct {
	front   []item
	head    int
	tail    int
	full    int    // tail at which an insertion must stop and look; at most len(front)
	limit   uint64 // keys from here on are in the buckets
	current uint64 // key of the event being executed, or a later one the clock was moved to
	buckets buckets
	keyed   keyed
}

func newCalendar() calendar {
	return calendar{
		front:   make([]item, 2*frontSize),
		full:    2 * frontSize,
		limit:   noLimit,
		buckets: buckets{free: noBlock},
	}
}

// items returns the number of items, cancelled ones included.
func (c *calendar) items() int { return c.tail - c.head + c.buckets.items }

// live returns the number of items that are not cancelled.
func (c *calendar) live() int { return c.items() - c.keyed.dead }

// schedule adds an event, checked, at time t.
func (c *calendar) schedule(t Time, class Class, word uint64) {
	key := uint64(t)<<classBits | uint64(class)
	if uint64(t) > uint64(MaxTime) || class >= Classes || key < c.current {
		key = c.irregular(t, class)
	}
	if c.tail >= c.full {
		c.makeRoom(key)
	}
	if key >= c.limit {
		c.buckets.insert(key, word)
		return
	}
	i := c.tail
	c.tail = i + 1
	f := c.front[:i+1]
	for i > c.head && f[i-1].key > key {
		f[i] = f[i-1]
		i--
	}
	f[i] = item{key, word}
}

// irregular returns the key of an event whose class has already passed at the current instant, and
// refuses any other time and class that schedule stumbles on.
func (c *calendar) irregular(t Time, class Class) uint64 {
	now := Time(c.current >> classBits)
	switch {
	case class >= Classes:
		panic(misuse("class out of range 0..7:", int64(class)))
	case t > MaxTime:
		panic(misuse("event after MaxTime:", int64(t)))
	case t < now:
		panic(misuse("event at "+strconv.FormatInt(int64(t), 10)+", before now,", int64(now)))
	}
	return c.current
}

// makeRoom prepares a full front for an insertion at key. Afterwards the front has a free place,
// and the insertion will not have to move more than some 2*frontSize items.
func (c *calendar) makeRoom(key uint64) {
	if c.tail-c.head >= frontSize && c.front[c.tail-1].key > key {
		c.split(key)
	}
	if 2*c.head >= c.tail { // most of it is executed items
		c.tail = copy(c.front, c.front[c.head:c.tail])
		c.head = 0
	}
	if c.tail == len(c.front) {
		c.front = append(c.front, item{})
		c.front = c.front[:cap(c.front)]
	}
	c.setFull()
}

// setFull lets the front grow to 2*frontSize items before the next look, and looks at every
// insertion if it is longer already.
func (c *calendar) setFull() {
	room := max(0, 2*frontSize-(c.tail-c.head))
	c.full = min(c.tail+room, len(c.front))
}

// split moves the back of the front to the buckets, to make an insertion at key cheap. Items of
// equal key stay together, or their order would be lost.
func (c *calendar) split(key uint64) {
	f := c.front[c.head:c.tail]
	at := frontSize / 2
	for at > 0 && f[at-1].key == f[at].key {
		at--
	}
	if at == 0 && key >= f[0].key {
		// The front begins with a long run of ties, to which key belongs or which it follows.
		for at = frontSize / 2; f[at].key == f[0].key; at++ {
		}
	}
	if c.buckets.items == 0 {
		c.buckets.reference = c.current
	}
	c.limit = f[at].key
	for _, it := range f[at:] {
		c.buckets.insert(it.key, it.word)
	}
	c.tail = c.head + at
}

// refill moves the earliest items from the buckets to the empty front. It reports false, having
// moved the reference at most up to bound, when there is no item with a key up to bound.
func (c *calendar) refill(bound uint64) bool {
	c.head, c.tail = 0, 0
	b := &c.buckets
	for b.items > 0 {
		level, digit := b.lowest()
		low, high := b.span(level, digit)
		if low > bound {
			c.setFull()
			return false
		}
		if level > 0 && b.count(level, digit) > frontSize {
			b.deal(level, digit)
			continue
		}
		c.limit = high
		if c.take(level, digit); c.tail > 0 {
			return true
		}
	}
	c.limit = noLimit
	c.setFull()
	return false
}

// take fills the empty front with the live items of a bucket. Looking at their slots here, one
// after the other, lets the processor fetch them from memory side by side.
func (c *calendar) take(level, digit int) {
	f := c.buckets.take(level, digit, c.front[:0])
	c.front = f[:cap(f)]
	f = c.keyed.drop(f)
	c.tail = len(f)
	if level > 0 { // on level 0 all keys of a bucket are equal
		sortStable(f)
	}
	if c.buckets.items == 0 {
		c.limit = noLimit
	}
	c.setFull()
}

// sortStable sorts a few items by key, keeping the order of equal ones.
func sortStable(f []item) {
	for n := 1; n < len(f); n++ {
		it, i := f[n], n
		for i > 0 && f[i-1].key > it.key {
			f[i] = f[i-1]
			i--
		}
		f[i] = it
	}
}

// cancel marks the event of h as dead and reports whether it was alive. When the dead outnumber the
// live they are removed, so the cost of that is bounded for each cancelled event and memory follows
// the live ones.
func (c *calendar) cancel(h Handle) bool {
	s := c.keyed.find(h)
	if s == nil {
		return false
	}
	s.generation++
	c.keyed.dead++
	if dead := c.keyed.dead; dead > frontSize && dead > c.live() {
		c.tail = c.head + len(c.keyed.drop(c.front[c.head:c.tail]))
		c.setFull()
		c.buckets.drop(&c.keyed)
	}
	return true
}

// clear drops all items and puts the clock back to 0. Memory is kept.
func (c *calendar) clear() {
	c.head, c.tail, c.limit, c.current = 0, 0, noLimit, 0
	c.setFull()
	c.buckets.clear()
	c.keyed.clear()
}
