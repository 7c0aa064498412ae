package estimate

// The limits of the categories, as the authors derive them from where one forecasting method
// becomes better than another.
const (
	longestInterval = 1.32 // days between days with a sale
	largestCV2      = 0.49 // squared coefficient of variation of their units
)

// pattern classifies a history (see Pattern).
func (r *record) pattern() Pattern {
	if r.units == 0 {
		return NoSales
	}
	n := float64(r.active)
	mean := float64(r.units) / n
	cv2 := (r.squares/n - mean*mean) / (mean * mean)
	rare, uneven := float64(r.observed)/n >= longestInterval, cv2 >= largestCV2
	switch {
	case rare && uneven:
		return Lumpy
	case rare:
		return Intermittent
	case uneven:
		return Erratic
	}
	return Smooth
}
