package dist

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Codes of ParamError and ParseError. They are stable: tools may match on them.
const (
	codeSyntax    = "syntax"              // the text is not a distribution
	codeEmpty     = "empty"               // no text
	codeName      = "unknown-name"        // no such distribution
	codeParam     = "unknown-parameter"   // no such parameter
	codeMissing   = "missing-parameter"   // a required parameter is absent
	codeTwice     = "duplicate-parameter" // a parameter is given twice
	codeTooMany   = "too-many-parameters"
	codeNotFinite = "not-finite"    // nan or inf
	codeRange     = "range"         // a parameter outside its range
	codeOrder     = "order"         // lo <= hi or min <= mode <= max does not hold
	codeSum       = "sum"           // probabilities do not sum to 1
	codeAmbiguous = "ambiguous"     // "7 to 12": tools disagree on its meaning
	codeComma     = "decimal-comma" // "3,5"
	codeUnit      = "unit-inside"   // "pert(7 d, ...)"
	codeFile      = "file"          // the column of an empirical(...) cannot be read
	codeDepth     = "depth"         // nested too deeply
)

// Magnitude limits of parameters: squares and ratios of such numbers stay finite.
const (
	minMagnitude = 1e-100
	maxMagnitude = 1e100
)

// ParamError reports a parameter that a constructor refuses.
type ParamError struct {
	Param string // name of the offending parameter; empty when it is about several
	Index int    // 0-based position in a list of values, for discrete, mixture and empirical
	Code  string // stable code, such as "range", "order" or "sum"
	Msg   string // what is wrong
	Hint  string // what to write instead; may be empty
}

// Error returns the message and the hint.
func (e *ParamError) Error() string { return joinHint(e.Msg, e.Hint) }

func joinHint(msg, hint string) string {
	if hint == "" {
		return msg
	}
	return msg + "; " + hint
}

func bad(param, code, msg, hint string) error {
	return &ParamError{Param: param, Code: code, Msg: msg, Hint: hint}
}

func badAt(i int, code, msg, hint string) error {
	return &ParamError{Index: i, Code: code, Msg: msg, Hint: hint}
}

// text formats a number in the shortest way that reads back exactly.
func text(v float64) string {
	if v == 0 {
		return "0" // also for -0
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// call writes name(a, b, ...).
func call(name string, params ...float64) string {
	s := make([]string, len(params))
	for i, p := range params {
		s[i] = text(p)
	}
	return name + "(" + strings.Join(s, ", ") + ")"
}

// checkFinite refuses nan, infinities and magnitudes whose squares would overflow or vanish.
func checkFinite(param string, v float64) error {
	if code, msg := finiteProblem(v); code != "" {
		return bad(param, code, fmt.Sprintf("%s %s", param, msg), "")
	}
	return nil
}

func finiteProblem(v float64) (code, msg string) {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return codeNotFinite, "must be a finite number, not " + text(v)
	case math.Abs(v) > maxMagnitude:
		return codeRange, fmt.Sprintf("is too large: %s; the limit is 1e100", text(v))
	case v != 0 && math.Abs(v) < minMagnitude:
		return codeRange, fmt.Sprintf("is too close to 0: %s; the limit is 1e-100", text(v))
	}
	return "", ""
}

// named is a parameter value with its name, for checks over several parameters.
type named struct {
	name string
	v    float64
}

func checkAllFinite(ps ...named) error {
	for _, p := range ps {
		if err := checkFinite(p.name, p.v); err != nil {
			return err
		}
	}
	return nil
}

// checkAscending refuses parameters that are not in ascending order (equal is fine).
func checkAscending(ps ...named) error {
	if err := checkAllFinite(ps...); err != nil {
		return err
	}
	for i := 1; i < len(ps); i++ {
		if ps[i-1].v > ps[i].v {
			return bad(ps[i].name, codeOrder, fmt.Sprintf("%s = %s is below %s = %s",
				ps[i].name, text(ps[i].v), ps[i-1].name, text(ps[i-1].v)), orderHint(ps))
		}
	}
	return nil
}

func orderHint(ps []named) string {
	s := "needs " + ps[0].name
	for _, p := range ps[1:] {
		s += " <= " + p.name
	}
	return s
}

// between is the closed range a parameter must lie in.
type between struct{ lo, hi float64 }

func checkRange(p named, r between, hint string) error {
	if err := checkFinite(p.name, p.v); err != nil {
		return err
	}
	if p.v < r.lo || p.v > r.hi {
		want := fmt.Sprintf("must lie between %s and %s", text(r.lo), text(r.hi))
		if p.v <= 0 && r.lo > 0 {
			want = "must be above 0"
		}
		return bad(p.name, codeRange,
			fmt.Sprintf("%s %s, not %s", p.name, want, text(p.v)), hint)
	}
	return nil
}

// positive is the range of parameters that need only be above 0.
func positive() between { return between{minMagnitude, maxMagnitude} }
