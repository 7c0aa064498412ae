package backtest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Collector takes the rows of settlements and compares them. Memory follows the order lines of the
// largest file, not of all.
type Collector struct {
	prices *Prices
	each   func(*Row) // may be nil

	report   Report
	items    map[itemKey]*item
	order    []*item // as they came
	groups   map[Key]*Group
	skus     map[skuKey]*SKU
	other    map[bucketKey]*Bucket
	unknown  map[unknownKey]*Unknown
	unpriced map[unpricedKey]*Unpriced
	sums     map[settlementKey]*Settlement
	from, to civil.Date

	conditional bool // a program was taken whose plan has a condition
}

// NewCollector compares by the prices of a case. each, where it is not nil, is given every order line
// compared, with one kind of fee.
func NewCollector(p *Prices, each func(*Row)) *Collector {
	return &Collector{
		prices: p, each: each, items: map[itemKey]*item{}, groups: map[Key]*Group{}, skus: map[skuKey]*SKU{},
		other: map[bucketKey]*Bucket{}, unknown: map[unknownKey]*Unknown{}, unpriced: map[unpricedKey]*Unpriced{},
		sums: map[settlementKey]*Settlement{}, report: newReport(p.of.Plan.Case),
	}
}

type settlementKey struct{ file, id, currency string }

type skuKey struct {
	sku string
	Key
}

type bucketKey struct{ name, transaction, amountType, description, market, currency string }

type unknownKey struct{ sku, market, currency string }

type unpricedKey struct {
	Key
	reason string
}

// itemKey tells order lines apart: rows of one are found together wherever they stand in a file.
type itemKey struct{ settlement, transaction, order, part, sku, store, currency string }

// item is an order line, or its refund, being put together.
type item struct {
	Line                    // the first row
	price      money.Amount // without tax, promotions off; negative for refunds
	tax        money.Amount
	priceUnits int64 // of the rows of the price
	mostUnits  int64 // of any row
	fees       []charge
	rows       int64
	total      money.Amount
	refund     bool
	served     market.Program
	store      market.Marketplace
	unsold     string // why the line cannot be priced
}

// charge is what was charged for one meaning.
type charge struct {
	of     *Meaning
	amount money.Amount // as in the file
	seen   []seen
}

// seen is a row behind a charge.
type seen struct {
	of                      *Meaning
	amountType, description string
	amount                  money.Amount // as in the file
}

// State notes what a settlement says that it comes to.
func (c *Collector) State(t Total) {
	s := c.settlement(t.File, t.Settlement, t.Currency)
	s.HasStated, s.Stated = true, s.Stated+t.Amount
}

func (c *Collector) settlement(file, id, currency string) *Settlement {
	key := settlementKey{file, id, currency}
	s := c.sums[key]
	if s == nil {
		s = &Settlement{File: file, ID: id, Currency: currency}
		c.sums[key] = s
	}
	return s
}

// Add takes a row. Rows of one file are given together; Flush ends a file.
func (c *Collector) Add(l Line) {
	c.report.Lines++
	s := c.settlement(l.File, l.Settlement, l.Currency)
	s.Lines++
	if c.from == 0 {
		c.from, c.to = l.Posted, l.Posted
	}
	if l.Posted != 0 {
		c.from, c.to = min(c.from, l.Posted), max(c.to, l.Posted)
	}
	if l.SKU == "" {
		c.loose(l, c.meaning(&l, market.NoProgram))
		return
	}
	it := c.itemOf(l)
	it.rows++
	it.total += l.Amount
	it.mostUnits = max(it.mostUnits, l.Quantity)
	m := c.meaning(&l, it.served)
	switch {
	case m != nil && m.Name == nameTransfer:
		c.loose(l, m)
		return
	case it.unsold != "":
		c.ofUnknown(it, l, m)
		return
	case m == nil:
		c.loose(l, nil)
		return
	case m.Compared == NotCompared:
		it.count(m, l)
		c.loose(l, m)
		return
	}
	i := slices.IndexFunc(it.fees, func(f charge) bool { return f.of.Name == m.Name })
	if i < 0 {
		i = len(it.fees)
		it.fees = append(it.fees, charge{of: m})
	}
	it.fees[i].amount += l.Amount
	it.fees[i].seen = append(it.fees[i].seen, seen{m, l.AmountType, l.Description, l.Amount})
}

