package main

import (
	"context"
	"errors"
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"time"

	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/study"
)

// bench measures how fast replications of some configurations are simulated. Its
// workers keep their memory from one measurement to the next, as those of a run do.
type bench struct {
	seed    int64
	workers [][]*model.Run // by worker, a run for each case
	next    atomic.Int64   // replication
	warm    atomic.Int64   // workers that have measured
	stop    atomic.Bool
	rates   []rate
	heap    uint64 // bytes, the most that was seen
}

// rate is what some workers did in a while. Speeds are sums over the workers, each of
// which finishes its last replication in a time of its own.
type rate struct {
	workers      int
	replications int
	seconds      float64 // until the last worker was done
	orders       int64
	reps         float64 // per second
	ordersPerSec float64
	eventsPerSec float64
}

func newBench(l *study.Study, workers int) *bench {
	b := &bench{seed: l.Scenario.Experiment.Seed.Value}
	for range workers {
		var runs []*model.Run
		for _, c := range l.Cases {
			runs = append(runs, model.NewRun(c.Config))
		}
		b.workers = append(b.workers, runs)
	}
	return b
}

// measure takes the speed of one worker, and of all. Before it, each simulates a
// replication that does not count, in which its memory grows.
func (b *bench) measure(ctx context.Context, span time.Duration, bar *progress) error {
	defer context.AfterFunc(ctx, func() { b.stop.Store(true) })()
	warm := func(time.Duration) {
		bar.update("warming up, worker", int(b.warm.Load()), len(b.workers))
	}
	if _, err := b.during(0, b.workers, warm); err != nil {
		return err
	}
	total := int((span + time.Second - 1) / time.Second)
	counts := []int{1, len(b.workers)}
	if len(b.workers) == 1 {
		counts = counts[:1]
	}
	for _, n := range counts {
		r, err := b.during(span, b.workers[:n], func(spent time.Duration) {
			bar.update("measuring "+many(n, "worker")+", second", min(int(spent/time.Second), total), total)
		})
		if err != nil {
			return err
		}
		b.rates = append(b.rates, r)
	}
	return nil
}

// during lets workers simulate for a time, one replication each at least, and calls
// show every now and then.
func (b *bench) during(
	span time.Duration, workers [][]*model.Run, show func(time.Duration),
) (rate, error) {
	rates, errs := make([]rate, len(workers)), make([]error, len(workers))
	var wait sync.WaitGroup
	began := time.Now()
	for w, runs := range workers {
		wait.Go(func() { rates[w], errs[w] = b.work(runs, began, span) })
	}
	done := make(chan struct{})
	go func() {
		wait.Wait()
		close(done)
	}()
	b.watch(done, func() { show(time.Since(began)) })
	sum := rate{workers: len(workers)}
	for _, r := range rates {
		sum.replications += r.replications
		sum.orders += r.orders
		sum.seconds = max(sum.seconds, r.seconds)
		sum.reps += r.reps
		sum.ordersPerSec += r.ordersPerSec
		sum.eventsPerSec += r.eventsPerSec
	}
	return sum, errors.Join(errs...)
}

// work is what one worker does: replication after replication until the time is over.
func (b *bench) work(runs []*model.Run, began time.Time, span time.Duration) (rate, error) {
	r, events := rate{}, uint64(0)
	for r.replications == 0 || time.Since(began) < span {
		o := model.Options{Seed: b.seed, Replication: int(b.next.Add(1)) - 1, Stop: &b.stop}
		for _, run := range runs {
			outcome, err := run.Simulate(o)
			if err != nil {
				return r, err
			}
			events += outcome.Events
			for m := market.US; m < market.MarketplaceCount; m++ {
				r.orders += outcome.Markets[m].Orders
			}
		}
		r.replications++
	}
	b.warm.Add(1)
	r.seconds = time.Since(began).Seconds()
	r.reps = float64(r.replications) / r.seconds
	r.ordersPerSec, r.eventsPerSec = float64(r.orders)/r.seconds, float64(events)/r.seconds
	return r, nil
}

// watch shows progress and looks at the memory until the workers are done.
func (b *bench) watch(done <-chan struct{}, show func()) {
	const glance = 50 * time.Millisecond
	tick := time.NewTicker(glance)
	defer tick.Stop()
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for {
		metrics.Read(heap)
		b.heap = max(b.heap, heap[0].Value.Uint64())
		show()
		select {
		case <-done:
			return
		case <-tick.C:
		}
	}
}
