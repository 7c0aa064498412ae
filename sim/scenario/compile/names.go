package compile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"

	"fbasim/sim/diag"
)

// names completes conditions and checks what they name. The language has either a variable or a
// function of a name: "seller" alone becomes seller(), and "stock" alone the units of the SKU that
// the condition is about. Arguments that go without saying are put in. It changes the tree and not
// the text, so that errors keep their columns.
type names struct {
	scope  *scope
	faults []fault
	made   map[ast.Node]string // calls made of an identifier
}

func newNames(s *scope) *names { return &names{scope: s, made: map[ast.Node]string{}} }

// fault is something wrong with a stretch of the text, in characters.
type fault struct {
	at        file.Location
	code, msg string
	hint      string
}

func (n *names) fail(at ast.Node, code, msg, hint string) {
	n.faults = append(n.faults, fault{at.Location(), code, msg, hint})
}

// Visit sees every node after those under it.
func (n *names) Visit(node *ast.Node) {
	switch x := (*node).(type) {
	case *ast.IdentifierNode:
		n.identifier(node, x)
	case *ast.CallNode:
		if name, ok := n.made[x.Callee]; ok { // it was the name of a call after all
			n.restore(x, name)
		}
		if callee, ok := x.Callee.(*ast.IdentifierNode); ok && n.made[x] == "" {
			n.call(x, callee)
		}
	}
}

// identifier turns names that stand alone into calls.
func (n *names) identifier(node *ast.Node, x *ast.IdentifierNode) {
	name := x.Value
	switch name {
	case "seller":
	case "stock", "on_order":
		name += "."
	case "sku", "market":
		if !n.scope.listing {
			n.fail(x, "unknown-name", name+" has no meaning here",
				`only conditions of [rule] are about one product in one marketplace`)
		}
		return
	default:
		return
	}
	callee := &ast.IdentifierNode{Value: name}
	callee.SetLocation(x.Location())
	call := &ast.CallNode{Callee: callee}
	ast.Patch(node, call)
	n.made[call] = x.Value
	if name == "seller" || n.scope.listing || n.scope.only() != "" {
		return
	}
	n.fail(call, "unknown-name", x.Value+" needs a product here",
		fmt.Sprintf(`write stock("%s", "CA")`, first(n.scope.skus)))
}

// restore undoes identifier for the name of a call.
func (n *names) restore(x *ast.CallNode, name string) {
	at := x.Callee.Location()
	n.faults = slices.DeleteFunc(n.faults, func(f fault) bool { return f.at == at })
	x.Callee = &ast.IdentifierNode{Value: name}
	x.Callee.SetLocation(at)
}

// call puts in arguments that were left out and checks those that are literal.
func (n *names) call(x *ast.CallNode, callee *ast.IdentifierNode) {
	f, ok := findFunction(callee.Value)
	if !ok {
		return
	}
	least, most := f.bounds()
	for k := 0; k <= n.implied(f); k++ {
		count := len(x.Arguments) + k
		if count < least || count > most || !n.fits(f, x.Arguments, k) {
			continue
		}
		x.Arguments = append(n.insert(x, f, k), x.Arguments...)
		return
	}
	n.misfit(x, f)
}

// misfit says why the arguments of a call do not fit: the first literal that cannot stand where it
// does, or their number.
func (n *names) misfit(x *ast.CallNode, f Function) {
	least, most := f.bounds()
	for k := range n.implied(f) + 1 {
		if count := len(x.Arguments) + k; count < least || count > most {
			continue
		}
		for i, arg := range x.Arguments {
			if msg, hint := n.wrong(f.Params[k+i], arg); msg != "" {
				n.fail(arg, "no-match", msg, hint)
			}
		}
		return
	}
	n.fail(x.Callee, "arguments", fmt.Sprintf("%s does not take %d arguments", f.Name,
		len(x.Arguments)), "write "+f.Usage())
}

