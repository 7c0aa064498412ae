package compile_test

import (
	"fmt"
	"strings"
	"testing"

	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/program"
)

// stageText is a scenario with two products, one of them with another SKU of its ASIN.
const stageText = `schema = 1
start = 2026-02-02
horizon = "60 d"
[product.X]
asin = "B1"
category = "toys"
size = "6 x 4 x 2 in"
weight = "8 oz"
cost = "3 USD"
price = { US = "20 USD", CA = "30 CAD", MX = "400 MXN" }
opening.US = "10 units"
[product.X-CA]
asin = "B1"
category = "toys"
size = "6 x 4 x 2 in"
weight = "8 oz"
cost = "3 USD"
price.CA = "31 CAD"
[assume]
cards = "nearest"
`

// does writes an action.
func does(name, at, do string, args ...string) string {
	return fmt.Sprintf("[action.%s]\nat = %q\ndo = %q\n%s\n", name, at, do, strings.Join(args, "\n"))
}

// TestTheFirstSwitchOfAThingImpliesTheOppositeBefore is the convention about the start
// of scripted cases, a row for each thing that actions switch.
func TestTheFirstSwitchOfAThingImpliesTheOppositeBefore(t *testing.T) {
	sku, ca, asin := `sku = "X"`, `market = "CA"`, `asin = "B1"`
	offer := func(c *model.Config, m market.Marketplace) bool { return !c.SKUs[0].Listings[m].NotOffered }
	product := func(c *model.Config) *program.Product { return &c.SKUs[0].Facts }
	for _, c := range []struct {
		name, more string
		is         func(c *model.Config) any
		want       any
	}{
		{"nothing is switched: enrolled", does("a", "1 d", "download_status_report"),
			func(c *model.Config) any { return c.Seller.Enrolled && c.Seller.EverEnrolled }, true},
		{"enroll: not before", does("a", "1 d", "enroll"), func(c *model.Config) any { return c.Seller.Enrolled }, false},
		{"unenroll first: enrolled before", does("b", "2 d", "enroll") + does("a", "1 d", "unenroll"),
			func(c *model.Config) any { return c.Seller.Enrolled }, true},
		{"enroll, but the scenario states it", "[seller]\nrf_enrolled = true\n" + does("a", "1 d", "enroll"),
			func(c *model.Config) any { return c.Seller.Enrolled }, true},
		{"enroll: no offers in Canada before", does("a", "1 d", "enroll"),
			func(c *model.Config) any { return offer(c, market.CA) }, false},
		{"enroll: the US offer stays", does("a", "1 d", "enroll"),
			func(c *model.Config) any { return offer(c, market.US) }, true},
		{"enroll: an offer that is stated", "[product.X]\noffered.CA = true\n" + does("a", "1 d", "enroll"),
			func(c *model.Config) any { return offer(c, market.CA) }, true},
		{"enroll: local stock keeps its offer", "[product.X]\nopening.CA = 5\n" + does("a", "1 d", "enroll"),
			func(c *model.Config) any { return offer(c, market.CA) }, true},
		{"enroll after an offer was removed", does("a", "2 d", "enroll") + does("b", "1 d", "remove_offer", sku, ca),
			func(c *model.Config) any { return offer(c, market.CA) }, true},
		{"no enrolling: priced means offered", does("a", "1 d", "download_status_report"),
			func(c *model.Config) any { return offer(c, market.CA) }, true},
		{"create_offer: not before", does("a", "1 d", "create_offer", sku, ca, `method = "bil"`),
			func(c *model.Config) any { return offer(c, market.CA) }, false},
		{"create_offer after remove_offer", does("b", "2 d", "create_offer", sku, ca, `method = "bil"`) +
			does("a", "1 d", "remove_offer", sku, ca), func(c *model.Config) any { return offer(c, market.CA) }, true},
		{"an offer of the seller's own is another thing", does("a", "1 d", "create_offer", sku, ca, `method = "manual"`,
			`price = "31 CAD"`, `channel = "seller-fulfilled"`), func(c *model.Config) any { return offer(c, market.CA) }, true},
		{"set_channel to FBA: seller-fulfilled before", does("a", "1 d", "set_channel", sku, ca, `channel = "fba-local"`),
			func(c *model.Config) any { return c.SKUs[0].Listings[market.CA].OwnOffer }, true},
		{"seller-fulfilled units", "[product.X]\nsf_quantity.CA = 7\n" + does("a", "1 d", "enroll"),
			func(c *model.Config) any { return c.SKUs[0].Listings[market.CA].OwnUnits }, int64(7)},
		{"register_fba: not before", does("a", "1 d", "register_fba", `market = "MX"`),
			func(c *model.Config) any { return c.Seller.FBARegistered }, program.Flags{true, true, false}},
		{"registrations that are stated", "[seller]\nfba_registered = [\"US\", \"DE\"]\n" + does("a", "1 d", "enroll"),
			func(c *model.Config) any { return fmt.Sprint(c.Seller.FBARegistered, c.Seller.Countries) }, "[true false false] [DE]"},
		{"export on first: off before", does("a", "1 d", "set_fba_export", "enable = true"),
			func(c *model.Config) any { return c.Seller.ExportEnabled }, false},
		{"export off first: on before", does("a", "1 d", "set_fba_export", "enable = false"),
			func(c *model.Config) any { return c.Seller.ExportEnabled }, true},
		{"converter", does("a", "1 d", "set_currency_converter", "enable = true"),
			func(c *model.Config) any { return c.Seller.Converter }, false},
		{"automatic listing by default", does("a", "1 d", "enroll"),
			func(c *model.Config) any { return c.Seller.AutoListing }, program.Flags{false, true, true}},
		{"automatic listing switched on later", does("a", "1 d", "enroll") + does("b", "2 d", "set_auto_listing", `markets = ["CA"]`),
			func(c *model.Config) any { return c.Seller.AutoListing }, program.Flags{}},
		{"add_product: not in inventory before", does("a", "1 d", "add_product", sku),
			func(c *model.Config) any { return fmt.Sprint(c.SKUs[0].Away, c.SKUs[1].Away) }, "true false"},
		{"risk to pass: unassessed before", does("a", "1 d", "risk_change", asin, ca, `level = "pass"`),
			func(c *model.Config) any { return product(c).Risk[market.CA] }, program.Unassessed},
		{"risk to high: passed before", does("a", "1 d", "risk_change", asin, ca, `level = "high"`),
			func(c *model.Config) any { return product(c).Risk[market.CA] }, program.RiskPassed},
		{"risk that is stated", "[product.X]\nrisk.CA = \"high\"\n" + does("a", "1 d", "risk_change", asin, ca, `level = "pass"`),
			func(c *model.Config) any { return product(c).Risk[market.CA] }, program.HighRisk},
		{"compliance", does("a", "1 d", "compliance_change", asin, ca, "compliant = true"),
			func(c *model.Config) any { return product(c).Compliant }, program.Flags{true, false, true}},
		{"both SKUs of the ASIN", does("a", "1 d", "compliance_change", asin, ca, "compliant = true"),
			func(c *model.Config) any { return c.SKUs[1].Facts.Compliant[market.CA] }, false},
		{"approval", does("a", "1 d", "approval_change", asin, `market = "US"`, "approved = true"),
			func(c *model.Config) any { return product(c).USNotApproved && !product(c).Approved[market.US] }, true},
		{"FBA enabled", does("a", "1 d", "fba_enabled_change", asin, ca, "enabled = true"),
			func(c *model.Config) any { return product(c).FBAEnabled[market.CA] }, false},
		{"transport block lifted", does("a", "1 d", "transport_block", asin, ca, "blocked = false"),
			func(c *model.Config) any { return product(c).TransportBlock[market.CA] }, true},
		{"transport block", does("a", "1 d", "transport_block", asin, ca, "blocked = true"),
			func(c *model.Config) any { return product(c).TransportBlock[market.CA] }, false},
		{"lawful", does("a", "1 d", "lawful_change", asin, `country = "DE"`, "lawful = true"),
			func(c *model.Config) any { return fmt.Sprint(product(c).UnlawfulIn) }, "[DE]"},
		{"US offer restored", does("a", "1 d", "us_offer_restored", sku),
			func(c *model.Config) any { return product(c).USPulled }, true},
		{"US offer pulled", does("a", "1 d", "us_offer_pulled", sku),
			func(c *model.Config) any { return product(c).USPulled }, false},
		{"listing fixed", does("a", "1 d", "listing_fixed", sku, ca, `reason = "no_image"`),
			func(c *model.Config) any { return product(c).ListingProblem[market.CA] }, "no_image"},
		{"country opened again", does("a", "1 d", "exclude_country", `country = "DE"`, "enable = false"),
			func(c *model.Config) any { return c.Seller.Excluded.Country("DE") }, true},
		{"country excluded", does("a", "1 d", "exclude_country", `country = "DE"`),
			func(c *model.Config) any { return c.Seller.Excluded.Country("DE") }, false},
		{"product opened again", does("a", "1 d", "exclude_product", asin, "enable = false"),
			func(c *model.Config) any { return c.Seller.Excluded.Everywhere("B1") }, true},
		{"opted in again", does("a", "1 d", "opt_out_auto_action", sku, ca, "enable = false"),
			func(c *model.Config) any { return c.SKUs[0].OptedOut }, program.Flags{false, true, false}},
		{"what waits for a condition comes after what has a time",
			"[action.a]\nwhen = \"day() > 3\"\ndo = \"enroll\"\n" + does("b", "20 d", "unenroll"),
			func(c *model.Config) any { return c.Seller.Enrolled }, true},
	} {
		text := stageText
		if own, rest, ok := strings.Cut(c.more, "[action"); ok && strings.HasPrefix(own, "[product.X]\n") {
			text = strings.Replace(text, "[product.X]\n", own, 1)
			c.more = "[action" + rest
		}
		cases, problems := tryText(t, text+c.more)
		if problems != "" {
			t.Errorf("%s:\n%s", c.name, problems)
			continue
		}
		if got := c.is(cases[0].Config); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
