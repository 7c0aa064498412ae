package sweep

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"fbasim/sim/unit"
)

// Pending says which units of a shard are still to be computed.
type Pending struct {
	Units   []Unit // to compute
	Have    int    // units that are there
	Work    int    // replications in Units
	Total   int    // replications in all units of the shard
	Damaged []string
}

// Pending looks at the units of a shard in a folder: files that are damaged are named and computed
// again; one that belongs to something else is an error, *unit.Foreign.
func (s *Sweep) Pending(dir string, shard unit.Shard) (p Pending, err error) {
	units := s.Units()
	if err := s.Folder(dir).Strangers(len(units)); err != nil {
		return p, err
	}
	for _, u := range units {
		if !shard.Has(u.Index) {
			continue
		}
		p.Total += u.Work()
		_, err := s.ReadUnit(dir, u)
		var damaged *unit.Damaged
		switch {
		case err == nil:
			p.Have++
			continue
		case errors.As(err, &damaged):
			p.Damaged = append(p.Damaged, damaged.File)
		case !unit.Absent(err):
			return p, err
		}
		p.Units = append(p.Units, u)
		p.Work += u.Work()
	}
	return p, nil
}

// Run computes units on a number of workers, on which no result depends, and writes each to the
// folder as soon as it is done; what another process wrote meanwhile is not computed. It ends with the first error, or with the context's; units that were
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
		if _, err := s.ReadUnit(dir, p.Units[i]); err == nil { // another process was faster
			for range p.Units[i].Work() {
				step()
			}
			return true
		}
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
