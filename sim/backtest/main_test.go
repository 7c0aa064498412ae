package backtest_test

import (
	"flag"
	"os"
	"testing"

	"fbasim/sim/backtest"
	"fbasim/sim/study"
)

// TestMain gives property tests one seed.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("rapid.seed", "1"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// plan is a scenario whose case serves Canada by Remote Fulfillment and Mexico by local stock.
const plan = `
schema   = 1
name     = "Backtest"
start    = 2026-02-02
horizon  = "90 d"
currency = "USD"
[product.IRON]
category = "Home & Kitchen"
size     = "12.6 x 6.6 x 5.5 in"
weight   = "3.35 lb"
cost     = "9.10 USD"
price.US = "34.99 USD"
price.CA = "59.99 CAD"
price.MX = "699 MXN"
demand.US  = "60 units/month"
demand.CA  = "20 units/month"
demand.MX  = "20 units/month"
program.MX = "local-fba"
[product.MUG]
category = "Home & Kitchen"
size     = "4 x 4 x 5 in"
weight   = "0.9 lb"
cost     = "2 USD"
price.US = "12.99 USD"
demand.US  = "60 units/month"
program.CA = [{ use = "remote-fulfillment", to = 2026-03-31 }, { use = "local-fba", from = 2026-04-01 }]
price.CA = "22.99 CAD"
demand.CA  = "20 units/month"
[replenish.US]
policy    = "order-up-to"
cover     = "60 d"
lead_time = "30 d"
[replenish.CA]
policy    = "order-up-to"
cover     = "60 d"
lead_time = "30 d"
freight   = "1.35 USD/unit"
duty      = "0 %"
[replenish.MX]
policy    = "order-up-to"
cover     = "60 d"
lead_time = "30 d"
freight   = "1.35 USD/unit"
duty      = "0 %"
[local.CA]
setup   = "900 CAD"
monthly = "60 CAD/month"
entry   = "25 USD/shipment"
[local.MX]
setup   = "900 MXN"
monthly = "60 MXN/month"
entry   = "150 USD/shipment"
[fx]
CAD = "0.731 USD"
MXN = "0.05 USD"
[assume]
cards = "nearest"
[case.remote]
program.CA = "remote-fulfillment"
`

func prices(t testing.TB) *backtest.Prices { return pricesOf(t, plan) }

func pricesOf(t testing.TB, plan string) *backtest.Prices {
	t.Helper()
	l, list, err := study.Open("plan.toml", study.Options{Read: func(string) ([]byte, error) { return []byte(plan), nil }})
	if err != nil {
		t.Fatal(err)
	}
	if list.Errors() > 0 {
		for _, p := range list.All() {
			t.Log(p.Error(), p.Hint)
		}
		t.Fatal(list)
	}
	return backtest.NewPrices(&l.Cases[0], l.Facts.Cards)
}
