package estimate

import (
	"errors"
	"fmt"
	"math"
)

// How much history it takes.
const (
	// fewestForWeekdays: four weeks.
	fewestForWeekdays = 28
	// fewestForMonths of a calendar month must have been observed in each of the twelve.
	fewestForMonths = 15
	// fewestForTrend: with a year of history, growth cannot be told from season; it takes some
	// months to be seen twice.
	fewestForTrend = 548
)

// Standard deviations of the priors of the parameters, as logarithms. The wide ones keep a factor
// finite of which no sale was seen and are forgotten with a dozen of sales; growth beyond a factor
// of e^(2 x 0.5) a year is not expected of anybody.
const (
	wide        = 1.0
	trendSpread = 0.5
	// narrowest is the least spread of factors that is believed in.
	narrowest = 0.02
)

// Fit fits the demand of all SKUs of a marketplace. Without a single day it returns an error, and
// also where a count is negative or the length of the scenario is below one day; all such problems
// are joined.
func Fit(series []Series, o Options) (Market, error) {
	if o.Days < 1 {
		return Market{}, errors.New("the scenario must be at least a day long")
	}
	h, err := newHistory(series, o.Start)
	if err != nil {
		return Market{}, err
	}
	if len(h.days) == 0 {
		return Market{}, errors.New("the history has no days")
	}
	m := Market{Demand: make([]Demand, len(series))}
	loose, notes := h.priors()
	m.Notes = notes
	first := h.fitShape(loose, poisson())
	left, common := first.left(h, loose)
	own := h.dispersions(first, common)
	left.slow = left.slow.atLeast(h.together(own))
	first = h.fitShape(loose, left)
	tight := loose
	first.pool(&tight, 0, weekdays)
	first.pool(&tight, monthAt, months)
	s := h.fitShape(tight, first.noise)
	m.describe(h, first, s)
	h.levels(s, own, o, m.Demand)
	return m, nil
}

// priors says which parameters the history can tell something of, and why not the others.
func (h *history) priors() (p prior, notes []string) {
	seen := [params]int{}
	observed, first, last := 0, -1, -1
	for d, n := range h.observers() {
		if n == 0 {
			continue
		}
		observed++
		if last = d; first < 0 {
			first = d
		}
		seen[h.days[d].month]++
	}
	span := last - first + 1
	if first < 0 {
		span = 0
	}
	if observed >= fewestForWeekdays {
		set(p[:weekdays])
	} else {
		notes = append(notes, fmt.Sprintf("weekday factors take %d days of history with sales; there are %d", fewestForWeekdays, observed))
	}
	fewest := math.MaxInt
	for _, n := range seen[monthAt:trendAt] {
		fewest = min(fewest, n)
	}
	if fewest >= fewestForMonths {
		set(p[monthAt:trendAt])
	} else {
		notes = append(notes, fmt.Sprintf("month factors take a year of history, at least %d days of each month; there are %d days",
			fewestForMonths, observed))
	}
	if span >= fewestForTrend && fewest >= fewestForMonths {
		p[trendAt] = trendSpread
	} else {
		notes = append(notes, fmt.Sprintf("growth takes %d days of history to be told from season; there are %d", fewestForTrend, span))
	}
	return p, notes
}

func set(p []float64) {
	for k := range p {
		p[k] = wide
	}
}

// observers counts the SKUs observed on each day, of those of which a unit was sold: the others tell
// nothing of season and growth.
func (h *history) observers() []int {
	n, change := make([]int, len(h.days)), make([]int, len(h.days)+1)
	for i := range h.records {
		r := &h.records[i]
		if r.units == 0 {
			continue
		}
		change[r.from]++
		change[r.to]--
		for _, g := range r.gaps {
			n[g]--
		}
	}
	sum := 0
	for d := range n {
		sum += change[d]
		n[d] += sum
	}
	return n
}

