package estimate

import (
	"errors"
	"fmt"

	"fbasim/sim/civil"
)

// record is the history of a SKU on the common calendar.
type record struct {
	from, to int // days of the calendar
	gaps     []int32
	counts   []int32 // of the days from from on
	units    int
	observed int
	active   int     // days with a sale
	squares  float64 // sum of squares of the counts
}

// history is that of all SKUs of a marketplace.
type history struct {
	calendar
	records []record
	units   []float64 // observed a day, of all SKUs
	total   float64
}

// FromFirstSale returns the part of a history that follows the first day with a sale, for products
// whose first day on offer is not known. That day itself is left out: counted, it would make the
// rate of a product with few sales too high, as the history would have been chosen to begin with a
// success.
func FromFirstSale(s Series) Series {
	for i, n := range s.Counts {
		if n > 0 {
			return Series{Start: s.Start + civil.Date(i) + 1, Counts: s.Counts[i+1:]}
		}
	}
	return Series{Start: s.Start + civil.Date(len(s.Counts))}
}

// newHistory puts series on one calendar.
func newHistory(series []Series, start civil.Date) (*history, error) {
	var first, end civil.Date
	for i, s := range series {
		last := s.Start + civil.Date(len(s.Counts))
		if i == 0 || s.Start < first {
			first = s.Start
		}
		if i == 0 || last > end {
			end = last
		}
	}
	h := &history{calendar: newCalendar(first, int(end-first), start),
		records: make([]record, len(series)), units: make([]float64, end-first)}
	var problems []error
	for i, s := range series {
		if err := h.take(&h.records[i], s); err != nil {
			problems = append(problems, fmt.Errorf("series %d: %w", i, err))
		}
	}
	return h, errors.Join(problems...)
}

// take fills a record and adds it to the units of the days.
func (h *history) take(r *record, s Series) error {
	r.from = int(s.Start - h.first)
	r.to, r.counts = r.from+len(s.Counts), s.Counts
	for i, n := range s.Counts {
		switch {
		case n == Gap:
			r.gaps = append(r.gaps, int32(r.from+i))
			continue
		case n < 0:
			return fmt.Errorf("%d units on %v: counts are 0 or more, or Gap", n, s.Start+civil.Date(i))
		case n > 0:
			r.active++
			r.units += int(n)
			r.squares += float64(n) * float64(n)
			h.units[r.from+i] += float64(n)
			h.total += float64(n)
		}
		r.observed++
	}
	return nil
}

// exposure are the sums of the factors over the days on which a record was observed.
func (h *history) exposure(r *record, factors []float64, running []sums) sums {
	s := between(running, r.from, r.to)
	for _, g := range r.gaps {
		s.add(h.days[g], factors[g], -1)
	}
	return s
}

// each calls f for the observed days of a record, with the day of the calendar.
func (r *record) each(f func(day int, units float64)) {
	for i, n := range r.counts {
		if n != Gap {
			f(r.from+i, float64(n))
		}
	}
}
