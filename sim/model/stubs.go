package model

import (
	"fbasim/sim/market"
	"fbasim/sim/money"
)

func (r *Run) on(id string) bool                                  { return true }
func (r *Run) profileName() string                                { return "" }
func (r *Run) freeFrom(m market.Marketplace) money.Amount         { return 0 }
func (r *Run) refundPostage(l *listing, o *order, p *placedOrder) {}
func (r *Run) reimburse(l *listing, o *order)                     {}
func (r *Run) paysOwnReturns(m market.Marketplace) bool           { return false }
func (r *Run) awaitsConfirmation() bool                           { return false }
