package dist

import (
	"math"
	"sort"
	"strings"
)

// kinked is the optional capability of listing where the distribution function has corners.
type kinked interface{ kinks() []float64 }

// Part is one component of a mixture: with probability Weight the variable follows Dist.
type Part struct {
	Weight float64
	Dist   Dist
}

type mixture struct {
	parts          []Part
	mean, variance float64
	lumps          []atom
	quantile       interface{ Quantile(u float64) float64 }
}

// Mixture returns the distribution that follows each part with its weight; weights lie in 0..1 and
// sum to 1 within 1e-9. Its quantile is the inverse of the weighted distribution function, so it
// is monotone in u, which choosing the part by u would not be. Parts with weight 0 are dropped; a
// single part left is returned itself.
func Mixture(parts ...Part) (Dist, error) {
	if len(parts) == 0 {
		return nil, bad("", codeMissing, "needs at least one weight: distribution", "")
	}
	weights := make([]float64, len(parts))
	for i, p := range parts {
		weights[i] = p.Weight
	}
	if err := checkWeights(weights, "weight"); err != nil {
		return nil, err
	}
	m := mixture{}
	for _, p := range parts {
		if p.Weight > 0 {
			m.parts = append(m.parts, p)
			m.mean += p.Weight * p.Dist.Mean()
		}
	}
	if len(m.parts) == 1 {
		return m.parts[0].Dist, nil
	}
	for _, p := range m.parts {
		off := p.Dist.Mean() - m.mean
		m.variance += p.Weight * (p.Dist.Variance() + off*off)
	}
	return m.tabulate()
}

func (m mixture) tabulate() (Dist, error) {
	var mass, total float64
	m.lumps, mass = m.mergeAtoms()
	for _, p := range m.parts {
		total += p.Weight
	}
	if mass > total-1e-12 { // nothing continuous
		if len(m.lumps) == 1 {
			return Const(m.lumps[0].x), nil
		}
		values, p := make([]float64, len(m.lumps)), make([]float64, len(m.lumps))
		for i, l := range m.lumps {
			values[i], p[i] = l.x, l.p
		}
		m.quantile = newSteps(values, p)
		return m, nil
	}
	known := m // without the quantile function, which is made from the rest
	m.quantile = later(func() curve {
		return curve{
			cdf: known.cdf, left: known.left, breaks: known.breaks(),
			mean: known.mean, sd: math.Sqrt(known.variance),
		}
	})
	return m, nil
}

// mergeAtoms returns the atoms of all parts, weighted, and their total probability.
func (m mixture) mergeAtoms() (merged []atom, mass float64) {
	var all []atom
	for _, p := range m.parts {
		l, ok := p.Dist.(lumpy)
		if !ok {
			continue
		}
		for _, a := range l.atoms() {
			all = append(all, atom{a.x, a.p * p.Weight})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].x < all[j].x })
	for _, a := range all {
		mass += a.p
		if k := len(merged) - 1; k >= 0 && merged[k].x == a.x {
			merged[k].p += a.p
		} else {
			merged = append(merged, a)
		}
	}
	return merged, mass
}

// breaks returns every place where the distribution function may jump, begin or stop to rise, or
// hide a narrow component: the table is built piecewise between them.
func (m mixture) breaks() []float64 {
	lo, hi := math.Inf(1), math.Inf(-1)
	var xs []float64
	for _, p := range m.parts {
		from, to := p.Dist.Support()
		lo = math.Min(lo, math.Max(from, p.Dist.Quantile(minU)))
		hi = math.Max(hi, math.Min(to, p.Dist.Quantile(maxU)))
		xs = append(xs, from, to)
		for _, u := range []float64{1e-6, 1e-3, 0.1, 0.5, 0.9, 0.999, 1 - 1e-6} {
			xs = append(xs, p.Dist.Quantile(u))
		}
		if k, ok := p.Dist.(kinked); ok {
			xs = append(xs, k.kinks()...)
		}
	}
	for _, l := range m.lumps {
		xs = append(xs, l.x)
	}
	inside := []float64{lo, hi}
	for _, x := range xs {
		if x > lo && x < hi {
			inside = append(inside, x)
		}
	}
	return inside
}

func (m mixture) cdf(x float64) float64 {
	f := 0.0
	for _, p := range m.parts {
		f += p.Weight * CDF(p.Dist, x)
	}
	return math.Min(f, 1)
}

// left returns P(X < x).
func (m mixture) left(x float64) float64 {
	i := sort.Search(len(m.lumps), func(i int) bool { return m.lumps[i].x >= x })
	if i < len(m.lumps) && m.lumps[i].x == x {
		return math.Max(m.cdf(x)-m.lumps[i].p, 0)
	}
	return m.cdf(x)
}

func (m mixture) Quantile(u float64) float64 { return m.quantile.Quantile(u) }
func (m mixture) Mean() float64              { return m.mean }
func (m mixture) Variance() float64          { return m.variance }
func (m mixture) atoms() []atom              { return m.lumps }

func (m mixture) kinks() []float64 {
	var xs []float64
	for _, p := range m.parts {
		if k, ok := p.Dist.(kinked); ok {
			xs = append(xs, k.kinks()...)
		}
	}
	return xs
}

func (m mixture) Support() (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, p := range m.parts {
		a, b := p.Dist.Support()
		lo, hi = math.Min(lo, a), math.Max(hi, b)
	}
	return lo, hi
}

func (m mixture) String() string {
	parts := make([]string, len(m.parts))
	for i, p := range m.parts {
		parts[i] = text(p.Weight) + ": " + p.Dist.String()
	}
	return "mixture(" + strings.Join(parts, ", ") + ")"
}
