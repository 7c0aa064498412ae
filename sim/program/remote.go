package program

// State is where a SKU stands in Remote Fulfillment in a marketplace.
type State uint8

// The states. ActionRequired and Ineligible have a Reason, NotSellable too.
const (
	NotEnrolled State = iota
	Evaluating
	Ineligible
	ActionRequired
	NoOffer
	Pending
	Active
	NotSellable
	Removed
	stateCount
)

var stateNames = [stateCount]string{
	"NOT_ENROLLED", "EVALUATING", "INELIGIBLE", "ACTION_REQUIRED", "ELIGIBLE_NO_OFFER", "PENDING_ACTIVATION",
	"ACTIVE", "ELIGIBLE_NOT_SELLABLE", "REMOVED",
}

// String returns the state's name in findings and reports.
func (s State) String() string { return stateNames[s] }

// Signal is something that happened to a SKU in a marketplace. The last four are
// timers that effects ask for.
type Signal uint8

// The signals.
const (
	Enroll              Signal = iota
	NewUSItem                  // the SKU was added to US inventory
	Unenroll                   // the seller left the program
	AutoListingOn              // automatic listing was chosen for the marketplace
	OfferCreated               // an offer with the SKU of the US offer
	OfferRemoved               // the same
	OtherOfferCreated          // an offer of the ASIN with a marketplace-specific SKU
	OtherOfferRemoved          // the same
	RiskChange                 // Facts.Product says what it is now
	ComplianceChange           // likewise: compliance, FBA, transport, classes
	ApprovalChange             // likewise
	LocalReceipt               // sellable units came into the country
	LocalReturnReceived        // likewise, by a customer's return or found
	LocalStockOut              // the last sellable unit there was promised
	USStockOut                 // likewise in the US
	USRestock
	USOfferPulled
	USOfferRestored
	ListingProblem
	ListingFixed
	ReportRemove // an uploaded report row takes the SKU out
	ReportAdd    // or puts it in
	EvalDone
	ActivationDone
	OfferChecked // the report has seen a matching offer
	StockRestored
	RemoveDone
	signalCount
)

var signalNames = [signalCount]string{
	"Enroll", "NewUSItem", "Unenroll", "SetALC", "CreateOffer", "RemoveOffer", "CreateOffer(other)",
	"RemoveOffer(other)", "RiskChange", "ComplianceChange", "ApprovalChange", "LocalReceipt", "LocalReturnReceived",
	"LocalStockOut", "USStockOut", "USRestock", "USOfferPulled", "USOfferRestored", "ListingProblem", "ListingFixed",
	"ReportUpload(remove)", "ReportUpload(add)", "EvalDone", "ActivationDone", "OfferChecked", "StockRestored",
	"RemoveDone",
}

// String returns the signal's name in the audit.
func (s Signal) String() string { return signalNames[s] }

// Remote is the Remote Fulfillment state of a SKU in a marketplace.
type Remote struct {
	State  State
	Reason Reason
	// HadOffer tells that a matching offer was there at enrollment, or has been
	// active: it sells from the end of an evaluation without a second wait
	// (RF-ENR-08, AMB-35).
	HadOffer bool
	ByHand   bool  // removed by a report; kept over leaving and enrolling again
	Left     bool  // the seller left the program before
	Fresh    bool  // the SKU joined US inventory while enrolled
	Leaving  bool  // a removal is on its way
	Until    int64 // tick at which an evaluation, activation or look ends, at the latest
}

// Effects are what the model has to do: look again after Due ticks with signal Next
// (which replaces what it had scheduled for this offer), forget what it had
// scheduled, make or delete the offer.
type Effects struct {
	Due         int64 // ticks from now, 0 for none
	Next        Signal
	Cancel      bool
	Rule        string // the rule that decided, "" where nothing happened
	CreateOffer bool   // make the matching offer
	PlainPrice  bool   // at the US price times the exchange rate (RF-ENR-06 or RF-ENR-10 off)
	Idle        bool   // the offer made has nothing behind it (RF-EXIT-05)
	DeleteOffer bool   // the Remote Fulfillment offer goes (RF-EXIT-01)
	Refused     Reason // the action was refused; the state has not changed
}

// On returns the next state and its effects. Signals that mean nothing in the
// present state change nothing and have no rule.
func (r Remote) On(s Signal, f Facts) (Remote, Effects) {
	next, fx := r.on(s, &f)
	if r.Leaving && next.Leaving && next.State != Active { // the removal does not wait for what ended sales anyway
		return next.leave(fx)
	}
	return next, fx
}

