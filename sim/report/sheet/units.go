package sheet

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/result"
)

// unit is a row of unit economics: a SKU in a country under a case.
type unit struct {
	number  int // of the row, from 1
	first   result.UnitStep
	amounts map[string]float64
	run     float64
	marks   []string
}

// sum is what is left of the price.
func (u *unit) sum(kinds []string) (x float64) {
	for _, k := range kinds {
		x += u.amounts[k]
	}
	return x
}

// units gathers the steps into rows, and names the kinds that any row has, in order of appearance.
func units(steps []result.UnitStep) (rows []*unit, kinds []string) {
	type key struct{ name, sku, market, program string }
	known := map[key]*unit{}
	for _, s := range steps {
		k := key{s.Case, s.SKU, s.Market, s.Program}
		u := known[k]
		if u == nil {
			u = &unit{number: len(rows) + 1, first: s, amounts: map[string]float64{}}
			known[k], rows = u, append(rows, u)
		}
		if s.Kind == result.KindContribution {
			u.run = s.Amount
			continue
		}
		u.amounts[s.Kind] += s.Amount
		if s.Amount != 0 && !slices.Contains(kinds, s.Kind) {
			kinds = append(kinds, s.Kind)
		}
		if s.Mark != "" && s.Amount != 0 {
			u.marks = append(u.marks, result.KindLabel(s.Kind)+": "+s.Mark)
		}
	}
	return rows, kinds
}

const (
	profitPerUnitHead = "Profit per unit"
	firstAmount       = 6 // the column after number, SKU, country, case and program
)

// unitEconomics has a row per SKU, country and case: amounts in cells, and the profit per unit, its share
// of the price and its distance from the run by formula.
func (b *book) unitEconomics() *tab {
	rows, kinds := units(b.set.UnitEconomics)
	t := &tab{
		name: unitSheet, title: "Where does the money of one sale go?", keys: 5, sorts: true,
		note: "Mean per unit sold; costs are negative. Blue amounts may be changed: profits per unit follow here and " +
			"in sheet " + profitPerUnitSheet + ".",
		heads: []string{"No.", "SKU", "Country", "Case", "Program"},
	}
	if len(rows) == 0 {
		return t.orNothing("The run sold nothing of which unit economics are known.")
	}
	if titles := b.headlines("waterfall"); len(titles) > 0 && len(titles) <= 3 {
		t.title = strings.Join(titles, ". ")
	}
	t.note = rows[0].first.Currency + ". " + t.note
	for _, k := range kinds {
		t.heads = append(t.heads, result.Capital(result.KindLabel(k)))
	}
	t.heads = append(t.heads, profitPerUnitHead, "Share of price", "Profit per unit in the run", "Changed since the run",
		"Rests on")
	for _, u := range rows {
		t.rows = append(t.rows, b.unit(t, u, kinds))
	}
	total := 0.0
	for _, w := range t.widths() {
		total += w
	}
	t.wraps = map[int]float64{len(t.heads): widest}
	t.pages = int(math.Ceil(total / 190)) // characters that can be read on one page in landscape
	return t
}

func (b *book) unit(t *tab, u *unit, kinds []string) []cell {
	row := []cell{
		count(u.number), words(skuLabel(u.first.SKU)), words(u.first.Market), words(b.label(u.first.Case)),
		words(result.ProgramTitle(u.first.Program)),
	}
	n, price := t.firstRow()+len(t.rows), 0
	for i, k := range kinds {
		row = append(row, amount(u.amounts[k], inputLook))
		if k == result.KindPrice {
			price = firstAmount + i
		}
	}
	left, sum := u.sum(kinds), firstAmount+len(kinds)
	total, margin := amount(left, totalLook), share(math.NaN(), plainLook)
	if len(kinds) > 0 {
		total = total.by(fmt.Sprintf("SUM(%s:%s)", at(firstAmount, n), at(sum-1, n)))
	}
	if price > 0 && u.amounts[result.KindPrice] != 0 {
		p := at(price, n)
		margin = share(left/u.amounts[result.KindPrice], plainLook).by(fmt.Sprintf(`IF(%s=0,"",%s/%s)`, p, at(sum, n), p))
	}
	changed := math.Round((left-u.run)*1e6) / 1e6
	return append(row, total, margin, amount(u.run, plainLook),
		amount(changed+0, plainLook).by(fmt.Sprintf("ROUND(%s-%s,6)", at(sum, n), at(sum+2, n))),
		words(strings.Join(u.marks, "; ")))
}

