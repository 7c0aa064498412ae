package inbound

import (
	"fbasim/sim/civil"
	"fbasim/sim/quantity"
)

// Rules are the rules in force for a plan and their parameters; *policy.Set is
// one.
type Rules interface {
	On(id string) bool
	Word(param string) string
	Int(param string) int64
	Share(param string) float64
	Delay(param string) quantity.Duration
	Bool(param string) bool
}

// wait returns a parameter that is a span of time, in ticks.
func wait(r Rules, param string) int64 { return int64(r.Delay(param)) }

// CoverDates are the first days on which the inbound policy covers new plans, and
// on which plans made by API have their own limit of edited units.
type CoverDates struct{ Policy, API civil.Date }

// CoverDay returns the day whose rules judge a plan: the day of its creation.
// With INB-DATE-01 off every plan is covered, as if created when the policy was
// there; with INB-DATE-02 off every covered plan made by API has the limit of the
// API.
func CoverDay(created civil.Date, via Via, at Rules, d CoverDates) civil.Date {
	if !at.On("INB-DATE-01") {
		created = max(created, d.Policy)
	}
	if via == API && !at.On("INB-DATE-02") && created >= d.Policy {
		created = max(created, d.API)
	}
	return created
}

// DefectFee reports whether units of a violating shipment may be charged a fee at
// all: the policy names none (INB-CONS-03), later facts do (EXT-08). The amount is
// a matter of fee cards.
func DefectFee(r Rules) (charged bool, rule string) {
	if r.On("EXT-08") {
		return true, "EXT-08"
	}
	return !r.On("INB-CONS-03"), "INB-CONS-03"
}

// ReceiptTime returns the ticks from arrival to sale of a compliant shipment,
// given a draw of them; without INB-CONS-02 stock is sellable at once.
func ReceiptTime(drawn int64, r Rules) int64 {
	if !r.On("INB-CONS-02") {
		return 0
	}
	return max(0, drawn)
}
