package chart

import (
	"fmt"

	"fbasim/sim/result"
)

// Headline is what a figure says: the finding where it is settled, else the question.
type Headline struct {
	Stem string // name of the figure's files: the chart's, then SKU and marketplace
	Text string
}

// Headlines returns the titles of the figures of all charts, in the order of a report,
// without drawing them, so that the same words can stand over other forms of the same
// data. It sorts the set.
func Headlines(s Source, o Options) (list []Headline, err error) {
	figures, err := build(s, "", o)
	for i := range figures {
		list = append(list, Headline{figures[i].stem, figures[i].title})
	}
	return list, err
}

// CaseColors returns the color of each case in a marketplace ("" for all together) as
// six hexadecimal digits. Cases of one program share theirs, as in charts, where dashes
// and marks tell them apart.
func CaseColors(s *result.Set, market string) map[string]string {
	colors := make(map[string]string, len(s.Cases))
	for name, style := range caseStyles(s, market) {
		colors[name] = fmt.Sprintf("%02X%02X%02X", style.color.R, style.color.G, style.color.B)
	}
	return colors
}
