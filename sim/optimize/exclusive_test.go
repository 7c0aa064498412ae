package optimize_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/optimize"
	"fbasim/sim/program"
	"fbasim/sim/result"
	"fbasim/sim/study"
)

// watcher follows which program a plan calls for.
type watcher struct{ use map[int64]market.Program } // from a tick on

func (w *watcher) Order(int64, model.OrderName, model.Step) {}

func (w *watcher) Offer(int64, int, market.Marketplace, program.Remote, string) {}

func (w *watcher) Stock(int64, int, market.Marketplace, int64, string) {}

func (w *watcher) Plan(tick int64, _ int, m market.Marketplace, use market.Program) {
	if m == market.CA {
		w.use[tick] = use
	}
}

// at is the program at the end of a tick; before the first change it is that of the start.
func (w *watcher) at(tick int64, start market.Program) market.Program {
	use, last := start, int64(-1)
	for from, to := range w.use {
		if from <= tick && from > last {
			use, last = to, from
		}
	}
	return use
}

// randomChoices draws what may be chosen for Canada, most of it dangerous: dated switches from stock to Remote
// Fulfillment and back, with and without a look at the stock, and stock that lies there from the start.
func randomChoices(t *rapid.T) string {
	day := func(label string) string {
		return civil.Date(civil.Of(2026, 1, 15) + civil.Date(rapid.IntRange(0, 170).Draw(t, label))).String()
	}
	row := func(label string) string {
		text := fmt.Sprintf("{ use = %q", rapid.SampledFrom([]string{"local-fba", "remote-fulfillment"}).Draw(t, label))
		switch rapid.IntRange(0, 4).Draw(t, label+" kind") {
		case 0:
			text += ", from = " + day(label+" from")
		case 1:
			text += ", to = " + day(label+" to")
		case 2:
			text += fmt.Sprintf(", when = %q", rapid.SampledFrom([]string{
				"stock.CA > 0", "stock.CA > 20", "on_order.CA == 0", "stock.CA == 0",
			}).Draw(t, label+" when"))
		}
		return text + " }"
	}
	var values []string
	for i := range rapid.IntRange(1, 4).Draw(t, "programs") {
		values = append(values, fmt.Sprintf("[%s, %s]", row(fmt.Sprint("first", i)), row(fmt.Sprint("second", i))))
	}
	values = append(values, `"local-fba"`, `"remote-fulfillment"`)
	text := "[optimize.choose.program]\npath = \"program.CA\"\nvalues = [" + strings.Join(values, ", ") + "]\n"
	if rapid.Bool().Draw(t, "switches") {
		text += "[optimize.choose.switch]\npath = \"product.*.switch.CA\"\nvalues = [" + day("start") + ", " + day("later") + "]\n"
	}
	return text
}

const short = `
schema = 1
extends = ["quickstart.toml"]
horizon = "180 d"
[product.IRON]
demand.US = "20 units/month"
demand.CA = "60 units/month"
opening.US = "100 units"
[local.CA]
setup = "10 CAD"
monthly = "1 CAD/month"
entry = "1 USD/shipment"
[experiment]
replications = 4
[optimize]
first_stage = 5
indifference = "500 USD"
budget = 100
`

// TestNoPlanCallsForRemoteFulfillmentBesideLocalStock simulates every chosen plan with the model's invariants on
// and compares, day by day, what the plan calls for with the units in Canada.
func TestNoPlanCallsForRemoteFulfillmentBesideLocalStock(t *testing.T) {
	changed := 0
	rapid.Check(t, func(t *rapid.T) {
		text := short + randomChoices(t)
		stock := fmt.Sprintf("product.IRON.opening.CA=%d units", 40*rapid.IntRange(0, 1).Draw(t, "opens with stock"))
		s, list, err := study.Open("../../scenarios/test.toml", study.Options{Sets: []string{stock}, Read: func(path string) ([]byte, error) {
			if strings.HasSuffix(path, "test.toml") {
				return []byte(text), nil
			}
			return os.ReadFile(path)
		}})
		if err != nil || list.Errors() > 0 {
			t.Fatal(err, list.All(), text)
		}
		p, list := optimize.New(s)
		if list.Errors() > 0 {
			t.Fatal(list.All())
		}
		o, err := p.Run(context.Background(), 2, nil)
		if err != nil {
			t.Fatal(err)
		}
		if o.SKUs[0].Plan != "as today" {
			changed++
			exclusive(t, o)
		}
	})
	if changed < 10 {
		t.Errorf("only %d plans changed anything", changed)
	}
}

// exclusive reads the written plan as a user would and looks at it in the model.
func exclusive(t *rapid.T, o *result.Optimum) {
	files := map[string]string{o.PlanFile: o.Plan, "resolved.toml": o.Resolved}
	s, list, err := study.Open(o.PlanFile, study.Options{Cases: []string{o.Case}, Read: func(path string) ([]byte, error) {
		return []byte(files[path]), nil
	}})
	if err != nil || list.Errors() > 0 {
		t.Fatal(err, list.All(), o.Plan)
	}
	cfg := s.Cases[0].Config
	start := cfg.SKUs[0].Listings[market.CA].Plan.At(opening{cfg})
	for rep := range 3 {
		w, days := &watcher{map[int64]market.Program{}}, &model.Daily{}
		_, err := model.NewRun(cfg).Simulate(model.Options{Seed: 5, Replication: rep, Tracer: w, Daily: days, Strict: true})
		if err != nil {
			t.Fatal(err, o.Plan)
		}
		for d, day := range days.Days {
			tick := int64(d+1) * civil.Day
			if day.OnHand[market.CA] > 0 && w.at(tick, start) == market.RemoteFulfillment {
				t.Fatalf("day %d: %d units in Canada, and the plan calls for Remote Fulfillment\n%s", d, day.OnHand[market.CA], o.Plan)
			}
		}
	}
}

// opening is the moment at which a configuration starts.
type opening struct{ cfg *model.Config }

func (o opening) Sellable(m market.Marketplace) (n int64) {
	for _, lot := range o.cfg.SKUs[0].Pools[m].Opening {
		n += lot.Units
	}
	return n
}

func (o opening) OnOrder(market.Marketplace) int64 { return 0 }

func (o opening) Tick() int64 { return 0 }

// TestAPlanAgainstExclusivityIsImpossible: stock until June and Remote Fulfillment from then on would leave units behind.
func TestAPlanAgainstExclusivityIsImpossible(t *testing.T) {
	o := chosen(t, short+`
[optimize.choose.program]
path = "product.*.program.CA"
values = [[{ use = "local-fba", to = 2026-04-01 }, { use = "remote-fulfillment" }]]
`)
	i := slices.IndexFunc(o.Candidates, func(c result.Candidate) bool { return c.Stage == "impossible" })
	if i < 0 || !strings.Contains(o.Candidates[i].Reason, "while stock may lie there") {
		t.Errorf("candidates %+v", o.Candidates)
	}
	if o.SKUs[0].Plan != "as today" {
		t.Errorf("chosen: %s", o.SKUs[0].Plan)
	}
}

func TestAnInterruptedSearchSaysSo(t *testing.T) {
	p, _ := optimize.New(opened(t, short))
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := p.Run(ctx, 2, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
