package program

import (
	"fbasim/sim/civil"
	"fbasim/sim/market"
)

// ExportState is where an ASIN stands in FBA Export.
type ExportState uint8

// The states.
const (
	NotProcessed ExportState = iota
	Exportable
	NotExportable
	ExcludedState
)

var exportStateNames = [...]string{"UNPROCESSED", "ELIGIBLE", "INELIGIBLE", "EXCLUDED"}

// String returns the state's name in findings and reports.
func (s ExportState) String() string { return exportStateNames[s] }

// Export is an ASIN's state with the reason where it is NotExportable.
type Export struct {
	State  ExportState
	Reason Reason
}

// Processed returns the state of an ASIN that a cycle has been over already: it left
// one with neither a description nor a bullet point (EXP-ELIG-08). By initial_export
// those of the start can wait for their first cycle too.
func Processed(p *Product, r Rules) Export {
	if word(r, "initial_export", "unprocessed") {
		return NewExport(p, r)
	}
	return Export{}.Cycle(p, r)
}

// NewExport returns the state of an ASIN just listed in the US: it waits for the
// monthly cycle (EXP-ELIG-07).
func NewExport(p *Product, r Rules) Export {
	if !on(r, "EXP-ELIG-07") {
		return Export{}.Cycle(p, r)
	}
	return Export{}
}

// Cycle is the monthly look at an ASIN. One with neither a description nor a bullet
// point is left for the next (EXP-ELIG-08).
func (e Export) Cycle(p *Product, r Rules) Export {
	switch {
	case e.State == ExcludedState:
		return e
	case e.State == NotProcessed && !p.HasDescription && !p.HasBullet && on(r, "EXP-ELIG-08"):
		return e
	}
	return processed(p, r)
}

func processed(p *Product, r Rules) Export {
	if why := ExportEligibility(p, r); why != 0 {
		return Export{NotExportable, why.First()}
	}
	return Export{State: Exportable}
}

// Exclude follows the exclusion of the ASIN from all countries, and its lifting.
func (e Export) Exclude(all bool) Export {
	switch {
	case all && e.State == Exportable:
		return Export{State: ExcludedState, Reason: Excluded}
	case !all && e.State == ExcludedState:
		return Export{State: Exportable}
	}
	return e
}

// ExportEligibility returns everything that keeps an ASIN out of export to any
// country: classes barred from export (EXP-ELIG-03, EXP-ELIG-09), hard to transport
// (EXP-ELIG-05), oversize (EXP-ELIG-06).
func ExportEligibility(p *Product, r Rules) (found Reasons) {
	if exportBarred(p, r) != "" {
		found = found.With(ExportRestricted)
	}
	if hard := p.Classes.listed(r, "transport_barred_classes"); hard != 0 && on(r, "EXP-ELIG-05") {
		if hard&DangerousClass != 0 {
			found = found.With(DangerousGoods)
		}
		if hard&^DangerousClass != 0 {
			found = found.With(Transport)
		}
	}
	if p.Oversize && on(r, "EXP-ELIG-06") {
		found = found.With(Oversize)
	}
	return found
}

// exportBarred returns the rule that bars a product's classes from export, "" for
// none.
func exportBarred(p *Product, r Rules) string {
	switch {
	case p.Classes.listed(r, "export_barred_classes") != 0 && on(r, "EXP-ELIG-03"):
		return "EXP-ELIG-03"
	case p.Classes.listed(r, "military_classes") != 0 && on(r, "EXP-ELIG-09"):
		return "EXP-ELIG-09"
	}
	return ""
}

// exportRule names the rule that keeps a product out for a reason.
func exportRule(p *Product, why Reason, r Rules) string {
	switch why {
	case ExportRestricted:
		return exportBarred(p, r)
	case Oversize:
		return "EXP-ELIG-06"
	}
	return "EXP-ELIG-05"
}

// NextCycle returns the day of the first cycle after today: a day of the month,
// every so many months from January (EXP-ELIG-07).
func NextCycle(today civil.Date, r Rules) civil.Date {
	day, months := civil.Date(r.Int("export_cycle_day")-1), r.Int("export_cycle_months")
	first := today.FirstOfMonth()
	for {
		_, month, _ := first.YMD()
		if first+day > today && int64(month-1)%months == 0 {
			return first + day
		}
		first = first.NextMonth()
	}
}

