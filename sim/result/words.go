package result

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The names below are for people only. Identifiers that are not listed show as
// they are, so that a new program or fee kind needs no change here.

// ProgramTitle returns what people call a program: "Remote Fulfillment".
func ProgramTitle(id string) string {
	switch id {
	case "remote-fulfillment":
		return "Remote Fulfillment"
	case "local-fba":
		return "local FBA"
	case "fba-export":
		return "FBA Export"
	case "seller-fulfilled":
		return "seller-fulfilled"
	case "mcf":
		return "Multi-Channel Fulfillment"
	case "none":
		return "not sold"
	}
	return Visible(id)
}

// Country returns the country of a marketplace code for use in a sentence:
// "Canada", "the US".
func Country(market string) string {
	switch market {
	case "US":
		return "the US"
	case "CA":
		return "Canada"
	case "MX":
		return "Mexico"
	case "BR":
		return "Brazil"
	}
	return Visible(market)
}

// KindLabel returns the name of a waterfall step: "fuel surcharge".
func KindLabel(kind string) string {
	switch kind {
	case KindContribution:
		return "profit per unit"
	case "landed_cost":
		return "cost of goods"
	case "fulfillment":
		return "fulfillment fee"
	case "referral", "closing":
		return kind + " fee"
	case "mcf_export":
		return "export fee"
	}
	return Visible(strings.ReplaceAll(kind, "_", " "))
}

// MetricLabel returns the name of a metric for people: "late orders, Canada".
// Metrics outside the registry show their own name.
func MetricLabel(metric string) string {
	d, ok := Define(metric)
	if !ok {
		return Visible(metric)
	}
	_, part, dotted := strings.Cut(metric, ".")
	switch {
	case !dotted:
		return d.Label
	case d.Scope == PerKind:
		return KindLabel(part)
	}
	return d.Label + " in " + Country(part)
}

// Capital returns the text with an upper-case first letter, for a sentence.
func Capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}

// CaseLabel returns what to call a case in a sentence about a marketplace: the
// title of its program there where no other case uses it, else its own title.
func (s *Set) CaseLabel(name, market string) string {
	c := s.Case(name)
	if c == nil {
		return Visible(name)
	}
	program := c.Program(market)
	if program == "" {
		return Visible(s.Label(name))
	}
	for i := range s.Cases {
		if s.Cases[i].Name != name && s.Cases[i].Program(market) == program {
			return Visible(s.Label(name))
		}
	}
	return ProgramTitle(program)
}

// ConfidenceLegend says in a sentence each what the marks of rate cards mean, the best first. Rules and
// defaults have letters of their own.
func ConfidenceLegend() []string {
	return []string{
		"A: quoted from Amazon or a government.",
		"A*: a transcription that a second one or worked examples confirm.",
		"T: one transcription, or one article of a third party.",
		"E: an estimate; the card's notes say why.",
		"M: not verified.",
	}
}
