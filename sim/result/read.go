package result

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrNoRun says that a folder holds no finished run.
var ErrNoRun = errors.New("no finished run here")

// ReadManifest reads the manifest of a results folder. Where there is none the
// error is ErrNoRun; a format version that this program does not know is an error.
func ReadManifest(dir string) (Manifest, error) {
	path := filepath.Join(dir, ManifestFile)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Manifest{}, fmt.Errorf("%s: %w (no %s)", dir, ErrNoRun, ManifestFile)
	}
	if err != nil {
		return Manifest{}, err
	}
	m, err := unmarshal[Manifest](data)
	if err != nil {
		return Manifest{}, fmt.Errorf("%s: %w", path, err)
	}
	if m.FormatVersion != FormatVersion {
		return Manifest{}, fmt.Errorf("%s: format version %d, this program reads %d",
			path, m.FormatVersion, FormatVersion)
	}
	return m, nil
}

// Read gives back the set that Write wrote to dir. Errors name the file and,
// for tables, line and column. Files that the manifest does not list may be
// absent; hashes are not compared (see Changed).
func Read(dir string) (*Set, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	s := &Set{Manifest: m, Dir: dir}
	listed := make(map[string]bool, len(m.Outputs))
	for _, f := range m.Outputs {
		listed[f.Name] = true
	}
	for _, f := range files() {
		if f.read == nil {
			continue
		}
		path := filepath.Join(dir, f.name)
		err := readFile(path, f, s)
		if errors.Is(err, fs.ErrNotExist) && !listed[f.name] {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return s, nil
}

func readFile(path string, f file, s *Set) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close() // opened for reading only
	return f.read(bufio.NewReaderSize(in, 1<<16), s)
}
