package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// shareFlags ask for what a unit sold bears of fees on stock, returns and arrivals.
type shareFlags struct {
	days       int
	returnRate string
	threshold  string
	inbound    string
	removal    bool
}

// mostDays is the longest stay that is priced, ten years.
const mostDays = 3650

// placementOptions are the ways to split a shipment that placement cards know.
var placementOptions = []string{"minimal", "partial", "optimized"}

// asked reports whether any share is asked for.
func (s *shareFlags) asked() bool {
	return s.days != 0 || s.returnRate != "" || s.inbound != "" || s.removal
}

// ofStock reports whether a share depends on the size.
func (s *shareFlags) ofStock() bool { return s.days != 0 || s.inbound != "" || s.removal }

// read checks the flags.
func (s *shareFlags) read() (out fee.Shares, err error) {
	out = fee.Shares{DaysStored: s.days, Inbound: s.inbound, Removal: s.removal}
	if s.days < 0 || s.days > mostDays {
		return out, wrong("range", "", "--days-stored is a number of days from 1 to %d", mostDays)
	}
	if s.returnRate != "" {
		if out.Returned, err = quantity.ParsePercent(s.returnRate); err != nil {
			return out, wrongValue("return-rate", err)
		}
		if out.Returned < 0 || out.Returned > money.One {
			return out, wrong("range", "", "--return-rate %s is not between 0 %% and 100 %%",
				diag.Escape(s.returnRate))
		}
	}
	if s.threshold != "" {
		if out.Threshold, err = quantity.ParsePercent(s.threshold); err != nil {
			return out, wrongValue("threshold", err)
		}
		if out.Threshold < 0 || out.Threshold > money.One {
			return out, wrong("range", "", "--threshold %s is not between 0 %% and 100 %%",
				diag.Escape(s.threshold))
		}
		if s.returnRate == "" {
			return out, wrong("usage", "", "--threshold needs --return-rate")
		}
		out.Above = true
	}
	if s.inbound != "" && !slices.Contains(placementOptions, s.inbound) {
		near := diag.Suggest(s.inbound, placementOptions)
		hint := "options are " + strings.Join(placementOptions, ", ")
		if near != "" {
			hint = "did you mean " + near + "?"
		}
		return out, wrong("inbound", near, "--inbound: %q is not a placement option; %s",
			diag.Escape(s.inbound), hint)
	}
	return out, nil
}

// shares narrows the shares asked for to what a program pays; a program named alone
// must pay all of them.
func (f *quoteFlags) shares(ask fee.Ask) (fee.Shares, error) {
	s, err := f.share.read()
	if err != nil || !f.share.asked() {
		return s, err
	}
	if len(f.kinds) > 0 {
		return s, wrong("kind", "", "--kind lists single fees: ask for shares of a unit sold "+
			"(--days-stored, --return-rate, --inbound, --removal) without it")
	}
	var first error
	free := func(flag string, k market.FeeKind) bool {
		if charges(ask.Program, k) {
			return false
		}
		if first == nil {
			first = wrong("kind", "", "--%s: %s", flag, whyNot(ask.Program, k))
		}
		return true
	}
	if s.DaysStored > 0 && free("days-stored", market.Storage) {
		s.DaysStored = 0
	}
	if s.Inbound != "" && free("inbound", market.Placement) {
		s.Inbound = ""
	}
	if s.Removal && free("removal", market.Removal) {
		s.Removal = false
	}
	if s.Returned > 0 && free("return-rate", market.RefundAdmin) {
		s.Returned = 0
	}
	if f.program == "" {
		first = nil
	}
	if first == nil && s.Returned > 0 && len(f.prices) == 0 {
		first = wrong("price", "", "--return-rate needs a --price: the referral fee depends on it")
	}
	return s, first
}

// priceShares adds the shares to an answer.
func (f *quoteFlags) priceShares(a *answer, ask fee.Ask, book *fee.Book) {
	q, err := book.Shares(ask, a.also)
	var option *fee.OptionError
	if errors.As(err, &option) {
		a.bad = newComplaint("inbound", "", "--inbound: %v", option)
		return
	}
	a.shares, a.free = q.Lines, append(a.free, q.Free...)
	for _, s := range q.Assumptions {
		if !slices.Contains(a.quote.Assumptions, s) {
			a.quote.Assumptions = append(a.quote.Assumptions, s)
		}
	}
	for _, g := range missing(err) {
		if !slices.Contains(a.gaps, g) {
			a.gaps = append(a.gaps, g)
		}
	}
	a.notes = append(slices.Clone(a.notes), q.Notes...)
	a.notes = append(a.notes, f.shareNotes(a)...)
}

// shareNotes say what the shares take for granted.
func (f *quoteFlags) shareNotes(a *answer) []string {
	var out []string
	if s := a.also; s.DaysStored > 0 {
		last := a.ask.On + civil.Date(s.DaysStored-1)
		out = append(out, fmt.Sprintf("in stock from %v to %v, without a utilization surcharge",
			a.ask.On, last))
	}
	if r := a.refunded(); r > 0 {
		out = append(out, fmt.Sprintf("%v of the price goes back to buyers, and is not left of it", r))
	}
	if a.also.Removal {
		out = append(out, "removal is that of a unit not sold: it is not in the total")
	}
	return out
}

// shareLabel names a line of shares.
func (f *quoteFlags) shareLabel(l fee.ShareLine) string {
	rate := strings.TrimSpace(f.share.returnRate)
	switch l.Kind {
	case market.Storage:
		return "storage, " + count(l.Days, "day")
	case market.AgedInventory:
		return "aged inventory, " + count(l.Days, "day")
	case market.Referral:
		return "referral credit, " + rate
	case market.RefundAdmin:
		return "refund admin, " + rate
	case market.ReturnsProcessing:
		return "returns processing, " + rate
	case market.Placement:
		return "inbound, " + f.share.inbound
	case market.Removal:
		return "removal of a unit"
	}
	return l.Kind.String()
}

// bornShares are the shares that belong to the total of a unit sold: a unit that is
// removed was not.
func (a *answer) bornShares() []fee.QuoteLine {
	var out []fee.QuoteLine
	for _, l := range a.shares {
		if l.Kind != market.Removal {
			out = append(out, l.QuoteLine)
		}
	}
	return out
}

// refunded is the part of the price that goes back to buyers.
func (a *answer) refunded() money.Amount {
	if a.also.Returned == 0 || a.ask.Price == fee.NoPrice {
		return 0
	}
	return a.ask.Price.Times(a.also.Returned).RoundCents()
}

// notInIt names what the totals leave out.
func (f *quoteFlags) notInIt() string {
	if !f.share.asked() {
		return "Not in it: storage, returns, inbound freight and duties, advertising and your own costs."
	}
	var out []string
	if f.share.days == 0 {
		out = append(out, "storage")
	}
	if f.share.returnRate == "" {
		out = append(out, "returns")
	} else {
		out = append(out, "what a returned unit loses in value and shipping")
	}
	return "Not in it: " + strings.Join(out, ", ") +
		", inbound freight and duties, advertising and your own costs."
}
