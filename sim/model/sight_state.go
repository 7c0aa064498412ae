package model

import (
	"strings"

	"fbasim/sim/market"
	"fbasim/sim/program"
)

// What conditions can ask about offers, the account, orders and money.

// RFState returns the Remote Fulfillment state of a SKU in a marketplace, as in
// ASIN Status reports, and its reason.
func (s *Sight) RFState(sku int32, m market.Marketplace) (state, reason string) {
	l := s.r.listingAt(sku, m)
	if l == nil || !l.inProgram {
		return program.NotEnrolled.String(), ""
	}
	return l.remote.State.String(), l.remote.Reason.String()
}

// Offer returns an offer; channel "" is the one that the marketplace shows, else
// "fba" or "seller-fulfilled".
func (s *Sight) Offer(sku int32, m market.Marketplace, channel string) OfferView {
	r, l := s.r, s.r.listingAt(sku, m)
	if l == nil {
		return OfferView{Channel: "none"}
	}
	t := &r.twins[sku]
	own := t.Merchant[m] && !t.FBA[m]
	if channel == "seller-fulfilled" || channel == "" && own {
		return OfferView{
			Exists: t.Merchant[m], Active: t.BuyerSees(m), Channel: "seller-fulfilled", Price: r.priceOf(l, market.SellerFulfilled).Float(),
			Quantity: t.Quantity[m], Stranded: t.Stranded[m], Visible: t.Merchant[m] && t.Visible[m], Listed: t.SellerSees(m, r.rules), Program: market.SellerFulfilled.String(),
		}
	}
	v := OfferView{Exists: t.FBA[m], Price: l.offerPrice().Float(), Stranded: t.Stranded[m], Linked: l.linked, Channel: r.channelName(l)}
	c, lost := r.channel(l)
	v.Program = c.use.String()
	v.Active = v.Exists && lost == notLost
	v.Visible, v.Listed = v.Active, v.Exists
	v.Quantity = program.PoolView(r.pools[l.us].stock.Sellable(), r.pools[l.local].stock.Sellable(), r.rules)
	if !v.Active {
		v.Reason = r.whyInactive(l, lost)
	}
	return v
}

// Seller returns the seller's account.
func (s *Sight) Seller() SellerView {
	a := &s.r.seller
	v := SellerView{
		Enrolled: a.Enrolled, EnrolledAt: -1, Export: a.ExportEnabled, Unified: a.UnifiedAccount, Converter: a.Converter,
		StrandedDays: daysOf(a.StrandedDays), InboundStatus: s.r.standing.State.String(), NoticeSentAt: -1,
	}
	if a.EverEnrolled {
		v.EnrolledAt = daysOf(a.EnrolledAt)
	}
	if s.r.notices > 0 {
		v.NoticeSentAt, v.Notices = daysOf(s.r.standing.NoticeSentAt), s.r.notices
	}
	v.AutoListing, v.Registered, v.TaxFlags = marksOf(a.AutoListing), marksOf(a.FBARegistered), marksOf(a.TaxFlags)
	v.Countries = a.Countries
	v.HoldUntil = Days{heldDays(a.HeldUntil[market.US]), heldDays(a.HeldUntil[market.CA]), heldDays(a.HeldUntil[market.MX])}
	v.ReturnAddress = Words{
		a.ReturnAddress[market.US].String(), a.ReturnAddress[market.CA].String(), a.ReturnAddress[market.MX].String(),
	}
	return v
}

// Order returns an order placed by an action, numbered from 1.
func (s *Sight) Order(n int) OrderView {
	p := s.r.placedNumber(n)
	if p == nil {
		return OrderView{PlacedAt: -1, ShippedAt: -1, TitleAt: -1, DeliveredAt: -1, ReturnedAt: -1, MailedAt: -1, Days: -1}
	}
	v := OrderView{
		Exists: true, Status: p.status, Reason: p.reason, Program: p.use.String(), Market: p.account.String(),
		Country: p.country, Units: p.units, Prime: p.prime, PlacedAt: daysOf(p.placed), ShippedAt: daysOf(p.shipped),
		TitleAt: daysOf(p.title), DeliveredAt: daysOf(p.delivered), ReturnedAt: daysOf(p.returned), MailedAt: daysOf(p.mailed),
		Days: -1, Late: p.late, Price: p.unit.price.Float(), Invoices: p.invoices,
		Landed:   p.landed.Float(),
		Tracking: p.use == market.LocalFBA && p.shipped != never && s.r.on("GS-FBA-08"),
	}
	if p.use == market.FBAExport && !s.r.holds("EXP-RPT-02") {
		v.Country = ""
	}
	if p.delivered != never {
		v.Days = daysOf(p.delivered - p.placed)
	}
	return v
}

