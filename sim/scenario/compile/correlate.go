package compile

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"fbasim/sim/diag"
	"fbasim/sim/model"
	"fbasim/sim/scenario"
)

// ties are all correlations of a study: the inputs in order of mention and the
// Cholesky factor of their normal correlations.
type ties struct {
	names  []string
	factor [][]float64
}

// almost keeps rank correlations of 1 and -1 off the edge, where the factor does
// not exist.
const almost = 1 - 1e-9

// tie joins the correlations of a study into one matrix. The rank correlation r
// of two inputs is a correlation of 2 sin(pi r / 6) between their normal scores
// (Pearson 1907, Mathematical Contributions to the Theory of Evolution XVI).
func tie(list []*scenario.Correlation, problems *diag.List) *ties {
	t := &ties{}
	var matrix *mat.SymDense
	for _, c := range list {
		if c.Rank == nil || len(c.Inputs) < 2 {
			continue // reported
		}
		for _, name := range c.Inputs {
			if !slices.Contains(t.names, name) {
				t.names = append(t.names, name)
			}
		}
		matrix = t.add(grown(matrix, len(t.names)), c, problems)
		if t.factor = factorOf(matrix); t.factor == nil {
			problems.Add(c.Rank.Pos.Problem("correlation", fmt.Sprintf(
				"no %d inputs can all have these rank correlations", len(t.names)),
				"take ranks nearer to 0, or name inputs that move together in one table"))
			return nil
		}
	}
	if t.factor == nil {
		return nil
	}
	return t
}

// add enters the pairs of one table.
func (t *ties) add(m *mat.SymDense, c *scenario.Correlation, problems *diag.List) *mat.SymDense {
	r := almost * 2 * math.Sin(math.Pi/6*c.Rank.Value)
	for i, a := range c.Inputs {
		for _, b := range c.Inputs[:i] {
			x, y := slices.Index(t.names, a), slices.Index(t.names, b)
			if x == y || m.At(x, y) != 0 {
				problems.Add(c.Pos.Problem("conflict", fmt.Sprintf("%s and %s are tied twice", b, a), ""))
				continue
			}
			m.SetSym(x, y, r)
		}
	}
	return m
}

// grown returns a larger matrix with the same entries and ones on the diagonal.
func grown(old *mat.SymDense, n int) *mat.SymDense {
	m := mat.NewSymDense(n, nil)
	for i := range n {
		m.SetSym(i, i, 1)
	}
	if old != nil {
		for i := range old.SymmetricDim() {
			for j := range i {
				m.SetSym(i, j, old.At(i, j))
			}
		}
	}
	return m
}

// factorOf returns the rows of the Cholesky factor, nil where there is none.
func factorOf(m *mat.SymDense) [][]float64 {
	var chol mat.Cholesky
	if !chol.Factorize(m) {
		return nil
	}
	var lower mat.TriDense
	chol.LTo(&lower)
	rows := make([][]float64, m.SymmetricDim())
	for i := range rows {
		for j := range i + 1 {
			rows[i] = append(rows[i], lower.At(i, j))
		}
	}
	return rows
}

// together compiles the correlations for one case, once all inputs are known.
func (c *compiler) together(t *ties) {
	if t == nil {
		return
	}
	tied := model.Correlation{Names: t.names, Factor: t.factor}
	for _, name := range t.names {
		ref, ok := c.refs[name]
		if !ok {
			ref = model.NoRef
		}
		tied.Refs = append(tied.Refs, ref)
	}
	c.cfg.Together = []model.Correlation{tied}
}
