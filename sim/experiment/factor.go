package experiment

import (
	"fmt"
	"math"
	"path"
	"strconv"

	"fbasim/sim/dist"
	"fbasim/sim/model"
	"fbasim/sim/result"
)

// Stated says how a scenario states an input.
type Stated struct {
	Percent  bool   // it is written in percent
	Evidence string // what is weak about it, "" for nothing known: "default (E)"
}

// factor is an input that a sensitivity analysis varies, in all cases that have it.
type factor struct {
	name      string
	shown     shownUnit
	low, high float64 // in the unit of the model
	evidence  string
	constant  bool                      // it was given a spread
	refs      []model.Ref               // by case, NoRef for one without it
	quantile  []func(u float64) float64 // by case, nil for one without it
}

// shownUnit is a unit for people, "" for a plain number, and how many of it make one of the model's.
type shownUnit struct {
	name string
	per  float64
}

func unitOf(in *model.Input, how Stated) shownUnit {
	name, per := ShownUnit(in, how)
	if name == "1" {
		name = ""
	}
	return shownUnit{name, per}
}

// ShownUnit returns the unit in which an input is shown to people, and how many of it make one of the
// model's: demand by the month, shares in percent where the scenario writes them so, else the model's
// own, "1" for a plain number.
func ShownUnit(in *model.Input, how Stated) (unit string, per float64) {
	switch {
	case in.Unit == "units/d":
		return "units/month", perMonth
	case how.Percent && in.Unit == "1":
		return "%", percent
	case how.Percent && in.Unit == "1/year":
		return "%/year", percent
	}
	return in.Unit, 1
}

const percent = 100

// text writes a value of the model with the unit for people, to three digits.
func (u shownUnit) text(x float64) string {
	value := strconv.FormatFloat(roundTo(x*u.per, 3), 'f', -1, 64)
	if u.name == "" {
		return value
	}
	return value + " " + result.Visible(u.name)
}

// roundTo rounds to significant digits.
func roundTo(x float64, digits int) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// factors lists the inputs that are drawn once per replication, in the order of the cases, and with
// a spread also the constants that are not 0.
func (s *Study) factors(o SensitivityOptions) []*factor {
	var list []*factor
	byName := map[string]*factor{}
	for c := range s.Cases {
		cs := &s.Cases[c]
		for i := range cs.Config.Inputs {
			in := &cs.Config.Inputs[i]
			q, spread := quantileOf(in, o.Spread)
			if q == nil || !o.wants(in.Name) {
				continue
			}
			f := byName[in.Name]
			if f == nil {
				f = s.newFactor(in, cs.Stated[in.Name], q, spread, o)
				byName[in.Name], list = f, append(list, f)
			}
			f.refs[c], f.quantile[c] = model.Ref(i), q
		}
	}
	return list
}

func (s *Study) newFactor(in *model.Input, how Stated, q func(float64) float64, spread bool, o SensitivityOptions) *factor {
	f := &factor{
		name: in.Name, shown: unitOf(in, how), evidence: how.Evidence, low: q(o.Tail), high: q(1 - o.Tail),
		refs: make([]model.Ref, len(s.Cases)), quantile: make([]func(float64) float64, len(s.Cases)),
	}
	if f.constant = spread; spread {
		f.low, f.high = q(0), q(1)
		if f.evidence != "" {
			f.evidence += "; "
		}
		f.evidence += fmt.Sprintf("spread %g %%", roundTo(percent*o.Spread, 6))
	}
	for c := range f.refs {
		f.refs[c] = model.NoRef
	}
	return f
}

// quantileOf returns the quantile function of an input to vary, nil for one that stays: noise, a
// constant without spread or one of 0. A constant is spread evenly to both sides, shares up to 1.
func quantileOf(in *model.Input, spread float64) (q func(u float64) float64, spreads bool) {
	v, constant := dist.IsConst(in.Dist)
	switch {
	case !constant && in.PerEvent:
		return nil, false
	case !constant:
		return in.Dist.Quantile, false
	case spread == 0 || v == 0:
		return nil, false
	}
	lo, hi := v-spread*math.Abs(v), v+spread*math.Abs(v)
	if in.Unit == "1" && v > 0 && v <= 1 {
		hi = math.Min(hi, 1)
	}
	return func(u float64) float64 { return lo + u*(hi-lo) }, true
}

// wants reports whether an input is among those asked for.
func (o *SensitivityOptions) wants(name string) bool {
	for _, pattern := range o.Only {
		if ok, err := path.Match(pattern, name); err == nil && ok {
			return true
		}
	}
	return len(o.Only) == 0
}
