package main

import (
	"fmt"
	"strings"
	"time"

	"fbasim/sim/chart"
	"fbasim/sim/civil"
	"fbasim/sim/experiment"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/program"
	"fbasim/sim/result"
)

// draw writes a story to the file of --svg, where one is asked for.
func (f *explainFlags) draw(story chart.Story) error {
	if f.svg == "" {
		return nil
	}
	data, err := story.SVG()
	if err != nil {
		return fail(exitInternal, err)
	}
	if err := result.WriteWhole(f.svg, data); err != nil {
		return fail(exitInput, err)
	}
	return nil
}

// storySubtitle says which run a story is from.
func storySubtitle(set *result.Set) string {
	return fmt.Sprintf("%s · seed %d · times in UTC", result.Visible(set.Manifest.Title), set.Manifest.Inputs.Seed)
}

func moment(start civil.Date, tick int64) time.Time { return time.Unix(start.Tick()+tick, 0).UTC() }

// followed is an order in one case, as it was simulated again.
type followed struct {
	told    toldOrder
	story   experiment.Story
	program market.Program
	start   civil.Date
}

// orderChart is the story of an order: from the order to the door, and where the money went.
func orderChart(set *result.Set, name string, cases []followed) chart.Story {
	s := chart.Story{
		Title: "Order " + result.Visible(name), Subtitle: storySubtitle(set),
		Footnote: "Amounts are effects on profit in the report currency; fbasim explain lists them with cards and " +
			"sources.",
	}
	for i := range cases {
		s.Lanes = append(s.Lanes, cases[i].lane(set))
	}
	return s
}

func (o *followed) lane(set *result.Set) chart.StoryLane {
	l := chart.StoryLane{Name: result.Capital(set.Label(o.told.Case)), Notes: "this buyer bought nothing"}
	if !o.told.Bought {
		return l
	}
	l.Program, l.Notes = o.program.String(), fmt.Sprintf("%s, profit %s", o.told.Program,
		result.Figure(o.story.Total().Float(), o.told.Currency))
	var before time.Time
	var last model.Step
	for i, step := range o.story.Steps {
		at := moment(o.start, step.Tick)
		l.Marks = append(l.Marks, chart.StoryMark{At: at, Text: step.Step.String() + " " + at.Format("2 Jan")})
		if i > 0 && at.After(before) {
			look, text := chart.LookPlain, fmt.Sprintf("%.1f d", at.Sub(before).Hours()/24)
			switch {
			case last == model.Waiting:
				look, text = chart.LookWaiting, "waits "+text
			case step.Step == model.Delivered:
				text = "under way " + text
			case last == model.Delivered:
				look, text = chart.LookOut, "with the buyer "+text
			}
			l.Spans = append(l.Spans, chart.StorySpan{From: before, To: at, Text: text, Look: look})
		}
		before, last = at, step.Step
	}
	if text := o.moneyText(); text != "" {
		l.Lines = append(l.Lines, text)
	}
	return l
}

