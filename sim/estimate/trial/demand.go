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
	Levels  []float64 // units/month of each SKU at the start of the scenario
	Days    int       // of history, up to the start of the scenario
	Weekday [7]float64
	Month   [12]float64
	Growth  float64 // a year, as a share
	// Lot is the mean size of an order, of geometric distribution; 0 means single units.
	Lot float64
	// Wave is the coefficient of variation of the rate of a day, of a gamma distribution.
	Wave float64
	// Gaps is the share of weeks of which nothing is known.
	Gaps float64
}

// Start is the first day of the scenarios.
const Start civil.Date = 20486 // 2026-02-02

// Options are those of a scenario of a year.
func Options() estimate.Options { return estimate.Options{Start: Start, Days: civil.DaysPerYear} }

// The purposes of draws.
const (
	drawGap = iota
	drawWave
	drawOrders
)

// History draws the series of all SKUs.
func (w World) History(key random.Key) []estimate.Series {
	list := make([]estimate.Series, len(w.Levels))
	for i := range list {
		s := estimate.Series{Start: Start - civil.Date(w.Days), Counts: make([]int32, w.Days)}
		sku := key.WithInt(int64(i))
		for d := range s.Counts {
			if w.Gaps > 0 && sku.Uniform(uint64(d/7), drawGap) < w.Gaps {
				s.Counts[d] = estimate.Gap
				continue
			}
			s.Counts[d] = w.units(sku, d, w.Rate(i, s.Start+civil.Date(d)))
		}
		list[i] = s
	}
	return list
}

// Rate is the mean number of units of a SKU on a day.
func (w World) Rate(sku int, date civil.Date) float64 {
	rate := w.Levels[sku] * civil.MonthsPerYear / civil.DaysPerYear
	if w.Weekday != ([7]float64{}) {
		rate *= w.Weekday[date.Weekday()]
	}
	if _, month, _ := date.YMD(); w.Month != ([12]float64{}) {
		rate *= w.Month[month-1]
	}
	return rate * math.Pow(1+w.Growth, float64(date-Start)/civil.DaysPerYear)
}

// units draws those of a day.
func (w World) units(key random.Key, day int, rate float64) int32 {
	if w.Wave > 0 {
		shape := 1 / (w.Wave * w.Wave)
		rate *= mathext.GammaIncRegInv(shape, key.Uniform(uint64(day), drawWave)) / shape
	}
	if w.Lot <= 1 {
		return poisson(rate, key.Uniform(uint64(day), drawOrders))
	}
	units := int32(0)
	for n := range poisson(rate/w.Lot, key.Uniform(uint64(day), drawOrders)) {
		u := key.Uniform(uint64(day), uint64(drawOrders+1+n))
		units += 1 + int32(math.Log(u)/math.Log1p(-1/w.Lot))
	}
	return units
}

// poisson is the quantile function of the Poisson distribution, by summation.
func poisson(mean, u float64) int32 {
	p := math.Exp(-mean)
	for n := int32(0); ; n++ {
		if u -= p; u <= 0 || p < 1e-300 {
			return n
		}
		p *= mean / float64(n+1)
	}
}
