package scenario

import (
	"fmt"
	"time"

	"fbasim/sim/civil"
	"fbasim/sim/quantity"
	"fbasim/sim/scenario/document"
)

// momentField reads a point in time: a span since the start, a date, or a date with a time (UTC).
func (s scope) momentField(clock *clock) *Moment {
	return once(s, func(v value) (int64, bool) {
		tick, ok := v.moment(clock)
		if ok && tick < 0 {
			v.whole("dates", fmt.Sprintf("%s is before the start, %s", v.node.Text,
				clock.start.Value), "the first moment is \"0 d\"")
			return 0, false
		}
		return tick, ok
	})
}

// clock is the time that a scenario covers.
type clock struct {
	start   *Date
	horizon *Span
}

// ends reports whether a tick lies after the horizon, as far as that is known.
func (c *clock) ends(tick int64) bool {
	return c.horizon != nil && tick > int64(c.horizon.Value)
}

func (v value) moment(c *clock) (tick int64, ok bool) {
	text := v.node.Text
	switch v.node.Kind {
	case document.String, document.Date, document.Time:
	default:
		v.wrongKind()
		return 0, false
	}
	if at, dated := dateTime(text); dated {
		if c.start == nil {
			return 0, false // reported as missing
		}
		return at - c.start.Value.Tick(), true
	}
	if v.node.Kind == document.Time {
		v.whole("date", "a time of day needs its date", "write 2026-03-01T09:00:00")
		return 0, false
	}
	span, err := quantity.ParseDelay(text)
	if err != nil {
		v.whole("date", fmt.Sprintf("%q is not a point in time", text),
			`write "36 h" or "12 d" since the start, 2026-03-01, or "2026-03-01T09:00"`)
	}
	return int64(span), err == nil
}

// dateTime reads a date, or a date with a time, as a tick since 1970. Times without a zone are UTC.
func dateTime(text string) (tick int64, ok bool) {
	for _, layout := range [...]string{
		time.DateOnly, "2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05", time.DateTime,
		time.RFC3339, "2006-01-02 15:04:05Z07:00",
	} {
		if t, err := time.Parse(layout, text); err == nil {
			if y := t.Year(); y < 2000 || y > 2100 {
				return 0, false
			}
			return t.Unix() * civil.Second, true
		}
	}
	return 0, false
}
