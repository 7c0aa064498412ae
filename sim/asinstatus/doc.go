// Package asinstatus writes what a plan says of Remote Fulfillment as the ASIN Status workbook that Seller
// Central takes: for each SKU and store Yes or No.
//
// Fill edits a workbook that the seller downloaded: only the cells that the plan decides and that say
// otherwise are changed. Every other part of the file, and every other byte of the sheet, stays as it is,
// whatever its language, styles and drop-down lists. Write makes a workbook without one, in the layout of
// newer downloads (a row of stores, a row of headings, data from row 5; Brazil, Canada, Mexico).
//
// The layout is inferred from programs that read such files (2026-11-22), and not stated by Amazon: a sheet
// "Enrollment"; columns Merchant SKU, ASIN, Product name; then for each store Offer status, More details
// and Enable/Disable <country> (Yes/No). Older files have Canada first and no Brazil. Fill therefore goes
// by headings and titles and not by position, and takes the words for yes and no from the heading, which
// may be in another language. The Selling Partner API documents the same file as text with tabs between
// the cells; Fill edits that as well.
package asinstatus