// skuLabel names a SKU, or all of them together.
func skuLabel(sku string) string {
	if sku == "" {
		return "all SKUs"
	}
	return sku
}

// offer is a SKU in a country with its row of unit economics under each case.
type offer struct {
	sku, market string
	by          map[string]*unit
}

// spread is how far the best case is from the worst.
func (o *offer) spread(kinds []string) float64 {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, u := range o.by {
		x := u.sum(kinds)
		lo, hi = min(lo, x), max(hi, x)
	}
	return hi - lo
}

// mostGroups is how many groups of bars can be read.
const mostGroups = 12

// perUnit has a row per SKU and country and a column per case, by formula from the unit economics:
// by number, so that they may be sorted. Where there are many, those whose cases differ most come first.
func (b *book) perUnit() *tab {
	rows, kinds := units(b.set.UnitEconomics)
	t := &tab{
		name: profitPerUnitSheet, title: "Which case leaves most per unit?", keys: 2, sorts: true,
		heads: []string{"SKU", "Country"},
	}
	if len(rows) == 0 || len(kinds) == 0 {
		return nil
	}
	t.note = rows[0].first.Currency + " left per unit sold, mean over all replications, returns, storage and the fixed costs of stocking a " +
		"country included. Calculated from sheet " + unitSheet + "."
	offers := offersOf(rows)
	if len(offers) > mostGroups {
		slices.SortStableFunc(offers, func(x, y *offer) int { return cmp.Compare(y.spread(kinds), x.spread(kinds)) })
		t.note += fmt.Sprintf(" Those whose cases differ most stand first; the chart shows %d.", mostGroups)
		t.beside = true
	}
	if titles := b.headlines("waterfall"); len(titles) == 1 || len(offers) <= 3 && len(titles) == len(offers) {
		t.title = strings.Join(titles, ". ")
	}
	for _, c := range b.set.Cases {
		t.heads = append(t.heads, b.label(c.Name))
	}
	detail := &tab{}
	first, last, sum := detail.firstRow(), detail.headRow()+len(rows), firstAmount+len(kinds)
	for _, o := range offers {
		row := []cell{words(skuLabel(o.sku)), words(o.market)}
		for _, c := range b.set.Cases {
			u := o.by[c.Name]
			if u == nil {
				row = append(row, cell{style: style{format: perUnit}})
				continue
			}
			row = append(row, amount(u.sum(kinds), plainLook).by(fmt.Sprintf("INDEX(%s,MATCH(%d,%s,0))",
				area(unitSheet, sum, first, sum, last), u.number, area(unitSheet, 1, first, 1, last))))
		}
		t.rows = append(t.rows, row)
	}
	t.chart = b.perUnitChart
	return t
}

func offersOf(rows []*unit) (list []*offer) {
	type key struct{ sku, market string }
	known := map[key]*offer{}
	for _, u := range rows {
		k := key{u.first.SKU, u.first.Market}
		o := known[k]
		if o == nil {
			o = &offer{k.sku, k.market, map[string]*unit{}}
			known[k], list = o, append(list, o)
		}
		if _, taken := o.by[u.first.Case]; !taken { // of a switching plan, the first program
			o.by[u.first.Case] = u
		}
	}
	return list
}

func (b *book) perUnitChart(t *tab) *excelize.Chart {
	end, colors := t.headRow()+min(len(t.rows), mostGroups), b.colors("")
	title := t.title
	if len(t.rows) > mostGroups {
		title += fmt.Sprintf(" The %d SKUs and countries with the largest differences", mostGroups)
	}
	shown := t.figuresIn(2, len(t.heads), t.rows[:end-t.headRow()])
	x := b.columns(title, b.set.Manifest.Inputs.Currency+" per unit", shown)
	for i := range b.set.Cases {
		x.Series = append(x.Series, excelize.ChartSeries{
			Name:       spot(t.name, 3+i, t.headRow()),
			Categories: area(t.name, 1, t.firstRow(), 2, end),
			Values:     area(t.name, 3+i, t.firstRow(), 3+i, end),
			Fill:       solid(colors[i]),
		})
	}
	x.YAxis.NumFmt.CustomNumFmt, x.PlotArea.NumFmt.CustomNumFmt = "#,##0.00", "#,##0.00"
	x.PlotArea.ShowVal = len(t.rows)*len(b.set.Cases) <= 12
	return x
}
