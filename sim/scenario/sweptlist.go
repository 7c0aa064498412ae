package scenario

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"fbasim/sim/diag"
	"fbasim/sim/scenario/document"
)

// SweptList reads points of a sweep from a CSV file: a column per parameter, named by its path, and
// a row per point. All parameters come back with as many values; problems, which go to the list,
// stand where the file has them.
func SweptList(file string, data []byte, list *diag.List) (out []*Swept) {
	list.Keep(file, data)
	top := document.Pos{File: file, Line: 1, Col: 1, Len: 1}
	if !utf8.Valid(data) {
		list.Add(top.Problem("file", file+" is not UTF-8", `save it as "CSV UTF-8"`))
		return nil
	}
	t, err := readTable(file, data)
	if err != nil {
		b := &builder{list: list}
		b.tableProblem(document.NewString(file, top), err)
		return nil
	}
	top.Len = max(1, utf8.RuneCount(t.lines[0]))
	for _, name := range t.header {
		p := &Swept{Path: &Text{Meta: Meta{Pos: top, Text: name}, Value: name}}
		p.Key = SweptKey(p.Path, list)
		out = append(out, p)
	}
	if len(t.rows) == 0 {
		list.Add(top.Problem("empty", file+" lists no points", "write a row for each point"))
	}
	for _, row := range t.rows {
		if len(row) != len(out) {
			at := row[0].pos
			list.Add(at.Problem("file", fmt.Sprintf("the row has %d cells, the header %d", len(row),
				len(out)), ""))
			continue
		}
		for i, c := range row {
			text := strings.TrimSpace(c.text)
			if text == "" {
				list.Add(c.pos.Problem("empty", "the cell is empty",
					"write a value for each parameter of the point"))
			}
			out[i].Values = append(out[i].Values, SweptValue{Pos: c.pos, Text: text, Raw: text})
		}
	}
	return out
}
