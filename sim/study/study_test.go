package study_test

import (
	"os"
	"strings"
	"testing"

	"fbasim/sim/market"
	"fbasim/sim/scenario/document"
	"fbasim/sim/study"
)

const quickstart = "../../scenarios/quickstart.toml"

func open(t testing.TB, sets ...string) *study.Study {
	t.Helper()
	s, list, err := study.Open(quickstart, study.Options{Sets: sets, Read: os.ReadFile})
	if err != nil || list.Errors() > 0 {
		t.Fatal(err, list.All())
	}
	return s
}

func TestAPointWinsOverTheValuesOfTheCommandLine(t *testing.T) {
	const path = "product.IRON.price.CA"
	p, list := open(t, path+"=44 CAD").At(path + "=41 CAD")
	if list.Errors() > 0 {
		t.Fatal(list.All())
	}
	if got := string(p.Scenario.Resolved()); !strings.Contains(got, `"41 CAD"`) || strings.Contains(got, `"44 CAD"`) {
		t.Errorf("resolved:\n%s", got)
	}
}

func TestAPointReadsNoFileAgain(t *testing.T) {
	reads := 0
	s, _, err := study.Open(quickstart, study.Options{Read: func(path string) ([]byte, error) {
		reads++
		return os.ReadFile(path)
	}})
	if err != nil {
		t.Fatal(err)
	}
	before := reads
	if _, list := s.At("product.IRON.cost=8 USD"); list.Errors() > 0 || reads != before {
		t.Errorf("%d reads more, problems %v", reads-before, list.All())
	}
}

// TestDemandIsThatAtThePricesOfTheScenario: a price that a point sets must move demand, so the
// price at which demand is stated stays.
func TestDemandIsThatAtThePricesOfTheScenario(t *testing.T) {
	s := open(t)
	stated := s.Cases[0].Config.SKUs[0].Listings[market.CA].Reference
	p, list := s.At("product.IRON.price.CA=20 CAD")
	if list.Errors() > 0 {
		t.Fatal(list.All())
	}
	again, list := p.At("product.IRON.price.CA=30 CAD")
	if list.Errors() > 0 {
		t.Fatal(list.All())
	}
	for _, at := range []*study.Study{p, again} {
		for i := range at.Cases {
			if got := at.Cases[i].Config.SKUs[0].Listings[market.CA].Reference; got != stated {
				t.Errorf("case %s states demand at %v, the scenario at %v", at.Cases[i].Plan.Case, got, stated)
			}
		}
	}
}

func TestAWrongPointIsAProblemWithItsPlace(t *testing.T) {
	_, list := open(t).At("product.IRON.cost=8 USD", "product.IRON.pric.CA=41 CAD")
	all := list.All()
	if len(all) != 1 || all[0].File != document.OverFile || all[0].Line != 2 {
		t.Errorf("problems %+v", all)
	}
}

func BenchmarkAt(b *testing.B) {
	s := open(b)
	for b.Loop() {
		if _, list := s.At("product.IRON.price.CA=41 CAD"); list.Errors() > 0 {
			b.Fatal(list.All())
		}
	}
}
