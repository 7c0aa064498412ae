package optimize_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"fbasim/sim/market"
	"fbasim/sim/model"
)

// period is a single selling period in the US: stock is ordered once, at the start, and arrives at once.
const period = `
schema = 1
name = "newsvendor"
start = 2026-02-02
horizon = "28 d"
currency = "USD"
leftover = "salvage"
[product.FLARE]
category = "Home & Kitchen"
size = "6 x 4 x 2 in"
weight = "0.4 lb"
cost = "9.00 USD"
salvage = "2.00 USD"
returns = "0 %"
price.US = "29.99 USD"
demand.US = "100 units/month"
[replenish.US]
policy = "order-up-to"
level = "100 units"
review = "360 d"
lead_time = "0 d"
[case.base]
program.US = "local-fba"
[experiment]
replications = 20
[optimize]
indifference = "10 USD"
[optimize.choose.stock]
path = "product.*.replenish.US.level"
from = "60 units"
to = "140 units"
step = "4 units"
`

// TestTheStockOfASinglePeriodIsTheNewsvendors: the gain on a unit sold and the loss on one left over are read off
// two plans; the stock that was chosen must earn what the closed-form optimum does, less the indifference.
func TestTheStockOfASinglePeriodIsTheNewsvendors(t *testing.T) {
	gain, loss := margins(t)
	demand := distuv.Poisson{Lambda: 100 * 28 * 12 / 365.0}
	earns := func(stock int) float64 {
		sum := 0.0
		for d := range 300 {
			sold := min(d, stock)
			sum += demand.Prob(float64(d)) * (gain*float64(sold) - loss*float64(stock-sold))
		}
		return sum
	}
	best := math.Inf(-1)
	for stock := 60; stock <= 140; stock++ {
		best = max(best, earns(stock))
	}
	o := chosen(t, period)
	var stock int
	if _, err := fmt.Sscanf(o.SKUs[0].Plan, "US level %d units", &stock); err != nil {
		t.Fatal(o.SKUs[0].Plan, err)
	}
	if got := earns(stock); got < best-10 {
		t.Errorf("%d units earn %.2f, the best %.2f (gain %.2f, loss %.2f)", stock, got, best, gain, loss)
	}
	if !o.SKUs[0].Kept {
		t.Errorf("%+v", o.SKUs[0])
	}
}

// margins are what a unit sold earns and one left over costs.
func margins(t *testing.T) (gain, loss float64) {
	t.Helper()
	at := func(level string) (sold, profit float64) {
		s := opened(t, period, "replenish.US.level="+level)
		o, err := model.NewRun(s.Cases[0].Config).Simulate(model.Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		return float64(o.Markets[market.US].Orders), o.Profit.Float()
	}
	sold, profit := at("20 units")
	gain = profit / sold
	sold, profit = at("400 units")
	return gain, (gain*sold - profit) / (400 - sold)
}

// TestTheProgramFlipsAtTheBreakEvenVolume: two straight lines, Remote Fulfillment without and local stock with
// fixed costs, cross where the difference of contributions pays the fixed costs. Five percent below that volume
// Remote Fulfillment must be chosen, five percent above local stock.
func TestTheProgramFlipsAtTheBreakEvenVolume(t *testing.T) {
	const lines = `
schema = 1
extends = ["quickstart.toml"]
horizon = "182 d"
[product.IRON]
returns = "0 %"
demand.US = "5 units/month"
demand.CA = "100 units/month"
opening.US = "50 units"
opening.CA = "30 units"
[replenish.US]
lead_time = "0 d"
cover = "40 d"
review = "1 d"
[replenish.CA]
review = "1 d"
cover = "30 d"
lead_time = "0 d"
case_pack = "1 units"
freight = "0 USD/unit"
duty = "0 %"
[local.CA]
setup = "2000 CAD"
monthly = "0 CAD/month"
entry = "0 USD/shipment"
[market.CA]
response.per_day_faster = "0 %"
[experiment]
replications = 20
[optimize]
indifference = "20 USD"
[case.remote.product.IRON]
opening.CA = "0 units"
[optimize.choose.program]
path = "product.*.program.CA"
values = ["remote-fulfillment", "local-fba"]
`
	// Profit is a straight line in volume for both programs: two volumes far from the crossing tell where it is.
	const low, high = 15.0, 160.0
	from, to := ahead(t, lines, low), ahead(t, lines, high)
	even := low - from*(high-low)/(to-from)
	if even < 2*low || even > high/2 {
		t.Fatalf("even at %.1f units a month", even)
	}
	for _, c := range []struct {
		volume float64
		want   string
	}{{0.95 * even, "as today"}, {1.05 * even, "CA local-fba"}} {
		o := chosen(t, lines, fmt.Sprintf("product.IRON.demand.CA=%.4f units/month", c.volume))
		if !strings.HasPrefix(o.SKUs[0].Plan, c.want) {
			t.Errorf("at %.1f units a month, %.1f being even: %s", c.volume, even, o.SKUs[0].Answer)
		}
	}
}

// ahead is how much more local stock earns than Remote Fulfillment at a volume.
func ahead(t *testing.T, text string, volume float64) (sum float64) {
	t.Helper()
	s := opened(t, text, fmt.Sprintf("product.IRON.demand.CA=%.4f units/month", volume))
	for i := range s.Cases {
		const n = 50
		run := model.NewRun(s.Cases[i].Config)
		for rep := range n {
			o, err := run.Simulate(model.Options{Seed: 3, Replication: rep})
			if err != nil {
				t.Fatal(err)
			}
			if sum += o.Profit.Float() / n; s.Cases[i].Plan.Baseline {
				sum -= 2 * o.Profit.Float() / n
			}
		}
	}
	return sum
}