// meaning is what a row is; the older flat file describes rows of no order by their transaction alone.
func (c *Collector) meaning(l *Line, served market.Program) *Meaning {
	m := meaningOf(l.Transaction, l.AmountType, l.Description, c.storeOf(l), served)
	if m == nil && fold(l.AmountType) == "other" {
		m = meaningOf(l.Transaction, l.AmountType, l.Transaction, c.storeOf(l), served)
	}
	return m
}

// count notes what a row says about the price of its line.
func (it *item) count(m *Meaning, l Line) {
	switch m.Name {
	case namePrice:
		it.price += l.Amount
		it.priceUnits += l.Quantity
	case nameDiscount:
		it.price += l.Amount
	case "tax":
		it.tax += l.Amount
	}
}

// storeOf is the code of the marketplace of a row: where the row names none, that of its currency.
func (c *Collector) storeOf(l *Line) string {
	if l.Store != "" {
		return l.Store
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		if m.Currency().String() == l.Currency {
			return m.String()
		}
	}
	return ""
}

// itemOf finds the order line of a row.
func (c *Collector) itemOf(l Line) *item {
	store := c.storeOf(&l)
	key := itemKey{l.Settlement, fold(l.Transaction), l.Order, l.Part, l.SKU, store, l.Currency}
	if it := c.items[key]; it != nil {
		return it
	}
	it := &item{Line: l, refund: fold(l.Transaction) == "refund"}
	c.serve(it, store)
	c.items[key] = it
	c.order = append(c.order, it)
	return it
}

// serve finds the program that the case gives the line, or why it has none.
func (c *Collector) serve(it *item, store string) {
	m, ok := market.ParseMarketplace(store)
	product := c.prices.bySKU[it.SKU]
	switch {
	case product == nil:
		it.unsold = "the scenario has no such SKU"
	case !ok:
		it.unsold = "fbasim has no fees of this store"
	case it.Merchant:
		it.served = market.SellerFulfilled
	default:
		var conditional bool
		it.served, conditional = c.prices.of.Served(product, m, it.Posted)
		c.conditional = c.conditional || conditional
		if it.served == market.NoProgram {
			it.unsold = fmt.Sprintf("case %s does not sell it there", c.prices.of.Plan.Case)
		}
	}
	if it.served == market.FBAExport && m != market.US {
		it.served = market.LocalFBA // an order of this store is none of the US store
	}
	it.store = m
}

// into adds an amount to what the report tells of a settlement.
func (c *Collector) into(l *Line, amount money.Amount) {
	c.settlement(l.File, l.Settlement, l.Currency).Sum += amount
}

// loose puts a row where it is not compared.
func (c *Collector) loose(l Line, m *Meaning) {
	name := ""
	if m != nil {
		name = m.Name
	}
	if name == nameTransfer {
		c.settlement(l.File, l.Settlement, l.Currency).Transfers += l.Amount
	} else {
		c.into(&l, l.Amount)
	}
	key := bucketKey{name, l.Transaction, l.AmountType, l.Description, c.storeOf(&l), l.Currency}
	b := c.other[key]
	if b == nil {
		b = &Bucket{Name: name, Transaction: l.Transaction, AmountType: l.AmountType, Description: l.Description,
			Market: key.market, Currency: l.Currency, File: l.File, Row: l.Row}
		c.other[key] = b
	}
	b.Lines++
	b.Amount += l.Amount
}

// ofUnknown puts a row of a line that cannot be priced.
func (c *Collector) ofUnknown(it *item, l Line, m *Meaning) {
	if m == nil { // what the table does not know is more urgent
		c.loose(l, nil)
		return
	}
	c.into(&l, l.Amount)
	key := unknownKey{l.SKU, c.storeOf(&l), l.Currency}
	u := c.unknown[key]
	if u == nil {
		u = &Unknown{SKU: l.SKU, Market: key.market, Currency: l.Currency, Reason: it.unsold, File: l.File, Row: l.Row}
		c.unknown[key] = u
	}
	u.Lines++
	u.Amount += l.Amount
	if m.Compared != NotCompared {
		u.Fees += l.Amount
	}
}

// Flush compares the order lines of the file that was read.
func (c *Collector) Flush() {
	prices := map[orderKey]money.Amount{} // of a unit of orders, for refunds that do not say how many
	refunded := map[string]bool{}         // orders whose refund does not say
	for _, it := range c.order {
		if it.refund && it.priceUnits == 0 && it.mostUnits == 0 {
			refunded[it.Order] = true
		}
	}
	for _, it := range c.order {
		if !it.refund && it.price > 0 && refunded[it.Order] {
			prices[orderKey{it.Order, it.SKU}] = it.price.Over(money.Rate(it.units(nil)) * money.One)
		}
	}
	for _, it := range c.order {
		if it.unsold == "" {
			c.compare(it, prices)
		}
	}
	c.items, c.order = map[itemKey]*item{}, nil
}

