package model

import (
	"fmt"

	"fbasim/sim/market"
	"fbasim/sim/program"
)

// Step is a station in the life of an order.
type Step uint8

// The steps of an order.
const (
	Placed Step = iota
	Shipped
	Delivered
	Returned
	Waiting  // for stock
	Canceled // never sent
)

var stepNames = [...]string{"placed", "shipped", "delivered", "returned", "waiting", "canceled"}

// String returns the step's name.
func (s Step) String() string { return stepNames[s] }

// OrderName is the identity of an order, equal in every case of a scenario.
type OrderName struct {
	SKU         int
	Market      market.Marketplace
	Replication int
	Strip       int32
	Buyer       uint64
}

// Text writes "WIDGET/CA/0/1.17": SKU, marketplace, replication, strip and number.
func (o OrderName) Text(sku string) string {
	return fmt.Sprintf("%s/%s/%d/%d.%d", sku, o.Market, o.Replication, o.Strip, o.Buyer)
}

// Tracer follows what happens; nil costs nothing.
type Tracer interface {
	Order(tick int64, o OrderName, s Step)
	Offer(tick int64, sku int, m market.Marketplace, state program.Remote, rule string)
	Plan(tick int64, sku int, m market.Marketplace, use market.Program)
	Stock(tick int64, sku int, country market.Marketplace, units int64, what string)
}

// step tells the tracer about an order.
func (r *Run) step(o *order, s Step) {
	if r.tracer != nil {
		r.tracer.Order(r.now(), r.orderName(o), s)
	}
}

func (r *Run) orderName(o *order) OrderName {
	l := &r.listings[o.listing]
	return OrderName{int(l.sku), l.market, r.replication, o.id.strip(), o.id.buyer()}
}

func (r *Run) marketOf(slot uint32) market.Marketplace {
	return r.listings[r.orders[slot].listing].market
}
