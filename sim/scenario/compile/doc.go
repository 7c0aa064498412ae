// Package compile turns a checked scenario into the configurations that the
// model runs: one per case, with every fee looked up for every day, every input
// in the model's units, and every condition compiled.
//
// What cannot be looked up is an error that names all gaps at once and the lines
// to paste; what an [assume] table allows to stand in is listed as an assumption.
package compile
