package compile

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"
	bytecode "github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"fbasim/sim/model"
)

// outline is the shape of a condition as far as it explains why it does not hold: comparisons
// joined by and, or and not.
type outline struct {
	joined string     // "and" or "or"; "" for a single comparison
	parts  []*outline // of and, or
	negate bool       // of a single comparison: it stands under not
	whole  *vm.Program
	sides  []side // what is worth showing of a single comparison
}

// side is one side of a comparison.
type side struct {
	text  string
	value *vm.Program
}

// outline compiles the parts of a condition. The tree is checked and completed; the text is parsed
// again to show the parts as they were written.
func (c *checked) outline(text string) *outline {
	written, err := parser.ParseWithConfig(text, c.config)
	if err != nil {
		return nil
	}
	c.config.Expect = reflect.Invalid // sides are of any type
	return outlineOf(written.Node, c.tree.Node, c.tree, c.config)
}

func outlineOf(written, checked ast.Node, tree *parser.Tree, config *conf.Config) *outline {
	program := func(n ast.Node) *vm.Program {
		p, err := bytecode.Compile(&parser.Tree{Node: n, Source: tree.Source}, config)
		if err != nil {
			return nil
		}
		return p
	}
	w, isBinary := written.(*ast.BinaryNode)
	left, right, same := sidesOf(checked)
	if isBinary && same {
		joined := map[string]string{"and": "and", "&&": "and", "or": "or", "||": "or"}[w.Operator]
		if joined != "" {
			return &outline{joined: joined, parts: []*outline{
				outlineOf(w.Left, left, tree, config), outlineOf(w.Right, right, tree, config),
			}}
		}
		o := &outline{whole: program(checked)}
		for _, x := range [...]struct{ written, checked ast.Node }{{w.Left, left}, {w.Right, right}} {
			if !isLiteral(x.written) {
				o.sides = append(o.sides, side{x.written.String(), program(x.checked)})
			}
		}
		return o
	}
	if u, ok := written.(*ast.UnaryNode); ok && (u.Operator == "not" || u.Operator == "!") {
		if under, ok := checked.(*ast.UnaryNode); ok {
			o := outlineOf(u.Node, under.Node, tree, config)
			o.negate = !o.negate
			return o
		}
	}
	p := program(checked)
	return &outline{whole: p, sides: []side{{written.String(), p}}}
}

// isLiteral reports whether a node is written out, so that showing its value says nothing new.
func isLiteral(n ast.Node) bool {
	switch x := n.(type) {
	case *ast.IntegerNode, *ast.FloatNode, *ast.StringNode, *ast.BoolNode, *ast.NilNode,
		*ast.ConstantNode:
		return true
	case *ast.UnaryNode:
		return isLiteral(x.Node)
	case *ast.ArrayNode:
		for _, item := range x.Nodes {
			if !isLiteral(item) {
				return false
			}
		}
		return true
	case *ast.CallNode: // pct(8), days(3), money("5 CAD")
		name, _ := x.Callee.(*ast.IdentifierNode)
		return name != nil && (name.Value == "pct" || name.Value == "days" || name.Value == "money")
	}
	return false
}

// found says what the sides of the condition were: of one comparison with one side worth showing
// only the value, otherwise each with its text.
func (o *outline) found(s *scope, at *model.Sight) string {
	if o.joined == "" && len(o.sides) == 1 {
		return o.sides[0].show(s, at)
	}
	var list []string
	for _, x := range o.failing(s, at) {
		text := x.text + " is " + x.show(s, at)
		if len(list) == 0 || list[len(list)-1] != text {
			list = append(list, text)
		}
	}
	return strings.Join(list, "; ")
}

// failing lists the sides of the comparisons that keep the condition from holding.
func (o *outline) failing(s *scope, at *model.Sight) (list []side) {
	if o.joined == "" {
		return o.sides
	}
	for _, p := range o.parts {
		if o.joined == "or" || o.negate || !p.holds(s, at) {
			list = append(list, p.failing(s, at)...)
		}
	}
	return list
}

func (o *outline) holds(s *scope, at *model.Sight) bool {
	yes := o.joined == "and"
	for _, p := range o.parts {
		if o.joined == "and" {
			yes = yes && p.holds(s, at)
		} else {
			yes = yes || p.holds(s, at)
		}
	}
	if o.joined == "" && o.whole != nil {
		out, err := s.run(o.whole, at, 0, 0)
		is, _ := out.(bool)
		yes = err == nil && is
	}
	return yes != o.negate
}

func (x side) show(s *scope, at *model.Sight) string {
	if x.value == nil {
		return "unknown"
	}
	out, err := s.run(x.value, at, 0, 0)
	if err != nil {
		return shortError(err)
	}
	return shown(out)
}

// shown writes a value as a condition would: texts in quotes, numbers without needless digits,
// views with what is not empty in them.
func shown(v any) string {
	switch x := v.(type) {
	case nil:
		return "nothing"
	case string:
		return strconv.Quote(x)
	case float64:
		return number(x)
	case bool:
		return strconv.FormatBool(x)
	}
	r := reflect.ValueOf(v)
	switch r.Kind() {
	case reflect.Slice:
		parts := make([]string, r.Len())
		for i := range parts {
			parts[i] = shown(r.Index(i).Interface())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.Struct:
		var parts []string
		for i := range r.NumField() {
			if tag := r.Type().Field(i).Tag.Get("expr"); tag != "" && !r.Field(i).IsZero() {
				parts = append(parts, tag+" "+shown(r.Field(i).Interface()))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(v)
}

// number writes a number with at most six decimals, those of money.
func number(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "unknown"
	}
	text := strconv.FormatFloat(x, 'f', 6, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
