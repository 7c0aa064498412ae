package scenario

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMain(m *testing.M) {
	flag.Parse()
	for name, value := range map[string]string{"rapid.seed": "1", "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// oddValues are texts of all kinds, right for some keys and wrong for others.
func oddValues() []string {
	return []string{
		`"8 %"`, `"39.99 CAD"`, `"7 d"`, `"pert(7, 9, 12) d"`, `"120 units/month"`, `-1`, `0`,
		`1e300`, `true`, `2026-05-01`, `2026-05-01T10:00:00`, `"2026-05-01"`, `""`, `"\t"`,
		`[]`, `[1, 2]`, `["a"]`, `{}`, `{ value = "5 %" }`, `{ value = 3, draw = 4 }`,
		`{ x = 1 }`, `"local-fba"`, `"auto"`, `"US"`, `"USD"`, `"normal(5, 1) USD/unit"`,
		`"between90(1, 2) %"`, `"800 units aged 3 d"`, `"20..400"`, `"0 d"`, `"-3 USD"`,
		`[{ use = "none" }, { use = "local-fba", when = "x" }]`, `"99999999999999999999 USD"`,
		`"1e18 lb"`, `"1 x 1 x 1 in"`, `"gamma(mean=1e-50, cv=9) units/d"`,
		`9223372036854775807`, `"é"`,
	}
}

func TestAnyValuesGiveAStudyOrProblemsWithPlaces(t *testing.T) {
	var paths []string
	for _, k := range Keys() {
		paths = append(paths, concrete(strings.ReplaceAll(k.Path, ".[]", "")))
	}
	rapid.Check(t, func(t *rapid.T) {
		var sets []string
		for range rapid.IntRange(1, 6).Draw(t, "sets") {
			sets = append(sets, rapid.SampledFrom(paths).Draw(t, "path")+"="+
				rapid.SampledFrom(oddValues()).Draw(t, "value"))
		}
		study, list := Load("testdata/good/full.toml", Options{Sets: sets, Read: os.ReadFile})
		for _, p := range list.All() {
			if p.File == "" || p.Line < 1 || p.Col < 1 || p.Code == "" || p.Msg == "" {
				t.Errorf("problem without a place or message: %+v", p)
			}
		}
		if (study == nil) != (list.Errors() > 0) {
			t.Fatalf("study %v with %d errors", study != nil, list.Errors())
		}
		if study == nil {
			return
		}
		text := study.Resolved()
		read := func(path string) ([]byte, error) {
			if strings.HasPrefix(path, "inputs/") {
				return os.ReadFile("testdata/good/" + filepath.Base(path))
			}
			return text, nil
		}
		if again, list := Load("r.toml", Options{Read: read}); again == nil {
			t.Fatalf("resolved does not load: %s", rendered(list))
		}
	})
}
