package scenario

import (
	"fmt"
	"strings"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// scriptOf loads testdata/ok.toml with more lines.
func scriptOf(t *testing.T, more string) *Study {
	t.Helper()
	return mustLoad(t, "x.toml", Options{Read: files(map[string]string{
		"x.toml":         "extends = [\"testdata/ok.toml\"]\n" + more,
		"exclusions.csv": "asin,country,media\nB1,,\nB2,DE,book\n",
	})})
}

func TestMomentsAreSpansDatesOrTimes(t *testing.T) {
	for text, want := range map[string]int64{
		`"0 d"`: 0, `"36 h"`: 36 * civil.Hour, `"12 d"`: 12 * civil.Day,
		`"90 min"`:   90 * civil.Minute,
		`2026-02-03`: civil.Day, `"2026-02-03"`: civil.Day,
		`"2026-02-02T09:00"`:        9 * civil.Hour,
		`2026-02-02T09:30:00`:       9*civil.Hour + 30*civil.Minute,
		`2026-02-02T09:00:00Z`:      9 * civil.Hour,
		`"2026-02-02 09:00:05"`:     9*civil.Hour + 5,
		`2026-02-02T09:00:00+02:00`: 7 * civil.Hour,
	} {
		s := scriptOf(t, "[action.x]\ndo = \"unenroll\"\nat = "+text+"\n")
		if got := s.Script.Actions[0].At.Value; got != want {
			t.Errorf("%s is tick %d, want %d", text, got, want)
		}
	}
}

func TestArgumentsAreReadByTheirTypes(t *testing.T) {
	s := scriptOf(t, `
[product.MUG]
asin = "B000000009"
[action.a]
do = "create_offer"
at = "1 d"
sku = "MUG"
market = "CA"
method = "manual"
price = "29.99 CAD"
channel = "fba-local"
[action.b]
do = "create_plan"
at = "1 d"
plan = "P1"
market = "CA"
items = { MUG = "12 units" }
split = [8, 4]
placement = true
[action.c]
do = "delay_shipment"
at = "1 d"
plan = "P1"
shipment = 2
days = "36 h"
cause = "mixed"
[action.d]
do = "enroll"
at = "1 d"
auto_listing = "all"
[action.e]
do = "confirm_shipment"
at = "1 d"
order = "all"
[action.f]
do = "stock_adjustment"
at = "1 d"
sku = "MUG"
country = "MX"
units = "-3 units"
[action.g]
do = "class_change"
at = "1 d"
asin = "MUG"
classes = ["EXR5", "dangerous_goods"]
[action.h]
do = "compliance_change"
at = "1 d"
market = "all"
compliant = false
[action.i]
do = "us_offer_pulled"
when = "stock.US == 0"
sku = "MUG"
case = "local"
[action.j]
do = "upload_exclusion_file"
at = "1 d"
file = "exclusions.csv"
[action.k]
do = "risk_change"
at = "1 d"
sku = "MUG"
market = ["CA", "MX"]
level = "high"
`)
	price := money.Money{Amount: 29990000, Currency: money.CAD}
	for _, c := range []struct {
		action, arg string
		want        any
	}{
		{"a", "sku", "MUG"}, {"a", "market", []market.Marketplace{market.CA}},
		{"a", "method", "manual"},
		{"a", "price", price}, {"a", "channel", market.LocalFBA}, {"a", "asin", nil},
		{"b", "items", []Item{{"MUG", 12}}}, {"b", "split", []int64{8, 4}},
		{"b", "placement", true}, {"c", "shipment", int64(2)}, {"c", "cause", "mixed"},
		{"c", "days", quantity.Duration(36 * civil.Hour)},
		{"d", "auto_listing", []market.Marketplace{market.CA, market.MX}},
		{"e", "order", int64(0)},
		{"f", "country", []market.Marketplace{market.MX}}, {"f", "units", int64(-3)},
		{"g", "asin", "B000000009"}, {"g", "classes", []string{"EXR5", "dangerous_goods"}},
		{"h", "asin", "B000000009"}, {"h", "compliant", false},
		{"h", "market", []market.Marketplace{market.US, market.CA, market.MX}},
		{"j", "file", []Exclusion{{ASIN: "B1"}, {ASIN: "B2", Country: "DE", Media: true}}},
		{"k", "asin", "B000000009"},
		{"k", "market", []market.Marketplace{market.CA, market.MX}},
	} {
		var got any
		for _, a := range s.Script.Actions {
			if arg := a.Arg(c.arg); a.Name == c.action && arg != nil {
				got = arg.Value
			}
		}
		if fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", c.want) {
			t.Errorf("%s.%s is %#v, want %#v", c.action, c.arg, got, c.want)
		}
	}
	if n := len(s.Cases[0].Script.Actions); n != 10 {
		t.Errorf("%d actions in case remote, which leaves one to the other case", n)
	}
}

func TestACaseOfActionsAloneNeedsNoPlanDemandOrRate(t *testing.T) {
	s := mustLoad(t, "x.toml", Options{Read: files(map[string]string{"x.toml": `schema = 1
start = 2026-02-02
horizon = "30 d"
[product.X]
category = "toys"
size = "6 x 4 x 2 in"
weight = "8 oz"
cost = "3 USD"
price.CA = "20 CAD"
[action.x]
do = "enroll"
at = "0 d"
`})})
	p := s.Cases[0]
	if len(s.Cases) != 1 || p.Case != "base" || !p.Baseline {
		t.Fatalf("%d cases", len(s.Cases))
	}
	for m, want := range []bool{false, true, false} {
		if got := p.Products[0].Sells(p.Script, market.Marketplace(m)); got != want {
			t.Errorf("sold in %v: %v", market.Marketplace(m), got)
		}
	}
	if fx := p.FX[money.CAD]; fx == nil || !fx.Spot.FromDefault {
		t.Error("the Canadian dollar has no rate")
	}
	if p.Markets[market.MX].Transit[market.RemoteFulfillment] == nil {
		t.Error("nothing says how long parcels to Mexico take, where enrolling may lead")
	}
}

func TestRulesOfTheCommandLineAddToThoseOfTheFile(t *testing.T) {
	read := files(map[string]string{"x.toml": `extends = ["testdata/ok.toml"]
[rules]
off = ["RF-ELIG-01"]
[case.local.rules]
off = "RF-ELIG-02"
`})
	s := mustLoad(t, "x.toml", Options{Read: read, Without: []string{"RF-ENR-03"}})
	for i, want := range []string{"RF-ELIG-01 RF-ENR-03", "RF-ELIG-02 RF-ENR-03"} {
		var ids []string
		for _, off := range s.Cases[i].Rules.Off {
			ids = append(ids, off.Value)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("case %s switches off %s, want %s", s.Cases[i].Case, got, want)
		}
	}
	want := `off = ["RF-ELIG-01", "RF-ENR-03"] # --without-rule:1`
	if !strings.Contains(string(s.Resolved()), want) {
		t.Errorf("the resolved scenario does not say so:\n%s", s.Resolved())
	}
}
