package amazon

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
)

// whyDamaged says that a file compressed by gzip is.
const whyDamaged = "the compressed file is damaged: download it again"

// looks are beginnings of files that are often taken for reports.
var looks = []struct{ prefix, why string }{
	{"%pdf", "it is a PDF: download the report as text or CSV"},
	{"<!doctype html", "it is a web page: sign in to Seller Central and download the report again"},
	{"<html", "it is a web page: sign in to Seller Central and download the report again"},
	{"<?xml", "it is XML: choose the flat file (text) of the report"},
	{"\xd0\xcf\x11\xe0", "it is a workbook of the old Excel format: save it as .xlsx or as tab-separated text"},
	{"{", "it is JSON, which is not read: choose the flat file (text or CSV) of the report"},
	{"[", "it is JSON, which is not read: choose the flat file (text or CSV) of the report"},
}

// whyUnknown says what a file looks like that is no report, without repeating what it holds.
func whyUnknown(head []byte, near header) string {
	trimmed := bytes.TrimSpace(head)
	if len(trimmed) == 0 {
		return "the file is empty"
	}
	start := strings.ToLower(string(trimmed[:min(len(trimmed), 64)]))
	for _, l := range looks {
		if strings.HasPrefix(start, l.prefix) || bytes.HasPrefix(trimmed, []byte(l.prefix)) {
			return l.why
		}
	}
	if near.kind != nil {
		return fmt.Sprintf("it looks like %s (line %d), but columns are missing: %s", near.kind.title, near.line,
			strings.Join(near.lacks, ", "))
	}
	if bytes.IndexByte(head[:min(len(head), 1024)], 0) >= 0 {
		return "it is not text"
	}
	first, _, _ := bytes.Cut(head, []byte{'\n'})
	n := max(bytes.Count(first, []byte{'\t'}), bytes.Count(first, []byte{','}), bytes.Count(first, []byte{';'})) + 1
	return fmt.Sprintf("no line among the first %d names the columns of a report that is known; the first has %d cells",
		maxPreamble, n)
}

// notAReport turns errors that say what a file is into words; others are of the disk.
func notAReport(err error) (string, bool) {
	for _, known := range []error{errNoWorkbook, errCutWorkbook, errNoTraffic} {
		if errors.Is(err, known) {
			return known.Error(), true
		}
	}
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) {
		return whyDamaged, true
	}
	return "", false
}
