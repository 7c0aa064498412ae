package experiment

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"fbasim/sim/unit"
)

// Short says that a run cannot be put together from its units alone: some that it needs are not
// there, or cannot be used.
type Short struct {
	unit.Incomplete
	// Replications is the number whose units are all there, Worst the widest half-width of a difference
	// at that number relative to what is asked of it; 0 while the run may not stop anyway.
	Replications int
	Worst        float64
	// Needed is about how many replications reach the precision, "" where that is not known.
	Needed string
}

// short turns the error of a unit that is not to be computed into one that says what is known.
func (s *Study) short(err error, n int, worst float64) error {
	if s.Settings.Keep == nil || !s.Settings.Keep.Only || !(unit.Absent(err) || unit.Unusable(err)) {
		return err
	}
	out := &Short{Incomplete: unit.Incomplete{Dir: s.Settings.Keep.Folder.Dir}, Replications: n, Worst: worst}
	if n >= s.Settings.Min {
		out.Needed = needed(n, worst)
	}
	return out
}

// Pieces are the units of work of a run as their files name them, up to the most replications.
func (s *Study) Pieces() (list []unit.Piece) {
	for _, u := range s.Stretches() {
		list = append(list, s.piece(u))
	}
	return list
}

// Share computes the units of a shard, among those that begin before replication until, and keeps
// them; those that are there stay. It returns how many units that are. No precision is looked at: which
// units a run needs is known when they are put together.
func Share(ctx context.Context, s *Study, shard unit.Shard, until int, progress Progress) (units int, err error) {
	if s.Settings.Keep == nil {
		return 0, errors.New("experiment: a share of a run must be kept")
	}
	if err := s.Settings.Keep.Folder.Strangers(len(s.Stretches())); err != nil {
		return 0, err
	}
	mine := slices.DeleteFunc(s.Stretches(), func(u Stretch) bool { return u.From >= until || !shard.Has(u.Index) })
	total := 0
	for _, u := range mine {
		total += u.To - u.From
	}
	sm := newSample(len(s.Cases), columnsOf(s))
	sm.plans = s.controlPlans()
	p := newPool(ctx, s.Settings.Workers, s.configs())
	var done atomic.Int64
	p.done = func() {
		if n := int(done.Add(1)); progress != nil {
			progress("replications", n, total)
		}
	}
	if err := sm.compute(p, s, mine, func(int, *sample) {}); err != nil {
		return 0, err
	}
	return len(mine), nil
}

// Missing adds to what is short the units that are needed as far as is known: those that are not whole
// up to the last that is there, or up to the next number of replications at which the run may stop.
func (s *Study) Missing(short *Short) error {
	units := s.Stretches()
	next := s.Settings.Min
	for next <= short.Replications {
		next += s.Settings.Batch
	}
	folder := s.Settings.Keep.Folder
	err := folder.Verify(s.Pieces())
	var all *unit.Incomplete
	if !errors.As(err, &all) {
		return err
	}
	last := len(units) - 1 // that is there
	for last >= 0 && slices.Contains(all.Missing, last) {
		last--
	}
	for last+1 < len(units) && units[last+1].From < next {
		last++
	}
	short.Incomplete = *all
	short.Missing = slices.DeleteFunc(slices.Clone(all.Missing), func(i int) bool { return i > last })
	return nil
}

// Error says what there is and what is missing.
func (e *Short) Error() string {
	text := e.Incomplete.Error()
	if e.Needed != "" {
		text += fmt.Sprintf("\nthe precision is not reached with the %d replications that are there; about %s would do",
			e.Replications, e.Needed)
	}
	return text
}
