package result

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
)

// disk is what Write does to the file system, so that tests can make any step of
// it fail.
type disk interface {
	MkdirAll(path string) error
	Mkdir(path string) error
	Create(path string) (io.WriteCloser, error)
	CreateNew(path string) (io.WriteCloser, error) // fs.ErrExist where it is there
	Rename(from, to string) error
	RemoveAll(path string) error
}

type osDisk struct{}

func (osDisk) MkdirAll(path string) error   { return os.MkdirAll(path, 0o777) }
func (osDisk) Mkdir(path string) error      { return os.Mkdir(path, 0o777) }
func (osDisk) Rename(from, to string) error { return os.Rename(from, to) }
func (osDisk) RemoveAll(path string) error  { return os.RemoveAll(path) }

func (osDisk) Create(path string) (io.WriteCloser, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	return syncedFile{f}, nil
}

func (osDisk) CreateNew(path string) (io.WriteCloser, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	return syncedFile{f}, nil
}

// syncedFile reaches the disk before it is closed: the rename that follows must
// not overtake the contents.
type syncedFile struct{ *os.File }

func (f syncedFile) Close() error {
	return errors.Join(f.Sync(), f.File.Close())
}

// explain says in a planner's words why results could not be written.
func explain(path string, err error) error {
	reason := ""
	switch {
	case errors.Is(err, syscall.ENOSPC):
		reason = "the disk is full: "
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		reason = "no permission to write there; choose another folder with -o: "
	}
	return fmt.Errorf("cannot write results to %s: %s%w", path, reason, err)
}
