package sheet

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"
)

const contentTypes = "[Content_Types].xml"

// types is the part that lists what kind each other part of a workbook is.
type types struct {
	XMLName  xml.Name `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
	Default  []partType
	Override []partType
}

type partType struct {
	Extension   string `xml:",attr,omitempty"`
	PartName    string `xml:",attr,omitempty"`
	ContentType string `xml:",attr"`
}

// order is by what parts are sorted; the list of types comes first, as readers of streams expect.
func order(name string) string {
	if name == contentTypes {
		return ""
	}
	return name
}

// Pack writes a workbook without a clock, and with its parts and its list of types sorted:
// the library writes both in an order that changes from file to file.
func Pack(w io.Writer, f *excelize.File) error {
	var raw bytes.Buffer
	if err := f.Write(&raw); err != nil {
		return err
	}
	in, err := zip.NewReader(bytes.NewReader(raw.Bytes()), int64(raw.Len()))
	if err != nil {
		return err
	}
	slices.SortStableFunc(in.File, func(a, b *zip.File) int { return cmp.Compare(order(a.Name), order(b.Name)) })
	out := zip.NewWriter(w)
	for _, part := range in.File {
		if err := copyPart(out, part); err != nil {
			return err
		}
	}
	return out.Close()
}

func copyPart(out *zip.Writer, part *zip.File) error {
	r, err := part.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if part.Name == contentTypes {
		if data, err = sortedTypes(data); err != nil {
			return err
		}
	}
	to, err := out.Create(part.Name) // without a time
	if err != nil {
		return err
	}
	_, err = to.Write(data)
	return err
}

func sortedTypes(data []byte) ([]byte, error) {
	var t types
	if err := xml.Unmarshal(data, &t); err != nil {
		return nil, err
	}
	order := func(a, b partType) int {
		return cmp.Or(cmp.Compare(a.Extension, b.Extension), cmp.Compare(a.PartName, b.PartName))
	}
	slices.SortFunc(t.Default, order)
	slices.SortFunc(t.Override, order)
	sorted, err := xml.Marshal(t)
	return append([]byte(xml.Header), sorted...), err
}
