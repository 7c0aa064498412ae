package trial

import (
	"math"

	"gonum.org/v1/gonum/mathext"

	"fbasim/sim/civil"
	"fbasim/sim/estimate"
	"fbasim/sim/random"
)

// World is a marketplace whose demand is known. The zero value of a field leaves its effect out.
type World struct {
	Name    string
	Levels  []float64 // units/month of each SKU at the start of the scenario
	Days    int       // of history, up to the start of the scenario
	Weekday [7]float64
	Month   [12]float64
	Growth  float64 // a year, as a share
	// Lot is the mean size of an order, of geometric distribution; 0 means single units.
	Lot float64
	// Wave is the coefficient of variation of the rate of a day, of a gamma distribution.
	Wave float64
	// Tide is the standard deviation of the logarithm of the rate of a week, and Stay its
	// correlation from week to week.
	Tide, Stay float64
	// Drift is the standard deviation of the logarithms of the growth of each SKU beside Growth.
	Drift float64
	// Gaps is the share of weeks of which nothing is known.
	Gaps   float64
	Lo, Hi float64 // how often intervals are to cover the truth; both 0 without a promise
}

// Start is the first day of the scenarios.
const Start civil.Date = 20486 // 2026-02-02

// Options are those of a scenario of a year.
func Options() estimate.Options { return estimate.Options{Start: Start, Days: civil.DaysPerYear} }

// The purposes of draws.
const (
	drawGap = iota
	drawWave
	drawTide
	drawDrift
	drawOrders
)

// luck is that of one SKU.
type luck struct {
	key   random.Key
	tide  []float64 // logarithms of the rates of weeks
	drift float64   // logarithm of the growth a year beside that of all
}

// luck draws what is common to the days of a week, for days days.
func (w World) luck(key random.Key, sku, days int) luck {
	l := luck{key: key.WithInt(int64(sku))}
	if w.Drift > 0 {
		l.drift = w.Drift * mathext.NormalQuantile(l.key.Uniform(0, drawDrift))
	}
	if w.Tide == 0 {
		return l
	}
	x := 0.0
	for week := range days/7 + 1 {
		z := mathext.NormalQuantile(l.key.Uniform(uint64(week), drawTide))
		if week == 0 {
			x = z
		} else {
			x = w.Stay*x + math.Sqrt(1-w.Stay*w.Stay)*z
		}
		l.tide = append(l.tide, w.Tide*x-w.Tide*w.Tide/2)
	}
	return l
}

// grown is the factor of the SKU's own growth some days after the start of the scenario.
func (l luck) grown(days int) float64 { return math.Exp(l.drift * float64(days) / civil.DaysPerYear) }

// History draws the series of all SKUs.
func (w World) History(key random.Key) []estimate.Series {
	list := make([]estimate.Series, len(w.Levels))
	shape := w.shape(Start-civil.Date(w.Days), w.Days)
	for i := range list {
		s := estimate.Series{Start: Start - civil.Date(w.Days), Counts: make([]int32, w.Days)}
		l := w.luck(key, i, w.Days)
		for d := range s.Counts {
			if w.Gaps > 0 && l.key.Uniform(uint64(d/7), drawGap) < w.Gaps {
				s.Counts[d] = estimate.Gap
				continue
			}
			s.Counts[d] = w.units(l, d, w.Levels[i]*shape[d]*l.grown(d-w.Days))
		}
		list[i] = s
	}
	return list
}

// Ahead draws the units that a SKU sells in the year of the scenario. Its own growth is that of the
// history drawn from the key past.
func (w World) Ahead(key, past random.Key, sku int) float64 {
	shape := w.shape(Start, civil.DaysPerYear)
	sum := 0.0
	l := w.luck(key, sku, len(shape))
	l.drift = w.luck(past, sku, 0).drift
	for d, f := range shape {
		sum += float64(w.units(l, d, w.Levels[sku]*f*l.grown(d)))
	}
	return sum
}

// shape is the rate of days, in units a day for each unit/month of level.
func (w World) shape(first civil.Date, days int) []float64 {
	list := make([]float64, days)
	for i := range list {
		date := first + civil.Date(i)
		f := float64(civil.MonthsPerYear) / civil.DaysPerYear
		if w.Weekday != ([7]float64{}) {
			f *= w.Weekday[date.Weekday()]
		}
		if _, month, _ := date.YMD(); w.Month != ([12]float64{}) {
			f *= w.Month[month-1]
		}
		list[i] = f * math.Pow(1+w.Growth, float64(date-Start)/civil.DaysPerYear)
	}
	return list
}

// units draws those of a day.
func (w World) units(l luck, day int, rate float64) int32 {
	if w.Wave > 0 {
		shape := 1 / (w.Wave * w.Wave)
		rate *= mathext.GammaIncRegInv(shape, l.key.Uniform(uint64(day), drawWave)) / shape
	}
	if w.Tide > 0 {
		rate *= math.Exp(l.tide[day/7])
	}
	if w.Lot <= 1 {
		return poisson(rate, l.key.Uniform(uint64(day), drawOrders))
	}
	units := int32(0)
	for n := range poisson(rate/w.Lot, l.key.Uniform(uint64(day), drawOrders)) {
		u := l.key.Uniform(uint64(day), uint64(drawOrders+1+n))
		units += 1 + int32(math.Log(u)/math.Log1p(-1/w.Lot))
	}
	return units
}

// poisson is the quantile function of the Poisson distribution, by summation; means are small.
func poisson(mean, u float64) int32 {
	p := math.Exp(-mean)
	for n := int32(0); ; n++ {
		if u -= p; u <= 0 || p < 1e-300 {
			return n
		}
		p *= mean / float64(n+1)
	}
}
