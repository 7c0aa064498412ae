package sweep

import (
	"math"

	"fbasim/sim/experiment"
	"fbasim/sim/result"
	"fbasim/sim/unit"
)

// Verify reads all units of a folder; the error is that of unit.Folder.Verify.
func (s *Sweep) Verify(dir string) error {
	var pieces []unit.Piece
	for _, u := range s.Units() {
		pieces = append(pieces, s.Piece(u))
	}
	return s.Folder(dir).Verify(pieces)
}

// Merge reads all units of a folder in their order and makes the table of the sweep. The error names
// a unit that is missing or unusable.
func (s *Sweep) Merge(dir string) (*result.Sweep, error) {
	out := &result.Sweep{Resolved: string(s.study.Scenario.Resolved())}
	out.Manifest.Inputs, out.Manifest.Title = s.inputs, s.study.Scenario.Name
	out.Manifest.Precision = result.Precision{
		Confidence: s.base.Settings.Confidence, Replications: s.Replications, Reached: true,
	}
	out.Assumptions, out.NotModeled = s.base.Assumed(), s.base.NotModeled()
	for i := range s.Design.Parameters {
		out.Parameters = append(out.Parameters, s.Design.Parameters[i].Result())
	}
	units := s.Units()
	for len(units) > 0 {
		same := 1 // units of the same points, each with other replications
		for same < len(units) && units[same].FromPoint == units[0].FromPoint {
			same++
		}
		if err := s.mergePoints(out, dir, units[:same]); err != nil {
			return nil, err
		}
		units = units[same:]
	}
	return out, nil
}

// mergePoints adds the rows of the points that some units share.
func (s *Sweep) mergePoints(out *result.Sweep, dir string, units []Unit) error {
	values := make([][]float64, len(units))
	for i, u := range units {
		var err error
		if values[i], err = s.ReadUnit(dir, u); err != nil {
			return err
		}
	}
	for k := units[0].FromPoint; k < units[0].ToPoint; k++ {
		blocks := make([][]float64, len(units))
		for i, u := range units {
			size := (u.ToRep - u.FromRep) * s.width()
			blocks[i] = values[i][(k-u.FromPoint)*size : (k-u.FromPoint+1)*size]
		}
		out.Rows = append(out.Rows, s.rows(k, s.base.Summarize(s.metrics, blocks))...)
	}
	return nil
}

// rows are those of one point.
func (s *Sweep) rows(point int, sum experiment.Summary) (rows []result.SweepRow) {
	values := make([]result.SweepValue, len(s.Design.Parameters))
	for i := range values {
		values[i] = s.Design.Parameters[i].result(s.Design.value(point, i))
	}
	type key struct{ name, metric string }
	differences := map[key]result.Comparison{}
	for _, c := range sum.Comparisons {
		differences[key{c.B, c.Metric}] = c
	}
	for _, c := range sum.Cases {
		for _, m := range c.Metrics {
			row := result.SweepRow{
				Point: point + 1, Values: values, Case: c.Name, Metric: m.Name, Unit: m.Unit, N: m.N, Mean: m.Mean,
				SD: m.SD, CI: m.CI, P5: m.P5, P50: m.P50, P95: m.P95, Diff: math.NaN(), DiffCI: result.Unknown(),
			}
			if d, ok := differences[key{c.Name, m.Name}]; ok {
				row.Diff, row.DiffCI, row.Verdict = d.Diff, d.CI, d.Verdict
			}
			rows = append(rows, row)
		}
	}
	return rows
}
