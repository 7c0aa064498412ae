package civil

import (
	"fmt"
	"time"

	"golang.org/x/exp/constraints"
)

// Date is a day, counted from 1970-01-01.
type Date int32

// Ticks of the usual spans; one tick is one second.
const (
	Second int64 = 1
	Minute       = 60 * Second
	Hour         = 60 * Minute
	Day          = 24 * Hour
	Week         = 7 * Day
)

// DaysPerYear and MonthsPerYear turn rates per month into rates per day: a
// month in "units/month" is a twelfth of 365 days.
const (
	DaysPerYear   = 365
	MonthsPerYear = 12
)

// Of returns the date of a year, month (1 to 12) and day; days beyond the month
// roll over as in package time.
func Of(year, month, day int) Date {
	return Date(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / Day)
}

// ParseDate reads "2026-02-28" and refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a date like 2026-02-28", s)
	}
	return Date(floorDiv(t.Unix(), Day)), nil
}

// DateOf returns the day that a tick lies in.
func DateOf(tick int64) Date { return Date(floorDiv(tick, Day)) }

// Tick returns the first tick of the day.
func (d Date) Tick() int64 { return int64(d) * Day }

// YMD returns year, month (1 to 12) and day of the month.
func (d Date) YMD() (year, month, day int) {
	t := d.time()
	return t.Year(), int(t.Month()), t.Day()
}

// Weekday returns 0 for Monday to 6 for Sunday, as planners write their weeks.
func (d Date) Weekday() int { return (int(d.time().Weekday()) + 6) % 7 }

// NextMonth returns the first day of the following month.
func (d Date) NextMonth() Date {
	y, m, _ := d.YMD()
	return Of(y, m+1, 1)
}

// FirstOfMonth returns the first day of d's month.
func (d Date) FirstOfMonth() Date {
	y, m, _ := d.YMD()
	return Of(y, m, 1)
}

// String writes "2026-02-28".
func (d Date) String() string { return d.time().Format(time.DateOnly) }

func (d Date) time() time.Time { return time.Unix(int64(d)*Day, 0).UTC() }

// TickString writes a tick as "2026-02-28 13:05:07".
func TickString(tick int64) string { return time.Unix(tick, 0).UTC().Format(time.DateTime) }

// floorDiv divides toward minus infinity, so that days before 1970 come out right.
func floorDiv[T constraints.Signed](a, b T) T {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
