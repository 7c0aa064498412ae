package experiment_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain gives property tests one seed, so that they always or never fail, and fewer tries than
// usual: each runs an experiment.
func TestMain(m *testing.M) {
	flag.Parse()
	for name, value := range map[string]string{"rapid.seed": "1", "rapid.checks": "25", "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
