package policy

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/diag"
	"fbasim/sim/dist"
	"fbasim/sim/quantity"
)

// Type says how a parameter is read.
type Type int

// The types of parameters. A changed value must read like the default.
const (
	TypeText   Type = iota // free text; also what a card or the scenario gives
	TypeWord               // one of a list of words
	TypeList               // words, separated by commas, perhaps none
	TypeBool               // true or false
	TypeInt                // a whole number
	TypeNumber             // a number
	TypeShare              // a percentage
	TypeSpan               // a span of time
	TypeDays               // a distribution of days, or a span
	TypeDist               // a distribution of numbers
	TypeDate               // a day
)

// String returns how a value of the type is written, in words.
func (t Type) String() string {
	return [...]string{
		"text", "one of its words", "words separated by commas", "true or false", "a whole number",
		"a number", "a percentage", "a span of time", "a span of time or a distribution of days",
		"a number or a distribution", "a day",
	}[t]
}

// example of a value, for hints.
func (t Type) example() string {
	return [...]string{
		"text", "word", "a, b", "true", "10", "1.5", "5 %", "24 h", "pert(2, 3, 6) d", "discrete(1:0.7, 2:0.3)",
		"2026-01-31",
	}[t]
}

// value is a parsed parameter. Which fields hold something follows from the type.
type value struct {
	text   string
	yes    bool
	whole  int64
	number float64
	span   quantity.Duration
	dist   dist.Dist
	words  []string
}

func (v value) equal(w value) bool { return v.text == w.text }

// typeOf finds the type of a parameter from its default.
func typeOf(p *Param) (Type, error) {
	switch {
	case p.Given != "":
		return TypeText, nil
	case p.List:
		return TypeList, nil
	case p.Words != nil:
		return TypeWord, nil
	case p.Value == "true" || p.Value == "false":
		return TypeBool, nil
	case p.Random:
		return TypeDays, nil
	}
	body, unit, _ := quantity.Split(p.Value)
	for _, try := range []struct {
		kind Type
		is   bool
	}{
		{TypeDays, quantity.TimeUnit(unit) > 0 && strings.Contains(body, "(")},
		{TypeDist, strings.Contains(p.Value, "(")},
		{TypeSpan, quantity.TimeUnit(unit) > 0},
		{TypeShare, unit == "%"},
		{TypeInt, isWhole(p.Value) && !p.Number},
		{TypeNumber, isNumber(p.Value)},
		{TypeDate, isDate(p.Value)},
	} {
		if try.is {
			return try.kind, nil
		}
	}
	return TypeText, fmt.Errorf("%q is of no known type; a word needs its list of words", p.Value)
}

func isWhole(text string) bool {
	_, err := strconv.ParseInt(text, 10, 64)
	return err == nil
}

func isNumber(text string) bool {
	v, err := strconv.ParseFloat(text, 64)
	return err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}

func isDate(text string) bool {
	_, err := civil.ParseDate(text)
	return err == nil
}

// parse reads a text as a value of the parameter's type within its limits.
func (p *Param) parse(text string) (value, error) {
	text = strings.TrimSpace(text)
	v, err := p.read(text)
	if err != nil {
		return value{}, err
	}
	v.text = text
	return v, p.within(v)
}

func (p *Param) read(text string) (v value, err error) {
	switch p.kind {
	case TypeWord:
		return v, p.known(text)
	case TypeList:
		return p.list(text)
	case TypeBool:
		v.yes = text == "true"
		if !v.yes && text != "false" {
			return v, p.misread(text)
		}
	case TypeInt:
		if v.whole, err = strconv.ParseInt(text, 10, 64); err != nil {
			return v, p.misread(text)
		}
		v.number = float64(v.whole)
	case TypeNumber:
		if !isNumber(text) {
			return v, p.misread(text)
		}
		v.number, _ = strconv.ParseFloat(text, 64)
	case TypeShare:
		rate, err := quantity.ParsePercent(text)
		if err != nil {
			return v, p.because(text, err)
		}
		v.number = rate.Float()
	case TypeSpan, TypeDays, TypeDist:
		return p.spread(text)
	case TypeDate:
		day, err := civil.ParseDate(text)
		if err != nil {
			return v, p.misread(text)
		}
		v.whole = int64(day)
	}
	return v, nil
}

// spread reads spans of time and distributions. A span is a constant number of
// days as well.
func (p *Param) spread(text string) (v value, err error) {
	body, unit, _ := quantity.Split(text)
	if p.kind == TypeDist {
		if v.dist, err = dist.Parse(text); err != nil {
			return v, p.because(text, err)
		}
		v.number = v.dist.Mean()
		return v, nil
	}
	if p.kind == TypeSpan || !strings.Contains(body, "(") {
		if v.span, err = quantity.ParseDelay(text); err != nil {
			return v, p.because(text, err)
		}
		v.number = v.span.Days()
		v.dist = dist.Const(v.number)
		return v, nil
	}
	if quantity.TimeUnit(unit) != civil.Day {
		return v, fmt.Errorf("%s = %q: a distribution of time is written in days, %q", p.Name, text, p.kind.example())
	}
	if v.dist, err = dist.Parse(body); err != nil {
		return v, p.because(text, err)
	}
	if lo, _ := v.dist.Support(); lo < 0 {
		return v, fmt.Errorf("%s = %q can be less than no time", p.Name, text)
	}
	v.number = v.dist.Mean()
	v.span = quantity.Duration(math.Round(v.number * float64(civil.Day)))
	return v, nil
}

func (p *Param) list(text string) (v value, err error) {
	for _, w := range strings.Split(text, ",") {
		w = strings.TrimSpace(w)
		if w == "" {
			continue
		}
		if p.Words != nil {
			if err := p.known(w); err != nil {
				return v, err
			}
		}
		v.words = append(v.words, w)
	}
	return v, nil
}

// known refuses words that are not of the parameter's list.
func (p *Param) known(word string) error {
	if slices.Contains(p.Words, word) {
		return nil
	}
	hint := ""
	if near := diag.Suggest(word, p.Words); near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return fmt.Errorf("%s takes %s, not %q%s", p.Name, either(p.Words), diag.Escape(word), hint)
}

// within checks the limits of numbers; a share lies from 0 to 100 % where nothing
// else is said.
func (p *Param) within(v value) error {
	least, most := p.Least, p.Most
	if p.kind == TypeShare {
		least, most = orElse(least, "0 %"), orElse(most, "100 %")
	}
	for _, end := range []struct {
		text, word string
		sign       float64
	}{{least, "less", 1}, {most, "more", -1}} {
		if end.text == "" {
			continue
		}
		limit, err := p.read(end.text)
		if err != nil {
			return err
		}
		reach := v.number
		if v.dist != nil {
			lo, hi := v.dist.Support()
			reach = min(end.sign*lo, end.sign*hi) * end.sign
		}
		if end.sign*reach < end.sign*limit.number {
			return fmt.Errorf("%s = %q: it cannot be %s than %s", p.Name, v.text, end.word, end.text)
		}
	}
	return nil
}

func (p *Param) misread(text string) error {
	return fmt.Errorf("%s = %q is not %s; write it like %q", p.Name, diag.Escape(text), p.kind, orElse(p.Value, p.kind.example()))
}

func (p *Param) because(text string, err error) error {
	return fmt.Errorf("%s = %q is not %s: %w; write it like %q", p.Name, diag.Escape(text), p.kind, err, p.Value)
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// either writes `"a", "b" or "c"`.
func either(words []string) string {
	out := ""
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			out += " or "
		default:
			out += ", "
		}
		out += strconv.Quote(w)
	}
	return out
}
