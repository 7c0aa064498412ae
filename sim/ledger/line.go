package ledger

import "fbasim/sim/market"

// Line is a row of the profit and loss account: every fee kind of package
// market first, then revenue and the costs that are not Amazon's fees.
type Line uint8

// The lines that are no fees. Signs: Revenue, ReferralCredit, Reimbursement and
// Recovery add to profit; the others reduce it; FXDifference and Leftover go
// either way.
const (
	Revenue Line = Line(market.FeeKindCount) + iota
	Refund
	ReferralCredit
	Reimbursement
	Goods
	InboundFreight
	InboundDuty
	ImportTax
	WriteOff
	Setup
	Monthly
	Entry
	Ads
	ReturnShipping
	OwnShipping
	Withholding
	FXDifference
	Leftover
	LineCount
)

var lineNames = [...]string{
	"revenue", "refund", "referral_credit", "reimbursement", "goods", "inbound_freight", "inbound_duty",
	"inbound_import_tax", "write_off", "setup", "monthly", "entry", "ads", "return_shipping", "own_shipping",
	"withholding", "fx_difference", "leftover",
}

// Fee returns the line of a fee kind.
func Fee(k market.FeeKind) Line { return Line(k) }

// FeeKind returns the fee kind of a line, false where the line is no fee.
func (l Line) FeeKind() (market.FeeKind, bool) {
	return market.FeeKind(l), l < Line(market.FeeKindCount)
}

// String returns the line's name: a fee kind's, or "revenue", "goods" ...
func (l Line) String() string {
	if k, ok := l.FeeKind(); ok {
		return k.String()
	}
	return lineNames[l-Revenue]
}
