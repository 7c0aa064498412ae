package stats

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/mat"
)

// PairMeans returns the means of the pairs (xs[0], xs[1]), (xs[2], xs[3]), ...: antithetic
// replications are analyzed through them, since the members of a pair depend on each other. A
// single observation at the end is not used.
func PairMeans(xs []float64) []float64 {
	m := make([]float64, len(xs)/2)
	for i := range m {
		m[i] = (xs[2*i] + xs[2*i+1]) / 2
	}
	return m
}

// Antithetic analyzes antithetic replications, which come in pairs (xs[0], xs[1]), (xs[2], xs[3]),
// ...: the interval of the pair means, and by how much the pairs reduced the variance of the mean
// against as many independent replications; negative if they backfired, NaN if it is undefined.
func Antithetic(xs []float64, level float64) (iv Interval, reduction float64) {
	pairs := Summarize(PairMeans(xs))
	all := Summarize(xs[:2*pairs.N])
	return TInterval(pairs, level), 1 - 2*pairs.Variance()/all.Variance()
}

// Controls are control variates: for each, the values observed in the replications and the known
// expectation. Natural controls of a supply chain are drawn inputs whose distribution is known:
// the realized demand against its mean, the mean transit time against that of the lane.
type Controls struct {
	Observed [][]float64 // [control][replication]
	Expected []float64   // [control]
}

// Controlled is an estimate adjusted by control variates.
type Controlled struct {
	Mean         float64
	Coefficients []float64 // per control: what a unit above expectation adds to the output
	ResidualVar  float64   // variance of the output that the controls do not explain
	SE           float64
	DF           float64 // n - 1 - number of controls
	Interval     Interval
}

// ErrControls is returned for controls that cannot be used: they are constant or depend on each
// other, or there are too few replications for their number.
var ErrControls = errors.New("stats: control variates are constant, dependent or too many")

// ControlVariates adjusts the mean of y by controls with known expectations: the regression
// estimator of Lavenberg & Welch (1981, Management Science 27:322-335), whose t interval loses one
// degree of freedom per control.
func ControlVariates(y []float64, c Controls, level float64) (Controlled, error) {
	checkLevel(level)
	n, q := len(y), len(c.Observed)
	if q == 0 || len(c.Expected) != q || n < q+2 {
		return Controlled{}, ErrControls
	}
	// Center and scale everything; the intercept of the regression of y on (control - expectation)
	// is the adjusted mean.
	reg := regression{x: mat.NewDense(n, q, nil), dev: mat.NewVecDense(n, nil),
		off: mat.NewVecDense(q, nil), scale: make([]float64, q), mean: Summarize(y).Mean}
	for i, v := range y {
		reg.dev.SetVec(i, v-reg.mean)
	}
	for j, obs := range c.Observed {
		s := Summarize(obs)
		if s.N != n || !(s.M2 > 0) {
			return Controlled{}, ErrControls
		}
		reg.scale[j] = math.Sqrt(s.M2)
		reg.off.SetVec(j, (s.Mean-c.Expected[j])/reg.scale[j])
		for i, v := range obs {
			reg.x.Set(i, j, (v-s.Mean)/reg.scale[j])
		}
	}
	return reg.solve(level)
}

// regression is a least-squares problem with centered columns of length 1.
type regression struct {
	x     *mat.Dense    // controls
	dev   *mat.VecDense // output minus its mean
	off   *mat.VecDense // mean of each control minus its expectation
	scale []float64     // former lengths of the columns
	mean  float64       // of the output
}

func (g regression) solve(level float64) (Controlled, error) {
	n, q := g.x.Dims()
	var qr mat.QR
	qr.Factorize(g.x)
	const dependent = 1e8 // condition number: half of the digits are lost
	if !(qr.Cond() < dependent) {
		return Controlled{}, ErrControls
	}
	var beta, w, fitted mat.VecDense
	var r mat.Dense
	qr.RTo(&r)
	if err := qr.SolveVecTo(&beta, false, g.dev); err != nil {
		return Controlled{}, ErrControls
	}
	// R'w = off, so that w'w = off'(X'X)^-1 off.
	if err := w.SolveVec(r.Slice(0, q, 0, q).T(), g.off); err != nil {
		return Controlled{}, ErrControls
	}
	fitted.MulVec(g.x, &beta)
	rss := 0.0
	for i := range n {
		e := g.dev.AtVec(i) - fitted.AtVec(i)
		rss += e * e
	}
	out := Controlled{Mean: g.mean - mat.Dot(&beta, g.off), DF: float64(n - 1 - q)}
	for j, s := range g.scale {
		out.Coefficients = append(out.Coefficients, beta.AtVec(j)/s)
	}
	out.ResidualVar = rss / out.DF
	out.SE = math.Sqrt(out.ResidualVar * (1/float64(n) + mat.Dot(&w, &w)))
	hw := tTwoSided(level, out.DF) * out.SE
	out.Interval = Interval{out.Mean - hw, out.Mean + hw, level, n}
	return out, nil
}
