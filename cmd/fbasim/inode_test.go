//go:build unix

package main

import (
	"io/fs"
	"syscall"
)

// inode is the number of a file, which a file that is written anew does not share.
func inode(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return s.Ino
	}
	return 0
}
