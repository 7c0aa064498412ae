package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"

	"github.com/spf13/cobra"

	"fbasim/sim/civil"
	"fbasim/sim/experiment"
	"fbasim/sim/fee"
	"fbasim/sim/result"
)

// toldOrder is an order's life as explain shows it.
type toldOrder struct {
	Case     string      `json:"case"`
	Bought   bool        `json:"bought"`
	Program  string      `json:"program"`
	Steps    []toldStep  `json:"steps"`
	Money    []toldMoney `json:"money"`
	Total    string      `json:"total"` // effect on profit
	Currency string      `json:"currency"`
}

type toldStep struct {
	Time string `json:"time"`
	Step string `json:"step"`
}

type toldMoney struct {
	Time       string `json:"time"`
	Kind       string `json:"kind"`
	Amount     string `json:"amount"` // as charged
	Currency   string `json:"currency"`
	Value      string `json:"value"` // effect on profit
	Payer      string `json:"payer"`
	Payee      string `json:"payee"`
	Card       string `json:"card,omitempty"`
	Confidence string `json:"confidence,omitempty"`
	Source     string `json:"source,omitempty"`
	Mark       string `json:"mark,omitempty"`
}

// tell turns a story into text; bought is false where the buyer bought nothing.
func tell(study *experiment.Study, c int, story *experiment.Story, bought bool) toldOrder {
	cfg := study.Cases[c].Config
	t := toldOrder{Case: study.Cases[c].Name, Bought: bought, Currency: cfg.Report.String(),
		Steps: []toldStep{}, Money: []toldMoney{}}
	if !bought {
		return t
	}
	at := func(tick int64) string { return civil.TickString(cfg.Start.Tick() + tick) }
	t.Program, t.Total = story.Program(study.Cards).Title(), story.Total().String()
	for _, s := range story.Steps {
		t.Steps = append(t.Steps, toldStep{at(s.Tick), s.Step.String()})
	}
	for i := range story.Postings {
		p := &story.Postings[i]
		m := toldMoney{
			Time: at(p.Tick), Kind: p.Line.String(), Amount: p.Amount.String(), Currency: p.Currency.String(),
			Value: p.Value.String(), Payer: p.From.String(), Payee: p.To.String(), Mark: experiment.MarkText(p.Mark),
		}
		if p.Value == 0 {
			m.Kind = "passed on" // by the buyer to the authority: no part of the profit
		}
		if p.Card != 0 {
			card := study.Cards.Card(fee.CardRef(p.Card))
			m.Card, m.Confidence, m.Source = card.ID, card.Confidence.String(), card.Source
		}
		t.Money = append(t.Money, m)
	}
	return t
}

// print writes the story for people.
func (t *toldOrder) print(w io.Writer, name string) {
	head := fmt.Sprintf("%s in case %s: ", result.Visible(name), result.Visible(t.Case))
	if !t.Bought {
		paragraph(w, pageWidth(), "", head+"this buyer bought nothing (the offer did not appeal, was not active, or was "+
			"out of stock)")
		fmt.Fprintln(w)
		return
	}
	fmt.Fprintf(w, "%s%s\n\n", head, t.Program)
	for _, s := range t.Steps {
		fmt.Fprintf(w, "  %s  %s\n", s.Time, s.Step)
	}
	fmt.Fprintln(w)
	t.printMoney(w)
}

// printMoney writes the movements of money with numbers for the cards, which are named below: their
// sources are longer than lines.
func (t *toldOrder) printMoney(w io.Writer) {
	var cards footnotes
	g := grid{indent: 2, right: []int{2, 3}}
	g.add("", "", "as charged", "profit "+t.Currency, "card")
	for _, m := range t.Money {
		mark := ""
		if m.Card != "" {
			text := fmt.Sprintf("%s, confidence %s, %s", m.Card, m.Confidence, m.Source)
			if m.Mark != "" {
				text += " (" + m.Mark + ")"
			}
			mark = cards.mark(text)
		} else if m.Mark != "" {
			mark = m.Mark
		}
		g.add(m.Time, m.Kind, m.Amount+" "+m.Currency, m.Value, mark)
	}
	g.add("", "total", "", t.Total, "")
	g.write(w)
	for i, text := range cards {
		paragraph(w, pageWidth(), fmt.Sprintf("  [%d] ", i+1), result.Visible(text))
	}
	fmt.Fprintln(w)
}

func storiesJSON(cmd *cobra.Command, name string, stories []toldOrder) error {
	doc := struct {
		FormatVersion int         `json:"format_version"`
		Order         string      `json:"order"`
		Cases         []toldOrder `json:"cases"`
	}{result.FormatVersion, name, stories}
	out := json.NewEncoder(cmd.OutOrStdout())
	out.SetIndent("", "  ")
	return out.Encode(doc)
}

// number is a figure in JSON, null where it is not finite.
func number(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
