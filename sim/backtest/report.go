package backtest

import (
	"fmt"
	"slices"

	"fbasim/sim/money"
)

// Report is what a back-test found. Amounts of Group and SKU are costs: positive is charged to the
// seller. All others are as in the file: positive is paid to the seller.
type Report struct {
	Case        string       `json:"case"`
	Lines       int64        `json:"lines"` // amounts read
	From        string       `json:"from"`  // first and last day posted
	To          string       `json:"to"`
	Settlements []Settlement `json:"settlements"`
	Groups      []Group      `json:"groups"`
	SKUs        []SKU        `json:"skus"` // differences by SKU, biggest first
	Other       []Bucket     `json:"not_compared"`
	Unmapped    []Bucket     `json:"unmapped"`
	UnknownSKUs []Unknown    `json:"unknown_skus"`
	Unpriced    []Unpriced   `json:"unpriced"`
	Notes       []string     `json:"notes"`
}

// newReport has lists that are empty and not absent, for JSON.
func newReport(of string) Report {
	return Report{
		Case: of, Settlements: []Settlement{}, Groups: []Group{}, SKUs: []SKU{}, Other: []Bucket{}, Unmapped: []Bucket{},
		UnknownSKUs: []Unknown{}, Unpriced: []Unpriced{}, Notes: []string{},
	}
}

// Clean reports whether everything was understood: every description is mapped, every SKU is known and
// priced, and every settlement adds up.
func (r *Report) Clean() bool {
	for _, s := range r.Settlements {
		if !s.OK {
			return false
		}
	}
	if len(twice(r.Settlements)) > 0 {
		return false
	}
	return len(r.Unmapped)+len(r.UnknownSKUs)+len(r.Unpriced) == 0
}

// Settlement says whether all that the report tells of a settlement adds up to what its file states.
type Settlement struct {
	File     string `json:"file"`
	ID       string `json:"settlement"`
	Currency string `json:"currency"`
	Lines    int64  `json:"lines"`
	// Stated is the total of the file, Sum that of the report; HasStated is false where the file has none.
	Stated    money.Amount `json:"-"`
	HasStated bool         `json:"stated"`
	Sum       money.Amount `json:"-"`
	// Transfers are not in Sum: they are the payment itself, or moved an earlier one.
	Transfers money.Amount `json:"-"`
	OK        bool         `json:"ok"`
}

// twice notes settlements that stand in several files.
func twice(list []Settlement) (notes []string) {
	first := map[settlementKey]string{}
	for _, s := range list {
		key := settlementKey{id: s.ID, currency: s.Currency}
		if other, ok := first[key]; ok && s.ID != "" {
			notes = append(notes, fmt.Sprintf("Settlement %s is in %s and in %s: its amounts count twice.", s.ID, other, s.File))
		}
		first[key] = s.File
	}
	return notes
}

// Key is what lines are compared by.
type Key struct {
	Kind     string `json:"kind"`    // group of fees; see Meaning.Name. Of refunds "referral_credit", "refund_admin" ...
	Market   string `json:"market"`  // "CA"
	Program  string `json:"program"` // of the order, by the case
	Currency string `json:"currency"`
}

// Sums are amounts charged beside our fees.
type Sums struct {
	Lines   int64        `json:"lines"` // order lines
	Units   int64        `json:"units"`
	Equal   int64        `json:"equal"` // lines that agree to the cent
	Charged money.Amount `json:"-"`
	Ours    money.Amount `json:"-"`
	// Apart is the sum of the absolute differences of the lines, Absolute that of what was charged.
	Apart, Absolute money.Amount `json:"-"`
}

// Difference is what was charged less our fees.
func (s *Sums) Difference() money.Amount { return s.Charged - s.Ours }

// Explained is the share of what was charged that our fees account for line by line:
// 1 - sum |charged - ours| / sum |charged|, and 0 where that is negative.
func (s *Sums) Explained() float64 {
	if s.Absolute == 0 {
		if s.Apart == 0 {
			return 1
		}
		return 0
	}
	return max(0, 1-s.Apart.Float()/s.Absolute.Float())
}

