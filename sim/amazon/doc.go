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
// # A new report
//
// A new report is a file with a row type, a table of columns and a Read function, and a line in
// kinds (report.go).
//
// # Layers inside
//
//	source.go   a file that can be opened more than once
//	decode.go   gzip, workbooks, UTF-16, byte order marks: anything becomes UTF-8 or one-byte text
//	block.go    text in blocks of whole records, with the line each starts on
//	header.go   names of columns brought to one spelling
//	recognize.go which report this is
//	table.go    columns by name become setters by index; rows
//	number.go, moment.go, store.go   what cells hold
package amazon
