package result

import (
	"fmt"
	"strings"
)

// Headline says in words, without a full stop and without intervals, where the
// better case changes. It is a finding where the data allow one, and then true at
// 95 % confidence; else it is the question.
func (s *Set) Headline(b BreakEven) (text string, finding bool) {
	where := s.place(b)
	switch {
	case b.Status == Finite:
		return Capital(s.CaseLabel(b.Above, b.Market)) + " pays " + side(b, "above", b.At) + where, true
	case b.Status == None && b.Below != "" && b.Below == b.Above:
		return fmt.Sprintf("%s is better%s at every %s from %s", Capital(s.CaseLabel(b.Below, b.Market)),
			where, Visible(b.Input), b.searched()), true
	}
	return Capital(
		s.CaseLabel(b.A, b.Market),
	) + " or " + s.CaseLabel(
		b.B,
		b.Market,
	) + where + "?", false
}

// Sentence says in words where the better case changes: "Local FBA pays above
// 146 units/month in Canada (95 % CI 126-171)."
func (s *Set) Sentence(b BreakEven) string {
	headline, finding := s.Headline(b)
	first, second, where := s.CaseLabel(b.A, b.Market), s.CaseLabel(b.B, b.Market), s.place(b)
	switch {
	case b.Status == Finite:
		return fmt.Sprintf("%s (95 %% CI %s).", headline, Range(b.CI, b.Unit, false))
	case finding:
		return headline + "."
	case b.Status == Unbounded:
		return fmt.Sprintf("%s may pay %s%s, but %s.", Capital(s.CaseLabel(b.Above, b.Market)),
			side(b, "above about", b.At), where, openEnd(b))
	case b.Status == Multiple:
		return fmt.Sprintf("The better of %s and %s changes more than once%s: at %s.",
			first, second, where, crossings(b))
	case b.Status == None && b.Below != b.Above:
		return fmt.Sprintf("No break-even of %s and %s%s from %s: %s.", first, second, where, b.searched(), s.oneEnd(b))
	case b.Status == None:
		return fmt.Sprintf("No break-even of %s and %s%s from %s: neither is reliably better.",
			first, second, where, b.searched())
	}
	return fmt.Sprintf("Break-even of %s and %s%s: not computed.", first, second, where)
}

// oneEnd says at which end of the range a case is better, where no winner can be
// told at the other.
func (s *Set) oneEnd(b BreakEven) string {
	if b.Below != "" {
		return s.CaseLabel(b.Below, b.Market) + " is better at its lower end, neither reliably at its upper end"
	}
	return s.CaseLabel(b.Above, b.Market) + " is better at its upper end, neither reliably at its lower end"
}

// side writes "above 146 units/month", or "where freight is above USD 1.35" for
// an input whose unit does not tell what it is.
func side(b BreakEven, word string, x float64) string {
	text := word + " " + Figure(x, b.Unit)
	if b.Input == "volume" || b.Input == "" {
		return text
	}
	return "where " + Visible(b.Input) + " is " + text
}

func (b BreakEven) searched() string {
	if b.Unit == "share" || IsCurrency(b.Unit) {
		return Figure(b.From, b.Unit) + " to " + Figure(b.To, b.Unit)
	}
	return Plain(b.From, b.Unit) + " to " + Figure(b.To, b.Unit)
}

// place names the marketplace, and the SKU where the set has several.
func (s *Set) place(b BreakEven) string {
	where := " in " + Country(b.Market)
	for _, other := range s.BreakEven {
		if other.SKU != b.SKU {
			return where + " for " + Visible(b.SKU)
		}
	}
	return where
}

// openEnd says what is not known about an interval that is open.
func openEnd(b BreakEven) string {
	switch lo, hi := finite(b.CI.Lo), finite(b.CI.Hi); {
	case lo && !hi:
		return fmt.Sprintf("the data allow any point above %s (95 %% CI)", Figure(b.CI.Lo, b.Unit))
	case hi && !lo:
		return fmt.Sprintf("the data allow any point below %s (95 %% CI)", Figure(b.CI.Hi, b.Unit))
	}
	return "the data do not bound the point (95 % CI)"
}

func crossings(b BreakEven) string {
	points := b.Crossings
	if len(points) == 0 {
		points = []float64{b.At}
	}
	texts := make([]string, len(points))
	for i, x := range points {
		texts[i] = Plain(x, b.Unit)
	}
	last := len(texts) - 1
	texts[last] = Figure(points[last], b.Unit)
	if last == 0 {
		return texts[0]
	}
	return strings.Join(texts[:last], ", ") + " and " + texts[last]
}
