package scenario

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
	"fbasim/sim/scenario/document"
)

// maxWhere is the length of a catalog condition beyond which it is refused.
const maxWhere = 2000

// catalog reads the CSV file of [catalog] into a tree with a product per row, nil when there is
// none. Columns are named as the keys of a product (price.CA, demand.CA); the headers of Amazon's
// FBA Fee Preview report are understood as well.
func (b *builder) catalog(n *document.Node) *document.Node {
	name := n.Get("file")
	if name == nil || name.Kind != document.String {
		if n != nil && name == nil && n.Kind == document.Table {
			b.list.Add(keyPos(n).Problem("missing", "catalog has no file",
				`add file = "catalog.csv"`))
		}
		return nil
	}
	t, err := b.openTable(name.Pos.File, name.Text)
	if err != nil {
		b.tableProblem(name, err)
		return nil
	}
	c := &catalogReader{b: b, t: t, keys: b.tree.find("product").any, seen: map[string]int{}}
	if !c.columns(name.Pos) || !c.condition(n.Get("where")) {
		return nil
	}
	var products []document.Field
	for _, row := range t.rows {
		if f, ok := c.product(row); ok {
			products = append(products, f)
		}
	}
	if len(products) == 0 {
		b.list.Add(name.Pos.Problem("empty", "no row of the catalog is used",
			"look at the file and at where"))
	}
	all := document.NewTable(name.Pos, products...)
	return document.NewTable(name.Pos, document.Field{Name: "product", Node: all})
}

type catalogReader struct {
	b     *builder
	t     *table
	keys  *keyNode
	roles map[string]int // column by role: "sku", "longest", "weight", ...
	paths []catalogColumn
	where *vm.Program
	env   map[string]any
	names []string       // of the columns, as where knows them
	seen  map[string]int // line by SKU
}

// catalogColumn is a column that holds a key of a product.
type catalogColumn struct {
	index int
	path  []string
	kind  Kind
}

// catalogRoles are the headers with a meaning of their own: our short names and those of
// Amazon's reports.
var catalogRoles = map[string]string{
	"sku": "sku", "merchant-sku": "sku", "seller-sku": "sku",
	"length": "longest", "longest-side": "longest", "width": "median", "median-side": "median",
	"height": "shortest", "shortest-side": "shortest",
	"dim_unit": "dim unit", "unit-of-dimension": "dim unit",
	"item-package-weight": "weight", "weight_unit": "weight unit", "unit-of-weight": "weight unit",
	"your-price": "price", "currency": "currency", "landed_cost": "cost", "product-group": "group",
	"hazmat": "hazmat",
}

// columns finds out what each column holds.
func (c *catalogReader) columns(at document.Pos) bool {
	c.roles = map[string]int{}
	var unused []string
	for i, h := range c.t.header {
		if role, ok := catalogRoles[strings.ToLower(h)]; ok {
			c.roles[role] = i
			continue
		}
		path := strings.Split(h, ".")
		key := c.keys
		for _, part := range path {
			if key != nil {
				key, _ = key.lookup(part)
			}
		}
		if key == nil || key.key == nil {
			unused = append(unused, h)
			continue
		}
		c.paths = append(c.paths, catalogColumn{i, path, key.key.Kind})
	}
	if _, ok := c.roles["sku"]; !ok {
		c.b.list.Add(at.Problem("file", c.t.file+" has no column sku",
			"columns are "+someOf(c.t.header)))
		return false
	}
	if len(unused) > 0 {
		c.b.list.Add(document.Pos{File: c.t.file, Line: 1, Col: 1, Len: 1}.Warning("unused",
			"columns that are not used: "+strings.Join(unused, ", "), ""))
	}
	return true
}

// condition compiles the expression that picks rows. It sees every column as text under its name,
// with "_" for characters a name cannot have, and num(text) for the number a text begins with.
func (c *catalogReader) condition(n *document.Node) bool {
	if n == nil || n.Kind != document.String {
		return true
	}
	c.env = map[string]any{"num": leadingNumber}
	for _, h := range c.t.header {
		name := strings.Map(func(r rune) rune {
			if bare(string(r)) && r != '-' {
				return r
			}
			return '_'
		}, h)
		c.names = append(c.names, name)
		c.env[name] = ""
	}
	if len(n.Text) > maxWhere {
		c.b.list.Add(n.Pos.Problem("expression", "the condition is too long", ""))
		return false
	}
	program, err := expr.Compile(n.Text, expr.Env(c.env), expr.AsBool())
	if err != nil {
		c.b.list.Add(expressionProblem(n, err))
		return false
	}
	c.where = program
	return true
}

// expressionProblem puts an error of the expression compiler at its place.
func expressionProblem(n *document.Node, err error) diag.Problem {
	var at *file.Error
	if !errors.As(err, &at) {
		return n.Pos.Problem("expression", err.Error(), "")
	}
	return n.At(at.From, max(at.To-at.From, 1)).Problem("expression", at.Message, "")
}

// leadingNumber returns the number a text begins with, 0 when there is none.
func leadingNumber(text string) float64 {
	number, _, _ := quantity.Split(text)
	x, _ := strconv.ParseFloat(number, 64)
	return x
}

