package imported

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/market"
)

// The files of an import.
const (
	CatalogFile     = "catalog.csv"
	HistoryFile     = "history.csv"
	EligibilityFile = "eligibility.csv"
	FitsFile        = "fits.csv"
	ScenarioFile    = "scenario.toml"
)

// File is a file of the folder, which may be long: it is written anew at each call.
type File struct {
	Name  string
	Write func(w io.Writer) error
}

// Files are those of the folder, in the order in which they are told of. They are the same for the
// same harvest and options. The error is a defect of the program.
func (im *Import) Files() ([]File, error) {
	plan, err := im.scenario()
	if err != nil {
		return nil, err
	}
	return []File{
		{ScenarioFile, func(w io.Writer) error {
			_, err := io.WriteString(w, plan.Text())
			return err
		}},
		{CatalogFile, table(im.catalogRows)}, {HistoryFile, im.writeHistory},
		{EligibilityFile, table(im.eligibilityRows)}, {FitsFile, table(im.fitRows)},
	}, nil
}

// table writes rows as CSV.
func table(rows func() [][]string) func(io.Writer) error {
	return func(to io.Writer) error { return csv.NewWriter(to).WriteAll(rows()) }
}

// catalogColumns are the columns of the catalog; those by marketplace are repeated for each.
var catalogColumns = []string{"sku", "asin", "category", "size", "weight", "cost", "returns"}

var perMarket = []string{"price", "demand", "opening", "rf_transport_block"}

// catalogRows are the products, without columns that are empty for all.
func (im *Import) catalogRows() [][]string {
	var columns []string
	add := func(name string) {
		for _, p := range im.Products {
			if p.Cells[name] != "" {
				columns = append(columns, name)
				return
			}
		}
	}
	for _, name := range catalogColumns {
		add(name)
	}
	for _, name := range perMarket {
		for m := market.US; m < market.MarketplaceCount; m++ {
			add(name + "." + m.String())
		}
	}
	rows := [][]string{columns}
	for _, p := range im.Products {
		row := make([]string, len(columns))
		for i, name := range columns {
			row[i] = p.Cells[name]
		}
		rows = append(rows, row)
	}
	return rows
}

// writeHistory writes the units of each product, marketplace and day with sales.
func (im *Import) writeHistory(to io.Writer) error {
	w := csv.NewWriter(to)
	if err := w.Write([]string{"sku", "market", "date", "units"}); err != nil {
		return err
	}
	for _, p := range im.Products {
		for m, s := range p.Series {
			if s == nil {
				continue
			}
			for i, n := range s.Counts {
				if n <= 0 {
					continue
				}
				day := (s.Start + civil.Date(i)).String()
				if err := w.Write([]string{p.SKU, market.Marketplace(m).String(), day, strconv.Itoa(int(n))}); err != nil {
					return err
				}
			}
		}
	}
	w.Flush()
	return w.Error()
}

// eligibilityRows are the offers as the status file has them, and what the scenario takes from them.
func (im *Import) eligibilityRows() [][]string {
	rows := [][]string{{"sku", "asin", "store", "status", "details", "accepted"}}
	for _, o := range im.offers {
		rows = append(rows, []string{o.SKU, o.ASIN, string(o.Store), o.Status, strings.TrimSpace(o.Details), strconv.FormatBool(accepted(o))})
	}
	return rows
}

// fitRows are the fitted values: of marketplaces with an empty SKU, then of products.
func (im *Import) fitRows() [][]string {
	rows := [][]string{{"sku", "key", "value", "lo", "hi", "unit", "n", "method", "distribution"}}
	add := func(sku string, f Fit) {
		spread := ""
		if f.Dist != nil {
			spread = f.Dist.String()
		}
		scale := 1.0
		if f.Unit == "%" || f.Unit == "%/year" {
			scale = hundred
		}
		rows = append(rows, []string{sku, f.Key, number(scale * f.Value), number(scale * f.Lo), number(scale * f.Hi), f.Unit,
			strconv.Itoa(f.N), f.Method, spread})
	}
	for _, f := range im.marketFits() {
		add("", f)
	}
	for _, p := range im.Products {
		for _, f := range p.Fits {
			add(p.SKU, f)
		}
	}
	return rows
}

// hundred turns shares into percent.
const hundred = 100

// number writes four digits.
func number(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }

// FileNames are the names of the files of an import, in the order of Files.
func FileNames() []string {
	return []string{ScenarioFile, CatalogFile, HistoryFile, EligibilityFile, FitsFile}
}

// IsFile reports whether an import writes a file of this name.
func IsFile(name string) bool { return slices.Contains(FileNames(), name) }
