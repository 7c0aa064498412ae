package stats

import (
	"cmp"
	"math"
	"slices"
)

// Band is the paired difference of two systems at one value of an input: the mean and its interval
// over N replications.
type Band struct {
	X            float64
	N            int
	Mean, Lo, Hi float64
}

// BandOf summarizes the paired differences observed at x, a replication each.
func BandOf(x float64, differences []float64, level float64) Band {
	s := Summarize(differences)
	iv := TInterval(s, level)
	return Band{x, s.N, s.Mean, iv.Lo, iv.Hi}
}

// Sign is 1 or -1 where the interval excludes zero, 0 where no sign is sure.
func (b Band) Sign() int {
	switch {
	case b.Lo > 0:
		return 1
	case b.Hi < 0:
		return -1
	}
	return 0
}

// Curve is a difference as a function of an input, known at points of ascending X. It finds where
// the difference changes its sign, and with what confidence: the confidence set is every x at which
// the interval of the difference contains zero, as Fieller (1954, J. R. Statist. Soc. B 16:175-185)
// does for a ratio of means. If the interval at each single x has the level, so has the set, since
// it contains the true crossing exactly when the interval there contains zero; no correction for
// the number of points is needed as long as the ends of the set are read from points of full
// effort, which Refine proposes.
//
// The systems are compared on common random numbers at every x, so that the difference moves
// smoothly; between points it is taken to be linear.
type Curve []Band

// Put returns the curve with a band added, in place of a former one at the same X.
func (c Curve) Put(b Band) Curve {
	i, found := slices.BinarySearchFunc(c, b.X, func(p Band, x float64) int { return cmp.Compare(p.X, x) })
	if found {
		c[i] = b
		return c
	}
	return slices.Insert(c, i, b)
}

// Converging reports whether it is worth looking beyond the upper end of the curve: zero is not
// excluded there, or no crossing is known yet and the difference moves toward zero.
func (c Curve) Converging() bool {
	n := len(c)
	if n < 2 {
		return false
	}
	last, before := c[n-1], c[n-2]
	if last.Sign() == 0 {
		return true
	}
	return len(c.zeros(mean)) == 0 && math.Abs(last.Mean) < math.Abs(before.Mean)
}

func mean(b Band) float64  { return b.Mean }
func lower(b Band) float64 { return b.Lo }
func upper(b Band) float64 { return b.Hi }

// zeros lists the points after which a function of the band passes zero.
func (c Curve) zeros(of func(Band) float64) []int {
	var list []int
	for i := 1; i < len(c); i++ {
		if u, v := of(c[i-1]), of(c[i]); u < 0 && v >= 0 || u > 0 && v <= 0 {
			list = append(list, i-1)
		}
	}
	return list
}

// root returns where a function of the band that passes zero between two points does so.
func root(p, q Band, of func(Band) float64) float64 {
	u, v := of(p), of(q)
	return p.X + (q.X-p.X)*u/(u-v)
}

// Refine proposes where to look next with n replications: where the mean and the ends of the
// interval are expected to pass zero, and the points beside them that have fewer replications, once
// a neighbor has n. Screening a grid with few replications and two rounds of refinement are usually
// enough; none is needed any more when nothing is proposed.
func (c Curve) Refine(n int) []float64 {
	var next []float64
	propose := func(x float64) {
		if !slices.Contains(next, x) {
			next = append(next, x)
		}
	}
	for _, of := range []func(Band) float64{mean, lower, upper} {
		for _, i := range c.zeros(of) {
			p, q := c[i], c[i+1]
			if x := root(p, q, of); !c.near(x) {
				propose(x)
			}
			if p.N < n && q.N >= n {
				propose(p.X)
			}
			if q.N < n && p.N >= n {
				propose(q.X)
			}
		}
	}
	return next
}

// near reports whether a point lies within a thousandth of x.
func (c Curve) near(x float64) bool {
	return slices.ContainsFunc(c, func(p Band) bool { return math.Abs(p.X-x) <= 1e-3*math.Abs(x) })
}

// Crossings says how often the sign of a difference changes.
type Crossings int

// The kinds of answers.
const (
	NoCrossing   Crossings = iota // never, or no sign is sure anywhere
	OneCrossing                   // once, with both signs sure
	ManyCrossing                  // several times, with sure signs between
	OpenCrossing                  // the mean changes its sign, but no sign is sure beyond
)

