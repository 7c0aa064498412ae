package fee

import (
	"encoding/binary"
	"slices"
	"sync"

	"fbasim/sim/civil"
	"fbasim/sim/market"
)

// Tariffs looks up tariffs under one set of assumptions, like Book.Tariff, and keeps what
// they are made of: a catalog has thousands of items, but they pay by few tiers, steps of
// weight and categories, so they share nearly everything. Any number of goroutines may use
// it; what they get does not depend on which of them asks first.
type Tariffs struct {
	book   *Book
	assume Assume

	mu     sync.Mutex
	lanes  map[laneKey]*lane
	known  map[itemKey]answer
	spans  map[span]uint32
	lists  map[string]spanList // by the numbers of the spans
	notes  map[standIn]uint32
	texts  []Assumption // by the numbers of the notes
	sheets map[string]*sheet
}

// Tariffs returns an empty store of tariffs. The book and the assumptions must not change.
func (b *Book) Tariffs(assume Assume) *Tariffs {
	return &Tariffs{book: b, assume: assume, lanes: map[laneKey]*lane{}, known: map[itemKey]answer{},
		spans: map[span]uint32{}, lists: map[string]spanList{}, notes: map[standIn]uint32{},
		sheets: map[string]*sheet{}}
}

// laneKey is a route that can be compared.
type laneKey struct {
	program  market.Program
	market   market.Marketplace
	from, to civil.Date
	also     string // the kinds, a byte each
}

// lane is a route with all that is the same for every item on it.
type lane struct {
	number uint32
	route  Route
	kinds  []market.FeeKind
	keys   [market.FeeKindCount]string
	pools  [market.FeeKindCount][]*Card
}

type itemKey struct {
	lane *lane
	item Item
}

type answer struct {
	tariff *Tariff
	gaps   []Gap
}

// spanList is a list of spans with its number.
type spanList struct {
	number uint32
	spans  []span
}

// Tariff returns the tariff of an item on a route, and its gaps, as Book.Tariff does. Both
// must not be changed.
func (s *Tariffs) Tariff(item Item, route Route) (*Tariff, []Gap) {
	key := itemKey{s.lane(route), item}
	s.mu.Lock()
	a, known := s.known[key]
	s.mu.Unlock()
	if known {
		return a.tariff, a.gaps
	}
	c := s.book.newCompiler(item, route, s.assume)
	c.lane = key.lane
	c.compileAll(c.lane.kinds)
	s.mu.Lock()
	defer s.mu.Unlock()
	if a, known = s.known[key]; !known { // else another goroutine was faster
		c.t.sheet = s.sheet(c)
		a = answer{c.t, c.gaps}
		s.known[key] = a
	}
	return a.tariff, a.gaps
}

// lane returns what is known of a route.
func (s *Tariffs) lane(r Route) *lane {
	also := make([]byte, 0, market.FeeKindCount)
	for _, k := range r.Also {
		also = append(also, byte(k))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key := laneKey{r.Program, r.Market, r.From, r.To, string(also)}
	if l, known := s.lanes[key]; known {
		return l
	}
	r.Also = slices.Clone(r.Also)
	l := &lane{number: uint32(len(s.lanes)), route: r}
	c := s.book.newCompiler(Item{}, r, s.assume)
	l.kinds = c.kinds()
	for k := market.NoFee + 1; k < market.FeeKindCount; k++ {
		l.keys[k], l.pools[k] = keyOf(k, r), c.pool(k)
	}
	s.lanes[key] = l
	return l
}

// sheet returns the sheet of a compiled tariff, the same one for equal fees.
func (s *Tariffs) sheet(c *compiler) *sheet {
	id := binary.LittleEndian.AppendUint32(nil, c.lane.number)
	for _, k := range c.lane.kinds {
		var number uint32
		if len(c.t.spans[k]) > 0 {
			list := s.list(c.t.spans[k])
			c.t.spans[k], number = list.spans, list.number
		}
		id = binary.LittleEndian.AppendUint32(id, number)
	}
	for _, n := range c.standIns {
		id = binary.LittleEndian.AppendUint32(id, s.note(n))
	}
	if known := s.sheets[string(id)]; known != nil {
		return known
	}
	for _, n := range c.standIns {
		c.t.assumptions = append(c.t.assumptions, s.texts[s.notes[n]])
	}
	s.sheets[string(id)] = c.t.sheet
	return c.t.sheet
}

// list returns a list of spans, the same one for equal spans.
func (s *Tariffs) list(spans []span) spanList {
	var id []byte
	for _, one := range spans {
		number, known := s.spans[one]
		if !known {
			number = uint32(len(s.spans))
			s.spans[one] = number
		}
		id = binary.LittleEndian.AppendUint32(id, number)
	}
	list, known := s.lists[string(id)]
	if !known {
		list = spanList{uint32(len(s.lists) + 1), slices.Clip(slices.Clone(spans))}
		s.lists[string(id)] = list
	}
	return list
}

// note returns the number of a card that stands in. Its text is written only once.
func (s *Tariffs) note(n standIn) uint32 {
	number, known := s.notes[n]
	if !known {
		number = uint32(len(s.texts))
		s.notes[n] = number
		s.texts = append(s.texts, n.assumption())
	}
	return number
}
