package scenario

import (
	"os"
	"path/filepath"
	"testing"
)

func FuzzLoadReportsProblemsWithPlaces(f *testing.F) {
	for _, pattern := range []string{"testdata/good/design.toml", "testdata/ok.toml",
		"testdata/bad/*.toml"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			f.Add(mustRead(f, name), "product.MUG.cost=5")
		}
	}
	f.Fuzz(func(t *testing.T, text, set string) {
		read := func(path string) ([]byte, error) {
			switch filepath.ToSlash(path) {
			case "d/x.toml":
				return []byte(text), nil
			case "ok.toml", "d/ok.toml":
				return os.ReadFile("testdata/ok.toml")
			case "d/c.csv":
				return []byte("sku,category,a\nA,toys,3\n"), nil
			}
			return nil, os.ErrNotExist
		}
		study, list := Load("d/x.toml", Options{Read: read, Sets: []string{set}})
		for _, p := range list.All() {
			if p.File == "" || p.Line < 1 || p.Code == "" || p.Msg == "" {
				t.Errorf("problem without a place or message: %+v", p)
			}
		}
		if (study == nil) != (list.Errors() > 0) {
			t.Fatalf("study %v with %d errors", study != nil, list.Errors())
		}
		if study == nil {
			return
		}
		resolved := study.Resolved()
		again, list := Load("r.toml", Options{Read: func(string) ([]byte, error) {
			return resolved,
				nil
		}})
		if again == nil {
			t.Fatalf("resolved does not load:\n%s\n%s", rendered(list), resolved)
		}
	})
}
