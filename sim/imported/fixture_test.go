package imported_test

import (
	"fmt"
	"io/fs"
	"math"
	"strings"
	"testing"

	"fbasim/sim/amazon"
	"fbasim/sim/amazon/harvest"
	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/estimate/trial"
	"fbasim/sim/imported"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
	"fbasim/sim/random"
	"fbasim/sim/study"
)

// days of history before trial.Start.
const days = 730

// us and ca are the truth of the two marketplaces of the made-up seller.
func us() trial.World {
	return trial.World{Levels: []float64{300, 90, 12}, Days: days, Growth: 0.15,
		Weekday: [7]float64{1.1, 1.0, 0.9, 0.9, 1.0, 1.2, 0.9},
		Month:   [12]float64{0.7, 0.7, 0.8, 0.9, 1.0, 1.1, 1.1, 1.0, 0.9, 1.0, 1.3, 1.5}}
}

func ca() trial.World {
	w := us()
	w.Levels = []float64{60, 15, 0.8}
	return w
}

const returnShare, returnMean = 0.09, 24.0

// made is the harvest of a seller whose truth is known.
func made(seed int64) *harvest.Harvest {
	h := &harvest.Harvest{}
	key := random.NewKey(seed)
	for i, sku := range []string{"MUG-BLUE", "PAN 24", "TEE"} {
		dims, _ := quantity.ParseDims("11 x 7 x 3 in")
		weight, _ := quantity.ParseWeight("1.4 lb")
		h.Products = append(h.Products, harvest.Product{
			SKU: sku, ASIN: fmt.Sprintf("B00000000%d", i), Group: []string{"Kitchen", "Home & Kitchen", "gl_unheard_of"}[i],
			Dims: amazon.Some(dims), Weight: amazon.Some(weight),
			Prices: []harvest.Price{priced("US", "24.99 USD"), priced("CA", "39.99 CAD")},
		})
		h.Stock = append(h.Stock, harvest.Stock{SKU: sku, Fulfillable: 401, Reserved: 20, Moving: amazon.Some(9), Shipped: 120, Receiving: 30, Working: 7,
			Ages: []int{300, 90, 20, 0, 0, 0}})
		h.Offers = append(h.Offers, harvest.Offer{SKU: sku, ASIN: fmt.Sprintf("B00000000%d", i), Store: "CA",
			Status: []string{"Enabled", "Not eligible", "Enabled"}[i], Details: "Product is not permitted"})
	}
	for name, w := range map[amazon.Store]trial.World{"CA": ca(), "US": us()} {
		for i, s := range w.History(key.With(string(name))) {
			draws := key.With("returns" + string(name)).WithInt(int64(i))
			h.Series = append(h.Series, series(h.Products[i].SKU, name, s.Start, s.Counts))
			h.Returns = append(h.Returns, returned(h.Products[i].SKU, name, s.Start, s.Counts, draws))
		}
	}
	h.Transit = append(h.Transit, harvest.Transit{Store: "CA", Country: "CA", Channel: amazon.Amazon, Units: 100,
		Door: []harvest.Count{{Value: 7, N: 12}, {Value: 8, N: 30}, {Value: 9, N: 31}, {Value: 10, N: 18}, {Value: 11, N: 9}}})
	for i := range 4 {
		h.Receipts = append(h.Receipts, harvest.Receipt{Shipment: fmt.Sprint("FBA", i), Country: "US", Units: 100,
			Days: []harvest.Count{{Value: 0, N: 60}, {Value: 1, N: 30}, {Value: 4, N: 10}}})
	}
	return h
}

func priced(store amazon.Store, text string) harvest.Price {
	m, err := quantity.ParseMoney(text)
	if err != nil {
		panic(err)
	}
	return harvest.Price{Store: store, Money: m, Source: "fee preview"}
}

func series(sku string, store amazon.Store, start civil.Date, counts []int32) harvest.Series {
	s := harvest.Series{Key: harvest.Key{SKU: sku, Store: store, Channel: amazon.Amazon, Currency: money.USD}}
	for i, n := range counts {
		if n > 0 {
			s.Days = append(s.Days, harvest.Day{Date: start + civil.Date(i), Units: n})
			s.Units += int(n)
		}
	}
	return s
}

// returned draws which units come back, after exponential delays of which those later than the end
// are not known yet.
func returned(sku string, store amazon.Store, start civil.Date, counts []int32, key random.Key) harvest.Returned {
	r := harvest.Returned{SKU: sku, Store: store, Channel: amazon.Amazon}
	for i, n := range counts {
		for u := range n {
			comes, when := key.Pair(uint64(i), uint64(u))
			delay := int(-returnMean * math.Log(when))
			if comes < returnShare && i+delay < len(counts) {
				r.Units++
				r.Delays = append(r.Delays, harvest.Delay{Bought: start + civil.Date(i), Days: delay, N: 1})
			}
		}
	}
	return r
}

func build(t testing.TB, h *harvest.Harvest, o imported.Options) (*imported.Import, map[string]string) {
	t.Helper()
	o.Name, o.Days = "mine", 364
	im, err := imported.New(h, o)
	if err != nil {
		t.Fatal(err)
	}
	files, err := im.Files()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range files {
		var b strings.Builder
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		texts[f.Name] = b.String()
	}
	return im, texts
}

// opened reads the folder as a scenario and returns its errors.
func opened(t testing.TB, texts map[string]string) (*study.Study, *diag.List) {
	t.Helper()
	s, list, err := study.Open(imported.ScenarioFile, study.Options{Read: func(path string) ([]byte, error) {
		if text, ok := texts[path]; ok {
			return []byte(text), nil
		}
		return nil, fs.ErrNotExist
	}})
	if err != nil {
		t.Fatal(err)
	}
	return s, list
}
