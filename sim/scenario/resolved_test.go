package scenario

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fbasim/sim/dist"
	"fbasim/sim/scenario/document"
)

// sameStudy compares studies by their values, leaving out where these stand. Texts may differ
// where a file was embedded.
func sameStudy() cmp.Options {
	return cmp.Options{
		cmpopts.IgnoreTypes(document.Pos{}),
		cmpopts.IgnoreFields(Meta{}, "Text"),
		cmpopts.IgnoreFields(Study{}, "File"),
		cmpopts.IgnoreUnexported(Study{}, Product{}, Market{}, Condition{}),
		cmp.Comparer(func(a, b dist.Dist) bool {
			if a == nil || b == nil {
				return a == b
			}
			for _, u := range []float64{0.01, 0.3, 0.5, 0.99} {
				if a.Quantile(u) != b.Quantile(u) {
					return false
				}
			}
			return true
		}),
	}
}

func TestResolvedLoadsToTheSameStudy(t *testing.T) {
	for _, file := range []string{"testdata/good/design.toml", "testdata/good/full.toml"} {
		want := mustLoad(t, file, Options{Sets: []string{`product.WIDGET.title=x`}[:0]})
		text := want.Resolved()
		read := func(path string) ([]byte, error) {
			if filepath.ToSlash(path) == "elsewhere/resolved.toml" {
				return text, nil
			}
			if filepath.ToSlash(path) == "elsewhere/"+CopiedFile("exclusions.csv") {
				return os.ReadFile("testdata/good/exclusions.csv")
			}
			return nil, os.ErrNotExist // it must stand alone but for uploads
		}
		got := mustLoad(t, "elsewhere/resolved.toml", Options{Read: read})
		if diff := cmp.Diff(want, got, sameStudy()); diff != "" {
			t.Errorf("%s: %s\n%s", file, diff, text)
		}
		if again := got.Resolved(); values(string(again)) != values(string(text)) {
			t.Errorf("%s: resolving twice changes the text:\n%s", file,
				cmp.Diff(values(string(text)), values(string(again))))
		}
	}
}

// values drops comments, which say where values stood.
func values(text string) string {
	return regexp.MustCompile(`(?m) ?# .*$`).ReplaceAllString(text, "")
}

func TestResolvedShowsWhereEachValueStands(t *testing.T) {
	dir, err := filepath.Abs("testdata/good")
	if err != nil {
		t.Fatal(err)
	}
	s := mustLoad(t, filepath.Join(dir, "full.toml"),
		Options{Sets: []string{`product.MUG.cost=8 USD`}})
	text := string(s.Resolved())
	for _, want := range []string{
		`cost = "8 USD" # --set:1`, `price.CA = "59.00 CAD" # base.toml:8`,
		`category = "Home & Kitchen" # catalog.csv:3`,
		`unmet = "backorder" # full.toml:10`,
		`# product.LID.dangerous_goods = false # default: convention`,
		`demand.MX = "empirical(8, 9, 11, 14) units/week" # full.toml:27`,
		`MXN.points = ["2026-02-01 0.0545", "2026-03-01 0.0551", "2026-08-01 0.0538"] # ` +
			`full.toml:123`,
	} {
		if !strings.Contains(text, want+"\n") && !strings.Contains(text, want) {
			t.Errorf("no line %s", want)
		}
	}
	if strings.Contains(text, dir) || strings.Contains(text, "catalog.file") {
		t.Error("the text names a machine path or the catalog file")
	}
	for _, line := range strings.Split(text, "\n") {
		if line != "" && line[0] != '[' && line[0] != '#' && !strings.Contains(line, " # ") {
			t.Errorf("line without origin: %s", line)
		}
	}
}

func TestShowListsValuesAndDefaults(t *testing.T) {
	s := mustLoad(t, "testdata/good/full.toml", Options{})
	var b strings.Builder
	if err := s.Show(&b, 0); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`product\.MUG\.demand\.CA +units/month +run +testdata/good/full\.toml:26:13 +` +
			`"pert\(60, 120, 220\) units/month"`,
		`market\.CA\.transit\.local-fba +d +event +`,
		`case\.local\.market\.CA\.ads +% +fixed +testdata/good/full\.toml:248:17 +"5 %"`,
		`product\.LID\.returns +% +fixed +8 % +E +middle of the ranges`,
		`replenish\.MX\.review +7 d +E `,
	} {
		if !regexp.MustCompile(`(?m)^` + want).MatchString(b.String()) {
			t.Errorf("no line like %s in\n%s", want, &b)
		}
	}
}

func TestShowSuggestsValuesWhereAConventionIsInUse(t *testing.T) {
	shown := func(sets ...string) string {
		var b strings.Builder
		if err := mustLoad(t, "testdata/ok.toml", Options{Sets: sets}).Show(&b, 0); err != nil {
			t.Fatal(err)
		}
		_, after, found := strings.Cut(b.String(), "\nsuggested in place of these defaults\n")
		if !found {
			t.Fatalf("no suggestions in\n%s", &b)
		}
		return after
	}
	text := shown()
	for _, want := range []string{
		`market\.CA\.response\.per_day_faster +1\.0 % +E +.*SSRN 2573069`,
		`market\.CA\.response\.price_elasticity +-1\.5 +E +usual range`,
		`replenish\.CA\.receiving +pert\(2, 3, 6\) d +T +two to six days`,
	} {
		if !regexp.MustCompile(`(?m)^` + want).MatchString(text) {
			t.Errorf("no line like %s in\n%s", want, text)
		}
	}
	text = shown(`market.CA.response.per_day_faster=0.5 %`)
	if strings.Contains(text, "market.CA.response.per_day_faster") {
		t.Errorf("a value is suggested for what the scenario states:\n%s", text)
	}
}
