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
	var missing, pins []string
	for _, gap := range g.gaps {
		missing = append(missing, fmt.Sprintf("  %s from %s to %s", gap.Key, gap.From, gap.To))
		pin := fmt.Sprintf("    cards.%q = %q", gap.Key, gap.Nearest)
		if gap.Nearest == "" {
			pin = fmt.Sprintf("    # no card can stand in for %s: add a card file", gap.Key)
		}
		if !slices.Contains(pins, pin) {
			pins = append(pins, pin)
		}
	}
	p := g.pos.Problem("missing-card", fmt.Sprintf("%d rate cards are missing", len(missing)), "no card is known for:")
	p.More = strings.Join(missing, "\n") + "\nto let the nearest cards stand in, and say so in the results, add" +
		"\n    [assume]\n    cards = \"nearest\"\nor name them one by one:\n    [assume]\n" + strings.Join(pins, "\n") + g.ownCards()
	list.Add(p)
}

// ownCards says how a file of cards closes the gaps.
func (g *gapList) ownCards() string {
	text := "\nor add a file of cards beside the scenario:\n    cards = [\"my-cards.toml\"]"
	for _, gap := range g.gaps {
		if gap.Nearest != "" {
			return text + fmt.Sprintf("\nto start from one: fbasim rates show %s --toml > my-cards.toml", gap.Nearest)
		}
	}
	return text
}
