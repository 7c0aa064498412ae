package estimate

import (
	"fmt"

	"fbasim/sim/dist"
)

// Confidence is the level of all intervals.
const Confidence = 0.95

// Estimate is a fitted value.
type Estimate struct {
	Value  float64 // the best single value
	Lo, Hi float64 // 95 % interval
	// N counts the observations that the value rests on: units sold, units bought that could have
	// come back, delays.
	N      int
	Method string // how it was found, in a few words for a comment
}

// Covers reports whether the interval holds x.
func (e Estimate) Covers(x float64) bool { return e.Lo <= x && x <= e.Hi }

// String writes the value with its interval, what it rests on and how it was found, as a comment.
func (e Estimate) String() string {
	return fmt.Sprintf("%.4g (95 %% interval %.4g to %.4g), n = %d: %s", e.Value, e.Lo, e.Hi, e.N, e.Method)
}

// Fitted is an estimate together with the distribution that a scenario takes for it: what is not
// known of the value, drawn once a replication, or the variation of a delay, drawn at every event.
type Fitted struct {
	Estimate
	Dist dist.Dist
}
