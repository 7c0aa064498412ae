package compile

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/checker"
	bytecode "github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/scenario"
)

// claim is a compiled condition about the whole state.
type claim struct {
	scope   *scope
	program *vm.Program
	outline *outline // nil where nobody asks what was found
}

// Check evaluates the condition and says what its sides were where it does not hold.
func (c *claim) Check(s *model.Sight) (holds bool, found string) {
	out, err := c.scope.run(c.program, s, 0, 0)
	holds, _ = out.(bool)
	if err != nil {
		return false, shortError(err)
	}
	if holds || c.outline == nil {
		return holds, ""
	}
	return false, c.outline.found(c.scope, s)
}

// selector is a compiled condition about a SKU in a marketplace.
type selector struct {
	scope   *scope
	program *vm.Program
	skus    []bool // those it is for; nil for all
	markets [market.MarketplaceCount]bool
}

// Holds evaluates the condition for a SKU and marketplace.
func (c *selector) Holds(s *model.Sight, sku int32, m market.Marketplace) bool {
	if !c.markets[m] || c.skus != nil && !c.skus[sku] {
		return false
	}
	out, err := c.scope.run(c.program, s, sku, m)
	holds, _ := out.(bool)
	return err == nil && holds
}

// shortError is the message of an error of evaluation without the text around it.
func shortError(err error) string {
	var at *file.Error
	if errors.As(err, &at) {
		return at.Message
	}
	return err.Error()
}

// config is how the expressions of a scope are parsed and checked.
func (s *scope) config(n *names) *conf.Config {
	c := conf.CreateNew()
	options := []expr.Option{expr.Env(*s.newEnv()), expr.AsBool(), expr.Patch(n)}
	if !s.listing {
		options = append(options, roughly()...)
	}
	for _, option := range options {
		option(c)
	}
	return c
}

// checked is a condition that was parsed, completed and checked, and its program.
type checked struct {
	tree    *parser.Tree
	config  *conf.Config // that it was checked with, which the compiler must have too
	program *vm.Program
}

// compile compiles a condition; nil where it is wrong, which is reported at its place.
func (s *scope) compile(w *scenario.Condition, list *diag.List) *checked {
	n := newNames(s)
	c, err := s.check(n, w.Text)
	if len(n.faults) > 0 {
		for _, f := range n.faults {
			at, length := bytesOf(w.Text, f.at)
			list.Add(w.At(at, length).Problem(f.code, f.msg, f.hint))
		}
		return nil
	}
	if err == nil {
		c.program, err = bytecode.Compile(c.tree, c.config)
	}
	if err != nil {
		list.Add(s.problem(w, err))
		return nil
	}
	return c
}

// check parses, completes and checks the text of a condition.
func (s *scope) check(n *names, text string) (c *checked, err error) {
	c = &checked{config: s.config(n)}
	c.tree, err = checker.ParseCheck(text, c.config)
	return c, err
}

// problem is an error of the expression compiler at its place.
func (s *scope) problem(w *scenario.Condition, err error) diag.Problem {
	var at *file.Error
	if !errors.As(err, &at) {
		return w.Pos.Problem("expression", err.Error(), "")
	}
	hint := `write a comparison such as rf_state("` + first(s.skus) + `", "CA") == "ACTIVE"; ` +
		"`fbasim rules env` lists what can be named"
	if name, ok := strings.CutPrefix(at.Message, "unknown name "); ok {
		if near := diag.Suggest(name, envNames()); near != "" {
			hint = fmt.Sprintf("did you mean %q? `fbasim rules env` lists what can be named", near)
		}
	}
	msg := at.Message
	if m := noField.FindStringSubmatch(msg); m != nil {
		msg, hint = missingField(strings.ToLower(m[1]), m[2])
	}
	offset, length := bytesOf(w.Text, at.Location)
	return w.At(offset, length).Problem("expression",
		fmt.Sprintf("%q is no condition: %s", w.Text, msg), hint)
}

var noField = regexp.MustCompile(`^type model\.(\w+)View has no field (\w+)$`)

// missingField says what a view has instead of a field it lacks.
func missingField(view, field string) (msg, hint string) {
	var list []string
	for _, v := range Views() {
		for _, f := range v.Fields {
			if v.Name == view {
				list = append(list, f.Name)
			}
		}
	}
	hint = view + " has " + strings.Join(list, ", ")
	if near := diag.Suggest(field, list); near != "" {
		hint = fmt.Sprintf("did you mean %q? ", near) + hint
	}
	return fmt.Sprintf("%s has no %s", view, field), hint
}

// envNames are the names that conditions can use.
func envNames() (list []string) {
	for _, f := range Functions() {
		list = append(list, f.Name)
	}
	return append(list, "sku", "market", "on_order")
}

// claim compiles the condition of an action (found is not asked for) or of an expectation.
func (s *scope) claim(w *scenario.Condition, explain bool, list *diag.List) model.Claim {
	done := s.compile(w, list)
	if done == nil {
		return nil
	}
	c := &claim{scope: s, program: done.program}
	if explain {
		c.outline = done.outline(w.Text)
	}
	return c
}

// selector compiles the condition of a rule of the planner's own.
func (s *scope) selector(r *scenario.UserRule, list *diag.List) model.Selector {
	done := s.compile(r.When, list)
	if done == nil {
		return nil
	}
	c := &selector{scope: s, program: done.program}
	for m := range c.markets {
		c.markets[m] = len(r.Markets) == 0 || slices.Contains(r.Markets, market.Marketplace(m))
	}
	if len(r.SKUs) > 0 {
		c.skus = make([]bool, len(s.skus))
		for _, name := range r.SKUs {
			if i, ok := s.index[name]; ok {
				c.skus[i] = true
			}
		}
	}
	return c
}
