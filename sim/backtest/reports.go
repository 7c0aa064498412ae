package backtest

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"fbasim/sim/amazon"
	"fbasim/sim/civil"
	"fbasim/sim/money"
)

// Read gives the rows of a settlement report, or of the transaction CSV of a date range, to the collector,
// and compares them. Errors are a *diag.List, or say that the file is another report.
func (c *Collector) Read(f amazon.Recognized) error {
	defer c.Flush()
	switch f.Report {
	case amazon.Settlement:
		return amazon.ReadSettlement(f, (&settlementReader{to: c, file: f.Source.Name}).line)
	case amazon.Transactions:
		return c.readTransactions(f)
	}
	return fmt.Errorf("it is no settlement report and no transaction report of a date range")
}

// settlementReader turns the rows of a settlement into lines.
type settlementReader struct {
	to       *Collector
	file     string
	currency string // of the settlement's header; its rows do not repeat it
	end      time.Time
}

func (s *settlementReader) line(l amazon.SettlementLine) error {
	if l.Header() {
		s.currency, s.end = l.Currency.String(), l.End
		s.to.State(Total{File: s.file, Settlement: l.Settlement, Currency: s.currency, Amount: l.Total.Value})
		return nil
	}
	if !l.Amount.Has {
		return nil
	}
	currency := s.currency
	if l.Currency != money.NoCurrency {
		currency = l.Currency.String()
	} else if m, ok := l.Store.Market(); ok && currency == "" {
		currency = m.Currency().String()
	}
	if l.Posted.IsZero() {
		l.Posted = s.end
	}
	s.to.Add(Line{
		File: s.file, Row: l.Line, Settlement: l.Settlement, Transaction: l.Type, AmountType: l.AmountType,
		Description: l.Description, Store: string(l.Store), Order: l.Order.String(), Part: partOf(l), SKU: l.SKU,
		Merchant: l.Channel == amazon.Merchant, Quantity: int64(l.Quantity), Posted: dayOf(l.Posted), Currency: currency,
		Amount: l.Amount.Value,
	})
	return nil
}

// partOf tells the deliveries and refunds of an order apart.
func partOf(l amazon.SettlementLine) string {
	if l.Shipment == 0 && l.Adjustment == 0 {
		return ""
	}
	return strconv.FormatUint(uint64(l.Shipment), 36) + " " + strconv.FormatUint(uint64(l.Adjustment), 36)
}

// dayOf is the day of a moment; the zero time has none.
func dayOf(t time.Time) civil.Date {
	if t.IsZero() {
		return 0
	}
	return civil.DateOf(t.Unix())
}

// readTransactions reads the CSV of a date range. It names no currency, and rows about no order no store: both are
// those of the first row that has a store.
func (c *Collector) readTransactions(f amazon.Recognized) error {
	currency := ""
	first := func(t amazon.Transaction) error {
		if m, ok := t.Store.Market(); ok && currency == "" {
			currency = m.Currency().String()
		}
		return nil
	}
	if err := amazon.ReadTransactions(f, first); err != nil {
		return err
	}
	return amazon.ReadTransactions(f, func(t amazon.Transaction) error {
		c.transaction(f.Source.Name, currency, t)
		return nil
	})
}

// unified is the amount type of columns of the CSV.
const unified = "Unified"

// transaction gives the columns of a row to the collector. What is between its total and the columns that are read
// are taxes: their columns differ by year.
func (c *Collector) transaction(file, currency string, t amazon.Transaction) {
	if m, ok := t.Store.Market(); ok {
		currency = m.Currency().String()
	}
	l := Line{
		File: file, Row: t.Line, Settlement: t.Settlement, Transaction: t.Type, AmountType: unified, Store: string(t.Store),
		Order: t.Order.String(), SKU: t.SKU, Merchant: t.Channel == amazon.Merchant, Quantity: int64(t.Quantity),
		Posted: dayOf(t.At), Currency: currency,
	}
	if kind := fold(t.Type); kind != "order" && kind != "refund" {
		if l.Amount = t.Total.Or(0); kind != nameTransfer { // a transfer's text holds digits of a bank account
			l.Description = masked(t.Description)
			c.stateRow(l)
		}
		c.Add(l)
		return
	}
	rest := t.Total.Or(0)
	l.Amount = rest
	c.stateRow(l)
	for _, part := range []struct {
		name   string
		amount amazon.Maybe[money.Amount]
	}{
		{"product sales", t.Sales}, {"promotional rebates", t.Rebates}, {"selling fees", t.Selling}, {"fba fees", t.FBA},
		{"shipping credits", t.Shipping}, {"gift wrap credits", t.GiftWrap}, {"other transaction fees", t.OtherFees}, {"other", t.Other},
	} {
		if part.amount.Or(0) == 0 {
			continue
		}
		l.Description, l.Amount = part.name, part.amount.Value
		rest -= l.Amount
		c.Add(l)
	}
	if rest != 0 {
		l.Description, l.Amount = "taxes", rest
		c.Add(l)
	}
}

// masked hides digits: texts of rows about no order may end in those of a card or an account, and rows that differ by
// the number of a shipment alone are one thing.
func masked(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return r
	}, text)
}

// stateRow adds the total of a row to that of its settlement.
func (c *Collector) stateRow(l Line) {
	c.State(Total{File: l.File, Settlement: l.Settlement, Currency: l.Currency, Amount: l.Amount})
}
