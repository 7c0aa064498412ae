package estimate

// Cohort is a number of units that were bought the same time ago.
type Cohort struct {
	Age   float64 // days from purchase to the end of the records
	Units int
}

// Return is a unit that came back.
type Return struct {
	Delay float64 // days from purchase to return
	Age   float64 // days from purchase to the end of the records, at least Delay
}
