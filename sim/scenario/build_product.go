package scenario

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"fbasim/sim/market"
	"fbasim/sim/quantity"
	"fbasim/sim/scenario/document"
)

func buildProduct(s scope, sku string) *Product {
	p := &Product{
		SKU: sku, ASIN: sku, Pos: s.near,
		Category:       s.sub("category").categoryField(),
		Size:           s.sub("size").sizeField(),
		Weight:         s.sub("weight").weightField(),
		Cost:           s.sub("cost").input(),
		Salvage:        s.sub("salvage").input(),
		Origin:         s.sub("origin").countryField(),
		CustomsValue:   s.sub("customs_value").input(),
		DangerousGoods: s.sub("dangerous_goods").boolField(),
		FeeGroup:       s.sub("fee_group").textField(),
		Established:    s.sub("established").boolField(),
		Threshold:      s.sub("returns_threshold").percentField(),
	}
	if t := s.sub("asin").textField(); t != nil {
		p.ASIN = t.Value
	}
	p.hasSalvage = s.sub("salvage").present()
	returns := s.sub("returns")
	standard := returns.keys.key.Default
	if p.Category != nil {
		standard = returns.keys.key.specialFor(p.Category.Value.ID())
	}
	p.Returns = perMarket(returns, standard)
	p.Ads = perMarket(s.sub("ads"), Default{})
	for m := market.US; m < market.MarketplaceCount; m++ {
		p.Price[m] = prices(s.sub("price").sub(m.String()))
		p.Programs[m] = programPlan(s.sub("program").sub(m.String()))
		p.Ordering[m] = ownOrdering(s.sub("replenish").sub(m.String()))
		p.Demand[m] = s.sub("demand").sub(m.String()).input()
		p.Opening[m] = s.sub("opening").sub(m.String()).lots()
		p.spreadPrice[m] = s.sub("price").sub(m.String()).isSpread()
		p.hasPrice[m] = s.sub("price").sub(m.String()).present()
		p.hasDemand[m] = s.sub("demand").sub(m.String()).present()
		p.hasOpening[m] = s.sub("opening").sub(m.String()).present()
	}
	p.Promotions = promotions(s.sub("promotion"), true)
	p.Facts = productFacts(s)
	return p
}

// isSpread reports whether a value is a table by marketplace or program rather than one value.
func (s scope) isSpread() bool {
	return s.present() && s.node.Kind == document.Table && s.node.Get("value") == nil
}

// perMarket reads one value for all marketplaces, or a table with `default` and marketplaces.
func perMarket(s scope, standard Default) (out [market.MarketplaceCount]*Input) {
	if !s.isSpread() {
		all := s.inputOr(standard)
		for m := range out {
			out[m] = all
		}
		return out
	}
	rest := s.sub("default").inputOr(standard)
	for m := market.US; m < market.MarketplaceCount; m++ {
		out[m] = rest
		if own := s.sub(m.String()); own.present() {
			out[m] = own.input()
		}
	}
	return out
}

// perProgram is perMarket for programs. A special default of a program gives way to a value for
// all.
func perProgram(s scope) (out [market.ProgramCount]*Input) {
	for p := market.NoProgram + 1; p < market.ProgramCount; p++ {
		own, rest := s.sub(p.String()), s
		if s.isSpread() {
			rest = s.sub("default")
		}
		special := s.keys.key.specialFor(own.place)
		switch {
		case own.present():
			out[p] = own.input()
		case rest.present() || special.For == "":
			out[p] = rest.inputOr(special)
		default:
			out[p] = own.inputOr(special)
		}
	}
	return out
}

// prices reads one price for all programs, or a table with `default` and programs.
func prices(s scope) (out [market.ProgramCount]*Price) {
	if !s.present() {
		return out
	}
	spread := s.isSpread()
	for p := market.NoProgram + 1; p < market.ProgramCount; p++ {
		switch {
		case !spread:
			out[p] = s.price()
		case s.sub(p.String()).present():
			out[p] = s.sub(p.String()).price()
		default:
			out[p] = s.sub("default").price()
		}
	}
	return out
}

// price reads "39.99 CAD" or "auto".
func (s scope) price() *Price {
	v, ok := s.value()
	if !ok {
		return nil
	}
	id := cacheKey{v.node, s.path}
	if old, seen := s.b.cache[id]; seen {
		return old.(*Price)
	}
	price := &Price{Meta: v.meta}
	if v.node.Kind == document.String && v.node.Text == "auto" {
		price.Auto = true
		if s.market == market.US {
			v.whole("impossible", "the US price cannot be \"auto\": other prices follow from it",
				`write "24.99 USD"`)
			price = nil
		}
	} else if price.Value, ok = v.money(); !ok {
		price = nil
	}
	s.b.cache[id] = price
	return price
}

