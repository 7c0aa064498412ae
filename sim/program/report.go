package program

import (
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Status is the column of the ASIN Status report (RF-RPT-02).
type Status uint8

// The statuses; NoRow is that of a SKU outside the program.
const (
	NoRow Status = iota
	StatusEligible
	StatusAction
	StatusRemoved
	StatusIneligible
	StatusEvaluating
)

var statusNames = [...]string{"", "eligible", "action_required", "removed", "ineligible", "evaluating"}

// String returns the status as the report writes it.
func (s Status) String() string { return statusNames[s] }

var statusOf = [stateCount]Status{
	Evaluating: StatusEvaluating, Ineligible: StatusIneligible, ActionRequired: StatusAction, NoOffer: StatusAction,
	Pending: StatusEligible, Active: StatusEligible, NotSellable: StatusEligible, Removed: StatusRemoved,
}

// Status returns what the report says of a state.
func (r Remote) Status() Status { return statusOf[r.State] }

// Sells reports whether a buyer could order: the offer is active, or it conflicts
// with another SKU and mismatch_sells lets it sell meanwhile (AMB-37).
func (r Remote) Sells(f Facts) bool {
	return r.State == Active ||
		r.mismatched() && r.HadOffer && yes(f.Rules, "mismatch_sells", false) && sellability(&f) == 0
}

// ReportRow is a row of the ASIN Status report: a SKU in a marketplace.
type ReportRow struct {
	SKU           string
	Market        market.Marketplace
	Status        string // RF-RPT-02; "" where that is off
	Reason        string // code, "" for none
	Details       string // RF-RPT-06; "" for an active offer
	ShippingShown string // RF-DLV-04; "" where there is no Remote Fulfillment offer
}

// Report is the ASIN Status report to be made: the sellers who are not enrolled have
// none (RF-RPT-01).
func (s *Seller) Report(r Rules) Verdict {
	switch {
	case !on(r, "RF-RPT-01"):
		return Verdict{Outcome: Skipped, Rule: "RF-RPT-01"}
	case !s.Enrolled:
		return refuse(OutsideProgram, "RF-RPT-01")
	}
	return Verdict{Rule: "RF-RPT-01"}
}

// Row returns the report's row of a SKU. Ticks of the state count from start;
// shipping is the fee that buyers without Prime pay, shown on every Remote
// Fulfillment offer although Prime members pay none.
func (r Remote) Row(sku string, f Facts, start civil.Date, shipping money.Money) ReportRow {
	row := ReportRow{SKU: sku, Market: f.Market, Reason: r.Reason.String()}
	if f.on("RF-RPT-02") {
		row.Status = r.Status().String()
	}
	if f.on("RF-RPT-06") {
		row.Details = r.details(sku, &f, start)
	}
	if r.HasRemoteOffer() && f.on("RF-DLV-04") {
		row.ShippingShown = shipping.String()
	}
	return row
}

// HasRemoteOffer reports whether there is a Remote Fulfillment offer, active or not.
func (r Remote) HasRemoteOffer() bool { return r.listed() || r.mismatched() }

// details says how to mend what keeps the SKU from selling, or what is awaited until
// when.
func (r Remote) details(sku string, f *Facts, start civil.Date) string {
	until := civil.TickString(start.Tick() + r.Until)
	switch r.State {
	case Evaluating:
		return "Amazon decides whether it is eligible, by " + until + "."
	case Pending:
		return "The offer becomes active by " + until + "."
	case NoOffer:
		return "Create an offer with the SKU of the US offer, " + sku + ", or turn automatic listing on."
	case Removed:
		return "Removed by report. Add it in the report and upload it."
	case ActionRequired:
		if r.missing() && r.Until > 0 {
			return advice(r.Reason, sku, f) + " One was made; look again after " + until + "."
		}
		return advice(r.Reason, sku, f)
	case Ineligible:
		return allAdvice(eligibility(f).With(r.Reason), sku, f)
	case NotSellable:
		return allAdvice(sellability(f).With(r.Reason), sku, f)
	}
	return ""
}

func allAdvice(why Reasons, sku string, f *Facts) string {
	var all []string
	for _, reason := range why.List() {
		all = append(all, advice(reason, sku, f))
	}
	return strings.Join(all, " ")
}

// sentences say how to mend a reason; {sku} and {country} are named, {more}
// is what the data add.
var sentences = [reasonCount]string{
	NotFBAEnabled:    "Not enabled for FBA in the US and {country}: enable it there.",
	RiskHigh:         "Regulatory risk in {country} is high{more}: send stock to the country under FBA, or fulfill it yourself.",
	RiskUnassessed:   "Regulatory risk in {country} is not assessed yet: wait, send stock to the country under FBA, or fulfill it yourself.",
	TradeCompliance:  "It does not comply with trade law or regulation of {country}.",
	Restricted:       "Restricted products are excluded.",
	Prohibited:       "Prohibited products are excluded.",
	DangerousGoods:   "Dangerous goods are excluded.",
	ExportRestricted: "Its class must not leave the US.",
	Transport:        "It cannot be carried to {country}: send stock to the country under FBA, or fulfill it yourself.",
	BookToCanada:     "Books cannot be shipped from the US to Canada.",
	NoApproval:       "Approval for its category or brand is missing in {country}: apply for it there.",
	LocalInventory:   "Stock in {country} sells first: it becomes eligible when that is sold.",
	OfferNotFound:    "No offer of the US SKU {sku} exists in {country}, only one of another SKU: create one with SKU {sku}.",
	SKUMismatch:      "An offer of another SKU exists in {country} beside {sku}: remove the other SKU.",
	USPulled:         "The offer is invalid because another one was pulled{more}.",
	USOutOfStock:     "Out of stock{more}.",
	USNotApproved:    "The offer is invalid because another one is not approved{more}.",
	BadListing:       "The listing in {country} has a problem{more}: mend it.",
}

// advice says how to mend a reason. For those that lie in the US it names the US
// offer (RF-RPT-08).
func advice(why Reason, sku string, f *Facts) string {
	extra, p := "", f.Product
	switch why {
	case RiskHigh:
		if p != nil && p.RiskReason[f.Market] != "" {
			extra = " (" + p.RiskReason[f.Market] + ")"
		}
	case BadListing:
		if p != nil && p.ListingProblem[f.Market] != "" {
			extra = " (" + p.ListingProblem[f.Market] + ")"
		}
	case USPulled, USOutOfStock, USNotApproved:
		if f.on("RF-RPT-08") {
			extra = ": look at the US offer of SKU " + sku + ", which is " + usStates[why]
		}
	}
	return strings.NewReplacer("{sku}", sku, "{country}", f.Market.String(), "{more}", extra).Replace(sentences[why])
}

var usStates = map[Reason]string{USPulled: "pulled", USOutOfStock: "out of stock", USNotApproved: "not approved"}

// Upload carries out a row of an uploaded report: add the SKU or remove it
// (RF-RPT-03). A refused row leaves the state as it was and says why.
func (r Remote) Upload(add bool, f Facts) (Remote, Effects, Verdict) {
	signal := ReportRemove
	if add {
		signal = ReportAdd
	}
	next, fx := r.On(signal, f)
	if fx.Refused == NoReason {
		return next, fx, Verdict{Rule: fx.Rule}
	}
	v := refuse(fx.Refused, fx.Rule)
	if fx.Rule == "RF-RPT-07" {
		v.Details = eligibility(&f)
	}
	return next, fx, v
}
