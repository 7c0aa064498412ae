package model

import (
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// The journal remembers who paid whom for what, in the terms of the who-pays table,
// so that conditions can ask. It is kept only where a script has something to ask.

// payment is a line of the journal.
type payment struct {
	line         string
	kind         string // the ledger's name of it
	payer, payee string
	order        int // number of the placed order, 0 for another or none
	tick         int64
	amount       money.Amount
	currency     money.Currency
	worth        money.Amount // in the report currency
	program      market.Program
	market       market.Marketplace
}

// Record takes a posting into the journal and hands it on.
func (r *Run) Record(p ledger.Posting) {
	if r.recorder != nil {
		r.recorder.Record(p)
	}
	payer, payee := partyNames[p.From], partyNames[p.To]
	if capital := capitalPayees[p.Line]; p.From == ledger.Bank && p.To == ledger.Inventory && capital != "" {
		payee = capital
	}
	line := paymentName(&p)
	if line == "" || payer == payee {
		return
	}
	if p.Line == ledger.ImportActual {
		payer = "buyer" // out of what was deposited
	}
	if p.Line == ledger.ImportDeposit && p.To == ledger.Deposits {
		payee = "amazon" // which holds it until clearance
	}
	pay := payment{
		line: line, kind: p.Line.String(), payer: payer, payee: payee, tick: p.Tick,
		amount: p.Amount, currency: p.Currency, worth: p.Amount.Times(r.book.Rate(p.Currency)),
		program: p.Program, market: p.Market,
	}
	if p.Order > 0 && p.Order>>40 == 0 {
		pay.order = int(p.Order)
	}
	r.journal = append(r.journal, pay)
}

// partyNames are the parties of the who-pays table behind the ledger's.
var partyNames = [ledger.PartyCount]string{
	ledger.Bank: "seller", ledger.Balance: "seller", ledger.Inventory: "seller", ledger.Result: "seller",
	ledger.Capital: "seller", ledger.Exchange: "seller", ledger.TaxClaims: "seller",
	ledger.Buyers: "buyer", ledger.Amazon: "amazon", ledger.Carriers: "carrier",
	ledger.Authorities: "authority", ledger.Vendors: "vendor", ledger.Deposits: "deposit",
}

// capitalPayees receive what becomes part of the landed cost of stock.
var capitalPayees = [ledger.LineCount]string{
	ledger.InboundFreight: "carrier", ledger.InboundDuty: "authority", ledger.ImportTax: "authority",
	ledger.Goods: "vendor",
}

// paymentNames are the names of the who-pays table where they differ from the
// ledger's.
var paymentNames = [ledger.LineCount]string{
	ledger.Revenue: "price", ledger.Line(market.FuelSurcharge): "surcharge", ledger.Line(market.Referral): "referral_fee",
	ledger.Line(market.Conversion): "conversion_fee", ledger.Line(market.Storage): "storage_fee",
	ledger.Line(market.ReturnsProcessing): "returns_processing_fee", ledger.Line(market.MCFExport): "mcf_export_fee",
	ledger.Line(market.Placement): "placement_fee", ledger.OwnShipping: "sf_shipping", ledger.OwnDuty: "sf_import_duty",
	ledger.OwnService: "sf_cs_cost", ledger.Setup: "setup_cost",
}

// paymentName names a posting in the who-pays table, "" for settlements and other
// moves that are no payment.
func paymentName(p *ledger.Posting) string {
	if p.Line == ledger.Line(market.NoFee) {
		return ""
	}
	if p.Line == ledger.Fee(market.Fulfillment) {
		switch {
		case p.Program == market.RemoteFulfillment:
			return "rf_fulfilment_fee"
		case p.Program == market.FBAExport || p.Market == market.US:
			return "us_fulfilment_fee"
		}
		return "local_fulfilment_fee"
	}
	if name := paymentNames[p.Line]; name != "" {
		return name
	}
	return p.Line.String()
}

// sameLine reports whether a name asks for a payment: the table's name, in British
// or American spelling, or the ledger's.
func (p *payment) sameLine(name string) bool {
	return name == p.line || name == p.kind || name == "" ||
		len(name) > 0 && americanized(name) == americanized(p.line)
}

func americanized(name string) string {
	const british, american = "fulfilment", "fulfillment"
	for i := 0; i+len(british) <= len(name); i++ {
		if name[i:i+len(british)] == british {
			return name[:i] + american + name[i+len(british):]
		}
	}
	return name
}

// sum adds up what is asked of the journal: in the currency of the payments, or in
// the report currency where there are several.
func (r *Run) sum(keep func(p *payment) bool) float64 {
	var native, worth money.Amount
	currency, mixed := money.NoCurrency, false
	for i := range r.journal {
		p := &r.journal[i]
		if !keep(p) {
			continue
		}
		mixed = mixed || currency != money.NoCurrency && currency != p.currency
		currency = p.currency
		native += p.amount
		worth += p.worth
	}
	if mixed {
		return worth.Float()
	}
	return native.Float()
}
