package amazon

import (
	"io"
	"os"
)

// Source is a file that can be opened more than once.
type Source struct {
	Name string // as the user named it, for messages
	Size int64  // bytes as stored (compressed), 0 where unknown; for progress only
	Open func() (io.ReadCloser, error)
	// Progress, where set, is told the bytes read since its last call, as stored (compressed). It may
	// be called from another goroutine than the one that reads.
	Progress func(bytes int64)
}

// FileSource is the file at a path; its size is 0 where it cannot be had.
func FileSource(path string) Source {
	s := Source{Name: path, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
	if info, err := os.Stat(path); err == nil {
		s.Size = info.Size()
	}
	return s
}
