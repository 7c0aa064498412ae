package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
	"fbasim/sim/study"
)

// assortment is what rates diff compares: the products of a scenario or a catalog file,
// or one sample unit with an empty SKU.
type assortment struct {
	products []product
	plans    []*scenario.Plan // cases of a scenario, which say how products are served
	book     *fee.Book        // with the scenario's own cards
	assume   fee.Assume       // what the scenario lets stand in for missing ones
}

// product is a product with the prices at which it is offered.
type product struct {
	sku    string
	item   fee.Item
	prices [market.MarketplaceCount][market.ProgramCount]money.Amount // NoPrice where unknown
}

// loadAssortment reads the products of a scenario (.toml) or a catalog (.csv).
func loadAssortment(cmd *cobra.Command, path string, book *fee.Book, json bool) (*assortment, error) {
	s := &sources{json: json, color: "auto"}
	out := &assortment{}
	var products []*scenario.Product
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		list, problems := scenario.LoadCatalog(path, readFile)
		if err := s.report(cmd, problems); err != nil {
			return nil, err
		}
		products = list
	} else {
		plans, problems := scenario.Load(path, scenario.Options{Read: readFile})
		if plans != nil {
			book = study.OwnCards(plans, book, readFile, problems)
		}
		if err := s.report(cmd, problems); err != nil {
			return nil, err
		}
		out.plans = plans.Cases
		base := plans.Baseline()
		products = base.Products
		out.assume = fee.Assume{Nearest: base.Assume.Nearest, Cards: map[string]string{}}
		for _, pin := range base.Assume.Cards {
			out.assume.Cards[pin.Fee] = pin.Card.Value
		}
	}
	out.book = book
	for _, p := range products {
		out.products = append(out.products, productOf(p))
	}
	return out, nil
}

func productOf(p *scenario.Product) product {
	out := product{sku: p.SKU, item: fee.Item{Dims: p.Size.Value, HasDims: true, Weight: p.Weight.Value,
		Category: p.Category.Value, DangerousGoods: p.DangerousGoods != nil && p.DangerousGoods.Value}}
	if p.FeeGroup != nil {
		out.item.FeeGroup = p.FeeGroup.Value
	}
	for m := range out.prices {
		for use := range out.prices[m] {
			out.prices[m][use] = fee.NoPrice
			if price := p.Price[m][use]; price != nil && !price.Auto {
				out.prices[m][use] = price.Value.Amount
			}
		}
	}
	return out
}

// served lists the programs to compare in a marketplace: those of the scenario's cases,
// else those that hold stock with Amazon for it.
func (a *assortment) served(m market.Marketplace) []market.Program {
	var out []market.Program
	for _, use := range servers(m) {
		named := a.plans == nil && (use == market.LocalFBA || use == market.RemoteFulfillment)
		for _, plan := range a.plans {
			named = named || plan.Programs[m].Uses(use)
			for _, p := range plan.Products {
				named = named || p.Programs[m].Uses(use)
			}
		}
		if named {
			out = append(out, use)
		}
	}
	return out
}

// skuChange is a fee of a product that is not the same on two days.
type skuChange struct {
	sku string
	change
}

// catalogChanges compares two days for every product, store and program asked about.
func (f *diffFlags) catalogChanges(a *assortment, filter *cardFilter, days [2]civil.Date) []skuChange {
	var out []skuChange
	for _, m := range filter.markets {
		for _, use := range a.served(m) {
			if !slices.Contains(filter.programs, use) {
				continue
			}
			for i := range a.products {
				out = append(out, f.productChanges(a, &a.products[i], use, m, filter, days)...)
			}
		}
	}
	return out
}

func (f *diffFlags) productChanges(a *assortment, p *product, use market.Program, m market.Marketplace,
	filter *cardFilter, days [2]civil.Date) (out []skuChange) {
	one := *filter
	one.markets, one.programs = []market.Marketplace{m}, []market.Program{use}
	l := lookup{a.book, p.item, &one, a.assume}
	price := money.Money{Amount: p.prices[m][use], Currency: m.Currency()}
	for _, c := range l.changes(days, price, true) {
		gaps := c.spans[0].missing || c.spans[1].missing
		moved := !(c.free(0) && c.free(1)) &&
			(c.amounts[0] != c.amounts[1] || c.spans[0].missing != c.spans[1].missing)
		if moved || gaps || f.all && c.amounts != [2]string{} {
			out = append(out, skuChange{p.sku, c})
		}
	}
	return out
}

