package sheet

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"fbasim/sim/result"
)

// write puts a tab into the workbook. Settings come first and rows after them, in order,
// because the rows go to the file as a stream: a long table costs little memory.
func (b *book) write(t *tab) {
	_, err := b.file.NewSheet(t.name) // the first one is there
	b.keep(err)
	if b.err != nil {
		return
	}
	widths := t.widths()
	b.layout(t)
	out, err := b.file.NewStreamWriter(t.name)
	b.keep(err)
	if b.err != nil {
		return
	}
	for i, w := range widths {
		b.keep(out.SetColWidth(i+1, i+1, w))
	}
	if t.sorts && len(t.rows) > 0 {
		b.keep(b.file.AutoFilter(t.name, at(1, t.headRow())+":"+at(len(t.heads), t.lastRow()), nil))
	}
	if len(t.sentences) == 0 { // else the head is too far down to stay in sight
		b.keep(out.SetPanes(t.panes()))
	}
	if t.chart != nil && len(t.rows) > 0 {
		b.keep(b.file.AddChart(t.name, t.chartAt(), t.chart(t)))
	}
	b.top(t, out, widths)
	b.table(t, out, widths)
	b.bottom(t, out, widths)
	b.keep(out.Flush())
}

// layout is how a sheet looks on paper and on the screen: landscape, as wide as its pages, the heads
// repeated.
func (b *book) layout(t *tab) {
	orientation, wide, high, fit, grid := "landscape", max(t.pages, 1), 0, true, false
	if t.upright {
		orientation = "portrait"
	}
	if t.chart != nil && len(t.rows) <= fewRows {
		high = 1 // a chart is not cut by the end of a page
	}
	across := "overThenDown"
	b.keep(b.file.SetPageLayout(t.name, &excelize.PageLayoutOptions{
		Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high, PageOrder: &across,
	}))
	height := rowHeight
	b.keep(b.file.SetSheetProps(t.name, &excelize.SheetPropsOptions{
		FitToPage: &fit, DefaultRowHeight: &height, CustomHeight: &fit,
	}))
	b.keep(b.file.SetSheetView(t.name, 0, &excelize.ViewOptions{ShowGridLines: &grid}))
	side, end := 0.4, 0.6
	b.keep(b.file.SetPageMargins(t.name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &end, Bottom: &end,
	}))
	b.keep(b.file.SetHeaderFooter(t.name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&Rpage &P of &N"}))
	repeated := fmt.Sprintf("'%s'!$%d:$%d", t.name, t.headRow(), t.headRow())
	if t.pages > 1 && t.keys > 0 {
		last, err := excelize.ColumnNumberToName(t.keys)
		b.keep(err)
		repeated = fmt.Sprintf("'%s'!$A:$%s,%s", t.name, last, repeated)
	}
	b.keep(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: repeated, Scope: t.name}))
}

// panes keeps the head and the first columns in sight.
func (t *tab) panes() *excelize.Panes {
	p := &excelize.Panes{
		Freeze: true, XSplit: t.keys, YSplit: t.headRow(), TopLeftCell: at(t.keys+1, t.firstRow()),
		ActivePane: "bottomRight",
	}
	if t.keys == 0 {
		p.ActivePane = "bottomLeft"
	}
	return p
}

// chartAt is the cell at which the chart begins.
func (t *tab) chartAt() string {
	if t.beside {
		return at(len(t.heads)+2, t.headRow())
	}
	return at(1, t.lastRow()+2)
}

const (
	narrow    = 1.15 // letters are narrower than the digits in which widths are given
	rowHeight = 14.0 // of a line of the table, in points
	chartHigh = 390  // of a chart, in pixels
	chartRows = 25   // that it covers at most, and a free one
	highest   = 400  // that the format lets a row be, in points
	fewRows   = 40   // of a table that fits on one page with its chart
)

// top writes what stands over the table, across the columns that a page shows at once.
func (b *book) top(t *tab, out *excelize.StreamWriter, widths []float64) {
	b.line(t, out, widths, 1, t.title, titleLook)
	b.line(t, out, widths, 2, t.note, noteLook)
	for i, text := range t.sentences {
		b.line(t, out, widths, 3+i, text, verdictLook)
	}
}

// bottom writes what stands below the table and its chart.
func (b *book) bottom(t *tab, out *excelize.StreamWriter, widths []float64) {
	row := t.lastRow() + 2
	if t.chart != nil && len(t.rows) > 0 && !t.beside {
		for ; row < t.lastRow()+2+chartRows; row++ { // of a known height, so that nothing lies under the chart
			b.keep(out.SetRow(at(1, row), nil, excelize.RowOpts{Height: rowHeight}))
		}
	}
	for i, text := range t.below {
		b.line(t, out, widths, row+i, text, noteLook)
	}
}

// line writes a text across columns and as high as it needs.
func (b *book) line(t *tab, out *excelize.StreamWriter, widths []float64, row int, text string, l look) {
	if text == "" {
		return
	}
	const across, usual = 105.0, 9.0 // characters that a screen shows at once, and of an empty column
	last, width := 0, 0.0
	for last < t.keys || t.pages <= 1 && width < across { // on several pages keys and title stand on each
		next := usual
		if last < len(widths) {
			next = widths[last]
		}
		if last > 0 && last >= t.keys && width+next > across+usual {
			break
		}
		last, width = last+1, width+next
	}
	size := 1.0
	if l == titleLook {
		size = titleSize / textSize
	}
	text = result.Visible(text)
	height := min(lines(text, width/size*narrow)*lineHeight*size+3, highest)
	c := excelize.Cell{StyleID: b.id(style{look: l}), Value: text}
	b.keep(out.SetRow(at(1, row), []any{c}, excelize.RowOpts{Height: height}))
	if last > 1 {
		b.keep(out.MergeCell(at(1, row), at(last, row)))
	}
}

// table writes the head and the rows.
func (b *book) table(t *tab, out *excelize.StreamWriter, widths []float64) {
	head, high := make([]any, len(t.heads)), 1.0
	for i, text := range t.heads {
		text = result.Visible(text)
		head[i] = excelize.Cell{StyleID: b.id(style{look: headLook, right: t.figures(i)}), Value: text}
		high = max(high, lines(text, widths[i]-3))
	}
	b.keep(out.SetRow(at(1, t.headRow()), head, excelize.RowOpts{Height: min(high*lineHeight+4, highest)}))
	for i, row := range t.rows {
		b.row(t, out, widths, t.firstRow()+i, row)
	}
}

// figures reports whether a column, from 0, holds numbers.
func (t *tab) figures(i int) bool {
	for _, row := range t.rows {
		if i < len(row) && row[i].value != nil {
			_, number := row[i].value.(float64)
			return number
		}
	}
	return false
}

func (b *book) row(t *tab, out *excelize.StreamWriter, widths []float64, n int, row []cell) {
	values, high := make([]any, len(row)), 1.0
	for i, c := range row {
		if _, c.style.wrap = t.wraps[i+1]; c.style.wrap {
			if text, ok := c.value.(string); ok {
				high = max(high, lines(text, (widths[i]-1)*narrow))
			}
		}
		x := excelize.Cell{StyleID: b.id(c.style), Value: c.value, Formula: c.formula}
		if c.formula != "" && !b.cached {
			x.Value = nil
		}
		values[i] = x
	}
	var options []excelize.RowOpts
	if high > 1 {
		options = append(options, excelize.RowOpts{Height: min(high*lineHeight, highest)})
	}
	b.keep(out.SetRow(at(1, n), values, options...))
}
