package known

import (
	"slices"
	"strings"
	"testing"
)

// packages are those whose tests call Check.
func packages() []string {
	return []string{"closedform", "des", "design", "dist", "random", "selection", "stats", "trial"}
}

func TestEveryRowIsSomebodysTest(t *testing.T) {
	rows, err := Rows()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, r := range rows {
		if seen[r.ID] {
			t.Errorf("%s stands twice", r.ID)
		}
		seen[r.ID] = true
		if len(r.Calls) == 0 || r.Source == "" {
			t.Errorf("%s: no call or no source", r.ID)
		}
		for _, call := range r.Calls {
			if pkg, _, _ := strings.Cut(call, "."); !slices.Contains(packages(), pkg) {
				t.Errorf("%s: nobody checks the calls of %s", r.ID, pkg)
			}
		}
	}
	if len(rows) < 170 {
		t.Errorf("only %d rows", len(rows))
	}
}

func TestRowsWithMistakesAreRefused(t *testing.T) {
	good := []string{"A", "stats.X", "n=1", "x=1; y=2", "exact; 1e-3", "somebody"}
	if _, err := parse(good); err != nil {
		t.Fatal(err)
	}
	for column, cells := range map[int][]string{2: {"n", "n=1; n=2"}, 3: {"x", "x=", "x=a"}, 4: {"1; 2; 3", "little"}} {
		for _, cell := range cells {
			bad := slices.Clone(good)
			bad[column] = cell
			if _, err := parse(bad); err == nil {
				t.Errorf("%q was accepted", cell)
			}
		}
	}
	p := Params{"third": "1/3", "list": "1 2/4"}
	if p.Float("third") != 1.0/3 || !slices.Equal(p.Floats("list"), []float64{1, 0.5}) {
		t.Error("fractions are read wrongly")
	}
}