// Findings counts findings by rule id, by code ("misrouted", "fba_registration"), by
// outcome ("REJECTED") or, with "", all.
func (s *Sight) Findings(idOrCode string) int64 { return s.r.countFindings(idOrCode) }

// Charged sums what a payer (buyer, seller, amazon) has paid on a money line, named
// as in the who-pays table ("rf_fulfilment_fee") or as a fee kind ("fulfillment"),
// in the currency of the line; of one order placed by an action, or with order 0 of
// all. Sums over several currencies are in the report currency.
func (s *Sight) Charged(kind, payer string, order int) float64 {
	return s.r.sum(func(p *payment) bool {
		return p.sameLine(kind) && (payer == "" || p.payer == payer) && (order == 0 || p.order == order)
	})
}

// Received is Charged by payee: buyer, seller, amazon, carrier, authority, vendor or deposit.
func (s *Sight) Received(kind, payee string, order int) float64 {
	return s.r.sum(func(p *payment) bool {
		return p.sameLine(kind) && (payee == "" || p.payee == payee) && (order == 0 || p.order == order)
	})
}

// Sold counts units sold of a SKU in a marketplace under a program, or with "" all.
func (s *Sight) Sold(sku int32, m market.Marketplace, use string) int64 {
	l := s.r.listingAt(sku, m)
	if l == nil {
		return 0
	}
	var n int64
	for p := range l.terms {
		if use == "" || market.Program(p).String() == use {
			n += l.terms[p].sold
		}
	}
	return n
}

// Lost counts units wanted and not sold.
func (s *Sight) Lost(sku int32, m market.Marketplace) int64 { return s.r.out.SKUs[sku].Lost[m] }

// Report returns a row of the ASIN Status report as it would be downloaded now.
func (s *Sight) Report(sku int32, m market.Marketplace) ReportView {
	row, ok := s.r.reportRow(sku, m)
	if !ok {
		return ReportView{}
	}
	return row
}

// ReportRows returns the number of rows of the last ASIN Status report downloaded,
// -1 where none was, or the download was refused.
func (s *Sight) ReportRows() int64 { return s.r.reportRows }

// ExportState returns the FBA Export state of a SKU and its reason.
func (s *Sight) ExportState(sku int32) (state, reason string) { return s.r.exportState(sku) }

// Exportable returns why a SKU cannot be exported to a country now, "" where it can.
func (s *Sight) Exportable(sku int32, country string) string {
	_, reason := s.r.exportBarrier(sku, country)
	return reason
}

// ExportReport returns whether a SKU stands in the Exportable Inventory report as
// last refreshed.
func (s *Sight) ExportReport(sku int32) bool { return s.r.inExportReport(sku) }

// Featured returns who wins the Featured Offer for a buyer: "us" or a competitor's name.
func (s *Sight) Featured(sku int32, m market.Marketplace, prime bool) string {
	l := s.r.listingAt(sku, m)
	if l == nil {
		return ""
	}
	return s.r.featured(l, prime)
}

// Alternatives lists the programs that remain for a SKU in a marketplace.
func (s *Sight) Alternatives(sku int32, m market.Marketplace) []string {
	l := s.r.listingAt(sku, m)
	if l == nil {
		return nil
	}
	return strings.Fields(s.r.alternatives(l))
}

// listingAt returns the listing of a SKU in a marketplace, nil where there is none.
func (r *Run) listingAt(sku int32, m market.Marketplace) *listing {
	if sku < 0 || m >= market.MarketplaceCount {
		return nil
	}
	if i := r.listed[poolIndex(int(sku), m)]; i >= 0 {
		return &r.listings[i]
	}
	return nil
}

func marksOf(f program.Flags) Marks { return Marks{f[market.US], f[market.CA], f[market.MX]} }

// heldDays turns the end of a hold into days, -1 where there is none.
func heldDays(tick int64) float64 {
	if tick == 0 {
		return -1
	}
	return daysOf(tick)
}

// CostPerKept returns what returns cost a seller-fulfilled sale that is kept, in the
// marketplace's currency (GS-RET-05).
func (s *Sight) CostPerKept(sku int32, m market.Marketplace) float64 {
	l := s.r.listingAt(sku, m)
	if l == nil || l.cfg.Returns == NoRef {
		return 0
	}
	cost := s.r.statedIn(s.r.cfg.Merchant[m].ReturnCost, "return_postage", m.Currency())
	return program.CostPerKept(rateOf(s.r.values[l.cfg.Returns]), cost, s.r.rules).RoundCents().Float()
}
