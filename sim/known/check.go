package known

import (
	"math"
	"os"
	"strings"
	"testing"
)

// Value is a computed result or, with a standard error, a simulated one.
type Value struct {
	Values []float64
	SE     float64
	Within float64 // tolerance to take in place of the table's, if above 0
}

// Results are computed quantities by name; more than a row expects are allowed.
type Results map[string]Value

// Exact is a computed value or list.
func Exact(values ...float64) Value { return Value{Values: values} }

// Estimated is the mean of independent replications and its standard error.
func Estimated(mean, se float64) Value { return Value{Values: []float64{mean}, SE: se} }

// Near is a list that is not exact by nature, such as an estimate without a standard error.
func Near(within float64, values ...float64) Value { return Value{Values: values, Within: within} }

// Check runs a test for every row with a call of the package, under the row's id. The functions
// compute the quantities of a call; each must be needed.
func Check(t *testing.T, pkg string, calls map[string]func(*testing.T, Params) Results) {
	t.Helper()
	rows, err := Rows()
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, row := range rows {
		for _, call := range row.Calls {
			name, ours := strings.CutPrefix(call, pkg+".")
			if !ours {
				continue
			}
			used[name] = true
			t.Run(row.ID+"/"+name, func(t *testing.T) {
				if calls[name] == nil {
					t.Fatalf("nothing computes %s", call)
				}
				row.compare(t, calls[name](t, row.Params))
			})
		}
	}
	for name := range calls {
		if !used[name] && os.Getenv(Elsewhere) == "" {
			t.Errorf("no row needs %s.%s", pkg, name)
		}
	}
}

// compare fails where a result differs from what the row expects of it. A call need not give all
// quantities of a row, but some.
func (r Row) compare(t *testing.T, got Results) {
	t.Helper()
	compared := 0
	for _, want := range r.Expected {
		v, ok := got[want.Name]
		if !ok {
			continue
		}
		compared++
		if len(v.Values) < len(want.Values) {
			t.Errorf("%s: %v, want %v", want.Name, v.Values, want.Values)
			continue
		}
		for i, w := range want.Values {
			within := want.tolerance(v)
			if off := math.Abs(v.Values[i] - w); !(off <= within) {
				t.Errorf("%s: %.10g, want %.10g within %.3g (%s)", want.Name, v.Values[i], w, within, r.Source)
			}
			if v.SE > 0.1*math.Abs(w) {
				t.Errorf("%s: a standard error of %.3g proves nothing about %.3g", want.Name, v.SE, w)
			}
		}
	}
	if compared == 0 {
		t.Errorf("nothing of %v was computed: %v", r.Expected, got)
	}
}

func (q Quantity) tolerance(v Value) float64 {
	switch {
	case v.SE > 0:
		return 4 * v.SE
	case v.Within > 0:
		return v.Within
	}
	return q.Within
}
