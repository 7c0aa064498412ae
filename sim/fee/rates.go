package fee

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// noLimit is the upper weight of a row without one.
const noLimit = quantity.Weight(math.MaxInt64)

// tierRates is a table of amounts by product class, size tier, weight and column.
type tierRates struct {
	scheme  *Scheme
	classes []classRates
	bands   priceBands
	exact   bool // steps count on the shipping weight before rounding
	lookup  bool // rows too are found by the shipping weight before rounding
	handle  handling
	low     []lowPrice
	per     quantity.Volume // amounts are per this volume; 0: per unit
}

// classRates is the table of one product class; name "" is every class.
type classRates struct {
	name    string
	columns []string
	rows    []rateRow
}

type rateRow struct {
	tier  string // a tier of the scheme or one of its classes
	upTo  quantity.Weight
	cells []cell
	line  int
}

// cellState tells an amount from the two ways of having none.
type cellState uint8

const (
	priced     cellState = iota
	notFound             // "-": such a fee exists, its amount was not found
	notOffered           // "not offered": the program does not take such units
)

// cell is a base amount for each price band plus amounts per started step of
// weight above a threshold.
type cell struct {
	state   cellState
	missing [maxBands]bool
	base    [maxBands]money.Amount
	per     [maxBands]money.Amount
	step    quantity.Weight
	over    quantity.Weight
	high    money.Amount // upper end of a range "0.16..0.30", else 0
}

// amount returns the fee of a weight in a price band.
func (c *cell) amount(w quantity.Weight, band int) money.Amount {
	if c.step == 0 || w <= c.over {
		return c.base[band]
	}
	steps := (int64(w-c.over) + int64(c.step) - 1) / int64(c.step)
	return c.base[band] + money.Amount(steps)*c.per[band]
}

// rises reports whether an amount of the row depends on the weight.
func (r *rateRow) rises() bool {
	return slices.ContainsFunc(r.cells, func(c cell) bool { return c.step > 0 })
}

// class returns the table of a product class, and whether it is the one asked
// for: a table for every class serves all.
func (t *tierRates) class(name string) *classRates {
	for i := range t.classes {
		if c := &t.classes[i]; c.name == "" || c.name == name {
			return c
		}
	}
	return nil
}

// row returns the row of a measured unit at a weight: of its tier, or else of its
// storage class or of every tier.
func (c *classRates) row(m Measure, w quantity.Weight) *rateRow {
	var shared *rateRow
	for i := range c.rows {
		r := &c.rows[i]
		if w > r.upTo {
			continue
		}
		if r.tier == m.Tier {
			return r
		}
		if shared == nil && (r.tier == m.Class || r.tier == "*") {
			shared = r
		}
	}
	return shared
}

// last returns the last row of a tier, nil where there is none.
func (c *classRates) last(tier string) *rateRow {
	for i := len(c.rows) - 1; i >= 0; i-- {
		if c.rows[i].tier == tier {
			return &c.rows[i]
		}
	}
	return nil
}

// checkTiers requires rows for every unit that the size tiers admit.
func (c *classRates) checkTiers(s *section, key string, scheme *Scheme) {
	var absent []string
	for _, t := range scheme.tiers {
		last := c.last(t.name)
		if last == nil {
			last = c.last(t.class)
		}
		if last == nil {
			absent = append(absent, t.name)
		} else if last.upTo < t.upTo || t.upTo == 0 && last.upTo != noLimit {
			s.fail(last.line, "gap", "", "%s units may weigh more than this row", t.name)
		}
	}
	if len(absent) > 0 {
		s.fail(s.line(key), "gap", `write "-" where the amount is not known`, "no row for %s",
			strings.Join(absent, ", "))
	}
}

// column returns the index of a column, -1 where the table has none of the name;
// a table with one column serves every window.
func (c *classRates) column(name string) int {
	if len(c.columns) == 1 {
		return 0
	}
	return slices.Index(c.columns, name)
}

// lowPrice is a discount for prices below an edge from a day on.
type lowPrice struct {
	window Window
	below  money.Amount
	off    money.Amount
}

func parseTierRates(s *section, schemes map[string]*Scheme) *tierRates {
	t := &tierRates{bands: parsePriceBands(s), exact: s.flag("steps_on_exact_weight"),
		lookup: s.flag("bands_on_exact_weight"), handle: parseHandling(s)}
	t.per = read(s, "per_volume", 0, parsePerVolume)
	if name := s.need("scheme"); name != "" {
		if t.scheme = schemes[name]; t.scheme == nil {
			s.fail(s.line("scheme"), "reference", "", "there is no scheme %q", name)
		}
	}
	t.parseClasses(s)
	if table := s.table("low_price", "from", "to", "below", "discount"); table != nil {
		for _, row := range table.rows {
			t.low = append(t.low, lowPrice{
				Window{
					From: cellAs(row, "from", Ever, parseDate), To: cellAs(row, "to", Forever, parseDate),
				},
				cellAs(row, "below", 0, parseAmount), cellAs(row, "discount", 0, parseAmount)})
		}
	}
	return t
}

