package unit

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fbasim/sim/result"
)

// A unit file is a line of JSON, the header; the payload; and the SHA-256 of everything before it.

// Set is what all units of a computation have in common.
type Set struct {
	Schema   string `json:"schema"`   // of the payload: its name and version
	Tool     string `json:"tool"`     // the program with its version
	Scenario string `json:"scenario"` // slug of the scenario
	Hash     string `json:"hash"`     // of all inputs
}

// Piece is one unit of a set: its number, from 0, and what it holds in words, such as "points 1..4,
// replications 1..20".
type Piece struct {
	Index   int    `json:"unit"`
	Content string `json:"content"`
}

// header says what a unit file belongs to.
type header struct {
	Set
	Piece
	Bytes int `json:"bytes"` // of the payload
}

// Damaged says that a unit file is not as it was written: cut short or changed.
type Damaged struct{ File string }

// Error names the file.
func (e *Damaged) Error() string { return e.File + " is damaged" }

// Foreign says that a unit file belongs to another computation, another scenario or another version.
type Foreign struct{ File, What string }

// Error names the file and what it belongs to.
func (e *Foreign) Error() string {
	return fmt.Sprintf("%s does not belong here: %s; remove it, or start over with --force", e.File, e.What)
}

// ending is that of the names of unit files.
const ending = ".unit"

// Path is the path of a unit's file in a folder of units.
func Path(dir string, index int) string {
	return filepath.Join(dir, fmt.Sprintf("%06d%s", index, ending))
}

// Encode returns the bytes of a unit file.
func Encode(s Set, p Piece, payload []byte) ([]byte, error) {
	line, err := json.Marshal(header{s, p, len(payload)})
	if err != nil {
		return nil, err
	}
	data := make([]byte, 0, len(line)+1+len(payload)+sha256.Size)
	data = append(append(append(data, line...), '\n'), payload...)
	sum := sha256.Sum256(data)
	return append(data, sum[:]...), nil
}

// Decode returns the payload of a unit file, which must be that of the piece of the set; the path is
// for messages. The error is *Damaged or *Foreign.
func Decode(path string, data []byte, s Set, p Piece) ([]byte, error) {
	body := data[:max(0, len(data)-sha256.Size)]
	line, payload, found := bytes.Cut(body, []byte("\n"))
	if sum := sha256.Sum256(body); !found || !bytes.Equal(sum[:], data[len(body):]) {
		return nil, &Damaged{path}
	}
	var got header
	if err := json.Unmarshal(line, &got); err != nil {
		return nil, &Damaged{path}
	}
	if what := got.differs(s, p); what != "" {
		return nil, &Foreign{path, what}
	}
	if got.Bytes != len(payload) {
		return nil, &Damaged{path}
	}
	return payload, nil
}

// differs says in words what else a header belongs to, "" where it is as wanted.
func (h *header) differs(s Set, p Piece) string {
	switch {
	case h.Schema != s.Schema:
		return fmt.Sprintf("its format is %q, not %q", h.Schema, s.Schema)
	case h.Tool != s.Tool:
		return fmt.Sprintf("it was written by %s, this is %s", h.Tool, s.Tool)
	case h.Scenario != s.Scenario:
		return fmt.Sprintf("its scenario is %s", h.Scenario)
	case h.Hash != s.Hash:
		return "its inputs are others"
	case h.Piece != p:
		return fmt.Sprintf("it is unit %d, %s", h.Index, h.Content)
	}
	return ""
}

// Folder is a folder of units of one set.
type Folder struct {
	Dir string
	Set Set
}

// Write writes the payload of a unit to its file, which appears whole or not at all. Errors are those
// of the disk.
func (f Folder) Write(p Piece, payload []byte) error {
	data, err := Encode(f.Set, p, payload)
	if err != nil {
		return err
	}
	return result.WriteWhole(Path(f.Dir, p.Index), data)
}

// Read reads the payload of a unit. The error is fs.ErrNotExist where there is no file, *Damaged,
// *Foreign, or that of the disk.
func (f Folder) Read(p Piece) ([]byte, error) {
	path := Path(f.Dir, p.Index)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Decode(path, data, f.Set, p)
}

// Absent reports whether an error of Read means that there is no file.
func Absent(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// Strangers returns an error, *Foreign, for the first unit file whose number no unit of the set has:
// numbers run from 0 to before n. A folder that is not there has none.
func (f Folder) Strangers(n int) error {
	entries, err := os.ReadDir(f.Dir)
	if err != nil && !Absent(err) {
		return err
	}
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ending)
		if !ok {
			continue
		}
		i, err := strconv.Atoi(name)
		path := filepath.Join(f.Dir, e.Name())
		if err != nil || i < 0 || path != Path(f.Dir, i) {
			return &Foreign{path, "units are named by their numbers"}
		}
		if i >= n {
			return &Foreign{path, fmt.Sprintf("there are units 0 to %d only", n-1)}
		}
	}
	return nil
}
