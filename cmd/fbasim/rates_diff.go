package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
	"fbasim/sim/result"
)

// diffFlags are the flags of rates diff.
type diffFlags struct {
	sample
	price string
	on    string
	fx    []string
	all   bool
	cards []string
	json  bool
	today func() civil.Date
}

func ratesDiffCommand() *cobra.Command {
	f := &diffFlags{today: func() civil.Date { return civil.DateOf(time.Now().Unix()) }}
	cmd := &cobra.Command{
		Use:   "diff DATE1 DATE2 [FILE], or diff STORE1 STORE2 [FILE] [--on DATE]",
		Short: "what changes between two dates or stores, for your catalog",
		Long: `Compares the cards of two days for every fee, program and store, and the
amounts they give for one unit. Fees whose card and amount stay are left
out; --all shows them too. A price is that of one store: referral fees of
stores with another currency show their card only.

With FILE, a scenario or a catalog (CSV), it says for each product and store
which fees of a unit change and by how much. A scenario's own cards count,
and its cases say which programs are compared; of a catalog these are
local-fba and remote-fulfillment.

With two stores instead of two dates it compares what the programs that
serve both charge on one day. Differences between currencies need --fx.`,
		Example: `  fbasim rates diff 2026-10-14 2026-10-15 scenarios/catalog.csv --market US
  fbasim rates diff US CA scenarios/catalog.csv --on 2026-03-01 \
      --fx "CAD=0.731 USD"`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 || len(args) > 3 {
				return misused(cmd, f.json, "rates diff needs two dates or two stores, such as "+
					"fbasim rates diff 2026-01-14 2026-01-15")
			}
			return nil
		},
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return orJSON(cmd.OutOrStdout(), f.json, f.run(cmd, args))
		},
	}
	s := cmd.Flags()
	s.SortFlags = false
	f.filters(s)
	f.unit(s)
	s.StringVar(&f.price, "price", "", "`price` of the sample: \"29.99 CAD\"")
	s.StringVar(&f.on, "on", "", "the `day` on which stores are compared, default today")
	s.StringArrayVar(&f.fx, "fx", nil, "what a unit of a `currency` is worth: \"CAD=0.731 USD\"")
	s.BoolVar(&f.all, "all", false, "show what stays, too")
	s.StringArrayVar(&f.cards, "cards", nil, "`file` of your own cards, before the built-in ones")
	s.BoolVar(&f.json, "json", false, "write one JSON document to stdout and nothing else")
	return cmd
}

// change is one fee of a program in a store on two days.
type change struct {
	coverRow
	amounts [2]string // "" where there is none
	zero    [2]bool   // the amount is none
	by      string    // the difference, signed
}

func (f *diffFlags) run(cmd *cobra.Command, args []string) error {
	book, err := loadBook(cmd, f.cards, f.json)
	if err != nil {
		return err
	}
	filter, err := f.filter()
	if err != nil {
		return err
	}
	item, err := f.item()
	if err != nil {
		return err
	}
	price, err := f.samplePrice(filter)
	if err != nil {
		return err
	}
	shop := &assortment{book: book, products: []product{sampleProduct(item, price)}}
	if len(args) > 2 {
		if shop, err = loadAssortment(cmd, args[2], book, f.json); err != nil {
			return err
		}
	}
	if stores, ok := twoStores(args); ok {
		return f.runStores(cmd, shop, filter, stores)
	}
	var days [2]civil.Date
	for i, text := range args[:2] {
		if days[i], err = parseDay("diff", text); err != nil {
			return err
		}
	}
	if days[0] > days[1] {
		days[0], days[1] = days[1], days[0]
	}
	w := cmd.OutOrStdout()
	if len(args) > 2 {
		changes := f.catalogChanges(shop, filter, days)
		if f.json {
			return catalogJSON(w, changes, days)
		}
		catalogText(w, changes, len(shop.products), days)
		return nil
	}
	l := lookup{book: book, item: item, filter: filter}
	changes := l.changes(days, price, f.all)
	if f.json {
		return diffJSON(w, changes, days)
	}
	f.diffText(w, changes, days)
	return nil
}

// samplePrice reads --price, NoPrice without it.
func (f *diffFlags) samplePrice(filter *cardFilter) (money.Money, error) {
	if f.price == "" {
		return money.Money{Amount: fee.NoPrice}, nil
	}
	price, err := quantity.ParseMoney(f.price)
	if err != nil {
		return price, wrongValue("price", err)
	}
	if !filter.sellsIn(price.Currency) {
		return price, wrong("currency", "", "--price %s: no store and program asked about sells in %v",
			f.price, price.Currency)
	}
	return price, nil
}

