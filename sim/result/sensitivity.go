package result

// SensitivityRow is one input of a tornado: a metric at a low and at a high value of the input, all
// other inputs as drawn, on common random numbers.
type SensitivityRow struct {
	Case string `json:"case"`
	// Against is the baseline where the figures are Case minus Against, "" where they are those of
	// Case alone.
	Against string `json:"against"`
	Metric  string `json:"metric"`
	Unit    string `json:"unit"` // of the figures
	Rank    int    `json:"rank"` // 1 for the largest swing of Case, Against and Metric
	Input   string `json:"input"`
	Low     string `json:"low"` // the input's low value with its unit, for people
	High    string `json:"high"`
	// LowValue and HighValue are the same in InputUnit: its P10 and P90, or the ends of the spread.
	LowValue  float64  `json:"low_value"`
	HighValue float64  `json:"high_value"`
	InputUnit string   `json:"input_unit"`
	AtLow     float64  `json:"at_low"`
	AtLowCI   Interval `json:"at_low_ci"`
	AtHigh    float64  `json:"at_high"`
	AtHighCI  Interval `json:"at_high_ci"`
	Base      float64  `json:"base"` // all inputs as drawn
	BaseCI    Interval `json:"base_ci"`
	// Swing is AtHigh minus AtLow, SwingCI its paired interval.
	Swing   float64  `json:"swing"`
	SwingCI Interval `json:"swing_ci"`
	// FlipsTo names the case that becomes the better of Case and Against at an end, by the mean; ""
	// where none does, or Against is "". The intervals at the ends tell how sure that is.
	FlipsTo string `json:"flips_to"`
	// FlipsAt is the value of the input from which on, in InputUnit, NaN where none; FlipsCI are the
	// values at which the interval of the difference contains zero.
	FlipsAt float64  `json:"flips_at"`
	FlipsCI Interval `json:"flips_ci"`
	// Evidence says what is weak about the input's value, in words joined by "; ": a default of the
	// program with the grade of its source, or a constant that was given a spread. "" for a value
	// that the scenario states.
	Evidence string `json:"evidence"`
	// SobolFirst and SobolTotal are the shares of variance that the input explains alone and with
	// all its interactions; NaN where they were not estimated. The intervals are bootstrapped.
	SobolFirst   float64  `json:"sobol_first"`
	SobolFirstCI Interval `json:"sobol_first_ci"`
	SobolTotal   float64  `json:"sobol_total"`
	SobolTotalCI Interval `json:"sobol_total_ci"`
	N            int      `json:"n"` // replications at each value
}

// sensitivityDocument is the JSON that "fbasim sensitivity --json" prints.
type sensitivityDocument struct {
	FormatVersion int              `json:"format_version"`
	Run           string           `json:"run"`
	Sensitivity   []SensitivityRow `json:"sensitivity"`
	Warnings      []string         `json:"warnings"`
}

// SensitivityJSON returns the document that "fbasim sensitivity --json" prints: one JSON object with
// format_version 1 and a row for each input of each case and comparison, ending in a line feed.
func SensitivityJSON(s *Set) ([]byte, error) {
	doc := sensitivityDocument{FormatVersion, s.Manifest.Run, s.Sensitivity, s.Warnings}
	if s.Dir != "" {
		doc.Run = s.Dir
	}
	return marshal(doc)
}
