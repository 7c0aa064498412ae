package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/civil"
)

// FuzzQuote asks for quotes in arbitrary texts: whatever they are, the answer is
// one JSON document and an exit code of quote.
func FuzzQuote(f *testing.F) {
	f.Add("CA", "toys", "29.99 CAD", "11 x 7 x 3 in", "1.4 lb", "2024-06-01")
	f.Add("US", "Home & Kitchen", "0.01 USD", "54 x 35 x 3.5 in", "41 lb", "2026-11-01")
	f.Add("MX", "grocery", "9000000000 MXN", "7 x 7 x 7 m", "9000 kg", "2026-05-01")
	f.Add("ca", "clothing", "1e9 CAD", "1x1x1cm", "0.000000001 g", "9999-12-31")
	f.Add("", "", "", "", "", "")
	f.Add("CA", "toys\x00", "-5 CAD", "0 x 0 x 0 in", "0 lb", "0001-01-01")
	f.Add("MX", "\xff", "5,00 MXN", "11 x 7 in", "1", "2026-02-30")
	book, err := loadBook(quoteCommand(), nil, false)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, store, category, price, size, weight, on string) {
		q := quoteFlags{market: store, category: category, prices: []string{price}, size: size,
			weight: weight, on: on, json: true, today: func() civil.Date { return civil.Of(2026, 2, 2) }}
		var stdout, stderr bytes.Buffer
		code := exitDone
		var e *exit
		if err := orJSON(&stdout, true, q.quote(&stdout, &stderr, book)); errors.As(err, &e) {
			code = e.code
		}
		if !slices.Contains([]int{exitDone, exitUsage, exitInput}, code) || stderr.Len() > 0 {
			t.Errorf("exit code %d, stderr %q", code, stderr.String())
		}
		var doc struct {
			FormatVersion int `json:"format_version"`
			Quotes        []struct {
				Lines []struct{ Kind, Amount, Card string }
				Error *struct{ Code, Message string }
			}
			Error *struct{ Code, Message string }
		}
		in := json.NewDecoder(&stdout)
		if err := in.Decode(&doc); err != nil || doc.FormatVersion != 1 {
			t.Fatalf("no document: %v", err)
		}
		if _, err := in.Token(); !errors.Is(err, io.EOF) {
			t.Error("stdout goes on after the document")
		}
		if (code == exitUsage) != (doc.Error != nil) {
			t.Errorf("exit code %d, error %v", code, doc.Error)
		}
		for _, q := range doc.Quotes {
			if (q.Error == nil) == (len(q.Lines) == 0) {
				t.Errorf("a quote with %d lines and error %v", len(q.Lines), q.Error)
			}
			for _, l := range q.Lines {
				if l.Card == "" || strings.HasPrefix(l.Amount, "-") {
					t.Errorf("line %+v", l)
				}
			}
		}
	})
}

// FuzzExamples reads arbitrary files of worked examples: a row is either computed or
// says why not.
func FuzzExamples(f *testing.F) {
	f.Add("id,kind,expected_amount\n1,referral,1.00\n")
	f.Add("\xef\xbb\xbfkind,program,marketplace,effective_date,category,price,inputs," +
		"expected_amount\r\nreferral,FBA,US,2026-02-01,toys,20.00,,3.00\r\n")
	f.Add("kind,marketplace,effective_date,length_in,width_in,height_in,weight_lb,inputs," +
		"expected_amount\ndim_weight_lb,US,2024-06-01,20,10,5,2,tolerance=0.01,7.2\ndim_weight_lb,US\n")
	f.Add("kind,inputs,expected_amount\naccs_rate,volume_usd=-1;payout_currency=CAD,1.50\n")
	f.Add("\"")
	book, err := loadBook(quoteCommand(), nil, false)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := parseExamples([]byte(text))
		if (err == nil) != (len(rows) > 0) {
			t.Fatalf("%d rows, error %v", len(rows), err)
		}
		for _, r := range rows {
			c := compute(book, r)
			if c.ID == "" || (c.Error == nil) != (c.Got != nil) || c.OK && c.Error != nil {
				t.Errorf("%+v", c)
			}
		}
	})
}
