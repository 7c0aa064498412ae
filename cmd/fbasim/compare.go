package main

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"fbasim/sim/compare"
	"fbasim/sim/report"
	"fbasim/sim/result"
)

// compareFlags are the flags of compare.
type compareFlags struct {
	cases   []string
	metrics []string
	family  string
	against string
	json    bool
	color   string
}

func compareCommand() *cobra.Command {
	f := &compareFlags{}
	cmd := &cobra.Command{
		Use:   "compare RUN [RUN...]",
		Short: "compare finished runs, or the cases of one, in pairs",
		Example: "  fbasim compare results/quickstart/0a1b2c3d results/quickstart/4e5f6a7b\n" +
			"  fbasim compare results/quickstart --case remote --case local --metric profit",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.cases, "case", nil, "a `case` of a single run (repeatable; the first is\nthe baseline)")
	flags.StringArrayVar(&f.metrics, "metric", nil, "only this `metric` (repeatable)")
	flags.StringVar(&f.family, "family", "holm", "`holm` adjusts verdicts for the number of\npairs compared; or none")
	flags.StringVar(&f.against, "against", "baseline", "compare with the `baseline`,\nor all with each other")
	flags.BoolVar(&f.json, "json", false, "write one JSON document to stdout and nothing else")
	flags.StringVar(&f.color, "color", "auto", "`auto`, always or never;\nNO_COLOR counts")
	return cmd
}

func (f *compareFlags) run(cmd *cobra.Command, paths []string) error {
	if err := f.check(); err != nil {
		return fail(exitUsage, err)
	}
	var sets []*result.Set
	for _, path := range paths {
		if filepath.Base(path) == result.LatestFile {
			continue // results/NAME/* names it too
		}
		set, err := openWhole(path)
		if err != nil {
			return err
		}
		sets = append(sets, set)
	}
	r, err := f.compare(sets)
	if err != nil {
		return fail(exitUsage, err)
	}
	out := cmd.OutOrStdout()
	if !f.json {
		s := &sources{color: f.color}
		return report.Compared(out, r, report.Options{Width: terminalWidth(), Color: s.paint(out), All: true})
	}
	doc, err := result.JSON(struct {
		FormatVersion int                 `json:"format_version"`
		Sides         []string            `json:"sides"`
		Inputs        []compare.Input     `json:"inputs"`
		Comparisons   []result.Comparison `json:"comparisons"`
		Notes         []string            `json:"notes"`
	}{result.FormatVersion, r.Sides, r.Inputs, r.Comparisons, r.Notes})
	if err != nil {
		return fail(exitInternal, err)
	}
	_, err = out.Write(doc)
	return err
}

// check refuses flags whose value means nothing.
func (f *compareFlags) check() error {
	if err := oneOf("--family", f.family, "holm", "none"); err != nil {
		return err
	}
	return oneOf("--against", f.against, "baseline", "all")
}

func (f *compareFlags) compare(sets []*result.Set) (*compare.Report, error) {
	o := compare.Options{Metrics: f.metrics, Unadjusted: f.family == "none", AllPairs: f.against == "all"}
	if len(sets) > 1 {
		return compare.Runs(sets, o)
	}
	names := f.cases
	if len(names) == 0 {
		for _, c := range sets[0].Cases {
			names = append(names, c.Name)
		}
	}
	return compare.Cases(sets[0], names, o)
}
