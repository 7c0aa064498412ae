package result

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// condition is what stands at the place of a results folder.
type condition int

const (
	nothing    condition = iota // no folder, or an empty one
	sameRun                     // complete, of the same inputs
	otherRun                    // a run of other inputs
	partialRun                  // of the same inputs, but interrupted
	damagedRun                  // a run of these inputs, changed since it was written
	notARun                     // something else
	blocked                     // a file where a folder is needed
)

// inspect tells what stands at dir, for a run whose inputs have the hash.
func inspect(dir, hash string) condition {
	if info, err := os.Stat(dir); errors.Is(err, syscall.ENOTDIR) || err == nil && !info.IsDir() {
		return blocked
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nothing
	}
	m, err := ReadManifest(dir)
	switch {
	case err != nil:
		return notARun
	case m.Hash != hash:
		return otherRun
	case len(changed(dir, m)) > 0:
		return damagedRun
	case m.Interrupted:
		return partialRun
	}
	return sameRun
}

// Replaceable tells before the work whether results of the inputs could be written to dir after it; see Write for
// the errors.
func Replaceable(dir string, in Inputs, force bool) error {
	return inspect(dir, in.Hash()).replaceable(dir, force)
}

func (c condition) replaceable(dir string, force bool) error {
	switch {
	case c == blocked:
		return fmt.Errorf("cannot write results to %s: a file stands where a folder is needed", dir)
	case c == notARun:
		return fmt.Errorf("cannot write results to %s: it is not empty and holds no run; "+
			"choose another folder with -o", dir)
	case c == otherRun && !force:
		return fmt.Errorf("cannot write results to %s: it holds a run of other inputs; "+
			"use --force to replace it or choose another folder with -o", dir)
	case c == damagedRun && !force:
		return fmt.Errorf("cannot reuse %s: its files were changed since they were written; "+
			"use --force to write them anew", dir)
	}
	return nil
}

// changed lists the outputs that are missing or differ from the manifest.
func changed(dir string, m Manifest) []string {
	var names []string
	for _, f := range m.Outputs {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Name)))
		if err != nil || HashBytes(data) != f.SHA256 {
			names = append(names, f.Name)
		}
	}
	return names
}

// Changed lists the files of a results folder that are missing or no longer have
// the hash that the manifest states.
func Changed(dir string) ([]string, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	return changed(dir, m), nil
}
