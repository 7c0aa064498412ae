package inbound

import "math"

// Forecast is the seller's running estimate of demand per day, an exponential
// average of what buyers asked for (Brown 1959). A planner who starts with an
// expectation corrects it as orders come in, also while out of stock.
type Forecast struct {
	PerDay float64
	tau    float64 // days over which an observation loses weight 1/e
	asked  int64
}

// NewForecast starts from an expected rate per day with a memory of tau days.
func NewForecast(perDay, tau float64) Forecast { return Forecast{PerDay: perDay, tau: tau} }

// Ask counts units that buyers wanted, filled or not.
func (f *Forecast) Ask(units int64) { f.asked += units }

// Update folds in what was asked for over the last days and starts a new count.
func (f *Forecast) Update(days float64) {
	if days <= 0 {
		return
	}
	keep := math.Exp(-days / f.tau)
	f.PerDay = keep*f.PerDay + (1-keep)*float64(f.asked)/days
	f.asked = 0
}
