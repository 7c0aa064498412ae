package optimize

import (
	"slices"

	"fbasim/sim/diag"
	"fbasim/sim/scenario/document"
)

// readingFaults are the codes of problems with a value itself, whatever else the plan says. A value
// that is one of them is a slip of the pen, not a plan that happens to be impossible.
func readingFaults() []string {
	return []string{"unknown-name", "type", "number", "unit", "range", "date", "currency", "count"}
}

// checkOptions tries each option of a choice alone on the first SKU that it is about, and reports
// those that cannot be read, where they stand.
func (p *Problem) checkOptions(s *planned, one *choice, list *diag.List) {
	for _, option := range one.options {
		var sets []string
		for _, set := range p.put(nil, s, one, option.Text) {
			sets = append(sets, p.under(set.Path)+"="+set.Text)
		}
		_, problems := p.base.At(sets...)
		for _, x := range problems.All() {
			if !x.Warning && x.File == document.OverFile && slices.Contains(readingFaults(), x.Code) {
				list.Add(option.Pos.Problem(x.Code, x.Msg, x.Hint))
				break
			}
		}
	}
}
