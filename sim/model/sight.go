package model

import (
	"fbasim/sim/market"
)

// Sight shows the state of a replication to compiled conditions. All its methods
// are pure; names that do not exist give empty views.
type Sight struct{ r *Run }

// OfferView is an offer as a condition sees it.
type OfferView struct {
	Exists   bool    `expr:"exists"`
	Active   bool    `expr:"active"`   // a buyer could order now
	Channel  string  `expr:"channel"`  // fba-local, remote-fulfillment, seller-fulfilled or none
	Price    float64 `expr:"price"`    // in the marketplace's currency
	Reason   string  `expr:"reason"`   // why it is not active
	Quantity int64   `expr:"quantity"` // of a seller-fulfilled offer
	Stranded bool    `expr:"stranded"`
	Visible  bool    `expr:"visible"` // to buyers
	Listed   bool    `expr:"listed"`  // in the seller's Manage Inventory
	Linked   bool    `expr:"linked"`  // its price follows the US price
	Program  string  `expr:"program"` // that would serve a buyer now
}

// SellerView is the seller's account as a condition sees it.
type SellerView struct {
	Enrolled      bool     `expr:"rf_enrolled"`
	EnrolledAt    float64  `expr:"rf_enrolled_at"` // days since the start, -1 for never
	Export        bool     `expr:"fba_export_enabled"`
	Unified       bool     `expr:"unified_account"`
	Converter     bool     `expr:"accs"`
	AutoListing   Marks    `expr:"alc"`
	Registered    Marks    `expr:"fba_registered"`
	Countries     []string `expr:"fba_countries"` // besides
	StrandedDays  float64  `expr:"stranded_auto_days"`
	InboundStatus string   `expr:"inbound_status"` // GOOD, NOTICED or SUSPENDED
	NoticeSentAt  float64  `expr:"notice_sent_at"` // days since the start, -1 for never
	Notices       int64    `expr:"notices"`
	HoldUntil     Days     `expr:"hold_until"` // days since the start, -1 for none
	ReturnAddress Words    `expr:"return_address"`
	TaxFlags      Marks    `expr:"tax_flag"` // countries where stock was stored first
}

// Marks is a yes or no by marketplace.
type Marks struct {
	US bool `expr:"US"`
	CA bool `expr:"CA"`
	MX bool `expr:"MX"`
}

// Days is a time by marketplace in days since the start, -1 for never.
type Days struct {
	US float64 `expr:"US"`
	CA float64 `expr:"CA"`
	MX float64 `expr:"MX"`
}

// Words is a word by marketplace.
type Words struct {
	US string `expr:"US"`
	CA string `expr:"CA"`
	MX string `expr:"MX"`
}

// PlanView is an inbound plan as a condition sees it.
type PlanView struct {
	Exists    bool   `expr:"exists"`
	Status    string `expr:"status"`
	Shipments int64  `expr:"shipments"`
	Units     int64  `expr:"units"`    // of the last accepted edit
	Original  int64  `expr:"original"` // at approval
	Received  int64  `expr:"received"`
	Reason    string `expr:"reason"` // why the last action on it was refused, "" where it was not
}

// ShipmentView is an inbound shipment as a condition sees it.
type ShipmentView struct {
	Exists      bool    `expr:"exists"`
	Status      string  `expr:"status"`
	Units       int64   `expr:"units"`
	Original    int64   `expr:"original"`
	Received    int64   `expr:"received"`
	ShippedAt   float64 `expr:"shipped_at"` // days since the start, -1 for not yet
	ArrivedAt   float64 `expr:"arrived_at"`
	SellableAt  float64 `expr:"sellable_at"`
	Destination string  `expr:"destination"`
	Outcome     string  `expr:"outcome"` // OK, LATE, RETURN_TO_SENDER ...
}

// OrderView is an order placed by an action as a condition sees it.
type OrderView struct {
	Exists      bool    `expr:"exists"`
	Status      string  `expr:"status"` // placed, shipped, delivered, returned, blocked ...
	Reason      string  `expr:"reason"` // why it was blocked
	Program     string  `expr:"program"`
	Market      string  `expr:"market"`  // account in which it is booked
	Country     string  `expr:"country"` // of the buyer
	Units       int64   `expr:"units"`
	Prime       bool    `expr:"prime"`
	PlacedAt    float64 `expr:"placed_at"` // days since the start, -1 for not yet
	ShippedAt   float64 `expr:"shipped_at"`
	TitleAt     float64 `expr:"title_at"`
	DeliveredAt float64 `expr:"delivered_at"`
	ReturnedAt  float64 `expr:"returned_at"`
	MailedAt    float64 `expr:"mailed_at"` // of the shipment mail
	Days        float64 `expr:"days"`      // from order to door, -1 before
	Late        bool    `expr:"late"`
	Price       float64 `expr:"price"`
	Landed      float64 `expr:"landed_price"`
	Invoices    int64   `expr:"invoices"` // commercial invoices made
	Tracking    bool    `expr:"tracking"`
}

// ReportView is a row of the ASIN Status report.
type ReportView struct {
	Exists   bool   `expr:"exists"`
	Status   string `expr:"status"`
	Details  string `expr:"more_details"`
	Shipping string `expr:"shipping_fee_shown"`
	Reason   string `expr:"reason"`
}

// SKU returns the index of a SKU.
func (s *Sight) SKU(name string) (int32, bool) {
	for i := range s.r.cfg.SKUs {
		if s.r.cfg.SKUs[i].Name == name {
			return int32(i), true
		}
	}
	return -1, false
}

// Tick returns the ticks since the start of the scenario.
func (s *Sight) Tick() int64 { return s.r.now() }

// Stock returns a SKU's units in a country: condition "sellable", "reserved",
// "unsellable", "inbound" or "on_hand".
func (s *Sight) Stock(sku int32, country market.Marketplace, condition string) int64 {
	p := &s.r.pools[poolIndex(int(sku), country)]
	switch condition {
	case "sellable":
		return p.stock.Sellable()
	case "reserved":
		return p.stock.OnHand() - p.stock.Sellable()
	case "unsellable":
		return p.stock.Unsellable()
	case "inbound":
		return p.onOrder
	case "on_hand":
		return p.stock.OnHand()
	}
	return 0
}
