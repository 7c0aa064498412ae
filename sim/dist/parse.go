package dist

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ParseError reports why text is not a distribution, with a position inside the text.
type ParseError struct {
	Offset int    // byte offset of the offending part
	Len    int    // its length in bytes; 0 where something is missing
	Code   string // stable code, such as "ambiguous", "order" or "unknown-name"
	Msg    string // what is wrong
	Hint   string // what to write instead; may be empty
}

// Error returns the message and the hint.
func (e *ParseError) Error() string { return joinHint(e.Msg, e.Hint) }

// Parser reads distributions from text. The zero value is ready to use.
type Parser struct {
	// Load returns the values of a column of a file, for empirical(file, column). Without it such
	// text is refused with code "file".
	Load func(file, column string) ([]float64, error)
}

// Parse reads a distribution that fills the whole of s. Errors are of type *ParseError.
func Parse(s string) (Dist, error) { return Parser{}.Parse(s) }

// Parse reads a distribution that fills the whole of s. Errors are of type *ParseError.
func (p Parser) Parse(s string) (Dist, error) {
	d, n, err := p.ParsePrefix(s)
	if err != nil {
		return nil, err
	}
	if n < len(s) {
		r := &reader{s: s, at: n}
		return nil, r.fail(n, len(s)-n, codeSyntax,
			fmt.Sprintf("unexpected %q after the distribution", s[n:]), "")
	}
	return d, nil
}

// ParsePrefix reads a distribution at the beginning of s and returns how many bytes it and the
// space around it took; s[n:] is a unit, say. Errors are of type *ParseError.
func (p Parser) ParsePrefix(s string) (d Dist, n int, err error) {
	r := &reader{s: s, load: p.Load}
	if r.space(); r.at == len(s) {
		return nil, 0, r.fail(0, 0, codeEmpty, "a number or a distribution is missing",
			"write 5 or pert(7, 9, 12)")
	}
	d, err = r.dist(0)
	if err != nil {
		return nil, 0, err
	}
	r.space()
	return d, r.at, nil
}

// reader is a recursive descent parser over one text.
type reader struct {
	s    string
	at   int
	load func(file, column string) ([]float64, error)
}

const maxDepth = 8

func (r *reader) fail(at, n int, code, msg, hint string) error {
	return &ParseError{Offset: at, Len: n, Code: code, Msg: msg, Hint: hint}
}

// dist reads a number or name(parameters).
func (r *reader) dist(depth int) (Dist, error) {
	start := r.at
	if startsNumber(r.s[r.at:]) {
		v, err := r.number()
		if err != nil {
			return nil, err
		}
		if err := r.afterNumber(start, depth == 0); err != nil {
			return nil, err
		}
		return Const(v), nil
	}
	name := r.word()
	if name == "" {
		return nil, r.unexpected("a number or a distribution such as pert(7, 9, 12)")
	}
	if err := r.notFinite(start, name); err != nil {
		return nil, err
	}
	if depth > maxDepth {
		return nil, r.fail(start, len(name), codeDepth, "distributions are nested too deeply", "")
	}
	r.space()
	if r.peek() != '(' {
		return nil, r.noParameters(start, name)
	}
	r.at++
	return r.call(name, start, depth)
}

// call reads the parameters of a distribution and builds it.
func (r *reader) call(name string, start, depth int) (Dist, error) {
	if f, ok := findFamily(name); ok {
		return r.family(f, start)
	}
	switch name {
	case "discrete":
		return r.discrete(start)
	case "empirical":
		return r.empirical(start)
	case "mixture":
		return r.mixture(start, depth)
	case "scaled", "shifted":
		return r.transformed(name, start, depth)
	}
	return nil, r.unknownName(start, name)
}

func (r *reader) unknownName(start int, name string) error {
	hint := "known: " + strings.Join(names(), ", ")
	if s := suggest(name, names(), lookalikes()); s != "" {
		hint = "did you mean " + s + "?"
	}
	msg := fmt.Sprintf("no distribution is called %q", name)
	return r.fail(start, len(name), codeName, msg, hint)
}

// names lists everything that may stand before a parenthesis.
func names() []string {
	var all []string
	for _, f := range families() {
		all = append(all, f.name)
	}
	return append(all, "discrete", "empirical", "mixture", "scaled", "shifted")
}

// noParameters explains a word that is not followed by a parenthesis.
func (r *reader) noParameters(start int, name string) error {
	if slices.Contains(names(), name) {
		return r.fail(start, len(name), codeSyntax, name+" needs parameters in parentheses",
			"write "+formOf(name))
	}
	return r.unknownName(start, name)
}

func formOf(name string) string {
	if f, ok := findFamily(name); ok {
		return f.form
	}
	return map[string]string{
		"discrete":  "discrete(1:0.35, 2:0.45, 3:0.2)",
		"empirical": `empirical("demand.csv", "units")`,
		"mixture":   "mixture(0.8: pert(7, 9, 12), 0.2: normal(20, 2))",
		"scaled":    "scaled(poisson(3), 2)",
		"shifted":   "shifted(gamma(mean=3, cv=0.5), 7)",
	}[name]
}

// span is a stretch of the text.
type stretch struct{ at, n int }

// located turns a constructor's complaint into one with a position: that of the parameter it
// names, of the i-th value of a list, or of the whole call.
func (r *reader) located(
	err error, whole stretch, byName map[string]stretch, list []stretch,
) error {
	var pe *ParamError
	if !errors.As(err, &pe) {
		return r.fail(whole.at, whole.n, codeRange, err.Error(), "")
	}
	where := whole
	if s, ok := byName[pe.Param]; ok {
		where = s
	} else if pe.Param == "" && pe.Index >= 0 && pe.Index < len(list) {
		where = list[pe.Index]
	}
	return r.fail(where.at, where.n, pe.Code, pe.Msg, pe.Hint)
}
