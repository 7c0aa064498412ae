package quantity

import (
	"fmt"
	"slices"
	"strings"
)

// Length is a distance in nanometres; the range is about 9.2 million km.
type Length int64

// Weight is a mass in nanograms; the range is about 9,200 t.
type Weight int64

// The units of length and weight, exact.
const (
	Millimeter Length = 1_000_000
	Centimeter        = 10 * Millimeter
	Meter             = 1000 * Millimeter
	Inch       Length = 25_400_000
	Foot              = 12 * Inch

	Gram     Weight = 1_000_000_000
	Kilogram        = 1000 * Gram
	Ounce    Weight = 28_349_523_125
	Pound           = 16 * Ounce
)

// unit pairs a spelling with its size in the smallest step of its quantity.
type unit struct {
	name string
	size int64
}

var lengthUnits = []unit{
	{"in", int64(Inch)}, {"inch", int64(Inch)}, {"inches", int64(Inch)}, {"cm", int64(Centimeter)},
	{"mm", int64(Millimeter)}, {"m", int64(Meter)}, {"ft", int64(Foot)},
}

var weightUnits = []unit{
	{"lb", int64(Pound)}, {"lbs", int64(Pound)}, {"oz", int64(Ounce)},
	{"g", int64(Gram)}, {"kg", int64(Kilogram)},
}

// ParseLength reads "12.6 in", "30 cm".
func ParseLength(text string) (Length, error) {
	v, err := parseMeasure(text, "length", lengthUnits)
	return Length(v), err
}

// ParseWeight reads "3.35 lb", "14 oz", "0.5 kg".
func ParseWeight(text string) (Weight, error) {
	v, err := parseMeasure(text, "weight", weightUnits)
	return Weight(v), err
}

// Pounds returns the weight in lb, for display only.
func (w Weight) Pounds() float64 { return float64(w) / float64(Pound) }

// Kilograms returns the weight in kg, for display only.
func (w Weight) Kilograms() float64 { return float64(w) / float64(Kilogram) }

// Inches returns the length in inches, for display only.
func (l Length) Inches() float64 { return float64(l) / float64(Inch) }

func parseMeasure(text, what string, units []unit) (int64, error) {
	value, name, at := Split(text)
	i := slices.IndexFunc(units, func(u unit) bool { return u.name == strings.ToLower(name) })
	if i < 0 {
		return 0, unitError(text, name, at, what, units)
	}
	v, err := scaled(value, units[i].size, 1)
	if err != nil {
		return 0, err
	}
	if v <= 0 {
		return 0, &Error{0, len(value), "range", fmt.Sprintf("%s %q must be above zero", what, text), ""}
	}
	return v, nil
}

func unitError(text, name string, at int, what string, units []unit) error {
	var names []string
	for _, u := range units {
		names = append(names, u.name)
	}
	known := "a " + what + " is written with " + strings.Join(names, ", ")
	if name == "" {
		return &Error{0, len(text), "unit", fmt.Sprintf("%q has no unit", text),
			fmt.Sprintf("write %q; %s", strings.TrimSpace(text)+" "+names[0], known)}
	}
	return &Error{at, len(name), "unit", fmt.Sprintf("%q is not a unit of %s", name, what), known}
}