func (s *Sums) add(units int64, charged, ours money.Amount) {
	s.Lines++
	s.Units += units
	s.Charged += charged
	s.Ours += ours
	s.Apart += magnitude(charged - ours)
	s.Absolute += magnitude(charged)
	if agrees(units, charged, ours) {
		s.Equal++
	}
}

func magnitude(a money.Amount) money.Amount { return max(a, -a) }

// agrees reports whether the amounts of a line are equal to the cent: one cent for every two units is
// rounding, since we round by the unit and Amazon by the line.
func agrees(units int64, charged, ours money.Amount) bool {
	allowed := money.Amount(0)
	if units > 1 {
		allowed = money.Amount(units/2) * money.Cent
	}
	return magnitude(charged-ours) <= allowed
}

// Group is a kind of fee of the orders of a marketplace and program.
type Group struct {
	Key
	Sums
	Estimated int64 `json:"estimated_lines"` // priced by a card that stands in for a missing one, or carried on
	// As are the descriptions under which Amazon charged it.
	As []ChargedAs `json:"charged_as"`
}

// ChargedAs is a description in a settlement, with what it was taken to be and on what evidence.
type ChargedAs struct {
	AmountType  string       `json:"type"`
	Description string       `json:"description"`
	Rows        int64        `json:"rows"`
	Charged     money.Amount `json:"-"`
	Confidence  string       `json:"confidence"`
	Source      string       `json:"source"`
}

// chargedAs counts a row under its description.
func (g *Group) chargedAs(row seen) {
	i := slices.IndexFunc(g.As, func(a ChargedAs) bool {
		return a.AmountType == row.amountType && a.Description == row.description
	})
	if i < 0 {
		i = len(g.As)
		g.As = append(g.As, ChargedAs{
			AmountType: row.amountType, Description: row.description, Confidence: row.of.Confidence, Source: row.of.Source,
		})
	}
	g.As[i].Rows++
	g.As[i].Charged -= row.amount
}

// SKU is a group of one SKU.
type SKU struct {
	SKU string `json:"sku"`
	Key
	Sums
}

// Bucket is a sum of rows that are not compared.
type Bucket struct {
	Name        string       `json:"name"` // what they are; "" for descriptions that the table does not know
	Transaction string       `json:"transaction"`
	AmountType  string       `json:"type"`
	Description string       `json:"description"`
	Market      string       `json:"market"`
	Currency    string       `json:"currency"`
	Lines       int64        `json:"lines"`
	Amount      money.Amount `json:"-"`
	File        string       `json:"file"` // where the first one stands
	Row         int          `json:"line"`
}

// Unknown is what a settlement has about a SKU that the scenario does not know, or does not sell there.
type Unknown struct {
	SKU      string       `json:"sku"`
	Market   string       `json:"market"`
	Currency string       `json:"currency"`
	Reason   string       `json:"reason"`
	Lines    int64        `json:"lines"` // amounts
	Fees     money.Amount `json:"-"`     // of it fees that would have been compared
	Amount   money.Amount `json:"-"`     // all
	File     string       `json:"file"`  // where the first one stands
	Row      int          `json:"line"`
}

// Unpriced is what was charged for lines that no card prices.
type Unpriced struct {
	Key
	Reason string       `json:"reason"`
	Lines  int64        `json:"lines"`
	Amount money.Amount `json:"-"`
}

// Row is an order line with one kind of fee, for a file of all of them.
type Row struct {
	Key
	File, Settlement, Order, SKU string
	Line                         int
	Posted                       string
	Units                        int64
	Price                        money.Amount // of the line, without tax, promotions off
	Charged, Ours                money.Amount
	Tier                         string
	Cards                        string // ids of the cards behind ours, divided by spaces
}
