package report

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"fbasim/sim/result"
)

// sensitivity writes the tornado of a run: for each comparison, or for each case where there is
// nothing to compare, the inputs by the size of their swing, then those that flip the winner and
// those of weak evidence.
func (p *page) sensitivity(s *result.Set) {
	compared := slices.ContainsFunc(s.Sensitivity, func(r result.SensitivityRow) bool { return r.Against != "" })
	for from := 0; from < len(s.Sensitivity); {
		to, first := from, &s.Sensitivity[from]
		for to < len(s.Sensitivity) && sameTarget(first, &s.Sensitivity[to]) {
			to++
		}
		if !compared || first.Against != "" || p.o.All {
			p.tornado(s, s.Sensitivity[from:to])
		}
		from = to
	}
	if compared && !p.o.All {
		p.print(p.paint("The figures of each case alone are in sensitivity.csv.\n\n", faint))
	}
}

func sameTarget(a, b *result.SensitivityRow) bool {
	return a.Case == b.Case && a.Against == b.Against && a.Metric == b.Metric
}

// mostInputs is the number of inputs of a tornado that are shown.
const mostInputs = 12

// tornado writes the table of one comparison or case.
func (p *page) tornado(s *result.Set, rows []result.SensitivityRow) {
	r := &rows[0]
	what := result.Visible(s.Label(r.Case))
	figure := result.Figure
	if r.Against != "" {
		what, figure = what+" - "+result.Visible(s.Label(r.Against)), result.Difference
	}
	p.heading(fmt.Sprintf("%s: %s of %s as drawn (%d replications)",
		what, result.MetricLabel(r.Metric), figure(r.Base, r.Unit), r.N))
	const room = 40 // for a path
	t := tornadoTable(p.shown(rows), room, true)
	if t.width() > p.o.Width {
		t = tornadoTable(p.shown(rows), room, false)
	}
	if over := t.width() - p.o.Width; over > 0 {
		longest := t.widths()[1]
		t = tornadoTable(p.shown(rows), max(16, longest-over), false)
	}
	p.table(t)
	if left := len(rows) - len(p.shown(rows)); left > 0 {
		p.print(p.paint(fmt.Sprintf("  and %d more in sensitivity.csv\n", left), faint))
	}
	p.print("\n")
	p.flips(s, rows)
	p.weak(rows)
	p.print("\n")
}

// shown are the rows worth a line: the first by rank, none that moves nothing.
func (p *page) shown(rows []result.SensitivityRow) []result.SensitivityRow {
	n := len(rows)
	for n > 1 && rows[n-1].Swing == 0 {
		n--
	}
	if !p.o.All {
		n = min(n, mostInputs)
	}
	return rows[:n]
}

// tornadoTable shows paths in the room given, and of the indices that of an input alone only where
// there is room for both.
func tornadoTable(rows []result.SensitivityRow, room int, alone bool) *table {
	t := &table{right: []bool{true, false, true, true, true}}
	t.add(head("", "input", "values", "from", "to")...)
	indexed := slices.ContainsFunc(rows, hasIndex)
	if indexed && alone {
		t.right, t.rows[0] = append(t.right, true), append(t.rows[0], head("alone")...)
	}
	if indexed {
		t.right, t.rows[0] = append(t.right, true), append(t.rows[0], head("in all")...)
	}
	for _, r := range rows {
		mark := plain
		if r.FlipsTo != "" {
			mark = strong
		}
		line := []cell{
			text(strconv.Itoa(r.Rank)), {skuName(r.Input, room), mark}, text(ends(r)),
			text(result.PlainLike(r.AtLow, r.Base, r.Unit)), text(result.PlainLike(r.AtHigh, r.Base, r.Unit)),
		}
		if hasIndex(r) && alone {
			line = append(line, text(share(r.SobolFirst)))
		}
		if hasIndex(r) {
			line = append(line, text(share(r.SobolTotal)))
		}
		t.add(line...)
	}
	return t
}

func hasIndex(r result.SensitivityRow) bool { return !math.IsNaN(r.SobolTotal) }

// share writes a Sobol index: small negative estimates are zero but for noise.
func share(x float64) string {
	return strconv.FormatFloat(math.Max(x, 0), 'f', 2, 64)
}

// ends writes both values with the unit once.
func ends(r result.SensitivityRow) string {
	low := strings.TrimSuffix(result.Visible(r.Low), " "+result.Visible(r.InputUnit))
	return low + " .. " + result.Visible(r.High)
}

// flips says which inputs change the winner, and from which value on.
func (p *page) flips(s *result.Set, rows []result.SensitivityRow) {
	if rows[0].Against == "" {
		return
	}
	found := false
	for _, r := range rows {
		if r.FlipsTo == "" {
			continue
		}
		found = true
		text := fmt.Sprintf("%s is better %s", result.Capital(result.Visible(s.Label(r.FlipsTo))), flipsFrom(r))
		p.paragraph("Flips:", text, strong)
	}
	if !found {
		p.paragraph("Flips:", "no input changes the winner on its own.", strong)
	}
}

// flipsFrom says at which side of which value the winner changes, and how sure that is.
func flipsFrom(r result.SensitivityRow) string {
	name := result.Visible(r.Input)
	if math.IsNaN(r.FlipsAt) {
		return fmt.Sprintf("at %s or %s of %s.", result.Visible(r.Low), result.Visible(r.High), name)
	}
	side := "above"
	if (r.AtHigh > 0) == (r.Base > 0) {
		side = "below"
	}
	text := fmt.Sprintf("%s %s of %s", side, result.Figure(r.FlipsAt, r.InputUnit), name)
	if math.IsInf(r.FlipsCI.Lo, 0) && math.IsInf(r.FlipsCI.Hi, 0) {
		return text + ", by the mean; no sign is sure there."
	}
	return text + fmt.Sprintf(" (%s).", result.Range(r.FlipsCI, r.InputUnit, false))
}

// weak lists the inputs of weak evidence with their ranks, and apart from them the constants that
// only were given a spread.
func (p *page) weak(rows []result.SensitivityRow) {
	var list, spread []string
	given := ""
	for _, r := range p.shown(rows) {
		switch rank := strconv.Itoa(r.Rank); {
		case strings.HasPrefix(r.Evidence, "spread"):
			spread, given = append(spread, rank), result.Visible(r.Evidence)
		case r.Evidence != "":
			list = append(list, fmt.Sprintf("%s %s (%s)", rank, result.Visible(r.Input), result.Visible(r.Evidence)))
		}
	}
	if len(list) > 0 {
		p.paragraph("Weak evidence:", strings.Join(list, ", ")+".", strong)
	}
	if len(spread) > 0 {
		p.paragraph("Stated as constants:", strings.Join(spread, ", ")+" ("+given+").", strong)
	}
}

// Sensitivity writes the sensitivity of a run alone: title, tornado, warnings and where the files
// are. The error is that of w.
func Sensitivity(w io.Writer, s *result.Set, o Options) error {
	p := newPage(w, o)
	p.title(s)
	p.sensitivity(s)
	for _, warning := range s.Warnings {
		p.paragraph("Note:", result.Visible(warning), strong)
	}
	if s.Dir != "" {
		p.results(s.Dir)
	}
	return p.err
}
