package estimate

import "math"

// dispersion is the ratio of variance to mean of a count, with the degrees of freedom that its
// estimate is worth.
type dispersion struct{ ratio, df float64 }

const (
	// fewestWeeks is the number of weeks from which on the variation from week to week is known well
	// enough to be preferred to that from day to day.
	fewestWeeks = 10
	// poissonDF is what the prior belief in a Poisson process counts for.
	poissonDF = 4
)

// blocks are the deviations of the units of blocks of days from their means.
type blocks struct {
	size  int // days
	list  []block
	total float64 // sum of the means
}

type block struct {
	at, days      int     // number of the block, days added
	rest, squares float64 // sum of the deviations of the days, and of their squares
	mean          float64
}

func (b *blocks) add(day int, units, mean float64) {
	at, n := day/b.size, len(b.list)
	if n == 0 || b.list[n-1].at != at {
		b.list = append(b.list, block{at: at})
		n++
	}
	x := &b.list[n-1]
	x.days++
	x.rest += units - mean
	x.squares += (units - mean) * (units - mean)
	x.mean += mean
	b.total += mean
}

// reset empties the blocks and keeps their memory.
func (b *blocks) reset() { b.list, b.total = b.list[:0], 0 }

// dispersion estimates the ratio as the sum of squared deviations over the sum of means, which is
// right for the variance of the total whatever the variance of a block depends on (the sandwich
// estimator of a mean; White 1982, Econometrica 50:1-25), with a correction for fitted parameters.
// Its variance follows from the fourth cumulant of a compound Poisson count with orders of one size.
func (b *blocks) dispersion(parameters float64) dispersion {
	n := float64(len(b.list))
	if n <= parameters+1 || b.total == 0 {
		return dispersion{1, 0}
	}
	squares, means := 0.0, 0.0
	for _, x := range b.list {
		squares += x.rest * x.rest
		means += x.mean * x.mean
	}
	left := (n - parameters) / n
	ratio := squares / b.total / left
	return dispersion{ratio, 2 * b.total * b.total / (2*means + max(1, ratio)*b.total) * left}
}

// within is the dispersion of days within their blocks, which what a week's days have in common does
// not enter.
func (b *blocks) within(parameters float64) dispersion {
	squares, df := 0.0, -parameters
	for _, x := range b.list {
		squares += x.squares - x.rest*x.rest/float64(x.days)
		df += float64(x.days - 1)
	}
	if df < 1 || b.total == 0 {
		return dispersion{1, 0}
	}
	days := df + parameters + float64(len(b.list))
	return dispersion{squares / b.total * days / df, 1 / (1/df + 1/(2*b.total))}
}

// known is the estimate, or that of a Poisson process, which counts for nothing, where means are so
// near 0 that it is no number.
func (d dispersion) known() dispersion {
	if math.IsNaN(d.ratio+d.df) || math.IsInf(d.ratio+d.df, 0) {
		return dispersion{1, 0}
	}
	return d
}

// toward shrinks an estimate to another that counts as df degrees of freedom. No ratio is below 1,
// the Poisson process's.
func (d dispersion) toward(ratio, df float64) dispersion {
	d = d.known()
	return dispersion{max(1, (d.ratio*d.df+ratio*df)/(d.df+df)), d.df + df}
}

// atLeast is the larger of two.
func (d dispersion) atLeast(o dispersion) dispersion {
	if o.ratio > d.ratio {
		return o
	}
	return d
}

// t is the quantile that makes intervals of estimates with this dispersion.
func (d dispersion) t() float64 { return tQuantile(d.df) }

// noise is the dispersion of the units of all SKUs together: from day to day, which weekday factors
// suffer from, and over longer times.
type noise struct{ fast, slow dispersion }

// poisson is the noise of a Poisson process.
func poisson() noise { return noise{dispersion{1, poissonDF}, dispersion{1, poissonDF}} }

// of is the dispersion that matters to a parameter.
func (n noise) of(parameter int) dispersion {
	if parameter < monthAt {
		return n.fast
	}
	return n.slow
}

// left is what the fit leaves unexplained, and what it absorbs of the covariances of weeks, where
// there are enough.
func (s *shape) left(h *history, p prior) (noise, absorbed) {
	days, weeks := blocks{size: 1}, blocks{size: weekdays}
	for d, mean := range s.rates {
		if mean > 0 {
			days.add(d, h.units[d], mean)
			weeks.add(d, h.units[d], mean)
		}
	}
	parameters := float64(s.free() + 1)
	fast := weeks.within(min(parameters, weekdays-1))
	long, common := days.dispersion(parameters), absorbed{}
	if n := len(weeks.list); float64(n)-parameters >= fewestWeeks {
		long = weeks.dispersion(parameters)
		if n >= fewestSerial {
			common = absorb(s.maker(h, p, &weeks))
			if c, ok := common.solve(weeks.products()); ok {
				if rho := c.stay(); rho > 0 {
					long = c.long(rho, parameters)
				}
			}
		}
	}
	return noise{fast.toward(1, poissonDF), long.toward(1, poissonDF)}, common
}

// free is the number of parameters that data determine: factors only count relative to each other.
func (s *shape) free() int {
	n := len(s.used)
	for _, k := range s.used {
		if k == 0 || k == monthAt {
			n--
		}
	}
	return n
}
