package sweep

import (
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/random"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/document"
	"fbasim/sim/stats/design"
)

// Design is the points of a sweep: for each point, which value of each parameter it has.
type Design struct {
	Name       string // grid, zip, list, lhs or sobol
	Parameters []Parameter
	Points     [][]int
}

// Words of Design.Name that code asks for.
const (
	gridDesign  = "grid"
	zipDesign   = "zip"
	listDesign  = "list"
	cubeDesign  = "lhs"
	sobolDesign = "sobol"
)

// newDesign makes the points of parameters: n of them where the design samples, seeded by the
// scenario's seed. Problems go to the list.
func newDesign(name string, swept []*scenario.Swept, n int, seed int64, list *diag.List) Design {
	d := Design{Name: name}
	before := list.Errors()
	sampling := name == cubeDesign || name == sobolDesign
	for i, s := range swept {
		if s.Path == nil || s.Key == nil {
			continue // reported
		}
		if slices.ContainsFunc(swept[:i], func(o *scenario.Swept) bool { return o.Path != nil && same(o.Path, s.Path) }) {
			list.Add(s.Path.Pos.Problem("twice", s.Path.Value+" is swept twice", "give all its values in one place"))
			continue
		}
		d.Parameters = append(d.Parameters, parameter(s, sampling, list))
	}
	if list.Errors() > before || len(d.Parameters) == 0 {
		return d
	}
	switch name {
	case gridDesign:
		d.grid(list)
	case zipDesign, listDesign:
		d.zip(list)
	case cubeDesign:
		uniform := random.NewKey(seed).With("sweep.design").Sequence()
		d.sample(design.LatinHypercube(n, len(d.Parameters), uniform.Next))
	case sobolDesign:
		if len(d.Parameters) > design.MaxSobol {
			list.Add(d.Parameters[design.MaxSobol].pos.Problem("range",
				fmt.Sprintf("a Sobol sequence has at most %d parameters", design.MaxSobol), "use lhs"))
			return d
		}
		d.sample(design.NewSobol(len(d.Parameters)).Points(n))
	}
	return d
}

// same reports whether two paths name the same key, however they are quoted.
func same(a, b *scenario.Text) bool {
	x, _ := document.Path(a.Value)
	y, _ := document.Path(b.Value)
	return slices.Equal(x, y)
}

// grid combines all values, the last parameter running fastest.
func (d *Design) grid(list *diag.List) {
	total := 1
	for i := range d.Parameters {
		if total *= len(d.Parameters[i].Values); total > scenario.MaxSweepPoints {
			list.Add(d.Parameters[i].pos.Problem("range", fmt.Sprintf("the grid has more than %d points",
				scenario.MaxSweepPoints), "leave values out, or sample: --design sobol --points 1024"))
			return
		}
	}
	for k := range total {
		point := make([]int, len(d.Parameters))
		for i := len(point) - 1; i >= 0; i-- {
			n := len(d.Parameters[i].Values)
			point[i], k = k%n, k/n
		}
		d.Points = append(d.Points, point)
	}
}

// zip takes the first value of each parameter, then the second.
func (d *Design) zip(list *diag.List) {
	n := len(d.Parameters[0].Values)
	for _, p := range d.Parameters[1:] {
		if len(p.Values) != n {
			list.Add(p.pos.Problem("count", fmt.Sprintf("%s has %d values, %s has %d", p.Path, len(p.Values),
				d.Parameters[0].Path, n), "a zip takes one value of each for a point: write as many of each, or use a grid"))
		}
	}
	for k := range n {
		d.Points = append(d.Points, slices.Repeat([]int{k}, len(d.Parameters)))
	}
}

// sample turns points of the unit cube into values.
func (d *Design) sample(cube [][]float64) {
	for _, u := range cube {
		point := make([]int, len(u))
		for i := range u {
			point[i] = d.Parameters[i].draw(u[i])
		}
		d.Points = append(d.Points, point)
	}
}

// value returns the value of a parameter at a point.
func (d *Design) value(point, parameter int) *Value {
	return &d.Parameters[parameter].Values[d.Points[point][parameter]]
}

// Sets returns a point, counted from 0, as overrides of the scenario.
func (d *Design) Sets(point int) []string {
	sets := make([]string, len(d.Parameters))
	for i := range sets {
		sets[i] = d.Parameters[i].Path + "=" + d.value(point, i).Set
	}
	return sets
}

// String names the values of a point: "product.IRON.price.CA = 30 CAD, ...".
func (d *Design) String(point int) string {
	parts := make([]string, len(d.Parameters))
	for i := range parts {
		parts[i] = d.Parameters[i].Path + " = " + d.value(point, i).Word
	}
	return strings.Join(parts, ", ")
}
