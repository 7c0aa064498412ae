package workload

import (
	"errors"
	"os"
	"testing"

	"fbasim/sim/scenario"
)

func TestTheReferenceCatalogLoadsWithAsManyProductsAsAsked(t *testing.T) {
	for _, n := range []int{1, 50} {
		study, list := scenario.Load(Name, scenario.Options{Read: Read(n)})
		if list.Errors() > 0 {
			t.Fatal(list.Err())
		}
		if len(study.Cases) != 3 || len(study.Cases[0].Products) != n {
			t.Errorf("%d cases with %d products, want 3 with %d", len(study.Cases), len(study.Cases[0].Products), n)
		}
	}
	if _, err := Read(1)("other.toml"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("reading another file: %v", err)
	}
}

func TestProductsDifferInSizeAndWeight(t *testing.T) {
	study, list := scenario.Load(Name, scenario.Options{Read: Read(1000)})
	if list.Errors() > 0 {
		t.Fatal(list.Err())
	}
	items := map[string]int{}
	for _, p := range study.Cases[0].Products {
		items[p.Category.Text+" "+p.Size.Text+" "+p.Weight.Text]++
	}
	if len(items) < 400 || len(items) > 600 {
		t.Errorf("%d different packages among 1,000 products, want about 500", len(items))
	}
}
