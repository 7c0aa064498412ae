package experiment

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"

	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/result"
	"fbasim/sim/stats"
)

// Field simulates any replications of any configurations, for searches that compare many plans. Which
// worker takes which job never shows in the results.
type Field struct {
	ctx     context.Context
	stop    *atomic.Bool
	workers int
	seed    int64
}

// NewField returns a field that works until the context ends.
func NewField(ctx context.Context, workers int, seed int64) *Field {
	f := &Field{ctx: ctx, stop: &atomic.Bool{}, workers: max(1, workers), seed: seed}
	context.AfterFunc(ctx, func() { f.stop.Store(true) })
	return f
}

// Job is one replication of a configuration. Neighboring jobs should have the same one.
type Job struct {
	Config      *model.Config
	Replication int
	Tracer      model.Tracer // of this job alone; nil for none
}

// Each simulates all jobs and hands every outcome to read, which must keep nothing of it and may run
// on several workers at once, for different jobs. errs holds each job's error; the second result is
// that of the context.
func (f *Field) Each(jobs []Job, read func(i int, o *model.Outcome)) (errs []error, err error) {
	errs = make([]error, len(jobs))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range f.workers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			f.work(jobs, &next, errs, read)
		}()
	}
	wait.Wait()
	return errs, f.ctx.Err()
}

func (f *Field) work(jobs []Job, next *atomic.Int64, errs []error, read func(int, *model.Outcome)) {
	var run *model.Run
	var of *model.Config
	for f.ctx.Err() == nil {
		i := int(next.Add(1)) - 1
		if i >= len(jobs) {
			return
		}
		j := &jobs[i]
		if run == nil || of != j.Config {
			run, of = model.NewRun(j.Config), j.Config
		}
		o, err := run.Simulate(model.Options{Seed: f.seed, Replication: j.Replication, Stop: f.stop, Tracer: j.Tracer})
		if errs[i] = err; err == nil {
			read(i, o)
		} else {
			run = nil // what an error left is not used again
		}
	}
}

// Measure returns the computation of a metric by its full name, such as "profit.CA" or "fees.referral", with
// its definition, and whether there is one. NaN is a replication without such a value.
func Measure(name string) (func(*model.Outcome) float64, result.Definition, bool) {
	def, ok := result.Define(name)
	m, known := measures()[def.Name]
	_, part, dotted := strings.Cut(name, ".")
	switch {
	case !ok || !known:
	case !dotted && m.whole != nil:
		return m.whole, def, true
	case dotted && m.market != nil:
		if mk, known := market.ParseMarketplace(part); known {
			return inMarket(m.market, mk), def, true
		}
	case dotted && m.kind != nil:
		list := columnsOf(&Study{})
		for i := range list {
			if list[i].name == name {
				return list[i].of, def, true
			}
		}
	}
	return nil, result.Definition{}, false
}

// SummaryOf summarizes the values of a metric over replications; those without one are left out, and false
// is returned where none has one. The currency is that of reports.
func SummaryOf(name string, def result.Definition, currency string, values []float64, level float64) (result.Metric, bool) {
	values = defined(values)
	if len(values) == 0 {
		return result.Metric{}, false
	}
	sum := stats.Summarize(values)
	iv := stats.TInterval(sum, level)
	sorted := stats.Sorted(values)
	m := result.Metric{
		Name: name, Unit: def.UnitIn(currency), N: sum.N,
		Mean: sum.Mean, SD: sum.SD(), CI: result.Interval{Lo: iv.Lo, Hi: iv.Hi}, Better: def.Better,
		P5: stats.Quantile(sorted, tail), P50: stats.Quantile(sorted, 0.5), P95: stats.Quantile(sorted, 1-tail),
	}
	if def.Better == result.Lower {
		m.CVaR5 = stats.CVaR(values, 1-tail)
	} else {
		m.CVaR5 = stats.CVaRProfit(values, 1-tail)
	}
	return m, true
}
