package experiment

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"

	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/unit"
)

// A codec writes the payload of a unit, or reads it: the same functions do both, so that what is
// written is what is read. Integers are varints. Floating-point numbers are their bits in reverse, as
// varints: zeros and small whole numbers, which most are, take one to three bytes.
type codec struct {
	data    []byte // to append to, or to read on from
	reading bool
	bad     bool // more was to be read than there is
}

func (c *codec) uint(x *uint64) {
	if !c.reading {
		c.data = binary.AppendUvarint(c.data, *x)
		return
	}
	v, n := binary.Uvarint(c.data)
	if n <= 0 {
		c.bad, c.data = true, nil
		return
	}
	*x, c.data = v, c.data[n:]
}

func (c *codec) int(x *int64) {
	u := uint64(*x)<<1 ^ uint64(*x>>63)
	c.uint(&u)
	*x = int64(u>>1) ^ -int64(u&1)
}

func (c *codec) count(x *int) {
	v := int64(*x)
	c.int(&v)
	*x = int(v)
}

func (c *codec) amount(x *money.Amount) {
	v := int64(*x)
	c.int(&v)
	*x = money.Amount(v)
}

func (c *codec) float(x *float64) {
	u := bits.ReverseBytes64(math.Float64bits(*x))
	c.uint(&u)
	*x = math.Float64frombits(bits.ReverseBytes64(u))
}

func (c *codec) text(x *string) {
	n := c.length(len(*x))
	if !c.reading {
		c.data = append(c.data, *x...)
		return
	}
	*x, c.data = string(c.data[:n]), c.data[n:]
}

// length writes the length of a list, or reads it: every element takes a byte at least.
func (c *codec) length(n int) int {
	u := uint64(n)
	c.uint(&u)
	if c.reading && u > uint64(len(c.data)) {
		c.bad, c.data = true, nil
		return 0
	}
	return int(u)
}

// list writes a list of any length, or reads it.
func list[T any](c *codec, x *[]T, each func(*T)) {
	n := c.length(len(*x))
	if c.reading && n > 0 {
		*x = make([]T, n)
	}
	for i := range *x {
		each(&(*x)[i])
	}
}

// sized writes a list whose length is known, or reads it.
func sized[T any](c *codec, x *[]T, n int, each func(*T)) {
	if c.reading {
		*x = make([]T, n)
	}
	for i := range *x {
		if c.bad {
			return
		}
		each(&(*x)[i])
	}
}

// encode writes the sample of a unit.
func (s *sample) encode() []byte {
	c := &codec{}
	for i := range s.values {
		s.code(c, i, len(s.values[i]), len(s.bySKU[i]))
	}
	return c.data
}

// errPayload says that a payload is not what the study's units hold.
var errPayload = errors.New("experiment: not the payload of a unit")

// decode reads the sample of a unit; *unit.Damaged where it cannot be one.
func (s *sample) decode(study *Study, u Stretch, payload []byte) (*sample, error) {
	part, err := s.unpack(study, u, payload)
	if err != nil {
		return nil, &unit.Damaged{File: unit.Path(study.Settings.Keep.Folder.Dir, u.Index)}
	}
	return part, nil
}

func (s *sample) unpack(study *Study, u Stretch, payload []byte) (*sample, error) {
	part, c := newSample(len(s.values), s.columns), &codec{data: payload, reading: true}
	for i := range part.values {
		part.code(c, i, u.To-u.From, len(study.Cases[i].Config.SKUs))
		if c.bad || s.plans != nil && !part.fits(i, s.plans[i]) {
			return nil, errPayload
		}
	}
	if len(c.data) > 0 {
		return nil, errPayload
	}
	return part, nil
}

// fits reports whether the controls of all replications are those of the plan.
func (s *sample) fits(i int, plan *controlPlan) bool {
	for _, d := range s.controls[i] {
		for list := range d {
			if len(d[list]) != len(plan.names[list]) {
				return false
			}
		}
	}
	return true
}

// code writes or reads the replications of a case, n of them, of so many products.
func (s *sample) code(c *codec, i, n, skus int) {
	sized(c, &s.values[i], n, func(row *[]float64) { sized(c, row, len(s.columns), c.float) })
	sized(c, &s.skus[i], n, func(row *[]skuValues) { sized(c, row, skus, func(v *skuValues) { floats(c, v[:]) }) })
	sized(c, &s.shared[i], n, func(v *skuValues) { floats(c, v[:]) })
	sized(c, &s.bySKU[i], skus, func(t *skuTotals) {
		for m := range t.parts {
			amounts(c, t.parts[m][:])
		}
		integers(c, t.units[:])
	})
	sized(c, &s.controls[i], n, func(d *deviations) {
		for k := range d {
			list(c, &d[k], c.float)
		}
	})
	list(c, &s.days[i], func(days *[]model.DayEnd) { list(c, days, c.day) })
	c.totals(&s.outcome[i])
	list(c, &s.rules[i].findings, c.finding)
	list(c, &s.rules[i].failures, c.failure)
}

func floats(c *codec, x []float64) {
	for i := range x {
		c.float(&x[i])
	}
}

func integers(c *codec, x []int64) {
	for i := range x {
		c.int(&x[i])
	}
}

func amounts(c *codec, x []money.Amount) {
	for i := range x {
		c.amount(&x[i])
	}
}

func (c *codec) day(d *model.DayEnd) {
	for _, x := range []*[market.MarketplaceCount]int64{&d.OnHand, &d.Waiting, &d.Out, &d.Received, &d.Returns} {
		integers(c, x[:])
	}
	c.amount(&d.Cash)
	for m := range d.Remote {
		l := &d.Remote[m]
		for _, x := range []*int64{&l.Active, &l.Waiting, &l.Local, &l.Blocked} {
			c.int(x)
		}
	}
	suspended := uint64(0)
	if d.Suspended {
		suspended = 1
	}
	c.uint(&suspended)
	d.Suspended = suspended != 0
}

// totals writes or reads what add sums.
func (c *codec) totals(t *totals) {
	c.count(&t.n)
	c.uint(&t.events)
	for l := range t.lines {
		amounts(c, t.lines[l][:])
		amounts(c, t.native[l][:])
		for m := range t.marks[l] {
			mark, card := uint64(t.marks[l][m]), uint64(t.cards[l][m])
			c.uint(&mark)
			c.uint(&card)
			t.marks[l][m], t.cards[l][m] = ledger.Mark(mark), uint16(card)
		}
	}
	for m := range t.markets {
		c.int(&t.markets[m].Orders)
		integers(c, t.markets[m].Days[:])
	}
}

func (c *codec) finding(f *findingSum) {
	for _, x := range []*string{&f.rule, &f.decision, &f.reason, &f.sku, &f.market} {
		c.text(x)
	}
	c.int(&f.first)
	for _, x := range []*int{&f.count, &f.replications, &f.last} {
		c.count(x)
	}
}

func (c *codec) failure(f *failureSum) {
	c.text(&f.name)
	c.text(&f.found)
	c.count(&f.replications)
}
