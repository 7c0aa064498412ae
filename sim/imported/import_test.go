package imported_test

import (
	"errors"
	"strings"
	"testing"

	"fbasim/sim/amazon"
	"fbasim/sim/amazon/harvest"
	"fbasim/sim/civil"
	"fbasim/sim/estimate/trial"
	"fbasim/sim/imported"
	"fbasim/sim/market"
	"fbasim/sim/quantity"
)

func TestTheFolderIsAScenarioThatRuns(t *testing.T) {
	im, texts := build(t, made(1), imported.Options{})
	s, list := opened(t, texts)
	for _, p := range list.All() {
		t.Error(p)
	}
	if err := im.Prove(); err != nil {
		t.Error(err)
	}
	if len(s.Cases) != 2 || len(s.Cases[0].Config.SKUs) != 3 {
		t.Errorf("%d cases of %d products", len(s.Cases), len(s.Cases[0].Config.SKUs))
	}
	for name, want := range map[string][]string{
		imported.ScenarioFile: {
			"start    = 2026-02-02", "seasonality.weekday", "seasonality.monthly", "seasonality.trend", "transit.remote-fulfillment",
			"returns.delay", "receiving ", "PLACEHOLDER", "n = 100",
		},
		imported.CatalogFile: {
			"300 units aged 45 d + 90 units aged 135 d + 20 units aged 225 d + 30 units in 5 d + 120 units in 14 d",
			"PAN 24,B000000001,home_kitchen,11 x 7 x 3 in,1.4 lb,7.50 USD,", "rf_transport_block.CA",
		},
		imported.EligibilityFile: {"PAN 24,B000000001,CA,Not eligible,Product is not permitted,false"},
		imported.HistoryFile:     {"sku,market,date,units\nMUG-BLUE,US,2024-02-03,"},
		imported.FitsFile:        {"MUG-BLUE,demand.CA,", ",market.US.seasonality.monthly[12],"},
	} {
		for _, text := range want {
			if !strings.Contains(texts[name], text) {
				t.Errorf("%s has no %q:\n%s", name, text, texts[name][:min(len(texts[name]), 6000)])
			}
		}
	}
}

// Every value that was fitted stands in the scenario's comments with its sample size, and every
// placeholder is listed with its line.
func TestEveryFigureSaysWhatItRestsOn(t *testing.T) {
	im, texts := build(t, made(2), imported.Options{})
	text := texts[imported.ScenarioFile]
	for _, p := range im.Products {
		for _, f := range p.Fits {
			if !strings.Contains(strings.ReplaceAll(text, "\n# ", " "), " "+p.SKU+" "+f.Key+": ") {
				t.Errorf("%s %s is not explained", p.SKU, f.Key)
			}
		}
	}
	open, err := im.Placeholders()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(text, "\n")
	listed := 0
	for _, o := range open {
		if o.Line == 0 {
			continue
		}
		listed++
		if last := o.Key[strings.LastIndex(o.Key, ".")+1:]; !strings.Contains(lines[o.Line-1], last+" ") {
			t.Errorf("line %d of the scenario is %q, not %s", o.Line, lines[o.Line-1], o.Key)
		}
	}
	if n := strings.Count(text, "# PLACEHOLDER: "); n != len(open) || listed < 10 {
		t.Errorf("%d placeholders are marked, %d of %d listed with a line", n, listed, len(open))
	}
	for i, l := range lines {
		if len(l) > 140 {
			t.Errorf("line %d has %d columns", i+1, len(l))
		}
	}
}

func TestTheSameHarvestGivesTheSameFiles(t *testing.T) {
	_, a := build(t, made(3), imported.Options{})
	_, b := build(t, made(3), imported.Options{})
	for name := range a {
		if a[name] != b[name] {
			t.Errorf("%s differs", name)
		}
	}
}

func TestProductsThatCannotBeUsedAreLeftOutAndSaidSo(t *testing.T) {
	h := made(4)
	h.Products[0].Weight = amazon.Maybe[quantity.Weight]{}
	h.Products[1].Prices = nil
	huge, _ := quantity.ParseDims("2000 x 7 x 3 in")
	h.Products = append(h.Products, h.Products[2], h.Products[2])
	h.Products[3].SKU, h.Products[3].Dims = "HUGE", amazon.Some(huge)
	h.Products[4].SKU = "UNSOLD"
	for _, s := range h.Series {
		if s.SKU == "TEE" {
			s.SKU = "HUGE"
			h.Series = append(h.Series, s)
		}
	}
	im, _ := build(t, h, imported.Options{})
	if err := im.Prove(); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, l := range im.Left {
		got[l.SKU] = l.Why
	}
	for sku, why := range map[string]string{"MUG-BLUE": "no size or weight", "PAN 24": "no price in the US", "UNSOLD": "no sales in these days and no stock",
		"HUGE": "the scenario refuses it: "} {
		if !strings.Contains(got[sku], why) {
			t.Errorf("%s is left out as %q, want %q", sku, got[sku], why)
		}
	}
	if len(im.Products) == 0 || im.Products[len(im.Products)-1].SKU != "TEE" {
		t.Errorf("%d products are left: %v", len(im.Products), im.Left)
	}
}

