package trial

import (
	"fmt"
	"math"

	"fbasim/sim/dist"
	"fbasim/sim/estimate"
	"fbasim/sim/random"
)

// Sales is a number of units that are sold evenly over some days, and of which a share comes back.
type Sales struct {
	Units int
	Days  float64 // up to the end of the records
	Rate  float64 // share that comes back sooner or later
}

// returnDelay is the time from purchase to return, in days.
var returnDelay = law("gamma(mean=25, cv=0.5)")

// ReturnDelay is the time from purchase to return, in days.
func ReturnDelay() dist.Dist { return returnDelay }

// law parses a distribution that is written here.
func law(text string) dist.Dist {
	d, err := dist.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

// Records draws what was bought and what came back until the end of the records.
func (s Sales) Records(key random.Key) (bought []estimate.Cohort, returns []estimate.Return) {
	for i := range uint64(s.Units) {
		age := s.Days * (float64(i) + 0.5) / float64(s.Units)
		bought = append(bought, estimate.Cohort{Age: age, Units: 1})
		if key.Uniform(i, 0) >= s.Rate {
			continue
		}
		if d := returnDelay.Quantile(key.Uniform(i, 1)); d <= age {
			returns = append(returns, estimate.Return{Delay: d, Age: age})
		}
	}
	return bought, returns
}

// sales are the records that are tried.
func sales() []Sales {
	return []Sales{
		{Units: 5000, Days: 365, Rate: 0.08},
		{Units: 500, Days: 120, Rate: 0.08},
		{Units: 2000, Days: 90, Rate: 0.25},
		{Units: 40, Days: 365, Rate: 0.05},
	}
}

// study looks at the return rate, and at the mean delay, which short records hardly show.
func (s Sales) study() Study {
	delay := Measure{Name: "return delay"}
	if s.Days >= 365 && s.Units > 1000 {
		delay.Lo, delay.Hi = 0.93, 0.97
	}
	return Study{
		Name:     fmt.Sprintf("%d units in %.0f days, %.0f %% come back", s.Units, s.Days, 100*s.Rate),
		Measures: []Measure{{"return rate", 0.94, 0.98}, delay}, Cost: 2,
		Covers: func(key random.Key) []bool {
			bought, returns := s.Records(key)
			c := estimate.Complete(returns, returnDelay)
			rate := estimate.ReturnRate(bought, len(returns), c)
			covered := []bool{rate.Covers(s.Rate), true}
			if d, err := estimate.ReturnDelays(returns); err == nil {
				covered[1] = d.Covers(returnDelay.Mean())
			}
			return covered
		},
	}
}

// delays are durations of some families, on whole days.
func delays() (list []Study) {
	for _, text := range []string{"gamma(mean=18, cv=0.4)", "lognormal(mean=9, cv=0.6)", "pert(7, 9, 12)", "exponential(3)"} {
		for _, n := range []int{10, 200} {
			list = append(list, delayStudy(text, n))
		}
	}
	return list
}

// delayStudy looks at the mean, and at whether one more delay lies in the middle 95 % of the fitted
// distribution. A few delays do not show the tails, and say little of the mean of a skewed law.
func delayStudy(text string, n int) Study {
	mean, ahead := Measure{Name: "mean delay"}, Measure{Name: "delay ahead"}
	if n >= 100 {
		mean.Lo, mean.Hi = 0.93, 0.97
		ahead.Lo, ahead.Hi = 0.93, 0.97
	}
	d := law(text)
	return Study{Name: fmt.Sprintf("%d days of %s", n, text), Measures: []Measure{mean, ahead}, Cost: 2,
		Covers: func(key random.Key) []bool {
			days := make([]float64, n)
			for i := range days {
				days[i] = math.Round(d.Quantile(key.Uniform(uint64(i), 0)))
			}
			fitted, err := estimate.Delays(days)
			if err != nil {
				return []bool{false, false}
			}
			p := dist.CDF(fitted.Dist, d.Quantile(key.Uniform(0, 1)))
			return []bool{fitted.Covers(d.Mean()), tail <= p && p <= 1-tail}
		}}
}

// tail is the probability on either side of the middle 95 %.
const tail = 0.025
