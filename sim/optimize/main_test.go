package optimize_test

import (
	"context"
	"flag"
	"os"
	"strings"
	"testing"

	"fbasim/sim/optimize"
	"fbasim/sim/result"
	"fbasim/sim/study"
)

// TestMain fixes the seed of property tests, so that they do not flake.
func TestMain(m *testing.M) {
	flag.Parse()
	for name, value := range map[string]string{"rapid.seed": "1", "rapid.checks": "60", "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// opened compiles a scenario given as text, which may extend the repository's.
func opened(t testing.TB, text string, sets ...string) *study.Study {
	t.Helper()
	s, list, err := study.Open("../../scenarios/test.toml", study.Options{Sets: sets, Read: func(path string) ([]byte, error) {
		if strings.HasSuffix(path, "test.toml") {
			return []byte(text), nil
		}
		return os.ReadFile(path)
	}})
	if err != nil || list.Errors() > 0 {
		t.Fatal(err, list.All())
	}
	return s
}

// chosen runs an optimization.
func chosen(t testing.TB, text string, sets ...string) *result.Optimum {
	t.Helper()
	p, list := optimize.New(opened(t, text, sets...))
	if list.Errors() > 0 {
		t.Fatal(list.All())
	}
	o, err := p.Run(context.Background(), 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

const quickstart = "schema = 1\nextends = [\"quickstart.toml\"]\n[experiment]\nreplications = 20\n"
