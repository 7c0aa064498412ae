package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"fbasim/sim/result"
)

// submitted is what submit prints as JSON.
type submitted struct {
	FormatVersion int      `json:"format_version"`
	Units         int      `json:"units"`
	UnitSeconds   float64  `json:"unit_seconds"`
	UnitsTimed    int      `json:"units_timed"`
	Tasks         int      `json:"tasks"`
	TaskSeconds   float64  `json:"task_seconds"`
	CPUs          int      `json:"cpus"`
	MemoryMB      int      `json:"memory_mb"`
	LimitSeconds  float64  `json:"limit_seconds"`
	Files         []string `json:"files"`
	Next          string   `json:"next"` // the command that submits, "" after --go
}

// told says what was measured, what is asked for and what was written; next is the command that
// submits.
func (f *submitFlags) told(cmd *cobra.Command, p *submission, dir string, names []string, next string) error {
	out := cmd.OutOrStdout()
	seconds := func(d time.Duration) float64 { return d.Seconds() }
	j, b := &p.job, &p.pilot
	if f.json {
		doc := submitted{
			FormatVersion: result.FormatVersion, Units: b.Units, UnitSeconds: seconds(b.Unit), UnitsTimed: b.Timed,
			Tasks: j.Tasks, TaskSeconds: seconds(b.TaskTime(j.Tasks, j.CPUs)), CPUs: j.CPUs, MemoryMB: j.MemoryMB,
			LimitSeconds: seconds(j.Time), Next: next,
		}
		for _, name := range names {
			doc.Files = append(doc.Files, filepath.ToSlash(filepath.Join(dir, name)))
		}
		text, err := json.MarshalIndent(doc, "", "  ")
		if err != nil {
			return fail(exitInternal, err)
		}
		_, err = fmt.Fprintf(out, "%s\n", text)
		return err
	}
	if f.quiet {
		return nil
	}
	how := fmt.Sprintf("timed here on %d of them", b.Timed)
	if b.Timed == 0 {
		how = "as you say"
	}
	fmt.Fprintf(out, "%s\n  sweep    %s, %s a point: %s of work\n", p.study.Scenario.Name,
		count(len(p.sweep.Design.Points), "point"), count(p.sweep.Replications, "replication"), count(b.Units, "unit"))
	fmt.Fprintf(out, "  a unit   %s on one core (%s); all together %s\n", took(b.Unit), how, took(b.Total()))
	fmt.Fprintf(out, "  a task   %s: about %s\n", count(b.Share(j.Tasks), "unit"), took(b.TaskTime(j.Tasks, j.CPUs)))
	fmt.Fprintf(out, "  asked    %s of %s and %d MB each, for at most %s\n", count(j.Tasks, "task"),
		count(j.CPUs, "CPU"), j.MemoryMB, took(j.Time))
	for _, name := range names {
		fmt.Fprintf(out, "Written: %s\n", filepath.ToSlash(filepath.Join(dir, name)))
	}
	if next != "" {
		fmt.Fprintf(out, "Submit with: %s\n", next)
	}
	return nil
}

// took writes a time with the digits that matter: 0.94 s, 38 s, 12 min, 7.5 h.
func took(d time.Duration) string {
	switch s := d.Seconds(); {
	case s < 10:
		return fmt.Sprintf("%.2g s", s)
	case s < 120:
		return fmt.Sprintf("%.0f s", s)
	case s < 2*60*60:
		return fmt.Sprintf("%.0f min", s/60)
	default:
		return fmt.Sprintf("%.1f h", s/3600)
	}
}

// writeFiles writes files whole into a folder, and returns their names in order.
func writeFiles(dir string, files map[string]string) (names []string, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fail(exitInput, err)
	}
	for name, text := range files {
		if err := result.WriteWhole(filepath.Join(dir, name), []byte(text)); err != nil {
			return nil, fail(exitInput, err)
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return names, nil
}
