package dist

import (
	"fmt"
	"strings"
)

// pair is one element of a list: an optional key before a colon, and where it stands.
type pair struct {
	stretch
	first, second float64
}

// discrete reads v:p pairs, or plain values that are equally likely.
func (r *reader) discrete(start int) (Dist, error) {
	var values, p []float64
	var where []stretch
	weighted := false
	for i, open := 0, !r.closes(); open; i++ {
		e, hasP, err := r.pair()
		if err != nil {
			return nil, err
		}
		if i > 0 && hasP != weighted {
			return nil, r.fail(e.at, e.n, codeSyntax,
				"some values have a probability and some do not",
				"write "+formOf("discrete")+", or values only if all are equally likely")
		}
		weighted = hasP
		values, p, where = append(values, e.first), append(p, e.second), append(where, e.stretch)
		if open, err = r.more(); err != nil {
			return nil, err
		}
	}
	if !weighted {
		for i := range p {
			p[i] = 1 / float64(len(p))
		}
	}
	d, err := Discrete(values, p)
	if err != nil {
		return nil, r.located(err, stretch{start, r.at - start}, nil, where)
	}
	return d, nil
}

// pair reads "number" or "number : fraction".
func (r *reader) pair() (e pair, hasSecond bool, err error) {
	e.at = r.at
	if e.first, err = r.parameterValue(); err != nil {
		return e, false, err
	}
	if r.space(); r.peek() == ':' {
		hasSecond = true
		r.at++
		r.space()
		if !startsNumber(r.s[r.at:]) {
			return e, false, r.unexpected("a probability")
		}
		if e.second, err = r.fraction(); err != nil {
			return e, false, err
		}
	}
	e.n = r.at - e.at
	return e, hasSecond, nil
}

// mixture reads weight: distribution pairs.
func (r *reader) mixture(start, depth int) (Dist, error) {
	var parts []Part
	var where []stretch
	for open := !r.closes(); open; {
		at := r.at
		if !startsNumber(r.s[r.at:]) {
			return nil, r.unexpected("a weight such as 0.8:")
		}
		w, err := r.fraction()
		if err != nil {
			return nil, err
		}
		if r.space(); r.peek() != ':' {
			return nil, r.unexpected(`":" after the weight`)
		}
		where = append(where, stretch{at, r.at - at})
		r.at++
		r.space()
		d, err := r.dist(depth + 1)
		if err != nil {
			return nil, err
		}
		parts = append(parts, Part{w, d})
		if open, err = r.more(); err != nil {
			return nil, err
		}
	}
	d, err := Mixture(parts...)
	if err != nil {
		return nil, r.located(err, stretch{start, r.at - start}, nil, where)
	}
	return d, nil
}

// transformed reads scaled(distribution, factor) or shifted(distribution, offset).
func (r *reader) transformed(name string, start, depth int) (Dist, error) {
	r.space()
	d, err := r.dist(depth + 1)
	if err != nil {
		return nil, err
	}
	if r.space(); r.peek() != ',' {
		return nil, r.unexpected("a comma and a number")
	}
	r.at++
	r.space()
	at := r.at
	v, err := r.parameterValue()
	if err != nil {
		return nil, err
	}
	where := stretch{at, r.at - at}
	more, err := r.more()
	if err == nil && more {
		err = r.fail(r.at, 0, codeTooMany, name+" takes a distribution and a number",
			"write "+formOf(name))
	}
	if err != nil {
		return nil, err
	}
	if name == "scaled" {
		d, err = transform(d, v, 0)
	} else {
		d, err = transform(d, 1, v)
	}
	if err != nil {
		return nil, r.located(err, stretch{start, r.at - start},
			map[string]stretch{"factor": where, "offset": where}, nil)
	}
	return d, nil
}

// empirical reads a list of numbers, or a file name and a column.
func (r *reader) empirical(start int) (Dist, error) {
	var words []string
	var values []float64
	var where []stretch
	for open := !r.closes(); open; {
		at := r.at
		if w, ok, err := r.name(); err != nil {
			return nil, err
		} else if ok {
			words = append(words, w)
		} else if v, err := r.parameterValue(); err != nil {
			return nil, err
		} else {
			values = append(values, v)
		}
		where = append(where, stretch{at, r.at - at})
		var err error
		if open, err = r.more(); err != nil {
			return nil, err
		}
	}
	whole := stretch{start, r.at - start}
	switch {
	case len(words) == 0:
		d, err := Empirical(values)
		if err != nil {
			return nil, r.located(err, whole, nil, where)
		}
		return d, nil
	case len(words) != 2 || len(values) > 0:
		return nil, r.fail(start, whole.n, codeSyntax,
			"empirical takes a file and a column, or numbers",
			"write "+formOf("empirical"))
	}
	return r.fromFile(words[0], words[1], whole)
}

func (r *reader) fromFile(file, column string, whole stretch) (Dist, error) {
	if r.load == nil {
		return nil, r.fail(whole.at, whole.n, codeFile,
			"empirical(file, column) cannot be used here", "")
	}
	values, err := r.load(file, column)
	if err != nil {
		return nil, r.fail(whole.at, whole.n, codeFile, err.Error(), "")
	}
	d, err := Empirical(values)
	if err != nil {
		return nil, r.fail(whole.at, whole.n, codeFile,
			fmt.Sprintf("column %q of %s: %s", column, file, err), "")
	}
	if e, ok := d.(empirical); ok {
		e.file, e.column = file, column
		return e, nil
	}
	return d, nil
}

// name reads a quoted or bare file or column name; false if a number stands here.
func (r *reader) name() (string, bool, error) {
	start := r.at
	if q := r.peek(); q == '"' || q == '\'' {
		return r.quoted(q)
	}
	for r.at < len(r.s) && strings.IndexByte(",)(:=\"' \t\r\n", r.s[r.at]) < 0 {
		r.at++
	}
	w := r.s[start:r.at]
	if w == "" || startsNumber(w) && numberLen(w) == len(w) {
		r.at = start
		return "", false, nil
	}
	return w, true, nil
}

func (r *reader) quoted(q byte) (string, bool, error) {
	start := r.at
	var b strings.Builder
	for r.at++; r.at < len(r.s); r.at++ {
		c := r.s[r.at]
		if c != q {
			b.WriteByte(c)
			continue
		}
		if r.at++; r.peek() != q {
			return b.String(), true, nil
		}
		b.WriteByte(q)
	}
	return "", false, r.fail(start, len(r.s)-start, codeSyntax,
		"the quotation mark is not closed", "")
}
