package amazon

import (
	"bytes"
	"errors"
	"io"
)

// blockSize is the text that a goroutine takes at a time; maxRecord bounds one row. The first blocks
// are smaller, for small files.
const (
	firstBlock = 1 << 16
	blockSize  = 1 << 20
	maxRecord  = 1 << 20
)

// block is some whole rows.
type block struct {
	text []byte
	line int  // of the first row
	cut  bool // the file ends in the middle of its last line: there is no line end
}

// errLongRecord is a row beyond maxRecord.
var errLongRecord = errors.New("a row is too long")

// blocks cuts text at the ends of rows.
type blocks struct {
	in     io.Reader
	quoted byte // the delimiter of a file whose cells may be quoted, 0 for tab-separated ones
	line   int
	size   int    // of the block before
	rest   []byte // read and not yet given away
	err    error
}

// next returns the following rows in the memory of buf, whose room it may extend. After the last
// it returns io.EOF, or what went wrong; text that was read before an error is given away first.
func (b *blocks) next(buf []byte) (block, []byte, error) {
	buf = append(buf[:0], b.rest...)
	b.rest = nil
	b.size = min(max(2*b.size, firstBlock), blockSize)
	for {
		if b.err == nil {
			buf = b.fill(buf)
		}
		end := len(buf)
		if b.err == nil {
			end = b.lastEnd(buf)
		}
		if end > 0 {
			return b.take(buf, end), buf, nil
		}
		if b.err != nil {
			return block{line: b.line}, buf, b.err
		}
		if len(buf) >= maxRecord {
			return block{line: b.line}, buf, errLongRecord
		}
	}
}

// fill reads until the block is full or the input ends.
func (b *blocks) fill(buf []byte) []byte {
	full := max(b.size, len(buf)+b.size/4)
	if cap(buf) < full {
		buf = append(make([]byte, 0, full), buf...)
	}
	for len(buf) < full && b.err == nil {
		var n int
		n, b.err = b.in.Read(buf[len(buf):full])
		buf = buf[:len(buf)+n]
	}
	return buf
}

func (b *blocks) take(buf []byte, end int) block {
	out := block{text: buf[:end], line: b.line}
	b.line += bytes.Count(out.text, []byte{'\n'})
	out.cut = buf[end-1] != '\n'
	b.rest = append([]byte(nil), buf[end:]...)
	return out
}

// lastEnd returns the offset after the last whole row, 0 where there is none.
func (b *blocks) lastEnd(buf []byte) int {
	if b.quoted == 0 {
		return bytes.LastIndexByte(buf, '\n') + 1
	}
	end := 0
	for {
		n := recordEnd(buf[end:], b.quoted)
		if n < 0 {
			return end
		}
		end += n
	}
}

// recordEnd returns the offset after the line end of the first row of text with quoted cells, -1
// where it has none. A quote opens a cell only at its beginning.
func recordEnd(text []byte, delim byte) int {
	for i := 0; i < len(text); {
		if text[i] == '"' {
			n := closing(text[i:])
			if n < 0 {
				return -1
			}
			i += n
		}
		for i < len(text) && text[i] != delim && text[i] != '\n' {
			i++
		}
		if i == len(text) {
			return -1
		}
		i++
		if text[i-1] == '\n' {
			return i
		}
	}
	return -1
}

// closing returns the offset after the quote that closes the cell text begins with, -1 where there
// is none. Two quotes are one of the cell.
func closing(text []byte) int {
	for i := 1; ; {
		n := bytes.IndexByte(text[i:], '"')
		if n < 0 {
			return -1
		}
		i += n + 1
		if i >= len(text) || text[i] != '"' {
			return i
		}
		i++
	}
}