// parseClasses reads rates = """...""" or a table [card.x.rates] with one text a
// product class.
func (t *tierRates) parseClasses(s *section) {
	if _, isText := s.data["rates"].(string); isText {
		t.classes = append(t.classes, t.parseClass("", s, "rates"))
		return
	}
	sub := s.sub("rates")
	if sub == nil {
		s.need("rates")
		return
	}
	for _, key := range sub.keys() {
		name := key
		if key == "all" {
			name = ""
		}
		t.classes = append(t.classes, t.parseClass(name, sub, key))
	}
}

func (t *tierRates) parseClass(name string, s *section, key string) classRates {
	c := classRates{name: name}
	table := s.table(key, "tier", "up to")
	if table == nil || len(table.columns) < 3 {
		s.fail(s.line(key), "columns", "", "the table of rates needs a column of amounts")
		return c
	}
	c.columns = table.columns[2:]
	for _, r := range table.rows {
		row := rateRow{
			tier: r.cell("tier"), upTo: cellAs(r, "up to", noLimit, quantity.ParseWeight), line: r.line,
		}
		if t.scheme != nil && row.tier != "*" && !t.scheme.has(row.tier) {
			r.fail("reference", "tiers: "+strings.Join(t.scheme.Tiers(), ", "),
				"scheme %s has no tier %q", t.scheme.ID, row.tier)
		}
		last := c.last(row.tier)
		if last != nil && (last.upTo >= row.upTo || last != &c.rows[len(c.rows)-1]) {
			r.fail("unsorted", "", "the rows of %s must follow each other with rising weights",
				row.tier)
		}
		for _, column := range c.columns {
			row.cells = append(row.cells, parseCell(r, r.cell(column), t.bands.n))
		}
		c.rows = append(c.rows, row)
	}
	return c
}

// parseCell reads "8.38", "2.49/3.42/3.68", "15.61 + 0.11 per 4 oz over 3 lb",
// "0.16..0.30", "-" and "not offered".
func parseCell(r tableRow, text string, bands int) cell {
	switch text {
	case "-":
		return cell{state: notFound}
	case "not offered":
		return cell{state: notOffered}
	}
	c, err := readCell(text, bands)
	if err != nil {
		r.fail("value", `write "8.38", or "15.61 + 0.11 per 4 oz over 3 lb"`, "%v", err)
	}
	return c
}

func readCell(text string, bands int) (c cell, err error) {
	base, steps, stepped := strings.Cut(text, "+")
	base = strings.TrimSpace(base)
	if low, high, isRange := strings.Cut(base, ".."); isRange {
		base = low
		if c.high, err = parseAmount(high); err != nil {
			return c, err
		}
	}
	if err = readAmounts(base, bands, &c.base, &c.missing); err != nil || !stepped {
		return c, err
	}
	per, rest, ok1 := strings.Cut(steps, " per ")
	step, over, ok2 := strings.Cut(rest, " over ")
	if !ok1 || !ok2 {
		return c, fmt.Errorf("%q is not a fee per step of weight", text)
	}
	var none [maxBands]bool
	if err = readAmounts(strings.TrimSpace(per), bands, &c.per, &none); err != nil {
		return c, err
	}
	if c.step, err = quantity.ParseWeight(strings.TrimSpace(step)); err != nil {
		return c, err
	}
	c.over, err = quantity.ParseWeight(strings.TrimSpace(over))
	return c, err
}

// readAmounts reads one amount for all bands or one for each, divided by "/"; "-"
// among them is a band whose amount was not found.
func readAmounts(text string, bands int, to *[maxBands]money.Amount,
	missing *[maxBands]bool) error {
	parts := strings.Split(text, "/")
	if len(parts) != 1 && len(parts) != bands {
		return fmt.Errorf("%q has %d amounts, the card %d price bands", text, len(parts), bands)
	}
	for i := range bands {
		part := strings.TrimSpace(parts[min(i, len(parts)-1)])
		if missing[i] = part == "-"; missing[i] {
			continue
		}
		a, err := parseAmount(part)
		if err != nil {
			return err
		}
		to[i] = a
	}
	return nil
}

// parsePerVolume reads the unit of an amount per volume: "cu ft", "m3".
func parsePerVolume(text string) (quantity.Volume, error) {
	return quantity.ParseVolume("1 " + text)
}

func parsePercent(text string) (money.Rate, error) {
	r, err := quantity.ParsePercent(text)
	if err == nil && (r < 0 || r > money.One) {
		return 0, fmt.Errorf("%q is not between 0 and 100 %%", text)
	}
	return r, err
}
