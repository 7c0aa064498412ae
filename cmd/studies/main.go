// Command studies repeats small studies with known truth many thousand times and reports how often
// the intervals of package stats cover it, and how often the procedures of package stats/selection
// are right, and how often the intervals that package estimate fits to history cover:
//
//	go run ./cmd/studies coverage
//	go run ./cmd/studies selection
//	go run ./cmd/studies estimates
//	go run ./cmd/studies imports
//
// The output depends on nothing but the arguments. It fails where less is kept than was promised.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// size is how much is done.
type size struct {
	studies, macros, most int
	workers               int
	seed                  int64
}

// run prints a study and returns the exit code: 1 where a promise was not kept, 2 where it is not
// clear what to do.
func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("studies", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: studies [-studies N] [-macros N] [-most N] [-seed N] [-j N] coverage|selection|estimates|imports")
		flags.PrintDefaults()
	}
	var s size
	flags.IntVar(&s.studies, "studies", 10000, "toy studies of each kind, for coverage, estimates and imports")
	flags.IntVar(&s.macros, "macros", 1000, "macro-replications, for selection")
	flags.IntVar(&s.most, "most", 400, "largest equal allocation to a system, for selection")
	flags.Int64Var(&s.seed, "seed", 1, "of all draws")
	flags.IntVar(&s.workers, "j", runtime.NumCPU(), "goroutines; the output is the same")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if s.studies < 1 || s.macros < 1 || s.most < 1 || s.workers < 1 || flags.NArg() != 1 {
		flags.Usage()
		return 2
	}
	kept := false
	switch flags.Arg(0) {
	case "coverage":
		kept = coverage(stdout, s)
	case "selection":
		kept = selection(stdout, s)
	case "estimates":
		kept = estimates(stdout, s)
	case "imports":
		kept = imports(stdout, s)
	default:
		flags.Usage()
		return 2
	}
	if !kept {
		return 1
	}
	return 0
}
