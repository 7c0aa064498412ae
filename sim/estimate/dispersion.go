package estimate

// dispersion is the ratio of variance to mean of a count, with the degrees of freedom that its
// estimate is worth.
type dispersion struct{ ratio, df float64 }

// fewestWeeks is the number of weeks from which on the variation from week to week is known well
// enough to be preferred to that from day to day.
const fewestWeeks = 10

// blocks collects squared deviations of the sums over blocks of days.
type blocks struct {
	size      int // days
	at        int // block of the days added last
	rest, sum float64
	count     int
	squares   float64 // of the deviations
	mean      float64 // sum of the means
	meanOfSq  float64 // sum of their squares
}

func newBlocks(size int) blocks { return blocks{size: size, at: -1} }

func (b *blocks) add(day int, units, mean float64) {
	if at := day / b.size; at != b.at {
		b.close()
		b.at = at
	}
	b.rest += units - mean
	b.sum += mean
}

func (b *blocks) close() {
	if b.sum > 0 {
		b.count++
		b.squares += b.rest * b.rest
		b.mean += b.sum
		b.meanOfSq += b.sum * b.sum
	}
	b.rest, b.sum = 0, 0
}

// dispersion estimates the ratio as the sum of squared deviations over the sum of means, which is
// right for the variance of the total whatever the variance of a block depends on (the sandwich
// estimator of a mean; White 1982, Econometrica 50:1-25), with a correction for fitted parameters.
// Its variance follows from the fourth cumulant of a compound Poisson count with orders of one size.
func (b *blocks) dispersion(parameters float64) dispersion {
	b.close()
	n := float64(b.count)
	if n <= parameters+1 || b.mean == 0 {
		return dispersion{1, 0}
	}
	ratio := b.squares / b.mean * n / (n - parameters)
	df := 2 * b.mean * b.mean / (2*b.meanOfSq + max(1, ratio)*b.mean) * (n - parameters) / n
	return dispersion{ratio, df}
}

// toward shrinks an estimate to another that counts as df degrees of freedom.
func (d dispersion) toward(ratio, df float64) dispersion {
	if df <= 0 {
		return d
	}
	return dispersion{(d.ratio*d.df + ratio*df) / (d.df + df), d.df + df}
}

// weekly is the dispersion of the sums over weeks, or over days where there are too few weeks.
func weekly(days, weeks blocks, parameters float64) dispersion {
	if w := weeks.dispersion(parameters); float64(weeks.count)-parameters >= fewestWeeks {
		return w
	}
	return days.dispersion(parameters)
}

// common is the dispersion of the units of all SKUs together: the larger of that of days and that of
// weeks. Nothing seen counts as a few degrees of freedom of a Poisson process, and a ratio below 1
// as 1.
func (s *shape) common(h *history) dispersion {
	days, weeks := newBlocks(1), newBlocks(weekdays)
	for d, mean := range s.rates {
		if mean > 0 {
			days.add(d, h.units[d], mean)
			weeks.add(d, h.units[d], mean)
		}
	}
	parameters := float64(s.free() + 1)
	got := days.dispersion(parameters)
	if w := weekly(days, weeks, parameters); w.ratio > got.ratio {
		got = w
	}
	got = got.toward(1, poissonDF)
	got.ratio = max(1, got.ratio)
	return got
}

// poissonDF is what the prior belief in a Poisson process counts for.
const poissonDF = 4

// free is the number of parameters that data determine: factors only count relative to each other.
func (s *shape) free() int {
	n := len(s.used)
	if len(s.used) > 0 && s.used[0] == 0 {
		n--
	}
	for _, k := range s.used {
		if k == monthAt {
			n--
		}
	}
	return n
}
