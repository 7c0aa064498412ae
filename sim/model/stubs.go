package model

import (
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

func (r *Run) freeFrom(m market.Marketplace) money.Amount         { return money.Max }
func (r *Run) refundPostage(l *listing, o *order, p *placedOrder) {}
func (r *Run) payPostage(l *listing, p *placedOrder)              {}
func (r *Run) reimburse(l *listing, o *order)                     {}
func (r *Run) paysOwnReturns(m market.Marketplace) bool           { return false }
func (r *Run) acceptsReturn(p *placedOrder) bool                  { return true }
func (r *Run) checkReturnAddress(m market.Marketplace)            {}
func (r *Run) featured(l *listing, prime bool) string             { return "us" }
func (r *Run) reportRow(sku int32, m market.Marketplace) (ReportView, bool) {
	return ReportView{}, false
}
func (r *Run) downloadReport() {}

func (r *Run) mcfAsk(l *listing, p *placedOrder) fee.Export {
	sku := &r.cfg.SKUs[p.sku]
	return fee.Export{On: r.feeDay(), Region: p.country, Units: p.units, Weight: sku.Weight * 1}
}
