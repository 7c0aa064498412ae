package compile

import (
	"math"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
)

// near is how closely two numbers must agree to count as equal in a condition, as a
// share of the larger: amounts and days are exact to a millionth, but what a condition
// computes of them, such as 5 * 36.99, is a binary fraction.
const near = 1e-9

// comparison is an operator whose sides need not agree to the last bit. Its function
// has a name that no one can write.
type comparison struct {
	operator, function string
	holds              func(a, b float64) bool
}

func comparisons() []comparison {
	equal := func(a, b float64) bool {
		return a == b || math.Abs(a-b) <= near*max(1, math.Abs(a), math.Abs(b))
	}
	return []comparison{
		{"==", "equal.", equal},
		{"!=", "unequal.", func(a, b float64) bool { return !equal(a, b) }},
		{"<=", "at_most.", func(a, b float64) bool { return a <= b || equal(a, b) }},
		{">=", "at_least.", func(a, b float64) bool { return a >= b || equal(a, b) }},
	}
}

// roughly lets conditions compare fractional numbers, with each other and with whole
// ones, by comparisons.
func roughly() (list []expr.Option) {
	var withWhole func(float64, int) bool
	var wholeWith func(int, float64) bool
	for _, c := range comparisons() {
		call := func(args ...any) (any, error) { return c.holds(fraction(args[0]), fraction(args[1])), nil }
		list = append(list, expr.Function(c.function, call, c.holds, withWhole, wholeWith),
			expr.Operator(c.operator, c.function))
	}
	return list
}

func fraction(v any) float64 {
	if whole, ok := v.(int); ok {
		return float64(whole)
	}
	return v.(float64)
}

// sidesOf returns the sides of a checked comparison, which roughly may have made a call.
func sidesOf(n ast.Node) (left, right ast.Node, ok bool) {
	switch x := n.(type) {
	case *ast.BinaryNode:
		return x.Left, x.Right, true
	case *ast.CallNode:
		callee, _ := x.Callee.(*ast.IdentifierNode)
		for _, c := range comparisons() {
			if callee != nil && callee.Value == c.function && len(x.Arguments) == 2 {
				return x.Arguments[0], x.Arguments[1], true
			}
		}
	}
	return nil, nil, false
}