func (r Remote) on(s Signal, f *Facts) (Remote, Effects) {
	switch s {
	case USStockOut, USRestock, USOfferPulled, USOfferRestored, ListingProblem, ListingFixed, StockRestored:
		return r.sales(s, f)
	case LocalReceipt, LocalReturnReceived, LocalStockOut, RiskChange, ComplianceChange, ApprovalChange:
		return r.causes(s, f)
	case OfferCreated, OfferRemoved, OtherOfferCreated, OtherOfferRemoved, AutoListingOn, OfferChecked:
		return r.offers(s, f)
	case ReportRemove, ReportAdd, RemoveDone:
		return r.upload(s, f)
	case Enroll:
		return r.enroll(f)
	case NewUSItem:
		return r.join(f)
	case Unenroll:
		return r.exit(f)
	case EvalDone:
		return r.evaluated(f)
	case ActivationDone:
		if r.State == Pending {
			return r.sell(f, Effects{Rule: "RF-ENR-06"})
		}
	}
	return r, Effects{}
}

// enroll starts the evaluation that enrolling brings (RF-ENR-02), in both
// marketplaces (RF-ENR-07). What was removed by hand before stays so (RF-EXIT-06).
func (r Remote) enroll(f *Facts) (Remote, Effects) {
	switch {
	case r.State != NotEnrolled, !f.on("RF-ENR-01"), !f.on("RF-ENR-02"),
		r.Left && !f.on("RF-EXIT-06"), f.unchosen():
		return r, Effects{}
	case r.Left && r.ByHand && yes(f.Rules, "keep_removed", true):
		r.State = Removed
		return r, Effects{Rule: "RF-EXIT-06"}
	}
	r.ByHand, r.Fresh, r.HadOffer = false, false, f.SameOffer
	return r.evaluate(f, "RF-ENR-02")
}

// unchosen reports that the SKU gets no state here: with RF-ENR-07 off only the
// marketplaces of automatic listing do.
func (f *Facts) unchosen() bool {
	return !f.on("RF-ENR-07") && f.Seller != nil && !f.Seller.AutoListing[f.Market]
}

// join evaluates an item added to US inventory (RF-ENR-04). Outside the program
// nothing is enabled (RF-EXIT-04); automatic listing left on still makes an offer,
// with nothing behind it (RF-EXIT-05).
func (r Remote) join(f *Facts) (Remote, Effects) {
	rule, enrolled := "RF-ENR-04", f.Seller == nil || f.Seller.Enrolled
	switch {
	case r.State != NotEnrolled, enrolled && (!f.on("RF-ENR-04") || f.unchosen()):
		return r, Effects{}
	case !enrolled && f.on("RF-EXIT-04"):
		if f.Seller.EverEnrolled && f.lists() && !f.SameOffer && f.on("RF-EXIT-05") {
			return r, Effects{Rule: "RF-EXIT-05", CreateOffer: true, Idle: true}
		}
		return r, Effects{}
	case !enrolled:
		rule = "RF-EXIT-04"
	}
	r.Fresh, r.HadOffer = true, f.SameOffer
	return r.evaluate(f, rule)
}

// exit takes the SKU out with the seller: its Remote Fulfillment offer goes, one
// that sells local stock stays (RF-EXIT-01, RF-EXIT-03).
func (r Remote) exit(f *Facts) (Remote, Effects) {
	if r.State == NotEnrolled || !f.on("RF-EXIT-01") {
		return r, Effects{}
	}
	remote := r.State != Removed && f.SameOffer && f.LocalUnits <= 0
	byHand := r.ByHand || r.State == Removed
	return Remote{Left: true, ByHand: byHand}, Effects{Rule: "RF-EXIT-01", Cancel: true, DeleteOffer: remote}
}

// evaluate starts an evaluation (RF-ENR-03).
func (r Remote) evaluate(f *Facts, rule string) (Remote, Effects) {
	r.State, r.Reason = Evaluating, NoReason
	return r.after(f.Clocks.Evaluation, EvalDone, f, Effects{Rule: rule})
}

