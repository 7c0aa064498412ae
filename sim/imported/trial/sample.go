package trial

import (
	_ "embed"
	"strings"
	"time"
)

//go:embed sample.toml
var sample string

// Sample writes the reports of a small seller, as they stand in scenarios/reports: with a product of
// which no fee preview knows the size, and an offer that Remote Fulfillment does not accept.
func Sample(at *time.Location) ([]Report, error) {
	h, err := Simulate(sample, 0)
	if err != nil {
		return nil, err
	}
	reports := h.Reports(at)
	for i := range reports {
		r := &reports[i]
		switch {
		case strings.HasPrefix(r.Name, "fee-preview"):
			r.Text = withoutLine(r.Text, "SPARE-LID\t")
		case strings.HasPrefix(r.Name, "remote-fulfillment"):
			r.Text = strings.Replace(r.Text, "PUZZLE\tEnabled\t\tYes", "PUZZLE\tAction required\tProvide compliance documents\tNo", 1)
		}
	}
	return reports, nil
}

// withoutLine leaves out the line that begins so.
func withoutLine(text, beginning string) string {
	var b strings.Builder
	for _, l := range strings.SplitAfter(text, "\n") {
		if !strings.HasPrefix(l, beginning) {
			b.WriteString(l)
		}
	}
	return b.String()
}
