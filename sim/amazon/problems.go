package amazon

import (
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/diag"
)

// maxProblems of a file are listed one by one; of further ones only the number is said.
const maxProblems = 20

// problems collects what is wrong with the rows of a file. Those of several goroutines are joined by
// line, so that the same problems are listed whoever read the rows.
type problems struct {
	list   []diag.Problem
	errors int // all, listed or not
}

func (p *problems) add(problem diag.Problem) {
	p.errors++
	if p.errors <= maxProblems {
		p.list = append(p.list, problem)
	}
}

// join returns the problems of all as an error, nil where there are none.
func join(file string, parts []*problems) error {
	var all []diag.Problem
	errors := 0
	for _, p := range parts {
		all = append(all, p.list...)
		errors += p.errors
	}
	slices.SortStableFunc(all, func(a, b diag.Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
	list := &diag.List{}
	list.Add(all[:min(len(all), maxProblems)]...)
	if n := errors - list.Len(); n > 0 {
		list.Add(diag.Problem{File: file, Code: "more", Msg: fmt.Sprintf("%d further problems are not listed", n)})
	}
	return list.Err()
}

// shape describes what a cell holds without saying it: letters become a, digits 9.
func shape(cell []byte) string {
	const most = 24
	var b strings.Builder
	n := 0
	for _, r := range string(utf8Text(cell[:min(len(cell), 4*most)])) {
		if n++; n > most {
			b.WriteString("...")
			break
		}
		switch {
		case r >= '0' && r <= '9':
			b.WriteByte('9')
		case r > ' ' && r < 0x7f && !(r|0x20 >= 'a' && r|0x20 <= 'z'):
			b.WriteRune(r)
		case r == ' ':
			b.WriteByte(' ')
		default:
			b.WriteByte('a')
		}
	}
	return b.String()
}
