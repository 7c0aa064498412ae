package report

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"fbasim/sim/chart"
	"fbasim/sim/result"
)

// HTMLOptimum writes an optimization as one page, as HTML does a run.
func HTMLOptimum(w io.Writer, o *result.Optimum) error {
	p := htmlPage{
		Title: result.Visible(o.Manifest.Title), Facts: strings.Join(runFacts(&result.Set{Manifest: o.Manifest}), " · "),
		Verdicts: planVerdicts(o), Hashes: o.Manifest.Inputs.Files,
		Tables: []htmlTable{
			htmlPlans(o), htmlWhole(o), htmlCountries(o), htmlSendIn(o), htmlRemote(o), htmlFront(o), htmlRequired(o),
		},
		Lists: append(append(someOf("promise", "What is promised", visible(o.Guarantee)),
			someOf("notes", "What the search leaves out", visible(o.Notes))...), assumedLists(o.Assumptions, o.NotModeled)...),
		Steps: []string{
			fmt.Sprintf("fbasim run %s          # today and the plan, compared in full", result.Visible(o.PlanFile)),
			fmt.Sprintf("fbasim optimize resolved.toml   # %s, seed %d", result.Visible(o.Manifest.Inputs.Tool), o.Manifest.Inputs.Seed),
			"fbasim verify .                 # searches again and compares every byte",
		},
	}
	for _, c := range o.Checks {
		if !c.OK {
			p.Warnings = append(p.Warnings, fmt.Sprintf("the plan fails %s: %s (%s).",
				result.Visible(c.Name), result.Visible(c.Expect), result.Visible(c.Got)))
		}
	}
	fonts, err := p.draw(planSource(o))
	if err != nil {
		return err
	}
	return p.write(w, fonts)
}

// planSource is what the charts of an optimization are drawn from: the plan against today as a comparison of
// two cases, and the plans by two objectives.
func planSource(o *result.Optimum) chart.Source {
	stated, err := result.Stated(o.Resolved)
	if err != nil {
		stated = nil // labels are then the names
	}
	set := &result.Set{Manifest: o.Manifest, Resolved: o.Resolved, Comparisons: slices.Clone(o.Comparison)}
	set.Cases = result.StatedCases(stated, []string{o.Baseline, o.Case})
	for _, s := range o.SKUs {
		if s.Changed() && s.Metric == "profit" {
			set.Decisions = append(set.Decisions, result.Decision{
				SKU: s.SKU, Best: o.Case, RunnerUp: o.Baseline, Unit: s.Unit, Diff: s.Diff, CI: s.CI, Verdict: s.Verdict,
			})
		}
	}
	return chart.Source{Set: set, Pareto: o.Pareto}
}

// planVerdicts are what the plan is worth as a whole, and the choices that matter most.
func planVerdicts(o *result.Optimum) (list []string) {
	changed := 0
	for i := range o.SKUs {
		if o.SKUs[i].Changed() {
			changed++
		}
	}
	if changed == 0 {
		return []string{"Keep today's plan: no other is reliably better."}
	}
	if len(o.Comparison) > 0 {
		list = append(list, wholeSentence(o, changed))
	}
	const most = 6
	ranked := rankedPlans(o.SKUs)
	for i := range ranked {
		if i == most {
			list = append(list, fmt.Sprintf("And %d more SKUs below.", len(ranked)-i))
			break
		}
		text := result.Visible(ranked[i].Answer)
		if ranked[i].Feasible == result.Unclear {
			text += " Whether it meets the conditions is unclear."
		}
		list = append(list, text)
	}
	return list
}

// wholeSentence says what the plan is worth against today, by the first objective.
func wholeSentence(o *result.Optimum, changed int) string {
	c := o.Comparison[0]
	what := fmt.Sprintf("Changing %s of %d", count(changed, "SKU"), len(o.SKUs))
	if len(o.SKUs) == 1 {
		what = "The plan"
	}
	interval := fmt.Sprintf("(95 %% CI %s)", result.Range(c.CI, c.Unit, true))
	label := result.MetricLabel(c.Metric)
	switch c.Verdict {
	case result.Tie:
		return fmt.Sprintf("%s leaves %s as it is, for all that matters %s.", what, label, interval)
	case result.Unclear:
		return fmt.Sprintf("Whether the plan changes %s is not settled: %s %s.", label, result.Difference(c.Diff, c.Unit), interval)
	case result.Worse:
		return fmt.Sprintf("%s makes %s worse by %s %s.", what, label, result.Figure(abs(c.Diff), c.Unit), interval)
	}
	return fmt.Sprintf("%s makes %s better by %s over %s %s.", what, label, result.Figure(abs(c.Diff), c.Unit),
		result.Visible(o.Manifest.Inputs.Horizon), interval)
}

func abs(x float64) float64 { return max(x, -x) }

// htmlPlans has the plan of each SKU.
func htmlPlans(o *result.Optimum) htmlTable {
	t := htmlTable{ID: "plans", Title: "The plan of each SKU", Note: "Against today's plan, in replications that did not choose it."}
	t.Head = append(columnsOf("SKU", "Plan"), right(columnsOf("Gain (95 % CI)")...)...)
	t.Head = append(t.Head, columnsOf("Verdict", "Conditions")...)
	t.Head = append(t.Head, right(columnsOf("P(right choice)", "Plans compared")...)...)
	for _, s := range o.SKUs {
		gain := "-"
		if s.Changed() {
			gain = result.Estimate(s.Diff, s.CI, s.Unit)
		}
		t.Rows = append(t.Rows, []htmlCell{
			plainCell(result.Visible(s.SKU)), plainCell(result.Visible(s.Plan)), numberCell(gain, s.Diff),
			verdictCell(s.Verdict), plainCell(conditions(s.Feasible)),
			numberCell(result.Figure(s.Probability, "share"), s.Probability),
			numberCell(strconv.Itoa(s.Candidates), float64(s.Candidates)),
		})
	}
	t.cut("skus.csv")
	return t
}

