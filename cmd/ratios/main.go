// Command ratios reads what `go test -bench -benchmem` printed, of one or several
// rounds, and shows each benchmark beside what it is held against: medians, the ratio
// with its range over the rounds, and what is promised of it (table.go).
//
//	go run ./cmd/ratios results/bench/latest.txt
//
// Absolute times move with the machine and its load; ratios within one run carry. It
// fails where a benchmark did not run or allocates although it must not, and never for
// a time: no test depends on how busy a machine is.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() { os.Exit(run(os.Args[1:], os.Getenv("FBASIM_REQUIRE"), os.Stdout, os.Stderr)) }

// run prints the table of a file and returns the exit code: 1 where something is
// missing or allocates, 2 where there is nothing to read. require lists what must not
// be missing, with commas.
func run(args []string, require string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("ratios", flag.ContinueOnError)
	flags.SetOutput(stderr)
	smoke := flags.Bool("smoke", false, "the runs were too short to judge ratios: only look "+
		"whether everything ran, and at allocations")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if flags.NArg() != 1 {
		fmt.Fprintln(stderr, "usage: ratios [-smoke] FILE")
		return 2
	}
	file, err := os.Open(flags.Arg(0))
	if err != nil {
		fmt.Fprintln(stderr, "ratios:", err)
		return 2
	}
	defer file.Close()
	r, err := read(file, flags.Arg(0))
	if err != nil {
		fmt.Fprintln(stderr, "ratios:", err)
		return 2
	}
	lines := r.judge(table, strings.Split(require, ","))
	show(stdout, r, lines, *smoke)
	return complain(stderr, lines)
}

// complain says what is wrong with a run, whatever its times, and returns the exit code.
func complain(w io.Writer, lines []line) (code int) {
	said := map[string]bool{}
	for _, l := range lines {
		for _, fault := range l.faults {
			if code = 1; !said[fault] {
				fmt.Fprintln(w, "ratios:", fault)
				said[fault] = true
			}
		}
	}
	return code
}
