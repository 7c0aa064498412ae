package stats

import (
	"math"
	"sort"
)

// Precision is the goal of a sequential experiment: replicate until the half-width of the interval
// is at most the larger of the allowances that are set (above 0). Without any, it is never reached.
type Precision struct {
	Level    float64 // confidence level of the interval
	Absolute float64 // half-width allowed, in the unit of the measure
	Relative float64 // relative error allowed, such as 0.05
}

// Reached reports whether n >= 2 observations satisfy the goal. The relative error is that of the
// mean to the true value, not to the estimate: |mean - mu|/|mu| <= gamma holds if the half-width is
// at most gamma/(1+gamma) of |mean| (Law, chapter 9).
func (p Precision) Reached(s Summary) bool {
	return s.N >= 2 && TInterval(s, p.Level).HalfWidth() <= p.allowance(s.Mean)
}

func (p Precision) allowance(mean float64) float64 {
	a := math.Inf(-1)
	if p.Absolute > 0 {
		a = p.Absolute
	}
	if p.Relative > 0 {
		a = math.Max(a, p.Relative/(1+p.Relative)*math.Abs(mean))
	}
	return a
}

// NeededN returns the smallest number of replications, at least those of the pilot, for which the
// goal would be reached if mean and variance stayed as in the pilot: t(n-1) sqrt(S^2/n) <= allowed
// half-width. It returns limit+1 if limit is not enough, or if the pilot has fewer than two
// observations.
func (p Precision) NeededN(pilot Summary, limit int) int {
	if pilot.N < 2 {
		return limit + 1
	}
	allowed, v := p.allowance(pilot.Mean), pilot.Variance()
	n := pilot.N + sort.Search(max(0, limit+1-pilot.N), func(i int) bool {
		n := float64(pilot.N + i)
		hw := 0.0
		if v > 0 {
			hw = tTwoSided(p.Level, n-1) * math.Sqrt(v/n)
		}
		return hw <= allowed
	})
	return n
}

// Stopping says when a sequential experiment with several metrics has enough replications: as soon
// as every metric has reached its precision, but not before Least replications (10 or more are
// usual: early variances are poor) and no later than Most.
//
// The intervals hold one by one. If they are to hold together, give each the level that Bonferroni
// returns for their number.
type Stopping struct {
	Goals       []Precision // by metric
	Least, Most int         // replications; Most 0 means no cap
}

// Look is what a sequential experiment has come to.
type Look struct {
	N       int  // replications so far
	Reached bool // every metric has its precision
	Stop    bool // Reached, or the cap
	Worst   int  // metric that is farthest from its goal, the first if several are
	// Ratio is the worst half-width over the allowed one: 1 or less where reached, +Inf where
	// nothing is allowed or known.
	Ratio float64
	// Needed is the number of replications at which all goals would be reached if means and
	// variances stayed, at least N and Least; Most+1 if the cap is below that number.
	Needed int
}

// unlimited is a number of replications that nobody simulates.
const unlimited = 1 << 40

// Look judges the metrics after equally many replications of each. It panics if their number is not
// that of the goals.
func (s Stopping) Look(metrics []Summary) Look {
	if len(metrics) != len(s.Goals) || len(metrics) == 0 {
		panic("stats: as many precision goals as metrics are needed")
	}
	limit := s.Most
	if limit <= 0 {
		limit = unlimited
	}
	l := Look{N: metrics[0].N, Ratio: math.Inf(-1), Needed: s.Least}
	for i, m := range metrics {
		if r := s.Goals[i].ratio(m); r > l.Ratio {
			l.Worst, l.Ratio = i, r
		}
		l.Needed = max(l.Needed, s.Goals[i].NeededN(m, limit))
	}
	l.Reached = l.N >= s.Least && l.Ratio <= 1
	l.Stop = l.Reached || l.N >= limit
	return l
}

// ratio returns the half-width over the allowed one.
func (p Precision) ratio(s Summary) float64 {
	if p.Reached(s) {
		if hw := TInterval(s, p.Level).HalfWidth(); hw > 0 {
			return hw / p.allowance(s.Mean)
		}
		return 0
	}
	allowed := p.allowance(s.Mean)
	if s.N < 2 || !(allowed > 0) {
		return math.Inf(1)
	}
	return TInterval(s, p.Level).HalfWidth() / allowed
}
