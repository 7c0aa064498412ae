package asinstatus

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/amazon"
)

// The layout of newer downloads.
const (
	sheetName   = "Enrollment"
	titleRow    = 3
	headingRow  = 4
	firstColumn = 4 // of the stores' groups
	groupWidth  = 3
)

// ErrLayout says that a file is no ASIN Status file.
var ErrLayout = errors.New("it is no ASIN Status file of Remote Fulfillment")

// layout is where a workbook holds what. Rows and columns count from 1.
type layout struct {
	sheet     string
	headings  int // row
	sku, asin int // columns
	groups    []group
	rows      [][]string // of the sheet
}

// group is a store's columns.
type group struct {
	store   amazon.Store
	answer  int // column
	yes, no string
}

// largestPart bounds what a part of a workbook may unpack to, in bytes.
const largestPart = 256 << 20

// answerWords finds the words for yes and no at the end of a heading, in plain or full-width parentheses.
var answerWords = regexp.MustCompile(`[(（]\s*([^()（）/／]+?)\s*[/／]\s*([^()（）/／]+?)\s*[)）]\s*$`)

// layoutOf finds the sheet, its headings and the groups of its stores.
func layoutOf(workbook []byte) (*layout, error) {
	f, err := excelize.OpenReader(bytes.NewReader(workbook), excelize.Options{
		UnzipSizeLimit: 4 * largestPart, UnzipXMLSizeLimit: largestPart, RawCellValue: true,
	})
	if err != nil {
		return nil, fmt.Errorf("%w: it cannot be opened as a workbook (.xlsx)", ErrLayout)
	}
	defer f.Close()
	sheets := f.GetSheetList()
	slices.SortStableFunc(sheets, func(a, b string) int { // the sheet of the usual name first
		return strings.Compare(fmt.Sprint(a != sheetName), fmt.Sprint(b != sheetName))
	})
	for _, sheet := range sheets {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			continue
		}
		if l := layoutIn(sheet, rows); l != nil {
			return l, nil
		}
	}
	return nil, fmt.Errorf("%w: no sheet has a row of headings with Merchant SKU and Enable/Disable ... (Yes/No) "+
		"under the names of stores", ErrLayout)
}

// mostHeadings bounds the rows that headings are looked for in.
const mostHeadings = 30

func layoutIn(sheet string, rows [][]string) *layout {
	for i := range rows[:min(len(rows), mostHeadings)] {
		l := &layout{sheet: sheet, headings: i + 1, rows: rows}
		for c, heading := range rows[i] {
			if words := answerWords.FindStringSubmatch(heading); words != nil {
				l.addGroup(c+1, words[1], words[2])
			}
		}
		if len(l.groups) > 0 && l.findKeys() {
			return l
		}
	}
	if sheet == sheetName && len(rows) >= headingRow { // headings in a language without the words
		l := &layout{sheet: sheet, headings: headingRow, rows: rows}
		for c := firstColumn; c+groupWidth-1 <= len(rows[headingRow-1]); c += groupWidth {
			l.addGroup(c+groupWidth-1, "Yes", "No")
		}
		if len(l.groups) > 0 && l.findKeys() {
			return l
		}
	}
	return nil
}

// addGroup notes a store's column of answers, if a title above it or its heading names a store.
func (l *layout) addGroup(column int, yes, no string) {
	names := []string{}
	for row := l.headings - 1; row >= max(1, l.headings-2); row-- {
		for c := column - groupWidth + 1; c <= column; c++ {
			names = append(names, l.at(row, c))
		}
	}
	heading := l.at(l.headings, column)
	if at := answerWords.FindStringIndex(heading); at != nil {
		heading = heading[:at[0]]
	}
	names = append(names, strings.FieldsFunc(heading, func(r rune) bool { return r == ' ' || r == '/' || r == '　' })...)
	for _, name := range names {
		if store, ok := amazon.ParseStore(strings.TrimSpace(name)); ok && store != "" {
			l.groups = append(l.groups, group{store, column, yes, no})
			return
		}
	}
}

// findKeys finds the columns of SKU and ASIN, which stand before the groups.
func (l *layout) findKeys() bool {
	first := l.groups[0].answer - groupWidth + 1
	for c := 1; c < first; c++ {
		switch heading := strings.ToUpper(l.at(l.headings, c)); {
		case l.sku == 0 && strings.Contains(heading, "SKU"):
			l.sku = c
		case l.asin == 0 && strings.Contains(heading, "ASIN"):
			l.asin = c
		}
	}
	return l.sku > 0
}

// at is the text of a cell.
func (l *layout) at(row, column int) string {
	if row < 1 || row > len(l.rows) || column < 1 || column > len(l.rows[row-1]) {
		return ""
	}
	return l.rows[row-1][column-1]
}

func (l *layout) stores() (list []string) {
	for _, g := range l.groups {
		list = append(list, string(g.store))
	}
	return list
}