// catalogText lists the changes by program, store and fee, a line for each product, and
// what a unit pays more or less in all.
func catalogText(w io.Writer, changes []skuChange, products int, days [2]civil.Date) {
	paragraph(w, pageWidth(), "", fmt.Sprintf("Fees of a unit on %v and on %v, %s", days[0], days[1],
		count(products, "product")))
	if len(changes) == 0 {
		fmt.Fprintln(w, "\nNo amount changes.")
		return
	}
	for first := 0; first < len(changes); {
		end := first
		for end < len(changes) && changes[end].program == changes[first].program &&
			changes[end].market == changes[first].market {
			end++
		}
		group, gaps := withoutGaps(changes[first:end])
		fmt.Fprintf(w, "\n%s %v\n", changes[first].programID(), changes[first].market)
		g := grid{indent: 2, right: []int{2, 3, 4}}
		g.add("SKU", "FEE", days[0].String(), days[1].String(), "CHANGE", "CARD")
		for i := range group {
			c := &group[i]
			g.add(c.sku, c.kind.String(), side(&c.change, 0), side(&c.change, 1), c.by, cardWords(&c.spans[1]))
		}
		if g.fit(pageWidth(), "CARD"); len(group) > 0 {
			g.write(w)
		}
		sumText(w, group)
		gapsText(w, gaps)
		first = end
	}
}

// withoutGaps drops the fees that have no card on either day, and returns their kinds.
func withoutGaps(group []skuChange) (known []skuChange, gaps []market.FeeKind) {
	for _, c := range group {
		if !c.spans[0].missing || !c.spans[1].missing {
			known = append(known, c)
		} else if !slices.Contains(gaps, c.kind) {
			gaps = append(gaps, c.kind)
		}
	}
	return known, gaps
}

func gapsText(w io.Writer, gaps []market.FeeKind) {
	var names []string
	for _, k := range gaps {
		names = append(names, k.String())
	}
	if len(names) > 0 {
		paragraph(w, pageWidth(), "  ", "No card on either day: "+strings.Join(names, ", ")+".")
	}
}

// cardWords names a card, and says so where it stands in for a missing one.
func cardWords(s *coverSpan) string {
	if s.assumed {
		return s.card + " assumed"
	}
	return s.card
}

// side writes the amount of a day, or why there is none.
func side(c *change, i int) string {
	switch {
	case c.amounts[i] != "":
		return c.amounts[i]
	case c.spans[i].missing:
		return "MISSING"
	}
	return "none"
}

// sumText says how many products change and by how much the cheapest and the dearest.
func sumText(w io.Writer, group []skuChange) {
	sums := map[string]money.Money{}
	var order []string
	unknown := 0
	for i := range group {
		c := &group[i]
		by, err := changeOf(&c.change)
		if err != nil {
			unknown++
			continue
		}
		if _, seen := sums[c.sku]; !seen {
			order = append(order, c.sku)
		}
		by.Amount += sums[c.sku].Amount
		sums[c.sku] = by
	}
	if len(order) > 0 {
		slices.SortStableFunc(order, func(a, b string) int {
			return int((sums[a].Amount - sums[b].Amount) / money.Cent)
		})
		low, high := sums[order[0]], sums[order[len(order)-1]]
		text := fmt.Sprintf("A unit pays %s", signed(low))
		if low != high {
			text = fmt.Sprintf("A unit pays from %s (%s) to %s (%s)", signed(low), order[0], signed(high),
				order[len(order)-1])
		}
		paragraph(w, pageWidth(), "  ", text+" in all of these fees.")
	}
	if unknown > 0 {
		paragraph(w, pageWidth(), "  ", fmt.Sprintf("%s without a card on one of the days.", count(unknown, "fee")))
	}
}

// changeOf is what a unit pays more on the second day; an error where it is not known. A
// fee that is not charged on one of the days counts as nothing.
func changeOf(c *change) (money.Money, error) {
	var sides [2]money.Money
	for i, text := range c.amounts {
		if c.spans[i].missing {
			return money.Money{}, fmt.Errorf("no card")
		}
		if number, code, _ := strings.Cut(text, " "); text != "" {
			a, err := money.Parse(number)
			if err != nil {
				return money.Money{}, err
			}
			sides[i].Amount = a
			sides[i].Currency, _ = money.ParseCurrency(code)
		}
	}
	out := sides[1]
	out.Amount -= sides[0].Amount
	if out.Currency == money.NoCurrency {
		out.Currency = sides[0].Currency
	}
	if sides[0].Currency != out.Currency && sides[0].Amount != 0 {
		return out, fmt.Errorf("two currencies")
	}
	return out, nil
}

func signed(m money.Money) string {
	if m.Amount > 0 {
		return "+" + m.String()
	}
	return m.String()
}

type skuChangeJSON struct {
	SKU string `json:"sku"`
	changeJSON
}

func catalogJSON(w io.Writer, changes []skuChange, days [2]civil.Date) error {
	doc := struct {
		FormatVersion int             `json:"format_version"`
		From          string          `json:"from"`
		To            string          `json:"to"`
		Changes       []skuChangeJSON `json:"changes"`
	}{result.FormatVersion, days[0].String(), days[1].String(), []skuChangeJSON{}}
	for i := range changes {
		doc.Changes = append(doc.Changes, skuChangeJSON{changes[i].sku, changes[i].json()})
	}
	return writeJSON(w, doc)
}
