package compile

import (
	"slices"

	"fbasim/sim/market"
	"fbasim/sim/scenario"
)

// The first scheduled switch of a thing implies that it was the other way before,
// unless the scenario states it. Everything that no action switches is as in a
// business that runs: enrolled, registered, offered, assessed, approved. The
// documentation of scenarios (scenarios/README.md) says so in the same words.

// beginning is what the actions of a case imply of the time before them. Keys are
// made by the functions below; what is absent is not implied.
type beginning map[string]bool

// The keys of things that actions switch.
const (
	beginsEnrolled  = "enrolled"
	beginsExport    = "export"
	beginsConverter = "converter"
	beginsListing   = "automatic listing"
	exclusionFile   = "exclusion file"
)

func registeredIn(country string) string { return "registered/" + country }
func beginsAway(sku string) string       { return "away/" + sku }
func ofOffer(sku string, m market.Marketplace) string {
	return "offer/" + sku + "/" + m.String()
}
func ofOwnOffer(sku string, m market.Marketplace) string {
	return "own offer/" + sku + "/" + m.String()
}
func ofProduct(what, asin, place string) string { return what + "/" + asin + "/" + place }

// beginningOf goes through the actions in the order of time; those that wait for a
// condition come last. stocked reports whether a product's local stock is there at
// the start, or a plan of the case serves the marketplace from it.
func beginningOf(
	s *scenario.Script, products []*scenario.Product, stocked func(*scenario.Product, market.Marketplace) bool,
) beginning {
	b := beginning{}
	for _, a := range inTime(s.Actions) {
		b.account(a)
		b.product(a)
		b.offers(a)
		if a.Word.Name != "enroll" || b[beginsEnrolled] { // the first time, not the second
			continue
		}
		for _, p := range products {
			for m := market.US + 1; m < market.MarketplaceCount; m++ {
				if !stocked(p, m) {
					b.first(ofOffer(p.SKU, m), false)
				}
			}
		}
	}
	return b
}

// inTime sorts actions by time, those with a condition last.
func inTime(actions []*scenario.Action) []*scenario.Action {
	list := slices.Clone(actions)
	slices.SortStableFunc(list, func(x, y *scenario.Action) int {
		switch {
		case x.At == nil || y.At == nil:
			return order(x.At == nil, y.At == nil)
		case x.At.Value < y.At.Value:
			return -1
		case x.At.Value > y.At.Value:
			return 1
		}
		return 0
	})
	return list
}

// order sorts false before true.
func order(x, y bool) int {
	switch {
	case x == y:
		return 0
	case y:
		return -1
	}
	return 1
}

// first notes how a thing was before it is switched for the first time.
func (b beginning) first(key string, before bool) {
	if _, known := b[key]; !known {
		b[key] = before
	}
}

// or returns what is implied of a thing, and the fallback where nothing is.
func (b beginning) or(key string, fallback bool) bool {
	if v, ok := b[key]; ok {
		return v
	}
	return fallback
}

// account is about the seller's account.
func (b beginning) account(a *scenario.Action) {
	switch a.Word.Name {
	case "enroll":
		b.first(beginsEnrolled, false)
	case "unenroll":
		b.first(beginsEnrolled, true)
	case "set_fba_export":
		b.first(beginsExport, !a.Flag("enable", true))
	case "set_currency_converter":
		b.first(beginsConverter, !a.Flag("enable", true))
	case "set_auto_listing":
		b.first(beginsListing, len(a.Markets()) == 0)
	case "register_fba":
		for _, m := range a.Markets() {
			b.first(registeredIn(m.String()), false)
		}
		if code := a.Text("country"); code != "" {
			b.first(registeredIn(code), false)
		}
	case "exclude_country":
		b.country("excluded", "", a, !a.Flag("enable", true), false)
	}
}

// product is about what the rules ask of an ASIN.
func (b beginning) product(a *scenario.Action) {
	asin := a.Text("asin")
	each := func(what string, before bool) {
		for _, m := range a.Markets() {
			b.first(ofProduct(what, asin, m.String()), before)
		}
	}
	switch a.Word.Name {
	case "risk_change":
		each("assessed", a.Text("level") != "pass")
	case "compliance_change":
		each("compliant", !a.Flag("compliant", true))
	case "approval_change":
		each("approved", !a.Flag("approved", true))
	case "fba_enabled_change":
		each("enabled", !a.Flag("enabled", true))
	case "transport_block":
		each("carried", a.Flag("blocked", true))
	case "lawful_change":
		b.country("lawful", asin, a, !a.Flag("lawful", true), true)
	case "exclude_product":
		b.country("excluded", asin, a, !a.Flag("enable", true), false)
	case "upload_exclusion_file":
		b.first(exclusionFile, true)
	}
}

// country notes a list of countries that is edited. What ends an entry for all of them
// implies nothing where one of them was entered before, nor does the end of one where
// all were, or a file was read; fine is how it is where nothing is implied.
func (b beginning) country(what, asin string, a *scenario.Action, before, fine bool) {
	country := a.Text("country")
	if country == "" {
		country = everywhere
	}
	some := ofProduct(what+" somewhere", asin, "")
	_, all := b[ofProduct(what, asin, everywhere)]
	if before != fine && (all || country == everywhere && b[some] || b[exclusionFile] && what == "excluded" && asin != "") {
		before = fine
	}
	b.first(ofProduct(what, asin, country), before)
	if before == fine {
		b.first(some, true)
	}
}

// everywhere stands for all countries.
const everywhere = "all"

// offers is about the offers of a SKU. What is done to an offer implies that it is
// there.
func (b beginning) offers(a *scenario.Action) {
	sku := a.Text("sku")
	use, _ := argProgram(a, "channel")
	own := use == market.SellerFulfilled
	for _, m := range a.Markets() {
		switch a.Word.Name {
		case "create_offer":
			b.first(pick(own, ofOwnOffer, ofOffer)(sku, m), false)
		case "remove_offer", "set_price":
			b.first(pick(own, ofOwnOffer, ofOffer)(sku, m), true)
		case "set_channel":
			b.first(pick(own, ofOffer, ofOwnOffer)(sku, m), true)
		case "listing_problem":
			b.first(ofProduct("fine", sku, m.String()), true)
		case "listing_fixed":
			b.first(ofProduct("fine", sku, m.String()), false)
		case "opt_out_auto_action":
			b.first(ofProduct("opted out", sku, m.String()), !a.Flag("enable", true))
		}
	}
	switch a.Word.Name {
	case "add_product":
		b.first(beginsAway(sku), true)
	case "us_offer_pulled":
		b.first(ofProduct("shown", sku, "US"), true)
	case "us_offer_restored":
		b.first(ofProduct("shown", sku, "US"), false)
	}
}

// keyOf makes the key of an offer.
type keyOf = func(sku string, m market.Marketplace) string

func pick(yes bool, a, b keyOf) keyOf {
	if yes {
		return a
	}
	return b
}

// argProgram returns an argument that is a program.
func argProgram(a *scenario.Action, name string) (market.Program, bool) {
	if arg := a.Arg(name); arg != nil {
		use, ok := arg.Value.(market.Program)
		return use, ok
	}
	return market.NoProgram, false
}
