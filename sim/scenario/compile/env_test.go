package compile

import (
	"strings"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/document"
)

// stage is a configuration with the names that conditions of these tests use.
func stage(listing bool, skus ...string) *scope {
	cfg := &model.Config{Name: "test", Start: civil.Of(2026, 3, 1), Horizon: 30 * civil.Day}
	for _, name := range skus {
		cfg.SKUs = append(cfg.SKUs, model.SKU{Name: name})
	}
	s := newScope(cfg, listing)
	s.plans, s.orders = []string{"P1"}, 2
	s.known = func(id string) bool { return id == "RF-ELIG-03" }
	return s
}

func condition(text string) *scenario.Condition {
	return scenario.NewCondition(text, document.Pos{File: "x.toml", Line: 1, Col: 1, Len: len(text)})
}

func TestEveryFormOfACallCompiles(t *testing.T) {
	for _, c := range []struct {
		scope *scope
		texts []string
	}{
		{stage(false, "BOX", "MUG"), []string{
			`rf_state("MUG", "CA") == "ACTIVE"`, `rf_reason("MUG", "MX") == "risk_high"`,
			`offer("MUG", "CA").active and not offer("BOX", "MX", "seller-fulfilled").exists`,
			`stock("MUG", "US") > 3 and stock("MUG", "CA", "inbound") == 0`,
			`seller.rf_enrolled == seller().rf_enrolled`, `seller.alc.CA or seller().fba_registered["MX"]`,
			`plan("P1").status == "APPROVED" && shipment("P1", 2).received == 12`,
			`order(1).days <= days(9) || order(2).late`, `report("MUG", "CA").more_details != ""`,
			`report_rows() == 4`, `findings() == 0`, `findings("RF-ELIG-03") == 1`, `findings("misrouted") == 0`,
			`charged("rf_fulfilment_fee", "seller") > money("5.00 CAD")`,
			`charged("rf_fulfillment_fee", "seller", 1) == 6.5`, `received("refund", "buyer") == 0`,
			`sold("MUG", "CA") == sold("MUG", "CA", "remote-fulfillment")`, `lost("MUG", "US") < 3`,
			`export_state("MUG") == "ELIGIBLE" and export_reason("MUG", "DE") == ""`,
			`exportable("MUG", "DE") or in_export_report("MUG")`, `featured("MUG", "CA", false) == "us"`,
			`"local-fba" in alternatives("MUG", "CA")`, `day() >= 3 and hours() == 72`,
			`date() == "2026-03-04"`, `pct(8) == 0.08`,
			`all(["MUG", "BOX"], stock(#, "US") > 0)`,
		}},
		{stage(false, "MUG"), []string{
			`stock.CA == 0 and on_order.US >= 0`, `rf_state("CA") == "ACTIVE"`, `offer("CA").active`,
			`offer("CA", "seller-fulfilled").quantity == 0`, `stock("CA") == 3`, `export_state() == "ELIGIBLE"`,
			`exportable("DE")`, `report("CA").status == "eligible"`,
		}},
		{stage(true, "BOX", "MUG"), []string{
			`stock.CA > 0`, `on_order.CA == 0`, `rf_state() == "ACTIVE"`, `rf_state("MX") == "ACTIVE"`,
			`rf_state("MUG", "MX") == "ACTIVE"`, `offer().price > 30`, `offer("seller-fulfilled").exists`,
			`sku == "MUG" and market == "CA"`, `stock() == 0`, `stock("US") == 0`, `lost() > 2`,
			`seller.inbound_status == "SUSPENDED"`,
		}},
	} {
		for _, text := range c.texts {
			list := &diag.List{}
			if c.scope.compile(condition(text), list) == nil {
				t.Errorf("%s: %v", text, list.Error())
			}
		}
	}
}

func TestMistakesInConditionsAreFoundAtTheirPlace(t *testing.T) {
	two, one, each := stage(false, "BOX", "MUG"), stage(false, "MUG"), stage(true, "MUG")
	for _, c := range []struct {
		scope     *scope
		text, msg string
		hint      string
		col, size int
	}{
		{two, `rf_state("MUGG", "CA") == "ACTIVE"`, `no product is called "MUGG"`, `did you mean "MUG"`, 10, 6},
		{two, `rf_state("MUG", "CAN") == "ACTIVE"`, `no marketplace is called "CAN"`, "CA", 17, 5},
		{two, `rf_stat("MUG", "CA") == "ACTIVE"`, "unknown name rf_stat", `did you mean "rf_state"`, 1, 7},
		{two, `offer("MUG", "CA").activ`, "offer has no activ", `did you mean "active"`, 20, 5},
		{two, `stock.CA > 0`, "stock needs a product here", `stock("BOX", "CA")`, 1, 5},
		{two, `rf_state("CA") == "ACTIVE"`, "rf_state does not take 1 arguments", "rf_state(sku, market)", 1, 8},
		{two, `stock("MUG", "CA", "sold") > 1`, `no condition is called "sold"`, "sellable", 20, 6},
		{two, `plan("P2").exists`, `no plan is called "P2"`, "P1", 6, 4},
		{two, `order(3).late`, "there is no order 3", "", 7, 1},
		{two, `charged("rf_fee", "seller") > 1`, `no money line is called "rf_fee"`, "", 9, 8},
		{two, `charged("refund", "customs") > 1`, `no payer is called "customs"`, "buyer", 19, 9},
		{two, `findings("RF-ELIG-33") == 1`, `no rule is called "RF-ELIG-33"`, "rules list", 10, 12},
		{two, `exportable("MUG", "Germany")`, `"Germany" is not a country`, "two capital", 19, 9},
		{two, `stock("MUG", "CA") + 1`, "expected bool", "", 0, 0},
		{two, `rf_state("MUG", "CA") == 3`, "mismatched types", "", 23, 0},
		{two, `sku == "MUG"`, "sku has no meaning here", "[rule]", 1, 3},
		{two, `findings("é") == 0 and rf_state("MUGG", "CA") == ""`, `no product is called "MUGG"`, "", 33, 6},
		{one, `rf_state("XX") == "ACTIVE"`, `no marketplace is called "XX"`, "", 10, 4},
		{each, `offer("MUG", "CA", "fbb").exists`, `no channel is called "fbb"`, "fba", 20, 5},
	} {
		list := &diag.List{}
		w := condition(c.text)
		if c.scope.compile(w, list) != nil || list.Len() == 0 {
			t.Errorf("%s compiles", c.text)
			continue
		}
		p := list.All()[0]
		if !strings.Contains(p.Msg, c.msg) || !strings.Contains(p.Hint, c.hint) {
			t.Errorf("%s: %q (%s), want %q (%s)", c.text, p.Msg, p.Hint, c.msg, c.hint)
		}
		if c.col > 0 && (p.Col != c.col || c.size > 0 && p.Len != c.size) {
			t.Errorf("%s: %q at column %d, %d long, want %d, %d", c.text, p.Msg, p.Col, p.Len, c.col, c.size)
		}
	}
}

