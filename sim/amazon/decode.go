package amazon

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// headSize is how much of a file is looked at to recognize it.
const headSize = 1 << 18

// decoded is a file as text: UTF-8, or bytes of an 8-bit encoding that cells turn into UTF-8.
type decoded struct {
	*bufio.Reader
	encoding string // "UTF-8", "UTF-8 with BOM", "UTF-16", "workbook", ...
	packed   bool   // was compressed by gzip
	close    []func() error
}

// Close closes the file.
func (d *decoded) Close() error {
	var err error
	for _, f := range d.close {
		err = errors.Join(err, f())
	}
	return err
}

// counted counts what is read.
type counted struct {
	io.Reader
	progress func(int64)
}

// Read reads and reports how much.
func (c counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if n > 0 {
		c.progress(int64(n))
	}
	return n, err
}

// decode opens a file and undoes what stands between it and text. sheet picks a sheet of a workbook.
func decode(s Source, sheet string) (*decoded, error) {
	file, err := s.Open()
	if err != nil {
		return nil, err
	}
	d := &decoded{close: []func() error{file.Close}}
	var in io.Reader = file
	if s.Progress != nil {
		in = counted{file, s.Progress}
	}
	d.Reader = bufio.NewReaderSize(in, headSize)
	if err := d.open(sheet); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

func (d *decoded) open(sheet string) error {
	if head, _ := d.Peek(2); string(head) == "\x1f\x8b" {
		z, err := gzip.NewReader(d.Reader)
		if err != nil {
			return fmt.Errorf("the compressed file is damaged: %w", err)
		}
		d.packed = true
		d.Reader = bufio.NewReaderSize(z, headSize)
	}
	head, _ := d.Peek(headSize)
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		text, err := workbookText(d.Reader, sheet)
		if err != nil {
			return err
		}
		d.encoding = "workbook"
		d.Reader = bufio.NewReaderSize(bytes.NewReader(text), headSize)
	case bytes.HasPrefix(bytes.TrimLeft(head, "\ufeff \r\n\t"), []byte("{")) && bytes.Contains(head, []byte(trafficMark)):
		text, err := trafficText(d.Reader)
		if err != nil {
			return err
		}
		d.encoding = "JSON"
		d.Reader = bufio.NewReaderSize(bytes.NewReader(text), headSize)
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		d.utf16(unicode.LittleEndian, unicode.UseBOM)
	case zeros(head, 1):
		d.utf16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeros(head, 0):
		d.utf16(unicode.BigEndian, unicode.IgnoreBOM)
	case bytes.HasPrefix(head, []byte("\ufeff")):
		d.encoding = "UTF-8 with BOM"
		_, err := d.Discard(len("\ufeff"))
		return err
	case utf8.Valid(trimPartial(head)):
		d.encoding = "UTF-8"
	default:
		d.encoding = "Windows-1252"
	}
	return nil
}

func (d *decoded) utf16(order unicode.Endianness, bom unicode.BOMPolicy) {
	d.encoding = "UTF-16"
	d.Reader = bufio.NewReaderSize(transform.NewReader(d.Reader, unicode.UTF16(order, bom).NewDecoder()), headSize)
}

// zeros reports whether every other byte of the beginning, from the given one, is zero: Latin text in
// UTF-16 without a byte order mark.
func zeros(head []byte, from int) bool {
	const look = 32
	if len(head) < look {
		return false
	}
	for i := from; i < look; i += 2 {
		if head[i] != 0 || head[i^1] == 0 {
			return false
		}
	}
	return true
}

// trimPartial takes a character off that the end of a head cut.
func trimPartial(head []byte) []byte {
	for n := 1; n <= utf8.UTFMax && n <= len(head); n++ {
		if c := head[len(head)-n]; utf8.RuneStart(c) {
			if !utf8.FullRune(head[len(head)-n:]) {
				return head[:len(head)-n]
			}
			break
		}
	}
	return head
}
