package scenario

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
	"fbasim/sim/scenario/document"
)

// Optimize is what fbasim optimize chooses from, and by what. Without [optimize] it holds the
// defaults.
type Optimize struct {
	Pos         document.Pos
	Objective   []*Text // one or two metrics
	Margin      *Margin // nil where it is wrong
	Probability *Percent
	Method      *Text // "auto", "kn" or "ocba"
	Budget      *Int
	First       *Int       // replications of every plan in the first stage
	Family      *Text      // "none" or "bonferroni"
	Where       *Condition // nil: all SKUs
	Choices     []*Choice  // in file order; none: the programs of the cases and some covers
	Requires    []*Check   // conditions on a plan, in file order
}

// Margin is a difference that does not matter: one of money, a number in the objective's unit, or
// a share of the baseline.
type Margin struct {
	Meta
	Money  money.Money
	Number float64
	Share  float64
}

// Choice is something that an optimization decides on.
type Choice struct {
	Name    string
	Pos     document.Pos
	Path    *Text
	Options []Option
	Ranged  bool // the options are a range, in order
}

// Option is a value to choose.
type Option struct {
	Pos  document.Pos
	Text string // as TOML on one line: `"45 d"`
}

// maxOptions bounds the values of a choice.
const maxOptions = 1000

// optimize reads [optimize].
func (b *builder) optimize(s scope) Optimize {
	o := Optimize{
		Pos: s.near, Objective: s.sub("objective").textsField(),
		Margin:      s.sub("indifference").margin(),
		Probability: s.sub("probability").percentField(), Method: s.sub("method").enumField(),
		Budget: s.sub("budget").intField(), First: s.sub("first_stage").intField(),
		Where: s.sub("where").condition(), Family: s.sub("family").enumField(),
	}
	if len(o.Objective) > 2 {
		b.list.Add(o.Objective[2].Pos.Problem("count", "there are more than two objectives",
			`write objective = ["profit", "capital"]`))
	}
	for _, f := range s.sub("choose").node.Fields() {
		if f.Node.Kind == document.Table {
			o.Choices = append(o.Choices, s.sub("choose").sub(f.Name).choice(f.Name))
		}
	}
	for _, f := range s.sub("require").node.Fields() {
		if f.Node.Kind != document.Table {
			continue
		}
		if c := s.sub("require").sub(f.Name).sub("that").condition(); c != nil {
			o.Requires = append(o.Requires, &Check{f.Name, c})
		}
	}
	return o
}

// margin reads "200 USD", "1 %", or a bare number.
func (s scope) margin() *Margin {
	v, ok := s.value()
	if !ok {
		return nil
	}
	out := &Margin{Meta: v.meta}
	if v.node.Kind == document.Integer || v.node.Kind == document.Float {
		if out.Number, _ = v.node.Float(); out.Number > 0 && !math.IsInf(out.Number, 0) {
			return out
		}
	}
	out.Number = 0
	share, err := quantity.ParsePercent(v.node.Text)
	if out.Share = share.Float(); err == nil && out.Share > 0 && out.Share < 1 {
		return out
	}
	amount, err := quantity.ParseMoney(v.node.Text)
	if out.Money, out.Share = amount, 0; err == nil && amount.Amount > 0 {
		return out
	}
	v.whole("type", fmt.Sprintf("%q is no difference that could be indifferent", v.node.Text),
		`write "200 USD", or "1 %" of revenue; a number where the objective is no money`)
	return nil
}

// choice reads a choice with its values.
func (s scope) choice(name string) *Choice {
	c := &Choice{Name: name, Pos: s.near, Path: s.sub("path").textField()}
	values, from, to, step := s.sub("values"), s.sub("from"), s.sub("to"), s.sub("step")
	points := s.sub("points").intField()
	ranged := from.present() || to.present() || step.present() || points != nil
	switch {
	case values.present() && ranged:
		s.fail("conflict", fmt.Sprintf("%s has values and a range", s.path),
			"give values, or from, to and step")
	case values.present() && len(values.node.Items()) == 0:
		s.b.list.Add(values.node.Pos.Problem("type", "values is no list of values",
			`write values = ["30 d", "60 d"]`))
	case values.present():
		for _, item := range values.node.Items() {
			c.Options = append(c.Options, Option{item.Pos, inline(item)})
		}
	case step.present() && points != nil:
		s.fail("conflict", fmt.Sprintf("%s has a step and a number of points", s.path),
			"give one of them")
	case from.present() && to.present() && step.present():
		c.Options, c.Ranged = s.spread(from.node, to.node, step.node), true
	case from.present() && to.present() && points != nil:
		c.Options, c.Ranged = s.divided(from.node, to.node, points), true
	default:
		s.fail("missing", fmt.Sprintf("%s says no values", s.path),
			`write values = ["30 d", "60 d"], or from = "30 d", to = "90 d" and step = "15 d" or `+
				`points = 5`)
	}
	if len(c.Options) > maxOptions {
		s.fail("range", fmt.Sprintf("%s has more than %d values", s.path, maxOptions),
			"take larger steps")
		c.Options = c.Options[:maxOptions]
	}
	return c
}

