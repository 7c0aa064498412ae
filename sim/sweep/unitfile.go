package sweep

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"

	"fbasim/sim/unit"
)

// unitSchema is the version of the payload of a unit: values as 8 bytes each, least significant first
// (IEEE 754), by point, replication, case and column.
const unitSchema = "fbasim-sweep-unit-2"

// Folder is a folder of the units of the sweep.
func (s *Sweep) Folder(dir string) unit.Folder {
	return unit.Folder{Dir: dir, Set: unit.Set{
		Schema: unitSchema, Tool: s.inputs.Tool, Scenario: s.inputs.Scenario, Hash: s.hash,
	}}
}

// Piece is what the file of a unit says of it.
func (s *Sweep) Piece(u Unit) unit.Piece {
	cases := make([]string, len(s.base.Cases))
	for i := range cases {
		cases[i] = s.base.Cases[i].Name
	}
	return unit.Piece{Index: u.Index, Content: fmt.Sprintf("points %d..%d, replications %d..%d of %s: %s", u.FromPoint+1,
		u.ToPoint, u.FromRep+1, u.ToRep, strings.Join(cases, ", "), strings.Join(s.metrics.Columns(), ", "))}
}

// WriteUnit writes the values of a unit to its file, which appears whole or not at all.
func (s *Sweep) WriteUnit(dir string, u Unit, values []float64) error {
	payload := make([]byte, 0, 8*len(values))
	for _, x := range values {
		payload = binary.LittleEndian.AppendUint64(payload, math.Float64bits(x))
	}
	return s.Folder(dir).Write(s.Piece(u), payload)
}

// ReadUnit reads the values of a unit. The error is fs.ErrNotExist where there is no file,
// *unit.Damaged, *unit.Foreign, or that of the disk.
func (s *Sweep) ReadUnit(dir string, u Unit) ([]float64, error) {
	payload, err := s.Folder(dir).Read(s.Piece(u))
	if err != nil {
		return nil, err
	}
	values := make([]float64, u.Work()*s.width())
	if len(payload) != 8*len(values) {
		return nil, &unit.Damaged{File: unit.Path(dir, u.Index)}
	}
	for i := range values {
		values[i] = math.Float64frombits(binary.LittleEndian.Uint64(payload[8*i:]))
	}
	return values, nil
}
