package main

import (
	"io"

	"fbasim/sim/fee"
	"fbasim/sim/result"
)

type quoteJSON struct {
	Program        string              `json:"program"`
	Market         string              `json:"market"`
	On             string              `json:"on"`
	Tier           string              `json:"tier"`
	ShippingWeight string              `json:"shipping_weight"`
	Lines          []quoteLineJSON     `json:"lines"`
	Assumptions    []result.Assumption `json:"assumptions"`
}

type quoteLineJSON struct {
	Kind       string `json:"kind"`
	Amount     string `json:"amount"`
	Currency   string `json:"currency"`
	Card       string `json:"card"`
	Source     string `json:"source"`
	Confidence string `json:"confidence"`
	// The card stands in for one that is missing; the figure is an estimate; the
	// day lies after the one on which the source was read.
	Assumed   bool `json:"assumed,omitempty"`
	Estimated bool `json:"estimated,omitempty"`
	Carried   bool `json:"carried,omitempty"`
	// The line is what one unit sold bears; the label says of what.
	Share bool   `json:"share,omitempty"`
	Label string `json:"label,omitempty"`
}

// failedJSON stands for a program that is not priced: without lines, so that
// nobody adds up half of them.
type failedJSON struct {
	Program string     `json:"program"`
	Market  string     `json:"market"`
	On      string     `json:"on"`
	Error   *complaint `json:"error"`
}

func lineJSON(l fee.QuoteLine) quoteLineJSON {
	return quoteLineJSON{
		Kind: l.Kind.String(), Amount: l.Amount.String(), Currency: l.Currency.String(),
		Card: l.CardID, Source: l.Source, Confidence: l.Confidence,
		Assumed: l.Assumed, Estimated: l.Estimated, Carried: l.Carried,
	}
}

func (f *quoteFlags) jsonOf(a *answer) quoteJSON {
	q := quoteJSON{
		Program: a.ask.Program.String(), Market: a.ask.Market.String(), On: a.ask.On.String(),
		Tier: a.quote.Tier, ShippingWeight: a.quote.ShippingWeight,
		Lines: []quoteLineJSON{}, Assumptions: a.taken(),
	}
	for _, l := range a.quote.Lines {
		q.Lines = append(q.Lines, lineJSON(l))
	}
	for _, l := range a.shares {
		j := lineJSON(l.QuoteLine)
		j.Share, j.Label = true, f.shareLabel(l)
		q.Lines = append(q.Lines, j)
	}
	return q
}

func (f *quoteFlags) writeJSON(w io.Writer, answers []answer) error {
	if f.program != "" {
		a := &answers[0]
		if c := a.complaint(); c != nil {
			return fail(exitInput, c)
		}
		return writeJSON(w, struct {
			FormatVersion int `json:"format_version"`
			quoteJSON
		}{result.FormatVersion, f.jsonOf(a)})
	}
	doc := struct {
		FormatVersion int   `json:"format_version"`
		Quotes        []any `json:"quotes"`
	}{FormatVersion: result.FormatVersion}
	for i := range answers {
		a := &answers[i]
		if c := a.complaint(); c != nil {
			doc.Quotes = append(doc.Quotes, failedJSON{a.ask.Program.String(), a.ask.Market.String(),
				a.ask.On.String(), c})
			continue
		}
		doc.Quotes = append(doc.Quotes, f.jsonOf(a))
	}
	if err := writeJSON(w, doc); err != nil {
		return err
	}
	return f.verdict(answers)
}
