package report

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"fbasim/sim/result"
)

// Optimum writes what an optimization chose: the verdict first, then the plan against today, what to send in and
// what changes in Remote Fulfillment, what is promised, and where the files are.
func Optimum(w io.Writer, o *result.Optimum, options Options) error {
	p := newPage(w, options)
	p.heading(result.Visible(o.Manifest.Title))
	p.verdicts(o)
	p.wholePlan(o)
	p.stockedCountries(o)
	p.sending(o)
	p.remote(o)
	for _, c := range o.Checks {
		mark, style := "holds:", good
		if !c.OK {
			mark, style = "FAILS:", bad
		}
		p.paragraph(mark, result.Visible(c.Name)+": "+result.Visible(c.Expect)+" ("+result.Visible(c.Got)+")", style)
	}
	p.effort(o)
	for _, text := range o.Guarantee {
		p.paragraph("Promise:", text, faint)
	}
	for _, text := range o.Notes {
		p.paragraph("Note:", text, faint)
	}
	if o.Dir != "" {
		p.results(o.Dir)
		if len(o.Pareto) > 0 {
			p.paragraph("Both objectives:", "pareto.csv; fbasim plot "+result.Visible(o.Dir)+" draws it", faint)
		}
		p.paragraph("Run it:", "fbasim run "+result.Visible(filepath.Join(o.Dir, o.PlanFile)), strong)
	}
	return p.err
}

// verdicts says what was chosen for each SKU; of many those that matter most.
func (p *page) verdicts(o *result.Optimum) {
	const most = 10
	list := o.SKUs
	if len(list) > most && !p.o.All {
		list = rankedPlans(list)[:most]
	}
	for i := range list {
		text := result.Visible(list[i].Answer)
		if list[i].Feasible == result.Unclear {
			text += " Whether it meets the conditions is unclear."
		}
		for _, line := range wrap(text, p.o.Width) {
			p.print(line + "\n")
		}
	}
	if left := len(o.SKUs) - len(list); left > 0 {
		p.print(p.paint(fmt.Sprintf("and %d more in skus.csv\n", left), faint))
	}
	p.print("\n")
}

// rankedPlans are the plans by what they are worth, the most first.
func rankedPlans(list []result.SKUPlan) []result.SKUPlan {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b result.SKUPlan) int { return cmp.Compare(size(b.Diff), size(a.Diff)) })
	return list
}

// wholePlan compares the plan with today in the figures that matter.
func (p *page) wholePlan(o *result.Optimum) {
	shown := []string{"profit", "revenue", "capital", "cash_trough", "findings"}
	for _, m := range o.Objectives {
		p.paragraph("The plan's "+m.Name+":", result.Level(m.Mean, m.CI, m.Unit)+
			fmt.Sprintf(" in %d replications that did not choose it", m.N), strong)
	}
	if !slices.ContainsFunc(o.SKUs, result.SKUPlan.Changed) {
		p.print("It is today's.\n\n")
		return
	}
	t := &table{right: []bool{false, true, true, false}}
	t.add(head("the plan against "+o.Baseline, "difference", "95 % CI", "")...)
	for i, c := range o.Comparison {
		if i >= len(o.Objectives) && !slices.Contains(shown, c.Metric) {
			continue
		}
		t.add(cell{text: c.Metric}, cell{text: result.Difference(c.Diff, c.Unit)},
			cell{text: result.Range(c.CI, c.Unit, true)}, cell{text: c.Verdict})
	}
	p.table(t)
	p.print("\n")
}

func (p *page) stockedCountries(o *result.Optimum) {
	if len(o.Countries) == 0 {
		return
	}
	t := &table{right: []bool{false, true, false}}
	t.add(head("local stock in", o.Countries[0].Metric, "")...)
	for _, c := range o.Countries {
		where, mark := c.Stocked, ""
		if where == "" {
			where = "no country"
		}
		if c.Chosen {
			mark = "chosen"
		}
		t.add(cell{text: where}, cell{text: result.Level(c.Mean, c.CI, c.Unit)}, cell{text: mark})
	}
	p.table(t)
	p.print("\n")
}

// sending lists the first shipments abroad.
func (p *page) sending(o *result.Optimum) {
	const most = 10
	t := &table{right: []bool{false, false, false, true, true}}
	t.add(head("send in first", "to", "on", "units", "P5..P95")...)
	n := 0
	for _, s := range o.SendIn {
		if s.Period != "first" {
			continue
		}
		if n++; n <= most || p.o.All {
			t.add(cell{text: result.Visible(s.SKU)}, cell{text: s.Market}, cell{text: s.Date},
				cell{text: fmt.Sprintf("%.0f", s.Units)}, cell{text: fmt.Sprintf("%.0f..%.0f", s.P5, s.P95)})
		}
	}
	if n == 0 {
		return
	}
	p.table(t)
	p.print(p.paint("  by month in send_in.csv\n\n", faint))
}

// remote says what is to be added to Remote Fulfillment or removed from it.
func (p *page) remote(o *result.Optimum) {
	for _, action := range []string{"add", "remove"} {
		var names []string
		for _, r := range o.Remote {
			if r.Action == action {
				names = append(names, result.Visible(r.SKU)+" "+r.Market)
			}
		}
		const most = 12
		if left := len(names) - most; left > 0 && !p.o.All {
			names = append(names[:most], fmt.Sprintf("and %d more", left))
		}
		if len(names) > 0 {
			p.paragraph("Remote Fulfillment, "+action+":", strings.Join(names, ", ")+" (remote_fulfillment.csv)", strong)
		}
	}
}

// effort says what the search took, and what looking at every candidate as often as at the one looked at most
// would have taken.
func (p *page) effort(o *result.Optimum) {
	plans, spent, equal := 0, 0, 0
	for i := range o.SKUs {
		plans, spent, equal = plans+o.SKUs[i].Candidates, spent+o.SKUs[i].Replications, equal+o.SKUs[i].Equal
	}
	p.paragraph("Search:", fmt.Sprintf("%d plans of single SKUs in %d replications; as many of each as of the one "+
		"looked at most would be %d.",
		plans, spent, equal), faint)
}
