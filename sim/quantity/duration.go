package quantity

import "fbasim/sim/civil"

// Duration is a span of time in ticks (seconds).
type Duration int64

var durationUnits = []unit{
	{"d", civil.Day}, {"day", civil.Day}, {"days", civil.Day}, {"h", civil.Hour}, {"hours", civil.Hour},
	{"min", civil.Minute}, {"s", civil.Second}, {"w", civil.Week}, {"weeks", civil.Week},
}

// ParseDuration reads "365 d", "24 h", "30 min", "6 w"; zero and negative spans
// are errors (use ParseDelay where zero makes sense).
func ParseDuration(text string) (Duration, error) {
	v, err := parseMeasure(text, "time", durationUnits)
	return Duration(v), err
}

// ParseDelay is ParseDuration with zero allowed: "0 d".
func ParseDelay(text string) (Duration, error) {
	value, name, _ := Split(text)
	if v, err := scaled(value, 1_000_000_000, 1); err == nil && v == 0 && TimeUnit(name) > 0 {
		return 0, nil
	}
	return ParseDuration(text)
}

// TimeUnit returns the ticks of a unit of time such as "d", 0 when it is none.
func TimeUnit(name string) int64 {
	for _, u := range durationUnits {
		if u.name == name {
			return u.size
		}
	}
	return 0
}

// Days returns the span in days.
func (d Duration) Days() float64 { return float64(d) / float64(civil.Day) }
