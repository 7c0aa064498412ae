package policy

import (
	"fmt"
	"math"

	"fbasim/sim/civil"
	"fbasim/sim/dist"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// Numbers gives the parameters of rules by their names within a rule, such as "pickup"
// of RF-DLV-05: those of a Book as written, those of a Set as a scenario has them.
type Numbers struct {
	book *Book
	set  *Set // nil for what is written
}

// Numbers returns the parameters as they are in force.
func (s *Set) Numbers() Numbers { return Numbers{s.book, s} }

// Text returns a parameter as written. Asking for a rule or parameter that the
// files do not hold is a defect of the build and panics.
func (n Numbers) Text(id, param string) string {
	text, ok := n.Lookup(id, param)
	if !ok {
		panic("policy: no parameter " + id + "." + param)
	}
	return text
}

// Lookup is Text for what a rule may or may not hold.
func (n Numbers) Lookup(id, param string) (text string, ok bool) {
	r := n.book.rules[id]
	if r == nil {
		return "", false
	}
	if text := r.Params[param]; text != "" {
		return text, true
	}
	if p := r.Named[param]; p != nil {
		return n.text(p), true
	}
	a, ok := n.book.aliases[id+"."+param]
	if !ok || a.end == 0 {
		if a.param == nil {
			return "", ok
		}
		return n.text(a.param), ok
	}
	return fmt.Sprintf("%g d", n.end(a)), true
}

func (n Numbers) text(p *Param) string {
	if n.set == nil {
		return p.Value
	}
	return n.set.Text(p.Name)
}

// end is the least or the largest number of days of a parameter. Where a scenario has
// days without an end, the end that is written stays: it is what Amazon promises.
func (n Numbers) end(a alias) float64 {
	of := func(values []value) float64 {
		lo, hi := values[n.book.number[a.param.Name]].dist.Support()
		return []float64{lo, hi}[a.end-1]
	}
	if n.set != nil {
		if days := of(n.set.values); !math.IsInf(days, 0) {
			return days
		}
	}
	return of(n.book.values)
}

// Delay returns a parameter that is a span of time, the mean of one that a scenario
// made a distribution.
func (n Numbers) Delay(id, param string) quantity.Duration {
	if d, err := quantity.ParseDelay(n.Text(id, param)); err == nil {
		return d
	}
	return quantity.Duration(n.Days(id, param).Mean() * float64(civil.Day))
}

// Percent returns a parameter that is a percentage.
func (n Numbers) Percent(id, param string) money.Rate {
	return must(quantity.ParsePercent(n.Text(id, param)))
}

// Date returns a parameter that is a day.
func (n Numbers) Date(id, param string) civil.Date { return must(civil.ParseDate(n.Text(id, param))) }

// Days returns a parameter that is a distribution of days.
func (n Numbers) Days(id, param string) dist.Dist {
	value, _, _ := quantity.Split(n.Text(id, param))
	return must(dist.Parse(value))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic("policy: " + err.Error())
	}
	return v
}
