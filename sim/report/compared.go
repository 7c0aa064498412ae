package report

import (
	"io"

	"fbasim/sim/compare"
	"fbasim/sim/result"
)

// Compared writes a comparison of finished runs or cases: first the inputs that
// differ, then each metric's difference with its interval and verdict. The error is
// that of w.
func Compared(w io.Writer, r *compare.Report, o Options) error {
	p := newPage(w, o)
	p.inputs(r.Inputs)
	everything := func(string) bool { return true }
	p.comparisons(r.Comparisons, everything)
	for _, note := range r.Notes {
		p.paragraph("Note:", result.Visible(note), bad)
	}
	return p.err
}

// inputs writes the changed inputs, one of them a line where it fits, else its two
// values below each other.
func (p *page) inputs(list []compare.Input) {
	if len(list) == 0 {
		p.print("No input differs.\n\n")
		return
	}
	p.heading("Inputs that differ")
	t := &table{right: make([]bool, 4)}
	t.add(head("input", "in", "baseline", "here")...)
	for _, in := range list {
		t.add(
			text(result.Visible(in.Path)),
			text(result.Visible(in.B)),
			text(value(in.From)),
			text(value(in.To)),
		)
	}
	if t.width() <= p.o.Width && len(list) <= 20 {
		p.table(t)
		p.print("\n")
		return
	}
	p.some(len(list), 20, "resolved.toml", func(i int) {
		in := list[i]
		p.print("  " + name(in.Path, p.o.Width-2) + "\n")
		p.print("    " + shorten(value(in.From), p.o.Width-4) + "\n")
		p.print("    " + shorten("-> "+value(in.To)+"  in "+result.Visible(in.B), p.o.Width-4) + "\n")
	})
	p.print("\n")
}

// value shows an input; one that is not set says so.
func value(text string) string {
	if text == "" {
		return "(not set)"
	}
	return result.Visible(text)
}