// Crossing is where a difference changes its sign.
type Crossing struct {
	Kind Crossings
	// At is where, the first time if there are several; NaN with NoCrossing.
	At float64
	// Lo and Hi enclose every x whose interval contains zero, around At. An end is infinite if no
	// sign is sure at that end of the curve. With NoCrossing and a sure sign at every point they
	// are NaN: no x is in the set.
	Lo, Hi float64
	All    []float64 // all crossings between sure signs
	// Below and Above are the signs of the difference on either side. With NoCrossing they are the
	// signs at the ends of the curve, 0 where none is sure; elsewhere they are opposite or, with
	// ManyCrossing, those of the outermost sure points.
	Below, Above int
}

// Cross reads the crossing off the curve. Only points whose interval excludes zero speak: where
// their sign changes lies a crossing, and every x between them whose interval contains zero is in
// its set. Wiggles of the mean inside that set are noise, not further crossings.
func (c Curve) Cross() Crossing {
	sure := c.sure()
	if len(sure) == 0 {
		return Crossing{At: math.NaN(), Lo: math.Inf(-1), Hi: math.Inf(1)}
	}
	first, last := sure[0], sure[len(sure)-1]
	a := Crossing{At: math.NaN(), Lo: math.NaN(), Hi: math.NaN(), Below: c[first].Sign(), Above: c[last].Sign()}
	for k := 1; k < len(sure); k++ {
		i, j := sure[k-1], sure[k]
		if c[i].Sign() == c[j].Sign() {
			continue
		}
		at, lo, hi := c.between(i, j)
		a.All = append(a.All, at)
		if len(a.All) == 1 {
			a.Kind, a.At, a.Lo, a.Hi = OneCrossing, at, lo, hi
		}
	}
	switch {
	case len(a.All) > 1:
		a.Kind = ManyCrossing
	case len(a.All) == 0:
		c.openEnds(&a, first, last)
	}
	return a
}

// sure lists the points whose interval excludes zero.
func (c Curve) sure() (list []int) {
	for i, b := range c {
		if b.Sign() != 0 {
			list = append(list, i)
		}
	}
	return list
}

// between returns where the mean crosses zero between two points of sure and opposite sign, and
// the ends of the set between them whose interval contains zero.
func (c Curve) between(i, j int) (at, lo, hi float64) {
	var means []float64
	for k := i; k < j; k++ {
		if (c[k].Mean > 0) != (c[k+1].Mean > 0) {
			means = append(means, root(c[k], c[k+1], mean))
		}
	}
	at = means[len(means)/2] // an odd number of them
	return at, math.Min(c.edge(i, i+1), at), math.Max(c.edge(j, j-1), at)
}

// edge returns where the end of the interval that lies nearer to zero reaches it, on the way from
// a sure point to its neighbor.
func (c Curve) edge(i, next int) float64 {
	if c[i].Hi < 0 {
		return root(c[i], c[next], upper)
	}
	return root(c[i], c[next], lower)
}

// openEnds looks at the ends of a curve on which no sure sign changes: where none is sure any more,
// the set goes on without end, and if the mean crosses zero there, so may the difference.
func (c Curve) openEnds(a *Crossing, first, last int) {
	end := len(c) - 1
	if first > 0 {
		a.Lo, a.Hi = math.Inf(-1), c.edge(first, first-1)
		a.Below = 0
	}
	if last < end {
		a.Hi = math.Inf(1)
		if first == 0 {
			a.Lo = c.edge(last, last+1)
		}
		a.Above = 0
	}
	for k := last; k < end; k++ {
		if (c[k].Mean > 0) != (c[k+1].Mean > 0) {
			a.Kind, a.At = OpenCrossing, root(c[k], c[k+1], mean)
			a.Below, a.Above = c[last].Sign(), -c[last].Sign()
			a.Lo, a.Hi = c.edge(last, last+1), math.Inf(1)
			return
		}
	}
	for k := first; k > 0; k-- {
		if (c[k-1].Mean > 0) != (c[k].Mean > 0) {
			a.Kind, a.At = OpenCrossing, root(c[k-1], c[k], mean)
			a.Below, a.Above = -c[first].Sign(), c[first].Sign()
			a.Lo, a.Hi = math.Inf(-1), c.edge(first, first-1)
			return
		}
	}
}
