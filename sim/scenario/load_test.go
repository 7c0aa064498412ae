package scenario

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// mustLoad loads a file that has no errors.
func mustLoad(t testing.TB, file string, opts Options) *Study {
	t.Helper()
	if opts.Read == nil {
		opts.Read = os.ReadFile
	}
	s, list := Load(file, opts)
	if s == nil {
		t.Fatalf("%s", rendered(list))
	}
	return s
}

func rendered(list *diag.List) string {
	var b strings.Builder
	_ = diag.Render(&b, list, nil, diag.Options{Max: -1})
	return b.String()
}

// files reads from memory what it has, and everything else from disk.
func files(texts map[string]string) func(string) ([]byte, error) {
	return func(path string) ([]byte, error) {
		if text, ok := texts[filepath.ToSlash(path)]; ok {
			return []byte(text), nil
		}
		return os.ReadFile(path)
	}
}

func TestTheDesignExampleLoads(t *testing.T) {
	s := mustLoad(t, "testdata/good/design.toml", Options{})
	if s.Name != "Widget: keep it in the US or stock Canada?" || len(s.Cases) != 3 {
		t.Fatalf("name %q, %d cases", s.Name, len(s.Cases))
	}
	var names []string
	for _, p := range s.Cases {
		names = append(names, p.Case)
	}
	if !slices.Equal(names, []string{"remote", "local", "switch"}) || s.Baseline() != s.Cases[0] {
		t.Errorf("cases %v, baseline %s", names, s.Baseline().Case)
	}
	p := s.Cases[0]
	if p.Start.Value != civil.Of(2026, 2, 2) || p.Horizon.Value.Days() != 365 ||
		p.Currency != money.USD {
		t.Errorf("start %v, horizon %v, currency %v", p.Start.Value, p.Horizon.Value, p.Currency)
	}
	widget := p.Products[0]
	if widget.SKU != "WIDGET" || widget.Category.Value.ID() != "home_kitchen" ||
		widget.Weight.Value != 22*quantity.Ounce+quantity.Ounce*2/5 {
		t.Errorf("product %+v", widget)
	}
	price := widget.Price[market.CA][market.RemoteFulfillment]
	if price.Value.String() != "39.99 CAD" || price.Pos.Line != 14 {
		t.Errorf("price %v at %v", price.Value, price.Pos)
	}
	demand := widget.Demand[market.US]
	if want := 410 * 12 / 365.0; math.Abs(demand.Dist.Mean()-want) > 1e-9 ||
		demand.Draw != DrawRun ||
		demand.Unit != "units/d" {
		t.Errorf("demand %v %s drawn per %v, want a mean of %v units a day", demand.Dist,
			demand.Unit, demand.Draw, want)
	}
	lot := widget.Opening[market.US].Lots[0]
	if lot.Units != 800 || lot.Age.Days() != 40 {
		t.Errorf("opening lot %+v", lot)
	}
	if got := p.FX[money.CAD].Spot.Dist.Mean(); got != 0.731 {
		t.Errorf("exchange rate %v", got)
	}
	if got := p.Locals[market.CA].Entry; got.Currency != money.USD || got.Unit != "USD/shipment" ||
		got.Dist.Mean() != 150 {
		t.Errorf("entry %+v", got)
	}
	if !p.Assume.Nearest || s.Experiment.MinReps != 20 || s.Experiment.MaxReps != 400 {
		t.Errorf("assume %+v, experiment %+v", p.Assume, s.Experiment)
	}
}

