package result

import "strings"

// Default is a value that a scenario took because it does not say otherwise.
type Default struct {
	Path  string // dotted, as scenarios write it
	Value string // as in a scenario
	// Grade is the letter of its evidence (see EvidenceLabel), "" for a convention.
	Grade  string
	Source string
}

// Defaults returns the defaults in use that the text of a resolved.toml lists, in its
// order. They stand there as comments: `# path = value # default [E]: source`.
func Defaults(resolved string) (list []Default) {
	for line := range strings.Lines(resolved) {
		line, commented := strings.CutPrefix(strings.TrimSpace(line), "# ")
		at := strings.LastIndex(line, " # default")
		if !commented || at < 0 {
			continue
		}
		path, value, ok := strings.Cut(line[:at], " = ")
		_, source, told := strings.Cut(line[at:], ": ")
		if !ok || !told {
			continue
		}
		d := Default{Path: path, Value: value, Source: source}
		if _, rest, graded := strings.Cut(line[at:len(line)-len(source)], "["); graded {
			d.Grade, _, _ = strings.Cut(rest, "]")
		}
		list = append(list, d)
	}
	return list
}

// Evidence returns the grade of the card that stands in, as its text states it
// ("..., confidence E) stands in"), "" where it states none.
func (a Assumption) Evidence() string {
	_, rest, ok := strings.Cut(a.Text, ", confidence ")
	grade, _, closed := strings.Cut(rest, ")")
	if !ok || !closed || len(grade) > 2 {
		return ""
	}
	return grade
}

// EvidenceLabel says in words what a grade of defaults or rate cards means.
func EvidenceLabel(grade string) string {
	switch grade {
	case "A":
		return "Amazon's or a government's own words"
	case "A*":
		return "transcribed, confirmed by a second source"
	case "T":
		return "a third party"
	case "P":
		return "a paper"
	case "V":
		return "a vendor"
	case "E":
		return "an estimate"
	case "M":
		return "not verified"
	case "":
		return ""
	}
	return Visible(grade)
}
