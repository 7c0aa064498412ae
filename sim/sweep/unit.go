package sweep

import (
	"fmt"
	"sync/atomic"

	"fbasim/sim/experiment"
)

// Unit is a piece of the work: the points from FromPoint up to before ToPoint, and of each of them
// the replications from FromRep up to before ToRep; all count from 0.
type Unit struct {
	Index              int
	FromPoint, ToPoint int
	FromRep, ToRep     int
}

// Work is the number of replications of all cases in the unit.
func (u Unit) Work() int { return (u.ToPoint - u.FromPoint) * (u.ToRep - u.FromRep) }

// Units lists the units in the order in which they are merged: by points, then by replications. They
// follow from the inputs of the sweep alone.
func (s *Sweep) Units() (list []Unit) {
	most := s.base.UnitReplications()
	reps := min(s.Replications, most)
	points := max(most/reps, 1)
	for p := 0; p < len(s.Design.Points); p += points {
		for r := 0; r < s.Replications; r += reps {
			list = append(list, Unit{
				Index: len(list), FromPoint: p, ToPoint: min(p+points, len(s.Design.Points)),
				FromRep: r, ToRep: min(r+reps, s.Replications),
			})
		}
	}
	return list
}

// width is the number of values of a replication: a column per metric and case.
func (s *Sweep) width() int { return len(s.base.Cases) * len(s.metrics.Columns()) }

// Compute simulates a unit on the calling goroutine and returns its values: by point, replication,
// case and column. stop ends it with model.ErrStopped; done, unless nil, is called after each
// replication.
func (s *Sweep) Compute(u Unit, stop *atomic.Bool, done func()) ([]float64, error) {
	values := make([]float64, 0, u.Work()*s.width())
	for k := u.FromPoint; k < u.ToPoint; k++ {
		e, err := s.compiled(k, u)
		if err != nil {
			return nil, s.at(k, err)
		}
		block, err := e.Block(s.metrics, u.FromRep, u.ToRep, stop, done)
		if err != nil {
			return nil, s.at(k, err)
		}
		values = append(values, block...)
	}
	return values, nil
}

// compiled returns a point as Check compiled it, or compiles it. The only unit of a point takes it
// away, so that memory does not grow with tables that the simulation builds.
func (s *Sweep) compiled(point int, u Unit) (*experiment.Study, error) {
	if point < len(s.kept) && s.kept[point] != nil {
		e := s.kept[point]
		if u.ToRep-u.FromRep == s.Replications {
			s.kept[point] = nil
		}
		return e, nil
	}
	st, list := s.study.At(s.Design.Sets(point)...)
	if err := list.Err(); err != nil {
		return nil, err
	}
	return st.Experiment(1), nil
}

// at names the point at which something went wrong.
func (s *Sweep) at(point int, err error) error {
	return fmt.Errorf("point %d (%s): %w", point+1, s.Design.String(point), err)
}