// implied counts the first parameters of a function that may be left out.
func (n *names) implied(f Function) int {
	switch {
	case len(f.Params) == 0 || f.Params[0].Kind != "sku":
		return 0
	case n.scope.listing && len(f.Params) > 1 && (f.Params[1].Kind == "market" || f.Params[1].Kind == "place"):
		return 2
	case n.scope.listing || n.scope.only() != "":
		return 1
	}
	return 0
}

// insert makes the arguments that were left out.
func (n *names) insert(x *ast.CallNode, f Function, k int) (list []ast.Node) {
	for i := range k {
		var arg ast.Node
		switch {
		case n.scope.listing && i == 1:
			arg = &ast.IdentifierNode{Value: "market"}
		case n.scope.listing:
			arg = &ast.IdentifierNode{Value: "sku"}
		default:
			arg = &ast.StringNode{Value: n.scope.only()}
		}
		arg.SetLocation(x.Location())
		list = append(list, arg)
	}
	return list
}

// fits reports whether the literal arguments can be those of a function from a parameter on.
func (n *names) fits(f Function, args []ast.Node, from int) bool {
	for i, arg := range args {
		if msg, _ := n.wrong(f.Params[from+i], arg); msg != "" {
			return false
		}
	}
	return true
}

var ruleID = regexp.MustCompile(`^[A-Z]{2,}(-[A-Z0-9]+)+$`)

// wrong says what is wrong with a literal argument; "" for nothing.
func (n *names) wrong(p Param, arg ast.Node) (msg, hint string) {
	switch x := arg.(type) {
	case *ast.IntegerNode:
		return n.wrongNumber(p, x.Value)
	case *ast.StringNode:
		return n.wrongText(p, x.Value)
	}
	return "", ""
}

func (n *names) wrongNumber(p Param, x int) (msg, hint string) {
	switch p.Kind {
	case "order":
		if x < 1 || x > n.scope.orders {
			return fmt.Sprintf("there is no order %d: actions place %d", x, n.scope.orders),
				"orders of place_order and request_mcf actions are numbered from 1, by time"
		}
	case "shipment":
		if x < 1 {
			return fmt.Sprintf("there is no shipment %d", x), "shipments are numbered from 1"
		}
	}
	return "", ""
}

func (n *names) wrongText(p Param, text string) (msg, hint string) {
	if p.Kind == "line" {
		text = lineName(text)
	}
	words := n.scope.wordsOf(p.Kind)
	switch {
	case p.Kind == "country" && (len(text) != 2 || strings.Trim(text, capitals) != ""):
		return fmt.Sprintf("%q is not a country", text), "write two capital letters (ISO 3166)"
	case p.Kind == "finding" && ruleID.MatchString(text) && n.scope.known != nil && !n.scope.known(text):
		return fmt.Sprintf("no rule is called %q", text), "`fbasim rules list` lists them"
	case words == nil || slices.Contains(words, text):
		return "", ""
	}
	hint = fmt.Sprintf("names here: %s", someOf(words))
	if len(words) == 0 {
		hint = "no action creates one"
	}
	if near := diag.Suggest(text, words); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return fmt.Sprintf("no %s is called %q", kindName(p.Kind), text), hint
}

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

func kindName(kind string) string {
	switch kind {
	case "sku":
		return "product"
	case "market", "place":
		return "marketplace"
	case "line":
		return "money line"
	}
	return kind
}

// someOf lists names, the first ten of many.
func someOf(list []string) string {
	if len(list) > 10 {
		return strings.Join(list[:10], ", ") + fmt.Sprintf(" and %d more", len(list)-10)
	}
	return strings.Join(list, ", ")
}

// bytesOf turns a stretch of characters of a text into an offset and a length in bytes.
func bytesOf(text string, at file.Location) (offset, length int) {
	chars := 0
	from, to := len(text), len(text)
	for i := range text {
		if chars == at.From {
			from = i
		}
		if chars == at.To {
			to = i
			break
		}
		chars++
	}
	if to <= from {
		_, size := utf8.DecodeRuneInString(text[from:])
		to = from + size
	}
	return from, to - from
}
