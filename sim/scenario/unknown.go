package scenario

import (
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/scenario/document"
)

// checkKeys reports every key of a document that no entry of the key table knows.
func (b *builder) checkKeys(n *document.Node, keys *keyNode, path string) {
	for _, f := range n.Fields() {
		child, ok := keys.lookup(f.Name)
		if !ok {
			b.unknownKey(f, keys, path)
			continue
		}
		b.checkBelow(f.Node, child, join(path, f.Name))
	}
}

func (b *builder) checkBelow(n *document.Node, keys *keyNode, path string) {
	switch {
	case keys.name == "<action>" && n.Kind == document.Table:
		// the keys depend on what the action does: they are checked when it is read
	case n.Kind == document.Array && keys.any != nil && keys.any.name == "[]":
		for i, item := range n.Items() {
			b.checkRow(item, keys.any, fmt.Sprintf("%s[%d]", path, i))
		}
	case n.Kind != document.Table:
		if keys.key == nil {
			b.list.Add(n.Pos.Problem("type", fmt.Sprintf("%s is a table, not %s", path,
				article(n.Kind.String())), "keys there: "+strings.Join(keys.names(), ", ")))
		}
	case keys.key != nil && keys.key.Kind.IsInput() && n.Get("value") != nil:
		b.checkDrawTable(n, path)
	case len(keys.children) > 0 || keys.any != nil:
		b.checkKeys(n, keys, path)
	}
}

func (b *builder) checkRow(item *document.Node, keys *keyNode, path string) {
	if item.Kind == document.Table {
		b.checkKeys(item, keys, path)
		return
	}
	b.list.Add(item.Pos.Problem("type", fmt.Sprintf("%s stands where a row belongs",
		article(item.Kind.String())), `write { use = "local-fba", from = 2026-06-01 }`))
}

// checkDrawTable checks the keys of { value = "...", draw = "run" }.
func (b *builder) checkDrawTable(n *document.Node, path string) {
	known := []string{"value", "draw"}
	for _, f := range n.Fields() {
		if !slices.Contains(known, f.Name) {
			b.unknown(f, known, path)
		}
	}
}

// lookup returns the child for a name: a fixed one, or the placeholder when the name fits it.
func (n *keyNode) lookup(name string) (*keyNode, bool) {
	if c := n.find(name); c != nil {
		return c, true
	}
	if n.any == nil || n.any.name == "[]" || name == "" {
		return nil, false
	}
	if words := placeholderWords(n.any.name); words != nil && !slices.Contains(words, name) {
		return nil, false
	}
	if n.any.name == "<country>" && !isCountry(name) {
		return nil, false
	}
	return n.any, true
}

// placeholderWords lists the names that fit a placeholder, nil when the user chooses them.
func placeholderWords(placeholder string) []string {
	switch placeholder {
	case "<market>":
		return marketCodes()
	case "<program>":
		return market.ProgramIDs()[market.NoProgram+1:]
	case "<currency>":
		return currencyCodes()
	}
	return nil
}

// names lists what may stand at a place.
func (n *keyNode) names() []string {
	var out []string
	for _, c := range n.children {
		out = append(out, c.name)
	}
	if n.any != nil && n.any.name != "[]" {
		if words := placeholderWords(n.any.name); words != nil {
			return append(out, words...)
		}
		out = append(out, n.any.name)
	}
	return out
}

func (b *builder) unknownKey(f document.Field, keys *keyNode, path string) {
	b.unknown(f, keys.names(), path)
}

func (b *builder) unknown(f document.Field, known []string, path string) {
	where := "at the top of the file"
	if path != "" {
		where = "in " + path
	}
	hint := ""
	if near := diag.Suggest(f.Name, known); near != "" {
		hint = fmt.Sprintf("did you mean %q? ", near)
	}
	if _, is := money.ParseCurrency(f.Name); is && slices.Contains(known, "CA") {
		hint = "marketplaces are named by country: CA, not CAD. "
	}
	if strings.HasPrefix(path, "case.") && b.tree.find(f.Name) != nil {
		hint = fmt.Sprintf("%s is common to all cases: write it at the top of the file. ", f.Name)
		if f.Name == "action" || f.Name == "expect" || f.Name == "rule" {
			hint = fmt.Sprintf("write [%s.NAME] at the top of the file, with case = [%q]. ",
				f.Name, strings.TrimPrefix(path, "case."))
		}
	}
	if len(known) > 0 {
		hint += "Keys here: " + strings.Join(known, ", ")
	}
	b.list.Add(keyPos(f.Node).Problem("unknown-key", fmt.Sprintf("%q %s", f.Name, where), hint))
}
