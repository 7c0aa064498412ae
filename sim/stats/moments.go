package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// Moments are means and cross products of several outputs of the same replications, such as a
// profit and its control variates. Blocks of replications merge (Chan, Golub & LeVeque 1979,
// Stanford STAN-CS-79-773).
type Moments struct {
	N    int
	Mean []float64
	M2   [][]float64 // sums of products of deviations from the means
}

// NewMoments starts a collection of a number of outputs.
func NewMoments(outputs int) Moments {
	m := Moments{Mean: make([]float64, outputs), M2: make([][]float64, outputs)}
	for i := range m.M2 {
		m.M2[i] = make([]float64, outputs)
	}
	return m
}

// Add includes a replication. It panics if the number of outputs is another.
func (m *Moments) Add(x []float64) {
	if len(x) != len(m.Mean) {
		panic("stats: moments of another number of outputs")
	}
	one := Moments{N: 1, Mean: x}
	m.Merge(one)
}

// Merge includes the replications of o, which must have the same outputs. Merging in another order
// changes the last digits.
func (m *Moments) Merge(o Moments) {
	if o.N == 0 {
		return
	}
	n, k := float64(m.N), float64(o.N)
	for i := range m.Mean {
		for j := range m.Mean {
			m.M2[i][j] += (o.Mean[i] - m.Mean[i]) * (o.Mean[j] - m.Mean[j]) * (n * k / (n + k))
			if o.M2 != nil {
				m.M2[i][j] += o.M2[i][j]
			}
		}
	}
	for i := range m.Mean {
		m.Mean[i] += (o.Mean[i] - m.Mean[i]) * (k / (n + k))
	}
	m.N += o.N
}

// Covariance returns the sample covariance of two outputs, NaN for fewer than two replications.
func (m *Moments) Covariance(i, j int) float64 {
	if m.N < 2 {
		return math.NaN()
	}
	return m.M2[i][j] / float64(m.N-1)
}

// Correlation returns the sample correlation of two outputs, NaN where one does not vary.
func (m *Moments) Correlation(i, j int) float64 {
	return m.M2[i][j] / math.Sqrt(m.M2[i][i]*m.M2[j][j])
}

// ControlledMean is ControlVariates for collected moments, of which output 0 is adjusted and the
// others are controls with the given expectations.
func (m *Moments) ControlledMean(expected []float64, level float64) (Controlled, error) {
	checkLevel(level)
	q := len(m.Mean) - 1
	if q < 1 || len(expected) != q || m.N < q+2 {
		return Controlled{}, ErrControls
	}
	return m.regress(expected, level)
}

// regress solves the normal equations in units in which every control has length 1.
func (m *Moments) regress(expected []float64, level float64) (Controlled, error) {
	q := len(expected)
	cross, toOutput, off := mat.NewSymDense(q, nil), mat.NewVecDense(q, nil), mat.NewVecDense(q, nil)
	scale := make([]float64, q)
	for i := range q {
		if scale[i] = math.Sqrt(m.M2[i+1][i+1]); !(scale[i] > 0) {
			return Controlled{}, ErrControls
		}
		for j := range i + 1 {
			cross.SetSym(i, j, m.M2[i+1][j+1]/(scale[i]*scale[j]))
		}
		toOutput.SetVec(i, m.M2[0][i+1]/scale[i])
		off.SetVec(i, (m.Mean[i+1]-expected[i])/scale[i])
	}
	const dependent = 1e12 // condition number
	var chol mat.Cholesky
	if !chol.Factorize(cross) || !(chol.Cond() < dependent) {
		return Controlled{}, ErrControls
	}
	var beta, w mat.VecDense
	if chol.SolveVecTo(&beta, toOutput) != nil || chol.SolveVecTo(&w, off) != nil {
		return Controlled{}, ErrControls
	}
	out := Controlled{Mean: m.Mean[0] - mat.Dot(&beta, off), DF: float64(m.N - 1 - q)}
	for i, s := range scale {
		out.Coefficients = append(out.Coefficients, beta.AtVec(i)/s)
	}
	out.ResidualVar = math.Max(0, m.M2[0][0]-mat.Dot(&beta, toOutput)) / out.DF
	out.SE = math.Sqrt(out.ResidualVar * (1/float64(m.N) + mat.Dot(&w, off)))
	hw := tTwoSided(level, out.DF) * out.SE
	out.Interval = Interval{out.Mean - hw, out.Mean + hw, level, m.N}
	return out, nil
}