func TestCasesOverrideTheBaseAndShareTheRest(t *testing.T) {
	s := mustLoad(t, "testdata/good/design.toml", Options{})
	remote, change := s.Cases[0], s.Cases[2]
	rows := change.Programs[market.CA].Rows
	if len(rows) != 2 || rows[0].Use != market.LocalFBA ||
		rows[1].Use != market.RemoteFulfillment ||
		rows[0].From.Value != civil.Of(2026, 6, 1) || rows[0].When.Text != "stock.CA > 0" {
		t.Errorf("rows %+v", rows)
	}
	if at := rows[0].When.At(6, 2); at.Line != 57 || at.Col != 70 || at.Len != 2 {
		t.Errorf("CA inside the condition stands at %v", at)
	}
	if change.Replenish[market.CA].From.Value != civil.Of(2026, 4, 15) ||
		remote.Replenish[market.CA].From != nil {
		t.Error("the case's replenish.CA.from is not the case's alone")
	}
	if change.Products[0] != remote.Products[0] ||
		change.Replenish[market.US].LeadTime != remote.Replenish[market.US].LeadTime {
		t.Error("what a case does not override is read twice")
	}
	if remote.Programs[market.US].Rows[0].Use != market.LocalFBA ||
		!remote.Programs[market.US].FromDefault {
		t.Errorf("US program %+v", remote.Programs[market.US])
	}
	if remote.Programs[market.MX] != nil {
		t.Error("a marketplace nobody mentions is served")
	}
}

func TestTheWholeVocabularyLoads(t *testing.T) {
	s := mustLoad(t, "testdata/good/full.toml", Options{})
	p := s.Cases[0]
	var skus []string
	for _, product := range p.Products {
		skus = append(skus, product.SKU)
	}
	if !slices.Equal(skus, []string{"LID", "MUG", "PAN"}) {
		t.Fatalf("products %v", skus)
	}
	mug, pan := p.Products[1], p.Products[2]
	if got := mug.Price[market.CA][market.LocalFBA].Value.String(); got != "37.99 CAD" {
		t.Errorf("local price %s", got)
	}
	if got := mug.Price[market.CA][market.RemoteFulfillment].Value.String(); got != "39.99 CAD" {
		t.Errorf("price of other programs %s", got)
	}
	mug = s.Cases[1].Products[1]
	if got := mug.Price[market.CA][market.LocalFBA].Value.String(); got != "38.99 CAD" {
		t.Errorf("price of the case %s", got)
	}
	if !mug.Price[market.MX][market.RemoteFulfillment].Auto {
		t.Error("the auto price is not automatic")
	}
	if mug.Returns[market.CA].Dist.Mean() != 0.08 ||
		math.Abs(mug.Returns[market.MX].Dist.Mean()-0.04) > 1e-9 {
		t.Errorf("returns %v and %v", mug.Returns[market.CA].Dist, mug.Returns[market.MX].Dist)
	}
	if lo, hi := mug.Demand[market.MX].Dist.Support(); lo != 8.0/7 || hi != 2 {
		t.Errorf("demand from the file lies in %v to %v units a day", lo, hi)
	}
	if got := pan.Size.Value.String(); got != "20 x 12 x 4 in" ||
		pan.Size.Pos.File != "testdata/good/catalog.csv" {
		t.Errorf("size %s from %v", got, pan.Size.Pos)
	}
	if pan.Returns[market.US].Pos.File != "testdata/good/base.toml" ||
		pan.Price[market.US][market.LocalFBA].Value.String() != "49.00 USD" {
		t.Error("the product is not put together from catalog and tables")
	}
	freight := p.Replenish[market.CA].Freight
	if len(freight) != 3 || freight[1].Unit != "USD/kg" ||
		math.Abs(freight[1].Dist.Mean()-0.4/0.45359237) > 1e-12 ||
		freight[2].Unit != "USD/shipment" {
		t.Errorf("freight %v", freight)
	}
	series := p.FX[money.MXN].Series
	if len(series) != 3 || series[1].Rate != 0.0551 || series[1].Date.Value != civil.Of(2026, 3,
		1) ||
		p.FX[money.CAD].Process.Vol.Dist.Mean() != 0.07 {
		t.Errorf("exchange rates %+v, %+v", series, p.FX[money.CAD].Process)
	}
	m := p.Markets[market.CA]
	if m.Seasonality.Monthly.Value[11] != 1.62 ||
		m.Returns.Sellable[market.LocalFBA].Dist.Mean() != 0.7 ||
		m.Returns.Sellable[market.RemoteFulfillment].Dist.Mean() != 0.6 ||
		m.Returns.Sellable[market.FBAExport].Dist.Mean() != 0.5 {
		t.Errorf("season %v, sellable %v", m.Seasonality.Monthly.Value, m.Returns.Sellable)
	}
	if be := s.Experiment.BreakEven; be.Market.Value != market.CA || be.To.Value != 8 ||
		s.Correlations[0].Rank.Value != 0.6 {
		t.Errorf("break-even %+v", be)
	}
}

