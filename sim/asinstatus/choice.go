package asinstatus

import (
	"cmp"
	"slices"

	"fbasim/sim/market"
	"fbasim/sim/result"
)

// Choice is what a plan says of a SKU in a store.
type Choice struct {
	SKU    string `json:"sku"`
	ASIN   string `json:"asin"`
	Market string `json:"market"` // "CA"
	On     bool   `json:"remote_fulfillment"`
	Sure   bool   `json:"sure"`   // false where the plan is not surely better than its rival
	From   string `json:"from"`   // first day it holds, "" where the plan names none
	Reason string `json:"reason"` // in words
}

// Plan is a list of choices with the SKUs that were looked at.
type Plan struct {
	Title   string
	SKUs    []Product
	Choices []Choice
}

// Product is a SKU of the plan.
type Product struct{ SKU, ASIN string }

// OfOptimum returns the choices of an optimization: the SKUs that Remote Fulfillment serves today or in
// the plan. What neither does is left as it is.
func OfOptimum(o *result.Optimum) Plan {
	p := Plan{Title: o.Manifest.Title}
	sure := map[string]bool{}
	for _, s := range o.SKUs {
		p.SKUs = append(p.SKUs, Product{s.SKU, s.ASIN})
		sure[s.SKU] = s.Kept
	}
	for _, r := range o.Remote {
		p.Choices = append(p.Choices, Choice{
			SKU: r.SKU, ASIN: r.ASIN, Market: r.Market, On: r.Action != "remove", Sure: sure[r.SKU] || r.Action == "keep",
			From: r.From, Reason: r.Reason,
		})
	}
	p.sort()
	return p
}

// OfRun returns the choices of a run: for each SKU and store Remote Fulfillment where the best case begins
// with it. asin names a SKU's ASIN and served the program with which a case begins to serve a SKU.
func OfRun(s *result.Set, asin func(sku string) string, served func(of, sku, market string) market.Program) Plan {
	p := Plan{Title: s.Manifest.Title}
	seen := map[string]bool{}
	for _, d := range s.Decisions {
		if !seen[d.SKU] {
			seen[d.SKU] = true
			p.SKUs = append(p.SKUs, Product{d.SKU, asin(d.SKU)})
		}
		if d.Market == market.US.String() {
			continue
		}
		best := served(d.Best, d.SKU, d.Market)
		if best != market.RemoteFulfillment && served(d.RunnerUp, d.SKU, d.Market) != market.RemoteFulfillment {
			continue // nobody thinks of it
		}
		p.Choices = append(p.Choices, Choice{
			SKU: d.SKU, ASIN: asin(d.SKU), Market: d.Market, On: best == market.RemoteFulfillment,
			Sure: d.Verdict == result.Better, From: s.Manifest.Inputs.Start,
			Reason: "case " + d.Best + ": " + d.Reason,
		})
	}
	p.sort()
	return p
}

func (p *Plan) sort() {
	slices.SortFunc(p.SKUs, func(a, b Product) int { return cmp.Compare(a.SKU, b.SKU) })
	slices.SortFunc(p.Choices, func(a, b Choice) int {
		return cmp.Or(cmp.Compare(a.SKU, b.SKU), cmp.Compare(a.Market, b.Market))
	})
}

// Outcome says what a workbook came to.
type Outcome struct {
	Sheet   string   `json:"sheet"`
	Stores  []string `json:"stores"`  // of the workbook, in its order
	Changed []Change `json:"changed"` // answers that are other than before
	Same    int      `json:"same"`    // answers that the workbook gave already
	// NoRow are choices whose SKU or store the workbook does not have.
	NoRow []Choice `json:"not_in_workbook"`
	// NoChoice are SKUs of the workbook that the plan says nothing about; they were left as they are.
	NoChoice []string `json:"not_in_plan"`
	Unsure   []Choice `json:"unsure"` // choices that were written and are not sure
}

// Change is a cell that was written.
type Change struct {
	Choice
	Cell string `json:"cell"` // "I5"
	Was  string `json:"was"`
	Now  string `json:"now"`
}
