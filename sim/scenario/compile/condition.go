package compile

import (
	"errors"
	"fmt"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/program"
	"fbasim/sim/scenario"
)

// moment is what a plan's condition can use: units by country.
type moment struct {
	Stock   places `expr:"stock"`
	OnOrder places `expr:"on_order"`
}

type places struct {
	US int64 `expr:"US"`
	CA int64 `expr:"CA"`
	MX int64 `expr:"MX"`
}

// condition compiles the condition of a plan row; a mistake in it is a problem
// at its place in the file.
func (c *compiler) condition(w *scenario.Condition) program.Condition {
	if w == nil {
		return nil
	}
	prog, err := expr.Compile(w.Text, expr.Env(moment{}), expr.AsBool())
	if err != nil {
		c.list.Add(exprProblem(w, err))
		return nil
	}
	return &compiled{prog}
}

// compiled is a condition ready to evaluate.
type compiled struct{ program *vm.Program }

// Holds evaluates the condition at a moment. The program was type-checked when
// it was compiled, so an error can only be an arithmetic one and counts as false.
func (p *compiled) Holds(v program.View) bool {
	out, err := expr.Run(p.program, moment{Stock: look(v.Sellable), OnOrder: look(v.OnOrder)})
	holds, ok := out.(bool)
	return err == nil && ok && holds
}

func look(units func(market.Marketplace) int64) places {
	return places{US: units(market.US), CA: units(market.CA), MX: units(market.MX)}
}

func exprProblem(w *scenario.Condition, err error) diag.Problem {
	at, msg := w.At(0, len(w.Text)), err.Error()
	var e *file.Error
	if errors.As(err, &e) {
		at, msg = w.At(min(e.Column, len(w.Text)), 1), e.Message
	}
	return at.Problem("expression", fmt.Sprintf("%q is no condition: %s", w.Text, msg),
		`write a comparison such as "stock.CA > 0"; stock and on_order have US, CA and MX`)
}
