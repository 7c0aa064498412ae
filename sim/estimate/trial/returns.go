package trial

import (
	"fmt"

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

// ReturnDelay is the time from purchase to return, in days.
func ReturnDelay() dist.Dist { return law("gamma(mean=25, cv=0.5)") }

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
	delay := ReturnDelay()
	for i := range uint64(s.Units) {
		age := s.Days * (float64(i) + 0.5) / float64(s.Units)
		bought = append(bought, estimate.Cohort{Age: age, Units: 1})
		if key.Uniform(i, 0) >= s.Rate {
			continue
		}
		if d := delay.Quantile(key.Uniform(i, 1)); d <= age {
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

// study looks at the return rate, and at the mean delay where the records are long enough to show
// it.
func (s Sales) study() Study {
	return Study{
		Name:     fmt.Sprintf("%d units in %.0f days, %.0f %% come back", s.Units, s.Days, 100*s.Rate),
		Measures: []string{"return rate", "return delay"}, Lo: 0.94, Hi: 0.98, Cost: 1,
		Covers: func(key random.Key) []bool {
			bought, returns := s.Records(key)
			c := estimate.Complete(returns, ReturnDelay())
			rate := estimate.ReturnRate(bought, len(returns), c)
			covered := []bool{rate.Covers(s.Rate), true}
			if d, err := estimate.ReturnDelays(returns); err == nil {
				covered[1] = d.Covers(ReturnDelay().Mean())
			}
			return covered
		},
	}
}

// delays are durations of some families, on whole days.
func delays() (list []Study) {
	for _, text := range []string{"gamma(mean=18, cv=0.4)", "lognormal(mean=9, cv=0.6)", "pert(7, 9, 12)", "exponential(3)"} {
		for _, n := range []int{10, 200} {
			d := law(text)
			s := Study{Name: fmt.Sprintf("%d days of %s", n, text), Measures: []string{"mean delay", "delay ahead"}, Cost: 5}
			if n >= 100 { // a few do not show the tails, and say little of the mean of a skewed law
				s.Lo, s.Hi = 0.93, 0.97
			}
			list = append(list, Study{Name: s.Name, Measures: s.Measures, Lo: s.Lo, Hi: s.Hi, Cost: s.Cost, Covers: func(key random.Key) []bool {
				days := make([]float64, n)
				for i := range days {
					days[i] = float64(int(d.Quantile(key.Uniform(uint64(i), 0)) + 0.5))
				}
				fitted, err := estimate.Delays(days)
				if err != nil {
					return []bool{false, false}
				}
				next := d.Quantile(key.Uniform(0, 1))
				return []bool{fitted.Covers(d.Mean()),
					fitted.Dist.Quantile(0.025) <= next && next <= fitted.Dist.Quantile(0.975)}
			}})
		}
	}
	return list
}