// describe writes down the factors and the growth. The intervals of factors are those of the fit
// with wide priors: they hold each true factor at their level, which those of shrunken factors do
// only on average over the factors (Nychka 1988, Journal of the American Statistical Association
// 83:1134-1143).
func (m *Market) describe(h *history, loose, s *shape) {
	n := int(h.total)
	if s.theta != (theta{}) || len(s.used) > 0 {
		how := fmt.Sprintf("quasi-Poisson log-linear model of %d SKUs together", len(h.records))
		if s.uses(0) {
			m.Weekday = factors(loose, s, 0, weekdays, n, how+", shrunk toward 1")
		}
		if s.uses(monthAt) {
			m.Month = factors(loose, s, monthAt, months, n, how+", shrunk toward 1")
		}
		if s.uses(trendAt) {
			m.Trend = s.growth(n, how)
		}
	}
}

func (s *shape) uses(k int) bool {
	for _, u := range s.used {
		if u == k {
			return true
		}
	}
	return false
}

// factors are n of them from parameter at on, relative to their mean.
func factors(loose, s *shape, at, n, units int, method string) []Estimate {
	list := make([]Estimate, n)
	for j := range list {
		value, _ := s.relative(at, n, j)
		wide, g := loose.relative(at, n, j)
		half := loose.noise.of(at).t() * math.Sqrt(loose.variance(&g))
		e := Estimate{Value: math.Exp(value), Lo: math.Exp(wide - half), Hi: math.Exp(wide + half), N: units, Method: method}
		e.Lo, e.Hi = min(e.Lo, e.Value), max(e.Hi, e.Value)
		list[j] = e
	}
	return list
}

// relative is the logarithm of factor j of the n from parameter at on over their mean, and its
// gradient.
func (s *shape) relative(at, n, j int) (float64, theta) {
	mean, g := s.mean(at, n)
	for k := range g {
		g[k] = -g[k]
	}
	g[at+j]++
	return s.theta[at+j] - mean, g
}

// mean is the logarithm of the mean of factors, and its gradient. Months count by their days.
func (s *shape) mean(at, n int) (float64, theta) {
	var g theta
	sum := 0.0
	for j := range n {
		w := 1 / float64(n)
		if at == monthAt {
			w = monthShare(j)
		}
		g[at+j] = w * math.Exp(s.theta[at+j])
		sum += g[at+j]
	}
	for j := range n {
		g[at+j] /= sum
	}
	return math.Log(sum), g
}

// pool sets the spread of the factors about their mean to what the fit with wide priors says of it,
// by moments: the squares of the estimates have expectation spread^2 + variance of the estimate, and
// count by what is known of them (empirical Bayes; Morris 1983, "Parametric empirical Bayes
// inference", Journal of the American Statistical Association 78:47-55). Where sales are few the
// spread comes out small, and the factors near 1.
func (s *shape) pool(p *prior, at, n int) {
	if !s.uses(at) {
		return
	}
	sum, weight := 0.0, 0.0
	for j := range n {
		c, g := s.relative(at, n, j)
		v := max(narrowest*narrowest*narrowest, s.variance(&g)) // where rounding leaves nothing
		sum += c*c/v - 1
		weight += 1 / v
	}
	spread := math.Sqrt(max(narrowest*narrowest, sum/weight*float64(n)/float64(n-1)))
	for j := range n {
		p[at+j] = min(wide, spread)
	}
}

// growth is that of a year.
func (s *shape) growth(units int, how string) *Fitted {
	b, g := s.theta[trendAt], theta{}
	g[trendAt] = 1
	sd := math.Sqrt(s.variance(&g))
	half := s.noise.slow.t() * sd
	f := &Fitted{Estimate: Estimate{Value: math.Expm1(b), Lo: math.Expm1(b - half), Hi: math.Expm1(b + half),
		N: units, Method: how}}
	f.Dist = growthDist(b, sd)
	return f
}
