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

func (s scope) textField() *Text {
	return once(s, func(v value) (string, bool) { return v.text() })
}

func (s scope) intField() *Int {
	return once(s, func(v value) (int64, bool) {
		if v.node.Kind != document.Integer {
			v.wrongKind()
			return 0, false
		}
		i, err := v.node.Int()
		if err != nil {
			v.whole("number", "the number is too large", "")
			return 0, false
		}
		return i, v.inRange(float64(i))
	})
}

// unitsField reads a count of units: 12 or "12 units".
func (s scope) unitsField() *Int {
	return once(s, func(v value) (int64, bool) {
		if v.node.Kind == document.Integer {
			i, err := v.node.Int()
			return i, err == nil && v.inRange(float64(i))
		}
		text, ok := v.text()
		if !ok {
			return 0, false
		}
		i, ok := v.units(text, 0)
		return i, ok && v.inRange(float64(i))
	})
}

// units reads "12 units" from a part of the value's text that begins at an offset.
func (v value) units(text string, offset int) (int64, bool) {
	number, unit, at := quantity.Split(text)
	if unit != "units" && unit != "unit" {
		msg := fmt.Sprintf("%q has no unit", strings.TrimSpace(text))
		if unit != "" {
			msg = fmt.Sprintf("%q is not a count of units", strings.TrimSpace(text))
		}
		if unit == "" {
			at = 0
		}
		v.fail(offset+at, len(unit), "unit", msg, fmt.Sprintf("write %q", number+" units"))
		return 0, false
	}
	i, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		v.fail(offset, len(number), "number", fmt.Sprintf("%q is not a whole number of units",
			number),
			`write "12 units"`)
		return 0, false
	}
	return i, true
}

func (s scope) numberField() *Number {
	return once(s, func(v value) (float64, bool) { return v.number() })
}

func (v value) number() (float64, bool) {
	if v.node.Kind != document.Integer && v.node.Kind != document.Float {
		v.wrongKind()
		return 0, false
	}
	x, err := v.node.Float()
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		v.whole("number", v.node.Text+" is not a number", "")
		return 0, false
	}
	return x, v.inRange(x)
}

func (s scope) boolField() *Bool {
	return once(s, func(v value) (bool, bool) {
		if v.node.Kind != document.Bool {
			hint := "write true or false, without quotes"
			v.whole("type", fmt.Sprintf("%s stands where true or false belongs",
				article(v.node.Kind.String())), hint)
			return false, false
		}
		return v.node.Text == "true", true
	})
}

func (s scope) dateField() *Date {
	return once(s, func(v value) (civil.Date, bool) {
		switch v.node.Kind {
		case document.Date, document.String:
			d, err := civil.ParseDate(v.node.Text)
			if y, _, _ := d.YMD(); err == nil && (y < 2000 || y > 2100) {
				v.whole("range", fmt.Sprintf("the year %d is out of range", y),
					"allowed are 2000 to 2100")
				return 0, false
			}
			if err != nil {
				v.whole("date", err.Error(), "write 2026-02-28, without quotes")
			}
			return d, err == nil
		case document.Time:
			v.whole("date", "a time of day does not belong here", "write only the day: 2026-02-28")
			return 0, false
		}
		v.wrongKind()
		return 0, false
	})
}

func (s scope) spanField() *Span {
	parse := quantity.ParseDuration
	if s.keys.key.Kind == DelayKind {
		parse = quantity.ParseDelay
	}
	return once(s, measured(parse, quantity.Duration.Days))
}

func (s scope) percentField() *Percent {
	return once(s, measured(quantity.ParsePercent, money.Rate.Float))
}

func (s scope) sizeField() *Size { return once(s, measured(quantity.ParseDims, nil)) }

func (s scope) weightField() *Weight { return once(s, measured(quantity.ParseWeight, nil)) }
