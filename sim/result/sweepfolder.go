package result

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// SweepPrefix begins the name of a sweep's folder, beside those of runs: results/<scenario>/sweep-<hash8>.
const SweepPrefix = "sweep-"

// OfSweep reports whether the manifest is that of a sweep and not of a run.
func (m *Manifest) OfSweep() bool { return strings.HasPrefix(path.Base(m.Run), SweepPrefix) }

// OfOptimum reports whether the manifest is that of an optimization.
func (m *Manifest) OfOptimum() bool { return strings.HasPrefix(path.Base(m.Run), OptimumPrefix) }

// SweepFolder returns the folder of a sweep under a results root.
func SweepFolder(root string, in Inputs) string {
	return filepath.Join(root, Slug(in.Scenario), SweepPrefix+in.Hash()[:8])
}

// ExistingSweep returns the folder of a complete sweep of the same inputs under the root, and whether
// there is one.
func ExistingSweep(root string, in Inputs) (dir string, ok bool) {
	dir = SweepFolder(root, in)
	return dir, inspect(dir, in.Hash()) == sameRun
}

// SaveSweep writes a sweep to its folder under the root as one step, as Write does a run, or reuses
// the folder of an equal one. It fills Run, Hash and Outputs of the manifest, sets s.Dir and returns
// whether an existing folder was reused. A sweep is no run: LATEST stays as it is.
func SaveSweep(root string, s *Sweep, o Options) (reused bool, err error) {
	return saveSweep(osDisk{}, root, s, o)
}

func saveSweep(d disk, root string, s *Sweep, o Options) (reused bool, err error) {
	dir, m := SweepFolder(root, s.Manifest.Inputs), &s.Manifest
	m.FormatVersion, m.Hash = FormatVersion, m.Inputs.Hash()
	m.Run = Slug(m.Inputs.Scenario) + "/" + filepath.Base(dir)
	s.Dir = dir
	found := inspect(dir, m.Hash)
	if found == sameRun && !o.Force {
		return true, nil
	}
	if err := found.replaceable(dir, o.Force); err != nil {
		return false, err
	}
	fill := func(temporary string) error {
		write := func(w io.Writer) error { return WriteSweepTable(w, s) }
		if err := writeFile(d, filepath.Join(temporary, SweepFile), write); err != nil {
			return fmt.Errorf("%s: %w", SweepFile, err)
		}
		resolved := func(w io.Writer) error {
			_, err := io.WriteString(w, s.Resolved)
			return err
		}
		if err := writeFile(d, filepath.Join(temporary, ResolvedFile), resolved); err != nil {
			return err
		}
		return writeFile(d, filepath.Join(temporary, AssumedFile), s.writeAssumed)
	}
	if err = writeBeside(d, dir, fill, m, o); err != nil && !o.Force && inspect(dir, m.Hash) == sameRun {
		return true, nil // another process finished the same sweep meanwhile
	}
	return false, err
}

func (s *Sweep) writeAssumed(w io.Writer) error {
	text, err := marshal(assumedDocument{FormatVersion, s.Assumptions, s.NotModeled})
	if err == nil {
		_, err = w.Write(text)
	}
	return err
}

func (s *Sweep) readAssumed(text []byte) error {
	doc, err := unmarshal[assumedDocument](text)
	s.Assumptions, s.NotModeled = doc.Assumptions, doc.NotModeled
	return err
}

// Clean removes what crashes left behind beside the complete folder of a run or sweep: folders under
// temporary names. Another process that is writing the same results finds these in their place.
func Clean(dir string) error {
	left, err := filepath.Glob(filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".writing-*"))
	for _, name := range left {
		err = errors.Join(err, os.RemoveAll(name))
	}
	return err
}

// ReadSweep reads the folder of a sweep.
func ReadSweep(dir string) (*Sweep, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	s := &Sweep{Manifest: m, Dir: dir}
	for _, f := range []struct {
		name string
		read func([]byte) error
	}{
		{ResolvedFile, func(text []byte) error {
			s.Resolved = string(text)
			return nil
		}},
		{SweepFile, func(text []byte) error { return ReadSweepTable(bytes.NewReader(text), s) }},
		{AssumedFile, s.readAssumed},
	} {
		text, err := os.ReadFile(filepath.Join(dir, f.name))
		if f.name == AssumedFile && errors.Is(err, fs.ErrNotExist) {
			continue // a sweep of an older fbasim
		}
		if err == nil {
			err = f.read(text)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Join(dir, f.name), err)
		}
	}
	return s, nil
}
