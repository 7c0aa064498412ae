package stats

import (
	"fmt"
	"math"
)

// Interval is a confidence interval from N observations. Without enough observations its limits
// are infinite.
type Interval struct {
	Lo, Hi float64
	Level  float64 // confidence level, such as 0.95
	N      int
}

// HalfWidth returns half the length of the interval, +Inf if a limit is infinite.
func (i Interval) HalfWidth() float64 {
	if math.IsInf(i.Lo, 0) || math.IsInf(i.Hi, 0) {
		return math.Inf(1)
	}
	return (i.Hi - i.Lo) / 2
}

// Contains reports whether x lies in the closed interval.
func (i Interval) Contains(x float64) bool { return i.Lo <= x && x <= i.Hi }

// String returns "[lo, hi]" with six digits.
func (i Interval) String() string { return fmt.Sprintf("[%.6g, %.6g]", i.Lo, i.Hi) }

// unbounded is the interval that too few observations give.
func unbounded(level float64, n int) Interval {
	return Interval{math.Inf(-1), math.Inf(1), level, n}
}

// TInterval returns the t interval for the mean of independent observations: mean +-
// t(n-1, 1-a/2) S/sqrt(n). With fewer than two observations its limits are infinite.
func TInterval(s Summary, level float64) Interval {
	checkLevel(level)
	if s.N < 2 {
		return unbounded(level, s.N)
	}
	hw := 0.0 // equal observations need no quantile
	if s.M2 != 0 {
		hw = tTwoSided(level, float64(s.N-1)) * s.SE()
	}
	return Interval{s.Mean - hw, s.Mean + hw, level, s.N}
}

func checkLevel(level float64) {
	if !(level > 0 && level < 1) {
		panic(fmt.Sprintf("stats: confidence level %v is not between 0 and 1", level))
	}
}
