package des

import "strconv"

// item is one pending event: its sort key (time and class) and its packed event.
type item struct {
	key  uint64
	word uint64
}

const (
	// frontSize is the number of items up to which a sorted array beats the buckets. Measured: 16
	// to 48 are within noise of each other.
	frontSize = 32

	// frontMost is the greatest number of items in the front, and that of a block.
	frontMost = 2 * frontSize

	// frontPlaces is the length of the ring they move around in, a power of two.
	frontPlaces = 2 * frontMost
)

// noLimit is above every key.
const noLimit = ^uint64(0)

// calendar is a priority queue of items: by key, and first in, first out among equal keys. It is a
// radix heap with a sorted array before it:
//
//   - the front, a ring from head to tail, is sorted and holds the items with a key below limit;
//   - buckets hold the rest, by the highest base-64 digit in which the key differs from a
//     reference.
//
// A short list never leaves the front. A long one refills it from the lowest bucket: as a whole if
// the bucket is small, a block at a time if it is one long tie, else the bucket is first dealt out
// to lower levels.
//
// The reference never passes the current key. So nothing that may still be scheduled can come
// before it, and looking at the next event without executing it does no harm.
type calendar struct {
	head     uint   // the first item of the front, counted around the ring; above 0
	tail     uint   // the place after the last one
	limit    uint64 // keys from here on are in the buckets
	current  uint64 // key of the event being executed, or a later one the clock was moved to
	end      uint64 // the run stops before this key; 0 once it is to stop at once
	lastKind Kind   // kinds above are unknown

	// front has item n at n % frontPlaces. The place before head holds a key that is not above any
	// that may be scheduled, where the search of an insertion stops: the last item taken, or 0.
	front   [frontPlaces]item
	buckets buckets
	keyed   keyed
}

func newCalendar(kinds int) calendar {
	return calendar{lastKind: Kind(kinds - 1), head: 1, tail: 1, limit: noLimit,
		buckets: buckets{free: noBlock}}
}

// items returns the number of items, cancelled ones included.
func (c *calendar) items() int { return int(c.tail-c.head) + c.buckets.items }

// live returns the number of items that are not cancelled.
func (c *calendar) live() int { return c.items() - c.keyed.dead }

// schedule adds an event at time t. What is rare ends in calls of other functions, so that the
// usual case needs no place to save its registers.
func (c *calendar) schedule(t Time, class Class, ev Event) {
	key, word := uint64(t)<<classBits|uint64(class), pack(ev)
	if uint64(t) > uint64(MaxTime) || class >= Classes || key < c.current || ev.Kind > c.lastKind {
		c.place(c.irregular(t, class, ev.Kind), pack(ev))
		return
	}
	if key >= c.limit {
		c.buckets.insert(key, word)
		return
	}
	if c.tail-c.head >= frontMost {
		c.place(key, word)
		return
	}
	c.insert(key, word)
}

// scheduleKeyed is schedule for an event that can be cancelled.
func (c *calendar) scheduleKeyed(t Time, class Class, ev Event) Handle {
	key := uint64(t)<<classBits | uint64(class)
	if uint64(t) > uint64(MaxTime) || class >= Classes || key < c.current || ev.Kind > c.lastKind {
		key = c.irregular(t, class, ev.Kind)
	}
	h, word := c.keyed.add(pack(ev))
	if key >= c.limit {
		c.buckets.insert(key, word)
		return h
	}
	if c.tail-c.head >= frontMost {
		c.place(key, word)
		return h
	}
	c.insert(key, word)
	return h
}

// place adds an item where it belongs.
func (c *calendar) place(key, word uint64) {
	if key < c.limit && c.tail-c.head >= frontMost {
		c.split()
	}
	if key >= c.limit {
		c.buckets.insert(key, word)
		return
	}
	c.insert(key, word)
}

// insert puts an item into the front, behind those of its key. It is short enough to be inlined.
func (c *calendar) insert(key, word uint64) {
	i := c.tail
	c.tail = i + 1
	for {
		before := c.front[(i-1)%frontPlaces]
		if before.key <= key {
			break
		}
		c.front[i%frontPlaces] = before
		i--
	}
	c.front[i%frontPlaces] = item{key, word}
}

// irregular returns the key of an event whose class has already passed at the current instant, and
// refuses any other event that schedule stumbles on: at the call that is wrong and not when the
// event is due.
func (c *calendar) irregular(t Time, class Class, kind Kind) uint64 {
	now := Time(c.current >> classBits)
	switch {
	case kind > c.lastKind:
		panic(misuse("no handler for kind", int64(kind)))
	case class >= Classes:
		panic(misuse("class out of range 0..7:", int64(class)))
	case t > MaxTime:
		panic(misuse("event after MaxTime:", int64(t)))
	case t < now:
		panic(misuse("event at "+strconv.FormatInt(int64(t), 10)+", before now,", int64(now)))
	}
	return c.current
}

// split moves the back of the full front to the buckets, to keep insertions cheap. Items of equal
// key stay together, or their order would be lost.
func (c *calendar) split() {
	at := c.head + frontSize/2
	for at > c.head && c.front[(at-1)%frontPlaces].key == c.front[at%frontPlaces].key {
		at--
	}
	if c.buckets.items == 0 {
		c.buckets.reference = c.current
	}
	c.limit = c.front[at%frontPlaces].key
	for i := at; i < c.tail; i++ {
		it := c.front[i%frontPlaces]
		c.buckets.insert(it.key, it.word)
	}
	c.tail = at
}

// refill moves the earliest items from the buckets to the empty front. It reports false, having
// moved the reference at most up to the end of the run, when there is no item before that.
func (c *calendar) refill() bool {
	b := &c.buckets
	for b.items > 0 {
		level, digit := b.lowest()
		low, high := b.span(level, digit)
		if low >= c.end {
			return false
		}
		if level > 0 && b.count(level, digit) > frontSize {
			b.deal(level, digit)
			continue
		}
		if c.take(level, digit, high) {
			return true
		}
	}
	c.limit = noLimit
	return false
}

// take fills the empty front with the live items of a bucket that ends before high, or with the
// first of them if it is one long tie, and reports whether there were any. Looking at their slots
// here, one after the other, lets the processor fetch them from memory side by side.
func (c *calendar) take(level, digit int, high uint64) bool {
	f := c.keyed.drop(c.buckets.take(level, digit, c.front[1:1]))
	c.front[0].key = 0
	c.head, c.tail = 1, 1+uint(len(f))
	switch {
	case level > 0:
		c.limit = high
		sortStable(f)
	case c.buckets.count(level, digit) > 0:
		c.limit = high - 1 // what is still scheduled at this key comes after those left behind
	default:
		c.limit = high
	}
	if c.buckets.items == 0 {
		c.limit = noLimit
	}
	return len(f) > 0
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
		c.dropFront()
		c.buckets.drop(&c.keyed)
	}
	return true
}

// dropFront removes the dead items from the front.
func (c *calendar) dropFront() {
	kept := c.head
	for i := c.head; i < c.tail; i++ {
		it := c.front[i%frontPlaces]
		if !c.keyed.release(it.word) {
			c.front[kept%frontPlaces] = it
			kept++
		}
	}
	c.tail = kept
}

// clear drops all items and puts the clock back to 0. Memory is kept.
func (c *calendar) clear() {
	c.head, c.tail, c.limit, c.current = 1, 1, noLimit, 0
	c.front[0].key = 0
	c.buckets.clear()
	c.keyed.clear()
}
