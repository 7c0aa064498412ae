package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/diag"
	"fbasim/sim/experiment"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/result"
)

// explainFlags are the flags of explain.
type explainFlags struct {
	cases []string
	json  bool
	csv   bool
	on    string // day of the ASIN Status report
	svg   string // file for a timeline
}

func explainCommand() *cobra.Command {
	f := &explainFlags{}
	cmd := &cobra.Command{
		Use:   "explain RUN ORDER|SKU/MARKET|SKU|METRIC|asin-status|rule ID",
		Short: "why this order, SKU or metric came out so, and what a rule did",
		Long: `An order is named as in orders.csv, sku/market/replication/strip.number; any
order of any replication can be told, by simulating that replication again.
A SKU or a metric is explained from the results. SKU/MARKET, such as IRON/CA,
tells what happened to the Remote Fulfillment offer and to inbound shipments in
replication 0. --svg draws an order or SKU/MARKET as a timeline.

"asin-status" writes the ASIN Status report of Remote Fulfillment as it would be
downloaded at the end of the day --on; "rule ID" tells what a rule decided, also
rule.NAME of your own. Both simulate replication 0 again.`,
		Example: "  fbasim explain results/quickstart IRON/CA/0/1.17 --svg order.svg\n" +
			"  fbasim explain results/quickstart rule RF-LOC-01 --case local",
		Args: cobra.RangeArgs(2, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			return orJSON(cmd.OutOrStdout(), f.json, f.run(cmd, args[0], args[1:]))
		},
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().StringArrayVar(&f.cases, "case", nil, "only this `case` (repeatable)")
	cmd.Flags().BoolVar(&f.json, "json", false, "write one JSON document to stdout and nothing else")
	cmd.Flags().BoolVar(&f.csv, "csv", false, "write the ASIN Status report as CSV")
	cmd.Flags().StringVar(&f.on, "on", "", "`day` of the ASIN Status report, such as 2026-03-01")
	cmd.Flags().StringVar(&f.svg, "svg", "", "draw an order or SKU/MARKET as a timeline into this `file`")
	return cmd
}

func (f *explainFlags) run(cmd *cobra.Command, path string, words []string) error {
	what := words[0]
	switch {
	case what == "rule" && len(words) == 1:
		return wrong("usage", "", "explain rule needs an id, such as RF-LOC-01; fbasim rules list shows them")
	case what != "rule" && len(words) > 1:
		return wrong("usage", "", "explain explains one thing at a time; %q is too much", diag.Escape(words[1]))
	case (f.csv || f.on != "") && what != "asin-status":
		return wrong("usage", "", "--on and --csv go with asin-status only")
	case f.csv && f.json:
		return wrong("usage", "", "--csv and --json exclude each other")
	}
	set, err := openWhole(path)
	if err != nil {
		return err
	}
	if f.svg != "" && !strings.Contains(what, "/") {
		return wrong("usage", "", "--svg goes with an order, such as IRON/CA/0/1.17, or with a SKU in a marketplace, "+
			"such as IRON/CA")
	}
	switch what {
	case "asin-status":
		return f.asinStatus(cmd, set)
	case "rule":
		return f.rule(cmd, set, words[1])
	}
	if strings.Count(what, "/") >= 3 {
		return f.order(cmd, set, what)
	}
	if hasMetric(set, what) {
		return explainMetric(cmd, set, what)
	}
	if hasSKU(set, what) && f.svg == "" {
		return explainSKU(cmd, set, what)
	}
	if strings.Contains(what, "/") {
		return f.offer(cmd, set, what)
	}
	if slices.ContainsFunc(set.Findings, func(x result.Finding) bool { return x.Rule == what }) {
		return f.rule(cmd, set, what)
	}
	return fail(exitUsage, fmt.Errorf("%q is no order (sku/market/replication/strip.number), SKU or metric of this run; "+
		"orders.csv, decisions.csv and summary.csv list them", what))
}

// order tells the story of one order in every case asked for.
func (f *explainFlags) order(cmd *cobra.Command, set *result.Set, what string) error {
	l, err := reload(cmd, set)
	if err != nil {
		return err
	}
	study := l.Experiment(1)
	name, err := experiment.ParseOrder(study.Cases[0].Config, what)
	if err != nil {
		return fail(exitUsage, err)
	}
	if n := set.Manifest.Precision.Replications; name.Replication < 0 || name.Replication >= n || name.Strip < 1 {
		return fail(exitUsage, fmt.Errorf("%q: the run has replications 0 to %d, and strips begin at 1", what, n-1))
	}
	stories, drawn, err := f.follow(study, name)
	if err != nil {
		return err
	}
	if len(stories) == 0 {
		return fail(exitUsage, fmt.Errorf("the run has no case %s", strings.Join(f.cases, ", ")))
	}
	if err := f.draw(orderChart(set, what, drawn)); err != nil {
		return err
	}
	if f.json {
		return storiesJSON(cmd, what, stories)
	}
	for i := range stories {
		stories[i].print(cmd.OutOrStdout(), what)
	}
	return nil
}

// follow simulates the cases asked for again and tells the order in each.
func (f *explainFlags) follow(study *experiment.Study, name model.OrderName) (told []toldOrder, drawn []followed,
	err error) {
	for c := range study.Cases {
		if len(f.cases) > 0 && !contains(f.cases, study.Cases[c].Name) {
			continue
		}
		story, ok, err := study.Follow(c, name)
		if err != nil {
			return nil, nil, fail(exitInternal, err)
		}
		this, used := tell(study, c, &story, ok), market.NoProgram
		if ok {
			used = story.Program(study.Cards)
		}
		told = append(told, this)
		drawn = append(drawn, followed{this, story, used, study.Cases[c].Config.Start})
	}
	return told, drawn, nil
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func hasMetric(set *result.Set, name string) bool {
	for i := range set.Cases {
		if set.Cases[i].Metric(name) != nil {
			return true
		}
	}
	return false
}

func hasSKU(set *result.Set, sku string) bool {
	for _, d := range set.Decisions {
		if d.SKU == sku {
			return true
		}
	}
	for _, u := range set.UnitEconomics {
		if u.SKU == sku {
			return true
		}
	}
	return false
}

// explainMetric prints what a metric means and how the cases do in it.
func explainMetric(cmd *cobra.Command, set *result.Set, name string) error {
	out := cmd.OutOrStdout()
	if d, ok := result.Define(name); ok {
		fmt.Fprintf(out, "%s: %s\n", name, result.MetricLabel(name))
		paragraph(out, pageWidth(), "", fmt.Sprintf("%s (%s, %s is better)", d.Text, d.Measure, d.Better))
		fmt.Fprintln(out)
	}
	g := grid{indent: 2, right: []int{1, 3, 4, 5}}
	g.add("case", "mean", "95 % CI", "P5", "P95", "n")
	for i := range set.Cases {
		if m := set.Cases[i].Metric(name); m != nil {
			g.add(result.Visible(set.Cases[i].Name), result.Figure(m.Mean, m.Unit), result.Range(m.CI, m.Unit, true),
				result.Plain(m.P5, m.Unit), result.Plain(m.P95, m.Unit), strconv.Itoa(m.N))
		}
	}
	g.write(out)
	fmt.Fprintln(out)
	for _, c := range set.Comparisons {
		if c.Metric == name {
			label := fmt.Sprintf("  %s - %s: ", result.Visible(c.B), result.Visible(c.A))
			paragraph(out, pageWidth(), label, fmt.Sprintf("%s, %s; common random numbers saved %.1f %% of the variance",
				result.Estimate(c.Diff, c.CI, c.Unit), c.Verdict, 100*c.VarianceReduction))
		}
	}
	return nil
}

// than says a verdict between the names of two cases.
func than(verdict string) string {
	switch verdict {
	case result.Better, result.Worse:
		return "is " + verdict + " than"
	case result.Tie:
		return "ties with"
	}
	return "is ahead of, but not surely,"
}

// explainSKU prints the decisions about a SKU and where its money went.
func explainSKU(cmd *cobra.Command, set *result.Set, sku string) error {
	out := cmd.OutOrStdout()
	for _, d := range set.Decisions {
		if d.SKU != sku {
			continue
		}
		paragraph(out, pageWidth(), "", fmt.Sprintf("%s in %s: %s %s %s by %s, best in %.0f %% of replications",
			result.Visible(sku), result.Country(d.Market), result.Visible(d.Best), than(d.Verdict),
			result.Visible(d.RunnerUp), result.Estimate(d.Diff, d.CI, d.Unit), 100*d.PBest))
		paragraph(out, pageWidth(), "  against "+result.Visible(d.RunnerUp)+": ", d.Reason)
		if !math.IsNaN(d.BreakEven) {
			fmt.Fprintf(out, "  break-even at %.0f units/month\n", d.BreakEven)
		}
	}
	for _, u := range set.UnitEconomics {
		if u.SKU != sku {
			continue
		}
		if u.Step == 0 {
			fmt.Fprintf(out, "\n%s, %s, %s per unit sold\n", result.Visible(u.Case), u.Market, u.Currency)
		}
		card := result.Visible(strings.TrimSpace(u.Card + " " + u.Mark))
		line := fmt.Sprintf("  %-22s %9.2f  %s", result.KindLabel(u.Kind), u.Amount, card)
		fmt.Fprintln(out, strings.TrimRight(line, " "))
	}
	return nil
}
