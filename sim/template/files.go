package template

import (
	"path/filepath"
	"strings"

	"fbasim/sim/market"
)

// Table returns the products of a template with a catalog as CSV, without the columns of other
// marketplaces; nil for other templates, and for plans laid over a scenario.
func (p *Plan) Table() ([]byte, error) {
	if !p.Template.Catalog || p.base != "" {
		return nil, nil
	}
	text, err := read("catalog.csv")
	if err != nil {
		return nil, err
	}
	return p.columns(text), nil
}

// columns keeps those columns of a table whose names belong to the plan.
func (p *Plan) columns(text string) []byte {
	rows := strings.Split(strings.TrimRight(text, "\n"), "\n")
	var keep []int
	for i, name := range cells(rows[0]) {
		if !p.foreign(strings.Split(name, ".")) {
			keep = append(keep, i)
		}
	}
	var b strings.Builder
	for _, row := range rows {
		all := cells(row)
		for n, i := range keep {
			if n > 0 {
				b.WriteByte(',')
			}
			b.WriteString(all[i])
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// cells splits a row of the program's own table at commas outside of quotes, which stay.
func cells(row string) []string {
	var out []string
	start, inside := 0, false
	for i := range len(row) {
		switch {
		case row[i] == '"':
			inside = !inside
		case row[i] == ',' && !inside:
			out = append(out, row[start:i])
			start = i + 1
		}
	}
	return append(out, row[start:])
}

// reader reads the plan and its catalog from memory, and everything else as it is told.
func (p *Plan) reader(file string, rest Reader) func(string) ([]byte, error) {
	return func(path string) ([]byte, error) {
		switch same(path) {
		case same(file):
			return []byte(p.Text()), nil
		case same(filepath.Join(filepath.Dir(file), p.table)):
			if table, err := p.Table(); table != nil || err != nil {
				return table, err
			}
		}
		return rest(path)
	}
}

func same(path string) string { return filepath.ToSlash(filepath.Clean(path)) }

// Sold lists the marketplaces besides the US for which a text in the layout of a scenario or of a
// catalog has prices or programs.
func Sold(text string) []market.Marketplace {
	var out []market.Marketplace
	for m := market.US + 1; m < market.MarketplaceCount; m++ {
		if strings.Contains(text, "program."+m.String()) || strings.Contains(text, "price."+m.String()) {
			out = append(out, m)
		}
	}
	return out
}