type orderKey struct{ order, sku string }

// units are those of a line: of the rows of its price, else the most that any row says. A refund that does
// not say has as many as its amount is times the unit price of the order in the same file.
func (it *item) units(prices map[orderKey]money.Amount) int64 {
	switch unit := prices[orderKey{it.Order, it.SKU}]; {
	case it.priceUnits > 0:
		return it.priceUnits
	case it.mostUnits > 0:
		return it.mostUnits
	case it.refund && unit > 0:
		return max(1, int64((magnitude(it.price)+unit/2)/unit))
	}
	return 1
}

// Report returns what was found, and ends the last file.
func (c *Collector) Report() *Report {
	c.Flush()
	r := c.report
	if c.to != 0 {
		r.From, r.To = c.from.String(), c.to.String()
	}
	for _, s := range c.sums {
		s.OK = !s.HasStated || s.Sum == s.Stated || s.Sum+s.Transfers == s.Stated
		r.Settlements = append(r.Settlements, *s)
	}
	slices.SortFunc(r.Settlements, func(a, b Settlement) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Currency, b.Currency))
	})
	r.Notes = append(r.Notes, twice(r.Settlements)...)
	for _, g := range c.groups {
		slices.SortFunc(g.As, func(a, b ChargedAs) int {
			return cmp.Or(cmp.Compare(a.AmountType, b.AmountType), cmp.Compare(a.Description, b.Description))
		})
		r.Groups = append(r.Groups, *g)
	}
	slices.SortFunc(r.Groups, func(a, b Group) int { return byKey(a.Key, b.Key) })
	for _, s := range c.skus {
		if s.Apart != 0 {
			r.SKUs = append(r.SKUs, *s)
		}
	}
	slices.SortFunc(r.SKUs, func(a, b SKU) int {
		return cmp.Or(cmp.Compare(b.Apart, a.Apart), cmp.Compare(a.SKU, b.SKU), byKey(a.Key, b.Key))
	})
	c.reportRest(&r)
	return &r
}

func (c *Collector) reportRest(r *Report) {
	for _, b := range c.other {
		if b.Name == "" {
			r.Unmapped = append(r.Unmapped, *b)
		} else {
			r.Other = append(r.Other, *b)
		}
	}
	byBucket := func(a, b Bucket) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(a.Market, b.Market), cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Transaction, b.Transaction), cmp.Compare(a.AmountType, b.AmountType),
			cmp.Compare(a.Description, b.Description))
	}
	slices.SortFunc(r.Other, byBucket)
	slices.SortFunc(r.Unmapped, byBucket)
	for _, key := range slices.SortedFunc(maps.Keys(c.unknown), func(a, b unknownKey) int {
		return cmp.Or(cmp.Compare(a.sku, b.sku), cmp.Compare(a.market, b.market), cmp.Compare(a.currency, b.currency))
	}) {
		r.UnknownSKUs = append(r.UnknownSKUs, *c.unknown[key])
	}
	for _, key := range slices.SortedFunc(maps.Keys(c.unpriced), func(a, b unpricedKey) int {
		return cmp.Or(byKey(a.Key, b.Key), cmp.Compare(a.reason, b.reason))
	}) {
		r.Unpriced = append(r.Unpriced, *c.unpriced[key])
	}
	if c.conditional {
		r.Notes = append(r.Notes, "Programs with a condition in the plan were taken as if it held.")
	}
}

// byKey sorts by market in the order of the stores, then by kind as they stand on a bill.
func byKey(a, b Key) int {
	return cmp.Or(cmp.Compare(kindPlace(a.Kind), kindPlace(b.Kind)), cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(storePlace(a.Market), storePlace(b.Market)), cmp.Compare(a.Program, b.Program),
		cmp.Compare(a.Currency, b.Currency))
}

func kindPlace(name string) market.FeeKind {
	if k, ok := market.ParseFeeKind(name); ok {
		return k
	}
	return market.FeeKindCount
}

func storePlace(code string) market.Marketplace {
	if m, ok := market.ParseMarketplace(code); ok {
		return m
	}
	return market.MarketplaceCount
}
