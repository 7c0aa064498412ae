package amazon

import (
	"strings"
	"time"

	"fbasim/sim/money"
)

// Transaction is a row of the date range (unified transaction) report. Amounts are signed as the
// report writes them: fees are negative. The report names no currency: it is that of its store.
type Transaction struct {
	At          time.Time // UTC
	Settlement  string
	Type        string // "Order", "Refund", "FBA Inventory Fee", "Transfer", ...: in English where known
	Order       OrderID
	SKU         string
	Description string
	Quantity    int
	Store       Store
	Channel     Channel
	Sales       Maybe[money.Amount] // product sales
	Shipping    Maybe[money.Amount] // shipping credits
	GiftWrap    Maybe[money.Amount]
	Rebates     Maybe[money.Amount] // promotional
	Selling     Maybe[money.Amount] // selling fees
	FBA         Maybe[money.Amount] // FBA fees
	OtherFees   Maybe[money.Amount] // other transaction fees
	Other       Maybe[money.Amount]
	Total       Maybe[money.Amount]
	Status      string // of the newest files: "Released", "Deferred"
	Line        int    // of the file, from 1
}

var transactionColumns = schema[Transaction]{
	onLine(moment("date/time", must, func(r *Transaction) *time.Time { return &r.At }),
		func(r *Transaction) *int { return &r.Line }),
	text("settlement-id", may, func(r *Transaction) *string { return &r.Settlement }),
	field("type", must, func(r *Transaction) *string { return &r.Type }, (*parser).transactionType),
	orderID("order-id", may, func(r *Transaction) *OrderID { return &r.Order }),
	text("sku", may, func(r *Transaction) *string { return &r.SKU }),
	text("description", may, func(r *Transaction) *string { return &r.Description }),
	count("quantity", may, func(r *Transaction) *int { return &r.Quantity }),
	store("marketplace", may, func(r *Transaction) *Store { return &r.Store }),
	channel("fulfillment", may, func(r *Transaction) *Channel { return &r.Channel }),
	amount("product-sales", need, func(r *Transaction) *Maybe[money.Amount] { return &r.Sales }),
	amount("shipping-credits", may, func(r *Transaction) *Maybe[money.Amount] { return &r.Shipping }),
	amount("gift-wrap-credits", may, func(r *Transaction) *Maybe[money.Amount] { return &r.GiftWrap }),
	amount("promotional-rebates", may, func(r *Transaction) *Maybe[money.Amount] { return &r.Rebates }),
	amount("selling-fees", may, func(r *Transaction) *Maybe[money.Amount] { return &r.Selling }),
	amount("fba-fees", may, func(r *Transaction) *Maybe[money.Amount] { return &r.FBA }),
	amount("other-transaction-fees", may, func(r *Transaction) *Maybe[money.Amount] { return &r.OtherFees }),
	amount("other", may, func(r *Transaction) *Maybe[money.Amount] { return &r.Other }),
	amount("total", need, func(r *Transaction) *Maybe[money.Amount] { return &r.Total }),
	text("transaction-status", may, func(r *Transaction) *string { return &r.Status }),
}

var transactionsKind = kind{
	report: Transactions, title: "Date range transactions", api: "Seller Central download",
	known: columns("date/time settlement-id type order-id product-sales selling-fees total"),
	variants: []variant{
		{name: "with transaction status", has: columns("transaction-status")},
		{name: "28 columns", has: columns("tax-collection-model")},
		{name: "23 columns"},
	},
	uses: transactionColumns.uses(),
}

// transactionTypes are types in other languages, in small letters.
var transactionTypes = map[string]string{
	"pedido": "Order", "commande": "Order", "bestellung": "Order", "ordine": "Order",
	"reembolso": "Refund", "remboursement": "Refund", "erstattung": "Refund", "rimborso": "Refund",
	"transferir": "Transfer", "trasferir": "Transfer", "transférer": "Transfer", "übertrag": "Transfer",
	"tarifa de servicio": "Service Fee", "frais de service": "Service Fee", "servicegebühr": "Service Fee",
	"tarifa de inventario fba": "FBA Inventory Fee", "ajuste": "Adjustment",
}

// transactionType reads a type.
func (p *parser) transactionType(cell []byte) string {
	name := p.text(cell)
	if english, ok := transactionTypes[strings.ToLower(name)]; ok {
		return english
	}
	return name
}

// ReadTransactions reads the rows of a date range report.
func ReadTransactions(f Recognized, visit ...Visit[Transaction]) error {
	return read(f, Transactions, transactionColumns, visit)
}
