package result

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Savings says in words how many times fewer replications a difference needed than
// independent runs do for an interval of the same length: by pairing alone, and with
// control variates. It is "" where nothing was saved because nothing is known.
func (c *Comparison) Savings() string {
	pairs, controls := times(c.PairedFewer), times(c.ControlledFewer)
	switch {
	case pairs == "":
		return ""
	case controls == "":
		return fmt.Sprintf("common random numbers: %s than independent runs", pairs)
	}
	return fmt.Sprintf("common random numbers and controls: %s than independent runs (%d controls; without them %s)",
		controls, c.Controls, strings.TrimSuffix(pairs, " replications"))
}

// times writes a factor: "14 times fewer replications", "1.4 times more".
func times(factor float64) string {
	word := "fewer"
	if factor < 1 {
		factor, word = 1/factor, "more"
	}
	switch {
	case math.IsNaN(factor) || math.IsInf(factor, 0):
		return ""
	case factor < 9.95:
		return strconv.FormatFloat(factor, 'f', 1, 64) + " times " + word + " replications"
	}
	return thousands(strconv.FormatFloat(factor, 'f', 0, 64)) + " times " + word + " replications"
}
