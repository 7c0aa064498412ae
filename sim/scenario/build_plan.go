package scenario

import (
	"cmp"
	"slices"

	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/scenario/document"
)

// plan builds a case from the base merged with its overrides. own is the case's own table, for
// its mark and title.
func (b *builder) plan(root, own scope, name string) *Plan {
	b.inputs = nil
	p := &Plan{Case: name, Title: name, Pos: own.near, Currency: b.currency,
		Script: b.scripted.In(name)}
	if own.present() {
		if t := own.sub("title").textField(); t != nil {
			p.Title = t.Value
		}
		mark := own.sub("baseline").boolField()
		p.Baseline = mark != nil && mark.Value
	}
	p.Start = root.sub("start").dateField()
	p.Horizon = root.sub("horizon").spanField()
	p.Warmup = root.sub("warmup").spanField()
	p.Timezone = root.sub("timezone").textField()
	p.Unmet = root.sub("unmet").enumField()
	p.Settlement = root.sub("settlement").spanField()
	p.Leftover = root.sub("leftover").enumField()
	for m := market.US; m < market.MarketplaceCount; m++ {
		p.Programs[m] = programPlan(root.sub("program").sub(m.String()))
		p.Markets[m] = b.market(root.sub("market").sub(m.String()))
		p.Locals[m] = buildLocal(root.sub("local").sub(m.String()))
		p.Replenish[m] = buildReplenish(root.sub("replenish").sub(m.String()))
		p.Merchants[m] = buildMerchant(root.sub("merchant").sub(m.String()))
	}
	b.products(p, root.sub("product"))
	for c := money.USD; c < money.CurrencyCount; c++ {
		p.FX[c] = b.rate(p, root.sub("fx").sub(c.String()), c)
	}
	p.Conversion = buildConversion(root.sub("conversion"))
	p.Seller = buildSeller(root.sub("seller"))
	p.Assume = buildAssume(root.sub("assume").sub("cards"))
	p.Rules, p.Risk = ruleChoice(root), buildRisk(root.sub("risk"))
	p.Exports = exports(root.sub("export"))
	p.Inputs = distinct(b.inputs)
	b.checkPlan(p)
	return p
}

// rate builds an exchange rate. The default stands in only where actions imply sales in a
// marketplace that no plan serves, and results are in its currency.
func (b *builder) rate(p *Plan, s scope, c money.Currency) *FX {
	if fx := buildFX(s, b.currency); fx != nil || s.present() || c == b.currency {
		return fx
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		planned := p.Programs[m] != nil && !p.Programs[m].FromDefault
		sells := slices.ContainsFunc(p.Products, func(x *Product) bool {
			return x.Sells(p.Script, m)
		})
		if m.Currency() != c || planned || !sells && !p.Script.touches(m) {
			continue
		}
		if spot := s.input(); spot != nil && spot.Currency == b.currency {
			return &FX{Pos: s.near, Spot: spot}
		}
	}
	return nil
}

// distinct drops repetitions: one input may serve several marketplaces.
func distinct(inputs []*Input) []*Input {
	seen := make(map[*Input]bool, len(inputs))
	return slices.DeleteFunc(slices.Clone(inputs), func(in *Input) bool {
		again := seen[in]
		seen[in] = true
		return again
	})
}

// programPlan reads `program.CA = "local-fba"` or a list of rows.
func programPlan(s scope) *ProgramPlan {
	if !s.present() || s.node.Kind != document.Array {
		use := s.programField()
		if use == nil && s.present() {
			return &ProgramPlan{Meta: Meta{Path: s.path, Pos: s.node.Pos}}
		} else if use == nil {
			return nil
		}
		return &ProgramPlan{use.Meta, []ProgramRow{{Pos: use.Pos, Use: use.Value}}}
	}
	plan := &ProgramPlan{Meta: Meta{Path: s.path, Pos: s.node.Pos, Text: s.node.Text}}
	if len(s.node.Items()) == 0 {
		s.fail("empty", "the list has no rows", `write program.CA = "local-fba"`)
	}
	for i, item := range s.node.Items() {
		if item.Kind != document.Table {
			continue // reported with the unknown keys
		}
		row := s.element(i, item)
		r := ProgramRow{Pos: item.Pos, From: row.sub("from").dateField(),
			To:   row.sub("to").dateField(),
			When: row.sub("when").condition()}
		if use := row.sub("use").programField(); use != nil {
			r.Use = use.Value
		}
		if r.From != nil && r.To != nil && r.To.Value < r.From.Value {
			s.b.list.Add(r.To.Pos.Problem("order", "the row ends before it begins", ""))
		}
		plan.Rows = append(plan.Rows, r)
	}
	return plan
}

// market builds a marketplace. The defaults of one that no case sells in are nobody's assumptions.
func (b *builder) market(s scope) *Market {
	if !b.used[s.market] && !s.present() {
		return &Market{Pos: s.near}
	}
	inputs, notes := len(b.inputs), len(b.notes)
	m := buildMarket(s)
	if !b.used[s.market] {
		b.inputs, b.notes = b.inputs[:inputs], b.notes[:notes]
	}
	return m
}

// condition reads an expression for a later step.
func (s scope) condition() *Condition {
	t := s.textField()
	if t == nil {
		return nil
	}
	return &Condition{t.Meta, s.node}
}

// products builds the products by SKU.
func (b *builder) products(p *Plan, all scope) {
	for _, f := range all.node.Fields() {
		if f.Node.Kind == document.Table {
			p.Products = append(p.Products, b.product(all.sub(f.Name), f.Name))
		}
	}
	sortBySKU(p.Products)
}

func sortBySKU(products []*Product) {
	slices.SortFunc(products, func(x, y *Product) int { return cmp.Compare(x.SKU, y.SKU) })
}

// product builds a product, once for all cases that share its table.
func (b *builder) product(s scope, sku string) *Product {
	id := cacheKey{s.node, s.path}
	if old, seen := b.cache[id]; seen {
		built := old.(builtProduct)
		b.inputs = append(b.inputs, built.inputs...)
		return built.product
	}
	before := len(b.inputs)
	p := buildProduct(s, sku)
	b.cache[id] = builtProduct{p, slices.Clone(b.inputs[before:])}
	return p
}

type builtProduct struct {
	product *Product
	inputs  []*Input
}

func buildConversion(s scope) Conversion {
	return Conversion{
		ACCS:           s.sub("accs").boolField(),
		Payout:         s.sub("payout").currencyField(),
		Rate:           s.sub("rate").input(),
		TrailingVolume: s.sub("trailing_volume").moneyField(),
	}
}

// buildAssume reads `cards = "nearest"` or a table of fees and cards.
func buildAssume(s scope) Assume {
	if !s.present() {
		return Assume{}
	}
	a := Assume{Pos: s.node.Pos}
	if s.node.Kind != document.Table {
		a.Nearest = s.enumField() != nil
		return a
	}
	for _, f := range s.node.Fields() {
		if card := s.sub(f.Name).textField(); card != nil {
			a.Cards = append(a.Cards, CardPin{f.Name, card})
		}
	}
	slices.SortFunc(a.Cards, func(x, y CardPin) int { return cmp.Compare(x.Fee, y.Fee) })
	return a
}
