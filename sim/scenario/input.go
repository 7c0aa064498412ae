package scenario

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/dist"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
	"fbasim/sim/scenario/document"
)

// input reads a constant or distribution, nil when there is none or it is wrong.
func (s scope) input() *Input {
	v, ok := s.value()
	if !ok {
		return nil
	}
	return v.input()
}

// inputOr reads an input, with another default than the key's.
func (s scope) inputOr(d Default) *Input {
	if s.present() {
		return s.input()
	}
	v, ok := s.byDefault(d)
	if !ok {
		return nil
	}
	return v.input()
}

// input reads the value once for all cases and adds it to the inputs of the plan.
func (v value) input() *Input {
	id := cacheKey{v.node, v.path}
	old, seen := v.b.cache[id]
	in, _ := old.(*Input)
	if !seen {
		in = v.readInput()
		v.b.cache[id] = in
		if in != nil {
			v.note(in.Meta)
		}
	}
	if in != nil {
		v.b.inputs = append(v.b.inputs, in)
	}
	return in
}

// readInput reads `"pert(7, 9, 12) d"` or `{ value = "...", draw = "run" }`.
func (v value) readInput() *Input {
	in := &Input{Meta: v.meta, Draw: v.keys.key.Draw}
	if v.node.Kind == document.Table {
		draw, ok := v.draw(v.node.Get("draw"))
		inner := v.node.Get("value")
		if inner == nil {
			v.whole("missing", "the table has no value",
				`write { value = `+v.keys.key.example()+`, draw = "run" }`)
			return nil
		}
		if !ok {
			return nil
		}
		v.node, in.Draw = inner, draw
		in.Meta.Text, in.Meta.Pos = inner.Text, inner.Pos
	}
	text, ok := v.inputText()
	if !ok || !v.parseInput(in, text) {
		return nil
	}
	if _, constant := dist.IsConst(in.Dist); constant {
		in.Draw = DrawFixed
	}
	return in
}

// draw reads how often the input is drawn.
func (v value) draw(n *document.Node) (Draw, bool) {
	if n == nil {
		return v.keys.key.Draw, true
	}
	for d, word := range draws {
		if n.Kind == document.String && n.Text == word && Draw(d) != DrawFixed {
			return Draw(d), true
		}
	}
	v.b.list.Add(n.Pos.Problem("unknown-name", fmt.Sprintf("%q is not a way to draw", n.Text),
		`write "run" (an unknown constant) or "event" (varies each time)`))
	return 0, false
}

func (v value) inputText() (string, bool) {
	if v.keys.key.Kind == InputFactor &&
		(v.node.Kind == document.Float || v.node.Kind == document.Integer) {
		return v.node.Text, true
	}
	return v.text()
}

// parseInput reads distribution and unit.
func (v value) parseInput(in *Input, text string) bool {
	if sign := strings.TrimLeft(text, "$€£ "); isMoney(v.keys.key.Kind) && len(sign) < len(text) {
		v.whole("currency", fmt.Sprintf("%q does not say which currency", text),
			fmt.Sprintf("write %q", sign+" "+v.unit()))
		return false
	}
	d, n, err := v.distribution(text)
	if err != nil {
		var pe *dist.ParseError
		if errors.As(err, &pe) {
			v.fail(pe.Offset, max(pe.Len, 1), pe.Code, pe.Msg, pe.Hint)
		} else {
			v.whole("number", err.Error(), "")
		}
		return false
	}
	unit := strings.TrimSpace(text[n:])
	u, ok := parseUnit(v.keys.key.Kind, unit)
	if !ok {
		v.badUnit(text, n, unit)
		return false
	}
	if x, constant := dist.IsConst(d); constant {
		d = dist.Const(x / u.per)
	} else if u.per != 1 {
		d = dist.Scale(d, 1/u.per)
	}
	in.Unit, in.Currency = u.name, u.currency
	in.Dist, ok = v.within(d, text, u)
	return ok
}

// prefix is a distribution at the beginning of a text.
type prefix struct {
	dist  dist.Dist
	bytes int
}

// distribution reads the distribution a text begins with. Equal texts share one, and with it the
// table that its first draw builds.
func (v value) distribution(text string) (dist.Dist, int, error) {
	if p, ok := v.b.parsed[text]; ok {
		return p.dist, p.bytes, nil
	}
	d, n, err := dist.Parser{Load: v.column}.ParsePrefix(text)
	if err == nil && !strings.Contains(text, "empirical") { // whose file depends on where it stands
		v.b.parsed[text] = prefix{d, n}
	}
	return d, n, err
}

// unitFacts is a unit as inputs use it.
type unitFacts struct {
	name     string  // of the unit that inputs are kept in
	per      float64 // how many of the written unit make one of it
	shown    string  // as written
	currency money.Currency
}

