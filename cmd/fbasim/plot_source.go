package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fbasim/sim/chart"
	"fbasim/sim/result"
)

// openSource reads what charts are drawn from: a sweep, an optimization or a run. It returns the folder
// as well.
func openSource(path string) (chart.Source, string, error) {
	switch {
	case hasFile(path, result.SweepFile):
		return openSweep(path)
	case hasFile(path, result.ParetoFile):
		return openPlans(path)
	}
	set, err := openWhole(path)
	if err != nil {
		return chart.Source{}, "", err
	}
	return chart.Source{Set: set}, set.Dir, nil
}

func hasFile(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, name))
	return err == nil
}

// openSweep reads a folder of a parameter sweep.
func openSweep(dir string) (chart.Source, string, error) {
	s, err := result.ReadSweep(dir)
	if err != nil {
		return chart.Source{}, "", fail(exitInput, err)
	}
	return chart.Source{Sweep: s}, dir, nil
}

// openPlans reads a folder of an optimization.
func openPlans(dir string) (chart.Source, string, error) {
	set := &result.Set{Dir: dir}
	err := describe(dir, &set.Manifest, &set.Resolved)
	if err == nil {
		set.Comparisons, err = result.ReadComparisons(dir)
	}
	var plans []result.ParetoPoint
	if err == nil {
		plans, err = result.ReadTable[result.ParetoPoint](dir, result.ParetoFile)
	}
	if err != nil {
		return chart.Source{}, "", fail(exitInput, err)
	}
	return chart.Source{Set: set, Pareto: plans}, dir, nil
}

// describe reads the manifest and the scenario of a folder, if they are there.
func describe(dir string, m *result.Manifest, resolved *string) error {
	manifest, err := result.ReadManifest(dir)
	if err != nil && !errors.Is(err, result.ErrNoRun) && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	*m = manifest
	*resolved, err = result.ReadResolved(dir)
	return err
}

// chartsOf says what a source is, and which charts there are of such.
func chartsOf(s chart.Source) (of string, names []string) {
	switch {
	case s.Sweep != nil:
		of = "sweep"
	case s.Pareto != nil:
		of = "optimization"
	default:
		of = "run"
	}
	for _, c := range chart.List() {
		if c.Of == of {
			names = append(names, c.Name)
		}
	}
	return of, names
}

// noData says why a chart that was asked for was not drawn.
func noData(s chart.Source, name string) string {
	of, names := chartsOf(s)
	return "the folder has no data for chart " + name + "; of this kind of folder (" + of + ") there are " + strings.Join(names, ", ")
}
