// Package amazon reads the report files that a seller downloads from Seller Central or gets from
// the Selling Partner API: which report a file is (Recognize, by its content and never by its
// name), and its rows as typed values (ReadOrders, ReadSettlement, ...).
//
// # Who sees what
//
// A report's file declares its row type and the columns it needs. Every other column is cut away
// by the tokenizer, before anything is stored: names, addresses, phone numbers, mail addresses,
// comments and tax numbers of buyers are in no table of columns, so they reach no row, no error
// and no log. Errors never repeat what a cell holds: they describe its shape (see shape).
//
// Tests plant canaries in the fixtures, damage every separator of them, and look for the canaries in
// all that comes out.
//
// # A new report
//
// A new report is a file with a row type, a table of columns and a Read function, a line in kinds
// (report.go), its header in headers.txt and a fixture. The names of columns in other languages are
// in localized.txt.
//
// # From bytes to rows
//
//	source.go      a file that can be opened more than once
//	decode.go      gzip, UTF-16, byte order marks; a workbook (workbook.go) and the JSON twin of the
//	               Business report (traffic_json.go) become tab-separated text
//	block.go       text in blocks of whole rows, with the line each starts on
//	header.go      names of columns brought to one spelling
//	recognize.go   which report this is; sniff.go how it writes numbers; unknown.go why it is none
//	twin.go        which files are copies of others
//	table.go       columns by name become setters by index
//	read.go        rows, split among goroutines; nothing is allocated for a row
//	number.go, moment.go, store.go, order_id.go   what cells hold
//
// Bytes that are not UTF-8 are Windows-1252, decided cell by cell, because the first of them may
// stand a million rows down.
package amazon
