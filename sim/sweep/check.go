package sweep

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"fbasim/sim/diag"
	"fbasim/sim/experiment"
	"fbasim/sim/scenario/document"
	"fbasim/sim/unit"
)

// Progress is told how far the work is: done of total pieces of a phase.
type Progress func(phase string, done, total int)

// fewProblems is the number of different problems that Check reports.
const fewProblems = 8

// keptListings is the number of offers whose compiled form Check keeps for Compute, about 100 MB of
// them: most sweeps compile each point once.
const keptListings = 8192

// Check compiles every point of a shard, on a number of workers, and adds what is wrong to the list:
// where the value stands, with the first point that has it. It simulates nothing. The error is the
// context's.
func (s *Sweep) Check(ctx context.Context, shard unit.Shard, workers int, progress Progress, list *diag.List) error {
	points := s.pointsOf(shard)
	found := make([][]diag.Problem, len(s.Design.Points))
	s.kept = make([]*experiment.Study, len(s.Design.Points))
	most := keptListings / s.base.Listings()
	var done atomic.Int64
	parallel(workers, len(points), func(i int) bool {
		if ctx.Err() != nil {
			return false
		}
		k := points[i]
		st, problems := s.study.At(s.Design.Sets(k)...)
		switch {
		case problems.Errors() == 0 && i < most:
			s.kept[k] = st.Experiment(1)
		case problems.Errors() > 0:
			for _, p := range problems.All() {
				if !p.Warning {
					found[k] = append(found[k], s.Design.place(p, k))
				}
			}
		}
		if n := int(done.Add(1)); progress != nil {
			progress("points checked", n, len(points))
		}
		return true
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	s.study.KeepTexts(list)
	s.summarize(found, list)
	return nil
}

// pointsOf lists the points of the units of a shard.
func (s *Sweep) pointsOf(shard unit.Shard) (list []int) {
	last := -1
	for _, u := range s.Units() {
		for k := max(u.FromPoint, last+1); k < u.ToPoint && shard.Has(u.Index); k++ {
			list, last = append(list, k), k
		}
	}
	return list
}

// parallel calls f for 0 to n-1 on a number of workers, until one call returns false.
func parallel(workers, n int, f func(i int) bool) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(max(1, workers), n) {
		wait.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n || !f(i) {
					return
				}
			}
		})
	}
	wait.Wait()
}

// place moves a problem with a value of a point to where the value was given.
func (d *Design) place(p diag.Problem, point int) diag.Problem {
	if p.File != document.OverFile || p.Line < 1 || p.Line > len(d.Parameters) {
		return p
	}
	par, v := &d.Parameters[p.Line-1], d.value(point, p.Line-1)
	begin := utf8.RuneCountInString(par.Path) + 2 // column of the value in path=value
	at := par.pos
	if p.Col >= begin {
		at = v.pos
		if v.exact {
			at.Col, at.Len = at.Col+p.Col-begin, p.Len
		}
	}
	p.File, p.Line, p.Col, p.Len = at.File, at.Line, at.Col, at.Len
	return p
}

// summarize adds each problem once, with the first point that has it and the number of others.
func (s *Sweep) summarize(found [][]diag.Problem, list *diag.List) {
	var all []diag.Problem
	var first, count []int
	seen := map[diag.Problem]int{}
	failing, told := 0, 0
	for k, problems := range found {
		if len(problems) == 0 {
			continue
		}
		failing++
		known := false
		for _, p := range problems {
			i, repeated := seen[p]
			if !repeated && len(all) == fewProblems {
				continue
			}
			if !repeated {
				i = len(all)
				seen[p] = i
				all, first, count = append(all, p), append(first, k), append(count, 0)
			}
			count[i]++
			known = true
		}
		if known {
			told++
		}
	}
	for i, p := range all {
		more := fmt.Sprintf("point %d of %d: %s", first[i]+1, len(found), s.Design.String(first[i]))
		if n := count[i] - 1; n > 0 {
			more += fmt.Sprintf("; and %d more points", n)
		}
		if i == len(all)-1 && failing > told {
			more += fmt.Sprintf("\nand %d points more fail otherwise", failing-told)
		}
		if p.More != "" {
			more = p.More + "\n" + more
		}
		p.More = more
		list.Add(p)
	}
}
