package result

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// The rows of an optimization's folder, optimize-<hash8> beside the runs of the scenario.

// Candidate is a plan of one SKU that an optimization looked at, with where it left the race.
type Candidate struct {
	SKU  string `json:"sku"`
	Plan string `json:"plan"` // its choices in words: "CA local-fba, cover 45 d; MX remote-fulfillment"
	// Stocked lists the countries abroad in which the plan keeps stock: "CA MX", "" for none.
	Stocked string `json:"stocked"`
	Metric  string `json:"metric"` // the first objective
	Unit    string `json:"unit"`
	// Mean is of the SKU alone, without costs that SKUs share; CI its interval. Candidates that were dropped early
	// are brought to the replications of the others by their paired difference.
	Mean         float64  `json:"mean"`
	CI           Interval `json:"ci"`
	Replications int      `json:"replications"`
	// Stage is where it was dropped: "impossible", "infeasible", "screening", "selection", or "country"
	// where another choice of countries to stock won; "chosen" is the plan's, "baseline" today's.
	Stage string `json:"stage"`
	// Feasible is "yes", "no" or "unclear": a condition that holds in some resamples only.
	Feasible string `json:"feasible"`
	Reason   string `json:"reason"` // in words, "" where the stage says it all
}

// ParetoPoint is a plan seen by two objectives. A point on the front is one that no other point of the
// same SKU beats in both.
type ParetoPoint struct {
	SKU  string `json:"sku"`  // "" for plans of all SKUs together
	Plan string `json:"plan"` // its choices in words
	// X is the mean of the first objective, XCI its interval. Plans that were looked at less often than others are
	// brought to the same replications by their paired difference.
	X        float64  `json:"x"`
	XCI      Interval `json:"x_ci"`
	XMetric  string   `json:"x_metric"` // "profit"
	XUnit    string   `json:"x_unit"`
	XBetter  string   `json:"x_better"` // "higher" or "lower"
	Y        float64  `json:"y"`
	YCI      Interval `json:"y_ci"`
	YMetric  string   `json:"y_metric"` // "capital"
	YUnit    string   `json:"y_unit"`
	YBetter  string   `json:"y_better"`
	N        int      `json:"n"`        // replications
	Front    bool     `json:"front"`    // not dominated
	Baseline bool     `json:"baseline"` // what the scenario does today
	Chosen   bool     `json:"chosen"`   // the plan that was written
}

// SendIn is a quantity to send into a country, on average over the replications of the chosen plan.
type SendIn struct {
	SKU    string `json:"sku"`
	ASIN   string `json:"asin"`
	Market string `json:"market"` // the country the stock goes to
	// Period is "first" for the first shipment of a replication, else the month of the order: "2026-03".
	Period    string  `json:"period"`
	Date      string  `json:"date"`      // of the first shipment: the median day it is ordered; "" for months
	Units     float64 `json:"units"`     // mean a replication
	P5        float64 `json:"p5"`        // of the units
	P95       float64 `json:"p95"`       // of the units
	Shipments float64 `json:"shipments"` // mean a replication
}

// RemoteChange is a SKU to add to Remote Fulfillment or to remove from it in a marketplace.
type RemoteChange struct {
	SKU    string `json:"sku"`
	ASIN   string `json:"asin"`
	Market string `json:"market"`
	Action string `json:"action"` // "add", "remove" or "keep"
	From   string `json:"from"`   // first day it holds: 2026-02-02
	Today  string `json:"today"`  // the program that serves the marketplace in the baseline
	Plan   string `json:"plan"`   // and in the plan
	Reason string `json:"reason"`
}

