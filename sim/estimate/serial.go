package estimate

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Weeks in a row are often alike for reasons that no factor knows of, and then a long time tells less
// of the level, the months and the growth than its weeks do one by one. What weeks have in common is
// looked for in their autocovariances gamma_k, corrected for what the fit has taken out of them, and
// described as gamma_k = c rho^k for k > 0: noise of its own for each week, and a first-order
// autoregressive rate (Box, Jenkins, Reinsel & Ljung 2016, Time Series Analysis, 5th ed., chapter 3).
// The dispersion over long times is then gamma_0 + 2 c rho/(1 - rho).

const (
	// lags are the weeks over which autocovariances are taken.
	lags = 8
	// seenLags are those that decide whether there is anything.
	seenLags = 3
	// fewestSerial is the number of weeks from which on one looks.
	fewestSerial = 26
	// oneInTwenty is the normal quantile above which weeks are taken to be alike not by chance.
	oneInTwenty = 1.645
	// longestStay is the largest rho that is believed in: a rate that stays for some ten weeks.
	longestStay = 0.9
	// stayStep is that of the search for rho.
	stayStep = 0.05
)

// covariances are sums of products of deviations that lie 0, 1, ... weeks apart.
type covariances [lags + 1]float64

// products sums up the products of the deviations of weeks, for each unit of their mean, and counts
// them.
func (b *blocks) products() (sum, pairs covariances) {
	mean := b.total / float64(len(b.list))
	for i, x := range b.list {
		for j := i; j >= 0 && x.at-b.list[j].at <= lags; j-- {
			k := x.at - b.list[j].at
			sum[k] += x.rest * b.list[j].rest / mean
			pairs[k]++
		}
	}
	return sum, pairs
}

// absorbed is what a fit does to sums of products: their expectations are matrix x autocovariances.
type absorbed struct {
	weeks  int
	matrix *mat.Dense
	pairs  covariances // that it was computed for
}

// absorb computes the matrix for residuals that are maker x deviations, of weeks with the numbers at.
func absorb(maker *mat.Dense, at []int) absorbed {
	n := len(at)
	index := make([]int, at[n-1]+1)
	for i := range index {
		index[i] = -1
	}
	for i, a := range at {
		index[a] = i
	}
	find := func(a int) int {
		if a < 0 || a >= len(index) {
			return -1
		}
		return index[a]
	}
	a := absorbed{weeks: n, matrix: mat.NewDense(lags+1, lags+1, nil)}
	for j := range lags + 1 {
		shifted := mat.NewDense(n, n, nil) // row i: maker times column i of the matrix that is 1 at lag j
		for i := range n {
			row := shifted.RawRowView(i)
			for c := range n {
				for _, other := range []int{find(at[c] + j), find(at[c] - j)}[:1+min(j, 1)] {
					if other >= 0 {
						row[c] += maker.At(i, other)
					}
				}
			}
		}
		for i := range n {
			for k := range lags + 1 {
				if other := find(at[i] + k); other >= 0 {
					if j == 0 {
						a.pairs[k]++
					}
					a.matrix.Set(k, j, a.matrix.At(k, j)+dot(shifted.RawRowView(i), maker.RawRowView(other)))
				}
			}
		}
	}
	return a
}

func dot(x, y []float64) float64 {
	sum := 0.0
	for i := range x {
		sum += x[i] * y[i]
	}
	return sum
}

// line is what the mean of n weeks in a row absorbs, or a straight line through them.
func line(n int, sloped bool) absorbed {
	maker, at := mat.NewDense(n, n, nil), make([]int, n)
	middle, squares := float64(n-1)/2, float64(n)*(float64(n)*float64(n)-1)/12
	for i := range n {
		at[i] = i
		for j := range n {
			taken := 1 / float64(n)
			if sloped {
				taken += (float64(i) - middle) * (float64(j) - middle) / squares
			}
			maker.Set(i, j, -taken)
		}
		maker.Set(i, i, 1+maker.At(i, i))
	}
	return absorb(maker, at)
}

// mixed is what a SKU's fit absorbs: its own level, and of the common shape as much as it
// contributes.
func mixed(own, common absorbed, share float64) absorbed {
	if common.weeks != own.weeks || share == 0 {
		return own
	}
	m := absorbed{weeks: own.weeks, matrix: mat.NewDense(lags+1, lags+1, nil), pairs: own.pairs}
	m.matrix.Apply(func(i, j int, v float64) float64 { return v + share*(common.matrix.At(i, j)-v) }, own.matrix)
	return m
}

