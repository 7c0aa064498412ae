package experiment

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"fbasim/sim/model"
	"fbasim/sim/unit"
)

// extend adds the replications of units of work, all cases of a replication on the same worker and
// the same random numbers.
func (s *sample) extend(p *pool, study *Study, units []Stretch) error {
	parts := make([]*sample, len(units))
	err := s.compute(p, study, units, func(i int, part *sample) { parts[i] = part })
	if err != nil {
		return err
	}
	for _, part := range parts {
		s.merge(part)
	}
	return nil
}

// task is a unit of work while it is computed by several workers.
type task struct {
	unit  Stretch
	first int // item
	open  sync.Once
	found *sample // read from its file
	err   error   // of reading it
	rows  [][]replication
	left  atomic.Int64
}

// compute simulates the replications of units of work, or reads those that are kept, and calls done
// with the sample of each as soon as it is there, and kept. Any worker may call it, in any order.
func (s *sample) compute(p *pool, study *Study, units []Stretch, done func(i int, part *sample)) error {
	tasks := make([]task, len(units))
	var of []int // by item, a replication: its task
	for i, u := range units {
		t := &tasks[i]
		t.unit, t.first, t.rows = u, len(of), make([][]replication, u.To-u.From)
		t.left.Store(int64(u.To - u.From))
		of = append(of, slices.Repeat([]int{i}, u.To-u.From)...)
	}
	return p.each(len(of), func(a *arena, item int) error {
		t := &tasks[of[item]]
		t.open.Do(func() { t.found, t.err = s.kept(study, t.unit) })
		if t.err != nil {
			return t.err
		}
		if k := item - t.first; t.found == nil {
			var err error
			if t.rows[k], err = s.replication(a, study.Settings.Seed, t.unit.From+k, p.stop); err != nil {
				return err
			}
		}
		if t.left.Add(-1) > 0 {
			return nil
		}
		part := t.found
		if part == nil {
			part = s.part(t.unit, t.rows)
			t.rows = nil
			if err := s.keep(study, t.unit, part); err != nil {
				return err
			}
		}
		done(of[item], part)
		return nil
	})
}

// replication simulates one replication of every case.
func (s *sample) replication(a *arena, seed int64, rep int, stop *atomic.Bool) ([]replication, error) {
	list := make([]replication, len(a.runs))
	for c, run := range a.runs {
		o := model.Options{Seed: seed, Replication: rep, Stop: stop}
		if rep < dailyReplications {
			o.Daily = &model.Daily{}
		}
		outcome, err := run.Simulate(o)
		if err != nil {
			return nil, err
		}
		list[c] = s.read(outcome)
		if s.plans != nil {
			list[c].controls = s.plans[c].read(run)
		}
		list[c].findings, list[c].failures = run.Findings(), slices.Clone(outcome.Failures)
		if o.Daily != nil {
			list[c].days = o.Daily.Days
		}
	}
	return list, nil
}

// part puts the replications of a unit together.
func (s *sample) part(u Stretch, rows [][]replication) *sample {
	part := newSample(len(s.values), s.columns)
	for k, list := range rows {
		for c := range list {
			part.values[c] = append(part.values[c], list[c].row)
			part.skus[c] = append(part.skus[c], list[c].skus)
			part.shared[c] = append(part.shared[c], list[c].shared)
			part.outcome[c].add(&list[c].part)
			part.bySKU[c] = addSKUs(part.bySKU[c], list[c].totals)
			part.controls[c] = append(part.controls[c], list[c].controls)
			part.rules[c].add(u.From+k+1, list[c].findings, list[c].failures)
			if list[c].days != nil {
				part.days[c] = append(part.days[c], list[c].days)
			}
		}
	}
	return part
}

// merge adds the sample of the replications that follow.
func (s *sample) merge(part *sample) {
	for c := range s.values {
		s.values[c] = append(s.values[c], part.values[c]...)
		s.skus[c] = append(s.skus[c], part.skus[c]...)
		s.shared[c] = append(s.shared[c], part.shared[c]...)
		s.outcome[c].add(&part.outcome[c])
		s.bySKU[c] = addSKUs(s.bySKU[c], part.bySKU[c])
		s.controls[c] = append(s.controls[c], part.controls[c]...)
		s.rules[c].merge(&part.rules[c])
		s.days[c] = append(s.days[c], part.days[c]...)
	}
}

// kept reads the sample of a unit, nil where it has to be computed.
func (s *sample) kept(study *Study, u Stretch) (*sample, error) {
	k := study.Settings.Keep
	if k == nil {
		return nil, nil
	}
	payload, err := k.Folder.Read(study.piece(u))
	var part *sample
	if err == nil {
		part, err = s.decode(study, u, payload)
	}
	var damaged *unit.Damaged
	switch {
	case err == nil:
		return part, nil
	case k.Only, !unit.Absent(err) && !errors.As(err, &damaged):
		return nil, err
	case damaged != nil && k.Note != nil:
		k.Note(damaged)
	}
	return nil, nil
}

// keep writes the sample of a unit.
func (s *sample) keep(study *Study, u Stretch, part *sample) error {
	k := study.Settings.Keep
	if k == nil {
		return nil
	}
	return k.Folder.Write(study.piece(u), part.encode())
}
