package trial

import (
	"fbasim/sim/estimate"
	"fbasim/sim/random"
	stats "fbasim/sim/stats/trial"
)

// A week and a year with effects that a seller would know.
var (
	week = [7]float64{1.25, 1.1, 1.05, 1, 0.95, 0.8, 0.85}
	year = normalized([12]float64{0.8, 0.8, 0.9, 0.9, 1, 1, 1.1, 1, 1, 1.1, 1.4, 1.6})
)

// normalized scales month factors to mean 1 over the days of a year.
func normalized(f [12]float64) [12]float64 {
	days := [12]float64{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	sum := 0.0
	for i, d := range days {
		sum += d / 365 * f[i]
	}
	for i := range f {
		f[i] /= sum
	}
	return f
}

// many are n levels from lo to hi, evenly on a scale of ratios.
func many(n int, level float64) []float64 {
	list := make([]float64, n)
	for i := range list {
		list[i] = level * float64(1+i%5) / 3
	}
	return list
}

// worlds are the histories that are tried, with names.
func worlds() []struct {
	Name string
	World
} {
	type named = struct {
		Name string
		World
	}
	full := World{Days: 730, Weekday: week, Month: year, Growth: 0.2}
	with := func(name string, levels []float64, change func(*World)) named {
		w := full
		w.Levels = levels
		if change != nil {
			change(&w)
		}
		return named{name, w}
	}
	flat := func(days int) func(*World) { return func(w *World) { *w = World{Levels: w.Levels, Days: days} } }
	return []named{
		with("Poisson, 300 a month, flat, 90 days", many(1, 900), flat(90)),
		with("Poisson, 1 a month, flat, 1 year", many(1, 3), flat(365)),
		with("Poisson, 0.1 a month, flat, 1 year", many(1, 0.3), flat(365)),
		with("Poisson, 300 a month, all effects, 2 years", many(1, 900), nil),
		with("Poisson, 10 a month, all effects, 2 years", many(1, 30), nil),
		with("Poisson, 300 a month, all but growth, 1 year", many(1, 900), func(w *World) { w.Days, w.Growth = 365, 0 }),
		with("40 SKUs of 5 a month, all effects, 2 years", many(40, 5), nil),
		with("orders of 3, 30 a month, all effects, 2 years", many(1, 90), func(w *World) { w.Lot = 3 }),
		with("orders of 3, 5 a month, flat, 1 year", many(1, 15), func(w *World) { flat(365)(w); w.Lot = 3 }),
		with("40 SKUs, orders of 3, 5 a month, 2 years", many(40, 5), func(w *World) { w.Lot = 3 }),
		with("waves of 0.5, 300 a month, all effects, 2 years", many(1, 900), func(w *World) { w.Wave = 0.5 }),
		with("40 SKUs, waves of 0.5, 30 a month, gaps, 2 years", many(40, 30), func(w *World) { w.Wave, w.Gaps = 0.5, 0.2 }),
	}
}

// fit draws a history and fits it.
func (w World) fit(key random.Key) (estimate.Market, bool) {
	m, err := estimate.Fit(w.History(key.With("history")), Options())
	return m, err == nil
}

// demands are the studies of demand.
func demands() (list []stats.Toy) {
	for _, w := range worlds() {
		add := func(family string, covers func(m estimate.Market, pick float64) bool) {
			list = append(list, stats.Toy{Family: family, Name: w.Name, Lo: 0.94, Hi: 0.97, Every: len(w.Levels) / 4, Covers: func(key random.Key) bool {
				m, ok := w.fit(key)
				return ok && covers(m, key.With("pick").Uniform(0, 0))
			}})
		}
		add("level", func(m estimate.Market, pick float64) bool {
			i := int(pick * float64(len(w.Levels)))
			return m.Demand[i].Level.Covers(w.Levels[i])
		})
		if w.Weekday != ([7]float64{}) {
			add("weekday", func(m estimate.Market, pick float64) bool {
				i := int(pick * float64(len(week)))
				return m.Weekday[i].Covers(week[i] / 7 * 7)
			})
			add("month", func(m estimate.Market, pick float64) bool {
				i := int(pick * float64(len(year)))
				return m.Month[i].Covers(year[i])
			})
		}
		if w.Growth != 0 {
			add("growth", func(m estimate.Market, _ float64) bool { return m.Trend.Covers(w.Growth) })
		}
	}
	return list
}
