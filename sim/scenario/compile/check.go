package compile

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"fbasim/sim/diag"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
	"fbasim/sim/result"
	"fbasim/sim/scenario"
)

// Check is a condition on a case's results, ready to evaluate.
type Check struct {
	Name, Expect, At string
	program          *vm.Program
	metrics          []string // names it asks for
}

// figures are what metric("profit") offers to a check.
type figures struct {
	N    int     `expr:"n"`
	Mean float64 `expr:"mean"`
	SD   float64 `expr:"sd"`
	Lo   float64 `expr:"lo"` // ends of the confidence interval
	Hi   float64 `expr:"hi"`
	P5   float64 `expr:"p5"`
	P50  float64 `expr:"p50"`
	P95  float64 `expr:"p95"`
	CVaR float64 `expr:"cvar5"`
}

// bench is what a check can call.
type bench struct {
	Metric func(string) figures          `expr:"metric"`
	Pct    func(float64) float64         `expr:"pct"`
	Days   func(float64) float64         `expr:"days"`
	Money  func(string) (float64, error) `expr:"money"`
}

func benchOf(metric func(string) figures) bench {
	return bench{
		Metric: metric,
		Pct:    func(x float64) float64 { return x * money.Percent.Float() },
		Days:   func(x float64) float64 { return x },
		Money: func(text string) (float64, error) {
			m, err := quantity.ParseMoney(text)
			return m.Amount.Float(), err
		},
	}
}

// Checks compiles the [check] tables of a study. Mistakes in them, and metrics
// that do not exist, are problems at their place in the file.
func Checks(s *scenario.Study, list *diag.List) []Check { return ChecksOf(s.Checks, list) }

// ChecksOf compiles conditions on a case's results, as Checks does.
func ChecksOf(all []*scenario.Check, list *diag.List) []Check {
	var checks []Check
	for _, c := range all {
		out := Check{Name: c.Name, Expect: c.Expect.Text, At: c.Expect.Path}
		names := &metricNames{}
		program, err := expr.Compile(c.Expect.Text, expr.Env(bench{}), expr.AsBool(), expr.Patch(names))
		if err != nil {
			list.Add(checkProblem(c.Expect, err))
			continue
		}
		for _, name := range names.names {
			if _, ok := result.Define(name); !ok {
				list.Add(c.Expect.At(max(0, strings.Index(c.Expect.Text, name)), len(name)).Problem("unknown-name",
					fmt.Sprintf("%q is no metric", name), "fbasim metrics lists them; most end in a marketplace, such as profit.CA"))
			}
		}
		out.program, out.metrics = program, names.names
		checks = append(checks, out)
	}
	return checks
}

// Metrics are the names of the metrics that the check asks for.
func (c *Check) Metrics() []string { return c.metrics }

// metricNames collects the names of metric("...") calls.
type metricNames struct{ names []string }

// Visit notes the argument of a metric call.
func (m *metricNames) Visit(node *ast.Node) {
	call, ok := (*node).(*ast.CallNode)
	if !ok || len(call.Arguments) != 1 {
		return
	}
	name, isName := call.Callee.(*ast.IdentifierNode)
	text, isText := call.Arguments[0].(*ast.StringNode)
	if isName && isText && name.Value == "metric" {
		m.names = append(m.names, text.Value)
	}
}

func checkProblem(e *scenario.Condition, err error) diag.Problem {
	at, msg := e.At(0, len(e.Text)), err.Error()
	var where *file.Error
	if errors.As(err, &where) {
		at, msg = e.At(min(where.Column, len(e.Text)), 1), where.Message
	}
	return at.Problem("expression", fmt.Sprintf("%q is no condition: %s", e.Text, msg),
		`write a comparison such as metric("late_share.CA").p95 < pct(10)`)
}

// Eval evaluates the check on a case. got names the figures it looked at. A
// metric that the case does not have fails the check.
func (c *Check) Eval(of *result.Case) (ok bool, got string) {
	var seen []string
	absent := false
	out, err := expr.Run(c.program, benchOf(func(name string) figures {
		m := of.Metric(name)
		if m == nil {
			absent = true
			seen = append(seen, name+" is not in this case")
			return figures{}
		}
		seen = append(seen, fmt.Sprintf("%s mean %s, P5 %s, P95 %s", name, short(m.Mean), short(m.P5), short(m.P95)))
		return figures{m.N, m.Mean, m.SD, m.CI.Lo, m.CI.Hi, m.P5, m.P50, m.P95, m.CVaR5}
	}))
	if err != nil {
		return false, err.Error()
	}
	holds, isBool := out.(bool)
	return isBool && holds && !absent, strings.Join(seen, "; ")
}

func short(x float64) string {
	if math.IsNaN(x) {
		return "unknown"
	}
	return strconv.FormatFloat(x, 'g', 5, 64)
}
