package fee

import (
	"strconv"
	"strings"

	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// percentRate is a share of another amount, at most a cap (0: none).
type percentRate struct {
	rate money.Rate
	cap  money.Amount
}

// of returns the share, rounded half up to the cent.
func (p percentRate) of(a money.Amount) money.Amount {
	share := centsOf(a, p.rate)
	if p.cap > 0 {
		share = min(share, p.cap)
	}
	return share
}

func parsePercentRate(s *section) percentRate {
	s.need("percent")
	return percentRate{read(s, "percent", 0, parsePercent), read(s, "cap", 0, parseAmount)}
}

// flatRate is an amount per thing beyond a free number of them.
type flatRate struct {
	amount  money.Amount
	perItem money.Amount
	free    int64
	per     quantity.Volume
}

func parseFlat(s *section) flatRate {
	s.need("amount")
	return flatRate{read(s, "amount", 0, parseAmount), read(s, "per_item", 0, parseAmount),
		s.integer("free", 0), read(s, "per_volume", 0, parsePerVolume)}
}

// agedRates charge stock by its age in days: the greater of an amount per volume
// and an amount per unit.
type agedRates struct {
	per     quantity.Volume
	rows    []agedRow
	minFor  []market.Category // categories whose per-unit amount counts; empty: all
	exempts []market.Category // categories free of the rows marked exempt
	day     int               // of the month on which ages are taken; 0 where the card does not say
}

type agedRow struct {
	from, to  int // days of age, both inclusive
	perVolume money.Amount
	perUnit   money.Amount
	exempt    bool
	line      int
}

// row returns the row of an age, nil where the age is below the first.
func (a *agedRates) row(days int) *agedRow {
	for i := range a.rows {
		if r := &a.rows[i]; r.from <= days && days <= r.to {
			return r
		}
	}
	return nil
}

func parseAged(s *section) *agedRates {
	s.need("per_volume")
	a := &agedRates{per: read(s, "per_volume", quantity.CubicFoot, parsePerVolume),
		minFor: parseCategories(s, "per_unit_for"), exempts: parseCategories(s, "exempt"),
		day: int(s.integer("snapshot_day", 1))}
	if a.day > 28 {
		s.fail(s.line("snapshot_day"), "value", "", "not every month has a day %d", a.day)
	}
	t := s.table("rates", "from", "to", "per volume", "per unit")
	if t == nil {
		s.need("rates")
		return a
	}
	for _, r := range t.rows {
		row := agedRow{cellAs(r, "from", 0, strconv.Atoi), cellAs(r, "to", noEnd, strconv.Atoi),
			cellAs(r, "per volume", 0, parseAmount), cellAs(r, "per unit", 0, parseAmount),
			r.cell("exempt") == "yes", r.line}
		if n := len(a.rows); n > 0 && row.from != a.rows[n-1].to+1 || row.to < row.from {
			r.fail("unsorted", "", "ages must follow each other without gap or overlap")
		}
		a.rows = append(a.rows, row)
	}
	return a
}

// noEnd is the last age of a band without an end.
const noEnd = 1 << 30

// usageRates add to storage by the weeks of supply held.
type usageRates struct {
	per        quantity.Volume
	classes    []string
	rows       []usageRow
	minVolume  quantity.Volume // of the seller in a size class
	minAgeDays int64           // since the first receipt
	newDays    int64           // units received within these days do not count
}

type usageRow struct {
	from      float64 // weeks
	exclusive bool
	amounts   []money.Amount
}

// amount returns the charge per volume of a class at a ratio of weeks.
func (u *usageRates) amount(class string, weeks float64) money.Amount {
	var out money.Amount
	for _, r := range u.rows {
		if weeks < r.from || r.exclusive && weeks == r.from {
			break
		}
		for i, name := range u.classes {
			if name == class {
				out = r.amounts[i]
			}
		}
	}
	return out
}

func parseUsage(s *section) *usageRates {
	u := &usageRates{per: read(s, "per_volume", quantity.CubicFoot, parsePerVolume),
		minVolume:  read(s, "min_volume", 0, quantity.ParseVolume),
		minAgeDays: s.integer("min_days_since_first_receipt", 0),
		newDays:    s.integer("new_units_days", 0)}
	t := s.table("rates", "weeks")
	if t == nil {
		s.need("rates")
		return u
	}
	u.classes = t.columns[1:]
	for _, r := range t.rows {
		text, exclusive := strings.CutPrefix(r.cell("weeks"), "> ")
		from, err := strconv.ParseFloat(strings.TrimPrefix(text, ">= "), 64)
		if err != nil || len(u.rows) > 0 && from <= u.rows[len(u.rows)-1].from {
			r.fail("unsorted", `write rising edges: "> 22", ">= 28"`,
				"%q is not an edge above the one before", text)
		}
		row := usageRow{from: from, exclusive: exclusive}
		for _, class := range u.classes {
			row.amounts = append(row.amounts, cellAs(r, class, 0, parseAmount))
		}
		u.rows = append(u.rows, row)
	}
	return u
}

func parseCategories(s *section, key string) []market.Category {
	var out []market.Category
	for _, name := range s.texts(key) {
		c, err := market.ParseCategory(name)
		if err != nil {
			s.fail(s.line(key), "reference", "", "%v", err)
			continue
		}
		out = append(out, c)
	}
	return out
}
