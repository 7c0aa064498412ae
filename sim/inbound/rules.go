package inbound

import (
	"strconv"

	"fbasim/sim/market"
	"fbasim/sim/quantity"
)

// Rules are the rules in force for a plan and their parameters, by the day on which
// it was created; *policy.Set is one.
type Rules interface {
	On(id string) bool
	InForce(id string) bool
	Word(param string) string
	Int(param string) int64
	Share(param string) float64
	Delay(param string) quantity.Duration
	Bool(param string) bool
	Lists(param, word string) bool
}

// wait returns a parameter that is a span of time, in ticks.
func wait(r Rules, param string) int64 { return int64(r.Delay(param)) }

// DefectFee reports whether units of a violating shipment may be charged a fee at
// all: the policy names none (INB-CONS-03), later facts do (EXT-08). The amount is
// a matter of fee cards.
func DefectFee(r Rules) (charged bool, rule string) {
	if !r.On("INB-CONS-03") {
		return true, "INB-CONS-03"
	}
	return r.On("EXT-08"), "EXT-08"
}

// ReceiptDays names the parameter with the distribution of days from arrival to
// sale of compliant shipments that arrive in a month, 1 to 12 (INB-CONS-02).
func ReceiptDays(country market.Marketplace, month int, r Rules) string {
	switch {
	case country == market.MX:
		return "receive_days_mx"
	case r.Lists("receive_peak_months", strconv.Itoa(month)):
		return "receive_days_peak"
	}
	return "receive_days"
}

// ReceiptTime returns the ticks from arrival to sale of a compliant shipment,
// given a draw of them; without INB-CONS-02 stock is sellable at once.
func ReceiptTime(drawn int64, r Rules) int64 {
	if !r.On("INB-CONS-02") {
		return 0
	}
	return max(0, drawn)
}
