package model

import (
	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/market"
)

// tally counts what happens in a marketplace while a replication runs.
type tally struct {
	orders, ended, returns    int64
	waited, canceled          int64 // orders that found no stock, and those never sent
	lost                      [lostReasonCount]int64
	delivered, promised, late int64
	sum, least, most          int64
	days                      [MaxDays + 1]int64
	inTransit, waiting        level
	transitArea, waitingArea  int64 // of the levels at the horizon
	assumed                   int64
	aged                      int64 // units that paid for their age, summed over snapshots
}

// level is the exact area under a whole-numbered level over time.
type level struct{ value, since, area int64 }

func (v *level) add(now, change int64) {
	v.area += v.value * (now - v.since)
	v.value, v.since = v.value+change, now
}

func (v *level) at(now int64) int64 { return v.area + v.value*(now-v.since) }

func (t *tally) deliver(now, wait int64, w Window) {
	t.inTransit.add(now, -1)
	t.delivered++
	t.sum += wait
	if t.least == 0 || wait < t.least {
		t.least = wait
	}
	t.most = max(t.most, wait)
	if w.Max > 0 {
		t.promised++
		if wait > w.Max {
			t.late++
		}
	}
	t.days[min(wait/civil.Day, MaxDays)]++
}

// warmupEnds restarts the statistics; orders under way stay. What was earned and
// held until now is brought up to date first: storage of the month so far, and
// foreign proceeds at today's rate.
func warmupEnds(r *Run, _ des.Event) {
	for i := range r.pools {
		r.chargeStorage(&r.pools[i])
		r.pools[i].warm = r.pools[i].integrals(r.now())
	}
	for m := range r.tally {
		r.book.Revalue(r.now(), market.Marketplace(m))
		t := &r.tally[m]
		*t = tally{
			inTransit: level{value: t.inTransit.value, since: r.now()},
			waiting:   level{value: t.waiting.value, since: r.now()},
			ended:     t.ended - t.orders,
		}
	}
	r.snapshots = 0
	r.book.ClearStatistics()
	clear(r.out.SKUs)
}

// horizonEnds takes the time averages and closes the lines of waiting orders; the
// run goes on draining.
func horizonEnds(r *Run, _ des.Event) {
	for m := range r.tally {
		t := &r.tally[m]
		t.transitArea, t.waitingArea = t.inTransit.at(r.now()), t.waiting.at(r.now())
	}
	for i := range r.pools {
		p := &r.pools[i]
		p.span = p.integrals(r.now())
		p.span.shelf -= p.warm.shelf
		p.span.empty -= p.warm.empty
		p.span.value -= p.warm.value
		if p.cfg.Used {
			r.closeLine(p)
		}
	}
}