// sampleProduct is the sample as a product without a SKU, priced in the stores of its
// currency.
func sampleProduct(item fee.Item, price money.Money) product {
	p := product{item: item}
	for m := range p.prices {
		for use := range p.prices[m] {
			p.prices[m][use] = fee.NoPrice
			if market.Marketplace(m).Currency() == price.Currency {
				p.prices[m][use] = price.Amount
			}
		}
	}
	return p
}

// twoStores reads two marketplaces instead of two dates.
func twoStores(args []string) (stores [2]market.Marketplace, ok bool) {
	for i := range stores {
		if stores[i], ok = market.ParseMarketplace(strings.ToUpper(args[i])); !ok {
			return stores, false
		}
	}
	return stores, true
}

func (f *diffFlags) runStores(cmd *cobra.Command, shop *assortment, filter *cardFilter,
	stores [2]market.Marketplace) error {
	d, err := f.today(), error(nil)
	if f.on != "" {
		if d, err = parseDay("on", f.on); err != nil {
			return err
		}
	}
	rates, err := f.exchange()
	if err != nil {
		return err
	}
	changes := f.storeChanges(shop, filter, stores, d, rates)
	if f.json {
		return storesJSON(cmd.OutOrStdout(), changes, d)
	}
	storesText(cmd.OutOrStdout(), changes, stores, d)
	return nil
}

// changes looks up both days of every fee; all keeps what stays the same.
func (l *lookup) changes(days [2]civil.Date, price money.Money, all bool) []change {
	var rows [2][]coverRow
	for i, d := range days {
		rows[i] = l.coverage(period{d, d})
	}
	var out []change
	for _, key := range union(rows[0], rows[1]) {
		c := change{coverRow: key}
		c.spans = nil
		var sums [2]money.Money
		known := 0
		for i, d := range days {
			s := spanOf(rows[i], key, d)
			c.spans = append(c.spans, s)
			ask := fee.Ask{Program: key.program, Market: key.market, On: d, Item: l.item,
				Price: fee.NoPrice, Assume: l.assume}
			if offerCurrency(key.program, key.market) == price.Currency {
				ask.Price = price.Amount
			}
			if sum, ok := amountOf(l.book, ask, key.kind, s.card); ok {
				sums[i], c.amounts[i], c.zero[i] = sum, sum.String(), sum.Amount == 0
				known++
			}
		}
		for i := range days { // no such fee yet, or no more: nothing is paid
			if c.amounts[i] == "" && c.free(i) && known == 1 {
				sums[i], known = money.Money{Currency: sums[1-i].Currency}, len(days)
				break
			}
		}
		if known == len(days) {
			c.by = difference(sums[0], sums[1])
		}
		if all || !c.stays() {
			out = append(out, c)
		}
	}
	return out
}

// union lists the fees of either day.
func union(before, after []coverRow) []coverRow {
	out := slices.Clone(before)
	for _, r := range after {
		if !slices.ContainsFunc(out, r.sameFee) {
			out = append(out, r)
		}
	}
	return out
}

func (r *coverRow) sameFee(o coverRow) bool {
	return r.kind == o.kind && r.program == o.program && r.market == o.market
}

func spanOf(rows []coverRow, key coverRow, d civil.Date) coverSpan {
	if i := slices.IndexFunc(rows, key.sameFee); i >= 0 {
		return rows[i].spans[0]
	}
	return coverSpan{from: d, to: d}
}

// amountOf prices one fee of the sample; it is false where a quote cannot. A unit
// that the card does not concern pays nothing.
func amountOf(book *fee.Book, a fee.Ask, k market.FeeKind, card string) (money.Money, bool) {
	sale := k == market.Referral || k == market.Closing || k == market.RefundAdmin
	if !slices.Contains(quotable, k) || sale && a.Price == fee.NoPrice || card == "" {
		return money.Money{}, false
	}
	a.Kinds = []market.FeeKind{k}
	q, err := book.Quote(a)
	if err != nil {
		return money.Money{}, false
	}
	for _, l := range q.Lines {
		if l.Kind == k {
			return money.Money{Amount: l.Amount, Currency: l.Currency}, true
		}
	}
	c, _ := book.Find(card)
	return money.Money{Currency: c.Currency}, c.Currency != money.NoCurrency
}