// spread lists the values of a range; the upper end is one of them where the steps meet it.
func (s scope) spread(from, to, step *document.Node) []Option {
	if from.Kind == document.Date {
		return s.spreadDates(from, to, step)
	}
	lo, unit, ok := s.point(from)
	hi, hiUnit, ok2 := s.point(to)
	by, byUnit, ok3 := s.point(step)
	if !ok || !ok2 || !ok3 {
		return nil
	}
	for at, other := range [...]string{hiUnit, byUnit} {
		if other != unit {
			s.b.list.Add([...]*document.Node{to, step}[at].Pos.Problem("unit",
				fmt.Sprintf("from is in %q, this in %q", unit, other),
				"write all three in the same unit"))
			return nil
		}
	}
	if by <= 0 || hi < lo {
		s.b.list.Add(step.Pos.Problem("order", "the range has no values",
			"from must not be above to, and step must be above zero"))
		return nil
	}
	digits := max(decimals(from.Text), decimals(step.Text))
	var out []Option
	for i := 0; len(out) <= maxOptions; i++ {
		x := lo + float64(i)*by
		if x > hi+by*1e-9 {
			break
		}
		text := strconv.FormatFloat(x, 'f', digits, 64)
		if from.Kind == document.String {
			text = quote(strings.TrimSpace(text + " " + unit))
		}
		out = append(out, Option{from.Pos, text})
	}
	return out
}

// divided lists a number of values of a range at equal distances, to six decimals.
func (s scope) divided(from, to *document.Node, points *Int) (out []Option) {
	lo, unit, ok := s.point(from)
	hi, other, ok2 := s.point(to)
	if !ok || !ok2 {
		return nil
	}
	if unit != other || hi <= lo || from.Kind == document.Date {
		s.b.list.Add(to.Pos.Problem("order", "the range has no values",
			"from must be below to, in the same unit; days need a step"))
		return nil
	}
	for i := range points.Value {
		const digits = 1e6
		x := lo + (hi-lo)*float64(i)/float64(points.Value-1)
		text := strconv.FormatFloat(math.Round(digits*x)/digits, 'f', -1, 64)
		if from.Kind == document.String {
			text = quote(strings.TrimSpace(text + " " + unit))
		}
		out = append(out, Option{from.Pos, text})
	}
	return out
}

// point reads an end or the step of a range: a number with or without unit.
func (s scope) point(n *document.Node) (x float64, unit string, ok bool) {
	text := n.Text
	number, unit, _ := quantity.Split(text)
	x, err := strconv.ParseFloat(strings.ReplaceAll(number, ",", ""), 64)
	single := n.Kind == document.String || n.Kind == document.Integer || n.Kind == document.Float
	if err == nil && single && !math.IsNaN(x) && !math.IsInf(x, 0) {
		return x, unit, true
	}
	s.b.list.Add(n.Pos.Problem("type", fmt.Sprintf("%q is no end of a range", text),
		`write a number, with its unit in quotes: "30 d", or a date`))
	return 0, "", false
}

func decimals(text string) int {
	number, _, _ := quantity.Split(text)
	_, digits, _ := strings.Cut(number, ".")
	return len(digits)
}

// spreadDates lists days from one to another.
func (s scope) spreadDates(from, to, step *document.Node) []Option {
	lo, err1 := civil.ParseDate(from.Text)
	hi, err2 := civil.ParseDate(to.Text)
	by, err3 := quantity.ParseDuration(step.Text)
	days := civil.Date(by.Days())
	if err1 != nil || err2 != nil || err3 != nil || days < 1 || hi < lo {
		s.b.list.Add(step.Pos.Problem("order", "the range has no days",
			`write from = 2026-03-01, to = 2026-09-01, step = "28 d"`))
		return nil
	}
	var out []Option
	for d := lo; d <= hi && len(out) <= maxOptions; d += days {
		out = append(out, Option{from.Pos, d.String()})
	}
	return out
}
