package scenario

import (
	"fmt"
	"slices"
	"strings"
)

// Reference returns all keys as a Markdown table: key, kind, unit, default, grade, source, draw
// and documentation. Defaults of other sources, and suggestions, stand in rows of their own under
// that of the key.
func Reference() string {
	var b strings.Builder
	b.WriteString("| key | kind | unit | default | grade | source | draw | doc |\n" +
		"|---|---|---|---|---|---|---|---|\n")
	for _, k := range Keys() {
		key, kind, unit, draw, doc := "`"+k.Path+"`", k.kindText(), kinds[k.Kind].unit, "", k.Doc
		if k.Kind.IsInput() {
			draw = k.Draw.String()
		}
		for _, d := range k.evidence() {
			row := []string{key, kind, unit, d.Text, d.Grade, d.Source, draw, doc}
			for i := range row {
				row[i] = cellText(row[i])
			}
			fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
			key, kind, unit, draw, doc = "", "", "", "", ""
		}
	}
	return b.String()
}

// kindText names the kind of a key, or the words it chooses from.
func (k *Key) kindText() string {
	if k.Kind == EnumKind {
		return strings.Join(k.Words, " or ")
	}
	return k.Kind.String()
}

// evidence returns the defaults of a key with those of one source in one, then the suggestions:
// at least one row, which says so where the key is required or may be left out.
func (k *Key) evidence() []Default {
	var rows []Default
	add := func(label string, d Default) {
		text := "`" + d.Text + "`"
		if d.For != "" {
			text = d.For + ": " + text
		}
		at := slices.IndexFunc(rows, func(r Default) bool {
			return r.For == label && r.Source == d.Source && r.Grade == d.Grade
		})
		if at >= 0 {
			rows[at].Text += ", " + text
			return
		}
		rows = append(rows, Default{For: label, Text: label + text, Source: d.Source,
			Grade: d.Grade})
	}
	if k.Default.Text != "" {
		add("", k.Default)
	}
	for _, d := range k.Special {
		add("", d)
	}
	for _, d := range k.Suggest {
		add("suggested: ", d)
	}
	if rows == nil && k.Required {
		return []Default{{Text: "required"}}
	} else if rows == nil {
		return []Default{{Text: "optional"}}
	}
	return rows
}

// cellText makes a text safe inside a Markdown table. Placeholders in angle brackets, which
// Markdown would drop, are escaped outside of code.
func cellText(text string) string {
	text = strings.ReplaceAll(text, "|", `\|`)
	if strings.HasPrefix(text, "`") {
		return text
	}
	return strings.ReplaceAll(text, "<", `\<`)
}