// ExportCheck is a sale of the US offer to a buyer abroad, or a request to ship
// there.
type ExportCheck struct {
	Rules   Rules
	Seller  *Seller
	Product *Product
	State   Export
	Country string    // ISO 3166, of the buyer
	Open    []Opening // classes barred from import that a country lets in
}

// Order says whether an Export order is possible: the program is on, the ASIN
// eligible, and nothing stands against the country. Details hold every reason.
func (q ExportCheck) Order() Verdict {
	v := Verdict{Rule: "EXP-GEN-01"}
	if !on(q.Rules, "EXP-GEN-01") {
		v = block(NotPermitted, "EXP-GEN-01")
	}
	add := func(bad bool, why Reason, rule string) {
		if bad && on(q.Rules, rule) {
			if v.Outcome == OK {
				v = block(why, rule)
			}
			v.Details = v.Details.With(why)
		}
	}
	add(!q.Seller.ExportEnabled, FBAExportOff, "EXP-ENR-02")
	switch q.State.State {
	case NotProcessed:
		add(true, Unprocessed, "EXP-ELIG-07")
	case ExcludedState:
		add(true, Excluded, "EXP-EXC-02")
	case NotExportable:
		add(true, q.State.Reason, exportRule(q.Product, q.State.Reason, q.Rules))
	}
	add(q.Seller.Excluded.Country(q.Country), CountryExcluded, "EXP-EXC-01")
	add(q.Seller.Excluded.Product(q.Product.ASIN, q.Country), ProductExcluded, "EXP-EXC-02")
	add(q.bookToCanada(), BookToCanada, "EXP-ELIG-02")
	add(q.Product.Classes.closed(q.Country, q.Open, q.Rules) != 0, ImportRestricted, "EXP-ELIG-04")
	add(q.Product.unlawful(q.Country), Unlawful, "EXP-LAW-01")
	v.Finding = v.Details.Has(Unlawful)
	return v
}

func (q *ExportCheck) bookToCanada() bool {
	return q.Country == market.CA.String() && lists(q.Rules, "canada_barred_media", q.Product.Media.String())
}

// MCF says whether Multi-Channel Fulfillment ships to the country: at home always,
// abroad only books, movies, videos and DVDs (EXP-MCF-01), whether or not the ASIN
// is eligible for Export (EXP-MCF-02); no book to Canada (EXP-ELIG-02, AMB-09).
func (q ExportCheck) MCF() Verdict {
	if q.Country == market.US.String() {
		return Verdict{Rule: "EXP-MCF-01"}
	}
	eligible := q.State.State == Exportable && !on(q.Rules, "EXP-MCF-02")
	switch {
	case !lists(q.Rules, "mcf_media", q.Product.Media.String()) && on(q.Rules, "EXP-MCF-01") && !eligible:
		return refuse(MCFMediaOnly, "EXP-MCF-01")
	case q.bookToCanada() && on(q.Rules, "EXP-ELIG-02"):
		return refuse(BookToCanada, "EXP-ELIG-02")
	}
	return Verdict{Rule: "EXP-MCF-01"}
}

// ExportRow is a row of the Exportable Inventory report.
type ExportRow struct {
	SKU   int32
	Units int64 // sellable in the US
}

// ExportReport is the Exportable Inventory report as last refreshed; it can be read
// with Export off too (EXP-ELIG-01).
type ExportReport struct {
	At   int64 // tick of the refresh
	Rows []ExportRow
}

// Refresh makes the report from the stock of eligible SKUs, in their order. With
// EXP-ELIG-01 off there is no report.
func Refresh(now int64, stock []ExportRow, eligible func(sku int32) bool, r Rules) (report ExportReport) {
	report.At = now
	if !on(r, "EXP-ELIG-01") {
		return report
	}
	for _, row := range stock {
		if row.Units > 0 && eligible(row.SKU) {
			report.Rows = append(report.Rows, row)
		}
	}
	return report
}

// Has reports whether a SKU stands in the report.
func (e *ExportReport) Has(sku int32) bool {
	for _, row := range e.Rows {
		if row.SKU == sku {
			return true
		}
	}
	return false
}
