package sweep

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"

	"fbasim/sim/result"
)

// A unit file is a line of JSON, the values as 8 bytes each, least significant first (IEEE 754), and
// the SHA-256 of everything before it.

// unitSchema is the version of that layout.
const unitSchema = "fbasim-sweep-unit-1"

// unitHeader says what a unit file belongs to.
type unitHeader struct {
	Schema   string   `json:"schema"`
	Tool     string   `json:"tool"`
	Scenario string   `json:"scenario"`
	Hash     string   `json:"hash"` // of all inputs
	Unit     int      `json:"unit"`
	Points   [2]int   `json:"points"` // from, up to before
	Reps     [2]int   `json:"replications"`
	Cases    []string `json:"cases"`
	Columns  []string `json:"columns"`
	Values   int      `json:"values"`
}

func (s *Sweep) header(u Unit) unitHeader {
	h := unitHeader{
		Schema: unitSchema, Tool: s.inputs.Tool, Scenario: s.inputs.Scenario, Hash: s.hash, Unit: u.Index,
		Points: [2]int{u.FromPoint, u.ToPoint}, Reps: [2]int{u.FromRep, u.ToRep},
		Columns: s.metrics.Columns(), Values: u.Work() * s.width(),
	}
	for i := range s.base.Cases {
		h.Cases = append(h.Cases, s.base.Cases[i].Name)
	}
	return h
}

// Damaged says that a unit file is not as it was written: cut short or changed.
type Damaged struct{ File string }

// Error names the file.
func (e *Damaged) Error() string { return e.File + " is damaged" }

// Foreign says that a unit file belongs to another sweep, another scenario or another version.
type Foreign struct{ File, What string }

// Error names the file and what it belongs to.
func (e *Foreign) Error() string {
	return fmt.Sprintf("%s does not belong to this sweep: %s; remove it, or start over with --force", e.File, e.What)
}

// UnitFile is the path of a unit's file in the folder of units.
func UnitFile(dir string, u Unit) string {
	return filepath.Join(dir, fmt.Sprintf("%06d.unit", u.Index))
}

// encode writes a unit file.
func (s *Sweep) encode(u Unit, values []float64) ([]byte, error) {
	var b bytes.Buffer
	if err := json.NewEncoder(&b).Encode(s.header(u)); err != nil {
		return nil, err
	}
	for _, x := range values {
		b.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(x)))
	}
	sum := sha256.Sum256(b.Bytes())
	b.Write(sum[:])
	return b.Bytes(), nil
}

// WriteUnit writes the values of a unit to its file, which appears whole or not at all.
func (s *Sweep) WriteUnit(dir string, u Unit, values []float64) error {
	data, err := s.encode(u, values)
	if err != nil {
		return err
	}
	return result.WriteWhole(UnitFile(dir, u), data)
}

// ReadUnit reads the values of a unit. The error is fs.ErrNotExist where there is no file, *Damaged,
// *Foreign, or that of the disk.
func (s *Sweep) ReadUnit(dir string, u Unit) ([]float64, error) {
	path := UnitFile(dir, u)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	body := data[:max(0, len(data)-sha256.Size)]
	line, rest, found := bytes.Cut(body, []byte("\n"))
	if sum := sha256.Sum256(body); !found || !bytes.Equal(sum[:], data[len(body):]) {
		return nil, &Damaged{path}
	}
	var got unitHeader
	if err := json.Unmarshal(line, &got); err != nil {
		return nil, &Damaged{path}
	}
	want := s.header(u)
	if what := got.differs(want); what != "" {
		return nil, &Foreign{path, what}
	}
	if len(rest) != 8*want.Values {
		return nil, &Damaged{path}
	}
	values := make([]float64, want.Values)
	for i := range values {
		values[i] = math.Float64frombits(binary.LittleEndian.Uint64(rest[8*i:]))
	}
	return values, nil
}

// differs says in words what else a header belongs to, "" where it is as wanted.
func (h unitHeader) differs(want unitHeader) string {
	switch {
	case h.Schema != want.Schema:
		return fmt.Sprintf("its format is %q, not %q", h.Schema, want.Schema)
	case h.Tool != want.Tool:
		return fmt.Sprintf("it was written by %s, this is %s", h.Tool, want.Tool)
	case h.Scenario != want.Scenario:
		return fmt.Sprintf("its scenario is %s", h.Scenario)
	case h.Hash != want.Hash:
		return "its inputs are others"
	case h.Unit != want.Unit || h.Points != want.Points || h.Reps != want.Reps || h.Values != want.Values ||
		!slices.Equal(h.Cases, want.Cases) || !slices.Equal(h.Columns, want.Columns):
		return fmt.Sprintf("it is unit %d", h.Unit)
	}
	return ""
}

// absent reports whether an error means that there is no file.
func absent(err error) bool { return errors.Is(err, fs.ErrNotExist) }
