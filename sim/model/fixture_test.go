package model_test

import (
	"sync"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/dist"
	"fbasim/sim/fee"
	"fbasim/sim/inbound"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/program"
	"fbasim/sim/quantity"
)

// world builds configurations for tests: one iron (12.6 x 6.6 x 5.5 in, 3.35 lb,
// Amazon's sample item) sold in the US and in Canada.
type world struct {
	t     testing.TB
	cards *fee.Book
	cfg   *model.Config
}

var builtin = sync.OnceValues(fee.Builtin)

func newWorld(t testing.TB) *world {
	cards, err := builtin()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, cards: cards, cfg: &model.Config{
		Name: "test", Start: civil.Of(2026, 2, 2), Horizon: 365 * civil.Day, Report: money.USD,
		Period: 14 * civil.Day, Memory: 28,
		Clocks: model.Clocks{Evaluation: 24 * civil.Hour, Activation: 24 * civil.Hour, Reaction: 3 * civil.Day},
	}}
	w.cfg.LastDay = w.cfg.Start + 366
	for c := range w.cfg.FX {
		w.cfg.FX[c] = model.NoExchange()
	}
	w.cfg.FX[money.CAD].Start = w.input("fx.CAD", "0.75")
	for m := range w.cfg.Markets {
		w.cfg.Markets[m] = w.market(market.Marketplace(m))
	}
	return w
}

func (w *world) input(name, text string) model.Ref { return w.noise(name, text, false) }

func (w *world) noise(name, text string, perEvent bool) model.Ref {
	d, err := dist.Parse(text)
	if err != nil {
		w.t.Fatal(err)
	}
	for i := range w.cfg.Inputs {
		if w.cfg.Inputs[i].Name == name {
			w.cfg.Inputs[i].Dist, w.cfg.Inputs[i].PerEvent = d, perEvent
			return model.Ref(i)
		}
	}
	w.cfg.Inputs = append(w.cfg.Inputs, model.Input{Name: name, Dist: d, PerEvent: perEvent})
	return model.Ref(len(w.cfg.Inputs) - 1)
}

func (w *world) market(m market.Marketplace) model.Market {
	mk := model.Market{Profile: model.FlatProfile(), FixedShare: 1, Used: m != market.MX, Tax: model.SalesTax{Rate: model.NoRef}}
	day := civil.Day
	mk.Window[market.LocalFBA] = model.Window{Min: day, Max: 3 * day}
	mk.Window[market.RemoteFulfillment] = model.Window{Min: 7 * day, Max: 12 * day}
	mk.Pickup[market.LocalFBA], mk.Pickup[market.RemoteFulfillment] = 6*civil.Hour, 24*civil.Hour
	for p := range mk.Transit {
		mk.Transit[p], mk.LateShare[p], mk.LateExtra[p] = model.NoRef, model.NoRef, model.NoRef
		mk.Returns.Sellable[p] = w.input("sellable", "0.6")
	}
	mk.Transit[market.LocalFBA] = w.noise("transit.local", "uniform(1, 3)", true)
	mk.Transit[market.RemoteFulfillment] = w.noise("transit.remote", "uniform(7, 12)", true)
	mk.Response = model.Response{Reference: market.RemoteFulfillment, PerDayFaster: model.NoRef,
		PriceElastic: model.NoRef, ReferenceDays: model.NoRef}
	if m == market.US {
		mk.Response.Reference = market.LocalFBA
	}
	mk.Returns.Delay, mk.Returns.Transit = w.noise("return.delay", "uniform(10, 30)", true), model.NoRef
	mk.Local = model.LocalCost{Setup: model.NoMoney(), Monthly: model.NoMoney(), Entry: model.NoMoney()}
	return mk
}

// item is the iron as fees see it.
func (w *world) item() fee.Item {
	dims, err := quantity.ParseDims("12.6 x 6.6 x 5.5 in")
	if err != nil {
		w.t.Fatal(err)
	}
	weight, err := quantity.ParseWeight("3.35 lb")
	if err != nil {
		w.t.Fatal(err)
	}
	category, err := market.ParseCategory("home")
	if err != nil {
		w.t.Fatal(err)
	}
	return fee.Item{Dims: dims, HasDims: true, Weight: weight, Category: category}
}

