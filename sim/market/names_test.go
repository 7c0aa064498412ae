package market

import (
	"slices"
	"testing"

	"fbasim/sim/money"
)

func TestMarketplacesAndProgramsParseBack(t *testing.T) {
	for m := US; m < MarketplaceCount; m++ {
		if got, ok := ParseMarketplace(m.String()); !ok || got != m || m.Name() == "" || m.Currency() == money.NoCurrency {
			t.Errorf("%v parses to %v, %v", m, got, ok)
		}
	}
	for p := NoProgram; p < ProgramCount; p++ {
		if got, ok := ParseProgram(p.String()); !ok || got != p || p.Title() == "" {
			t.Errorf("%v parses to %v, %v", p, got, ok)
		}
		if !slices.Contains(ProgramIDs(), p.String()) {
			t.Errorf("%v is not listed", p)
		}
	}
	if _, ok := ParseMarketplace("ca"); ok {
		t.Error("a lower-case code was accepted")
	}
	if _, ok := ParseProgram("Remote Fulfillment"); ok {
		t.Error("a title was accepted as an id")
	}
}