func TestPlacesInConditionsCountBytesOfTheText(t *testing.T) {
	text := `findings("é") == 0 and stock("MUGG", "CA") == 0`
	n := newNames(stage(false, "BOX", "MUG"))
	_, _ = n.scope.check(n, text)
	if len(n.faults) != 1 {
		t.Fatalf("%d faults", len(n.faults))
	}
	at, size := bytesOf(text, n.faults[0].at)
	if got := text[at : at+size]; got != `"MUGG"` {
		t.Errorf("the fault stands at %s", got)
	}
}

func TestAFailedConditionShowsWhatItFound(t *testing.T) {
	s := stage(false, "BOX", "MUG")
	for text, want := range map[string]string{
		`2 * days(2) == 5`:                            `4`,
		`2 * days(2) == days(5)`:                      `4`,
		`"a" + "b" startsWith "c"`:                    `"ab"`,
		`1 + 1 > 5 and 2 + 1 == 3`:                    `1 + 1 is 2`,
		`1 + 1 > 5 or 2 + 1 == 4`:                     `1 + 1 is 2; 2 + 1 is 3`,
		`not (1 + 1 == 2)`:                            `2`,
		`1 + 1 == 2 + 1`:                              `1 + 1 is 2; 2 + 1 is 3`,
		`not (1 + 1 == 2 and 2 + 1 == 3)`:             `1 + 1 is 2; 2 + 1 is 3`,
		`1.5 * 3 in [1, 2]`:                           `4.5`,
		`2 + 1 == 3 and (1 + 1 > 5 or 0.1 + 0.2 > 9)`: `1 + 1 is 2; 0.1 + 0.2 is 0.3`,
		`map([1, 2], # * 2) == [2, 5]`:                `[2, 4]`,
		`1 / 0 > 1 and 1 + 1 == 3`:                    `1 + 1 is 2`,
	} {
		list := &diag.List{}
		c, _ := s.claim(condition(text), true, list).(*claim)
		if c == nil {
			t.Errorf("%s: %v", text, list.Error())
			continue
		}
		holds, found := c.Check(&model.Sight{})
		if holds || found != want {
			t.Errorf("%s: holds %v, found %s; want %s", text, holds, found, want)
		}
	}
}

func TestRulesOfOnesOwnSeeTheirProductAndMarketplace(t *testing.T) {
	s := stage(true, "BOX", "MUG")
	list := &diag.List{}
	rule := &scenario.UserRule{When: condition(`sku == "MUG" and market == "CA"`)}
	sel := s.selector(rule, list)
	if list.Len() > 0 {
		t.Fatal(list.Error())
	}
	only := s.selector(&scenario.UserRule{When: condition("true"), SKUs: []string{"BOX"},
		Markets: []market.Marketplace{market.MX}}, list)
	for sku := range int32(2) {
		for m := market.US; m < market.MarketplaceCount; m++ {
			if got, want := sel.Holds(&model.Sight{}, sku, m), sku == 1 && m == market.CA; got != want {
				t.Errorf("SKU %d in %v: %v", sku, m, got)
			}
			if got, want := only.Holds(&model.Sight{}, sku, m), sku == 0 && m == market.MX; got != want {
				t.Errorf("filter, SKU %d in %v: %v", sku, m, got)
			}
		}
	}
}

func TestConditionsAllocateLittle(t *testing.T) {
	if raceDetector {
		t.Skip("the race detector allocates on its own")
	}
	s := stage(true, "BOX", "MUG")
	sel := s.selector(&scenario.UserRule{When: condition(`market == "CA" and sku == "BOX"`)}, &diag.List{})
	at := &model.Sight{}
	if n := testing.AllocsPerRun(100, func() { sel.Holds(at, 1, market.CA) }); n > 4 {
		t.Errorf("%v allocations an evaluation", n)
	}
}
