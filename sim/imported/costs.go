package imported

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// Costs are figures of the seller's own by SKU and column of the catalog.
type Costs struct {
	cells map[string]map[string]string
}

// costColumns are the columns of a file of costs besides the SKU.
var costColumns = []string{"cost", "category", "size", "weight", "returns"}

// ReadCosts reads a CSV file with a header: sku and any of cost, category, size, weight, returns, as
// catalogs have them ("9.10 USD", "11 x 7 x 3 in", "1.4 lb"). The problems have their places.
func ReadCosts(file string, data []byte) (*Costs, *diag.List) {
	list := &diag.List{}
	list.Keep(file, data)
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	head, err := r.Read()
	if err != nil {
		list.Add(diag.Problem{File: file, Code: "file", Msg: "it is empty or no table",
			Hint: "a file of costs begins with a line such as sku,cost"})
		return nil, list
	}
	for i, name := range head {
		head[i] = strings.ToLower(strings.TrimSpace(name))
		if head[i] != "sku" && !slices.Contains(costColumns, head[i]) {
			line, col := r.FieldPos(i)
			list.Add(diag.Problem{File: file, Line: line, Col: col, Code: "unknown-key", Msg: fmt.Sprintf("%q is no column of a file of costs", name),
				Hint: "columns are sku, " + strings.Join(costColumns, ", ")})
		}
	}
	if !slices.Contains(head, "sku") {
		list.Add(diag.Problem{File: file, Line: 1, Code: "missing", Msg: "it has no column sku", Hint: "a file of costs begins with a line such as sku,cost"})
	}
	if list.Errors() > 0 {
		return nil, list
	}
	c := &Costs{cells: map[string]map[string]string{}}
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			list.Add(diag.Problem{File: file, Line: bad.Line, Col: bad.Column, Code: "file", Msg: "the table cannot be read here: " + bad.Err.Error()})
			break
		}
		c.row(file, head, row, r, list)
	}
	if list.Errors() > 0 {
		return nil, list
	}
	return c, list
}

// row takes the cells of a line.
func (c *Costs) row(file string, head, row []string, r *csv.Reader, list *diag.List) {
	cells := map[string]string{}
	sku := ""
	for i, text := range row {
		text = strings.TrimSpace(text)
		if i >= len(head) || text == "" {
			continue
		}
		if head[i] == "sku" {
			sku = text
			continue
		}
		if problem := wrongCost(head[i], text); problem.Msg != "" {
			problem.File, problem.Len = file, len([]rune(text))
			problem.Line, problem.Col = r.FieldPos(i)
			list.Add(problem)
		}
		cells[head[i]] = text
	}
	if sku == "" {
		if len(cells) > 0 {
			line, _ := r.FieldPos(0)
			list.Add(diag.Problem{File: file, Line: line, Code: "missing", Msg: "the row has no sku"})
		}
		return
	}
	c.cells[sku] = cells
}

// wrongCost judges the cells whose mistakes are likely; the scenario judges all.
func wrongCost(column, text string) diag.Problem {
	switch column {
	case "cost":
		if m, err := quantity.ParseMoney(text); err != nil || m.Currency == money.NoCurrency {
			return diag.Problem{Code: "unit", Msg: fmt.Sprintf("%q is no amount of money", text), Hint: `write "9.10 USD"`}
		}
	case "size":
		if _, err := quantity.ParseDims(text); err != nil {
			return diag.Problem{Code: "unit", Msg: fmt.Sprintf("%q is no size", text), Hint: `write "11 x 7 x 3 in"`}
		}
	case "weight":
		if _, err := quantity.ParseWeight(text); err != nil {
			return diag.Problem{Code: "unit", Msg: fmt.Sprintf("%q is no weight", text), Hint: `write "1.4 lb"`}
		}
	}
	return diag.Problem{}
}

// fill puts what the seller said of a product into its row.
func (c *Costs) fill(p *Product) {
	if c == nil {
		return
	}
	for _, column := range costColumns {
		if text := c.cells[p.SKU][column]; text != "" {
			p.Cells[column] = text
		}
	}
}

// tellCosts says which products of the file of costs are in no report.
func (im *Import) tellCosts() {
	if im.Costs == nil {
		return
	}
	known := map[string]bool{}
	for _, p := range im.Products {
		known[p.SKU] = true
	}
	for _, l := range im.Left {
		known[l.SKU] = true
	}
	var names []string
	for sku := range im.Costs.cells {
		if !known[sku] {
			names = append(names, sku)
		}
	}
	slices.Sort(names)
	if len(names) > 0 {
		im.Notes = append(im.Notes, "the file of costs names products that are in no report: "+strings.Join(names, ", "))
	}
}

// guessedCost is a share of the US price.
func (im *Import) guessedCost(p *Product) string {
	price, err := quantity.ParseMoney(p.Cells["price.US"])
	if err != nil {
		return ""
	}
	price.Amount = price.Amount.Times(im.plan.costShare).RoundCents()
	return price.String()
}
