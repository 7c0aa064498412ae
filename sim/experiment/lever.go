package experiment

import (
	"fmt"
	"math"
	"slices"

	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/stats"
)

// VolumeInput is the name of the demand of a SKU in a marketplace as an input of break-even searches.
const VolumeInput = "volume"

// Lever is an input whose break-even value is searched: the demand of each SKU and marketplace, or
// one input of the scenario that takes the place of its draw.
type Lever struct {
	Input string // VolumeInput, or a path of the scenario
	Unit  string // of all values of the input, such as "CAD"; that of volume is "units/month"

	// Where it matters; the zero values mean everywhere, and "" the baseline or every other case.
	SKU     string
	Markets []market.Marketplace
	A, B    string

	// Value is what the scenario says of it: the mean of a distribution; that of volume is the demand
	// of each SKU and marketplace. Where the range From..To is not given (NaN), multiples of the value
	// are searched: from Least to Most where one of them is given (else 0), and farther ones as long
	// as the difference moves toward zero where none is.
	Value, From, To float64
	Least, Most     float64
	Points          int // of the screening grid; 0 for the usual ones

	// At returns the study with the input at x. It is nil for volume, which is set without.
	At func(x float64) (*Study, error)
}

// Volume is the lever that is pulled where a scenario asks for nothing else.
func Volume() Lever {
	return Lever{Input: VolumeInput, Unit: "units/month", Value: math.NaN(), From: math.NaN(), To: math.NaN()}
}

// concerns reports whether the lever can change what a rivalry comes to.
func (l *Lever) concerns(s *Study, r rivalry) bool {
	named := func(name string, c int) bool { return name == "" || name == s.Cases[c].Name }
	return (l.SKU == "" || l.SKU == s.Cases[r.a].Config.SKUs[r.sku].Name) && l.in(r.market) &&
		named(l.A, r.a) && named(l.B, r.b)
}

func (l *Lever) in(m market.Marketplace) bool {
	return len(l.Markets) == 0 || slices.Contains(l.Markets, m)
}

// search returns where to look, and how hard, around an expected value; not beyond a range that was
// given.
func (l *Lever) search(e effort, expects float64) stats.Search {
	how := e(expects)
	usual := how.Grid
	from, to := usual[0], usual[len(usual)-1]
	bounded := l.Least > 0 || l.Most > 0 || !math.IsNaN(l.From)
	switch {
	case !math.IsNaN(l.From):
		from, to = l.From, l.To
	case bounded:
		if l.Least > 0 {
			from = l.Least * expects
			to = max(to, 2*from) // where only the lower end is given
		}
		if l.Most > 0 {
			to = l.Most * expects
			from = min(from, to/2)
		}
	case l.Points == 0:
		return how
	}
	n := len(usual)
	if l.Points > 0 {
		n = max(2, l.Points)
	}
	how.Grid = nil
	for i := range n {
		how.Grid = append(how.Grid, from+(to-from)*float64(i)/float64(n-1))
	}
	if bounded {
		how.Farthest = to
	}
	return how
}

// at returns the configurations of two cases with one SKU and the input at x.
func (s *search) at(x float64) ([]*model.Config, error) {
	study, err := s.lever.At(x)
	if err != nil {
		return nil, err
	}
	return []*model.Config{study.Cases[s.a].Config.Only(s.sku), study.Cases[s.b].Config.Only(s.sku)}, nil
}

// LeverError is a value of a lever that the scenario cannot have.
type LeverError struct {
	Input string
	X     float64
	Err   error
}

// Error names the input and its value.
func (e *LeverError) Error() string { return fmt.Sprintf("%s cannot be %g: %v", e.Input, e.X, e.Err) }

// Unwrap returns what is wrong with the value.
func (e *LeverError) Unwrap() error { return e.Err }