// product makes the tree of a row; not ok when the row is left out or wrong.
func (c *catalogReader) product(row []cell) (f document.Field, ok bool) {
	at := func(role string) cell {
		if i, ok := c.roles[role]; ok && i < len(row) && row[i].text != "--" {
			return cell{strings.TrimSpace(row[i].text), row[i].pos}
		}
		return cell{}
	}
	sku := at("sku")
	if sku.text == "" {
		if slices.ContainsFunc(row, func(x cell) bool { return strings.TrimSpace(x.text) != "" }) {
			c.b.list.Add(row[0].pos.Problem("missing", "the row has no sku", ""))
		}
		return f, false
	}
	if !c.picks(row) {
		return f, false
	}
	if line, twice := c.seen[sku.text]; twice {
		c.b.list.Add(sku.pos.Problem("duplicate-key", fmt.Sprintf("%q stands in two rows",
			sku.text),
			fmt.Sprintf("the first is line %d", line)))
		return f, false
	}
	c.seen[sku.text] = sku.pos.Line
	p := document.NewTable(sku.pos)
	p.Key = sku.pos
	for _, col := range c.paths {
		if col.index < len(row) {
			c.put(p, col.path, col.kind, c.withUnit(row[col.index], col.kind, at))
		}
	}
	c.put(p, []string{"size"}, SizeKind, size(at))
	c.put(p, []string{"weight"}, WeightKind, joined(at("weight"), unitWord(at("weight unit").text)))
	c.put(p, []string{"cost"}, InputMoney, joined(at("cost"), at("currency").text))
	c.put(p, []string{"category"}, CategoryKind, at("group"))
	c.put(p, []string{"dangerous_goods"}, BoolKind, truthOf(at("hazmat")))
	if m, known := marketOf(at("currency").text); known {
		c.put(p, []string{"price", m.String()}, PriceKind, joined(at("price"), at("currency").text))
	}
	return document.Field{Name: sku.text, Node: p}, true
}

// put adds a cell under a path, unless it is empty or the path has a value.
func (c *catalogReader) put(p *document.Node, path []string, kind Kind, x cell) {
	x.text = strings.TrimSpace(x.text)
	if x.text == "" || x.text == "--" || p.Get(path...) != nil {
		return
	}
	n := bareNode(kind, x.text, x.pos)
	n.Key = x.pos
	p.Put(n, path...)
}

// withUnit completes a cell that holds only a number with the unit of a unit column.
func (c *catalogReader) withUnit(x cell, kind Kind, at func(role string) cell) cell {
	if _, unit, _ := quantity.Split(x.text); unit != "" {
		return x
	}
	switch kind {
	case WeightKind:
		return joined(x, unitWord(at("weight unit").text))
	case InputMoney:
		return joined(x, at("currency").text)
	}
	return x
}

// picks reports whether the condition holds for a row.
func (c *catalogReader) picks(row []cell) bool {
	if c.where == nil {
		return true
	}
	for i, name := range c.names {
		c.env[name] = ""
		if i < len(row) {
			c.env[name] = row[i].text
		}
	}
	got, err := expr.Run(c.where, c.env)
	if err != nil {
		c.b.list.Add(row[0].pos.Problem("expression", "the catalog's condition fails on this row: "+
			firstLine(err.Error()), ""))
		return false
	}
	yes, _ := got.(bool)
	return yes
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(s, "\n")
	return s
}

// joined writes a number and its unit as one text.
func joined(x cell, unit string) cell {
	if x.text != "" && unit != "" {
		x.text += " " + unit
	}
	return x
}

// size joins the three sides of a row.
func size(at func(role string) cell) cell {
	a, b, c := at("longest"), at("median"), at("shortest")
	if a.text == "" || b.text == "" || c.text == "" {
		return cell{}
	}
	a.text = a.text + " x " + b.text + " x " + c.text
	return joined(a, unitWord(at("dim unit").text))
}

// unitWord turns the unit names of Amazon's reports into ours.
func unitWord(name string) string {
	words := map[string]string{"pounds": "lb", "pound": "lb", "ounces": "oz", "ounce": "oz",
		"grams": "g", "gram": "g", "kilograms": "kg", "kilogram": "kg", "centimeters": "cm",
		"centimetres": "cm", "millimeters": "mm", "millimetres": "mm", "feet": "ft", "in.": "in"}
	if w, ok := words[strings.ToLower(name)]; ok {
		return w
	}
	return strings.ToLower(name)
}

// truthOf reads the ways in which spreadsheets say yes and no.
func truthOf(x cell) cell {
	switch strings.ToLower(x.text) {
	case "yes", "y", "1", "true":
		x.text = "true"
	case "no", "n", "0", "false":
		x.text = "false"
	}
	return x
}

// marketOf returns the marketplace that sells in a currency.
func marketOf(code string) (market.Marketplace, bool) {
	c, _ := money.ParseCurrency(code)
	for m := market.US; m < market.MarketplaceCount; m++ {
		if m.Currency() == c {
			return m, true
		}
	}
	return 0, false
}
