package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Problem is one thing wrong at one place of a file.
type Problem struct {
	File string // as the user named it; "" when there is no file
	Line int    // from 1; 0 when the problem has no place inside the file
	Col  int    // from 1, in characters; 0 for the whole line
	Len  int    // characters the caret underlines; 0 counts as 1
	Code string // stable short name in kebab case: "unit", "unknown-key"
	Msg  string // what is wrong, without the place
	Hint string // what to write instead, or ""
	More string // further lines under the hint, such as a list or text to paste, or ""

	Warning bool // a warning does not make the file invalid
}

// Error returns place, code and message on one line, without the hint.
func (p Problem) Error() string {
	severity := "error"
	if p.Warning {
		severity = "warning"
	}
	if p.Code != "" {
		severity += "[" + p.Code + "]"
	}
	place := p.place()
	if place == "" {
		return severity + ": " + Escape(p.Msg)
	}
	return place + ": " + severity + ": " + Escape(p.Msg)
}

func (p Problem) place() string {
	file := Escape(p.File)
	switch {
	case p.Line <= 0:
		return file
	case p.Col <= 0:
		return fmt.Sprintf("%s:%d", file, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", file, p.Line, p.Col)
}

// List collects problems. The zero value and a nil pointer are empty lists.
type List struct {
	problems []Problem
	texts    map[string][]byte // by file, see Keep
}

// Add appends problems.
func (l *List) Add(p ...Problem) { l.problems = append(l.problems, p...) }

// All returns the problems in their present order. The slice must not be changed.
func (l *List) All() []Problem {
	if l == nil {
		return nil
	}
	return l.problems
}

// Len returns the number of problems, warnings included.
func (l *List) Len() int { return len(l.All()) }

// Errors returns the number of problems that are not warnings.
func (l *List) Errors() int { return l.Len() - l.Warnings() }

// Warnings returns the number of warnings.
func (l *List) Warnings() int {
	n := 0
	for _, p := range l.All() {
		if p.Warning {
			n++
		}
	}
	return n
}

// Sort orders the list by file, line, column and code, and drops repetitions: a value shared by
// several cases is checked once for each of them but is wrong only once.
func (l *List) Sort() {
	if l == nil {
		return
	}
	slices.SortStableFunc(l.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Msg, b.Msg))
	})
	l.problems = slices.Compact(l.problems)
}

// Err returns the list as an error when it holds at least one problem that is not a warning, and
// nil otherwise.
func (l *List) Err() error {
	if l.Errors() == 0 {
		return nil
	}
	return l
}

// Error returns the first problem that is not a warning and the number of further ones.
func (l *List) Error() string {
	i := slices.IndexFunc(l.All(), func(p Problem) bool { return !p.Warning })
	if i < 0 {
		return "no errors"
	}
	first := l.problems[i].Error()
	if n := l.Errors() - 1; n > 0 {
		return fmt.Sprintf("%s (and %d more)", first, n)
	}
	return first
}

// Keep remembers the text of a file, so that Render can show its lines without reading it again.
func (l *List) Keep(file string, text []byte) {
	if l.texts == nil {
		l.texts = map[string][]byte{}
	}
	l.texts[file] = text
}

// Text returns the text kept for a file, nil when there is none.
func (l *List) Text(file string) []byte {
	if l == nil {
		return nil
	}
	return l.texts[file]
}
