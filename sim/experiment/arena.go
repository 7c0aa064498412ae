package experiment

import (
	"context"
	"sync"
	"sync/atomic"

	"fbasim/sim/model"
)

// arena is one worker's memory: a run per case, used again for every
// replication.
type arena struct{ runs []*model.Run }

func newArena(configs []*model.Config) *arena {
	a := &arena{runs: make([]*model.Run, len(configs))}
	for i, c := range configs {
		a.runs[i] = model.NewRun(c)
	}
	return a
}

// pool is a set of arenas for the same configurations.
type pool struct {
	ctx    context.Context
	stop   *atomic.Bool // set when ctx ends: a long replication looks at it
	arenas []*arena
	done   func() // called after each item; may be nil
}

func newPool(ctx context.Context, workers int, configs []*model.Config) *pool {
	p := &pool{ctx: ctx, stop: &atomic.Bool{}, arenas: make([]*arena, max(1, workers))}
	context.AfterFunc(ctx, func() { p.stop.Store(true) })
	for i := range p.arenas {
		p.arenas[i] = newArena(configs)
	}
	return p
}

// each calls f for the items 0 to n-1, spread over the workers. Which worker
// takes an item never shows in the results. After an error no item is begun. It
// returns the error of the lowest item that failed, or the context's.
func (p *pool) each(n int, f func(a *arena, i int) error) error {
	var next atomic.Int64
	var failed atomic.Bool
	var wait sync.WaitGroup
	errs := make([]error, n)
	for _, a := range p.arenas {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for p.ctx.Err() == nil && !failed.Load() {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if errs[i] = f(a, i); errs[i] != nil {
					failed.Store(true)
				}
				if p.done != nil {
					p.done()
				}
			}
		}()
	}
	wait.Wait()
	if p.ctx.Err() != nil {
		return p.ctx.Err()
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// counted makes of a function that is told how many items are done one that is called after each
// item, by any worker.
func counted(report func(done int)) func() {
	var once sync.Mutex
	done := 0
	return func() {
		once.Lock()
		defer once.Unlock()
		done++
		report(done)
	}
}
