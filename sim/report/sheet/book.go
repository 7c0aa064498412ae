package sheet

import (
	"github.com/xuri/excelize/v2"

	"fbasim/sim/chart"
	"fbasim/sim/result"
)

// epoch stands where the format demands a time of writing: the same for every file.
const epoch = "2000-01-01T00:00:00Z"

// firstSheet is the name of the sheet that a new workbook has.
const firstSheet = "Sheet1"

// book is a workbook in the making; the first error stays.
type book struct {
	set    *result.Set
	titles []chart.Headline // of the charts of the report
	file   *excelize.File
	err    error
	cached bool // formulas carry their values
	styles map[style]int
}

// newBook returns a workbook with fixed properties.
func newBook(s *result.Set) *book {
	b := &book{set: s, file: excelize.NewFile(), styles: map[style]int{}}
	b.keep(b.file.SetDocProps(&excelize.DocProperties{
		Creator: "fbasim", LastModifiedBy: "fbasim", Created: epoch, Modified: epoch,
	}))
	titles, err := chart.Headlines(chart.Source{Set: s}, chart.Options{})
	b.titles = titles
	b.keep(err)
	b.keep(b.file.SetSheetName(firstSheet, summarySheet))
	b.keep(b.file.SetDefaultFont(family))
	whole := true
	b.keep(b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &whole}))
	return b
}

func (b *book) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}

// at names the cell of a column and row, both from 1.
func at(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return "" // the setters refuse it
	}
	return name
}

// pinned names a cell that stays the same where a formula is copied.
func pinned(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row, true)
	if err != nil {
		return ""
	}
	return name
}

// area names a range of a sheet, absolute.
func area(sheet string, col, row, toCol, toRow int) string {
	return "'" + sheet + "'!" + pinned(col, row) + ":" + pinned(toCol, toRow)
}

// spot names one cell of a sheet, absolute.
func spot(sheet string, col, row int) string { return "'" + sheet + "'!" + pinned(col, row) }
