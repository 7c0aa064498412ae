package sweep

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/document"
)

// Parameter is an input that differs between points.
type Parameter struct {
	Path string
	Unit string // of its numbers, "1" where they have none; "" where the values are words
	// Values are those of a list or of a range with a step; a design that samples a range adds to
	// them.
	Values []Value

	pos    document.Pos
	kind   scenario.Kind
	lo, hi float64 // of a range to sample
	whole  bool    // the range is to be sampled
}

// Value is one value of a parameter.
type Value struct {
	Set    string  // as it is written after path=
	Word   string  // its text
	Number float64 // in the unit of the parameter; NaN for words

	pos   document.Pos
	exact bool // Set stands at pos as it is
}

// Result returns the parameter as result tables name it.
func (p *Parameter) Result() result.SweepParameter {
	return result.SweepParameter{Path: p.Path, Unit: p.Unit}
}

// result returns a value as result tables hold it.
func (p *Parameter) result(v *Value) result.SweepValue {
	if p.Unit == "" {
		return result.SweepValue{Number: math.NaN(), Word: v.Word}
	}
	return result.SweepValue{Number: v.Number}
}

// parameter reads the values of a swept parameter; sampling says that the design draws from ranges.
// Problems go to the list.
func parameter(s *scenario.Swept, sampling bool, list *diag.List) Parameter {
	p := Parameter{Path: s.Path.Value, pos: s.Path.Pos, kind: s.Key.Kind}
	if s.Values == nil {
		p.ranged(s, sampling, list)
		return p
	}
	var units []string
	for _, v := range s.Values {
		x, unit := numberOf(v.Text, p.kind)
		if unit != "" && !slices.Contains(units, unit) {
			units = append(units, unit)
			if len(units) > 1 {
				list.Add(v.Pos.Problem("unit", fmt.Sprintf("%q is not in %s like the values before it", v.Text,
					units[0]), "write all values of a parameter in one unit: they are a column of the table"))
			}
		}
		p.Values = append(p.Values, Value{Set: v.Raw, Word: v.Text, Number: x, pos: v.Pos, exact: true})
	}
	words := slices.ContainsFunc(p.Values, func(v Value) bool { return math.IsNaN(v.Number) })
	if len(units) > 0 && !words {
		p.Unit = units[0]
	}
	return p
}

// numberOf reads a value as a number with its unit, "1" for none; unit "" where it is a word.
func numberOf(text string, k scenario.Kind) (x float64, unit string) {
	if k < scenario.InputDays && !slices.Contains([]scenario.Kind{
		scenario.IntKind, scenario.NumberKind, scenario.MoneyKind, scenario.PriceKind, scenario.PercentKind,
		scenario.DurationKind, scenario.DelayKind, scenario.WeightKind, scenario.VolumeKind, scenario.UnitsKind,
		scenario.AnyKind,
	}, k) {
		return math.NaN(), ""
	}
	number, unit, _ := quantity.Split(text)
	x, err := strconv.ParseFloat(strings.ReplaceAll(number, "_", ""), 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return math.NaN(), ""
	}
	switch {
	case unit != "":
		unit = strings.Join(strings.Fields(unit), " ")
	case k == scenario.UnitsKind:
		unit = "units"
	default:
		unit = "1"
	}
	return x, unit
}

// bounds are the ends and the step of a range as exact decimals, in one unit.
type bounds struct {
	from, to, step *big.Rat
	places         int // decimals of from and step
	unit           string
}

// ranged makes values of a range with a step or a number of points, or notes what is to be sampled.
func (p *Parameter) ranged(s *scenario.Swept, sampling bool, list *diag.List) {
	b, ok := p.bounds(s, list)
	if !ok {
		return
	}
	p.Unit = b.unit
	switch {
	case s.Step != nil:
		p.steps(b, s.Step, list)
	case s.Points != nil:
		p.spread(b, int(s.Points.Value), s.From.Pos)
	case sampling:
		p.lo, _ = b.from.Float64()
		p.hi, _ = b.to.Float64()
		p.whole = true
	default:
		list.Add(s.From.Pos.Problem("sweep", "the range has neither a step nor a number of points", specHint))
	}
}

