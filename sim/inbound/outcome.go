package inbound

// Code is a kind of violation of the inbound policy.
type Code uint8

// The codes.
const (
	PartialDelete Code = iota
	DeleteAfterShip
	Short
	Over
	Misrouted
	Abandoned
	PartialApproval
	IncompletePlan
	codeCount
)

var codeNames = [codeCount]string{
	"partial_delete", "delete_after_ship", "short", "over", "misrouted", "abandoned", "partial_approval",
	"incomplete_plan",
}

// String returns the code in findings.
func (c Code) String() string { return codeNames[c] }

// Codes is a set of codes.
type Codes uint16

// Has tells whether the set holds a code.
func (s Codes) Has(c Code) bool { return s&(1<<c) != 0 }

func (s *Codes) add(c Code) { *s |= 1 << c }

// Violation is a finding of a rule. SentAt is the tick by which a seller with a
// notice is judged: when the shipment left, else when the last of its plan left,
// else when it was approved. Shipment is 0 for a fault of the whole plan.
type Violation struct {
	Code     Code
	Rule     string
	Shipment int
	SentAt   int64
}

// Check is a later look at a plan.
type Check uint8

// The checks: the time for receiving all of a plan (Plan.Deadline), units never
// shipped (Plan.AbandonCheck), and shipments deleted out of a plan
// (Plan.PartialDeleteCheck).
const (
	CheckDeadline Check = iota
	CheckAbandon
	CheckPartialDelete
)

// Due asks to look at the plan again, at a tick.
type Due struct {
	Check Check
	At    int64
	Rule  string
}

// Delay holds up a shipment on its way to the center (Arrival), or from its
// arrival to the sale of its units. Param names the rules' parameter with the
// distribution of its days; the model draws.
type Delay struct {
	Shipment int
	Arrival  bool
	Param    string
	Rule     string
}

// Money lines of the inbound side, for Charge.
const (
	LinePlacement     = "placement_fee"
	LineFreight       = "inbound_freight"
	LineReturnFreight = "inbound_return_freight"
	LineDuty          = "inbound_duty"
)

// Charge is a money line that the seller owes on units; the amount is a matter of
// cards and prices.
type Charge struct {
	Line     string
	Shipment int // 0 for the plan
	Units    int64
	Rule     string
}

// Warning is a finding that refuses nothing.
type Warning struct {
	Reason string
	SKU    int32
	Rule   string
}

// Units is a quantity of a SKU.
type Units struct {
	SKU   int32
	Units int64
}

// Outcome is what an operation did. Where it was Refused, nothing changed and
// Reason says why. Rule is the rule that decided.
type Outcome struct {
	Refused        bool
	Reason, Rule   string
	Violations     []Violation
	Warnings       []Warning
	Due            []Due
	Cancel         []Check // checks of the plan that are no longer due
	Delays         []Delay
	Charges        []Charge
	Received       []Units // to be put away after the receipt time and the delays
	ReturnToSender bool
}

// The reasons of refusals.
const (
	ReasonSuspended    = "suspended"
	ReasonTolerance    = "qty_tolerance"
	ReasonRemoval      = "unit_removal"
	ReasonUnits        = "invalid_units"
	ReasonQuantity     = "not_permitted"
	ReasonSplit        = "split_mismatch"
	ReasonSKU          = "repeated_sku"
	ReasonOpenPlan     = "open_plan"
	ReasonPlacement    = "placement_service"
	ReasonDraft        = "draft_change"
	ReasonPlanDeletion = "plan_deletion"
	ReasonNoShipment   = "no_such_shipment"
	ReasonNotApproved  = "not_approved"
	ReasonApproved     = "already_approved"
	ReasonNotShipped   = "not_shipped"
	ReasonShipped      = "already_shipped"
	ReasonReceived     = "already_received"
	ReasonDeleted      = "deleted"
	ReasonNoOffer      = "no_offer" // a warning
)

func refuse(reason, rule string) Outcome { return Outcome{Refused: true, Reason: reason, Rule: rule} }

// find notes a violation of a shipment, or of the plan where s is nil.
func (p *Plan) find(o *Outcome, s *Shipment, code Code, rule string) {
	v := Violation{Code: code, Rule: rule, SentAt: p.sentAt(s)}
	if s != nil {
		v.Shipment = s.Number
		s.Found.add(code)
	}
	p.Found.add(code)
	o.Violations = append(o.Violations, v)
}

// sentAt returns the tick by which a violation counts as before or after a notice.
func (p *Plan) sentAt(s *Shipment) int64 {
	if s != nil && s.sent() {
		return s.ShippedAt
	}
	at, left := p.ApprovedAt, false
	for i := range p.Shipments {
		if s := &p.Shipments[i]; s.sent() && (!left || s.ShippedAt > at) {
			at, left = s.ShippedAt, true
		}
	}
	return at
}
