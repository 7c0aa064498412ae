package dist

import (
	"fmt"
	"math"
	"sort"
	"strings"
)

// sumTolerance is how far probabilities may be from summing to 1.
const sumTolerance = 1e-9

type discrete struct {
	*steps
	p              []float64
	mean, variance float64
}

// Discrete returns the distribution that takes values[i] with probability p[i]. Values must
// differ, in any order; probabilities lie in 0..1 and sum to 1 within 1e-9. Values with
// probability 0 are dropped; a single value left gives a constant.
func Discrete(values, p []float64) (Dist, error) {
	if len(values) != len(p) || len(values) == 0 {
		return nil, bad("", codeMissing,
			"needs a probability for each value, and at least one value", "")
	}
	for i, v := range values {
		if code, msg := finiteProblem(v); code != "" {
			return nil, badAt(i, code, "value "+msg, "")
		}
	}
	if err := checkWeights(p, "probability"); err != nil {
		return nil, err
	}
	d := discrete{}
	v, q := sortedPairs(values, p)
	for i := 1; i < len(v); i++ {
		if v[i] == v[i-1] {
			return nil, badAt(lastIndex(values, v[i]), codeTwice,
				"the value "+text(v[i])+" appears twice", "add up its probabilities")
		}
	}
	if len(v) == 1 {
		return Const(v[0]), nil
	}
	d.steps, d.p = newSteps(v, q), q
	for i, x := range v {
		d.mean += q[i] * x
	}
	for i, x := range v {
		d.variance += q[i] * (x - d.mean) * (x - d.mean)
	}
	return d, nil
}

// checkWeights checks probabilities of discrete values or of mixture components.
func checkWeights(p []float64, what string) error {
	sum := 0.0
	for i, q := range p {
		if code, msg := finiteProblem(q); code != "" {
			return badAt(i, code, what+" "+msg, "")
		}
		if q < 0 || q > 1 {
			return badAt(i, codeRange, fmt.Sprintf("%s %s is not between 0 and 1", what, text(q)),
				"write 0.35 for 35 %")
		}
		sum += q
	}
	if math.Abs(sum-1) > sumTolerance {
		plural := map[string]string{"probability": "probabilities", "weight": "weights"}[what]
		return &ParamError{Index: -1, Code: codeSum,
			Msg:  fmt.Sprintf("%s sum to %s, not 1", plural, shortText(sum)),
			Hint: "fractions such as 1/3 are exact"}
	}
	return nil
}

// shortText formats a number for messages.
func shortText(v float64) string { return fmt.Sprintf("%.10g", v) }

// sortedPairs returns copies in ascending order of value, without zero probabilities.
func sortedPairs(values, p []float64) (v, q []float64) {
	order := make([]int, 0, len(values))
	for i := range values {
		if p[i] > 0 {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return values[order[a]] < values[order[b]] })
	for _, i := range order {
		v, q = append(v, values[i]), append(q, p[i])
	}
	return v, q
}

func lastIndex(xs []float64, x float64) int {
	i := len(xs) - 1
	for i > 0 && xs[i] != x {
		i--
	}
	return i
}

func (d discrete) Mean() float64             { return d.mean }
func (d discrete) Variance() float64         { return d.variance }
func (d discrete) Support() (lo, hi float64) { return d.values[0], d.values[len(d.values)-1] }

func (d discrete) String() string {
	parts := make([]string, len(d.values))
	for i, x := range d.values {
		parts[i] = text(x) + ":" + text(d.p[i])
	}
	return "discrete(" + strings.Join(parts, ", ") + ")"
}
