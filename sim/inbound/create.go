package inbound

import (
	"math/bits"

	"fbasim/sim/market"
)

// Item is one SKU of a plan to be made, with what the rules ask about it.
type Item struct {
	SKU         int32
	Units       int64
	Prep        Prep
	Listed      bool // an offer exists in the country
	OpenPlan    bool // the SKU stands in another plan that is not complete
	NoPlacement bool // not eligible for the Inventory Placement Service
}

// Request is a plan that the seller wants to make. Split gives the units of each
// shipment; where it is empty Weights share the units among as many centers, and
// where both are empty all goes to one.
type Request struct {
	Name           string
	Via            Via
	Country        market.Marketplace
	Items          []Item
	Split, Weights []int64
	Placement      bool // ask for the Inventory Placement Service
	DutyPaid       bool
}

// most bounds quantities and weights, so that sums of many stay in range.
const most = 1 << 40

// Create makes a draft plan at now under the rules of its day, or refuses.
func Create(q Request, st Standing, r Rules, now int64) (*Plan, Outcome) {
	if o := q.refusal(st, r); o.Refused {
		return nil, o
	}
	p := &Plan{Name: q.Name, Via: q.Via, Country: q.Country, Rules: r, CreatedAt: now, Placement: q.Placement}
	o := Outcome{Rule: "INB-PLAN-01"}
	if q.Placement {
		o.Rule = "INB-PLC-01"
	}
	var placed int64
	for _, it := range q.Items {
		p.Quantity += it.Units
		if q.Placement && !it.NoPlacement {
			placed += it.Units
		}
		if !it.Listed && r.On("INB-PLAN-10") {
			o.Warnings = append(o.Warnings, Warning{ReasonNoOffer, it.SKU, "INB-PLAN-10"})
		}
	}
	if placed > 0 {
		o.Charges = append(o.Charges, Charge{LinePlacement, 0, placed, "INB-PLC-01"})
	}
	parts := q.spread(p.Quantity-placed, r)
	if !q.separates(r) {
		p.addShipments(q, parts, func(Item) bool { return true })
		return p, o
	}
	for _, prep := range [...]Prep{PrepSeller, PrepAmazon} {
		p.addShipments(q, parts, func(it Item) bool { return it.Prep == prep })
	}
	return p, o
}

// refusal checks a request.
func (q *Request) refusal(st Standing, r Rules) Outcome {
	if st.Suspended() {
		return refuse(ReasonSuspended, "INB-ENF-02")
	}
	if !r.On("GS-FBA-06") { // the seller may not decide how many
		return refuse(ReasonQuantity, "GS-FBA-06")
	}
	if q.Placement && !r.On("INB-PLC-01") {
		return refuse(ReasonPlacement, "INB-PLC-01")
	}
	var total int64
	for i, it := range q.Items {
		for _, other := range q.Items[:i] {
			if other.SKU == it.SKU {
				return refuse(ReasonSKU, "INB-PLAN-01")
			}
		}
		if it.Units <= 0 || it.Units > most {
			return refuse(ReasonUnits, "INB-PLAN-01")
		}
		if it.OpenPlan && !r.On("INB-PLAN-11") {
			return refuse(ReasonOpenPlan, "INB-PLAN-11")
		}
		total += it.Units
	}
	switch {
	case total == 0:
		return refuse(ReasonUnits, "INB-PLAN-01")
	case total < r.Int("inbound_min_units"):
		return refuse(ReasonQuantity, "GS-FBA-06")
	}
	split, ok := sum(q.Split)
	weights, fine := sum(q.Weights)
	if !ok || !fine || len(q.Split) > 0 && split != total || len(q.Weights) > 0 && weights == 0 {
		return refuse(ReasonSplit, "INB-PLAN-01")
	}
	return Outcome{}
}

// sum adds numbers that are neither negative nor too large.
func sum(list []int64) (total int64, ok bool) {
	for _, v := range list {
		if v < 0 || v > most {
			return 0, false
		}
		total += v
	}
	return total, true
}

// separates tells whether units prepared by the seller and by Amazon go apart
// (INB-PLAN-09), which has no object where Amazon prepares no more (EXT-13).
func (q *Request) separates(r Rules) bool {
	return q.Via == API && r.On("INB-PLAN-09") && !(q.Country == market.US && r.On("EXT-13"))
}

// spread returns the units of each item for each center. Items of the placement
// service go to the first; the others are spread so that both the items and the
// centers get their totals exactly.
func (q *Request) spread(units int64, r Rules) [][]int64 {
	weights := q.Split
	if len(weights) == 0 {
		weights = q.Weights
	}
	if len(weights) == 0 || !r.On("INB-PLAN-01") {
		weights = []int64{1}
	}
	room := apportion(units, weights)
	parts := make([][]int64, len(q.Items))
	for i, it := range q.Items {
		if q.Placement && !it.NoPlacement {
			parts[i] = make([]int64, len(room))
			parts[i][0] = it.Units
			continue
		}
		parts[i] = apportion(it.Units, room)
		for c, n := range parts[i] {
			room[c] -= n
		}
	}
	return parts
}

// apportion shares units by weights with the method of largest remainders, ties
// to the first. Nobody gets more than its weight where the units are at most the
// sum of the weights.
func apportion(units int64, weights []int64) []int64 {
	shares := make([]int64, len(weights))
	rest := make([]uint64, len(weights))
	total, _ := sum(weights)
	if total == 0 || units <= 0 {
		return shares
	}
	left := units
	for i, w := range weights {
		hi, lo := bits.Mul64(uint64(units), uint64(w))
		q, r := bits.Div64(hi, lo, uint64(total))
		shares[i], rest[i] = int64(q), r
		left -= int64(q)
	}
	for ; left > 0; left-- {
		best := 0
		for i := range rest {
			if rest[i] > rest[best] {
				best = i
			}
		}
		shares[best]++
		rest[best] = 0
	}
	return shares
}

// addShipments makes a shipment for each center that gets units of the items.
func (p *Plan) addShipments(q Request, parts [][]int64, takes func(Item) bool) {
	if len(parts) == 0 {
		return
	}
	for c := range parts[0] {
		s := Shipment{Number: len(p.Shipments) + 1, Destination: c + 1, SentTo: c + 1, DutyPaid: q.DutyPaid}
		for i, it := range q.Items {
			if takes(it) && parts[i][c] > 0 {
				s.Prep = it.Prep
				s.Lines = append(s.Lines, Line{SKU: it.SKU, Units: parts[i][c]})
			}
		}
		if len(s.Lines) > 0 {
			p.Shipments = append(p.Shipments, s)
		}
	}
}
