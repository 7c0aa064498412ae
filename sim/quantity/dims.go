package quantity

import (
	"fmt"
	"strings"
)

// Dims are the three sides of a packed unit, longest first.
type Dims [3]Length

// maxSide keeps the product of three sides inside the exact arithmetic below.
const maxSide = 8 * Meter

// ParseDims reads "12.6 x 6.6 x 5.5 in": three numbers, one unit, any order.
func ParseDims(text string) (Dims, error) {
	norm := strings.NewReplacer("×", "x", "X", "x", "*", "x").Replace(text)
	parts := strings.Split(norm, "x")
	if len(parts) != 3 {
		return Dims{}, &Error{0, len(text), "size", fmt.Sprintf("%q is not a size", text),
			`write three sides and a unit: "11 x 7 x 3 in"`}
	}
	_, name, _ := Split(parts[2])
	var d Dims
	for i, p := range parts {
		if _, own, _ := Split(p); own == "" {
			p += " " + name
		}
		side, err := ParseLength(strings.TrimSpace(p))
		if err != nil {
			e := *err.(*Error)
			e.Offset, e.Len = 0, len(text)
			return Dims{}, &e
		}
		if side > maxSide {
			return Dims{}, &Error{0, len(text), "range", fmt.Sprintf("a side of %q is over 8 m", text), ""}
		}
		d[i] = side
	}
	return d.Sorted(), nil
}

// Sorted returns the sides longest first.
func (d Dims) Sorted() Dims {
	a, b, c := d[0], d[1], d[2]
	if b > a {
		a, b = b, a
	}
	if c > b {
		b, c = c, b
	}
	if b > a {
		a, b = b, a
	}
	return Dims{a, b, c}
}

// Longest returns the longest side; the sides are named as Amazon's size tiers do.
func (d Dims) Longest() Length { return d[0] }

// Median returns the side of middle length.
func (d Dims) Median() Length { return d[1] }

// Shortest returns the shortest side.
func (d Dims) Shortest() Length { return d[2] }

// LengthPlusGirth is the longest side plus twice the sum of the other two.
func (d Dims) LengthPlusGirth() Length { return d[0] + 2*(d[1]+d[2]) }

// AtLeast returns the dimensions with the median and shortest sides raised to
// min, as Amazon counts flat bulky parcels.
func (d Dims) AtLeast(min Length) Dims {
	return Dims{d[0], max(d[1], min), max(d[2], min)}.Sorted()
}

// DimWeight returns the dimensional weight: the volume divided by divisor, which
// counts cubes of side perSide for each perWeight. 139 in3 a pound is
// DimWeight(139, Inch, Pound), 5000 cm3 a kilogram DimWeight(5000, Centimeter,
// Kilogram). It rounds up to the nanogram, so comparing it with a band edge is
// exact.
func (d Dims) DimWeight(divisor int64, perSide Length, perWeight Weight) Weight {
	n := product(uint64(d[0]), uint64(d[1]), uint64(d[2]), uint64(perWeight))
	n = n.divUp(uint64(perSide) * uint64(perSide))
	return Weight(n.divUp(uint64(perSide) * uint64(divisor)).low())
}

// Volume returns the volume of the parcel, rounded up to the unit of Volume.
func (d Dims) Volume() Volume {
	n := product(uint64(d[0]), uint64(d[1]), uint64(d[2]), 1)
	return Volume(n.divUp(1_000_000_000_000).low())
}

// String writes the sides in inches, or in centimetres where those are rounder.
func (d Dims) String() string {
	unit, size := "in", Inch
	if d[0]%Inch != 0 && d[0]%Millimeter == 0 {
		unit, size = "cm", Centimeter
	}
	f := func(l Length) string { return trimFloat(float64(l) / float64(size)) }
	return fmt.Sprintf("%s x %s x %s %s", f(d[0]), f(d[1]), f(d[2]), unit)
}

func trimFloat(x float64) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.4f", x), "0"), ".")
}
