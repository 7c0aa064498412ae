package scenario

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fbasim/sim/diag"
	"fbasim/sim/scenario/document"
)

// concrete fills the placeholders of a path with names of testdata/good/full.toml.
func concrete(path string) string {
	return strings.NewReplacer("<sku>", "MUG", "<market>", "CA", "<program>", "local-fba",
		"<currency>", "CAD",
		"<case>", "local", "<family>", "x", "correlate.<name>", "correlate.demand", "check.<name>", "check.late",
		"product.<sku>.promotion.<name>", "product.MUG.promotion.launch",
		"market.<market>.promotion.<name>", "market.CA.promotion.prime-day").Replace(path)
}

func TestEveryKeyIsReadAndItsTypeChecked(t *testing.T) {
	for _, k := range Keys() {
		if k.Kind == ReservedKind || strings.Contains(k.Path, "[]") || strings.HasPrefix(k.Path,
			"catalog") || k.Path == "extends" {
			continue
		}
		path := concrete(k.Path)
		switch k.Path {
		case "program.<market>": // every case has its own
			path = "case.local." + path
		case "fx.<currency>.points", "fx.<currency>.file":
			path = strings.Replace(path, "CAD", "EUR", 1)
		}
		wrong := "true" // no kind but the boolean takes it
		if k.Kind == BoolKind {
			wrong = "5"
		}
		_, list := Load("testdata/good/full.toml", Options{Sets: []string{path + "=" + wrong},
			Read: os.ReadFile, parsed: parsedInTests})
		hit := false
		for _, p := range list.All() {
			hit = hit || p.File == document.SetFile && p.Code != "unknown-key" && !p.Warning
		}
		if !hit {
			t.Errorf("%s = %s is accepted:\n%s", path, wrong, rendered(list))
		}
	}
}

func TestEveryKeyIsDocumentedAndItsDefaultFits(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Keys() {
		if k.Doc == "" || seen[k.Path] {
			t.Errorf("%s has no documentation, or stands twice", k.Path)
		}
		seen[k.Path] = true
		if k.Kind == EnumKind && len(k.Words) == 0 {
			t.Errorf("%s has no words", k.Path)
		}
		for _, d := range append([]Default{k.Default}, k.Special...) {
			if d.Text == "" {
				continue
			}
			if d.Source == "" || strings.Trim(d.Grade, "APTVE") != "" || len(d.Grade) > 1 {
				t.Errorf("default %q of %s has source %q and grade %q", d.Text, k.Path, d.Source,
					d.Grade)
			}
			if problems := readDefault(k, d.Text); problems.Len() > 0 {
				t.Errorf("default of %s: %v", k.Path, problems.Error())
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d keys", len(seen))
	}
}

// readDefault reads a text as the value of a key.
func readDefault(k Key, text string) *diag.List {
	list := &diag.List{}
	b := newBuilder("x", os.ReadFile, list)
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
	case k == TextKind:
		s.textField()
	default:
		panic(fmt.Sprintf("no reader for defaults of kind %v", k))
	}
}

func TestKeysOfCasesAreThoseOfTheModel(t *testing.T) {
	tree := keyTree(Keys())
	one := tree.find("case").any
	for _, k := range Keys() {
		top, _, _ := strings.Cut(k.Path, ".")
		if got := one.find(top) != nil; got != k.InCase() {
			t.Errorf("%s in a case: %v, but InCase says %v", k.Path, got, k.InCase())
		}
	}
	for _, no := range []string{"start", "horizon", "currency", "experiment", "case", "catalog"} {
		if one.find(no) != nil {
			t.Errorf("a case can have its own %s", no)
		}
	}
}
