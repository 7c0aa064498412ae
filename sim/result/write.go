package result

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Options say how Write deals with what it finds and what else it writes.
type Options struct {
	// Force writes anew even where a complete run of the same inputs stands.
	Force bool
	// Extra writes charts and reports into the folder before it becomes visible,
	// so that they are part of the same whole; nil for none.
	Extra func(dir string) error
}

// Write writes the set to dir as one step: everything goes to a temporary folder
// beside it, with the hashes of all files in the manifest, which is then renamed.
// A crash at any point leaves dir as it was, or whole.
//
// A complete folder of the same inputs is reused (the set is not written) unless
// forced; one that was interrupted is replaced. A folder with another run, or one
// changed since, is replaced only if forced; a folder that is no run is never
// touched. Write sorts the set, fills Run, Hash and Outputs of its manifest and sets
// s.Dir.
func Write(dir string, s *Set, o Options) (reused bool, err error) {
	return write(osDisk{}, dir, s, o)
}

func write(d disk, dir string, s *Set, o Options) (reused bool, err error) {
	s.Sort()
	s.Manifest.Run = RunName(s.Manifest.Inputs)
	reused, err = writeFolder(d, dir, &s.Manifest, o, func(temporary string) error {
		return writeFiles(d, temporary, s)
	})
	if err == nil {
		s.Dir = dir
	}
	return reused, err
}

// writeFolder writes a folder with a manifest in one step; fill writes its files.
func writeFolder(d disk, dir string, m *Manifest, o Options, fill func(dir string) error) (reused bool, err error) {
	m.FormatVersion, m.Hash = FormatVersion, m.Inputs.Hash()
	found := inspect(dir, m.Hash)
	if found == sameRun && !o.Force {
		return true, nil
	}
	if err := found.replaceable(dir, o.Force); err != nil {
		return false, err
	}
	if err := writeBeside(d, dir, fill, m, o); err != nil {
		if !o.Force && inspect(dir, m.Hash) == sameRun {
			return true, nil // another process finished the same run meanwhile
		}
		return false, err
	}
	return false, nil
}

// writeBeside fills a temporary sibling of dir, seals it with the manifest and swaps it in.
func writeBeside(d disk, dir string, fill func(string) error, m *Manifest, o Options) (err error) {
	parent, base := filepath.Split(filepath.Clean(dir))
	if parent == "" {
		parent = "."
	}
	if err := d.MkdirAll(parent); err != nil {
		return explain(dir, err)
	}
	temporary, err := mkdirBeside(d, filepath.Join(parent, "."+base+".writing-"))
	if err != nil {
		return explain(dir, err)
	}
	defer func() {
		if err != nil {
			_ = d.RemoveAll(temporary) // the first error is the one to report
		}
	}()
	if err := fill(temporary); err != nil {
		return explain(dir, err)
	}
	if o.Extra != nil {
		if err := o.Extra(temporary); err != nil {
			return explain(dir, err)
		}
	}
	if err := seal(d, temporary, m); err != nil {
		return explain(dir, err)
	}
	if err := swap(d, temporary, dir); err != nil {
		return explain(dir, err)
	}
	return nil
}

// mkdirBeside makes a new folder whose name starts with the prefix. Unlike
// os.MkdirTemp it leaves the folder as readable as the user's umask asks.
func mkdirBeside(d disk, prefix string) (string, error) {
	for n := 1; ; n++ {
		path := prefix + strconv.Itoa(n)
		if err := d.Mkdir(path); !errors.Is(err, fs.ErrExist) {
			return path, err
		}
	}
}

func writeFiles(d disk, dir string, s *Set) error {
	for _, f := range files() {
		write := func(w io.Writer) error { return f.write(w, s) }
		if err := writeFile(d, filepath.Join(dir, f.name), write); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return nil
}

func writeFile(d disk, path string, write func(io.Writer) error) error {
	f, err := d.Create(path)
	if err != nil {
		return err
	}
	return fill(f, write)
}

// fill writes a file and closes it.
func fill(f io.WriteCloser, write func(io.Writer) error) (err error) {
	buffered := bufio.NewWriterSize(f, 1<<16)
	if err = write(buffered); err == nil {
		err = buffered.Flush()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

// seal hashes everything in the folder and writes the manifest, which makes the
// folder complete.
func seal(d disk, dir string, m *Manifest) error {
	outputs, err := hashAll(dir)
	if err != nil {
		return err
	}
	m.Outputs = outputs
	data, err := marshal(*m)
	if err != nil {
		return err
	}
	return writeFile(d, filepath.Join(dir, ManifestFile), func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// hashAll returns the hashes of all files below dir but the manifest, by name
// with forward slashes.
func hashAll(dir string) ([]FileHash, error) {
	var list []FileHash
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil || name == ManifestFile {
			return err
		}
		data, err := os.ReadFile(path)
		list = append(list, FileHash{filepath.ToSlash(name), HashBytes(data)})
		return err
	})
	sortBy(list, func(a, b *FileHash) int { return strings.Compare(a.Name, b.Name) })
	return list, err
}

// swap puts the temporary folder in the place of dir. An old folder steps aside
// first and back if the second step fails.
func swap(d disk, temporary, dir string) error {
	if !exists(dir) {
		return d.Rename(temporary, dir)
	}
	aside := temporary + ".old"
	for n := 1; exists(aside); n++ { // an earlier crash may have left one
		aside = temporary + ".old-" + strconv.Itoa(n)
	}
	if err := d.Rename(dir, aside); err != nil {
		return err
	}
	if err := d.Rename(temporary, dir); err != nil {
		_ = d.Rename(aside, dir)
		return err
	}
	_ = d.RemoveAll(aside) // the new folder is in place; a left-over does no harm
	return nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
