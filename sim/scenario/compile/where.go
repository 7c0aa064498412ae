package compile

import (
	"github.com/expr-lang/expr"

	"fbasim/sim/diag"
	"fbasim/sim/scenario"
)

// offeredProduct is what a condition that picks SKUs can ask about.
type offeredProduct struct {
	SKU      string `expr:"sku"`
	ASIN     string `expr:"asin"`
	Category string `expr:"category"` // as in fee tables: "home_and_kitchen"
}

// Where compiles a condition that picks SKUs, such as sku != "MUG". A nil condition picks all. A mistake
// in it is a problem at its place.
func Where(w *scenario.Condition, list *diag.List) func(*scenario.Product) bool {
	if w == nil {
		return func(*scenario.Product) bool { return true }
	}
	prog, err := expr.Compile(w.Text, expr.Env(offeredProduct{}), expr.AsBool())
	if err != nil {
		problem := exprProblem(w, err)
		problem.Hint = `write a comparison such as sku != "MUG"; there are sku, asin and category`
		list.Add(problem)
		return func(*scenario.Product) bool { return false }
	}
	return func(p *scenario.Product) bool {
		out, err := expr.Run(prog, offeredProduct{p.SKU, p.ASIN, categoryOf(p).ID()})
		holds, ok := out.(bool)
		return err == nil && ok && holds
	}
}
