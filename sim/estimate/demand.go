package estimate

import (
	"fbasim/sim/civil"
)

// Gap marks a day on which demand could not be seen, such as one without stock.
const Gap = -1

// Series is the history of one SKU in one marketplace.
type Series struct {
	Start  civil.Date // of Counts[0]: the first day on which the product was offered
	Counts []int32    // units a day, 0 or more, or Gap
}

// Options say for which scenario is fitted.
type Options struct {
	// Start is the first day of the scenario: levels are those of that day, before season.
	Start civil.Date
	// Days is the length of the scenario, at least 1: the spread of a level's distribution is such
	// that the units of that time vary as the history says.
	Days int
}

// Market is what was fitted to the SKUs of one marketplace.
type Market struct {
	// Weekday holds 7 factors, Monday first, with mean 1; nil where the history is too short.
	Weekday []Estimate
	// Month holds 12 factors, January first, with mean 1 over the days of a year; nil where the
	// history is too short.
	Month []Estimate
	// Trend is the growth a year as a share (0.08 is +8 %); nil where the history is too short. Its
	// distribution is in percent.
	Trend  *Fitted
	Demand []Demand // in the order of the series
	Notes  []string // what could not be fitted and why
}

// Demand is what was fitted to the history of one SKU.
type Demand struct {
	// Level is in units/month, at the start of the scenario and at factors of 1. Its distribution is
	// the value of demand.<market>, in units/month; never nil.
	Level      Fitted
	Days       int     // days on which demand was observed
	Active     int     // of these, days with a sale
	Units      int     // units sold on them
	Dispersion float64 // variance over mean of the units of long times: 1 for a Poisson process
	Pattern    Pattern
}

// Pattern is the kind of a demand history.
type Pattern string

// The patterns of Syntetos, Boylan & Croston (2005), "On the categorization of demand patterns",
// Journal of the Operational Research Society 56(5):495-503: by the mean number of days between days
// with a sale and by the squared coefficient of variation of the units on these days.
const (
	NoSales      Pattern = "no sales"
	Smooth       Pattern = "smooth"
	Erratic      Pattern = "erratic"
	Intermittent Pattern = "intermittent"
	Lumpy        Pattern = "lumpy"
)
