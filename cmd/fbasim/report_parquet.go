package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"fbasim/sim/report/columnar"
	"fbasim/sim/result"
)

// parquetFiles are the long tables of a run or of a sweep, in the folder out.
func parquetFiles(path, out string) ([]reportFile, error) {
	dir, err := runDir(path)
	if err != nil {
		return nil, err
	}
	m, err := result.ReadManifest(dir)
	if err != nil {
		return nil, fail(exitInput, err)
	}
	if m.OfOptimum() {
		return nil, fail(exitUsage, fmt.Errorf("--format parquet is of runs and sweeps; %s is neither, and its tables are CSV files",
			path))
	}
	if out == "" {
		out = dir
	}
	if m.OfSweep() {
		write := func(w io.Writer) error { return writePoints(w, dir, &m) }
		return []reportFile{{filepath.Join(out, columnar.PointsFile), write}}, nil
	}
	set, err := openRun(dir)
	if err != nil {
		return nil, err
	}
	return []reportFile{
		{filepath.Join(out, columnar.OrdersFile), func(w io.Writer) error { return columnar.Orders(w, set) }},
		{filepath.Join(out, columnar.ReplicationsFile), func(w io.Writer) error { return columnar.Replications(w, set) }},
	}, nil
}

func writePoints(w io.Writer, dir string, m *result.Manifest) error {
	table, err := os.Open(filepath.Join(dir, result.SweepFile))
	if err != nil {
		return err
	}
	defer table.Close() // opened for reading only
	return columnar.Points(w, m, table)
}
