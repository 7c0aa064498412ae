package scenario

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"fbasim/sim/scenario/document"
)

// exclusions reads the file of an upload_exclusion_file action: a CSV with a column asin and, if
// wanted, country and media. Such files have up to a million rows and more, so they are read in
// one pass and no place is kept for each cell.
func (v value) exclusions() ([]Exclusion, bool) {
	name, ok := v.text()
	if !ok {
		return nil, false
	}
	from := v.meta.Pos.File
	if from == document.SetFile {
		from = v.b.file
	}
	data, err := v.b.read(document.Beside(from, name))
	if err != nil {
		v.whole("file", fmt.Sprintf("cannot read %s: %s", name, document.Reason(err)),
			"file names are relative to the file that names them")
		return nil, false
	}
	list, err := readExclusions(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	if err != nil {
		v.whole("file", fmt.Sprintf("%s: %v", name, err),
			"it needs a header with asin, and if wanted country and media")
		return nil, false
	}
	return list, true
}

func readExclusions(data []byte) ([]Exclusion, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.ReuseRecord, r.TrimLeadingSpace = -1, true, true
	head, err := r.Read()
	if err != nil {
		return nil, errors.New("it is empty, or no table")
	}
	asin, country, media := slices.Index(head, "asin"), slices.Index(head, "country"),
		slices.Index(head, "media")
	if asin < 0 {
		return nil, errors.New("it has no column asin")
	}
	cell := func(row []string, i int) string {
		if i < 0 || i >= len(row) {
			return ""
		}
		return strings.TrimSpace(row[i])
	}
	var list []Exclusion
	for n := 2; ; n++ {
		row, err := r.Read()
		if err == io.EOF {
			return list, nil
		} else if err != nil {
			return nil, err
		}
		e := Exclusion{ASIN: cell(row, asin), Country: cell(row, country)}
		if e.ASIN == "" {
			continue
		}
		if e.Country != "" && e.Country != "all" && !isCountry(e.Country) {
			return nil, fmt.Errorf("line %d: %q is not a country", n, e.Country)
		}
		switch strings.ToLower(cell(row, media)) {
		case "", "false", "no", "0", "none":
		default:
			e.Media = true // true, or the kind of media
		}
		list = append(list, e)
	}
}