func TestInputsAreKeptInOneUnit(t *testing.T) {
	cases := []struct {
		set, path string
		mean      float64
		unit      string
	}{
		{`market.CA.transit.remote-fulfillment=48 h`, "market.CA.transit.remote-fulfillment", 2,
			"d"},
		{`market.CA.transit.remote-fulfillment=2 weeks`, "market.CA.transit.remote-fulfillment", 14,
			"d"},
		{`product.MUG.demand.CA=73 units/year`, "product.MUG.demand.CA", 0.2, "units/d"},
		{`product.MUG.demand.CA=3 units/d`, "product.MUG.demand.CA", 3, "units/d"},
		{`product.MUG.demand.CA=poisson(14) units/week`, "product.MUG.demand.CA", 2, "units/d"},
		{`product.MUG.cost=9.10 USD/unit`, "product.MUG.cost", 9.1, "USD/unit"},
		{`product.MUG.cost=8 CAD`, "product.MUG.cost", 8, "CAD/unit"},
		{`product.MUG.returns=70 %`, "product.MUG.returns", 0.7, "1"},
		{`local.CA.monthly=60 CAD/month`, "local.CA.monthly", 60, "CAD/month"},
		{`market.CA.response.price_elasticity=-2`, "market.CA.response.price_elasticity", -2, "1"},
		{`market.CA.seasonality.trend=+8 % / year`, "market.CA.seasonality.trend", 0.08, "1/year"},
		{`replenish.CA.freight=1 USD/lb`, "replenish.CA.freight", 1 / 0.45359237, "USD/kg"},
		{`replenish.CA.freight="normal(1.35, 0.1) USD/unit"`, "replenish.CA.freight", 1.35,
			"USD/unit"},
	}
	for _, c := range cases {
		s := mustLoad(t, "testdata/ok.toml", Options{Sets: []string{c.set}})
		in := findInput(s.Cases, c.path)
		if in == nil || math.Abs(in.Dist.Mean()-c.mean) > 1e-12*math.Abs(c.mean) ||
			in.Unit != c.unit {
			t.Errorf("%s: %+v, want a mean of %v %s", c.set, in, c.mean, c.unit)
		}
		if in != nil && in.Dist.Quantile(1e-12) < 0 && c.mean > 0 {
			t.Errorf("%s: draws below zero", c.set)
		}
	}
}

func TestDefaultsSayWhereTheyComeFrom(t *testing.T) {
	s := mustLoad(t, "testdata/ok.toml", Options{Sets: []string{`product.MUG.category=toys`}})
	p := s.Cases[0]
	returns := p.Products[0].Returns[market.CA]
	if !returns.FromDefault || returns.Grade != "E" || returns.Source == "" ||
		returns.Dist.Mean() != 0.05 {
		t.Errorf("returns of toys %+v", returns)
	}
	if got := returns.Origin(); got != "default (E)" {
		t.Errorf("origin %q", got)
	}
	window := p.Markets[market.CA].Transit[market.RemoteFulfillment]
	if lo, hi := window.Dist.Support(); lo != 7 || hi != 12 || window.Grade != "A" ||
		window.Draw != DrawEvent {
		t.Errorf("transit %+v", window)
	}
	if in := p.Products[0].Cost; in.FromDefault || in.Origin() != "testdata/ok.toml:12:13" {
		t.Errorf("cost comes from %q", in.Origin())
	}
	if p.Locals[market.MX] != nil || s.Cases[0].Replenish[market.MX] != nil {
		t.Error("the cost of stocking a country has a silent default")
	}
}

