package chart

import (
	"math"
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/plot"

	"fbasim/sim/result"
)

// scale is an axis with 5 to 7 labeled ticks at round numbers.
type scale struct {
	min, max float64
	ticks    []plot.Tick
}

// Ticks implements plot.Ticker.
func (s scale) Ticks(float64, float64) []plot.Tick { return s.ticks }

// roundScale covers [lo, hi] exactly, with ticks at round numbers inside; whole
// asks for whole ones. The unit shapes the labels. A stretch that is narrow beside its
// ends, where steps would be lost in rounding, counts as a point.
func roundScale(lo, hi float64, unit string, whole bool) scale {
	if !(hi-lo > 1e-9*math.Max(math.Abs(lo), math.Abs(hi))) {
		lo, hi = lo-1, lo+1
		if unit == "share" {
			lo, hi = 0, 1
		}
	}
	step := roundStep(lo, hi, whole)
	s := scale{min: lo, max: hi}
	label := labeler(math.Max(math.Abs(lo), math.Abs(hi)), step, unit)
	for k := math.Ceil(lo/step - 1e-9); k <= math.Floor(hi/step+1e-9); k++ {
		s.ticks = append(s.ticks, plot.Tick{Value: k * step, Label: label(k * step)})
	}
	return s
}

// roundStep picks the step, a round digit times a power of ten, that gives 5 to 7
// ticks; rounder digits first.
func roundStep(lo, hi float64, whole bool) float64 {
	best, bestMiss := 1.0, math.Inf(1)
	power := math.Pow(10, math.Floor(math.Log10(hi-lo))-1)
	for _, digit := range []float64{1, 2, 5, 4, 3, 2.5, 6, 8, 1.5} {
		for _, decade := range []float64{1, 10, 100} {
			step := digit * power * decade
			if whole && step != math.Trunc(step) {
				continue
			}
			ticks := math.Floor(hi/step+1e-9) - math.Ceil(lo/step-1e-9) + 1
			miss := math.Max(0, math.Max(5-ticks, ticks-7))
			if miss < bestMiss {
				best, bestMiss = step, miss
			}
		}
	}
	return best
}

// labeler returns how to write tick values of a scale that reaches to largest:
// thousands as k and millions as M once numbers would be long.
func labeler(largest, step float64, unit string) func(float64) string {
	divisor, suffix := 1.0, ""
	switch {
	case unit == "share":
		divisor, suffix = 0.01, " %"
	case largest >= 1e6:
		divisor, suffix = 1e6, "M"
	case largest >= 1e4:
		divisor, suffix = 1e3, "k"
	}
	places := 0
	for s := step / divisor; places < 6 && math.Abs(s-math.Round(s)) > 1e-6*s; s *= 10 {
		places++
	}
	return func(x float64) string {
		text := strconv.FormatFloat(math.Abs(x)/divisor, 'f', places, 64)
		if whole, rest, _ := strings.Cut(text, "."); len(whole) == 4 {
			text = strings.TrimSuffix(whole[:1]+","+whole[1:]+"."+rest, ".")
		}
		if strings.Trim(text, "0.") == "" {
			return strings.TrimRight("0"+strings.TrimLeft(suffix, "kM"), " ")
		}
		if x < 0 {
			text = "-" + text
		}
		return text + suffix
	}
}

// dayNumber turns a date such as 2026-02-02 into days since 1970.
func dayNumber(date string) (float64, bool) {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0, false
	}
	return float64(t.Unix() / 86400), true
}

func dayOf(n float64) time.Time { return time.Unix(int64(n)*86400, 0).UTC() }

// monthMiddle returns the 15th of a day's month.
func monthMiddle(n float64) float64 {
	t := dayOf(n)
	return float64(time.Date(t.Year(), t.Month(), 15, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// dateScale covers the days [lo, hi] with at most 7 ticks at the beginnings of
// months, or of days where there are too few months.
func dateScale(lo, hi float64) scale {
	s := scale{min: lo, max: math.Max(hi, lo+1)}
	for _, months := range []int{1, 2, 3, 6, 12, 24, 60} {
		if s.ticks = monthTicks(s.min, s.max, months); len(s.ticks) <= 7 {
			break
		}
	}
	if len(s.ticks) < 3 {
		s.ticks = dayTicks(s.min, s.max)
	}
	return s
}

// monthTicks names the year at its first tick.
func monthTicks(lo, hi float64, months int) []plot.Tick {
	var ticks []plot.Tick
	year := 0
	start := dayOf(lo)
	month := time.Date(start.Year(), start.Month(), 1, 0, 0, 0, 0, time.UTC)
	for ; float64(month.Unix()/86400) <= hi; month = month.AddDate(0, 1, 0) {
		x := float64(month.Unix() / 86400)
		if x < lo || (int(month.Month())-1)%min(months, 12) != 0 ||
			months > 12 && month.Year()%(months/12) != 0 {
			continue
		}
		label := month.Format("Jan")
		if month.Year() != year {
			year = month.Year()
			label = month.Format("Jan 2006")
		}
		ticks = append(ticks, plot.Tick{Value: x, Label: label})
	}
	return ticks
}

func dayTicks(lo, hi float64) []plot.Tick {
	var ticks []plot.Tick
	step := math.Max(1, math.Ceil((hi-lo)/6))
	for x := lo; x <= hi; x += step {
		ticks = append(ticks, plot.Tick{Value: x, Label: dayOf(x).Format("2 Jan")})
	}
	return ticks
}

// unitName returns a unit for an axis: "USD per year", "units per month", "%".
func unitName(unit string) string {
	switch unit {
	case "share":
		return "%"
	case "d":
		return "days"
	}
	return strings.Replace(result.Visible(unit), "/", " per ", 1)
}
