// Package document reads TOML files into a tree in which every key and value knows where it
// stands: file, line, column and length, array elements and inline tables included.
//
// The TOML library parses and judges the text. It keeps no public positions for keys it does not
// decode, gives arrays of tables the position of their last element, matches struct fields
// without regard to case, and accepts nan; so this package scans the text a second time for
// positions, builds its own tree and never decodes into structs.
//
// A tree may come from several files: Load follows `extends`, Sets reads overrides from the
// command line, Merge lays one tree over another. Merging copies only what changes, so that equal
// parts of two merged trees are the same nodes, and each value keeps the position of the file it
// was written in.
//
// Trees keep the order of the file; nothing depends on the order of a Go map.
package document
