package inbound

import "fbasim/sim/market"

// Via is the channel in which a plan was made.
type Via uint8

// The channels.
const (
	UI Via = iota
	API
)

var viaNames = [...]string{"ui", "api"}

// String returns the channel's name in scenario files.
func (v Via) String() string { return viaNames[v] }

// Mode is how a shipment travels.
type Mode uint8

// The modes: small parcels, less than a truckload, a full truckload.
const (
	Parcel Mode = iota
	LTL
	FTL
)

var modeNames = [...]string{"parcel", "ltl", "ftl"}

// String returns the mode's name in scenario files.
func (m Mode) String() string { return modeNames[m] }

// Prep is who prepares the units of a SKU.
type Prep uint8

// Who prepares.
const (
	PrepSeller Prep = iota
	PrepAmazon
)

// Cause says whose delay holds up a shipment (INB-TIME-02).
type Cause uint8

// The causes. Mixed is a carrier's delay with somebody else's.
const (
	NoDelay Cause = iota
	CarrierOnly
	Mixed
	SellerDelay
)

var causeNames = [...]string{"none", "carrier_only", "mixed", "seller"}

// String returns the cause's name in scenario files.
func (c Cause) String() string { return causeNames[c] }

// Stage is how far a shipment has come.
type Stage uint8

// The stages. Returned is back on its way to the sender; Deleted was taken out of
// an approved plan; Dropped was taken out of a draft, as if never planned.
const (
	Planned Stage = iota
	Approved
	Shipped
	Received
	Returned
	Deleted
	Dropped
)

var stageNames = [...]string{"PLANNED", "APPROVED", "SHIPPED", "RECEIVED", "RETURNED", "DELETED", "DROPPED"}

// String returns the stage's name in findings.
func (s Stage) String() string { return stageNames[s] }

// PlanStatus is where a plan stands.
type PlanStatus uint8

// The states of a plan.
const (
	PlanDraft PlanStatus = iota
	PlanApproved
	PlanShipping
	PlanComplete
	PlanCompleteLate
	PlanIncomplete
	PlanDeleted
)

var statusNames = [...]string{"DRAFT", "APPROVED", "SHIPPING", "COMPLETE", "COMPLETE_LATE", "INCOMPLETE", "DELETED"}

// String returns the status as findings and expressions write it.
func (s PlanStatus) String() string { return statusNames[s] }

// Line is one SKU of a shipment, in units: as approved, as last accepted, as
// really sent and as received.
type Line struct {
	SKU                             int32
	Original, Units, Sent, Received int64
}

// Shipment is the part of a plan that goes to one fulfillment center. Times are
// ticks and mean something only from their stage on.
type Shipment struct {
	Number                           int // from 1
	Lines                            []Line
	Stage                            Stage
	Approved                         bool // also after later stages
	ApprovedAt, ShippedAt, ArrivedAt int64
	Destination, SentTo              int // centers, from 1
	Mode                             Mode
	Appointment, Partnered, DutyPaid bool
	Cause                            Cause
	DeletedAt                        int64
	PutAway                          bool // received into stock
	Prep                             Prep // of all its units where the plan separates them
	Found                            Codes
}

// Plan is an inbound plan with its shipments. Rules are those that judge it, by
// the day of its creation. Create makes plans; the operations keep
// them consistent and leave them unchanged where they refuse.
type Plan struct {
	Name                             string
	Via                              Via
	Country                          market.Marketplace
	Rules                            Rules
	Status                           PlanStatus
	Placement                        bool // Inventory Placement Service used
	CreatedAt, ApprovedAt, DeletedAt int64
	FirstArrivedAt                   int64 // once Arrived
	Arrived                          bool  // a shipment has been received
	Quantity                         int64 // units planned: created and changed in draft
	Shipments                        []Shipment
	Found                            Codes // of the plan and all its shipments
	Noticed                          bool  // its one notice, or its chance of a suspension, is used up
	judging, timing                  bool  // checks of partial deletion and of the deadline are due
}

// shipment returns a shipment by number, nil where there is none.
func (p *Plan) shipment(n int) *Shipment {
	if n < 1 || n > len(p.Shipments) {
		return nil
	}
	return &p.Shipments[n-1]
}

// Shipment returns a copy of a shipment by number, false where there is none.
func (p *Plan) Shipment(n int) (Shipment, bool) {
	if s := p.shipment(n); s != nil {
		return *s, true
	}
	return Shipment{}, false
}

// line returns a SKU's line, nil where the shipment holds none.
func (s *Shipment) line(sku int32) *Line {
	for i := range s.Lines {
		if s.Lines[i].SKU == sku {
			return &s.Lines[i]
		}
	}
	return nil
}

// Units returns the units of a shipment as last accepted.
func (s *Shipment) Units() (units int64) {
	for i := range s.Lines {
		units += s.Lines[i].Units
	}
	return units
}

// live tells whether a shipment still belongs to its plan.
func (s *Shipment) live() bool { return s.Stage != Deleted && s.Stage != Dropped }

// sent tells whether a shipment has left.
func (s *Shipment) sent() bool {
	return s.Stage == Shipped || s.Stage == Received || s.Stage == Returned
}

// any tells whether a shipment of the plan is as asked.
func (p *Plan) any(is func(*Shipment) bool) bool {
	for i := range p.Shipments {
		if is(&p.Shipments[i]) {
			return true
		}
	}
	return false
}

// ShippedAny tells whether any part of the plan has left.
func (p *Plan) ShippedAny() bool { return p.any((*Shipment).sent) }

// MultiDestination tells whether the plan, as approved, goes to several centers.
func (p *Plan) MultiDestination() bool {
	first := 0
	return p.any(func(s *Shipment) bool {
		if s.Stage == Dropped {
			return false
		}
		if first == 0 {
			first = s.Destination
		}
		return s.Destination != first
	})
}

// Balanced is invariant INV-08: once every shipment is approved, the original
// quantities add up to what was planned. It holds without meaning before that and
// where approval does not freeze plans (INB-PLAN-02 off).
func (p *Plan) Balanced() bool {
	if !p.Rules.On("INB-PLAN-02") || p.any(func(s *Shipment) bool { return s.Stage != Dropped && !s.Approved }) {
		return true
	}
	var sum int64
	for i := range p.Shipments {
		for _, l := range p.Shipments[i].Lines {
			sum += l.Original
		}
	}
	return sum == p.Quantity
}
