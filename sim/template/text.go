package template

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"fbasim/sim/diag"
	"fbasim/sim/scenario"
)

// widest is the width beyond which the comment of a line stands above it, and longest that of a line
// with its comment.
const (
	widest  = 40
	longest = 118
)

// Text returns the scenario: every key with what it means, and the word PLACEHOLDER where the figure
// is that of the template.
func (p *Plan) Text() string {
	text, _ := p.render()
	return text
}

// render returns the text, and the number of the line each key stands in.
func (p *Plan) render() (text string, at map[*line]int) {
	var b strings.Builder
	for _, s := range p.head() {
		b.WriteString("# " + s + "\n")
	}
	b.WriteString("\n")
	at = map[*line]int{}
	count := len(p.head()) + 1
	for i := 0; i < len(p.lines); {
		end := i + 1
		for p.lines[i].path != nil && end < len(p.lines) && p.lines[end].path != nil {
			end++
		}
		for j, text := range p.block(p.lines[i:end]) {
			count += 1 + strings.Count(text, "\n")
			at[p.lines[i+j]] = count
			b.WriteString(text + "\n")
		}
		i = end
	}
	return b.String(), at
}

// head are the first lines of the text.
func (p *Plan) head() []string {
	if p.origin != nil {
		return p.origin
	}
	return []string{
		diag.Escape(p.title()),
		fmt.Sprintf("Written by fbasim init from the template %s. Values marked PLACEHOLDER are examples and not yours:",
			p.Template.Name),
		"replace them, then take the word away. All other keys: fbasim docs keys.",
	}
}

func (p *Plan) title() string {
	t := p.Template.title
	if p.base != "" {
		t = strings.Replace(t, productWord+": ", "", 1)
		t = strings.ToUpper(t[:1]) + t[1:]
	}
	return strings.ReplaceAll(strings.ReplaceAll(t, countriesWord, countries(p.Markets)), productWord, p.Product)
}

// block returns the texts of lines whose comments are aligned.
func (p *Plan) block(lines []*line) []string {
	key, column := 0, 0
	for _, l := range lines {
		key = max(key, len(l.key))
	}
	for _, l := range lines {
		if n := utf8.RuneCountInString(p.assignment(l, key)); n <= widest {
			column = max(column, n)
		}
	}
	var out []string
	for _, l := range lines {
		out = append(out, p.written(l, key, column))
	}
	return out
}

func (p *Plan) assignment(l *line, key int) string {
	return fmt.Sprintf("%-*s = %s", key, l.key, p.valueOf(l))
}

// valueOf fills in the words that stand for what is known of the plan.
func (p *Plan) valueOf(l *line) string {
	switch l.value {
	case `"` + titleWord + `"`:
		return scenario.QuoteText(p.title())
	case `"` + catalogWord + `"`:
		return scenario.QuoteText(p.table)
	}
	return l.value
}

// folded breaks a comment into lines.
func folded(comment string) string {
	var b strings.Builder
	column := 0
	for i, word := range strings.Fields(comment) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+n > longest:
			b.WriteString("\n# ")
			column = 2
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}

// written is a line of the text, or two where a comment would make it too long.
func (p *Plan) written(l *line, key, column int) string {
	switch {
	case l.isHeader():
		name := strings.Replace(l.key, "product."+productWord, scenario.Path("product", p.Product), 1)
		return strings.Replace(l.text, "["+l.key+"]", "["+name+"]", 1)
	case l.path == nil:
		return l.text
	}
	comment := "# " + l.comment
	if l.asked && !l.answered {
		comment = "# PLACEHOLDER: " + l.comment
	}
	text := p.assignment(l, key)
	pad := column - utf8.RuneCountInString(text) + 1
	if pad < 1 || column+1+utf8.RuneCountInString(comment) > longest {
		return folded(comment) + "\n" + text
	}
	return text + strings.Repeat(" ", pad) + comment
}
