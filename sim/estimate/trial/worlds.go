package trial

import (
	"math"

	"gonum.org/v1/gonum/mathext"

	"fbasim/sim/civil"
	"fbasim/sim/estimate"
	"fbasim/sim/random"
)

// A week and a year with effects that a seller would know.
var (
	week = [7]float64{1.25, 1.1, 1.05, 1, 0.95, 0.8, 0.85}
	year = normalized([12]float64{0.8, 0.8, 0.9, 0.9, 1, 1, 1.1, 1, 1, 1.1, 1.4, 1.6})
)

// normalized scales month factors to mean 1 over the days of a year.
func normalized(f [12]float64) [12]float64 {
	sum := 0.0
	for i := range f {
		first := civil.Of(2001, i+1, 1)
		sum += f[i] * float64(first.NextMonth()-first) / civil.DaysPerYear
	}
	for i := range f {
		f[i] /= sum
	}
	return f
}

// one and forty SKUs of about the same mean level, in units/month.
func one(level float64) []float64 { return []float64{level} }

func forty(level float64) []float64 {
	list := make([]float64, 40)
	for i := range list {
		list[i] = level * float64(1+i%5) / 3
	}
	return list
}

// Worlds are the histories that are tried.
func Worlds() []World {
	flat := func(name string, days int, levels []float64) World {
		return World{Name: name, Days: days, Levels: levels, Lo: 0.94, Hi: 0.98}
	}
	full := func(name string, levels []float64) World {
		return World{Name: name, Days: 730, Levels: levels, Weekday: week, Month: year, Growth: 0.2,
			Lo: 0.94, Hi: 0.98}
	}
	with := func(w World, changes ...func(*World)) World {
		for _, change := range changes {
			change(&w)
		}
		return w
	}
	lots := func(w *World) { w.Lot = 3 }
	few := func(w *World) { w.Hi = 1 } // counts so small that intervals cannot be exact
	tide := func(w *World) { w.Tide, w.Stay, w.Lo, w.Hi = 0.3, 0.7, 0.92, 1 }
	drift := func(w *World) { w.Drift, w.Hi = 0.3, 1 }
	return []World{
		flat("300 a month for 30 days", 30, one(300)),
		flat("300 a month for 90 days", 90, one(300)),
		with(flat("1 a month for a year", 365, one(1)), few),
		with(flat("0.1 a month for a year", 365, one(0.1)), few),
		with(full("300 a month for a year, season", one(300)), func(w *World) { w.Days, w.Growth = 365, 0 }),
		full("300 a month, season and growth", one(300)),
		full("10 a month, season and growth", one(10)),
		full("40 SKUs of 5 a month, season and growth", forty(5)),
		with(flat("orders of 3, 5 a month for a year", 365, one(5)), lots, few),
		with(full("orders of 3, 30 a month, season and growth", one(30)), lots),
		with(full("40 SKUs, orders of 3, 5 a month, season and growth", forty(5)), lots),
		with(full("days +-50 %, 300 a month, season and growth", one(300)), func(w *World) { w.Wave = 0.5 }),
		with(full("40 SKUs, days +-50 %, gaps, 30 a month, season and growth", forty(30)),
			func(w *World) { w.Wave, w.Gaps = 0.5, 0.2 }),
		with(full("40 SKUs that grow apart, 100 a month, season", forty(100)), drift),
		with(full("40 SKUs, lasting weeks +-30 %, 30 a month, season and growth", forty(30)), tide),
		with(full("40 SKUs that grow apart, lasting weeks, 30 a month, season", forty(30)), drift, tide),
		with(full("one SKU, lasting weeks +-30 %, 300 a month, season and growth", one(300)), tide,
			func(w *World) { w.Lo, w.Hi = 0, 0 }),
	}
}

