package sweep

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
)

// Pending says which units of a folder are still to be computed.
type Pending struct {
	Units   []Unit // to compute
	Have    int    // units that are there
	Work    int    // replications in Units
	Total   int    // replications in all
	Damaged []string
}

// Pending looks at the units in a folder: files that are damaged are named and computed again; one
// that belongs to something else is an error, *Foreign.
func (s *Sweep) Pending(dir string) (p Pending, err error) {
	for _, u := range s.Units() {
		p.Total += u.Work()
		_, err := s.ReadUnit(dir, u)
		var damaged *Damaged
		switch {
		case err == nil:
			p.Have++
			continue
		case errors.As(err, &damaged):
			p.Damaged = append(p.Damaged, damaged.File)
		case !absent(err):
			return p, err
		}
		p.Units = append(p.Units, u)
		p.Work += u.Work()
	}
	return p, nil
}

// Run computes units on a number of workers, on which no result depends, and writes each to the
// folder as soon as it is done. It ends with the first error, or with the context's; units that were
// written by then stay.
func (s *Sweep) Run(ctx context.Context, dir string, p Pending, workers int, progress Progress) error {
	var stop atomic.Bool
	defer context.AfterFunc(ctx, func() { stop.Store(true) })()
	done := atomic.Int64{}
	done.Store(int64(p.Total - p.Work))
	step := func() {
		if n := int(done.Add(1)); progress != nil {
			progress("replications", n, p.Total)
		}
	}
	var once sync.Once
	var failed error
	parallel(workers, len(p.Units), func(i int) bool {
		values, err := s.Compute(p.Units[i], &stop, step)
		if err == nil {
			err = s.WriteUnit(dir, p.Units[i], values)
		}
		if err != nil {
			once.Do(func() { failed = err })
			stop.Store(true) // the other workers need not finish theirs
		}
		return err == nil
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return failed
}
