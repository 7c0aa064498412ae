package scenario

import (
	"os"
	"strings"
	"testing"

	"fbasim/sim/scenario/document"
)

// concrete fills the placeholders of a path with names of testdata/good/full.toml.
func concrete(path string) string {
	return strings.NewReplacer("<sku>", "MUG", "<market>", "CA", "<program>", "local-fba",
		"<currency>", "CAD",
		"<case>", "local", "<family>", "x", "correlate.<name>", "correlate.demand", "check.<name>",
		"check.late",
		"product.<sku>.promotion.<name>", "product.MUG.promotion.launch",
		"market.<market>.promotion.<name>", "market.CA.promotion.prime-day",
		"market.<market>.competitor.<name>", "market.CA.competitor.rival", "<country>", "DE",
		"action.<action>", "action.stock", "expect.<name>", "expect.active", "rule.<name>",
		"rule.dear",
		"choose.<name>", "choose.cover", "require.<name>", "require.late",
		"<parameter>", "eval_hours_max").Replace(path)
}

func TestEveryKeyIsReadAndItsTypeChecked(t *testing.T) {
	for _, k := range Keys() {
		if k.Kind == AnyKind || k.Kind == ValuesKind ||
			strings.Contains(k.Path, "[]") || strings.HasPrefix(k.Path,
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
			Read: os.ReadFile})
		hit := false
		for _, p := range list.All() {
			hit = hit || p.File == document.SetFile && p.Code != "unknown-key" && !p.Warning
		}
		if !hit {
			t.Errorf("%s = %s is accepted:\n%s", path, wrong, rendered(list))
		}
	}
}

func TestEveryKeyIsDocumentedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Keys() {
		if k.Doc == "" || seen[k.Path] {
			t.Errorf("%s has no documentation, or stands twice", k.Path)
		}
		seen[k.Path] = true
		if k.Kind == EnumKind && len(k.Words) == 0 {
			t.Errorf("%s has no words", k.Path)
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d keys", len(seen))
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
