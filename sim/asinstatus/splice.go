package asinstatus

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// cell is a place in a sheet, from 1.
type cell struct{ row, column int }

func (c cell) String() string {
	name, _ := excelize.CoordinatesToCellName(c.column, c.row)
	return name
}

// span is a part of a sheet's text that is put in another's place.
type span struct {
	from, to int
	text     string
}

// errFormula says that a cell to be written holds a formula.
var errFormula = errors.New("holds a formula; type Yes or No there first")

// splice returns the text of a sheet with some cells set to texts; every other byte stays as it is. Cells
// keep their style.
func splice(sheet []byte, texts map[cell]string) ([]byte, error) {
	s := &splicer{text: sheet, texts: texts, in: xml.NewDecoder(bytes.NewReader(sheet)), done: map[cell]bool{}}
	if err := s.scan(); err != nil {
		return nil, err
	}
	if len(s.done) != len(texts) {
		return nil, fmt.Errorf("the sheet lacks rows that it has answers in")
	}
	slices.SortStableFunc(s.spans, func(a, b span) int { return a.from - b.from })
	var out bytes.Buffer
	at := 0
	for _, p := range s.spans {
		out.Write(sheet[at:p.from])
		out.WriteString(p.text)
		at = p.to
	}
	out.Write(sheet[at:])
	return out.Bytes(), nil
}

// splicer reads a sheet's text and notes what to change.
type splicer struct {
	text  []byte
	texts map[cell]string
	in    *xml.Decoder
	spans []span
	done  map[cell]bool
	row   int
}

func (s *splicer) scan() error {
	for {
		start := int(s.in.InputOffset())
		token, err := s.in.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("the sheet is damaged: %w", err)
		}
		e, ok := token.(xml.StartElement)
		if !ok || e.Name.Local != "row" {
			continue
		}
		s.row++
		if r, err := strconv.Atoi(attribute(e, "r")); err == nil {
			s.row = r
		}
		if err := s.scanRow(e, start); err != nil {
			return err
		}
	}
}

// wanted are the columns to be written in the row, ascending.
func (s *splicer) wanted() (list []int) {
	for c := range s.texts {
		if c.row == s.row {
			list = append(list, c.column)
		}
	}
	slices.Sort(list)
	return list
}

func (s *splicer) scanRow(e xml.StartElement, start int) error {
	want := s.wanted()
	column, open := 0, int(s.in.InputOffset())
	for {
		at := int(s.in.InputOffset())
		token, err := s.in.RawToken()
		if err != nil {
			return fmt.Errorf("the sheet is damaged: %w", err)
		}
		switch t := token.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				s.endRow(e, start, open, at, want)
				return nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			column++
			if c, _, err := excelize.CellNameToCoordinates(attribute(t, "r")); err == nil {
				column = c
			}
			for len(want) > 0 && want[0] < column {
				s.insert(at, t.Name.Space, want[0])
				want = want[1:]
			}
			formula, err := s.endCell()
			if err != nil {
				return err
			}
			if len(want) > 0 && want[0] == column {
				if formula {
					return fmt.Errorf("%s %w", cell{s.row, column}, errFormula)
				}
				s.replace(t, at, int(s.in.InputOffset()), column)
				want = want[1:]
			}
		}
	}
}

// endCell reads to the end of a cell and reports whether it holds a formula.
func (s *splicer) endCell() (formula bool, err error) {
	for {
		token, err := s.in.RawToken()
		if err != nil {
			return false, fmt.Errorf("the sheet is damaged: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			formula = formula || t.Name.Local == "f"
		case xml.EndElement:
			if t.Name.Local == "c" {
				return formula, nil
			}
		}
	}
}

// endRow adds the cells that stand behind all others of the row.
func (s *splicer) endRow(e xml.StartElement, start, open, at int, want []int) {
	if len(want) == 0 {
		return
	}
	if at == open && bytes.HasSuffix(s.text[start:open], []byte("/>")) { // <row r="5"/>
		name := qualified(e.Name.Space, "row")
		s.spans = append(s.spans, span{open - len("/>"), open - len("/>"), ">"}, span{open - len("/>"), open, ""})
		for _, c := range want {
			s.insert(open, e.Name.Space, c)
		}
		s.spans = append(s.spans, span{open, open, "</" + name + ">"})
		return
	}
	for _, c := range want {
		s.insert(at, e.Name.Space, c)
	}
}

// insert adds a cell that the sheet does not have.
func (s *splicer) insert(at int, space string, column int) {
	c := cell{s.row, column}
	s.spans = append(s.spans, span{at, at, written(space, ` r="`+c.String()+`"`, s.texts[c])})
	s.done[c] = true
}

// replace sets the text of a cell; its place and style stay.
func (s *splicer) replace(e xml.StartElement, from, to, column int) {
	c := cell{s.row, column}
	var kept strings.Builder
	for _, a := range e.Attr {
		if a.Name.Local == "t" && a.Name.Space == "" {
			continue
		}
		kept.WriteString(" " + qualified(a.Name.Space, a.Name.Local) + `="` + escaped(a.Value) + `"`)
	}
	s.spans = append(s.spans, span{from, to, written(e.Name.Space, kept.String(), s.texts[c])})
	s.done[c] = true
}

// written is a cell that holds a text, which no program takes for a formula.
func written(space, attributes, text string) string {
	c, is, t := qualified(space, "c"), qualified(space, "is"), qualified(space, "t")
	return "<" + c + attributes + ` t="inlineStr"><` + is + "><" + t + ">" + escaped(text) +
		"</" + t + "></" + is + "></" + c + ">"
}

func qualified(space, name string) string {
	if space == "" {
		return name
	}
	return space + ":" + name
}

func escaped(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		return "" // a builder does not fail
	}
	return b.String()
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}