// conditions says whether a plan meets what was required.
func conditions(feasible string) string {
	switch feasible {
	case "yes":
		return "met"
	case "no":
		return "not met"
	}
	return result.Visible(feasible)
}

// htmlWhole compares the plan as a whole with today's.
func htmlWhole(o *result.Optimum) htmlTable {
	t := htmlTable{ID: "whole", Title: "The whole plan against today"}
	t.Head = append(columnsOf("Metric"), right(columnsOf("Difference (95 % CI)")...)...)
	t.Head = append(t.Head, plainCell("Verdict"))
	for _, c := range o.Comparison {
		if c.Diff != 0 || c.CI.Lo != 0 || c.CI.Hi != 0 {
			t.Rows = append(t.Rows, []htmlCell{
				plainCell(result.Capital(result.MetricLabel(c.Metric))),
				numberCell(result.Estimate(c.Diff, c.CI, c.Unit), c.Diff), verdictCell(c.Verdict),
			})
		}
	}
	return t
}

// htmlCountries has the sets of countries that might be stocked.
func htmlCountries(o *result.Optimum) htmlTable {
	t := htmlTable{ID: "countries", Title: "Which countries to stock"}
	t.Head = append(columnsOf("Local stock in"), right(columnsOf("Best plan comes to (95 % CI)")...)...)
	t.Head = append(t.Head, plainCell(""))
	for _, c := range o.Countries {
		where, mark := result.Visible(c.Stocked), ""
		if where == "" {
			where = "no country"
		}
		if c.Chosen {
			mark = "chosen"
		}
		t.Rows = append(t.Rows, []htmlCell{
			plainCell(where), numberCell(result.Level(c.Mean, c.CI, c.Unit), c.Mean), {Text: mark, Class: "better"},
		})
	}
	return t
}

// htmlSendIn has what to send in and when.
func htmlSendIn(o *result.Optimum) htmlTable {
	t := htmlTable{ID: "send-in", Title: "What to send in", Note: "Means over the replications; the first shipment, then by month of the order."}
	t.Head = append(columnsOf("SKU", "To", "When", "First on"), right(columnsOf("Units", "P5 .. P95", "Shipments")...)...)
	for _, s := range o.SendIn {
		t.Rows = append(t.Rows, []htmlCell{
			plainCell(result.Visible(s.SKU)), plainCell(s.Market), plainCell(s.Period), plainCell(s.Date),
			numberCell(result.Figure(s.Units, "units"), s.Units),
			numberCell(fmt.Sprintf("%.0f .. %.0f", s.P5, s.P95), s.P5), numberCell(fmt.Sprintf("%.1f", s.Shipments), s.Shipments),
		})
	}
	t.cut("send_in.csv")
	return t
}

// htmlRemote has what changes in Remote Fulfillment.
func htmlRemote(o *result.Optimum) htmlTable {
	t := htmlTable{ID: "remote", Title: "Remote Fulfillment: add and remove"}
	t.Head = columnsOf("SKU", "ASIN", "Market", "Action", "From", "Today", "Plan", "Why")
	for _, r := range o.Remote {
		t.Rows = append(t.Rows, []htmlCell{
			plainCell(result.Visible(r.SKU)), plainCell(result.Visible(r.ASIN)), plainCell(r.Market), plainCell(r.Action),
			plainCell(r.From), plainCell(result.ProgramTitle(r.Today)), plainCell(result.ProgramTitle(r.Plan)),
			plainCell(result.Visible(r.Reason)),
		})
	}
	t.cut("remote_fulfillment.csv")
	return t
}

// htmlFront has the plans that no other beats in both objectives.
func htmlFront(o *result.Optimum) htmlTable {
	t := htmlTable{ID: "front", Title: "Plans that none beats in both objectives"}
	if len(o.Pareto) == 0 {
		return t
	}
	first := o.Pareto[0]
	t.Head = append(columnsOf("SKU", "Plan"), right(plainCell(result.Capital(result.MetricLabel(first.XMetric))),
		plainCell(result.Capital(result.MetricLabel(first.YMetric))))...)
	t.Head = append(t.Head, plainCell(""))
	for _, f := range o.Pareto {
		if !f.Front && !f.Chosen && !f.Baseline {
			continue
		}
		sku, mark := result.Visible(f.SKU), ""
		if sku == "" {
			sku = "all together"
		}
		if f.Baseline {
			mark = "today"
		}
		if f.Chosen {
			mark = strings.TrimPrefix(mark+", chosen", ", ")
		}
		t.Rows = append(t.Rows, []htmlCell{
			plainCell(sku), plainCell(result.Visible(f.Plan)), numberCell(result.Level(f.X, f.XCI, f.XUnit), f.X),
			numberCell(result.Level(f.Y, f.YCI, f.YUnit), f.Y), {Text: mark, Class: "better"},
		})
	}
	t.cut(result.ParetoFile)
	return t
}

// htmlRequired has what was required of the plan as a whole.
func htmlRequired(o *result.Optimum) htmlTable {
	t := htmlTable{ID: "required", Title: "What was required", Head: columnsOf("Condition", "Expected", "Found", "")}
	for _, c := range o.Checks {
		mark := htmlCell{Text: "holds", Class: "better"}
		if !c.OK {
			mark = htmlCell{Text: "fails", Class: "worse"}
		}
		t.Rows = append(t.Rows, []htmlCell{
			plainCell(result.Visible(c.Name)), plainCell(result.Visible(c.Expect)), plainCell(result.Visible(c.Got)), mark,
		})
	}
	return t
}