func (p *Parameter) bounds(s *scenario.Swept, list *diag.List) (b bounds, ok bool) {
	_, last := numberOf(s.To.Text, p.kind)
	read := func(v *scenario.SweptValue) *big.Rat {
		number, own, _ := quantity.Split(v.Text)
		_, unit := numberOf(v.Text, p.kind)
		if own == "" {
			unit = last
		}
		x, fine := new(big.Rat).SetString(strings.ReplaceAll(number, "_", ""))
		switch {
		case unit == "" || !fine || strings.ContainsAny(number, "eE/"):
			list.Add(v.Pos.Problem("sweep", fmt.Sprintf("%q is no number that a range can begin or end with", v.Text),
				"write a list of values where they are words or distributions"))
			return nil
		case unit != last:
			list.Add(v.Pos.Problem("unit", fmt.Sprintf("%q is not in %s like the end of the range", v.Text, last), ""))
			return nil
		}
		_, decimals, _ := strings.Cut(number, ".")
		b.places = max(b.places, len(decimals))
		return x
	}
	b.unit, b.from, b.to = last, read(s.From), read(s.To)
	if s.Step != nil {
		if b.step = read(s.Step); b.step == nil {
			return b, false
		}
	}
	if b.from == nil || b.to == nil {
		return b, false
	}
	if b.from.Cmp(b.to) >= 0 {
		list.Add(s.From.Pos.Problem("order", fmt.Sprintf("the range begins at %s and ends at %s", s.From.Text, s.To.Text),
			"write the smaller end first"))
		return b, false
	}
	return b, true
}

// steps lists from, from + step, ... up to the end, exactly.
func (p *Parameter) steps(b bounds, at *scenario.SweptValue, list *diag.List) {
	if b.step.Sign() <= 0 {
		list.Add(at.Pos.Problem("range", "a step must be above zero", ""))
		return
	}
	n, _ := new(big.Rat).Quo(new(big.Rat).Sub(b.to, b.from), b.step).Float64()
	if n >= scenario.MaxSweepPoints {
		list.Add(at.Pos.Problem("range", fmt.Sprintf("the range has %.0f steps, at most %d are possible", n,
			scenario.MaxSweepPoints), ""))
		return
	}
	for x := new(big.Rat).Set(b.from); x.Cmp(b.to) <= 0; x = new(big.Rat).Add(x, b.step) {
		f, _ := x.Float64()
		p.add(x.FloatString(b.places), f, at.Pos)
	}
}

// spread lists n values at equal distances, each once.
func (p *Parameter) spread(b bounds, n int, at document.Pos) {
	lo, _ := b.from.Float64()
	hi, _ := b.to.Float64()
	for i := range n {
		text, x := p.rounded(lo + (hi-lo)*float64(i)/float64(n-1))
		if k := len(p.Values); k > 0 && p.Values[k-1].Number == x {
			continue // whole numbers closer than one
		}
		p.add(text, x, at)
	}
}

// add appends a value of a range.
func (p *Parameter) add(number string, x float64, at document.Pos) {
	text := number
	if p.Unit != "1" {
		text += " " + p.Unit
	}
	p.Values = append(p.Values, Value{Set: text, Word: text, Number: x, pos: at})
}

// rounded writes a computed number as people would: amounts to cents, counts whole, all others with
// six digits.
func (p *Parameter) rounded(x float64) (string, float64) {
	switch p.kind {
	case scenario.IntKind, scenario.UnitsKind:
		x = math.Round(x)
	case scenario.MoneyKind, scenario.PriceKind, scenario.InputMoney, scenario.InputMonthly, scenario.InputOnce:
		a, _ := money.FromFloat(x)
		x = a.RoundCents().Float()
	default:
		x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 6, 64), 64)
	}
	text := strconv.FormatFloat(x, 'f', -1, 64)
	return text, x
}

// draw returns the index of the value at a quantile u in [0, 1) of the range or list. A value of a
// range is added.
func (p *Parameter) draw(u float64) int {
	if !p.whole {
		return min(int(u*float64(len(p.Values))), len(p.Values)-1)
	}
	text, x := p.rounded(p.lo + (p.hi-p.lo)*u)
	p.add(text, x, p.pos)
	return len(p.Values) - 1
}
