package amazon

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
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

// BytesSource is a file that is only in memory.
func BytesSource(name string, data []byte) Source {
	return Source{Name: name, Size: int64(len(data)), Open: func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(data)), nil
	}}
}

// Sources lists files, and the files below folders in order of their paths. Names that begin with a
// point are left out, as are links to folders and what is no file, but for a path that is given itself.
// A link to nothing is listed: opening it says so. Errors are those of looking at the paths.
func Sources(paths ...string) (list []Source, err error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			if !info.Mode().IsRegular() {
				return nil, &fs.PathError{Op: "read", Path: path, Err: errors.New("it is neither a file nor a folder")}
			}
			list = append(list, FileSource(path))
			continue
		}
		root, err := walkable(path)
		if err != nil {
			return nil, err
		}
		err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if name != root && strings.HasPrefix(d.Name(), ".") {
				if d.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if info, err := os.Stat(name); err != nil || info.Mode().IsRegular() {
				list = append(list, FileSource(name))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return list, nil
}

// walkable is a folder's path in a form that is followed where it is a link.
func walkable(path string) (string, error) {
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return path + string(filepath.Separator), nil
	}
	return path, err
}
