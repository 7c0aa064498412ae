package result

import (
	"math"
	"strings"
)

// FormatVersion is the version of the files and of the JSON document. It grows
// only when a reader of the previous version would misread the next.
const FormatVersion = 1

// Set is everything that one run produced.
type Set struct {
	Manifest Manifest
	// Resolved is the text of resolved.toml: each input with its origin.
	Resolved string
	// Dir is the folder the set was written to or read from; no file holds it.
	Dir string

	Cases       []Case // in scenario order
	Comparisons []Comparison
	BreakEven   []BreakEven
	Decisions   []Decision
	Findings    []Finding
	Checks      []Check
	Assumptions []Assumption
	// NotModeled lists in words what the figures leave out.
	NotModeled []string
	// Warnings are remarks on the run itself, such as a precision not reached.
	Warnings []string

	UnitEconomics []UnitStep
	Curves        []CurvePoint
	Demand        []DemandQuantile
	Histograms    []HistogramBin
	Daily         []DailyRow
	Sensitivity   []SensitivityRow
	Replications  Replications

	Orders []Order     // a sample
	Ledger []LedgerRow // replication 0
	Audit  []AuditLine // replication 0
}

// Case is one plan that was simulated, with its metrics in registry order.
type Case struct {
	Name     string
	Title    string // for people; the name where empty
	Baseline bool
	// Programs names the program that serves each marketplace. A plan that
	// switches lists its programs in order of use, one entry each.
	Programs []MarketProgram
	Metrics  []Metric
}

// MarketProgram says which program serves a marketplace in a case.
type MarketProgram struct {
	Market  string `json:"market"`  // "CA"
	Program string `json:"program"` // id such as "remote-fulfillment"
}

// home is the marketplace that every program ships from or is compared with.
const home = "US"

// Program returns the program of the case in a marketplace, or the one program
// it uses everywhere abroad if market is "". It returns "" where the case uses
// several, or none is known.
func (c *Case) Program(market string) string {
	found := ""
	for _, p := range c.Programs {
		if market != "" && p.Market != market || market == "" && p.Market == home {
			continue
		}
		if found != "" && found != p.Program {
			return ""
		}
		found = p.Program
	}
	return found
}

// Metric returns the metric of that name, or nil.
func (c *Case) Metric(name string) *Metric {
	for i := range c.Metrics {
		if c.Metrics[i].Name == name {
			return &c.Metrics[i]
		}
	}
	return nil
}

// Metric is one figure of a case, summarized over its replications.
type Metric struct {
	Name string  `json:"metric"`
	Unit string  `json:"unit"` // "USD", "share", "d", "units", ...
	N    int     `json:"n"`    // replications in which the metric exists
	Mean float64 `json:"mean"`
	SD   float64 `json:"sd"`
	// CI is the 95 % t-interval of the mean.
	CI Interval `json:"ci"`
	// P5, P50 and P95 are quantiles of the outcomes, one outcome a replication.
	P5  float64 `json:"p5"`
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	// CVaR5 is the mean of the worst 5 % of outcomes (the highest ones where
	// lower is better).
	CVaR5 float64 `json:"cvar5"`
	// Better is "higher", "lower" or "neutral".
	Better string `json:"better"`
}

// The values of Metric.Better.
const (
	Higher  = "higher"
	Lower   = "lower"
	Neutral = "neutral"
)

// Interval is a confidence interval; an end that is not known is infinite.
type Interval struct{ Lo, Hi float64 }

// Unknown is the interval of an estimate without any precision.
func Unknown() Interval { return Interval{math.Inf(-1), math.Inf(1)} }

// Bounded reports whether both ends are finite.
func (iv Interval) Bounded() bool { return finite(iv.Lo) && finite(iv.Hi) }

// Contains reports whether x lies in the closed interval.
func (iv Interval) Contains(x float64) bool { return iv.Lo <= x && x <= iv.Hi }

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// Case returns the case of that name, or nil.
func (s *Set) Case(name string) *Case {
	for i := range s.Cases {
		if s.Cases[i].Name == name {
			return &s.Cases[i]
		}
	}
	return nil
}

// Baseline returns the case the others are compared with: the one marked so,
// else the first; nil for a set without cases.
func (s *Set) Baseline() *Case {
	for i := range s.Cases {
		if s.Cases[i].Baseline {
			return &s.Cases[i]
		}
	}
	if len(s.Cases) == 0 {
		return nil
	}
	return &s.Cases[0]
}

// Label returns the title of the case of that name, or the name.
func (s *Set) Label(name string) string {
	if c := s.Case(name); c != nil && strings.TrimSpace(c.Title) != "" {
		return c.Title
	}
	return name
}
