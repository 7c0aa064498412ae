package sheet

import (
	"math"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/result"
)

// book is a workbook in the making; the first error stays.
type book struct {
	file *excelize.File
	err  error

	head, text, input, number, total, share int // styles
}

func (b *book) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *book) style(s *excelize.Style) int {
	id, err := b.file.NewStyle(s)
	b.keep(err)
	return id
}

// at names the cell of a column and row, both from 1.
func at(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return "" // the setters refuse it
	}
	return name
}

// fixed names a range within one column or row, absolute and with its sheet.
func fixed(sheet string, col, row, toCol, toRow int) string {
	a, _ := excelize.CoordinatesToCellName(col, row, true)
	z, _ := excelize.CoordinatesToCellName(toCol, toRow, true)
	return "'" + sheet + "'!" + a + ":" + z
}

// words sets a cell to text that can never be a formula.
func (b *book) words(sheet string, col, row int, text string) {
	b.keep(b.file.SetCellStr(sheet, at(col, row), result.Visible(text)))
	b.keep(b.file.SetCellStyle(sheet, at(col, row), at(col, row), b.text))
}

// figure sets a cell to a number; one that is not finite leaves it empty.
func (b *book) figure(sheet string, col, row int, x float64, style int) {
	b.keep(b.file.SetCellStyle(sheet, at(col, row), at(col, row), style))
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return
	}
	b.keep(b.file.SetCellFloat(sheet, at(col, row), x, -1, 64))
}

// formula sets a cell to a formula of this package, never of a user's text.
func (b *book) formula(sheet string, col, row int, text string, style int) {
	b.keep(b.file.SetCellFormula(sheet, at(col, row), text))
	b.keep(b.file.SetCellStyle(sheet, at(col, row), at(col, row), style))
}

// header writes the first row, which stays in sight, with a filter on each column.
func (b *book) header(sheet string, rows int, width float64, names ...string) {
	for i, name := range names {
		b.keep(b.file.SetCellStr(sheet, at(i+1, 1), result.Visible(name)))
	}
	last, err := excelize.ColumnNumberToName(len(names))
	b.keep(err)
	b.keep(b.file.SetCellStyle(sheet, "A1", at(len(names), 1), b.head))
	b.keep(b.file.SetColWidth(sheet, "A", last, width))
	b.keep(b.file.SetRowHeight(sheet, 1, 32))
	b.keep(b.file.AutoFilter(sheet, "A1:"+at(len(names), max(rows+1, 2)), nil))
	b.keep(b.file.SetPanes(sheet, &excelize.Panes{
		Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
	}))
	b.print(sheet)
}

// print makes a sheet as wide as one page in landscape.
func (b *book) print(sheet string) {
	landscape, wide, high, fit := "landscape", 1, 0, true
	b.keep(b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{
		Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high,
	}))
	b.keep(b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

// title is a chart's title.
func title(text string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text}}}
}
