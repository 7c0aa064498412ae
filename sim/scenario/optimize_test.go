package scenario

import (
	"os"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/market"
)

// loaded loads quickstart with more text at its end.
func loaded(t *testing.T, more string) (*Study, string) {
	t.Helper()
	s, list := Load("../../scenarios/x.toml", Options{Read: func(path string) ([]byte, error) {
		if strings.HasSuffix(path, "x.toml") {
			return []byte("schema = 1\nextends = [\"quickstart.toml\"]\n" + more), nil
		}
		return os.ReadFile(path)
	}})
	return s, rendered(list)
}

const aChoice = "[optimize.choose.x]\npath = \"product.*.price.CA\"\n"

// lines puts statements on lines of their own.
func lines(text string) string { return strings.ReplaceAll(text, "; ", "\n") }

func TestValuesOfAChoice(t *testing.T) {
	for text, want := range map[string][]string{
		`values = ["30 d", "60 d"]`:                        {`"30 d"`, `"60 d"`},
		`from = "30 d"; to = "61 d"; step = "15 d"`:        {`"30 d"`, `"45 d"`, `"60 d"`},
		`from = "1.5 CAD"; to = "2 CAD"; step = "0.4 CAD"`: {`"1.5 CAD"`, `"1.9 CAD"`},
		`from = "30 d"; to = "60 d"; points = 3`:           {`"30 d"`, `"45 d"`, `"60 d"`},
		`from = 1; to = 3; step = 1`:                       {"1", "2", "3"},
		`from = 2026-03-01; to = 2026-03-12; step = "7 d"`: {"2026-03-01", "2026-03-08"},
		`values = [[{ use = "none" }], "x"]`:               {`[{ use = "none" }]`, `"x"`},
	} {
		s, problems := loaded(t, aChoice+lines(text))
		if s == nil {
			t.Errorf("%s: %s", text, problems)
			continue
		}
		var got []string
		for _, o := range s.Optimize.Choices[0].Options {
			got = append(got, o.Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestMistakesInAChoice(t *testing.T) {
	for text, want := range map[string]string{
		`from = "30 d"`:                                      "says no values",
		`values = []`:                                        "no list of values",
		`values = ["1 d"]; from = "30 d"`:                    "has values and a range",
		`from = "30 d"; to = "20 d"; step = "1 d"`:           "the range has no values",
		`from = "30 d"; to = "40 d"; step = "1 units"`:       "write all three in the same unit",
		`from = "a"; to = "40 d"; step = "1 d"`:              "no end of a range",
		`from = "1 d"; to = "40 d"; step = "0.001 d"`:        "more than 1000 values",
		`from = 2026-03-01; to = 2026-02-01; step = "7 d"`:   "the range has no days",
		`from = "1 d"; to = "4 d"; step = "1 d"; points = 3`: "a step and a number of points",
		`from = "4 d"; to = "1 d"; points = 3`:               "the range has no values",
	} {
		s, problems := loaded(t, aChoice+lines(text))
		if s != nil || !strings.Contains(problems, want) {
			t.Errorf("%s: %s", text, problems)
		}
	}
}

func TestAProductIsRefilledDifferently(t *testing.T) {
	s, problems := loaded(t, lines(`[product.IRON]; replenish.CA.cover = "30 d"; `+
		`replenish.US = { policy = "s-S", s = 100, S = 300 }`))
	if s == nil {
		t.Fatal(problems)
	}
	p := s.Cases[0]
	ca, us := p.ReplenishOf(p.Products[0], market.CA), p.ReplenishOf(p.Products[0], market.US)
	if ca.Cover.Value.Days() != 30 || ca.CasePack.Value != 6 ||
		ca.LeadTime != p.Replenish[market.CA].LeadTime {
		t.Errorf("Canada: %+v", ca)
	}
	if us.Policy.Value != "s-S" || us.Cover != nil || us.SmallS.Value != 100 ||
		us.BigS.Value != 300 {
		t.Errorf("US: %+v", us)
	}
	if p.Replenish[market.CA].Cover.Value.Days() != 90 {
		t.Error("the country's cover changed too")
	}
}

func TestAProductsOrderingMustFit(t *testing.T) {
	for text, want := range map[string]string{
		`replenish.CA = { policy = "r-Q", reorder = 10 }`:  "needs quantity in CA",
		`replenish.CA = { policy = "s-S", s = 10 }`:        "needs S in CA",
		`replenish.CA = { policy = "s-S", s = 10, S = 5 }`: "S = 5 is not above s = 10",
		`replenish.CA = { policy = "base-stock" }`:         "needs level in CA",
		`replenish.CA = { cover = "30 d", level = 20 }`:    "cover or level, not both",
		`replenish.MX.cover = "30 d"`:                      "there is no [replenish.MX]",
		`replenish.CA.lead_time = "3 d"`:                   "lead_time",
	} {
		s, problems := loaded(t, "[product.IRON]\n"+text+"\n")
		if s != nil || !strings.Contains(problems, want) {
			t.Errorf("%s: %s", text, problems)
		}
	}
}

func TestPathsAreSplitAsTheyAreJoined(t *testing.T) {
	for _, names := range [][]string{{"product", "*", "price", "CA"}, {"A.B", "x"}, {"a b"}} {
		path := Path(names...)
		if got := SplitPath(strings.ReplaceAll(path, `"*"`, "*")); !slices.Equal(got, names) {
			t.Errorf("%s splits into %q", path, got)
		}
	}
	for _, bad := range []string{"", "a.", ".a", "a..b", `"a`, `"a"b`, "a b", `""`} {
		if got := SplitPath(bad); got != nil {
			t.Errorf("%q splits into %q", bad, got)
		}
	}
}