// lots reads "800 units aged 40 d", "300 units in 12 d", such lots with "+" between them, or a
// list of them.
func (s scope) lots() *Lots {
	v, ok := s.value()
	if !ok {
		return nil
	}
	items := []*document.Node{v.node}
	if v.node.Kind == document.Array {
		items = v.node.Items()
	}
	lots := &Lots{Meta: v.meta}
	for _, item := range items {
		lots.Lots = append(lots.Lots, (value{s, item, v.meta}).lotList()...)
	}
	return lots
}

// lotList reads the lots of one text.
func (v value) lotList() (list []Lot) {
	if v.node.Kind != document.String {
		if lot, ok := v.lot("", 0); ok {
			list = append(list, lot)
		}
		return list
	}
	at := 0
	for _, part := range strings.Split(v.node.Text, "+") {
		if lot, ok := v.lot(part, at); ok {
			list = append(list, lot)
		}
		at += utf8.RuneCountInString(part) + 1
	}
	return list
}

// lot reads one lot, whose text begins at a character of the value.
func (v value) lot(text string, at int) (Lot, bool) {
	lot := Lot{Pos: v.node.Pos}
	if v.node.Kind == document.Integer {
		n, err := v.node.Int()
		lot.Units = n
		return lot, err == nil && v.lotSize(n)
	}
	if _, ok := v.text(); !ok {
		return lot, false
	}
	count, age, aged := strings.Cut(text, "aged")
	if !aged {
		count, age, _ = strings.Cut(text, " in ")
	}
	trimmed := strings.TrimSpace(count)
	indent := utf8.RuneCountInString(count) - utf8.RuneCountInString(strings.TrimLeft(count, " \t"))
	var ok bool
	if lot.Units, ok = v.units(trimmed, at+indent); !ok || !v.lotSize(lot.Units) {
		return lot, false
	}
	if len(count) == len(text) {
		return lot, true
	}
	d, err := quantity.ParseDelay(strings.TrimSpace(age))
	start := at + utf8.RuneCountInString(text) - utf8.RuneCountInString(age)
	switch {
	case err != nil && aged:
		v.fail(start, utf8.RuneCountInString(age), "unit",
			fmt.Sprintf("%q is not an age", strings.TrimSpace(age)),
			`write "800 units aged 40 d"`)
	case err != nil || !aged && d <= 0:
		v.fail(start, utf8.RuneCountInString(age), "unit",
			fmt.Sprintf("%q is not the time until units arrive", strings.TrimSpace(age)),
			`write "300 units in 12 d"`)
	case aged:
		lot.Age = d
		return lot, true
	default:
		lot.In = d
		return lot, true
	}
	return lot, false
}

func (v value) lotSize(n int64) bool {
	if n < 0 || n > 1e9 {
		v.whole("range", fmt.Sprintf("%d units is out of range", n),
			"allowed are 0 to 1000000000 units")
		return false
	}
	return true
}

// promotions reads the promotions of a product (own) or of a whole marketplace.
func promotions(s scope, own bool) []*Promotion {
	var out []*Promotion
	for _, f := range s.node.Fields() {
		if f.Node.Kind != document.Table {
			continue
		}
		one := s.sub(f.Name)
		p := &Promotion{Name: f.Name, Pos: one.near, From: one.sub("from").dateField(),
			To: one.sub("to").dateField(), Discount: one.sub("discount").percentField(),
			Uplift: one.sub("uplift").input()}
		if own {
			p.Market = one.sub("market").marketField()
			p.Price = one.promotionPrice(p.Market)
			if one.sub("discount").present() == one.sub("price").present() {
				one.fail("missing", fmt.Sprintf("%s needs either a discount or a price", one.path),
					`write discount = "20 %"`)
			}
		}
		if p.From != nil && p.To != nil && p.To.Value < p.From.Value {
			s.b.list.Add(p.To.Pos.Problem("order", "the promotion ends before it begins", ""))
		}
		out = append(out, p)
	}
	return out
}

// promotionPrice reads the price in the currency of the promotion's marketplace.
func (s scope) promotionPrice(m *Place) *Money {
	price := s.sub("price")
	if m != nil {
		price.market, price.placed = m.Value, true
	}
	return price.moneyField()
}
