package model

import (
	"fbasim/sim/des"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// The ASIN Status report: one row for each SKU of US inventory in Canada and in
// Mexico.

// ReportLine is a row of the ASIN Status report.
type ReportLine struct {
	SKU                               string
	Market                            market.Marketplace
	Status, Reason, Details, Shipping string
}

// StatusReport asks for the ASIN Status report of a tick; the replication fills in
// the rows. Sellers who are not enrolled then have none.
type StatusReport struct {
	At   int64
	Rows []ReportLine
}

func statusReported(r *Run, _ des.Event) {
	if r.seller.Enrolled || r.rules == nil {
		r.status.Rows = r.statusReport()
	}
}

// downloadReport makes the report; sellers who are not enrolled have none
// (RF-RPT-01).
func (r *Run) downloadReport() {
	v := r.seller.Report(r.rules)
	if !r.verdict(v, "seller") {
		r.reportRows = never
		return
	}
	r.reportRows = int64(len(r.statusReport()))
}

// statusReport returns all rows in the order of SKUs and marketplaces.
func (r *Run) statusReport() []ReportLine {
	var rows []ReportLine
	for i := range r.listings {
		l := &r.listings[i]
		if row, ok := r.reportRow(l.sku, l.market); ok {
			rows = append(rows, ReportLine{
				SKU: r.cfg.SKUs[l.sku].Name, Market: l.market, Status: row.Status, Reason: row.Reason,
				Details: row.Details, Shipping: row.Shipping,
			})
		}
	}
	return rows
}

// reportRow is the row of a SKU in a marketplace, false where it has none.
func (r *Run) reportRow(sku int32, m market.Marketplace) (ReportView, bool) {
	l := r.listingAt(sku, m)
	if l == nil || r.rules == nil || !r.on("RF-RPT-01") {
		return ReportView{}, false
	}
	if !l.inProgram {
		if l = r.besideOf(l); l == nil {
			return ReportView{}, false
		}
	}
	shipping := money.Money{
		Amount:   r.statedIn(r.cfg.Markets[m].Shipping, "nonprime_shipping", m.Currency()),
		Currency: m.Currency(),
	}
	row := l.remote.Row(r.cfg.SKUs[l.sku].Name, r.facts(l), r.cfg.Start, shipping)
	return ReportView{
		Exists: true, Status: row.Status, Reason: row.Reason, Details: row.Details, Shipping: row.ShippingShown,
	}, true
}

// besideOf returns the offer of the US SKU that an offer of another SKU stands in the
// way of; the report then has a row of both (RF-OFFER-06, AMB-37).
func (r *Run) besideOf(l *listing) *listing {
	t := &r.twins[l.sku]
	if !r.scripted || len(r.siblings) == 0 || !t.FBA[l.market] && !t.Merchant[l.market] {
		return nil
	}
	for _, s := range r.siblings[l.sku] {
		if o := r.listingAt(s, l.market); o != nil && o.inProgram && o.remote.State == program.ActionRequired {
			return o
		}
	}
	return nil
}
