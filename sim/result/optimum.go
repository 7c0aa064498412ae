package result

// The rows of an optimization's folder, optimize-<hash8> beside the runs of the scenario.

// Candidate is a plan of one SKU that an optimization looked at, with where it left the race.
type Candidate struct {
	SKU  string `json:"sku"`
	Plan string `json:"plan"` // its choices in words: "CA local-fba, cover 45 d; MX remote-fulfillment"
	// Stocked lists the countries abroad in which the plan keeps stock: "CA MX", "" for none.
	Stocked string `json:"stocked"`
	Metric  string `json:"metric"` // the first objective
	Unit    string `json:"unit"`
	// Mean is of the SKU alone, without costs that SKUs share; CI its t-interval. Candidates that
	// were dropped early were simulated less often than others, so means compare only roughly.
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
	// X is the mean of the first objective, XCI its interval.
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
