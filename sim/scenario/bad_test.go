package scenario

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fbasim/sim/diag"
)

var expectation = regexp.MustCompile(`(?m)^# expect: (\S+) (\d+:\d+)(?: (\S+))?\r?$`)

// found writes the problems the way the files in testdata/bad write what they expect.
func found(list *diag.List, own string) []string {
	var out []string
	for _, p := range list.All() {
		s := fmt.Sprintf("%s %d:%d", p.Code, p.Line, p.Col)
		if p.File != own {
			rel, _ := filepath.Rel(filepath.Dir(own), p.File)
			s += " " + filepath.ToSlash(rel)
		}
		out = append(out, s)
	}
	return out
}

func TestEveryBadScenarioIsRefusedAtItsPlace(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.toml")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".toml"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, m := range expectation.FindAllStringSubmatch(string(data), -1) {
				want = append(want, strings.TrimSpace(m[1]+" "+m[2]+" "+m[3]))
			}
			_, list := Load(file, Options{Read: os.ReadFile})
			if got := found(list, file); len(want) == 0 || !slices.Equal(got, want) {
				var b strings.Builder
				_ = diag.Render(&b, list, nil, diag.Options{Max: -1})
				t.Errorf("found %q\nwant  %q\n%s", got, want, &b)
			}
		})
	}
}
