package scenario

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/scenario/document"
)

func TestEveryDefaultFitsItsKeyAndSaysWhereItComesFrom(t *testing.T) {
	defaults, suggestions := 0, 0
	for _, k := range Keys() {
		for _, d := range slices.Concat([]Default{k.Default}, k.Special, k.Suggest) {
			if d.Text == "" {
				continue
			}
			defaults++
			if convention := d.Grade == ""; convention != (d.Source == "convention") {
				t.Errorf("default %q of %s has source %q and grade %q", d.Text, k.Path, d.Source,
					d.Grade)
			}
			if !placeFits(k.Path, d.For) {
				t.Errorf("default %q of %s is for %q, which is no place of it", d.Text, k.Path,
					d.For)
			}
			if problems := readDefault(k, d.Text); problems.Len() > 0 {
				t.Errorf("default of %s: %v", k.Path, problems.Error())
			}
		}
		for _, d := range k.Suggest {
			suggestions++
			if used := k.specialFor(d.For); used.Text == "" || used.Grade != "" {
				t.Errorf("%s: %q is suggested instead of %q, which is no convention", k.Path,
					d.Text, used.Text)
			}
		}
	}
	if defaults < 70 || suggestions < 4 {
		t.Errorf("only %d defaults, %d of them suggestions", defaults, suggestions)
	}
}

// placeFits reports whether a place is a marketplace, a program in one, or a category.
func placeFits(path, place string) bool {
	if place == "" {
		return true
	}
	if strings.Contains(path, "<currency>") {
		return slices.Contains(currencyCodes(), place)
	}
	if !strings.Contains(path, "<market>") {
		c, err := market.ParseCategory(place)
		return err == nil && c.ID() == place && strings.Contains(path, "<sku>")
	}
	code, program, named := strings.Cut(place, ".")
	return slices.Contains(marketCodes(), code) &&
		(!named || slices.Contains(market.ProgramIDs()[market.NoProgram+1:], program))
}

// readDefault reads a text as the value of a key.
func readDefault(k Key, text string) *diag.List {
	list := &diag.List{}
	b := newBuilder("x", Options{Read: os.ReadFile}, list)
	s := b.root(nil)
	for _, part := range strings.Split(concrete(k.Path), ".") {
		s = s.sub(part)
	}
	s.node = bareNode(k.Kind, text, document.Pos{File: "x", Line: 1, Col: 1})
	readAs(s, k.Kind)
	return list
}

func readAs(s scope, k Kind) {
	v, _ := s.value()
	switch {
	case k.IsInput():
		s.input()
	case k == EnumKind:
		s.enumField()
	case k == DurationKind || k == DelayKind:
		s.spanField()
	case k == PercentKind:
		s.percentField()
	case k == BoolKind:
		s.boolField()
	case k == IntKind:
		s.intField()
	case k == NumberKind:
		s.numberField()
	case k == UnitsKind:
		s.unitsField()
	case k == ProgramKind:
		s.programField()
	case k == CurrencyKind:
		s.currencyField()
	case k == CountsKind:
		v.counts()
	case k == CountryKind:
		s.countryField()
	case k == TextKind:
		s.textField()
	case k == TextsKind:
		s.textsField()
	case k == AnyKind:
		s.margin()
	default:
		panic(fmt.Sprintf("no reader for defaults of kind %v", k))
	}
}

func TestDefaultsStandInTheOrderOfTheKeys(t *testing.T) {
	order := map[string]int{}
	for i, k := range keyTable() {
		order[k.Path] = i
	}
	list := &diag.List{}
	root := document.Parse("defaults.toml", []byte(defaultsFile), list)
	var convention, rest []string
	for _, f := range root.Get("convention").Fields() {
		convention = append(convention, f.Name)
	}
	for _, n := range root.Get("default").Items() {
		rest = append(rest, n.Get("key").Text)
	}
	for _, paths := range [][]string{convention, rest} {
		if len(paths) < 15 || !slices.IsSortedFunc(paths, func(a, b string) int {
			return order[a] - order[b]
		}) {
			t.Errorf("not in the order of the keys: %q", paths)
		}
	}
}

