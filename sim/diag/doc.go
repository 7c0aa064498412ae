// Package diag holds problems found in a user's files: where, what is wrong and how to write it
// instead. Readers collect every problem in a List instead of stopping at the first; the shell
// renders the list with the line and a caret, or as JSON.
//
// Lines and columns count from 1; columns and lengths count characters (code points), as editors
// show them.
package diag