// correlogram are estimates of the autocovariances, with the variance of the sum of the first ones if
// there is nothing to be seen.
type correlogram struct {
	covariances
	seen, variance float64
	weeks          int
}

// solve corrects sums of products.
func (a absorbed) solve(sum, pairs covariances) (c correlogram, ok bool) {
	m := mat.DenseCopyOf(a.matrix)
	for k := range pairs {
		if a.pairs[k] > 0 { // weeks that were not observed
			row := m.RawRowView(k)
			for j := range row {
				row[j] *= pairs[k] / a.pairs[k]
			}
		}
	}
	var inverse mat.Dense
	if err := inverse.Inverse(m); err != nil {
		return c, false
	}
	c.weeks = a.weeks
	for k := range c.covariances {
		c.covariances[k] = dot(inverse.RawRowView(k), sum[:])
	}
	for j := range sum {
		u := 0.0
		for k := 1; k <= seenLags; k++ {
			u += inverse.At(k, j)
		}
		c.variance += u * u * pairs[j]
	}
	c.variance *= c.covariances[0] * c.covariances[0]
	for k := 1; k <= seenLags; k++ {
		c.seen += c.covariances[k]
	}
	return c, c.covariances[0] > 0
}

// stay is the rho that describes a correlogram best, and 0 where the weeks are alike by no more than
// chance.
func (c correlogram) stay() float64 {
	if c.seen <= oneInTwenty*math.Sqrt(c.variance) {
		return 0
	}
	best, least := 0.0, math.Inf(1)
	for rho := stayStep; rho <= longestStay; rho += stayStep {
		scale, rest := c.scale(rho), 0.0
		for k := 1; k <= lags; k++ {
			d := c.covariances[k] - scale*math.Pow(rho, float64(k))
			rest += d * d
		}
		if rest < least {
			best, least = rho, rest
		}
	}
	return best
}

// scale is the c of a rho, by least squares.
func (c correlogram) scale(rho float64) float64 {
	x, xx := 0.0, 0.0
	for k := 1; k <= lags; k++ {
		p := math.Pow(rho, float64(k))
		x += p * c.covariances[k]
		xx += p * p
	}
	return x / xx
}

// long is the dispersion over long times, given rho. Its degrees of freedom are those of as many
// independent weeks as tell as much of a mean.
func (c correlogram) long(rho, parameters float64) dispersion {
	ratio := c.covariances[0] + 2*c.scale(rho)*rho/(1-rho)
	return dispersion{max(0, ratio), (float64(c.weeks) - parameters) * (1 - rho) / (1 + rho)}
}

// maker is the matrix that makes the residuals of weeks from their deviations, both over the square
// root of the mean, and the numbers of the weeks.
func (s *shape) maker(h *history, p prior, weeks *blocks) (*mat.Dense, []int) {
	n, used := len(weeks.list), s.used
	for len(used) > 0 && used[0] < monthAt {
		used = used[1:]
	}
	x, at, index := mat.NewDense(n, len(used)+1, nil), make([]int, n), map[int]int{}
	for i, b := range weeks.list {
		at[i], index[b.at] = b.at-weeks.list[0].at, i
		x.Set(i, len(used), math.Sqrt(b.mean))
	}
	for d, rate := range s.rates {
		i, ok := index[d/weeks.size]
		if !ok {
			continue
		}
		for c, k := range used {
			value := h.days[d].years
			if k < trendAt {
				value = 0
				if h.days[d].month == k {
					value = 1
				}
			}
			x.Set(i, c, x.At(i, c)+value*rate/math.Sqrt(weeks.list[i].mean))
		}
	}
	var gram, solved, hat mat.Dense
	gram.Mul(x.T(), x)
	for c, k := range used {
		gram.Set(c, c, gram.At(c, c)+s.noise.slow.ratio/(p[k]*p[k]))
	}
	maker := mat.NewDense(n, n, nil)
	if err := solved.Solve(&gram, x.T()); err == nil {
		hat.Mul(x, &solved)
		maker.Scale(-1, &hat)
	}
	for i := range n {
		maker.Set(i, i, maker.At(i, i)+1)
	}
	return maker, at
}
