package compile_test

import (
	"fmt"
	"testing"

	"fbasim/sim/ledger"
	"fbasim/sim/market"
)

// ruled are parameters of rules that a scenario states, with a story and what shows it.
var ruled = []struct{ name, facts, actions, that string }{
	{"days of a country", "rules.ca_days = \"uniform(3, 4) d\"\n", buys("CA", ""),
		`order(1).days >= 3 && order(1).days <= 4 && !order(1).late`},
	{"window from the pick-up", "rules.window_from = \"pickup\"\nrules.ca_days = \"8 d\"\n", buys("CA", ""),
		`order(1).days == 9`},
	{"business days", "rules.window_unit = \"business\"\nrules.ca_days = \"8 d\"\n", // from Saturday, March 2
		buys("CA", ""), `order(1).days == 12`},
	{"late pick-up", "rules.pickup_hours = \"36 h\"\n", buys("CA", ""), `order(1).title_at == 2.5`},
	{"title at clearance", "rules.title_passes = \"clearance\"\n", buys("CA", ""),
		`order(1).title_at == order(1).delivered_at && order(1).title_at > 7`},
	{"longer without Prime", "rules.nonprime_days = \"longer\"\nrules.nonprime_extra_days = \"3 d\"\nrules.ca_days = \"8 d\"\n",
		buys("CA", "prime = false"), `order(1).days == 11 && !order(1).late`},
	{"deposit too high", dear + "rules.ifd_error = \"10 %\"\n", buys("CA", ""),
		`charged("import_fees_deposit", "buyer", 1) == 8.58 && charged("import_fees_actual", "buyer", 1) == 7.80 && ` +
			`abs(received("import_fees_deposit", "buyer", 1) - 0.78) < 0.001`},
	{"deposit too low", dear + "rules.ifd_error = \"-10 %\"\n", buys("CA", ""),
		`charged("import_fees_deposit", "buyer", 1) == 7.02 && charged("import_fees_actual", "buyer", 1) == 7.80`},
	{"no deposit", dear + "rules.off = [\"RF-DTY-02\"]\n", buys("CA", ""),
		`charged("import_fees_deposit", "buyer", 1) == 0 && charged("import_fees_actual", "buyer", 1) == 7.80`},
	{"ads and deals", "product.X.demand.CA = \"1 units/d\"\nrules.ad_multiplier = 3\n", "", `sold("X", "CA") > 200`},
	{"no ads and deals", "product.X.demand.CA = \"1 units/d\"\nrules.ad_multiplier = 3\nrules.off = [\"RF-GEN-06\"]\n",
		"", `sold("X", "CA") < 150`},
	{"way back", "rules.return_transit_ca = \"5 d\"\n", buys("CA", "") + returns(""), `order(1).returned_at == 35`},
	{"return that waits for the parcel", "", buys("CA", "") + act("return_order", "2 d", "order = 1\nafter = \"3 d\""),
		`order(1).status == "returned" && stock("X", "US") == 500`},
	{"a parcel above the limit of which each unit is below", "", // 3 x 39.99 CAD, free up to 40
		act("place_order", "1 d", "sku = \"X\"\nmarket = \"CA\"\nunits = 3"),
		`abs(charged("import_fees_deposit", "buyer", 1) - 15.60) < 0.011 && charged("import_fees_actual", "buyer", 1) == charged("import_fees_deposit", "buyer", 1)`},
	{"a planning value where no card has a rate", "", buys("MX", ""), // 5 % of 499 MXN
		`charged("import_fees_deposit", "buyer", 1) == 24.95`},
	{"one shipping fee for an order", "market.CA.nonprime_shipping = \"7.99 CAD/order\"\n",
		act("place_order", "1 d", "sku = \"X\"\nmarket = \"CA\"\nunits = 3\nprime = false"),
		`charged("buyer_shipping", "buyer", 1) == 7.99 && ` +
			`abs(order(1).landed_price - charged("price", "buyer", 1) - 7.99 - charged("import_fees_deposit", "buyer", 1)) < 0.001`},
}

func TestParametersOfRemoteFulfillmentDoWhatTheySay(t *testing.T) {
	for _, c := range ruled {
		t.Run(c.name, func(t *testing.T) { tell(t, story{"base", c.facts, c.actions}, c.that) })
	}
}

// lines of the table that no program but those it lists may have.
func TestMoneyLinesOfOtherProgramsAreAbsent(t *testing.T) {
	for name, use := range map[string]market.Program{
		"remote": market.RemoteFulfillment, "local": market.LocalFBA, "export": market.FBAExport, "own": market.SellerFulfilled,
	} {
		t.Run(name, func(t *testing.T) {
			listed := map[string]bool{}
			for _, row := range ledger.WhoPays() {
				if row.Program == use {
					listed[row.Line] = true
				}
			}
			that := "true"
			for _, line := range ledger.MoneyLines() {
				for _, payer := range []string{"buyer", "seller", "amazon"} {
					if !listed[line] {
						that += fmt.Sprintf(" && charged(%q, %q, 1) == 0", line, payer)
					}
				}
			}
			tell(t, stories[name], that)
		})
	}
}
