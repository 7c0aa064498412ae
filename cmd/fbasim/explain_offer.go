package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"fbasim/sim/civil"
	"fbasim/sim/experiment"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/program"
	"fbasim/sim/result"
)

// toldOffer is the life of a SKU in a marketplace in one case, replication 0.
type toldOffer struct {
	Case    string     `json:"case"`
	Program string     `json:"program"` // at the start
	Orders  int        `json:"orders"`
	Steps   []toldFact `json:"steps"`

	story   experiment.OfferStory
	use     market.Program
	active  bool // the Remote Fulfillment offer is for sale from the start
	horizon int64
	start   civil.Date
}

// toldFact is something that happened: a state of the offer, a program, an order to a supplier or a receipt.
type toldFact struct {
	Time   string `json:"time"`
	Kind   string `json:"kind"` // "offer", "program" or "stock"
	Text   string `json:"text"`
	Rule   string `json:"rule,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// offer tells what happened to a SKU in a marketplace: its Remote Fulfillment offer and inbound shipments.
func (f *explainFlags) offer(cmd *cobra.Command, set *result.Set, what string) error {
	study, picked, err := f.again(cmd, set)
	if err != nil {
		return err
	}
	sku, place, err := experiment.ParseOffer(study.Cases[0].Config, what)
	if err != nil {
		return fail(exitUsage, err)
	}
	var told []toldOffer
	for _, c := range picked {
		story, err := study.WatchOffer(c, sku, place)
		if err != nil {
			return fail(exitInternal, err)
		}
		told = append(told, tellOffer(study, c, sku, place, story))
	}
	if err := f.draw(offerChart(set, what, told)); err != nil {
		return err
	}
	if f.json {
		return writeJSON(cmd.OutOrStdout(), struct {
			FormatVersion int         `json:"format_version"`
			Offer         string      `json:"offer"`
			Cases         []toldOffer `json:"cases"`
		}{result.FormatVersion, what, told})
	}
	for i := range told {
		told[i].print(cmd.OutOrStdout(), what)
	}
	return nil
}

func tellOffer(study *experiment.Study, c, sku int, m market.Marketplace, story experiment.OfferStory) toldOffer {
	cfg := study.Cases[c].Config
	t := toldOffer{Case: study.Cases[c].Name, Orders: story.Orders, Steps: []toldFact{}, story: story,
		horizon: cfg.Horizon, start: cfg.Start, use: programAtStart(cfg, sku, m)}
	t.active = cfg.SKUs[sku].Listings[m].Enrolled && t.use == market.RemoteFulfillment
	t.Program = result.ProgramTitle(t.use.String())
	at := func(tick int64) string { return civil.TickString(cfg.Start.Tick() + tick) }
	if t.active {
		t.Steps = append(t.Steps, toldFact{Time: at(0), Kind: "offer", Text: "for sale from the start"})
	}
	offers, plans, stock := story.Offer, story.Plan, story.Stock
	for len(offers)+len(plans)+len(stock) > 0 { // in the order of time
		switch {
		case len(plans) > 0 && (len(offers) == 0 || plans[0].Tick <= offers[0].Tick) &&
			(len(stock) == 0 || plans[0].Tick <= stock[0].Tick):
			t.Steps = append(t.Steps, toldFact{Time: at(plans[0].Tick), Kind: "program",
				Text: "the plan changes to " + result.ProgramTitle(plans[0].Use.String())})
			plans = plans[1:]
		case len(stock) > 0 && (len(offers) == 0 || stock[0].Tick <= offers[0].Tick):
			t.Steps = append(t.Steps, toldFact{Time: at(stock[0].Tick), Kind: "stock",
				Text: fmt.Sprintf("%d units %s", stock[0].Units, stock[0].What)})
			stock = stock[1:]
		default:
			o := offers[0]
			fact := toldFact{Time: at(o.Tick), Kind: "offer", Text: stateText(o.State), Rule: o.RuleID}
			if o.State.Reason != program.NoReason {
				fact.Reason = o.State.Reason.String()
			}
			t.Steps = append(t.Steps, fact)
			offers = offers[1:]
		}
	}
	return t
}

// programAtStart is the program that a case begins with in a marketplace: that of the first row of the
// plan that holds then without a condition.
func programAtStart(cfg *model.Config, sku int, m market.Marketplace) market.Program {
	for _, row := range cfg.SKUs[sku].Listings[m].Plan {
		if row.From <= 0 && row.To > 0 && row.When == nil {
			return row.Use
		}
	}
	return market.NoProgram
}

// stateText says a state in words: "not sellable".
func stateText(r program.Remote) string {
	switch r.State {
	case program.Active:
		return "for sale"
	case program.NoOffer:
		return "eligible, no offer"
	case program.NotSellable:
		return "not sellable"
	}
	return strings.ToLower(strings.ReplaceAll(r.State.String(), "_", " "))
}

// mostFacts is how many facts of a case are printed; --json has all.
const mostFacts = 60

// print writes the life for people.
func (t *toldOffer) print(w io.Writer, what string) {
	fmt.Fprintf(w, "%s in case %s: %s, %d orders in replication 0\n\n", result.Visible(what), result.Visible(t.Case),
		t.Program, t.Orders)
	for i, s := range t.Steps {
		if i == mostFacts {
			fmt.Fprintf(w, "  and %d more; --json lists them\n", len(t.Steps)-i)
			break
		}
		line := fmt.Sprintf("  %s  %-8s %s", s.Time, s.Kind, s.Text)
		if more := strings.Join(nonEmpty(s.Reason, s.Rule), ", "); more != "" {
			line += " (" + more + ")"
		}
		fmt.Fprintln(w, result.Visible(line))
	}
	if len(t.Steps) == 0 {
		fmt.Fprintln(w, "  no Remote Fulfillment offer, no change of plan and no shipments here")
	}
	fmt.Fprintln(w)
}

func nonEmpty(all ...string) (kept []string) {
	for _, s := range all {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}
