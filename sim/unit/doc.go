// Package unit keeps units of work: pieces of a long computation whose results are small files.
//
// # A piece and its file
//
// Which pieces there are follows from the inputs of the computation alone, and a piece computes its
// result from nothing but the inputs and its own number. Any worker, process or machine may therefore
// compute any piece, in any order and more than once: the bytes are the same. The file appears whole
// or not at all, and says what it belongs to: the format, the version of the program, the hash of all
// inputs, its number and what it holds, with a checksum over everything. A file that is cut short or
// changed is Damaged, one of something else is Foreign; neither is ever taken for a result.
//
// # Shards
//
// A Shard is every n-th piece: the share of one of n processes that know nothing of each other. Pieces
// whose files are there are not computed again, so that going on after a crash, adding a machine and
// repeating a task that a scheduler took away are the same thing.
package unit