// moneyText lists the effects on profit.
func (o *followed) moneyText() string {
	var parts []string
	for i := range o.story.Postings {
		if p := &o.story.Postings[i]; p.Value != 0 {
			parts = append(parts, p.Line.String()+" "+result.Plain(p.Value.Float(), o.told.Currency))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return fmt.Sprintf("Money in %s: %s; total %s.", o.told.Currency, strings.Join(parts, ", "),
		result.Plain(o.story.Total().Float(), o.told.Currency))
}

// offerChart is the life of a SKU in a marketplace: the Remote Fulfillment offer day by day, or what the
// plan uses, and inbound shipments.
func offerChart(set *result.Set, what string, cases []toldOffer) chart.Story {
	s := chart.Story{
		Title: result.Visible(what) + " in replication 0", Subtitle: storySubtitle(set),
		Footnote: "Blue: the Remote Fulfillment offer is for sale. Pale orange: local stock sells instead, or the plan " +
			"uses another program. Light blue: waiting. Black: blocked. White: not in the program. Triangles: units received.",
	}
	for i := range cases {
		s.Lanes = append(s.Lanes, cases[i].lane(set))
		if shipments, ok := cases[i].shipments(); ok {
			s.Lanes = append(s.Lanes, shipments)
		}
	}
	return s
}

func (t *toldOffer) lane(set *result.Set) chart.StoryLane {
	l := chart.StoryLane{Name: result.Capital(set.Label(t.Case)), Program: t.use.String(),
		Notes: fmt.Sprintf("%s, %d orders", t.Program, t.Orders)}
	first := t.span(0, t.horizon, "not enrolled", chart.LookOut)
	if t.active {
		first.Text, first.Look = "for sale", chart.LookActive
	}
	switch {
	case len(t.story.Offer) > 0:
		first.To = moment(t.start, t.story.Offer[0].Tick)
	case !t.active:
		l.Spans = t.planSpans()
		return l
	}
	if first.To.After(first.From) {
		l.Spans = append(l.Spans, first)
	}
	for i, o := range t.story.Offer {
		end := t.horizon
		if i+1 < len(t.story.Offer) {
			end = t.story.Offer[i+1].Tick
		}
		if end <= o.Tick {
			continue
		}
		span := t.span(o.Tick, end, stateText(o.State), lookOf(o.State))
		if use := t.useAt(o.Tick); span.Look == chart.LookOut && use == market.LocalFBA {
			span.Text, span.Look = result.ProgramTitle(use.String()), chart.LookLocal
		}
		l.Spans = joined(l.Spans, span)
	}
	l.Lines = t.changes()
	return l
}

// useAt is the program that the plan uses after all that happens at a tick.
func (t *toldOffer) useAt(tick int64) market.Program {
	use := t.use
	for _, p := range t.story.Plan {
		if p.Tick <= tick {
			use = p.Use
		}
	}
	return use
}

func (t *toldOffer) span(from, to int64, text string, look chart.StoryLook) chart.StorySpan {
	return chart.StorySpan{From: moment(t.start, from), To: moment(t.start, to), Text: text, Look: look}
}

// joined appends a span, or lengthens the last one where it says the same.
func joined(spans []chart.StorySpan, next chart.StorySpan) []chart.StorySpan {
	if n := len(spans); n > 0 && spans[n-1].Text == next.Text && spans[n-1].To.Equal(next.From) {
		spans[n-1].To = next.To
		return spans
	}
	return append(spans, next)
}

// planSpans are the programs in use.
func (t *toldOffer) planSpans() (spans []chart.StorySpan) {
	use, from := t.use, int64(0)
	add := func(to int64) {
		if to > from {
			spans = append(spans, t.span(from, to, result.ProgramTitle(use.String()), chart.LookPlain))
		}
	}
	for _, p := range t.story.Plan {
		add(p.Tick)
		use, from = p.Use, p.Tick
	}
	add(t.horizon)
	return spans
}

// lookOf says how a state of an offer looks.
func lookOf(r program.Remote) chart.StoryLook {
	switch r.State {
	case program.Active:
		return chart.LookActive
	case program.Evaluating, program.Pending, program.NoOffer:
		return chart.LookWaiting
	case program.Ineligible, program.ActionRequired:
		if r.Reason == program.LocalInventory {
			return chart.LookLocal
		}
		return chart.LookBlocked
	case program.NotSellable:
		return chart.LookBlocked
	}
	return chart.LookOut
}

// mostChanges is how many changes of an offer a chart writes out.
const mostChanges = 12

// changes are the changes of the offer in words, with the rule that decided.
func (t *toldOffer) changes() (lines []string) {
	n := 0
	for _, s := range t.Steps {
		if s.Kind != "offer" {
			continue
		}
		if n++; n <= mostChanges {
			lines = append(lines, s.Time[:10]+"  "+strings.Join(nonEmpty(s.Text, s.Reason, s.Rule), ", "))
		}
	}
	if n > mostChanges {
		lines = append(lines, fmt.Sprintf("and %d more", n-mostChanges))
	}
	return lines
}

// shipments is the lane of inbound shipments, each from its order to its receipt, first ordered first
// received; ok is false where there are none.
func (t *toldOffer) shipments() (l chart.StoryLane, ok bool) {
	l = chart.StoryLane{Name: "Inbound", Program: t.use.String()}
	var ordered []experiment.StockStep
	units, receipts := int64(0), 0
	for _, s := range t.story.Stock {
		at := moment(t.start, s.Tick)
		if s.What == "ordered" {
			ordered = append(ordered, s)
			continue
		}
		units, receipts = units+s.Units, receipts+1
		l.Marks = append(l.Marks, chart.StoryMark{At: at, Text: fmt.Sprint(s.Units)})
		if len(ordered) > 0 {
			days := fmt.Sprintf("%.0f d", float64(s.Tick-ordered[0].Tick)/float64(civil.Day))
			l.Spans = append(l.Spans, t.span(ordered[0].Tick, s.Tick, days, chart.LookPlain))
			ordered = ordered[1:]
		}
	}
	for _, o := range ordered {
		l.Spans = append(l.Spans, t.span(o.Tick, t.horizon, fmt.Sprintf("%d under way", o.Units), chart.LookPlain))
	}
	l.Notes = fmt.Sprintf("%d receipts, %d units; bars from order to receipt", receipts, units)
	return l, len(t.story.Stock) > 0
}
