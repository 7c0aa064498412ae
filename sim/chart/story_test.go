package chart

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// offerStory is a year of an offer, an order of a week, and a lane without anything, with hostile names.
func offerStory() *Story {
	at := func(day float64) time.Time {
		return time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC).Add(time.Duration(day * 24 * float64(time.Hour)))
	}
	offer := StoryLane{
		Name:    "Local for <script>alert(1)</script>\x1b[31m",
		Program: "remote-fulfillment", Notes: "Remote Fulfillment, 99 orders",
		Spans: []StorySpan{
			{at(0), at(90), "for sale", LookActive}, {at(90), at(110), "local FBA", LookLocal},
			{at(110), at(111), "pending activation", LookWaiting}, {at(111), at(200), "not sellable", LookBlocked},
			{at(200), at(365), "not enrolled", LookOut},
		},
		Lines: []string{strings.Repeat("a long sentence about what happened ", 9), "2026-04-14 ineligible, RF-LOC-01"},
	}
	inbound := StoryLane{Name: "Inbound", Program: "local-fba"}
	for i := range 20 {
		from := at(float64(15 * i))
		inbound.Spans = append(inbound.Spans, StorySpan{From: from, To: from.Add(30 * 24 * time.Hour), Text: "30 d"})
		inbound.Marks = append(inbound.Marks, StoryMark{from.Add(30 * 24 * time.Hour), "1,234"})
	}
	return &Story{Title: "IRON/CA in replication 0", Subtitle: "=HYPERLINK(\"x\") & more", Footnote: "Blue: for sale.",
		Lanes: []StoryLane{offer, inbound, {Name: "Local", Notes: "this buyer bought nothing"}}}
}

func TestAStoryIsLegibleAndEscaped(t *testing.T) {
	s := offerStory()
	proofread(t, "story", s.figure(mustFonts(t)))
	svg, err := s.SVG()
	if err != nil {
		t.Fatal(err)
	}
	parts := contents(t, svg)
	for _, want := range []string{"<script>alert(1)</script>\\x1b[31m", "for sale", "30 d", "pending"} {
		if !strings.Contains(parts["text"]+parts["desc"], want) {
			t.Errorf("the drawing lacks %q", want)
		}
	}
	if bytes.Contains(svg, []byte("<script>")) || bytes.ContainsRune(svg, 0x1b) {
		t.Error("a name is not escaped")
	}
	again, err := offerStory().SVG()
	if err != nil || !bytes.Equal(svg, again) {
		t.Errorf("equal stories give other bytes (%v)", err)
	}
}

func TestAStoryWithoutLanesIsAnErrorAndOneMomentIsNot(t *testing.T) {
	if _, err := (&Story{Title: "nothing"}).SVG(); err == nil {
		t.Error("nothing is drawn without an error")
	}
	for name, lane := range map[string]StoryLane{
		"no event":   {Name: "a"},
		"one moment": {Name: "a", Marks: []StoryMark{{time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), "placed"}}},
	} {
		svg, err := (&Story{Title: name, Lanes: []StoryLane{lane}}).SVG()
		if err != nil || strings.Contains(string(svg), "NaN") {
			t.Errorf("%s: %v, or not a number", name, err)
		}
	}
}