// difference writes the second amount less the first, "" where they cannot be
// compared.
func difference(a, b money.Money) string {
	switch by := b.Amount - a.Amount; {
	case a.Currency != b.Currency:
		return ""
	case by > 0:
		return "+" + by.String()
	default:
		return by.String()
	}
}

// stays reports whether card, column and amount are the same on both days, or the unit pays nothing on either:
// a fee that is new and does not concern it changes nothing.
func (c *change) stays() bool {
	a, b := c.spans[0], c.spans[1]
	if c.free(0) && c.free(1) && (a.card == "" || b.card == "") {
		return true
	}
	return a.card == b.card && a.column == b.column && a.missing == b.missing &&
		c.amounts[0] == c.amounts[1]
}

// free reports whether the unit pays no such fee on a day: there is none, or it comes to nothing.
func (c *change) free(i int) bool {
	return c.zero[i] || c.amounts[i] == "" && c.spans[i].card == "" && !c.spans[i].missing
}

func (f *diffFlags) diffText(w io.Writer, changes []change, days [2]civil.Date) {
	width := pageWidth()
	unit := []string{f.category, f.size, f.weight}
	if f.price != "" {
		unit = append(unit, "at "+f.price)
	}
	paragraph(w, width, "", fmt.Sprintf("Fees on %v and on %v for a unit of %s", days[0], days[1],
		strings.Join(unit, ", ")))
	if len(changes) == 0 {
		fmt.Fprintln(w, "\nNo card and no amount changes.")
		return
	}
	rows := make([]coverRow, len(changes))
	for i := range changes {
		rows[i] = changes[i].coverRow
	}
	byRow := func(r *coverRow) *change {
		return &changes[slices.IndexFunc(changes, func(c change) bool { return c.sameFee(*r) })]
	}
	same := func(a, b *coverRow) bool {
		x, y := byRow(a), byRow(b)
		return x.amounts == y.amounts && x.spans[0].words() == y.spans[0].words() &&
			x.spans[1].words() == y.spans[1].words()
	}
	var last market.FeeKind
	for _, g := range grouped(rows, same) {
		if g[0].kind != last {
			fmt.Fprintf(w, "\n%v\n", g[0].kind)
			last = g[0].kind
		}
		byRow(g[0]).write(w, placesOf(g), width)
	}
}

func (c *change) write(w io.Writer, places string, width int) {
	paragraph(w, width, "  ", places)
	g := grid{indent: 4, right: []int{1}}
	for i, s := range c.spans {
		by := ""
		if i == 1 && c.by != "" {
			by = strings.Replace("("+c.by+")", "(0.00)", "(same)", 1)
		}
		g.add(s.from.String(), c.amounts[i], by, s.words())
	}
	g.drop(0, "")
	g.write(w)
}

type changeSideJSON struct {
	Status   string  `json:"status"` // "card", "missing" or "none"
	Card     string  `json:"card,omitempty"`
	Assumed  bool    `json:"assumed,omitempty"` // the card stands in for one that is missing
	Column   string  `json:"column,omitempty"`
	Amount   *string `json:"amount"` // null where the sample does not say
	Currency *string `json:"currency"`
}

type changeJSON struct {
	Program    string         `json:"program"`
	Market     string         `json:"market"`
	Kind       string         `json:"kind"`
	Before     changeSideJSON `json:"before"`
	After      changeSideJSON `json:"after"`
	Difference *string        `json:"difference"`
}

func (c *change) side(i int) changeSideJSON {
	amount, currency, _ := strings.Cut(c.amounts[i], " ")
	s := &c.spans[i]
	return changeSideJSON{s.status(), s.card, s.assumed, s.column, orNull(amount), orNull(currency)}
}

func diffJSON(w io.Writer, changes []change, days [2]civil.Date) error {
	doc := struct {
		FormatVersion int          `json:"format_version"`
		From          string       `json:"from"`
		To            string       `json:"to"`
		Changes       []changeJSON `json:"changes"`
	}{result.FormatVersion, days[0].String(), days[1].String(), []changeJSON{}}
	for i := range changes {
		doc.Changes = append(doc.Changes, changes[i].json())
	}
	return writeJSON(w, doc)
}

func (c *change) json() changeJSON {
	return changeJSON{c.programID(), c.market.String(), c.kind.String(), c.side(0), c.side(1),
		orNull(strings.TrimPrefix(c.by, "+"))}
}
