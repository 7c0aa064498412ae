package fee

import (
	"fmt"
	"math"
	"strings"

	"fbasim/sim/quantity"
)

// Scheme is a table of size tiers: how sides and weights select a tier, and
// which weight the tier is billed by.
type Scheme struct {
	ID, Title string
	Source    string
	Notes     string
	Unit      string // unit in which shipping weights are shown: "lb" or "kg"
	tiers     []tier
	divisor   int64
	perSide   quantity.Length
	perWeight quantity.Weight
}

// weightBasis says which weight counts.
type weightBasis uint8

const (
	unitWeight  weightBasis = iota // the weight of the packed unit
	greaterOnes                    // the greater of unit and dimensional weight
)

// tier is one row of a scheme: all limits must hold, and 0 is no limit.
type tier struct {
	name, class string
	test, bill  weightBasis
	upTo        quantity.Weight
	longest     quantity.Length
	median      quantity.Length
	shortest    quantity.Length
	girth       quantity.Length // of longest side plus girth
	minSide     quantity.Length // median and shortest side count at least this much
	roundUp     quantity.Weight // billed in steps of this weight
}

// Measure is what a scheme says of a unit.
type Measure struct {
	Tier, Class string
	Billed      quantity.Weight // shipping weight, rounded up as the tier says
	Exact       quantity.Weight // shipping weight before rounding
	Dimensional quantity.Weight
	unit        string
}

// String writes the shipping weight with up to four decimals: "3.35 lb".
func (m Measure) String() string {
	w := m.Billed.Pounds()
	if m.unit == "kg" {
		w = m.Billed.Kilograms()
	}
	return trimZeros(fmt.Sprintf("%.4f", w)) + " " + m.unit
}

func trimZeros(s string) string { return strings.TrimRight(strings.TrimRight(s, "0"), ".") }

// Measure returns the size tier and the shipping weight of a unit. The last tier
// takes whatever fits nowhere else.
func (s *Scheme) Measure(dims quantity.Dims, weight quantity.Weight) Measure {
	dims = dims.Sorted()
	for i := range s.tiers {
		t := &s.tiers[i]
		last := i == len(s.tiers)-1
		if !last && !t.fits(dims) {
			continue // before the division, which costs most
		}
		dimensional := s.dimWeight(dims, t.minSide)
		if last || t.carries(t.test.of(weight, dimensional)) {
			exact := t.bill.of(weight, dimensional)
			return Measure{t.name, t.class, roundUpTo(exact, t.roundUp), exact, dimensional, s.Unit}
		}
	}
	return Measure{}
}

// MeasureAs returns the measure of a unit whose tier or class is already known,
// and false where the scheme has no such tier.
func (s *Scheme) MeasureAs(name string, weight quantity.Weight) (Measure, bool) {
	for i := range s.tiers {
		if t := &s.tiers[i]; t.name == name {
			return Measure{t.name, t.class, roundUpTo(weight, t.roundUp), weight, 0, s.Unit}, true
		}
	}
	for i := range s.tiers {
		if s.tiers[i].class == name {
			return Measure{"", name, weight, weight, 0, s.Unit}, true
		}
	}
	return Measure{}, false
}

// Tiers lists the names of the tiers, smallest first.
func (s *Scheme) Tiers() []string {
	var names []string
	for _, t := range s.tiers {
		names = append(names, t.name)
	}
	return names
}

func (s *Scheme) has(name string) bool {
	for _, t := range s.tiers {
		if t.name == name || t.class == name {
			return true
		}
	}
	return false
}

func (s *Scheme) dimWeight(dims quantity.Dims, minSide quantity.Length) quantity.Weight {
	if dims[0] == 0 {
		return 0
	}
	if dims[2] < minSide {
		dims = dims.AtLeast(minSide)
	}
	return dims.DimWeight(s.divisor, s.perSide, s.perWeight)
}

func (b weightBasis) of(unit, dimensional quantity.Weight) quantity.Weight {
	if b == greaterOnes {
		return max(unit, dimensional)
	}
	return unit
}

// fits reports whether sides are within the tier's limits.
func (t *tier) fits(d quantity.Dims) bool {
	within := func(l, limit quantity.Length) bool { return limit == 0 || l <= limit }
	return within(d.Longest(), t.longest) && within(d.Median(), t.median) &&
		within(d.Shortest(), t.shortest) && within(d.LengthPlusGirth(), t.girth)
}

// carries reports whether a weight is within the tier's limit.
func (t *tier) carries(w quantity.Weight) bool { return t.upTo == 0 || w <= t.upTo }

func roundUpTo(w, step quantity.Weight) quantity.Weight {
	if step == 0 || w > math.MaxInt64-step {
		return w
	}
	return (w + step - 1) / step * step
}

// schemeColumns head the table of tiers.
var schemeColumns = []string{"tier", "class", "tested by", "up to", "longest", "median", "shortest",
	"length+girth", "billed by"}

func parseScheme(id string, s *section) *Scheme {
	c := &Scheme{ID: id, Title: s.need("title"), Source: s.need("source"), Notes: s.text("notes")}
	s.text("confidence")
	c.divisor = s.integer("dim_divisor", 1)
	switch unit := s.need("dim_unit"); unit {
	case "in3/lb":
		c.Unit, c.perSide, c.perWeight = "lb", quantity.Inch, quantity.Pound
	case "cm3/kg":
		c.Unit, c.perSide, c.perWeight = "kg", quantity.Centimeter, quantity.Kilogram
	default:
		s.fail(s.line("dim_unit"), "value", `write "in3/lb" or "cm3/kg"`,
			"%q is not a unit of dim_divisor", unit)
	}
	if c.divisor == 0 {
		s.fail(s.line("dim_divisor"), "missing-key", "", "%s has no dim_divisor", s.path)
		c.divisor = 1
	}
	if t := s.table("tiers", schemeColumns...); t != nil {
		for _, row := range t.rows {
			c.tiers = append(c.tiers, parseTier(row))
		}
	} else {
		s.need("tiers")
	}
	s.finish()
	return c
}

func parseTier(r tableRow) tier {
	basis := func(column string) weightBasis {
		switch text := r.cell(column); text {
		case "unit", "-":
			return unitWeight
		case "greater":
			return greaterOnes
		default:
			r.fail("value", `write "unit" or "greater" (of unit and dimensional weight)`,
				"%q is not a weight basis", text)
			return unitWeight
		}
	}
	return tier{
		name: r.cell("tier"), class: r.cell("class"), test: basis("tested by"), bill: basis("billed by"),
		upTo:     cellAs(r, "up to", 0, quantity.ParseWeight),
		longest:  cellAs(r, "longest", 0, quantity.ParseLength),
		median:   cellAs(r, "median", 0, quantity.ParseLength),
		shortest: cellAs(r, "shortest", 0, quantity.ParseLength),
		girth:    cellAs(r, "length+girth", 0, quantity.ParseLength),
		minSide:  cellAs(r, "min side", 0, quantity.ParseLength),
		roundUp:  cellAs(r, "round up", 0, quantity.ParseWeight),
	}
}
