package result

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// WriteWhole writes a file as one step, with the folder it stands in: under a temporary name beside
// it, brought to the disk and renamed. A crash at any point leaves the file as it was, or whole. The
// error says in a planner's words why that was not possible.
func WriteWhole(path string, data []byte) error { return writeWhole(osDisk{}, path, data) }

// WriteWholeBy does what WriteWhole does for a file that is too long for the memory: write writes it.
// Where write fails, its error is wrapped.
func WriteWholeBy(path string, write func(io.Writer) error) error {
	return writeWholeBy(osDisk{}, path, write)
}

func writeWhole(d disk, path string, data []byte) error {
	return writeWholeBy(d, path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

func writeWholeBy(d disk, path string, write func(io.Writer) error) error {
	if err := d.MkdirAll(filepath.Dir(path)); err != nil {
		return explain(path, err)
	}
	f, temporary, err := createBeside(d, path+".writing-"+strconv.Itoa(os.Getpid())+"-")
	if err != nil {
		return explain(path, err)
	}
	err = fill(f, write)
	if err == nil {
		err = d.Rename(temporary, path)
	}
	if err != nil {
		_ = d.RemoveAll(temporary) // the first error is the one to report
		return explain(path, err)
	}
	return nil
}

// createBeside makes a new file whose name starts with the prefix. Processes on several machines may
// have one number and one folder: none takes the file of another.
func createBeside(d disk, prefix string) (f io.WriteCloser, path string, err error) {
	for n := 1; ; n++ {
		path = prefix + strconv.Itoa(n)
		if f, err = d.CreateNew(path); !errors.Is(err, fs.ErrExist) {
			return f, path, err
		}
	}
}
