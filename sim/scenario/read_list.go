package scenario

import (
	"fmt"

	"fbasim/sim/scenario/document"
)

// numbersField reads a list of exactly n numbers.
func (s scope) numbersField(n int) *Numbers {
	return once(s, func(v value) ([]float64, bool) {
		if v.node.Kind != document.Array {
			v.wrongKind()
			return nil, false
		}
		if len(v.node.Items()) != n {
			v.whole("count", fmt.Sprintf("the list has %d numbers, not %d", len(v.node.Items()), n),
				"write decimals with a point: 0.82")
			return nil, false
		}
		out, good := make([]float64, n), true
		for i, item := range v.node.Items() {
			if item.Kind != document.Integer && item.Kind != document.Float {
				v.b.list.Add(item.Pos.Problem("type",
					fmt.Sprintf("%s stands where a number belongs",
						article(item.Kind.String())), "write 0.82"))
				good = false
				continue
			}
			x, ok := value{v.scope, item, v.meta}.number()
			out[i], good = x, good && ok
		}
		return out, good
	})
}

// textsField reads a list of texts; a single text counts as a list of one.
func (s scope) textsField() []*Text {
	v, ok := s.value()
	if !ok {
		return nil
	}
	items := v.node.Items()
	if v.node.Kind == document.String {
		items = []*document.Node{v.node}
	} else if v.node.Kind != document.Array {
		v.wrongKind()
		return nil
	}
	var out []*Text
	for i, item := range items {
		own := value{s, item, v.meta}
		if item.Kind != document.String || item.Text == "" {
			own.whole("type", fmt.Sprintf("%s stands where text belongs",
				article(item.Kind.String())),
				"put the text in quotes")
			continue
		}
		own.meta.Path, own.meta.Pos, own.meta.Text = fmt.Sprintf("%s[%d]", s.path,
			i), item.Pos, item.Text
		out = append(out, &Text{own.meta, item.Text})
	}
	return out
}