// parseUnit reads the unit of an input of a kind.
func parseUnit(k Kind, text string) (unitFacts, bool) {
	u := unitFacts{per: 1, shown: text}
	switch k {
	case InputDays:
		ticks := quantity.TimeUnit(text)
		u.name, u.per = "d", float64(civil.Day)/float64(max(ticks, 1))
		return u, ticks > 0
	case InputRate:
		what, per, _ := strings.Cut(text, "/")
		days := daysPer(strings.TrimSpace(per))
		u.name, u.per = "units/d", days
		what = strings.TrimSpace(what)
		return u, days > 0 && (what == "units" || what == "unit")
	case InputPercent:
		u.name, u.per = "1", 100
		return u, text == "%"
	case InputYearly:
		u.name, u.per = "1/year", 100
		return u, strings.ReplaceAll(text, " ", "") == "%/year"
	case InputFactor:
		u.name = "1"
		return u, text == ""
	}
	return moneyUnit(k, u, text)
}

// daysPer returns the days of a period, 0 when it is none. A month is a twelfth of 365 days.
func daysPer(period string) float64 {
	switch period {
	case "d", "day":
		return 1
	case "w", "week":
		return 7
	case "month":
		return float64(civil.DaysPerYear) / civil.MonthsPerYear
	case "year":
		return civil.DaysPerYear
	}
	return 0
}

func moneyUnit(k Kind, u unitFacts, text string) (unitFacts, bool) {
	code, per, divided := strings.Cut(text, "/")
	c, ok := money.ParseCurrency(strings.TrimSpace(code))
	if !ok {
		return u, false
	}
	per = strings.TrimSpace(per)
	u.currency = c
	if k == InputFreight {
		if per == "lb" {
			per, u.per = "kg", float64(quantity.Pound)/float64(quantity.Kilogram)
		}
		u.name = c.String() + "/" + per
		return u, per == "unit" || per == "kg" || per == "shipment"
	}
	want := map[Kind]string{InputMoney: "unit", InputMonthly: "month", InputShipment: "shipment",
		InputOrder: "order"}[k]
	u.name = c.String()
	if want != "" {
		u.name += "/" + want
	}
	return u, !divided || per == want
}

// badUnit reports a unit that is missing or does not fit.
func (v value) badUnit(text string, n int, unit string) {
	kind := v.keys.key.Kind
	value := strings.TrimSpace(text[:n])
	suggestion := v.unit()
	if unit == "" {
		what := "unit"
		if isMoney(kind) {
			what = "currency"
		}
		v.whole("unit", fmt.Sprintf("%q has no %s", strings.TrimSpace(text), what),
			v.withUnit(value))
		return
	}
	at := n + strings.Index(text[n:], unit)
	code := strings.TrimSpace(strings.SplitN(unit, "/", 2)[0])
	if _, known := money.ParseCurrency(code); isMoney(kind) && !known {
		v.fail(at, len(code), "currency", fmt.Sprintf("%q is not a currency known here", code),
			"currencies are "+strings.Join(currencyCodes(), ", "))
		return
	} else if known {
		suggestion = strings.Replace(suggestion, "USD", code, 1)
	}
	if suggestion == "" {
		v.fail(at, len(unit), "unit", fmt.Sprintf("%q does not belong here", unit),
			"write only the number")
		return
	}
	hint := fmt.Sprintf("%s is written like %q", kind, value+" "+suggestion)
	v.fail(at, len(unit), "unit", fmt.Sprintf("%q is not a unit of %s", unit, kind), hint)
}

// tailMass is the probability of impossible values below which a distribution is cut at the
// limit instead of being refused: a normal freight rate with a mean of ten standard deviations is
// no mistake.
const tailMass = 1e-3

// within checks a distribution against the range of its key.
func (v value) within(d dist.Dist, text string, u unitFacts) (dist.Dist, bool) {
	r := v.keys.key.Range
	lo, hi := d.Support()
	if !r.set() || lo >= r.Lo && hi <= r.Hi || nearly(lo, r.Lo) && hi <= r.Hi {
		return d, true
	}
	allowed := rangeText(r, u.per, " "+u.shown)
	if _, constant := dist.IsConst(d); constant {
		v.whole("range", fmt.Sprintf("%s is out of range", strings.TrimSpace(text)), allowed)
		return nil, false
	}
	below, above := 0.0, 0.0
	if lo < r.Lo {
		below = dist.CDF(d, r.Lo)
	}
	if hi > r.Hi {
		above = 1 - dist.CDF(d, r.Hi)
	}
	if below+above > tailMass || math.IsNaN(below+above) {
		v.whole("range", fmt.Sprintf("%s %% of the draws of %s are out of range",
			strconv.FormatFloat(100*(below+above), 'g', 2, 64), strings.TrimSpace(text)),
			allowed+"; normal(mean, sd, lo=..., hi=...) cuts the tails")
		return nil, false
	}
	return clamped{d, r}, true
}

// nearly forgives rounding of the unit's factor.
func nearly(a, b float64) bool { return math.Abs(a-b) <= 1e-12*math.Abs(b) }

// clamped is a distribution whose rare impossible values are moved to the limit. Mean, variance
// and text remain those of the original.
type clamped struct {
	dist.Dist
	limits Range
}

// Quantile returns the original quantile within the limits.
func (c clamped) Quantile(u float64) float64 {
	return math.Max(c.limits.Lo, math.Min(c.Dist.Quantile(u), c.limits.Hi))
}

// Support returns the part of the original support within the limits.
func (c clamped) Support() (lo, hi float64) {
	lo, hi = c.Dist.Support()
	return math.Max(lo, c.limits.Lo), math.Min(hi, c.limits.Hi)
}
