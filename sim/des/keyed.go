package des

// Handle names an event scheduled by AtKeyed. The zero Handle names none. A handle stays safe to
// use after its event has fired, was cancelled or was lost in a Reset: it then names nothing. (Its
// slot is numbered modulo 2^31, so a handle kept while its slot is used 2^31 times over may come to
// name a stranger.)
type Handle uint64

// slot holds one keyed event. The generation is odd while the event is alive; it grows when the
// slot is taken and again when the event fires or dies, which is what makes old handles invalid.
type slot struct {
	word       uint64 // the packed event
	generation uint32
	nextFree   uint32 // 1 + index of the next free slot, 0 at the end
}

// keyed is the table of events that can be cancelled. A cancelled event leaves a dead item in the
// calendar; its slot is not used again before that item is gone.
type keyed struct {
	slots []slot
	free  uint32 // 1 + index of the first free slot
	dead  int    // items in the calendar whose event was cancelled
}

// add stores an event and returns its handle and the word that stands for it in the calendar.
func (k *keyed) add(word uint64) (Handle, uint64) {
	i := k.free
	if i == 0 {
		k.slots = append(k.slots, slot{})
		i = uint32(len(k.slots))
	} else {
		k.free = k.slots[i-1].nextFree
	}
	s := &k.slots[i-1]
	s.word = word
	s.generation++
	return Handle(uint64(s.generation)<<32 | uint64(i-1)), uint64(i-1)<<32 | keyedMark
}

// find returns the slot of a live event, or nil.
func (k *keyed) find(h Handle) *slot {
	i, generation := uint32(h), uint32(h>>32)
	if int(i) >= len(k.slots) || k.slots[i].generation != generation || generation%2 == 0 {
		return nil
	}
	return &k.slots[i]
}

// leave frees the slot of an item that leaves the calendar and returns its event, if still alive.
func (k *keyed) leave(word uint64) (event uint64, alive bool) {
	i := uint32(word >> 32)
	s := &k.slots[i]
	alive = s.generation%2 == 1
	if alive {
		s.generation++
	} else {
		k.dead--
	}
	s.nextFree = k.free
	k.free = i + 1
	return s.word, alive
}

// release frees the slot of an item if its event was cancelled, and reports that.
func (k *keyed) release(word uint64) bool {
	if uint16(word) != keyedMark || k.slots[word>>32].generation%2 == 1 {
		return false
	}
	k.leave(word)
	return true
}

// drop removes the dead among the items, in place and keeping the order, and frees their slots.
func (k *keyed) drop(items []item) []item {
	if len(k.slots) == 0 {
		return items
	}
	kept := 0
	for _, it := range items {
		if !k.release(it.word) {
			items[kept] = it
			kept++
		}
	}
	return items[:kept]
}

// clear forgets all events and makes their handles invalid. Slots are handed out again in the
// order of a new table.
func (k *keyed) clear() {
	k.free, k.dead = 0, 0
	for i := len(k.slots) - 1; i >= 0; i-- {
		s := &k.slots[i]
		s.generation += s.generation % 2
		s.nextFree = k.free
		k.free = uint32(i + 1)
	}
}
