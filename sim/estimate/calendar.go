package estimate

import (
	"math"

	"fbasim/sim/civil"
)

// The parameters of a shape: logarithms of weekday factors, of month factors, and of the growth a
// year.
const (
	weekdays, months = 7, 12
	monthAt          = weekdays
	trendAt          = weekdays + months
	params           = trendAt + 1
)

// theta are the values of all parameters; those that are not fitted are 0.
type theta [params]float64

// day is what a shape needs to know of a date.
type day struct {
	weekday, month int     // of the parameters
	years          float64 // since the start of the scenario
}

// calendar is a run of days.
type calendar struct {
	first civil.Date
	days  []day
}

// newCalendar describes n days from first on, with years counted from start.
func newCalendar(first civil.Date, n int, start civil.Date) calendar {
	c := calendar{first: first, days: make([]day, n)}
	for i := range c.days {
		date := first + civil.Date(i)
		_, month, _ := date.YMD()
		c.days[i] = day{weekday: date.Weekday(), month: monthAt + month - 1,
			years: float64(date-start) / civil.DaysPerYear}
	}
	return c
}

// factors are the rates of the days at a level of 1.
func (c calendar) factors(p *theta) []float64 {
	fs := make([]float64, len(c.days))
	for i, d := range c.days {
		fs[i] = math.Exp(p[d.weekday] + p[d.month] + p[trendAt]*d.years)
	}
	return fs
}

// sums are the sum of the factors of some days, and its derivatives by the parameters.
type sums struct {
	all float64
	by  theta
}

// add takes up a day, or leaves it out again where sign is -1.
func (s *sums) add(d day, factor, sign float64) {
	factor *= sign
	s.all += factor
	s.by[d.weekday] += factor
	s.by[d.month] += factor
	s.by[trendAt] += factor * d.years
}

// gradient is that of the logarithm of the sum.
func (s *sums) gradient() (g theta) {
	for k := range g {
		g[k] = s.by[k] / s.all
	}
	return g
}

// running holds the sums of the first 0, 1, 2, ... days, so that the sums of any stretch are a
// difference.
func (c calendar) running(factors []float64) []sums {
	r := make([]sums, len(c.days)+1)
	for i, d := range c.days {
		r[i+1] = r[i]
		r[i+1].add(d, factors[i], 1)
	}
	return r
}

func between(r []sums, from, to int) sums {
	s := r[to]
	s.all -= r[from].all
	for k := range s.by {
		s.by[k] -= r[from].by[k]
	}
	return s
}
