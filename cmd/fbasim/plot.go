package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"fbasim/sim/chart"
	"fbasim/sim/result"
)

func plotCommand() *cobra.Command {
	o, out, list := chart.Options{}, "", false
	cmd := &cobra.Command{
		Use:   "plot RUN [CHART...]",
		Short: "draw the charts of a finished run, sweep or optimization again",
		Example: "  fbasim plot results/canada-remote-vs-local break-even --sku COT -o /tmp/cot\n" +
			"  fbasim plot results/quickstart/sweep-0a1b2c3d winner-map",
		Args: func(_ *cobra.Command, args []string) error {
			if !list && len(args) == 0 {
				return fmt.Errorf("plot needs a run, such as results/quickstart; --list names the charts")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if list {
				g := grid{}
				for _, c := range chart.List() {
					g.add(c.Name, c.Of, c.Shows)
				}
				g.writeFolded(cmd.OutOrStdout(), pageWidth())
				return nil
			}
			return plot(cmd, args[0], args[1:], out, o)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&out, "out", "o", "", "`folder`; default: charts/ of the run")
	f.StringVar(&o.SKU, "sku", "", "only this `SKU`")
	f.StringVar(&o.Market, "market", "", "only this `marketplace`")
	f.IntVar(&o.Most, "most", 0, "at most this `many` figures of a chart (default 12)")
	f.BoolVar(&list, "list", false, "list the charts")
	return cmd
}

func plot(cmd *cobra.Command, path string, names []string, out string, o chart.Options) error {
	source, dir, err := openSource(path)
	if err != nil {
		return err
	}
	if err := knows(source, o); err != nil {
		return fail(exitUsage, err)
	}
	if out != "" {
		if err := writable(out); err != nil {
			return fail(exitInput, err)
		}
	}
	if out == "" {
		out = filepath.Join(dir, result.ChartsDir)
	}
	if len(names) == 0 {
		names = []string{""}
	}
	for _, name := range names {
		stems, err := chart.DrawSource(source, name, out, o)
		if err != nil {
			return fail(exitUsage, err)
		}
		for _, stem := range stems {
			fmt.Fprintln(cmd.OutOrStdout(), filepath.Join(out, stem+".svg"))
		}
		if len(stems) == 0 && name != "" {
			fmt.Fprintln(cmd.ErrOrStderr(), noData(source, name))
		}
	}
	return nil
}

// knows refuses filters that match nothing in the run.
func knows(source chart.Source, o chart.Options) error {
	set := source.Set
	if set == nil || source.Pareto != nil {
		return nil
	}
	sku, place := o.SKU == "", o.Market == ""
	for _, d := range set.Decisions {
		sku = sku || d.SKU == o.SKU
	}
	for _, u := range set.UnitEconomics {
		sku, place = sku || u.SKU == o.SKU, place || u.Market == o.Market
	}
	if !sku {
		return fmt.Errorf("--sku %s: the run has no such SKU; decisions.csv lists them", o.SKU)
	}
	if !place {
		return fmt.Errorf("--market %s: the run sells nothing there", o.Market)
	}
	return nil
}