// SKUPlan is what an optimization chose for one SKU, against today's plan.
type SKUPlan struct {
	SKU  string `json:"sku"`
	ASIN string `json:"asin"`
	Plan string `json:"plan"` // its choices in words, "as today" for none
	// Answer is the choice and what it is worth as a sentence.
	Answer  string `json:"answer"`
	Stocked string `json:"stocked"` // countries abroad in which it keeps stock
	Metric  string `json:"metric"`  // the first objective
	Unit    string `json:"unit"`
	// Diff is the mean of the plan less that of today, paired, in replications that did not choose it.
	Diff    float64  `json:"diff"`
	CI      Interval `json:"ci"`
	Verdict string   `json:"verdict"` // "better", "worse", "tie" or "unclear" against today
	// Indifference is the difference that was taken not to matter.
	Indifference float64 `json:"indifference"`
	Method       string  `json:"method"` // "kn" or "ocba"; "auto" where there was nothing to choose from
	// Probability is that of a right choice: a guarantee with kn where Kept, else an estimate.
	Probability  float64 `json:"probability"`
	Kept         bool    `json:"kept"` // the probability asked for is reached
	Candidates   int     `json:"candidates"`
	Replications int     `json:"replications"` // spent on its candidates
	Equal        int     `json:"equal"`        // and by as many of each candidate as of the one simulated most
	Feasible     string  `json:"feasible"`     // of the plan: "yes" or "unclear"
}

// Changed reports whether the plan is another than today's.
func (p SKUPlan) Changed() bool { return p.Diff != 0 || p.CI != Interval{} }

// CountryChoice is a set of countries that might be stocked, with the best plan of every SKU within it.
type CountryChoice struct {
	Stocked      string   `json:"stocked"` // "CA MX", "" for none
	Metric       string   `json:"metric"`
	Unit         string   `json:"unit"`
	Mean         float64  `json:"mean"` // of all SKUs, shared costs off
	CI           Interval `json:"ci"`
	Replications int      `json:"replications"`
	Chosen       bool     `json:"chosen"`
}

// Optimum is everything that one optimization produced.
type Optimum struct {
	Manifest Manifest
	Resolved string // text of the scenario that the plan extends
	Plan     string // text of the overlay
	PlanFile string // its name in the folder
	Dir      string // the folder it was written to or read from
	Baseline string // today's case
	Case     string // that of the chosen plan

	SKUs       []SKUPlan
	Countries  []CountryChoice
	Objectives []Metric     // of the plan as a whole, in replications that did not choose it
	Comparison []Comparison // the plan against today, of the objectives first
	Checks     []Check      // what was required of the plan as a whole
	Candidates []Candidate
	Pareto     []ParetoPoint
	SendIn     []SendIn
	Remote     []RemoteChange
	Guarantee  []string // in words: what is promised with which probability, and what is not
	Notes      []string // what the search leaves out

	Assumptions []Assumption // what the plan and today's take for granted
	NotModeled  []string     // what no figure contains
}

// optimumDocument is the JSON that "fbasim optimize --json" prints and summary.json holds.
type optimumDocument struct {
	FormatVersion int             `json:"format_version"`
	Run           string          `json:"run"`
	Plan          string          `json:"plan"` // the overlay's file name
	Baseline      string          `json:"baseline"`
	Case          string          `json:"case"`
	SKUs          []SKUPlan       `json:"skus"`
	Countries     []CountryChoice `json:"countries"`
	Objectives    []Metric        `json:"objectives"`
	Comparison    []Comparison    `json:"comparisons"`
	Checks        []Check         `json:"checks"`
	Pareto        []ParetoPoint   `json:"pareto"`
	SendIn        []SendIn        `json:"send_in"`
	Remote        []RemoteChange  `json:"remote_fulfillment"`
	Guarantee     []string        `json:"guarantee"`
	Notes         []string        `json:"notes"`
	Assumptions   []Assumption    `json:"assumptions"`
	NotModeled    []string        `json:"not_modeled"`
}

func (o *Optimum) document() optimumDocument {
	return optimumDocument{
		FormatVersion, o.Manifest.Run, o.PlanFile, o.Baseline, o.Case, o.SKUs, o.Countries, o.Objectives,
		o.Comparison, o.Checks,
		o.Pareto, o.SendIn, o.Remote, o.Guarantee, o.Notes,
		o.Assumptions, o.NotModeled,
	}
}

