package estimate

import "math"

// dispersions are those of each SKU by itself. Where growth is compared, they are taken about the
// SKU's own, as it would look like noise that lasts.
func (h *history) dispersions(s *shape, common absorbed) []dispersion {
	list := make([]dispersion, len(h.records))
	seen := make([]correlogram, len(h.records))
	var all correlogram // the sum of all
	own, taken := 1.0, map[int]absorbed{}
	if h.comparable(s) {
		own++
	}
	days, weeks := &blocks{size: 1}, &blocks{size: weekdays}
	for i := range h.records {
		r := &h.records[i]
		list[i] = dispersion{1, 0}
		if r.units == 0 {
			continue
		}
		h.deviations(s, r, h.growth(s, r), days, weeks)
		share := float64(r.units) / h.total
		parameters := own + float64(s.free())*share
		n := len(weeks.list)
		if float64(n)-parameters < fewestWeeks {
			list[i] = days.dispersion(parameters)
			continue
		}
		list[i] = weeks.dispersion(parameters)
		if n < fewestSerial {
			continue
		}
		if taken[n].weeks == 0 {
			taken[n] = line(n, own > 1)
		}
		if c, ok := mixed(taken[n], common, share).solve(weeks.products()); ok {
			seen[i] = c
			all.add(c)
		}
	}
	if rho := all.stay(); rho > 0 {
		for i, c := range seen {
			if c.weeks > 0 {
				long := c.long(rho, own+float64(s.free())*float64(h.records[i].units)/h.total)
				list[i] = dispersion{long.ratio, min(long.df, list[i].df)}
			}
		}
	}
	for i := range list {
		list[i] = list[i].known()
	}
	return list
}

// add takes up the correlogram of another SKU.
func (c *correlogram) add(o correlogram) {
	for k, v := range o.covariances {
		c.covariances[k] += v
	}
	c.seen += o.seen
	c.variance += o.variance
}

// growth is the logarithm of a SKU's own growth about the common one, held back by the prior of the
// common one where its history says little; 0 where it is not looked at.
func (h *history) growth(s *shape, r *record) float64 {
	if !h.comparable(s) {
		return 0
	}
	score, information := h.timing(s, r)
	return score / (information + 1/(trendSpread*trendSpread))
}

// deviations are those of a SKU from its mean.
func (h *history) deviations(s *shape, r *record, growth float64, days, weeks *blocks) {
	days.reset()
	weeks.reset()
	rate := func(day int) float64 {
		if growth == 0 {
			return s.factors[day]
		}
		return s.factors[day] * math.Exp(growth*h.days[day].years)
	}
	all := 0.0
	r.each(func(day int, _ float64) { all += rate(day) })
	level := float64(r.units) / all
	r.each(func(day int, units float64) {
		mean := level * rate(day)
		days.add(day, units, mean)
		weeks.add(day, units, mean)
	})
}

// together is the dispersion that the units of all SKUs have if the SKUs vary independently.
func (h *history) together(own []dispersion) dispersion {
	var d dispersion
	if h.total == 0 {
		return dispersion{1, 0}
	}
	for i, o := range own {
		share := float64(h.records[i].units) / h.total
		d.ratio += o.ratio * share
		d.df += o.df * share
	}
	return d
}

// What other SKUs say of the dispersion of one.
const (
	// poolDF is what they count for.
	poolDF = 8
	// fewestPooled is the number of SKUs that tell how dispersion depends on volume.
	fewestPooled = 20
)

// pooled is the dispersion to be expected of a SKU, given those of all: a + b x units a week, by
// least squares with the degrees of freedom as weights. A Poisson process gives 1 and 0; orders of
// several units make a larger than 1, demand whose rate varies b larger than 0.
func (h *history) pooled(raw []dispersion) func(r *record) float64 {
	mean := func(r *record) float64 { return float64(r.units) / max(1, float64(r.observed)) * weekdays }
	var w, x, y, xx, xy float64
	for i, d := range raw {
		m := mean(&h.records[i])
		w += d.df
		x += d.df * m
		y += d.df * d.ratio
		xx += d.df * m * m
		xy += d.df * m * d.ratio
	}
	a, b := (y+poissonDF)/(w+poissonDF), 0.0
	if det := w*xx - x*x; len(raw) >= fewestPooled && det > 1e-9*w*xx {
		if slope := (w*xy - x*y) / det; slope > 0 {
			b = slope
			a = max(1, (y-b*x)/w)
		}
	}
	return func(r *record) float64 { return max(1, a+b*mean(r)) }
}
