package template

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"fbasim/sim/diag"
	"fbasim/sim/scenario"
	"fbasim/sim/study"
)

// Reader reads a file that a plan names, such as the scenario it is laid over.
type Reader func(path string) ([]byte, error)

// barePattern matches values that stand in a scenario without quotes: dates, counts, true and false.
var barePattern = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2}|true|false)$`)

// Answer sets the value of a question, named as a flag ("price.CA") or by its path, to a text as
// planners write it: 59.99 CAD, with or without quotes. It returns what is wrong with the scenario
// with this value; then the plan stays as it was. File is the name under which the plan will be
// written, which files it names are relative to. The error is a defect of the program's own facts.
func (p *Plan) Answer(file, name, text string, read Reader) ([]diag.Problem, error) {
	l := p.find(name)
	if l == nil {
		return []diag.Problem{p.unknown(name)}, nil
	}
	before := *l
	l.value, l.answered = quoted(text, l.value), true
	wrong, err := p.Check(file, read)
	if err != nil || len(wrong) > 0 {
		*l = before
	}
	return wrong, err
}

// Rename gives the product its own name, as Answer does for values.
func (p *Plan) Rename(file, sku string, read Reader) ([]diag.Problem, error) {
	before := p.Product
	p.Product = sku
	if strings.TrimSpace(sku) == "" {
		p.Product = before
		return []diag.Problem{{Code: "missing", Msg: "a product needs a name", Hint: "write its SKU"}}, nil
	}
	wrong, err := p.Check(file, read)
	if err != nil || len(wrong) > 0 {
		p.Product = before
	}
	return wrong, err
}

// Check returns the errors of the plan as a scenario, without warnings.
func (p *Plan) Check(file string, read Reader) ([]diag.Problem, error) {
	_, list, err := study.Open(file, study.Options{Read: p.reader(file, read)})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(list.All()), func(x diag.Problem) bool { return x.Warning }), nil
}

// find returns the line of a question or of another key.
func (p *Plan) find(name string) *line {
	path := scenario.SplitPath(name)
	for _, l := range p.lines {
		if l.path == nil {
			continue
		}
		if slices.Equal(path, p.place(l)) || flagOf(l.path) == name {
			return l
		}
	}
	return nil
}

// unknown says that the template has no such key.
func (p *Plan) unknown(name string) diag.Problem {
	var names []string
	for _, q := range p.Questions() {
		names = append(names, q.Flag)
	}
	hint := "look at the lines of the file, or at 'fbasim docs keys' for keys to add to it"
	if p.foreign(scenario.SplitPath(name)) {
		hint = "it is about a store that the plan leaves out: name both stores with --market CA,MX"
	} else if like := diag.Suggest(name, names); like != "" {
		hint = fmt.Sprintf("did you mean %s?", like)
	}
	return diag.Problem{Code: "unknown-key", Msg: fmt.Sprintf("this plan has no line %s", name), Hint: hint}
}

// quoted writes an answer as TOML, in quotes where the value it replaces has them.
func quoted(text, before string) string {
	text = strings.TrimSpace(text)
	if len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' {
		text = text[1 : len(text)-1]
	}
	if before != "" && before[0] != '"' && barePattern.MatchString(text) {
		return text
	}
	return scenario.QuoteText(text)
}
