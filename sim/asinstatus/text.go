package asinstatus

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The Selling Partner API documents the file as text with tabs between the cells. A stray quote is part of a cell.

// isWorkbook reports whether a file is a ZIP archive, as workbooks are.
func isWorkbook(file []byte) bool { return bytes.HasPrefix(file, []byte("PK")) }

// mark is the byte order mark of UTF-8.
const mark = "\ufeff"

// fillText is Fill for a text file: all bytes but those of the answers stay.
func fillText(w io.Writer, file []byte, p Plan) (*Outcome, error) {
	if len(file) == 0 || bytes.IndexByte(file, 0) >= 0 {
		return nil, fmt.Errorf("%w: it is neither a workbook (.xlsx) nor text in UTF-8 or Latin-1", ErrLayout)
	}
	lines := bytes.SplitAfter(file, []byte("\n"))
	rows := make([][]string, len(lines))
	for i, line := range lines {
		for _, c := range bytes.Split(bare(line), []byte("\t")) {
			rows[i] = append(rows[i], cellText(c))
		}
	}
	l := layoutIn("", rows)
	if l == nil {
		return nil, fmt.Errorf("%w: no row of headings has Merchant SKU and Enable/Disable ... (Yes/No)", ErrLayout)
	}
	out, texts := l.decide(p)
	for c, text := range texts {
		lines[c.row-1] = setCell(lines[c.row-1], c.column, text)
	}
	_, err := w.Write(bytes.Join(lines, nil))
	return out, err
}

// bare is a line without its end.
func bare(line []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
}

// cellText is what a cell says, without quotes around it.
func cellText(c []byte) string {
	if !utf8.Valid(c) {
		if plain, err := charmap.Windows1252.NewDecoder().Bytes(c); err == nil {
			c = plain
		}
	}
	text := strings.TrimPrefix(string(c), mark)
	if len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' {
		text = text[1 : len(text)-1]
	}
	return text
}

// setCell returns a line with one of its cells, counted from 1, set to a text; cells that the line lacks are added,
// and quotes around the cell stay.
func setCell(line []byte, column int, text string) []byte {
	body := bare(line)
	end := line[len(body):]
	cells := bytes.Split(body, []byte("\t"))
	for len(cells) < column {
		cells = append(cells, nil)
	}
	if was := cells[column-1]; len(was) > 1 && was[0] == '"' && was[len(was)-1] == '"' {
		text = `"` + text + `"`
	}
	cells[column-1] = []byte(text)
	return append(bytes.Join(cells, []byte("\t")), end...)
}
