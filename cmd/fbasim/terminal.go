package main

import (
	"io"
	"os"
	"strconv"

	"golang.org/x/term"
)

// terminalWidth is the number of columns: from COLUMNS where it is set, else of the terminal that the output goes
// to, 0 where it goes to none. Shells keep COLUMNS to themselves.
func terminalWidth() int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if n, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && n > 0 {
		return n
	}
	return 0
}

// isTerminal reports whether a person reads the output on a screen.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
