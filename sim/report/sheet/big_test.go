package sheet_test

import (
	"fmt"
	"io"
	"testing"

	"fbasim/sim/report/sheet"
	"fbasim/sim/result"
)

// crowd is the reference run with many SKUs in two countries.
func crowd(t testing.TB, skus int) *result.Set {
	s := reference(t)
	steps, decisions := s.UnitEconomics, s.Decisions
	s.UnitEconomics, s.Decisions = nil, nil
	for i := range skus {
		for _, u := range steps {
			u.SKU = fmt.Sprintf("SKU-%05d", i)
			s.UnitEconomics = append(s.UnitEconomics, u)
		}
		for _, d := range decisions {
			d.SKU, d.Diff = fmt.Sprintf("SKU-%05d", i), float64(i)
			s.Decisions = append(s.Decisions, d)
		}
	}
	return s
}

func TestManySKUsKeepTheirRowsAndAChartThatCanBeRead(t *testing.T) {
	const skus = 60
	f := opened(t, written(t, crowd(t, skus), sheet.Write))
	if x := tableOf(t, f, "Profit per unit", "SKU"); len(x.rows) != 2*skus {
		t.Errorf("%d rows of profits per unit", len(x.rows))
	}
	if x := tableOf(t, f, "Decisions", "SKU"); len(x.rows) != skus {
		t.Errorf("%d decisions", len(x.rows))
	}
	everyFormula(t, f, func(name, cell, formula, value string) {
		if name == "Profit per unit" && value == "" {
			t.Errorf("%s!%s %s carries no value", name, cell, formula)
		}
	})
}

func BenchmarkWriteManySKUs(b *testing.B) {
	s := crowd(b, 2000)
	for b.Loop() {
		if err := sheet.Write(io.Discard, s); err != nil {
			b.Fatal(err)
		}
	}
}
