package compile_test

import (
	"fmt"
	"testing"
)

// at writes an expectation.
func at(name, when, that string) string {
	return fmt.Sprintf("[expect.%s]\nat = %q\nthat = '%s'\n", name, when, that)
}

// planOf writes a plan of 60 units of X to Canada that is approved on the first day.
func planOf(name string, more ...string) string {
	args := append([]string{fmt.Sprintf("plan = %q", name), `market = "CA"`, "items = { X = 60 }"}, more...)
	return does("make"+name, "1 d", "create_plan", args...) +
		does("approve"+name, "1 d", "approve_plan", args[0])
}

// TestWhatActionsComeTo plays scenarios and wants no expectation to fail. The tables
// of a scenario stand before its actions.
func TestWhatActionsComeTo(t *testing.T) {
	buy := func(more ...string) string {
		return does("buy", "1 d", "place_order", append([]string{`sku = "X"`, `market = "CA"`, "units = 3"}, more...)...)
	}
	own, local := "[fx]\nCAD = \"0.75 USD\"\n[program]\nCA = \"seller-fulfilled\"\n", "[product.X.opening]\nCA = \"9 units\"\n"
	replenished := "[local.CA]\nsetup = \"0 USD\"\nmonthly = \"0 USD\"\nentry = \"0 USD\"\n" +
		"[replenish.CA]\npolicy = \"none\"\nlead_time = \"5 d\"\nreceiving = \"4 d\"\n"
	for name, text := range map[string]string{
		"numbers are compared by value": own + buy() + at("sum", "30 d",
			`charged("price", "buyer") * 0.1 == 3 * 3.0 && charged("price", "buyer") / 3 <= 30 && day() + 0.1 + 0.2 == 30.3 && day() != 30.0001`),
		"what is sent of a plan fills its shipments in order": planOf("P", "split = [20, 40]") +
			does("go", "2 d", "ship", `plan = "P"`, "items = { X = 50 }") +
			at("one", "40 d", `shipment("P", 1).received == 20 && shipment("P", 2).received == 30 && findings("short") == 1`),
		"the scenario says how long a center takes": replenished + planOf("P") +
			does("go", "2 d", "ship", `plan = "P"`) +
			at("on_the_way", "10.9 d", `stock("X", "CA") == 0 && shipment("P", 1).arrived_at == 7`) +
			at("there", "11.1 d", `stock("X", "CA") == 60`),
		"a return asked for on the way waits for delivery": own + "[merchant.CA]\nreturn_cost = \"25 USD\"\n" +
			"[market.CA]\nreturns.transit = \"2 d\"\n" + buy() +
			does("back", "2 d", "return_order", "order = 1", `after = "3 d"`) +
			at("asked", "50 d", `order(1).returned_at - order(1).delivered_at == 5 && charged("return_shipping", "buyer", 1) == 25`),
		"a return of an order that was never there is refused": does("buy", "1 d", "place_order", `sku = "X-CA"`, `market = "MX"`, "units = 1") +
			does("back", "2 d", "return_order", "order = 1") +
			at("refused", "3 d", `order(1).status == "blocked" && findings("not_delivered") == 1`),
		"Prime members pay where local orders are not free": local + "[rules]\nlocal_free_share = \"0 %\"\n" + buy() +
			at("paid", "20 d", `charged("buyer_shipping", "buyer", 1) > 0 && received("buyer_shipping", "amazon", 1) > 0`),
		"stock of the start was stored before": local + at("stored", "1 d",
			`seller().tax_flag.CA && !seller().tax_flag.MX && charged("setup_cost", "seller") == 0`),
		"an offer of the start whose returns go nowhere is found": "[seller]\nreturn_address.CA = \"none\"\n" + own +
			buy() + at("found", "1 d", `findings("GS-RET-04") == 1`),
		"an offer made without returns is found once": "[seller]\nreturn_address.CA = \"none\"\n" +
			does("offer", "1 d", "create_offer", `sku = "X"`, `market = "CA"`, `method = "manual"`, `price = "30 CAD"`, `channel = "seller-fulfilled"`) +
			at("found", "2 d", `findings("GS-RET-04") == 1`),
	} {
		t.Run(name, func(t *testing.T) {
			for _, f := range playCase(t, compiled(t, stageText+text)[0], true) {
				t.Errorf("%s: expected %s; found %s", f.Name, f.Text, f.Found)
			}
		})
	}
}

// TestOffBehaviorOfRulesThatAllow plays scenarios with a rule and without it.
func TestOffBehaviorOfRulesThatAllow(t *testing.T) {
	for rule, text := range map[string]string{
		"GS-DEC-02": "[product.Y]\ncategory = \"toys\"\nsize = \"6 x 4 x 2 in\"\nweight = \"8 oz\"\ncost = \"3 USD\"\n" +
			"price.CA = { default = \"30 CAD\", seller-fulfilled = \"44 CAD\" }\nprogram.CA = \"seller-fulfilled\"\n[fx]\nCAD = \"0.75 USD\"\n" +
			does("buy", "1 d", "place_order", `sku = "Y"`, `market = "CA"`, "units = 1") + at("price", "2 d", `order(1).price == 44`),
		"GS-FBA-06": planOf("P") + at("any", "2 d", `plan("P").exists && plan("P").units == 60`),
		"INB-PLAN-11": planOf("P") + does("other", "2 d", "create_plan", `plan = "Q"`, `market = "MX"`, "items = { X = 5 }") +
			at("both", "3 d", `plan("Q").exists`),
		"INB-CONS-03": planOf("P") + does("go", "2 d", "ship", `plan = "P"`, "items = { X = 50 }") +
			at("free", "40 d", `findings("short") == 1 && charged("inbound_defect", "seller") == 0`),
	} {
		t.Run(rule, func(t *testing.T) {
			if failed := playCase(t, compiled(t, stageText+text)[0], true); len(failed) > 0 {
				t.Errorf("with the rule: %+v", failed)
			}
			off := compiled(t, stageText+text, fmt.Sprintf("rules.off=[%q]", rule))
			if failed := playCase(t, off[0], false); len(failed) == 0 {
				t.Error("nothing changes without the rule")
			}
		})
	}
}
