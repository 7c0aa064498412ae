package design

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Swing is what one factor does to an output while all others stay at their base values.
type Swing struct {
	Factor    int
	Low, High float64 // output at the factor's low and high value
}

// Size is the distance between the two outputs.
func (s Swing) Size() float64 { return math.Abs(s.High - s.Low) }

// Tornado evaluates a model one factor at a time, at its low and high value with the others at base,
// and returns the swings, the largest first; equal ones keep the order of the factors. A stochastic
// model must use the same random numbers at all points. One-at-a-time sees no interaction between
// factors; Sensitivity does. It panics if the lengths differ.
func Tornado(base, low, high []float64, model func(x []float64) float64) []Swing {
	if len(low) != len(base) || len(high) != len(base) {
		panic(fmt.Sprintf("design: tornado of %d factors with %d low and %d high values",
			len(base), len(low), len(high)))
	}
	swings := make([]Swing, len(base))
	at := func(i int, v float64) float64 {
		x := slices.Clone(base)
		x[i] = v
		return model(x)
	}
	for i := range base {
		swings[i] = Swing{i, at(i, low[i]), at(i, high[i])}
	}
	slices.SortStableFunc(swings, func(a, b Swing) int { return cmp.Compare(b.Size(), a.Size()) })
	return swings
}
