package sheet

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/result"
)

// File is the name of the workbook in a run's folder.
const File = "report.xlsx"

// The sheets, in the order in which they stand.
const (
	unitSheet       = "Unit economics"
	compareSheet    = "Comparison"
	decisionSheet   = "Decisions"
	cashSheet       = "Cash"
	findingSheet    = "Findings"
	assumptionSheet = "Assumptions"
)

// epoch stands where the format demands a time of writing: the same for every file.
const epoch = "2000-01-01T00:00:00Z"

// Write writes the run as an XLSX workbook. The bytes follow from the set alone.
// Errors are those of w, or of a table beyond the limits of the format (1,048,576
// rows).
func Write(w io.Writer, s *result.Set) error {
	b, err := newBook()
	if err != nil {
		return err
	}
	defer b.file.Close()
	b.unitEconomics(s)
	b.comparison(s)
	b.decisions(s)
	b.cash(s)
	b.findings(s)
	b.assumptions(s)
	if b.err != nil {
		return fmt.Errorf("workbook: %w", b.err)
	}
	return Pack(w, b.file)
}

// newBook returns a workbook with its sheets, styles and fixed properties.
func newBook() (*book, error) {
	b := &book{file: excelize.NewFile()}
	b.keep(b.file.SetDocProps(&excelize.DocProperties{
		Creator: "fbasim", LastModifiedBy: "fbasim", Created: epoch, Modified: epoch,
	}))
	b.keep(b.file.SetSheetName("Sheet1", unitSheet))
	for _, name := range []string{compareSheet, decisionSheet, cashSheet, findingSheet, assumptionSheet} {
		_, err := b.file.NewSheet(name)
		b.keep(err)
	}
	whole := true
	b.keep(b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &whole}))
	money, share := "#,##0.00;[Red]-#,##0.00", "0.0%"
	b.head = b.style(&excelize.Style{
		Font:      &excelize.Font{Bold: true, Color: "FFFFFF"},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F3A5F"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
	})
	b.text = b.style(&excelize.Style{NumFmt: 49})
	b.input = b.style(&excelize.Style{CustomNumFmt: &money, Font: &excelize.Font{Color: "0000FF"}})
	b.number = b.style(&excelize.Style{CustomNumFmt: &money})
	b.total = b.style(&excelize.Style{CustomNumFmt: &money, Font: &excelize.Font{Bold: true}})
	b.share = b.style(&excelize.Style{CustomNumFmt: &share})
	return b, b.err
}
