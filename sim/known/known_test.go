package known

import (
	"os"
	"path/filepath"
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

func TestRowsMayComeFromAnotherFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rows.csv")
	for text, want := range map[string]int{
		"id,calls,parameters,expected,tolerance,source\nA,stats.X,n=1,x=1,exact,me\n": 1,
		"id,calls,parameters,expected,tolerance,source\nA,stats.X,n,x=1,exact,me\n":   -1,
		"id,calls\nA,stats.X\n": -1,
		"":                      -1,
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Setenv(Elsewhere, file)
		rows, err := Rows()
		if (err != nil) != (want < 0) || want > 0 && len(rows) != want {
			t.Errorf("%q: %d rows, %v", text, len(rows), err)
		}
	}
	t.Setenv(Elsewhere, filepath.Join(t.TempDir(), "none.csv"))
	if _, err := Rows(); err == nil {
		t.Error("a file that is not there was read")
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
