package experiment

import (
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/policy"
)

// Study is a set of cases to compare, ready to run.
type Study struct {
	Title    string
	Slug     string
	Cases    []Case
	Settings Settings
	Cards    *fee.Book
	Rules    *policy.Book // for titles of rules; nil for none
}

// Case is one plan: its compiled configuration and what the compiler assumed.
type Case struct {
	Name, Title string
	Baseline    bool
	Config      *model.Config
	Programs    [market.MarketplaceCount][]market.Program // in order of use
	Assumptions []Assumption
	Expected    []Expected
	Stated      map[string]Stated // how inputs are stated, by name; nil: nothing is known
}

// Assumption is something taken for granted, to be shown beside the results.
type Assumption struct{ Text, Key, Card, From, To string }

// Settings are the statistics of the experiment.
type Settings struct {
	Seed      int64
	Min, Max  int     // replications
	Batch     int     // replications between looks at the precision
	Precision float64 // half-width as a share of the difference; 0 for a fixed count
	// Precise are metrics whose differences must be precise besides profit: one, as "late_share.CA", or
	// "late_share" in every marketplace.
	Precise     []string
	Confidence  float64  // of intervals, such as 0.95
	Equivalence float64  // margin of a tie as a share of the baseline's revenue
	Controls    bool     // differences are adjusted by control variates, and judged so
	Holm        bool     // p-values are adjusted for the number of pairs
	AllPairs    bool     // each case is compared with each, not only with the baseline
	Metrics     []string // compared besides profit, by name or stem; none means all
	Workers     int
	Levers      []Lever // whose break-even values are searched
	Orders      int     // orders to sample
	// Enough says that no more replications are wanted, as after a time limit; nil
	// for never. The results are then partial and marked so.
	Enough func() bool
	// Keep says where units of work are kept and found again; nil for nowhere. No result depends on it.
	Keep *Keep
}

// Baseline returns the index of the case the others are compared with.
func (s *Study) Baseline() int {
	for i := range s.Cases {
		if s.Cases[i].Baseline {
			return i
		}
	}
	return 0
}
