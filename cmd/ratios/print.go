package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchunit"
)

// show writes the table. With smoke the ratios stand there, but are not judged.
func show(w io.Writer, r *readings, lines []line, smoke bool) {
	rounds := slices.MaxFunc(lines, func(a, b line) int { return a.rounds - b.rounds }).rounds
	fmt.Fprintf(w, "%s, %s\n\n", r.machine, plural(rounds, "round"))
	put(w, "", "ours", "", "against", "theirs", "", "ratio", "range", "promised", "allocs/op")
	room, title := "", ""
	for i := range lines {
		l := &lines[i]
		if l.room != room {
			room, title = l.room, ""
			fmt.Fprintln(w, room)
		}
		l.show(w, title == l.title, smoke)
		title = l.title
	}
	fmt.Fprintf(w, "\n%s", legend)
	if slices.ContainsFunc(lines, func(l line) bool { return l.base.needs != "" && l.theirs == nil }) {
		fmt.Fprintln(w, "SimPy did not run. Debian has it: apt-get install python3-simpy3")
	}
	if smoke {
		fmt.Fprintln(w, "These runs were too short to judge ratios.")
	}
}

// show writes a line; where it goes on about the benchmark of the line above it does
// not say again what stands there.
func (l *line) show(w io.Writer, goesOn, smoke bool) {
	title, mine, off, allocs := "  "+l.title, "not run", "", ""
	if l.mine != nil {
		mine, off, allocs = l.mine.time(), l.mine.off(), fmt.Sprintf("%.0f", l.allocs)
	}
	if goesOn {
		title, mine, off, allocs = "", "", "", ""
	}
	theirs, theirOff, ratio, span := "", "", "", ""
	if l.theirs != nil {
		theirs, theirOff = l.theirs.time(), l.theirs.off()
	} else if l.against != "" {
		theirs = "not run"
	}
	if l.ratio != nil {
		ratio = fmt.Sprintf("%.3g", l.ratio.median)
		if l.ratio.low < l.ratio.high {
			span = fmt.Sprintf("%.3g .. %.3g", l.ratio.low, l.ratio.high)
		}
	}
	put(w, title, mine, off, l.against, theirs, theirOff, ratio, span, l.verdict(smoke), allocs)
}

// put writes a row of cells.
func put(w io.Writer, cells ...any) {
	text := fmt.Sprintf("%-20s %9s %5s  %-12s %9s %5s  %5s %-14s %-13s %9s", cells...)
	fmt.Fprintln(w, strings.TrimRight(text, " "))
}

// verdict says what is promised of the ratio, and whether the median keeps it.
func (l *line) verdict(smoke bool) string {
	switch {
	case l.promise == 0:
		return ""
	case smoke || l.ratio == nil:
		return fmt.Sprintf("%g", l.promise)
	case l.ratio.median >= l.promise:
		return fmt.Sprintf("%g met", l.promise)
	}
	return fmt.Sprintf("%g NOT MET", l.promise)
}

// time is the median with its unit.
func (s *spread) time() string { return benchunit.Scale(s.median, benchunit.Decimal) + "s" }

// off is how far the farther end of the range is from the median, "" for one value.
func (s *spread) off() string {
	if s.low == s.high {
		return ""
	}
	return fmt.Sprintf("±%.0f%%", 100*math.Max(s.high-s.median, s.median-s.low)/s.median)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
