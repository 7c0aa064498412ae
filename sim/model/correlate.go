package model

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// Correlation ties inputs that are drawn once per replication together by a
// Gaussian copula: input i gets the uniform Phi(sum of Factor[i][j] z_j), where
// z_j is the normal score of the uniform that input j would have had alone. The
// first input keeps its own draw, and inputs outside keep theirs.
type Correlation struct {
	Names  []string    // all inputs that are tied, also those that this case lacks
	Refs   []Ref       // NoRef for an input that this case lacks
	Factor [][]float64 // lower triangular: the Cholesky factor of the normal correlations
}

// correlate draws the inputs of a correlation again, tied; keys are the
// identities of its inputs.
func (r *Run) correlate(c *Correlation, keys []int64, s streams) {
	for i, ref := range c.Refs {
		if i == 0 || ref == NoRef || r.cfg.Inputs[ref].PerEvent {
			continue
		}
		score := 0.0
		for j, f := range c.Factor[i][:i+1] {
			score += f * mathext.NormalQuantile(s.input(keys[j]))
		}
		r.values[ref] = r.cfg.Inputs[ref].Dist.Quantile(probability(score))
	}
}

// probability is the normal distribution function, kept off 0 and 1, which no
// draw can be.
func probability(z float64) float64 {
	return math.Min(math.Max(distuv.UnitNormal.CDF(z), 0x1p-53), 1-0x1p-53)
}
