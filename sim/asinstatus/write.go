package asinstatus

import (
	"fmt"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/market"
	"fbasim/sim/report/sheet"
	"fbasim/sim/result"
)

// countries are the stores of newer downloads, in their order.
var countries = []struct{ code, name string }{{"BR", "Brazil"}, {market.CA.String(), "Canada"}, {market.MX.String(), "Mexico"}}

// epoch stands where the format demands a time of writing: the same for every file.
const epoch = "2000-01-01T00:00:00Z"

// Write makes a workbook of the plan's SKUs in the layout of newer downloads. Where the plan says nothing the
// answer is left empty. The bytes follow from the plan alone.
func Write(w io.Writer, p Plan) (*Outcome, error) {
	f := excelize.NewFile()
	defer f.Close()
	b := &maker{file: f, out: &Outcome{Sheet: sheetName}}
	b.keep(f.SetDocProps(&excelize.DocProperties{Creator: "fbasim", LastModifiedBy: "fbasim", Created: epoch, Modified: epoch}))
	b.keep(f.SetSheetName("Sheet1", sheetName))
	style, err := f.NewStyle(&excelize.Style{NumFmt: textFormat})
	b.keep(err)
	b.style = style
	b.heads(p)
	b.rows(p)
	if b.err != nil {
		return nil, fmt.Errorf("workbook: %w", b.err)
	}
	return b.out, sheet.Pack(w, f)
}

// textFormat is the built-in number format of cells that hold text.
const textFormat = 49

// maker is a workbook in the making; the first error stays.
type maker struct {
	file  *excelize.File
	out   *Outcome
	style int
	err   error
}

func (b *maker) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}

// put sets a cell to text that can never be a formula.
func (b *maker) put(row, column int, text string) string {
	at := cell{row, column}.String()
	b.keep(b.file.SetCellStr(sheetName, at, text))
	b.keep(b.file.SetCellStyle(sheetName, at, at, b.style))
	return at
}

func (b *maker) heads(p Plan) {
	b.put(1, 1, "Remote Fulfillment with FBA: ASIN status")
	b.put(2, 1, "Written by fbasim for the plan of: "+result.Visible(p.Title))
	for i, heading := range []string{"Merchant SKU", "ASIN", "Product name"} {
		b.put(headingRow, i+1, heading)
	}
	yesNo := excelize.NewDataValidation(true)
	b.keep(yesNo.SetDropList([]string{"Yes", "No"}))
	for i, c := range countries {
		first := firstColumn + groupWidth*i
		b.put(titleRow, first, c.name)
		b.keep(b.file.MergeCell(sheetName, cell{titleRow, first}.String(), cell{titleRow, first + groupWidth - 1}.String()))
		for j, heading := range []string{"Offer status", "More details", "Enable/Disable " + c.name + " (Yes/No)"} {
			b.put(headingRow, first+j, heading)
		}
		last := cell{headingRow + max(1, len(p.SKUs)), first + groupWidth - 1}
		yesNo.Sqref += " " + cell{headingRow + 1, first + groupWidth - 1}.String() + ":" + last.String()
		b.out.Stores = append(b.out.Stores, c.code)
	}
	yesNo.Sqref = yesNo.Sqref[1:]
	b.keep(b.file.AddDataValidation(sheetName, yesNo))
	b.keep(b.file.SetColWidth(sheetName, "A", "L", 22))
	b.keep(b.file.SetPanes(sheetName, &excelize.Panes{
		Freeze: true, YSplit: headingRow, TopLeftCell: cell{headingRow + 1, 1}.String(), ActivePane: "bottomLeft",
	}))
}

func (b *maker) rows(p Plan) {
	row := map[string]int{}
	for i, product := range p.SKUs {
		row[product.SKU] = headingRow + 1 + i
		b.put(headingRow+1+i, 1, product.SKU)
		b.put(headingRow+1+i, 2, product.ASIN)
	}
	for _, c := range p.Choices {
		i := slices.Index(b.out.Stores, c.Market)
		if i < 0 || row[c.SKU] == 0 {
			b.out.NoRow = append(b.out.NoRow, c)
			continue
		}
		if !c.Sure {
			b.out.Unsure = append(b.out.Unsure, c)
		}
		now := "No"
		if c.On {
			now = "Yes"
		}
		at := b.put(row[c.SKU], firstColumn+groupWidth*i+groupWidth-1, now)
		b.out.Changed = append(b.out.Changed, Change{c, at, "", now})
	}
}
