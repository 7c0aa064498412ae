package main

import (
	"encoding/json"

	"github.com/spf13/cobra"

	"fbasim/sim/result"
)

func metricsCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "metrics",
		Short:   "every metric: name, unit, definition",
		Example: "  fbasim metrics\n  fbasim metrics --json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if asJSON {
				return metricsJSON(cmd)
			}
			g := grid{}
			g.add("METRIC", "UNIT", "MEASURE", "BETTER", "DEFINITION")
			for _, d := range result.Definitions() {
				g.add(nameOf(d), d.Unit, d.Measure, d.Better, d.Text)
			}
			g.writeFolded(cmd.OutOrStdout(), pageWidth())
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write one JSON document to stdout")
	return cmd
}

// nameOf writes a metric's name with its places: "profit, profit.<market>".
func nameOf(d result.Definition) string {
	switch d.Scope {
	case result.PerMarket:
		return d.Name + ".<market>"
	case result.WholeAndMarkets:
		return d.Name + ", " + d.Name + ".<market>"
	case result.PerKind:
		return d.Name + ".<kind>"
	}
	return d.Name
}

func metricsJSON(cmd *cobra.Command) error {
	type metric struct {
		Name       string `json:"name"`
		Unit       string `json:"unit"`
		Measure    string `json:"measure"`
		Better     string `json:"better"`
		Definition string `json:"definition"`
	}
	doc := struct {
		FormatVersion int      `json:"format_version"`
		Metrics       []metric `json:"metrics"`
	}{FormatVersion: result.FormatVersion}
	for _, d := range result.Definitions() {
		doc.Metrics = append(doc.Metrics, metric{nameOf(d), d.Unit, d.Measure, d.Better, d.Text})
	}
	out := json.NewEncoder(cmd.OutOrStdout())
	out.SetIndent("", "  ")
	return out.Encode(doc)
}
