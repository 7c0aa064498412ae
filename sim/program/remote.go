package program

// State is where an offer stands in Remote Fulfillment (rule catalogue: RF-ENR,
// RF-RPT, RF-LOC).
type State uint8

// The states of a SKU in a marketplace.
const (
	NotEnrolled State = iota
	Evaluating
	Ineligible
	Pending
	Active
	NotSellable
	Removed
)

var stateNames = [...]string{
	"NOT_ENROLLED", "EVALUATING", "INELIGIBLE", "PENDING_ACTIVATION", "ACTIVE",
	"ELIGIBLE_NOT_SELLABLE", "REMOVED",
}

// String returns the state's name in findings and reports.
func (s State) String() string { return stateNames[s] }

// Reason says why an offer is not active.
type Reason uint8

// The reasons known so far.
const (
	NoReason Reason = iota
	LocalInventory
	USOutOfStock
)

var reasonNames = [...]string{"", "local_inventory", "us_out_of_stock"}

// String returns the reason's name.
func (r Reason) String() string { return reasonNames[r] }

// Signal is something that happened to an offer.
type Signal uint8

// The signals, named as in the rule catalogue.
const (
	Enroll Signal = iota
	EvalDone
	ActivationDone
	LocalReceipt
	LocalStockOut
	USStockOut
	USRestock
	ReportRemove
	ReportAdd
)

// Facts are what the rules look at.
type Facts struct {
	LocalUnits, USUnits    int64 // sellable units of the ASIN in the country, and in the US
	Evaluation, Activation int64 // clocks in ticks (RF-ENR-03, RF-RPT-04)
}

// Remote is the Remote Fulfillment state of one offer. HadOffer tells whether an
// offer existed when it was enrolled, which then sells from the end of the
// evaluation (RF-ENR-08).
type Remote struct {
	State    State
	Reason   Reason
	HadOffer bool
}

// Effects are what the model has to do: look again after Due ticks (signal
// Next), or forget what it had scheduled.
type Effects struct {
	Due    int64 // ticks from now, 0 for none
	Next   Signal
	Cancel bool
	Rule   string // the rule that caused the change, "" where nothing changed
}

// On returns the next state and its effects. Signals that mean nothing in the
// present state change nothing.
func (r Remote) On(s Signal, f Facts) (Remote, Effects) {
	switch s {
	case Enroll:
		return r.enroll(f)
	case ReportAdd:
		return r.add(f)
	case ReportRemove:
		if r.State == NotEnrolled || r.State == Removed {
			return r, Effects{}
		}
		return Remote{State: Removed, HadOffer: true}, Effects{Cancel: true, Rule: "RF-LOC-03"}
	case EvalDone:
		return r.evaluated(f)
	case ActivationDone:
		if r.State == Pending {
			return r.sellable(f, "RF-RPT-04")
		}
	default:
		return r.stock(s, f)
	}
	return r, Effects{}
}

func (r Remote) enroll(f Facts) (Remote, Effects) {
	if r.State != NotEnrolled {
		return r, Effects{}
	}
	r.State = Evaluating
	return r, Effects{Due: f.Evaluation, Next: EvalDone, Rule: "RF-ENR-03"}
}

// add is the seller's re-adding by report: refused while local stock is there.
func (r Remote) add(f Facts) (Remote, Effects) {
	if r.State != Removed || f.LocalUnits > 0 {
		return r, Effects{}
	}
	r.State = Pending
	return r, Effects{Due: f.Activation, Next: ActivationDone, Rule: "RF-LOC-04"}
}

func (r Remote) evaluated(f Facts) (Remote, Effects) {
	switch {
	case r.State != Evaluating:
		return r, Effects{}
	case f.LocalUnits > 0:
		r.State, r.Reason = Ineligible, LocalInventory
		return r, Effects{Rule: "RF-LOC-01"}
	case r.HadOffer:
		return r.sellable(f, "RF-ENR-08")
	}
	r.State = Pending
	return r, Effects{Due: f.Activation, Next: ActivationDone, Rule: "RF-ENR-06"}
}

func (r Remote) sellable(f Facts, rule string) (Remote, Effects) {
	r.HadOffer = true
	if f.USUnits > 0 {
		r.State, r.Reason = Active, NoReason
	} else {
		r.State, r.Reason = NotSellable, USOutOfStock
	}
	return r, Effects{Rule: rule}
}

// stock follows the stock of the country and of the US (RF-LOC-01, 07, 08;
// RF-GEN-05).
func (r Remote) stock(s Signal, f Facts) (Remote, Effects) {
	enrolled := r.State != NotEnrolled && r.State != Removed
	switch {
	case s == LocalReceipt && enrolled && r.State != Ineligible:
		r.State, r.Reason = Ineligible, LocalInventory
		return r, Effects{Cancel: true, Rule: "RF-LOC-01"}
	case s == LocalStockOut && r.State == Ineligible && r.Reason == LocalInventory:
		r.State, r.Reason = Evaluating, NoReason
		return r, Effects{Due: f.Evaluation, Next: EvalDone, Rule: "RF-LOC-07"}
	case s == USStockOut && r.State == Active:
		r.State, r.Reason = NotSellable, USOutOfStock
		return r, Effects{Rule: "RF-GEN-05"}
	case s == USRestock && r.State == NotSellable && r.Reason == USOutOfStock:
		r.State, r.Reason = Active, NoReason
		return r, Effects{Rule: "RF-GEN-05"}
	}
	return r, Effects{}
}