// OptimumJSON returns the document that "fbasim optimize --json" prints. Its "run" is the folder.
func OptimumJSON(o *Optimum) ([]byte, error) {
	doc := o.document()
	if o.Dir != "" {
		doc.Run = o.Dir
	}
	return marshal(doc)
}

// OptimumPrefix begins the name of an optimization's folder, beside those of runs.
const OptimumPrefix = "optimize-"

// OptimumFolder returns the folder of an optimization under a results root: root/scenario/optimize-hash8.
func OptimumFolder(root string, in Inputs) string {
	return filepath.Join(root, Slug(in.Scenario), OptimumPrefix+in.Hash()[:8])
}

// ExistingOptimum returns the complete optimization of the same inputs under the root, nil where there is none.
// The rows of the candidates are left in their file.
func ExistingOptimum(root string, in Inputs) *Optimum {
	dir := OptimumFolder(root, in)
	if inspect(dir, in.Hash()) != sameRun {
		return nil
	}
	o, err := ReadOptimum(dir)
	if err != nil {
		return nil
	}
	return o
}

// ReadOptimum reads the folder of an optimization; the rows of the candidates are left in their file. Errors name
// the file.
func ReadOptimum(dir string) (*Optimum, error) {
	manifest, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(dir, SummaryFile))
	if err != nil {
		return nil, err
	}
	doc, err := unmarshal[optimumDocument](text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, SummaryFile), err)
	}
	resolved, err := ReadResolved(dir)
	return &Optimum{
		Resolved: resolved, Assumptions: doc.Assumptions, NotModeled: doc.NotModeled,
		Manifest: manifest, Dir: dir, PlanFile: doc.Plan, Baseline: doc.Baseline, Case: doc.Case, SKUs: doc.SKUs,
		Countries: doc.Countries, Objectives: doc.Objectives, Comparison: doc.Comparison, Checks: doc.Checks, Pareto: doc.Pareto,
		SendIn: doc.SendIn, Remote: doc.Remote, Guarantee: doc.Guarantee, Notes: doc.Notes,
	}, err
}

// SaveOptimum writes an optimization to its folder under the root, in one step as Write does. It is not noted
// as the newest run: it is none.
func SaveOptimum(root string, o *Optimum, options Options) (reused bool, err error) {
	dir := OptimumFolder(root, o.Manifest.Inputs)
	o.Manifest.Run = Slug(o.Manifest.Inputs.Scenario) + "/" + filepath.Base(dir)
	d := osDisk{}
	reused, err = writeFolder(d, dir, &o.Manifest, options, func(temporary string) error {
		for _, f := range o.files() {
			if err := writeFile(d, filepath.Join(temporary, f.name), f.write); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		o.Dir = dir
	}
	return reused, err
}

// optimumFile is a file of the folder.
type optimumFile struct {
	name  string
	write func(io.Writer) error
}

func (o *Optimum) files() []optimumFile {
	text := func(s string) func(io.Writer) error {
		return func(w io.Writer) error {
			_, err := io.WriteString(w, s)
			return err
		}
	}
	return []optimumFile{
		{ResolvedFile, text(o.Resolved)},
		{o.PlanFile, text(o.Plan)},
		{SummaryFile, func(w io.Writer) error {
			data, err := marshal(o.document())
			if err == nil {
				_, err = w.Write(data)
			}
			return err
		}},
		{"skus.csv", func(w io.Writer) error { return writeRows(w, o.SKUs) }},
		{"candidates.csv", func(w io.Writer) error { return writeRows(w, o.Candidates) }},
		{"countries.csv", func(w io.Writer) error { return writeRows(w, o.Countries) }},
		{"send_in.csv", func(w io.Writer) error { return writeRows(w, o.SendIn) }},
		{"remote_fulfillment.csv", func(w io.Writer) error { return writeRows(w, o.Remote) }},
		{ParetoFile, func(w io.Writer) error { return writeRows(w, o.Pareto) }},
	}
}

// ParetoFile is the file of the plans seen by two objectives.
const ParetoFile = "pareto.csv"
