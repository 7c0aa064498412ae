package ledger

import "fbasim/sim/market"

// Line is a row of the profit and loss account: every fee kind of package
// market first, then revenue and the costs that are not Amazon's fees.
type Line uint8

// The lines that are no fees. Signs: Revenue, ReferralCredit, Reimbursement and
// Recovery add to profit; the others reduce it; FXDifference and Leftover go
// either way. The lines behind Leftover are memos: money that others pay each
// other over an order of the seller's, which moves no profit.
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
	OwnService // of seller-fulfilled orders: customer service
	OwnDuty    // import duty and tax on seller-fulfilled parcels, the seller's under DDP
	InboundReturn
	ReturnShippingRefund
	BuyerShipping
	GiftWrap
	ImportDeposit
	ImportActual
	LineCount
)

var lineNames = [...]string{
	"revenue", "refund", "referral_credit", "reimbursement", "goods", "inbound_freight", "inbound_duty",
	"inbound_import_tax", "write_off", "setup", "monthly", "entry", "ads", "return_shipping", "own_shipping",
	"withholding", "fx_difference", "leftover", "own_service", "own_import_duty", "inbound_return_freight",
	"return_shipping_refund", "buyer_shipping", "gift_wrap", "import_fees_deposit", "import_fees_actual",
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
