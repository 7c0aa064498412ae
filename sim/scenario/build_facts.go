package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/market"
	"fbasim/sim/scenario/document"
)

// buildSeller reads the seller's account.
func buildSeller(s scope) Seller {
	out := Seller{
		Professional: s.sub("professional").boolField(),
		Established:  s.sub("established").boolField(),
		Home:         s.sub("home_country").countryField(),
		Unified:      s.sub("unified_account").boolField(),
		Registered:   s.sub("fba_registered").countries(),
		Export:       s.sub("fba_export_enabled").boolField(),
		Enrolled:     s.sub("rf_enrolled").boolField(),
		AutoListing:  s.sub("alc").marketsField(),
		Converter:    s.sub("accs").boolField(),
		Stranded:     s.sub("stranded_auto_days").spanField(),
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		out.ReturnAddress[m] = s.sub("return_address").sub(m.String()).enumField()
		out.FreeReturns[m] = s.sub("free_returns").sub(m.String()).boolField()
	}
	return out
}

// countries reads a list of countries, nil where the key is absent.
func (s scope) countries() []*Text {
	list := s.textsField()
	for _, t := range list {
		if !isCountry(t.Value) {
			(value{s, s.node, t.Meta}).at(t).whole("unknown-name",
				fmt.Sprintf("%q is not a country", t.Value),
				"write two capital letters (ISO 3166): US, CA, MX, GB")
		}
	}
	return list
}

// marketsField reads a list of marketplaces, or "all".
func (s scope) marketsField() *Field[[]market.Marketplace] {
	return once(s, func(v value) ([]market.Marketplace, bool) { return v.markets(true, "") })
}

// productFacts reads what the rules ask of a product.
func productFacts(s scope) ProductFacts {
	f := ProductFacts{
		Classes: s.sub("classes").classList(), Media: s.sub("media").enumField(),
		Prep: s.sub("prep").enumField(), Description: s.sub("has_description").boolField(),
		Bullet: s.sub("has_bullet").boolField(),
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		code := m.String()
		f.Risk[m] = s.sub("risk").sub(code).enumField()
		f.Compliant[m] = s.sub("compliant").sub(code).boolField()
		f.Approval[m] = s.sub("approval").sub(code).boolField()
		f.FBAEnabled[m] = s.sub("fba_enabled").sub(code).boolField()
		f.Blocked[m] = s.sub("rf_transport_block").sub(code).boolField()
		f.Offered[m] = s.sub("offered").sub(code).boolField()
		f.SellerStock[m] = s.sub("sf_quantity").sub(code).unitsField()
	}
	byCountry(s.sub("lawful"), func(own scope, code string) {
		f.Lawful = append(f.Lawful, CountryBool{code, own.boolField()})
	})
	byCountry(s.sub("export"), func(own scope, code string) {
		f.ExportDemand = append(f.ExportDemand, CountryInput{code, own.input()})
	})
	return f
}

// byCountry calls a function for each country of a table, by code.
func byCountry(all scope, f func(own scope, code string)) {
	fields := slices.Clone(all.node.Fields())
	slices.SortFunc(fields, func(x, y document.Field) int { return cmp.Compare(x.Name, y.Name) })
	for _, field := range fields {
		if isCountry(field.Name) {
			f(all.sub(field.Name), field.Name)
		}
	}
}

// classList reads product classes; a text may hold several, as cells of a catalog do.
func (s scope) classList() (out []*Text) {
	for _, t := range s.textsField() {
		own := (value{s, s.node, t.Meta}).at(t)
		words, _ := own.classes()
		for _, word := range words {
			out = append(out, &Text{t.Meta, word})
		}
	}
	return out
}

// competitors reads the offers of others.
func competitors(s scope) (list []*Competitor) {
	var skus []string
	for _, f := range s.b.base.Get("product").Fields() {
		skus = append(skus, f.Name)
	}
	each(s, func(one scope, name string) {
		list = append(list, &Competitor{
			Name: name, Pos: one.near, Price: one.sub("price").moneyField(),
			Days: one.sub("days").input(), Shipping: one.sub("shipping").moneyField(),
			Prime: one.sub("prime").boolField(), SKUs: one.sub("sku").nameList("product", skus),
		})
	})
	return list
}

// buildMerchant reads how the seller ships itself, nil when the table is absent.
func buildMerchant(s scope) *Merchant {
	if !s.present() {
		return nil
	}
	return &Merchant{
		Pos: s.near, Shipping: s.sub("shipping").input(),
		Discount: s.sub("discount").percentField(), Charged: s.sub("charged").input(),
		Handling: s.sub("handling").spanField(),
		Incoterm: s.sub("incoterm").enumField(), Duty: s.sub("duty").input(),
		Service: s.sub("service").input(), ReturnCost: s.sub("return_cost").input(),
		Claims: s.sub("claims").input(), LimitSize: s.sub("limit").sub("size").sizeField(),
		LimitWeight: s.sub("limit").sub("weight").weightField(),
	}
}

// exports reads what buyers abroad want and pay.
func exports(s scope) (list []*Export) {
	byCountry(s, func(one scope, code string) {
		list = append(list, &Export{
			Country: code, Pos: one.near, Demand: one.sub("demand").input(),
			Shipping: one.sub("shipping").input(), Duty: one.sub("duty").input(),
			Transit: one.sub("transit").input(), Open: one.sub("open").classList(),
		})
	})
	return list
}

// ruleChoice reads which rules hold, and with what parameters.
func ruleChoice(root scope) RuleChoice {
	s := root.sub("rules")
	c := RuleChoice{Profile: s.sub("profile").textField(), Off: s.sub("off").textsField()}
	if own := root.sub("profile").textField(); c.Profile == nil {
		c.Profile = own
	}
	for _, f := range s.node.Fields() {
		if f.Name == "profile" || f.Name == "off" {
			continue
		}
		if t := s.sub(f.Name).anyField(); t != nil {
			c.Params = append(c.Params, RuleParam{f.Name, keyPos(f.Node), t})
		}
	}
	slices.SortFunc(c.Params, func(x, y RuleParam) int { return strings.Compare(x.Name, y.Name) })
	return c
}

// anyField reads a text, a number or true or false as text.
func (s scope) anyField() *Text {
	return once(s, func(v value) (string, bool) {
		switch v.node.Kind {
		case document.Integer, document.Float, document.Bool:
			return v.node.Text, true
		}
		return v.text()
	})
}

// buildRisk reads what goes wrong by chance.
func buildRisk(s scope) Risk {
	errors := s.sub("errors").enumField()
	return Risk{
		All:      errors != nil && errors.Value == "catalogue",
		Misroute: s.sub("misroute").input(), Short: s.sub("short").input(),
		Hazard: s.sub("eligibility_hazard").input(), Split: s.sub("split").boolField(),
		Refusals: s.sub("refusals").boolField(),
	}
}
