package fee

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Problem is one fault of a card file.
type Problem struct {
	File string
	Line int    // from 1
	Code string // stable short name: "syntax", "unknown-key", "missing-key", "value", "overlap", ...
	Msg  string
	Hint string // how to write it instead; may be empty
}

// String writes "file:line: message (hint)".
func (p Problem) String() string {
	s := fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Msg)
	if p.Hint != "" {
		s += " (" + p.Hint + ")"
	}
	return s
}

// Problems are all faults found in one load, in the order of files and lines.
type Problems []Problem

// Error writes one problem a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

func (ps Problems) sorted() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return ps
}
