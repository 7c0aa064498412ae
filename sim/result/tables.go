package result

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ReadTable reads a CSV table of a results folder whose rows are of the type given. Where the file is
// missing the error is fs.ErrNotExist; other errors name the file and the line.
func ReadTable[T any](dir, name string) ([]T, error) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := readRows[T](f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, name), err)
	}
	return rows, nil
}

// ReadResolved reads the resolved.toml of a results folder, "" where there is none.
func ReadResolved(dir string) (string, error) {
	text, err := os.ReadFile(filepath.Join(dir, ResolvedFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return string(text), err
}

// ReadComparisons reads the comparisons of a results folder, of a run or of an
// optimization; none where it has no summary.json.
func ReadComparisons(dir string) ([]Comparison, error) {
	text, err := os.ReadFile(filepath.Join(dir, SummaryFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	doc, err := unmarshal[struct {
		Comparisons []Comparison `json:"comparisons"`
	}](text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, SummaryFile), err)
	}
	return doc.Comparisons, nil
}
