package sheet

import (
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/result"
)

// look says what a cell is for.
type look uint8

const (
	plainLook   look = iota
	inputLook        // a figure of the run that planners may change: blue
	totalLook        // bold
	headLook         // of a column
	titleLook        // of a sheet
	noteLook         // below the title
	verdictLook      // a sentence to forward
)

// style is what distinguishes the styles of cells.
type style struct {
	look   look
	format string // "" for text
	wrap   bool
	right  bool
}

// The letters of all cells; every office program has them or some of the same width.
const (
	family    = "Arial"
	textSize  = 10.0
	titleSize = 14.0
)

// textFormat keeps a text a text, even after it has been edited.
const textFormat = 49

// id returns the number of a style in the workbook.
func (b *book) id(s style) int {
	if id, known := b.styles[s]; known {
		return id
	}
	x := &excelize.Style{
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: s.wrap},
		Font:      &excelize.Font{Family: family, Size: textSize, Color: "1A1A1A"},
	}
	if s.format == "" {
		x.NumFmt = textFormat
		x.Alignment.Horizontal, x.Alignment.Indent = "left", 1 // away from the figures at its left
	} else {
		x.CustomNumFmt = &s.format
	}
	switch s.look {
	case inputLook:
		x.Font.Color = "0000FF"
	case totalLook:
		x.Font.Bold = true
	case headLook:
		x.Font.Bold, x.Font.Color = true, "FFFFFF"
		x.Alignment = &excelize.Alignment{WrapText: true, Vertical: "center", Horizontal: "left", Indent: 1}
		x.Fill = solid("1F3A5F")
		if s.right {
			x.Alignment.Horizontal, x.Alignment.Indent = "right", 0
		}
	case titleLook:
		x.Font.Bold, x.Font.Size, x.Alignment.WrapText, x.Alignment.Indent = true, titleSize, true, 0
	case noteLook:
		x.Font.Color, x.Alignment.WrapText, x.Alignment.Indent = "555555", true, 0
	case verdictLook:
		x.Font.Bold, x.Alignment.WrapText, x.Alignment.Indent = true, true, 0
	}
	id, err := b.file.NewStyle(x)
	b.keep(err)
	b.styles[s] = id
	return id
}

const (
	dayFormat   = "yyyy-mm-dd"
	countFormat = "#,##0"
)

// formatOf is the number format that shows x in its unit as reports write it: `"USD" 4,970`,
// `8.4%`, `9.1 "d"`.
func formatOf(x float64, unit string, signed bool) string {
	number, size := "#,##0", math.Abs(x)
	switch {
	case unit == "share" && signed:
		number = `0.0%" points"`
	case unit == "share":
		number = "0.0%"
	case result.IsCurrency(unit) && size < 1000:
		number = "#,##0.00"
	case result.IsCurrency(unit), unit == "count", size >= 1000, size == math.Trunc(size):
	default:
		number = "#,##0.0"
	}
	before, after := "", ""
	switch {
	case result.IsCurrency(unit):
		before = `"` + unit + `" `
	case unit != "share" && unit != "count" && unit != "":
		after = ` "` + strings.ReplaceAll(result.Visible(unit), `"`, "") + `"`
	}
	if !signed {
		return before + number + after + ";" + before + "-" + number + after
	}
	return before + "+" + number + after + ";" + before + "-" + number + after + ";" + before + number + after
}

// perUnit is the format of amounts in a table whose head names their currency.
const perUnit = "#,##0.00;-#,##0.00"
