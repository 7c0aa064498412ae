package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// grid is an aligned table: columns are as wide as their widest cell, and those
// listed in right end at their right edge.
type grid struct {
	indent int
	right  []int
	rows   [][]string
}

func (g *grid) add(cells ...string) { g.rows = append(g.rows, cells) }

func (g *grid) write(w io.Writer) {
	for _, line := range g.lines() {
		fmt.Fprintln(w, line)
	}
}

func (g *grid) lines() []string {
	var widths []int
	for _, row := range g.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var out []string
	for _, row := range g.rows {
		line := strings.Repeat(" ", g.indent)
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if slices.Contains(g.right, i) {
				cell = pad + cell
			} else {
				cell += pad
			}
			line += cell + "  "
		}
		out = append(out, strings.TrimRight(line, " "))
	}
	return out
}

// writeFolded writes a table whose last column is prose, which is folded below itself; where little room is left
// for it, below the other columns.
func (g *grid) writeFolded(w io.Writer, width int) {
	rest := grid{indent: g.indent, right: g.right}
	last := make([]string, len(g.rows))
	for i, row := range g.rows {
		rest.rows = append(rest.rows, row[:len(row)-1])
		last[i] = row[len(row)-1]
	}
	lines, widest := rest.lines(), 0
	for _, line := range lines {
		widest = max(widest, utf8.RuneCountInString(line))
	}
	const least = 36
	for i, line := range lines {
		if width-widest-2 >= least {
			paragraph(w, width, line+strings.Repeat(" ", widest-utf8.RuneCountInString(line)+2), last[i])
			continue
		}
		fmt.Fprintln(w, line)
		if last[i] != "" {
			paragraph(w, width, strings.Repeat(" ", g.indent+4), last[i])
		}
	}
}

// drop removes the columns after the first in which no row below the head has
// text.
func (g *grid) drop(head int, empty string) {
	for c := len(g.rows[0]) - 1; c > 0; c-- {
		if len(g.rows) > head && !slices.ContainsFunc(g.rows[head:],
			func(row []string) bool { return row[c] != empty }) {
			g.remove(c)
		}
	}
}

// fit removes the column of a name where the table is wider than the page.
func (g *grid) fit(width int, name string) {
	wide := func(line string) bool { return utf8.RuneCountInString(line) > width }
	if c := slices.Index(g.rows[0], name); c >= 0 && slices.ContainsFunc(g.lines(), wide) {
		g.remove(c)
	}
}

func (g *grid) remove(c int) {
	for i, row := range g.rows {
		g.rows[i] = slices.Delete(row, c, c+1)
	}
	g.right = slices.DeleteFunc(g.right, func(r int) bool { return r == c })
	for i, r := range g.right {
		if r > c {
			g.right[i]--
		}
	}
}

// paragraph writes text folded to a width: the first line after the label, the
// others below its text.
func paragraph(w io.Writer, width int, label, text string) {
	hang := strings.Repeat(" ", utf8.RuneCountInString(label))
	line := label
	empty := true
	for _, word := range strings.Fields(text) {
		if !empty && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			fmt.Fprintln(w, line)
			line, empty = hang, true
		}
		if !empty {
			line += " "
		}
		line += word
		empty = false
	}
	fmt.Fprintln(w, strings.TrimRight(line, " "))
}

// pageWidth is the number of columns to fill, 80 where the terminal does not say.
func pageWidth() int {
	if n := terminalWidth(); n > 0 {
		return max(n, 60)
	}
	return 80
}

// footnotes numbers sources in the order of their first use.
type footnotes []string

func (f *footnotes) mark(text string) string {
	if i := slices.Index(*f, text); i >= 0 {
		return fmt.Sprintf("[%d]", i+1)
	}
	*f = append(*f, text)
	return fmt.Sprintf("[%d]", len(*f))
}

func (f footnotes) write(w io.Writer, title string) {
	if len(f) == 0 {
		return
	}
	fmt.Fprintln(w, title)
	for i, text := range f {
		fmt.Fprintf(w, "  [%d] %s\n", i+1, text)
	}
}