func TestMistakesInDefaultsAreFound(t *testing.T) {
	const fine = "key = 'settlement'\ngrade = 'A'\nsource = 's'\n"
	for _, c := range []struct{ text, want string }{
		{"[convention]\nunmet = 'lost'", ""},
		{"[[default]]\nvalue = '14 d'\n" + fine, ""},
		{"[[suggestion]]\nvalue = '14 d'\n" + fine, ""},
		{"[conventions]\nunmet = 'lost'", "unknown-key 1:2"},
		{"[convention]\nunmeet = 'lost'", "unknown-key 2:1"},
		{"[convention]\nunmet = ''", "type 2:1"},
		{"[convention]\nunmet = ['lost']", "type 2:1"},
		{"[convention]\nunmet = 3", "type 2:1"},
		{"[convention]\n'experiment.seed' = '1'", "type 2:1"},
		{"[convention]\nunmet = 'lost'\nunmet = 'x'", "duplicate-key 3:1"},
		{"[[default]]\n" + fine, "missing 1:3"},
		{"[[default]]\nvalue = 1\n" + fine, "type 2:1"},
		{"[[default]]\nvalue = '1 d'\nnote = 1\n" + fine, "unknown-key 3:1"},
		{"[[default]]\nvalue = '1 d'\nkey = 'settlement'\nsource = 's'", "grade 1:3"},
		{"[[default]]\nvalue = '1 d'\nkey = 'settlement'\ngrade = 'AP'\nsource = 's'", "grade 1:3"},
		{"[[default]]\nvalue = '1 d'\nkey = 'settlement'\ngrade = 'A'", "missing 1:3"},
		{"[[default]]\nvalue = '1 d'\ngrade = 'A'\nsource = 's'", "unknown-key 2:1"},
		{"[[default]]\nvalue = { CA = '1 d', default = '' }\n" + fine, "type 2:23"},
		{"[convention]\nsettlement = '7 d'\n[[default]]\nvalue = '14 d'\n" + fine,
			"duplicate-key 4:1"},
		{"[[default]]\nvalue = { CA = '1 d' }\n" + fine + "[[default]]\nvalue = { CA = '2 d' }\n" +
			fine, "duplicate-key 7:11"},
		{"[[suggestion]]\nvalue = '1 d'\n" + fine + "[[suggestion]]\nvalue = '2 d'\n" + fine,
			"duplicate-key 7:1"},
	} {
		list := &diag.List{}
		withDefaults(keyTable(), c.text, list)
		if got := strings.Join(found(list, "defaults.toml"), ", "); got != c.want {
			t.Errorf("%s\nfound %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWhatAScenarioDoesNotStateIsConventionOrGraded(t *testing.T) {
	s := mustLoad(t, "testdata/ok.toml", Options{})
	p := s.Cases[0]
	ca, us := p.Markets[market.CA], p.Markets[market.US]
	for _, c := range []struct {
		in    *Input
		mean  float64
		grade string
	}{
		{ca.Response.PerDayFaster, 0, ""}, {ca.Response.PriceElasticity, 0, ""},
		{p.Replenish[market.CA].Receiving, 0, ""}, {p.Replenish[market.US].Receiving, 0, ""},
		{ca.LateShare, 0.05, "E"}, {us.Transit[market.LocalFBA], 13.0 / 6, "V"},
	} {
		if !c.in.FromDefault || c.in.Grade != c.grade || c.in.Dist.Mean() != c.mean {
			t.Errorf("%s has mean %v, grade %q, want %v, %q", c.in.Path, c.in.Dist.Mean(),
				c.in.Grade, c.mean, c.grade)
		}
	}
}