// study looks at a level, a weekday and a month by chance, at the growth, and at the units of the
// year ahead.
func (w World) study() Study {
	s := Study{Name: w.Name, Cost: max(1, len(w.Levels)/8)}
	add := func(name string) { s.Measures = append(s.Measures, Measure{name, w.Lo, w.Hi}) }
	add("level")
	add("year ahead")
	if w.Weekday != ([7]float64{}) {
		add("weekday")
		add("month")
	}
	if w.Growth != 0 && w.Drift == 0 {
		add("growth")
	}
	s.Covers = func(key random.Key) []bool {
		m, err := estimate.Fit(w.History(key.With("history")), Options())
		covered := make([]bool, len(s.Measures))
		for i, measure := range s.Measures {
			pick := key.With(measure.Name)
			covered[i] = err == nil && w.covers(m, measure.Name, pick, key.With("history"))
		}
		return covered
	}
	return s
}

// covers looks at one measure. The history was drawn from the key past.
func (w World) covers(m estimate.Market, measure string, key, past random.Key) bool {
	u := key.Uniform(0, 0)
	pick := func(n int) int { return int(u * float64(n)) }
	switch measure {
	case "level":
		i := pick(len(w.Levels))
		return m.Demand[i].Level.Covers(w.Levels[i])
	case "year ahead":
		i := pick(len(w.Levels))
		return within(key, w.Ahead(key.With("truth"), past, i), drawn(m, i, key.With("scenario")))
	case "weekday":
		i := pick(len(week))
		return m.Weekday[i].Covers(week[i])
	case "month":
		i := pick(len(year))
		return m.Month[i].Covers(year[i])
	}
	return m.Trend.Covers(w.Growth)
}

// drawn are the units of the year ahead in scenarios that take the fitted values, one replication
// after the other.
func drawn(m estimate.Market, sku int, key random.Key) []float64 {
	const replications = 39
	w := World{Levels: []float64{1}, Weekday: [7]float64{1, 1, 1, 1, 1, 1, 1}, Month: [12]float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}}
	for i, e := range m.Weekday {
		w.Weekday[i] = e.Value
	}
	for i, e := range m.Month {
		w.Month[i] = e.Value
	}
	flat := w.shape(Start, civil.DaysPerYear)
	list := make([]float64, replications)
	for r := range list {
		growth := 0.0
		if m.Trend != nil {
			growth = m.Trend.Dist.Quantile(key.Uniform(uint64(r), 0)) / 100
		}
		mean, grown, daily := 0.0, 1.0, math.Pow(1+growth, 1.0/civil.DaysPerYear)
		for _, f := range flat {
			mean += f * grown
			grown *= daily
		}
		mean *= m.Demand[sku].Level.Dist.Quantile(key.Uniform(uint64(r), 1))
		list[r] = count(mean, key.Uniform(uint64(r), 2))
	}
	return list
}

// count is a quantile of a Poisson distribution: the smallest number n with P(X <= n) >= u.
func count(mean, u float64) float64 {
	lo, hi := -1.0, mean+12*math.Sqrt(mean)+40
	for hi-lo > 1 {
		if mid := math.Floor((lo + hi) / 2); mean > 0 && mathext.GammaIncRegComp(mid+1, mean) < u {
			lo = mid
		} else {
			hi = mid
		}
	}
	return hi
}

// within reports whether a value lies between the least and the greatest of a sample, by chance
// where it equals one of them: of 39 draws from the same distribution as the value, it does with
// probability 38/40.
func within(key random.Key, x float64, sample []float64) bool {
	rank, ties := 0, 0
	for _, y := range sample {
		if y < x {
			rank++
		} else if y == x {
			ties++
		}
	}
	rank += int(key.Uniform(1, 0) * float64(ties+1))
	return rank > 0 && rank < len(sample)
}

// Catalog is a marketplace of n SKUs, for benchmarks: two years of days, season and growth, orders of
// two units, and levels from one unit a month to a hundred.
func Catalog(n int) World {
	w := World{Name: "catalog", Days: 730, Weekday: week, Month: year, Growth: 0.2, Lot: 2, Drift: 0.2, Gaps: 0.05}
	for i := range n {
		w.Levels = append(w.Levels, math.Pow(10, float64(2*i)/float64(n)))
	}
	return w
}
