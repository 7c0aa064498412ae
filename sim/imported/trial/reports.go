package trial

import (
	"fmt"
	"strings"
	"time"

	"fbasim/sim/market"
	"fbasim/sim/scenario"
)

// Report is a file as Seller Central writes it.
type Report struct {
	Name string
	Text string
}

// Reports writes the history as report files: orders, returns, shipments, the fee previews of each
// store, inventory and offers. Days begin at midnight in the location.
func (h *History) Reports(at *time.Location) []Report {
	w := writer{h, at}
	return []Report{
		{"all-orders.txt", w.orders()}, {"customer-returns.txt", w.returns()}, {"fulfilled-shipments.txt", w.shipments()},
		{"fee-preview-us.txt", w.fees(market.US)}, {"fee-preview-ca.txt", w.fees(market.CA)},
		{"manage-fba-inventory.txt", w.inventory()}, {"remote-fulfillment-asin-status.txt", w.offers()},
	}
}

type writer struct {
	*History
	at *time.Location
}

// table is tab-separated text that is filled by the names of columns; what is not given stays empty,
// except that personal columns hold the canary.
type table struct {
	columns []string
	b       strings.Builder
}

func newTable(columns string) *table {
	t := &table{columns: strings.Split(columns, " ")}
	t.b.WriteString(strings.Join(t.columns, "\t") + "\n")
	return t
}

// personal are the beginnings of columns that say who and where a buyer is.
var personal = []string{"buyer-", "recipient-", "ship-address", "ship-city", "ship-state", "ship-postal", "ship-phone", "bill-", "cpf",
	"purchase-order-number", "tracking-number", "customer-comments", "license-plate"}

func (t *table) row(cells map[string]string) {
	for i, name := range t.columns {
		if i > 0 {
			t.b.WriteByte('\t')
		}
		text, given := cells[name]
		for _, p := range personal {
			if !given && strings.HasPrefix(name, p) {
				text = Canary
			}
		}
		t.b.WriteString(text)
	}
	t.b.WriteByte('\n')
}

// domains are the sales channels of the stores.
var domains = map[market.Marketplace]string{market.US: "Amazon.com", market.CA: "Amazon.ca", market.MX: "Amazon.com.mx"}

// moment writes a tick of the wall clock.
func (w writer) moment(tick int64) string {
	u := time.Unix(tick, 0).UTC()
	return time.Date(u.Year(), u.Month(), u.Day(), u.Hour(), u.Minute(), u.Second(), 0, w.at).Format(time.RFC3339)
}

func orderNumber(i int) string {
	return fmt.Sprintf("%03d-%07d-%07d", 100+i%900, 1000000+i, 2000000+i*7%7000000)
}

// product returns the facts of a SKU.
func (h *History) product(sku string) *scenario.Product {
	for _, p := range h.Study.Cases[0].Plan.Products {
		if p.SKU == sku {
			return p
		}
	}
	return nil
}

// price is the price of a SKU under the program that serves a marketplace.
func (w writer) price(p *scenario.Product, m market.Marketplace) string {
	for _, price := range p.Price[m] {
		if price != nil && !price.Auto {
			amount, _, _ := strings.Cut(price.Value.String(), " ")
			return amount
		}
	}
	return ""
}

func (w writer) orders() string {
	t := newTable("amazon-order-id merchant-order-id purchase-date last-updated-date order-status fulfillment-channel sales-channel " +
		"order-channel ship-service-level product-name sku asin item-status quantity currency item-price item-tax shipping-price " +
		"shipping-tax gift-wrap-price gift-wrap-tax item-promotion-discount ship-promotion-discount ship-city ship-state " +
		"ship-postal-code ship-country promotion-ids cpf is-business-order purchase-order-number price-designation " +
		"signature-confirmation-recommended")
	for i, s := range w.Sales {
		p := w.product(s.SKU)
		t.row(map[string]string{
			"amazon-order-id": orderNumber(i), "purchase-date": w.moment(s.Placed), "last-updated-date": w.moment(s.Placed),
			"order-status": "Shipped", "fulfillment-channel": "Amazon", "sales-channel": domains[s.Market], "product-name": s.SKU,
			"sku": s.SKU, "asin": p.ASIN, "item-status": "Shipped", "quantity": "1", "currency": s.Market.Currency().String(),
			"item-price": w.price(p, s.Market), "ship-country": s.Market.String(), "is-business-order": "false",
		})
	}
	return t.b.String()
}

func (w writer) returns() string {
	t := newTable("return-date order-id sku asin fnsku product-name quantity fulfillment-center-id detailed-disposition reason " +
		"status license-plate-number customer-comments")
	back := 0
	for i, s := range w.Sales {
		if s.Returned == 0 {
			continue
		}
		grade, reason := "SELLABLE", "UNWANTED_ITEM"
		if back++; back%3 == 0 { // which units can be sold again, no buyer decides
			grade, reason = "CUSTOMER_DAMAGED", "DEFECTIVE"
		}
		t.row(map[string]string{
			"return-date": w.moment(s.Returned), "order-id": orderNumber(i), "sku": s.SKU, "asin": w.product(s.SKU).ASIN,
			"product-name": s.SKU, "quantity": "1", "fulfillment-center-id": "IND9", "detailed-disposition": grade,
			"reason": reason, "status": "Unit returned to inventory",
		})
	}
	return t.b.String()
}

