package result

import "fbasim/sim/stats"

// Comparison says how case B does against case A in one metric.
type Comparison struct {
	A      string `json:"a"` // the baseline
	B      string `json:"b"`
	Metric string `json:"metric"`
	Unit   string `json:"unit"`
	// Diff is the mean of B minus the mean of A; CI its interval at the run's level,
	// paired where the replications share their random numbers, and adjusted by
	// control variates where the run asked for that.
	Diff float64  `json:"diff"`
	CI   Interval `json:"ci"`
	// Verdict is "better", "worse", "tie" or "unclear", of B against A; for a
	// metric of which neither end is better it is "differs", "tie" or "unclear".
	Verdict string `json:"verdict"`
	// PAdj is the two-sided p-value, adjusted over the family of comparisons unless
	// the run asked not to.
	PAdj float64 `json:"p_adj"`
	// Wins is the share of replications in which B beats A (ties count half).
	Wins float64 `json:"wins"`
	// VarianceReduction is 1 - Var(B-A) / (Var A + Var B), what pairing saved.
	VarianceReduction float64 `json:"variance_reduction"`
	// Margin is the equivalence margin: a difference within it is a tie.
	Margin float64 `json:"margin"`
	// N counts the pairs, or the smaller sample where unpaired.
	N      int  `json:"n"`
	Paired bool `json:"paired"`
	// Estimate says which of the following Diff and CI are: "paired", "controlled", or
	// "independent", which is neither.
	Estimate string `json:"estimate"`
	// PairedDiff and PairedCI are the mean and the t-interval of the pairs alone;
	// PairedFewer says how many times fewer replications they need than independent
	// runs do for an interval of the same length.
	PairedDiff  float64  `json:"paired_diff"`
	PairedCI    Interval `json:"paired_ci"`
	PairedFewer float64  `json:"paired_times_fewer"`
	// Controls counts the control variates of the Controlled fields, which are the
	// same with them; 0 where none could be used.
	Controls        int      `json:"controls"`
	ControlledDiff  float64  `json:"controlled_diff"`
	ControlledCI    Interval `json:"controlled_ci"`
	ControlledFewer float64  `json:"controlled_times_fewer"`
}

// Judge sets the verdict from the interval, the margin and the adjusted p-value, at
// a confidence level: better and worse also need the p-value, so that looking at
// many cases finds no difference by chance. better is the metric's Better.
func (c *Comparison) Judge(better string, level float64) {
	goal := stats.Maximize
	if better == Lower {
		goal = stats.Minimize
	}
	v := stats.Judge(stats.Interval{Lo: c.CI.Lo, Hi: c.CI.Hi, Level: level, N: c.N}, c.Margin, goal)
	c.Verdict = string(v)
	if v != stats.Better && v != stats.Worse {
		return
	}
	switch {
	case c.PAdj > 1-level:
		c.Verdict = Unclear
	case better == Neutral:
		c.Verdict = Differs
	}
}

// The values of Comparison.Verdict.
const (
	Better  = "better"
	Worse   = "worse"
	Tie     = "tie"
	Unclear = "unclear"
	Differs = "differs"
)

// The values of Comparison.Estimate.
const (
	Paired      = "paired"
	Controlled  = "controlled"
	Independent = "independent"
)

// BreakEven is where the better of two cases changes as one input moves.
type BreakEven struct {
	SKU    string `json:"sku"`
	Market string `json:"market"`
	A      string `json:"a"`
	B      string `json:"b"`
	Input  string `json:"input"` // "volume"
	Unit   string `json:"unit"`  // "units/month"
	// At is the crossing, NaN where there is none; the first one where several.
	At float64 `json:"at"`
	// CI is the set of inputs at which the interval of the difference contains 0.
	CI     Interval `json:"ci"`
	Status string   `json:"status"` // "finite", "none", "multiple" or "unbounded"
	// Below and Above name the better case on either side of At. With status
	// "none" they are the winners at the ends of the range, equal for a case that
	// wins on all of it, "" where no winner can be told.
	Below string `json:"below"`
	Above string `json:"above"`
	// From and To are the range of inputs that was searched.
	From float64 `json:"from"`
	To   float64 `json:"to"`
	// Crossings lists all crossings where there are several.
	Crossings []float64 `json:"crossings"`
}

// The values of BreakEven.Status.
const (
	Finite    = "finite"
	None      = "none"
	Multiple  = "multiple"
	Unbounded = "unbounded"
)

// Decision is the answer for one SKU in one marketplace.
type Decision struct {
	SKU      string `json:"sku"`
	Market   string `json:"market"`
	Best     string `json:"best"`      // case
	RunnerUp string `json:"runner_up"` // case
	Program  string `json:"program"`   // of the best case here
	Unit     string `json:"unit"`      // of Diff
	// Diff is the profit of the best case minus that of the runner-up.
	Diff    float64  `json:"diff"`
	CI      Interval `json:"ci"`
	Verdict string   `json:"verdict"` // of best against runner-up
	PBest   float64  `json:"p_best"`
	// BreakEven is in units a month, NaN where there is none.
	BreakEven float64 `json:"break_even"`
	Reason    string  `json:"reason"`
}

// Finding is a rule that fired in a case.
type Finding struct {
	Rule     string `json:"rule"`
	Title    string `json:"title"`
	Profile  string `json:"profile"` // date or name of the rule profile
	Case     string `json:"case"`
	SKU      string `json:"sku"`
	Market   string `json:"market"`
	Severity string `json:"severity"` // "info", "warning", "violation"
	// Count is over all replications, Share the share of replications with one.
	Count  int     `json:"count"`
	Share  float64 `json:"share"`
	Reason string  `json:"reason"`
}

// Check is one [check] or [expect] of the scenario and how it came out in a case.
type Check struct {
	Name   string `json:"name"`
	Case   string `json:"case"`
	Expect string `json:"expect"`
	OK     bool   `json:"ok"`
	Got    string `json:"got"`
	At     string `json:"at"` // path of the condition in the scenario
	// When is the moment an expectation is about, as written; "" for a check on
	// results. Rule is the rule that it shows. It failed in Failed of Replications.
	When         string `json:"when"`
	Rule         string `json:"rule"`
	Failed       int    `json:"failed"`
	Replications int    `json:"replications"`
}

// Assumption is something the run took for granted and says so.
type Assumption struct {
	Text string `json:"text"`
	Key  string `json:"key"`  // what was asked for
	Card string `json:"card"` // what was used instead
	From string `json:"from"` // validity of the card used, dates
	To   string `json:"to"`
}