func TestWithoutSalesOrProductsNothingIsMade(t *testing.T) {
	h := made(5)
	for i := range h.Products {
		h.Products[i].Dims = amazon.Maybe[quantity.Dims]{}
	}
	if _, err := imported.New(h, imported.Options{Name: "x", Days: 364}); err == nil || !strings.Contains(err.Error(), "--costs") {
		t.Error(err)
	}
	for i := range h.Series {
		h.Series[i].Store = "DE"
	}
	if _, err := imported.New(h, imported.Options{Name: "x", Days: 364}); !errors.Is(err, imported.ErrNoSales) {
		t.Error(err)
	}
	if _, err := imported.New(&harvest.Harvest{}, imported.Options{Name: "x", Days: 364}); !errors.Is(err, imported.ErrNoSales) {
		t.Error(err)
	}
}

func TestDaysThatAreNotAskedForDoNotCount(t *testing.T) {
	since, until := civil.Of(2025, 3, 1), civil.Of(2025, 9, 30)
	im, texts := build(t, made(6), imported.Options{Since: since, Until: until})
	if im.From != since || im.To != until || im.Start != until+1 {
		t.Errorf("%v to %v, scenario from %v", im.From, im.To, im.Start)
	}
	if strings.Contains(texts[imported.HistoryFile], "2025-10-") || strings.Contains(texts[imported.HistoryFile], "2025-02-") {
		t.Error("the history has days that were not asked for")
	}
}

// A product that was sold out for half a year wanted twice what its sales say.
func TestDaysWithoutStockAreNoDaysWithoutDemand(t *testing.T) {
	level := func(gaps bool) float64 {
		h := made(7)
		out := func(d civil.Date) bool { return d >= trial.Start-300 && d < trial.Start-100 }
		shelf := harvest.Shelf{SKU: "MUG-BLUE", Country: "US", From: trial.Start - days, To: trial.Start - 1}
		for i := range h.Series {
			var kept []harvest.Day
			for _, d := range h.Series[i].Days {
				if h.Series[i].SKU != "MUG-BLUE" || !out(d.Date) {
					kept = append(kept, d)
				}
			}
			h.Series[i].Days = kept
		}
		for d := shelf.From; d <= shelf.To; d++ {
			if out(d) {
				shelf.Empty = append(shelf.Empty, d)
			}
		}
		if gaps {
			h.Shelves = []harvest.Shelf{shelf}
		}
		im, _ := build(t, h, imported.Options{})
		told := strings.Contains(strings.Join(im.Notes, "\n"), "CA: 200 days without stock of 1 product")
		if told != gaps {
			t.Errorf("gaps %v: %q", gaps, im.Notes)
		}
		for _, f := range im.Products[0].Fits {
			if f.Key == "demand.US" {
				return f.Value
			}
		}
		return 0
	}
	with, without := level(true), level(false)
	if with < 260 || with > 340 || without > 0.85*with {
		t.Errorf("%.0f units a month with the gaps known, %.0f without; the truth is 300", with, without)
	}
}

func TestCostsOfTheSellerGoFirst(t *testing.T) {
	costs, list := imported.ReadCosts("costs.csv", []byte("\xef\xbb\xbfSKU,cost,category,returns\nMUG-BLUE,3.10 USD,toys,4 %\n\nELSE,1 USD,,\n"))
	if list.Len() > 0 {
		t.Fatal(list.All())
	}
	im, texts := build(t, made(8), imported.Options{Costs: costs})
	if !strings.Contains(texts[imported.CatalogFile], "MUG-BLUE,B000000000,toys,11 x 7 x 3 in,1.4 lb,3.10 USD,") || im.Products[0].Guessed || !im.Products[1].Guessed {
		t.Error(texts[imported.CatalogFile])
	}
	if !strings.Contains(strings.Join(im.Notes, "\n"), "in no report: ELSE") {
		t.Error(im.Notes)
	}
}

func TestMistakesInCostsAreToldWithTheirPlaces(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "costs.csv: error[file]: it is empty or no table",
		"cost\n1 USD\n":               "costs.csv:1: ",
		"sku,prize\nA,1\n":            `costs.csv:1:5: error[unknown-key]: "prize"`,
		"sku,cost\nA,\"1 USD\n":       "costs.csv:",
		"sku,cost\nA,1 USD\nB,free\n": `costs.csv:3:3: error[unit]: "free" is no amount of money`,
		"sku,size\nA,big\n":           `costs.csv:2:3: error[unit]: "big" is no size`,
		"sku,cost,weight\n,1 USD,4\n": `costs.csv:2:8: error[unit]: "4" is no weight`,
	} {
		_, list := imported.ReadCosts("costs.csv", []byte(text))
		if list.Errors() == 0 {
			t.Errorf("%q is taken", text)
			continue
		}
		if got := list.All()[0].Error(); !strings.HasPrefix(got, strings.Replace(want, " error", " error", 1)) {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestTheReferenceProgramIsThatOfMostUnits(t *testing.T) {
	h := made(9)
	h.Stock = append(h.Stock, harvest.Stock{SKU: "MUG-BLUE", Country: "CA", Fulfillable: 40})
	im, texts := build(t, h, imported.Options{})
	if im.Fitted[market.CA].Reference != market.LocalFBA || !strings.Contains(texts[imported.CatalogFile], "opening.CA") ||
		!strings.Contains(texts[imported.ScenarioFile], "transit.local-fba") {
		t.Error(im.Fitted[market.CA].Reference)
	}
	if _, list := opened(t, texts); list.Errors() > 0 {
		t.Error(list.All())
	}
	for i := range h.Series {
		if h.Series[i].Store == "CA" {
			h.Series[i].Channel = amazon.Merchant
		}
	}
	im, texts = build(t, h, imported.Options{})
	if _, list := opened(t, texts); list.Errors() > 0 || im.Fitted[market.CA].Reference != market.SellerFulfilled {
		t.Error(im.Fitted[market.CA].Reference, list.All())
	}
}
