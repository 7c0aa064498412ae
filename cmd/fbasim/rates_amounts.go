package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"fbasim/sim/fee"
)

// toldKeys are the keys of a card that rates show tells in other words.
var toldKeys = []string{"title", "kind", "program", "not_for", "marketplace", "currency",
	"select_by", "windows", "scheme", "charged", "assumed_only", "confidence", "read", "source",
	"notes", "examples"}

// showAmounts writes what the card charges: its remaining keys, in the order of its
// file.
func showAmounts(w io.Writer, c *fee.Card, width int) {
	var doc struct {
		Card map[string]map[string]any `toml:"card"`
	}
	meta, err := toml.Decode(c.Text, &doc)
	if err != nil {
		fmt.Fprintf(w, "  amounts       cannot be read: %v\n", err)
		return
	}
	title := "\n  Amounts, as the card has them"
	for _, key := range meta.Keys() {
		if len(key) < 3 || slices.Contains(toldKeys, key[2]) {
			continue
		}
		var value any = doc.Card[key[1]]
		for _, part := range key[2:] {
			table, _ := value.(map[string]any)
			value = table[part]
		}
		if _, isTable := value.(map[string]any); isTable {
			continue // its keys follow
		}
		if title != "" {
			fmt.Fprintln(w, title)
			title = ""
		}
		showAmount(w, strings.Join(key[2:], "."), value, width)
	}
}

// showAmount writes one key: a table of several rows below its name.
func showAmount(w io.Writer, name string, value any, width int) {
	text := fmt.Sprint(value)
	if list, isList := value.([]any); isList {
		var parts []string
		for _, v := range list {
			parts = append(parts, fmt.Sprint(v))
		}
		text = strings.Join(parts, ", ")
	}
	text = strings.TrimSpace(text)
	if !strings.Contains(text, "\n") {
		paragraph(w, width, "  "+name+" = ", text)
		return
	}
	fmt.Fprintf(w, "  %s\n", name)
	for _, line := range strings.Split(text, "\n") {
		fmt.Fprintln(w, strings.TrimRight("    "+strings.TrimRight(line, " "), " "))
	}
}

// cardTOML writes a card as it stands in its file, with a line that says what to do
// with it.
func cardTOML(w io.Writer, _ *fee.Book, c *fee.Card, _ int) {
	fmt.Fprintf(w, "# %s of %s. Edit the days, amounts and source, and\n"+
		"# give it an ID of its own unless it is to replace the built-in card.\n%s\n",
		c.ID, c.File, c.Text)
}
