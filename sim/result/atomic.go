package result

import (
	"io"
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
	temporary := path + ".writing-" + strconv.Itoa(os.Getpid())
	err := writeFile(d, temporary, write)
	if err == nil {
		err = d.Rename(temporary, path)
	}
	if err != nil {
		_ = d.RemoveAll(temporary) // the first error is the one to report
		return explain(path, err)
	}
	return nil
}
