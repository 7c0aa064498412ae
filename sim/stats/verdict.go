package stats

// Goal says which direction of a measure is good.
type Goal int

// The two goals.
const (
	Maximize Goal = iota // profit, fill rate
	Minimize             // cost, days
)

// Better reports whether a is strictly better than b.
func (g Goal) Better(a, b float64) bool {
	if g == Minimize {
		return a < b
	}
	return a > b
}

// Verdict is what a comparison says about the first system.
type Verdict string

// The four verdicts.
const (
	Better  Verdict = "better"  // the interval excludes 0 on the good side
	Worse   Verdict = "worse"   // the interval excludes 0 on the bad side
	Tie     Verdict = "tie"     // the difference, whatever its sign, is within the margin
	Unclear Verdict = "unclear" // more replications are needed
)

// Judge turns the interval of a difference into a verdict. A difference of at most margin >= 0 is
// practically none: an interval inside [-margin, margin] is a tie, even if it excludes 0. Equal
// outcomes in every replication are a tie with any margin, since their interval is [0, 0].
func Judge(diff Interval, margin float64, goal Goal) Verdict {
	switch {
	case diff.Lo >= -margin && diff.Hi <= margin:
		return Tie
	case diff.Lo > 0 && goal == Maximize, diff.Hi < 0 && goal == Minimize:
		return Better
	case diff.Hi < 0 && goal == Maximize, diff.Lo > 0 && goal == Minimize:
		return Worse
	}
	return Unclear
}
