package compile_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fbasim/sim/civil"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/program"
)

// unit compiles the unit sold in the US and by Remote Fulfillment in Canada, with
// more lines.
func unit(t testing.TB, more string) *model.Config {
	t.Helper()
	return compiled(t, "extends = [\"canada.toml\"]\n"+more)[0].Config
}

func usFees(c *model.Config) model.StockFees { return c.SKUs[0].Pools[market.US].Fees }

func TestStockPaysWhatItsStoreHasCardsFor(t *testing.T) {
	forever := model.Span{To: program.Forever}
	got := map[string]model.StockFees{}
	for _, file := range []string{"canada.toml", "mexico.toml"} {
		sets := []string{}
		if file == "canada.toml" {
			sets = append(sets, "case.any.program.CA=local-fba")
		}
		for m, p := range load(t, file, sets...)[0].Config.SKUs[0].Pools {
			if p.Used {
				got[market.Marketplace(m).String()] = p.Fees
			}
		}
	}
	want := map[string]model.StockFees{
		"US": {Aged: true, Removes: true, Disposal: true, Utilization: true, LowStock: forever},
		"CA": {Aged: true, Removes: true, Disposal: true},
		"MX": {Removes: true}, // no card of the store was found
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fees on stock (-want +got):\n%s", diff)
	}
	remarks := strings.Join(load(t, "mexico.toml")[0].Remarks, "\n")
	for _, text := range []string{"MX: no aged_inventory fee is counted", "MX: no disposal fee is counted",
		"returns above the threshold of the category is not modeled"} {
		if !strings.Contains(remarks, text) {
			t.Errorf("no remark %q among\n%s", text, remarks)
		}
	}
}

func TestNewSellersProductsAndGroceryAreFreeOfTheLowInventoryFee(t *testing.T) {
	days := func(from, to int64) model.Span {
		if to != program.Forever {
			to *= civil.Day
		}
		return model.Span{From: from * civil.Day, To: to}
	}
	for more, want := range map[string]model.Span{
		"":                                    days(0, program.Forever),
		"[seller]\nestablished = false":       days(365, program.Forever),
		"[product.UNIT]\nestablished = false": days(180, program.Forever),
		"[seller]\nestablished = false\n[product.UNIT]\nestablished = false": days(365, program.Forever),
		"[product.UNIT]\ncategory = \"grocery\"":                             days(0, 0),
	} {
		c := unit(t, more)
		if got := usFees(c).LowStock; got != want {
			t.Errorf("%q: %v, want %v", more, got, want)
		}
		if c.Upkeep.NewSeller != strings.Contains(more, "seller") {
			t.Errorf("%q: new seller %v", more, c.Upkeep.NewSeller)
		}
	}
	before := unit(t, "start = 2025-12-16\n[product.UNIT]\ncategory = \"grocery\"")
	if got := usFees(before).LowStock; got != days(0, 30) {
		t.Errorf("grocery from 2025-12-16: %v, want until 2026-01-15", got)
	}
}

func TestTheRulesOfFeesOnStock(t *testing.T) {
	want := model.Upkeep{
		SnapshotDay: 15, Long: 90, Short: 30, Update: 7, FewSold: 20, FewWithin: 7, Quarter: 91,
		FewFrom:       (civil.Of(2024, 5, 15) - civil.Of(2026, 2, 2)).Tick(),
		Returns:       model.ReturnMonths{Counted: 2, Billed: 3, Day: 7},
		PlacementWait: 45 * civil.Day, PlacementShare: money.One / 2,
	}
	if diff := cmp.Diff(want, unit(t, "").Upkeep); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
}

func TestPlacementIsPaidForAsTheScenarioSays(t *testing.T) {
	supply := "[replenish.US]\npolicy = \"base-stock\"\nlevel = \"100 units\"\nlead_time = \"20 d\"\n"
	for option, want := range map[string]string{"": "", "placement = \"optimized\"": "", "placement = \"minimal\"": "minimal"} {
		if got := usFees(unit(t, supply+option)).Placement; got != want {
			t.Errorf("%q: pays for %q, want %q", option, got, want)
		}
	}
	text := "extends = [\"canada.toml\"]\n" + supply + "placement = \"partial\"\n"
	_, problems := tryText(t, text)
	if !strings.Contains(problems, "error[missing-card]: no placement fee of partial is known for UNIT on 2026-02-02") {
		t.Errorf("an option that is not offered for standard sizes:\n%s", problems)
	}
}

func TestReturnsArePaidForByCategory(t *testing.T) {
	for category, want := range map[string]bool{"Home & Kitchen": false, "clothing": true, "footwear": true, "jewelry": false} {
		c := unit(t, "[product.UNIT]\ncategory = \""+category+"\"")
		if got := c.SKUs[0].Listings[market.CA].PaysReturn[market.RemoteFulfillment]; got != want {
			t.Errorf("%s: pays for each return: %v", category, got)
		}
	}
	text := strings.Replace(head, "Home & Kitchen", "clothing", 1) + "[program]\nCA = \"remote-fulfillment\"\n"
	_, problems := tryText(t, text)
	if !strings.Contains(problems, "returns_processing.local-fba.US from 2026-10-01") {
		t.Errorf("the amounts of 2026 are not published, which is a gap:\n%s", problems)
	}
}

func TestTheProfessionalPlanIsPaidMonthly(t *testing.T) {
	short := "horizon = \"60 d\"\nwarmup = \"0 d\"\n"
	if c := unit(t, short); len(c.Account) != 0 {
		t.Errorf("account fees %v though none are asked for", c.Account)
	}
	c := unit(t, short+"[seller]\nprofessional = true")
	var days []civil.Date
	for _, a := range c.Account {
		days = append(days, c.Start+civil.Date(a.Tick/civil.Day))
		if a.Market != market.US || a.Line.Amount != 3999*money.Cent || a.Line.Kind != market.Subscription {
			t.Errorf("account fee %+v, want 39.99 USD", a)
		}
	}
	if want := []civil.Date{civil.Of(2026, 2, 2), civil.Of(2026, 3, 1), civil.Of(2026, 4, 1)}; !slices.Equal(days, want) {
		t.Errorf("paid on %v, want %v", days, want)
	}
	o := simulate(t, model.NewRun(c), model.Options{Seed: 1})
	if got := o.Lines[ledger.Fee(market.Subscription)][market.US]; got != -3*3999*money.Cent {
		t.Errorf("%v paid", got)
	}
}
