package main

import (
	"io"
	"slices"
	"strings"

	"fbasim/sim/fee"
)

// legend explains the marks of the lines shown.
type legend struct {
	sources          footnotes
	confidence       []fee.Confidence
	assumed, carried bool
}

// marks returns the words behind a source. An estimate needs none: its confidence
// says so.
func (s *legend) marks(l fee.QuoteLine) string {
	for c := fee.Quoted; c <= fee.Unverified; c++ {
		if c.String() == l.Confidence && !slices.Contains(s.confidence, c) {
			s.confidence = append(s.confidence, c)
		}
	}
	s.assumed, s.carried = s.assumed || l.Assumed, s.carried || l.Carried
	switch {
	case l.Assumed:
		return " assumed"
	case l.Carried:
		return " carried"
	}
	return ""
}

func (s *legend) write(w io.Writer, width int) {
	if len(s.confidence) == 0 {
		return
	}
	s.sources.write(w, "Sources")
	slices.Sort(s.confidence)
	text := marksInWords(s.confidence)
	if s.assumed {
		text += "; assumed: the card stands in for one that is missing"
	}
	if s.carried {
		text += "; carried: the day lies after the one on which the source was read"
	}
	paragraph(w, width, "Confidence: ", text)
}

// marksInWords explains marks of confidence.
func marksInWords(list []fee.Confidence) string {
	var words []string
	for _, c := range list {
		words = append(words, c.String()+" "+c.Word())
	}
	return strings.Join(words, "; ")
}
