package estimate

import "math"

// drift is how much faster a SKU grows than its marketplace, as a logarithm a year: its mean and
// variance given the history.
type drift struct{ mean, variance float64 }

// fewestDrifting is the number of SKUs from which on their growth is compared.
const fewestDrifting = 10

// drifts are those of all SKUs. A scenario knows one growth for a marketplace; yet the level of a SKU
// that grew faster is higher at the end of its history than its mean says. One step of Newton's
// method gives each SKU its own growth about the common one; by how much these differ in truth is
// estimated by moments (DerSimonian & Laird 1986, Controlled Clinical Trials 7:177-188) and each is
// shrunk accordingly (Morris 1983, see pool). Where the differences are no larger than chance makes
// them there is no drift.
func (h *history) drifts(s *shape, own []dispersion) []drift {
	list := make([]drift, len(h.records))
	if !h.comparable(s) {
		return list
	}
	var n, q, w, ww float64
	for i := range h.records {
		r := &h.records[i]
		if r.units == 0 {
			continue
		}
		score, information := h.timing(s, r)
		if information < 1e-9 {
			continue
		}
		v := own[i].ratio / information
		b := score / information
		list[i] = drift{b, v}
		n++
		q += b * b / v
		w += 1 / v
		ww += 1 / (v * v)
	}
	spread := 0.0
	if n >= fewestDrifting && (q-n)/math.Sqrt(2*n) > oneInTwenty {
		spread = (q - n) / (w - ww/w)
	}
	for i, d := range list {
		if d.variance == 0 {
			list[i] = drift{0, spread}
			continue
		}
		keep := spread / (spread + d.variance)
		list[i] = drift{keep * d.mean, keep * d.variance}
	}
	return list
}

// comparable tells whether the growth of SKUs is looked at.
func (h *history) comparable(s *shape) bool {
	return len(h.records) >= fewestDrifting && s.uses(monthAt)
}

// timing is the derivative of a SKU's likelihood by its own growth, and what its history tells of
// it.
func (h *history) timing(s *shape, r *record) (score, information float64) {
	var units, years, all, first, second float64
	r.each(func(day int, n float64) {
		t, f := h.days[day].years, s.factors[day]
		units += n
		years += n * t
		all += f
		first += f * t
		second += f * t * t
	})
	mean := first / all
	return years - units*mean, units * (second/all - mean*mean)
}
