package compile

import (
	"fmt"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/fee"
	"fbasim/sim/scenario"
	"fbasim/sim/scenario/document"
)

// gapList collects the missing cards of all cases, each gap once.
type gapList struct {
	gaps []fee.Gap
	pos  document.Pos
}

func (g *gapList) add(p *scenario.Plan, gaps []fee.Gap) {
	for _, gap := range gaps {
		same := func(o fee.Gap) bool { return o.Key == gap.Key && o.From == gap.From && o.To == gap.To }
		if slices.ContainsFunc(g.gaps, same) {
			continue
		}
		g.gaps = append(g.gaps, gap)
		if g.pos.IsZero() {
			g.pos = p.Start.Pos
			if use := p.Programs[gap.Market]; use != nil {
				g.pos = use.Pos
			}
		}
	}
}

// report adds one error for all gaps, with the lines that would close them.
func (g *gapList) report(list *diag.List) {
	if len(g.gaps) == 0 {
		return
	}
	slices.SortStableFunc(g.gaps, func(a, b fee.Gap) int { return strings.Compare(a.Key, b.Key) })
	var msg, paste strings.Builder
	fmt.Fprintf(&msg, "%d rate cards are missing:", len(g.gaps))
	keys := map[string]bool{}
	for _, gap := range g.gaps {
		fmt.Fprintf(&msg, "\n  %s", gap.Text)
		if gap.Nearest != "" && !keys[gap.Key] {
			keys[gap.Key] = true
			fmt.Fprintf(&paste, "\n    cards.%q = %q", gap.Key, gap.Nearest)
		}
	}
	hint := "add a card file for them"
	if paste.Len() > 0 {
		hint = "to let other cards stand in, add\n    [assume]\n    cards = \"nearest\"\nor name them:\n    [assume]" + paste.String()
	}
	list.Add(g.pos.Problem("missing-card", msg.String(), hint))
}
