package amazon

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits of workbooks, in bytes: the file, its parts unpacked, and its text.
const (
	maxWorkbook     = 64 << 20
	maxWorkbookText = 256 << 20
)

// errNoWorkbook is a zip archive that is none.
var errNoWorkbook = errors.New("it is a zip archive and no workbook that can be read: unpack it and import what is inside")

// errCutWorkbook is a zip archive without its end.
var errCutWorkbook = errors.New("the workbook or archive was cut off: download it again")

// zipEnd begins the record that ends every zip archive.
const zipEnd = "PK\x05\x06"

// workbookText returns a sheet as tab-separated text, a line per row, so that lines of problems are
// rows of the sheet. Without a name it is the first sheet that holds a report, or the first.
func workbookText(in io.Reader, sheet string) (text []byte, err error) {
	defer func() {
		if recover() != nil { // the library meets damaged files with panics here and there
			text, err = nil, errNoWorkbook
		}
	}()
	data, err := io.ReadAll(io.LimitReader(in, maxWorkbook+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxWorkbook {
		return nil, fmt.Errorf("the workbook is larger than %d MB", maxWorkbook>>20)
	}
	if !bytes.Contains(data, []byte(zipEnd)) {
		return nil, errCutWorkbook
	}
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: maxWorkbookText, UnzipXMLSizeLimit: maxWorkbookText})
	if err != nil {
		return nil, errNoWorkbook
	}
	defer book.Close()
	names := book.GetSheetList()
	if sheet != "" {
		names = []string{sheet}
	}
	var first []byte
	for i, name := range names {
		t, err := sheetText(book, name)
		if err != nil {
			return nil, err
		}
		if _, ok := findHeader(t); ok || len(names) == 1 {
			return t, nil
		}
		if i == 0 {
			first = t
		}
	}
	return first, nil
}

func sheetText(book *excelize.File, sheet string) ([]byte, error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, errNoWorkbook
	}
	defer rows.Close()
	clean := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	var b bytes.Buffer
	width, blank := 0, 0
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return nil, errNoWorkbook
		}
		if len(cells) == 0 {
			blank++
			continue
		}
		for ; blank > 0; blank-- { // of blank rows only those before others count
			writeRow(&b, nil, width, clean)
		}
		width = max(width, len(cells)) // empty cells at the end of a row are not stored
		writeRow(&b, cells, width, clean)
		if b.Len() > maxWorkbookText {
			return nil, fmt.Errorf("the sheet holds more than %d MB of text", maxWorkbookText>>20)
		}
	}
	return b.Bytes(), nil
}

func writeRow(b *bytes.Buffer, cells []string, width int, clean *strings.Replacer) {
	for i := range width {
		if i > 0 {
			b.WriteByte('\t')
		}
		if i < len(cells) {
			clean.WriteString(b, cells[i])
		}
	}
	b.WriteByte('\n')
}
