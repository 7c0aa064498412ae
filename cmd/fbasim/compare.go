package main

import (
	"encoding/json"
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
	flags.BoolVar(&f.json, "json", false, "write one JSON document to stdout and nothing else")
	flags.StringVar(&f.color, "color", "auto", "`auto`, always or never; NO_COLOR counts")
	return cmd
}

func (f *compareFlags) run(cmd *cobra.Command, paths []string) error {
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
		return report.Compared(out, r, report.Options{Width: terminalWidth(), Color: s.paint(out)})
	}
	doc := struct {
		FormatVersion int              `json:"format_version"`
		Sides         []string         `json:"sides"`
		Inputs        []compare.Input  `json:"inputs"`
		Comparisons   []comparisonJSON `json:"comparisons"`
		Notes         []string         `json:"notes"`
	}{result.FormatVersion, r.Sides, r.Inputs, comparisonsJSON(r.Comparisons), r.Notes}
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

func (f *compareFlags) compare(sets []*result.Set) (*compare.Report, error) {
	o := compare.Options{Metrics: f.metrics}
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

// comparisonJSON is a comparison with its interval as a pair.
type comparisonJSON struct {
	A       string      `json:"a"`
	B       string      `json:"b"`
	Metric  string      `json:"metric"`
	Unit    string      `json:"unit"`
	Diff    *float64    `json:"diff"`
	CI      [2]*float64 `json:"ci"`
	Verdict string      `json:"verdict"`
	PAdj    *float64    `json:"p_adj"`
	N       int         `json:"n"`
	Paired  bool        `json:"paired"`
}

func comparisonsJSON(list []result.Comparison) []comparisonJSON {
	out := []comparisonJSON{}
	for _, c := range list {
		out = append(out, comparisonJSON{
			A: c.A, B: c.B, Metric: c.Metric, Unit: c.Unit, Diff: number(c.Diff),
			CI: [2]*float64{number(c.CI.Lo), number(c.CI.Hi)}, Verdict: c.Verdict, PAdj: number(c.PAdj),
			N: c.N, Paired: c.Paired,
		})
	}
	return out
}
