package sheet

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/result"
)

const (
	contribution = result.KindContribution
	firstAmount  = 6  // the column after SKU, country, case, program and currency
	mostBars     = 24 // more bars than this cannot be read
)

// unit is a row of unit economics: a SKU in a country under a case.
type unit struct {
	first   result.UnitStep
	amounts map[string]float64
	run     float64
	marks   []string
}

// units gathers the steps into rows, and names the kinds in order of appearance.
func units(steps []result.UnitStep) (rows []*unit, kinds []string) {
	type key struct{ name, sku, market, program string }
	known := map[key]*unit{}
	for _, s := range steps {
		k := key{s.Case, s.SKU, s.Market, s.Program}
		u := known[k]
		if u == nil {
			u = &unit{first: s, amounts: map[string]float64{}}
			known[k], rows = u, append(rows, u)
		}
		if s.Kind == contribution {
			u.run = s.Amount
			continue
		}
		u.amounts[s.Kind] += s.Amount
		if !slices.Contains(kinds, s.Kind) {
			kinds = append(kinds, s.Kind)
		}
		if s.Mark != "" && s.Amount != 0 {
			u.marks = append(u.marks, result.KindLabel(s.Kind)+": "+s.Mark)
		}
	}
	return rows, kinds
}

// unitEconomics writes a row per SKU, country and case: amounts in cells, and the
// profit per unit, its share of the price and its distance from the run by formula.
func (b *book) unitEconomics(s *result.Set) {
	rows, kinds := units(s.UnitEconomics)
	names := []string{"SKU", "Country", "Case", "Program", "Currency per unit"}
	for _, k := range kinds {
		names = append(names, result.Capital(result.KindLabel(k)))
	}
	sum := firstAmount + len(kinds)
	names = append(names, "Profit per unit", "Share of price", "Profit per unit in the run", "Changed since the run", "Rests on")
	b.header(unitSheet, len(rows), 11, names...)
	b.keep(b.file.SetColWidth(unitSheet, "D", "D", 20))
	for i, u := range rows {
		b.unit(s, i+2, u, kinds)
	}
	if len(rows) == 0 {
		return
	}
	end := min(len(rows), mostBars) + 1
	b.keep(b.file.AddChart(unitSheet, at(1, len(rows)+4), &excelize.Chart{
		Type: excelize.Col,
		Series: []excelize.ChartSeries{{
			Name:       fixedCell(unitSheet, sum, 1),
			Categories: fixed(unitSheet, 1, 2, 3, end),
			Values:     fixed(unitSheet, sum, 2, sum, end),
			Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"0072B2"}},
		}},
		Title:     title("Profit per unit, " + rows[0].first.Currency),
		Legend:    excelize.ChartLegend{Position: "none"},
		Dimension: excelize.ChartDimension{Width: 900, Height: 360},
	}))
}

func (b *book) unit(s *result.Set, row int, u *unit, kinds []string) {
	texts := []string{u.first.SKU, u.first.Market, s.Label(u.first.Case), result.ProgramTitle(u.first.Program), u.first.Currency}
	for i, text := range texts {
		b.words(unitSheet, i+1, row, text)
	}
	price := 0
	for i, k := range kinds {
		b.figure(unitSheet, firstAmount+i, row, u.amounts[k], b.input)
		if k == "price" {
			price = firstAmount + i
		}
	}
	sum := firstAmount + len(kinds)
	if len(kinds) > 0 {
		b.formula(unitSheet, sum, row, fmt.Sprintf("SUM(%s:%s)", at(firstAmount, row), at(sum-1, row)), b.total)
	}
	if price > 0 {
		p := at(price, row)
		b.formula(unitSheet, sum+1, row, fmt.Sprintf(`IF(%s=0,"",%s/%s)`, p, at(sum, row), p), b.share)
	}
	b.figure(unitSheet, sum+2, row, u.run, b.number)
	b.formula(unitSheet, sum+3, row, fmt.Sprintf("ROUND(%s-%s,6)", at(sum, row), at(sum+2, row)), b.number)
	b.words(unitSheet, sum+4, row, strings.Join(u.marks, "; "))
}