// after waits for a signal; a delay of nothing brings it at once.
func (r Remote) after(delay int64, next Signal, f *Facts, fx Effects) (Remote, Effects) {
	if delay > 0 {
		r.Until, fx.Due, fx.Next = f.Now+delay, delay, next
		return r, fx
	}
	then := *f
	then.SameOffer = f.SameOffer || fx.CreateOffer
	to, more := r.on(next, &then)
	if more.Rule == "" {
		return to, fx
	}
	more.Cancel = more.Cancel || fx.Cancel
	more.CreateOffer, more.PlainPrice = more.CreateOffer || fx.CreateOffer, more.PlainPrice || fx.PlainPrice
	return to, more
}

// evaluated ends an evaluation.
func (r Remote) evaluated(f *Facts) (Remote, Effects) {
	if r.State != Evaluating {
		return r, Effects{}
	}
	r.Until = 0
	if why := eligibility(f); why != 0 {
		r.State, r.Reason = Ineligible, why.First()
		return r, Effects{Rule: ruleOf(r.Reason)}
	}
	return r.place(f)
}

// sell makes an eligible offer active, or says what is in the way.
func (r Remote) sell(f *Facts, fx Effects) (Remote, Effects) {
	r.HadOffer, r.Until = true, 0
	r.State, r.Reason = Active, sellability(f).First()
	if r.Reason != NoReason {
		r.State = NotSellable
	}
	return r, fx
}

// causes follows what makes an ASIN ineligible or eligible again.
func (r Remote) causes(s Signal, f *Facts) (Remote, Effects) {
	switch r.State {
	case NotEnrolled:
		return r, Effects{}
	case Removed:
		if s == LocalStockOut && (yes(f.Rules, "auto_readd", false) || !f.on("RF-LOC-06")) {
			return r.readd(f, "RF-LOC-06")
		}
		return r, Effects{}
	case Ineligible:
		return r.recovers(f)
	}
	why := eligibility(f) & causedBy(s)
	switch {
	case why == 0, s == LocalReturnReceived && !f.on("RF-LOC-08"), // nothing lost
		(s == RiskChange || s == ComplianceChange) && !f.on("RF-ELIG-10"):
		return r, Effects{}
	}
	r.State, r.Reason, r.Until = Ineligible, why.First(), 0
	rule := ruleOf(r.Reason)
	if s == LocalReturnReceived {
		rule = "RF-LOC-08"
	}
	return r, Effects{Cancel: true, Rule: rule}
}

// causedBy returns the reasons that a signal can bring.
func causedBy(s Signal) Reasons {
	local, approval := Reasons(0).With(LocalInventory), Reasons(0).With(NoApproval)
	switch s {
	case LocalReceipt, LocalReturnReceived, LocalStockOut:
		return local
	case ApprovalChange:
		return approval
	}
	return ^(local | approval)
}

// recovers looks at an ineligible ASIN again: it keeps the first reason that is
// left, and is evaluated anew when none is (RF-ELIG-11, RF-ENR-05, RF-LOC-07).
func (r Remote) recovers(f *Facts) (Remote, Effects) {
	if why := eligibility(f).First(); why != NoReason {
		if why == r.Reason {
			return r, Effects{}
		}
		r.Reason = why
		return r, Effects{Rule: ruleOf(why)}
	}
	rule := "RF-ELIG-11"
	switch r.Reason {
	case LocalInventory:
		rule = "RF-LOC-07"
	case NoApproval:
		rule = "RF-ELIG-14"
	}
	if rule != "RF-ELIG-14" && !f.on(rule) || rule == "RF-ELIG-11" && !f.on("RF-ENR-05") {
		return r, Effects{}
	}
	return r.evaluate(f, rule)
}

// sales follows what makes an eligible offer sellable or not (RF-GEN-05, RF-RPT-05,
// RF-OFFER-09).
func (r Remote) sales(s Signal, f *Facts) (Remote, Effects) {
	if r.State != Active && r.State != NotSellable {
		return r, Effects{}
	}
	why := sellability(f).First()
	switch {
	case why == r.Reason:
		if s == USStockOut && r.State == NotSellable && f.Clocks.Restore > 0 {
			return r, Effects{Rule: "RF-GEN-05", Cancel: true} // a restoration under way
		}
		return r, Effects{}
	case why != NoReason:
		r.State, r.Reason = NotSellable, why
		return r, Effects{Rule: ruleOf(why)}
	case s == USRestock && f.Clocks.Restore > 0:
		return r, Effects{Rule: "RF-GEN-05", Due: f.Clocks.Restore, Next: StockRestored}
	}
	rule := ruleOf(r.Reason)
	r.State, r.Reason = Active, NoReason
	return r, Effects{Rule: rule}
}