// iron adds a SKU with demand a day in the US and Canada, under a plan for
// Canada.
func (w *world) iron(name, us, ca string, plan program.Plan) *model.SKU {
	item := w.item()
	sku := model.SKU{
		Name: name, Volume: item.Dims.Volume(), Weight: item.Weight, Salvage: model.NoMoney(), Customs: model.NoMoney(),
		Cost: model.Money{Ref: w.input("cost."+name, "9.10"), Currency: money.USD},
	}
	for m := range sku.Listings {
		l := &sku.Listings[m]
		l.Demand, l.Returns, sku.Ads[m] = model.NoRef, model.NoRef, model.NoRef
		for p := range l.Price {
			l.Price[p] = model.NoRef
		}
	}
	w.list(&sku, market.US, item, "demand.US."+name, us, "24.99", program.Plan{{Use: market.LocalFBA, To: program.Forever}})
	w.list(&sku, market.CA, item, "demand.CA."+name, ca, "39.99", plan)
	sku.Pools[market.US] = model.Pool{Used: true, Stocked: true, Tariff: sku.Listings[market.US].Tariff[market.LocalFBA]}
	sku.Pools[market.US].Opening = []model.OpeningLot{{Units: 800, Age: 40 * civil.Day}}
	sku.Pools[market.US].Replenish = w.replenish(60, "pert(20, 30, 55)")
	if plan.Uses(market.LocalFBA) {
		w.cfg.Markets[market.CA].StocksHere = true
		sku.Pools[market.CA] = model.Pool{Used: true, Stocked: true, Replenish: w.replenish(60, "pert(14, 21, 45)")}
	}
	sku.Pools[market.CA].Tariff = sku.Listings[market.CA].Tariff[market.LocalFBA]
	w.cfg.SKUs = append(w.cfg.SKUs, sku)
	return &w.cfg.SKUs[len(w.cfg.SKUs)-1]
}

func (w *world) list(sku *model.SKU, m market.Marketplace, item fee.Item, path, perDay, price string, plan program.Plan) {
	l := &sku.Listings[m]
	l.Sold, l.Enrolled, l.Plan = true, true, plan
	l.Reference, _ = money.Parse(price)
	l.Demand, l.Returns = w.input(path, perDay), w.input("returns", "0.08")
	assume := fee.Assume{Nearest: true}
	for _, p := range []market.Program{market.LocalFBA, market.RemoteFulfillment} {
		if m == market.US && p == market.RemoteFulfillment {
			continue
		}
		route := fee.Route{Program: p, Market: m, From: w.cfg.Start, To: w.cfg.LastDay}
		if p == market.LocalFBA {
			route.Also = []market.FeeKind{market.Removal}
		}
		t, gaps := w.cards.Tariff(item, route, assume)
		if len(gaps) > 0 {
			w.t.Fatalf("%v", gaps)
		}
		l.Tariff[p], l.Price[p] = t, w.input("price."+sku.Name+m.String(), price)
	}
}

func (w *world) replenish(cover float64, lead string) *model.Replenish {
	return &model.Replenish{
		Policy: inbound.Policy{Kind: inbound.OrderUpTo, CoverDays: cover}, Review: 7 * civil.Day,
		LeadTime: w.noise("lead."+lead, lead, true), Receiving: model.NoRef, Duty: model.NoRef,
		Brokerage: model.NoMoney(), ImportTax: model.NoRef, Recovered: true, Recovery: model.NoRef,
	}
}

func (w *world) simulate(replication int) *model.Outcome {
	w.t.Helper()
	o, err := model.NewRun(w.cfg).Simulate(model.Options{Seed: 1, Replication: replication})
	if err != nil {
		w.t.Fatal(err)
	}
	return o
}

func remote() program.Plan { return program.Plan{{Use: market.RemoteFulfillment, To: program.Forever}} }

func local() program.Plan { return program.Plan{{Use: market.LocalFBA, To: program.Forever}} }

func (p *placed) Offer(tick int64, _ int, _ market.Marketplace, s program.Remote, rule string) {
	p.offers, p.times = append(p.offers, s.State.String()+" "+rule), append(p.times, tick)
}

func (p *placed) Plan(int64, int, market.Marketplace, market.Program) {}
func (p *placed) Stock(_ int64, _ int, _ market.Marketplace, units int64, what string) {
	if what == "ordered" {
		p.ordered = append(p.ordered, units)
	}
}