func (w writer) shipments() string {
	t := newTable("amazon-order-id merchant-order-id shipment-id shipment-item-id amazon-order-item-id merchant-order-item-id " +
		"purchase-date payments-date shipment-date reporting-date buyer-email buyer-name buyer-phone-number sku product-name " +
		"quantity-shipped currency item-price item-tax shipping-price shipping-tax gift-wrap-price gift-wrap-tax ship-service-level " +
		"recipient-name ship-address-1 ship-address-2 ship-address-3 ship-city ship-state ship-postal-code ship-country " +
		"ship-phone-number bill-address-1 bill-address-2 bill-address-3 bill-city bill-state bill-postal-code bill-country " +
		"item-promotion-discount ship-promotion-discount carrier tracking-number estimated-arrival-date fulfillment-center-id " +
		"fulfillment-channel sales-channel")
	for i, s := range w.Sales {
		if s.Delivered == 0 || s.Market == market.US {
			continue
		}
		t.row(map[string]string{
			"amazon-order-id": orderNumber(i), "shipment-id": fmt.Sprintf("D%07d", i), "shipment-item-id": fmt.Sprintf("S%07d", i),
			"purchase-date": w.moment(s.Placed), "payments-date": w.moment(s.Shipped), "shipment-date": w.moment(s.Shipped),
			"sku": s.SKU, "product-name": s.SKU, "quantity-shipped": "1", "currency": s.Market.Currency().String(),
			"item-price": w.price(w.product(s.SKU), s.Market), "ship-country": s.Market.String(), "carrier": "UPS",
			"estimated-arrival-date": w.moment(s.Delivered), "fulfillment-center-id": "BFI4", "fulfillment-channel": "AFN",
			"sales-channel": strings.ToLower(domains[s.Market]),
		})
	}
	return t.b.String()
}

func (w writer) fees(m market.Marketplace) string {
	columns := "sku fnsku asin product-name product-group brand fulfilled-by your-price sales-price longest-side " +
		"median-side shortest-side length-and-girth unit-of-dimension item-package-weight unit-of-weight product-size-tier currency " +
		"estimated-fee-total estimated-referral-fee-per-unit estimated-variable-closing-fee estimated-order-handling-fee-per-order " +
		"estimated-pick-pack-fee-per-unit estimated-weight-handling-fee-per-unit expected-fulfillment-fee-per-unit"
	if m == market.CA {
		for _, name := range []string{"product-size-tier ", "estimated-order-handling-fee-per-order ", " expected-fulfillment-fee-per-unit"} {
			columns = strings.Replace(columns, name, "", 1)
		}
	}
	t := newTable(columns)
	for _, p := range w.Study.Cases[0].Plan.Products {
		if w.price(p, m) == "" {
			continue
		}
		size := p.Size.Value.Sorted()
		t.row(map[string]string{
			"sku": p.SKU, "asin": p.ASIN, "product-name": p.SKU, "product-group": p.Category.Value.Name(),
			"brand": "Sample", "fulfilled-by": "Amazon", "your-price": w.price(p, m), "sales-price": "--",
			"longest-side": inches(size[0].Inches()), "median-side": inches(size[1].Inches()), "shortest-side": inches(size[2].Inches()),
			"unit-of-dimension": "inches", "item-package-weight": fmt.Sprintf("%.2f", p.Weight.Value.Pounds()), "unit-of-weight": "pounds",
			"product-size-tier": "UsLargeStandardSize", "currency": m.Currency().String(), "estimated-fee-total": "--",
		})
	}
	return t.b.String()
}

func inches(x float64) string { return fmt.Sprintf("%.2f", x) }

func (w writer) inventory() string {
	t := newTable("sku fnsku asin product-name condition your-price mfn-listing-exists mfn-fulfillable-quantity afn-listing-exists " +
		"afn-warehouse-quantity afn-fulfillable-quantity afn-unsellable-quantity afn-reserved-quantity afn-total-quantity " +
		"per-unit-volume afn-inbound-working-quantity afn-inbound-shipped-quantity afn-inbound-receiving-quantity " +
		"afn-researching-quantity afn-reserved-future-supply afn-future-supply-buyable store")
	for i, p := range w.Study.Cases[0].Plan.Products {
		count := func(n int) string { return fmt.Sprint(n) }
		t.row(map[string]string{
			"sku": p.SKU, "asin": p.ASIN, "product-name": p.SKU, "condition": "New", "your-price": w.price(p, market.US),
			"mfn-listing-exists": "No", "afn-listing-exists": "Yes", "afn-warehouse-quantity": count(310 + 40*i),
			"afn-fulfillable-quantity": count(300 + 40*i), "afn-unsellable-quantity": "2", "afn-reserved-quantity": "8",
			"afn-total-quantity": count(430 + 40*i), "afn-inbound-working-quantity": "0", "afn-inbound-shipped-quantity": "120",
			"afn-inbound-receiving-quantity": "0", "store": "US",
		})
	}
	return t.b.String()
}

func (w writer) offers() string {
	var b strings.Builder
	b.WriteString("Merchant SKU\tASIN\tProduct name\tOffer status\tMore details\tEnable/Disable Canada (Yes/No)\n")
	for _, p := range w.Study.Cases[0].Plan.Products {
		if w.price(p, market.CA) != "" {
			fmt.Fprintf(&b, "%s\t%s\t%s\tEnabled\t\tYes\n", p.SKU, p.ASIN, p.SKU)
		}
	}
	return b.String()
}
