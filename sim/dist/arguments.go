package dist

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// more moves past a comma (true) or the closing parenthesis (false) after a parameter.
func (r *reader) more() (bool, error) {
	r.space()
	switch c := r.peek(); {
	case c == ',':
		r.at++
		r.space()
		return true, nil
	case c == ')':
		r.at++
		return false, nil
	case isLetter(c) || c == '%' || c >= 0x80:
		start := r.at
		for r.at < len(r.s) && strings.IndexByte(" ,():=", r.s[r.at]) < 0 {
			r.at++
		}
		return false, r.fail(start, r.at-start, codeUnit,
			fmt.Sprintf("%q does not belong inside the parentheses", r.s[start:r.at]),
			"a unit goes after the closing parenthesis; shares are written 0.35")
	}
	return false, r.unexpected("a comma or a closing parenthesis")
}

// closes moves past an immediate closing parenthesis: an empty list of parameters.
func (r *reader) closes() bool {
	r.space()
	if r.peek() != ')' {
		return false
	}
	r.at++
	return true
}

// family reads numbers by position or by name.
func (r *reader) family(f family, start int) (Dist, error) {
	values := make([]float64, len(f.params))
	where := map[string]stretch{}
	anyNamed, tight := false, false
	for i, open := 0, !r.closes(); open; i++ {
		at := r.at
		tight = tight || at > 0 && r.s[at-1] == ',' // a comma without space: perhaps a decimal one
		k, byName, err := r.parameter(f, i)
		if err != nil {
			return nil, err
		}
		if anyNamed && !byName {
			return nil, r.fail(at, 0, codeSyntax, "a parameter by position follows one by name",
				"write "+f.form)
		}
		anyNamed = anyNamed || byName
		numberAt := r.at
		v, err := r.parameterValue()
		if err != nil {
			return nil, err
		}
		if k >= len(f.params) {
			return nil, r.tooMany(f, stretch{at, r.at - at}, tight)
		}
		name := f.params[k].name
		if _, ok := where[name]; ok {
			return nil, r.fail(at, r.at-at, codeTwice, name+" is given twice", "")
		}
		values[k], where[name] = v, stretch{numberAt, r.at - numberAt}
		if open, err = r.more(); err != nil {
			return nil, err
		}
	}
	return r.buildFamily(f, values, where, start)
}

func (r *reader) buildFamily(
	f family, values []float64, where map[string]stretch, start int,
) (Dist, error) {
	for i, p := range f.params {
		if _, ok := where[p.name]; ok {
			continue
		}
		if !p.optional {
			return nil, r.fail(r.at-1, 0, codeMissing, f.name+" needs "+p.name, "write "+f.form)
		}
		values[i] = p.def
	}
	d, err := f.build(values)
	if err != nil {
		err = r.located(err, stretch{start, r.at - start}, where, nil)
		return nil, commaHint(err, r.s[start:r.at])
	}
	return d, nil
}

// commaHint adds the likely cause to an order error where a comma stands between two digits:
// pert(7,5, 9, 12) has a mode below its minimum.
func commaHint(err error, call string) error {
	var pe *ParseError
	if !errors.As(err, &pe) || pe.Code != codeOrder {
		return err
	}
	for i := 1; i+1 < len(call); i++ {
		if call[i] == ',' && isDigit(call[i-1]) && isDigit(call[i+1]) {
			pe.Hint = joinHint(pe.Hint, "decimals need a point, not a comma")
			break
		}
	}
	return pe
}

// parameter reads "name =" if it stands here and returns the parameter's index.
func (r *reader) parameter(f family, i int) (index int, byName bool, err error) {
	start := r.at
	name := r.word()
	if name == "" {
		return i, false, nil
	}
	if err := r.notFinite(start, name); err != nil {
		return 0, false, err
	}
	var known []string
	for k, p := range f.params {
		known = append(known, p.name)
		if p.name == name {
			index = k
			byName = true
		}
	}
	if !byName {
		hint := "it takes " + strings.Join(known, ", ")
		if s := suggest(name, known, lookalikeParams()); s != "" && slices.Contains(known, s) {
			hint = "did you mean " + s + "?"
		}
		return 0, false, r.fail(start, len(name), codeParam,
			fmt.Sprintf("%s has no parameter %q", f.name, name), hint)
	}
	if r.space(); r.peek() != '=' {
		return 0, false, r.unexpected(`"=" after ` + name)
	}
	r.at++
	r.space()
	return index, true, nil
}

func lookalikeParams() map[string]string {
	return map[string]string{
		"mu": "mean", "average": "mean", "sigma": "sd", "std": "sd", "stdev": "sd", "stddev": "sd",
		"low": "lo", "min": "lo", "high": "hi", "max": "hi",
		"likely": "mode", "most_likely": "mode", "alpha": "a", "k": "shape",
	}
}

// parameterValue reads a number inside parentheses.
func (r *reader) parameterValue() (float64, error) {
	start := r.at
	if !startsNumber(r.s[r.at:]) {
		if w := r.word(); w != "" {
			if err := r.notFinite(start, w); err != nil {
				return 0, err
			}
			r.at = start
		}
		return 0, r.unexpected("a number")
	}
	v, err := r.number()
	if err != nil {
		return 0, err
	}
	return v, r.afterNumber(start, false)
}

func (r *reader) tooMany(f family, where stretch, tight bool) error {
	var known []string
	for _, p := range f.params {
		known = append(known, p.name)
	}
	hint := "write " + f.form
	if tight {
		hint = "decimals need a point, not a comma; " + hint
	}
	return r.fail(where.at, where.n, codeTooMany,
		fmt.Sprintf("%s takes only %s", f.name, strings.Join(known, ", ")), hint)
}