func TestDrawIsChosenPerInput(t *testing.T) {
	s := mustLoad(t, "testdata/ok.toml", Options{Sets: []string{
		`product.MUG.demand.CA={ value = "pert(60, 120, 220) units/month", draw = "event" }`,
		`market.CA.transit.remote-fulfillment={ value = "pert(7, 9, 12) d", draw = "run" }`,
		`market.CA.late_extra={ value = "3 d", draw = "run" }`,
	}})
	for path, want := range map[string]Draw{
		"product.MUG.demand.CA": DrawEvent, "market.CA.transit.remote-fulfillment": DrawRun,
		"market.CA.late_extra": DrawFixed, "replenish.CA.lead_time": DrawEvent,
	} {
		if got := findInput(s.Cases, path).Draw; got != want {
			t.Errorf("%s is drawn per %v, want %v", path, got, want)
		}
	}
}

func TestInheritedValuesKeepTheirFile(t *testing.T) {
	read := files(map[string]string{
		"d/a.toml": "extends = ['sub/b.toml', 'c.toml']\n[product.MUG]\ncost = '7 USD'\n",
		"d/sub/b.toml": "extends = '../ok.toml'\nunmet = 'backorder'\n[product.MUG]\n" +
			"cost = '8 USD'\nopening.US = ['1 units', '2 units']\n",
		"d/c.toml":      "settlement = '7 d'\n[product.MUG]\nopening.US = ['5 units']\n",
		"d/ok.toml":     mustRead(t, "testdata/ok.toml"),
		"d/cycle1.toml": "extends = [\"cycle2.toml\"]\n",
		"d/cycle2.toml": "extends = [\"./cycle1.toml\"]\n",
		"d/bad.toml":    "extends = ['sub/bad.toml', 'c.toml']\n", "d/sub/bad.toml": "a = 3,5\n",
	})
	s := mustLoad(t, "d/a.toml", Options{Read: read})
	p := s.Cases[0]
	for _, c := range []struct{ got, want string }{
		{p.Products[0].Cost.Pos.File, "d/a.toml"}, {p.Unmet.Pos.File, "d/sub/b.toml"},
		{p.Settlement.Pos.File, "d/c.toml"}, {p.Products[0].Size.Pos.File, "d/ok.toml"},
		{fmt.Sprint(len(p.Products[0].Opening[market.US].Lots)), "1"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
	for file, want := range map[string]string{
		"d/cycle1.toml": "cycle 1:12 cycle2.toml", "d/bad.toml": "syntax 1:5 sub/bad.toml",
	} {
		_, list := Load(file, Options{Read: read})
		if got := found(list, file); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: found %v, want %s", file, got, want)
		}
	}
}

func mustRead(t testing.TB, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestOverridesAreCheckedLikeFiles(t *testing.T) {
	cases := []struct {
		sets []string
		want []string // problems, nil for none
	}{
		{[]string{`product.MUG.price.CA=35.00 CAD`, `start=2026-03-01`,
			`case.local.market.CA.ads="5 %"`}, nil},
		{[]string{`product.MUG.price.CA=35.00`}, []string{"unit 1:22"}},
		{[]string{`horizon=90 d`, `product.MUG.pric.CA=35.00 CAD`}, []string{"unknown-key 2:13"}},
		{[]string{`product.MGU.cost=9 USD`}, []string{"no-match 1:9"}},
		{[]string{`case.lokal.unmet=lost`}, []string{"no-match 1:6"}},
		{[]string{`case.local.product.MGU.cost=9 USD`}, []string{"no-match 1:20"}},
		{[]string{`horizon=90 d`, `unmet=lost`, `horizon=90 d`}, []string{"set 3:1"}},
		{[]string{`fx.CAD.start=0.7 USD`, `fx={ CAD = "0.7 USD" }`}, []string{"set 2:1"}},
		{[]string{`horizon`}, []string{"set 1:1"}},
		{[]string{`=5`}, []string{"set 1:1"}},
		{[]string{`extends=other.toml`}, []string{"set 1:1"}},
		{[]string{"unmet=lost\nhorizon=5"}, []string{"set 1:1"}},
		{[]string{`experiment.seed=-1`}, []string{"range 1:17"}},
		{[]string{`experiment.seed=many`}, []string{"type 1:17"}},
		{[]string{`product.MUG.demand.CA=pert(60, 20, 220) units/month`}, []string{"order 1:32"}},
		{[]string{`product."MUG".cost='9 USD'`}, nil},
	}
	for _, c := range cases {
		_, list := Load("testdata/ok.toml", Options{Sets: c.sets, Read: os.ReadFile})
		if got := found(list, "--set"); !slices.Equal(got, c.want) {
			t.Errorf("%q: found %v, want %v\n%s", c.sets, got, c.want, rendered(list))
		}
	}
	s := mustLoad(t, "testdata/ok.toml", Options{Sets: []string{`product.MUG.price.CA=35.00 CAD`}})
	price := s.Cases[1].Products[0].Price[market.CA][market.LocalFBA]
	if price.Value.String() != "35.00 CAD" || price.Pos.String() != "--set:1:22" {
		t.Errorf("price %v from %v", price.Value, price.Pos)
	}
}

func TestCasesCanBeChosen(t *testing.T) {
	s := mustLoad(t, "testdata/good/design.toml", Options{Cases: []string{"switch", "local"}})
	if len(s.Cases) != 2 || s.Cases[0].Case != "local" || !s.Cases[0].Baseline {
		t.Errorf("cases %+v", s.Cases)
	}
	_, list := Load("testdata/good/design.toml", Options{Cases: []string{"local", "remot"},
		Read: os.ReadFile})
	if got := found(list, CaseFile); !slices.Equal(got, []string{"no-match 2:1"}) {
		t.Errorf("found %v", got)
	}
	lone := mustLoad(t, "x.toml",
		Options{Read: files(map[string]string{"x.toml": "extends = [\"testdata/ok.toml\"]\n" +
			"program.CA = \"local-fba\"\n"})})
	if len(lone.Cases) != 2 {
		t.Errorf("%d cases", len(lone.Cases))
	}
}

func TestLoadingWithoutAReaderIsAProblem(t *testing.T) {
	s, list := Load("d/../x.toml", Options{Sets: []string{"unmet=lost"}})
	if s != nil || !slices.Equal(found(list, "x.toml"), []string{"file 1:1"}) {
		t.Errorf("study %v, %s", s, rendered(list))
	}
}

func TestAScenarioWithoutCasesIsOneCase(t *testing.T) {
	text, _, _ := strings.Cut(mustRead(t, "testdata/ok.toml"), "[case.remote]")
	text = "program.CA = \"remote-fulfillment\"\n" + text
	s := mustLoad(t, "dir/mugs.toml",
		Options{Read: files(map[string]string{"dir/mugs.toml": text})})
	if len(s.Cases) != 1 || s.Cases[0].Case != "base" || !s.Cases[0].Baseline {
		t.Errorf("cases %+v", s.Cases)
	}
	s = mustLoad(t, "dir/mugs.toml",
		Options{Read: files(map[string]string{"dir/mugs.toml": strings.Replace(text,
			"name     = \"ok\"\n", "", 1)})})
	if s.Name != "mugs" {
		t.Errorf("a nameless scenario is called %q", s.Name)
	}
}

// findInput returns the first input of a path.
func findInput(plans []*Plan, path string) *Input {
	for _, p := range plans {
		for _, in := range p.Inputs {
			if in.Path == path {
				return in
			}
		}
	}
	return nil
}
