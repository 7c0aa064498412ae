package result

import (
	"math"
	"testing"
)

func TestFiguresReadAsAPlannerWritesThem(t *testing.T) {
	for _, c := range []struct {
		x                 float64
		unit, plain, diff string
	}{
		{4970.4, "USD", "USD 4,970", "USD +4,970"}, {-310, "USD", "USD -310", "USD -310"},
		{0, "USD", "USD 0", "USD 0"},
		{6.184, "USD", "USD 6.18", "USD +6.18"}, {-1234567.8, "MXN", "MXN -1,234,568", "MXN -1,234,568"},
		{99.999, "USD", "USD 100", "USD +100"}, {-0.001, "USD", "USD 0.00", "USD 0.00"},
		{0.0843, "share", "8.4 %", "+8.4 pt"}, {-0.0734, "share", "-7.3 %", "-7.3 pt"},
		{9.09, "d", "9.1 d", "+9.1 d"}, {93.1, "units/month", "93 units/month", "+93 units/month"},
		{4.25, "units", "4.2 units", "+4.2 units"}, {2, "count", "2", "+2"},
		{0.05, "count", "0.050", "+0.050"},
		{math.NaN(), "USD", "n/a", "n/a"}, {math.Inf(1), "d", "... d", "... d"},
	} {
		if got := Figure(c.x, c.unit); got != c.plain {
			t.Errorf("Figure(%v, %s) = %q, want %q", c.x, c.unit, got, c.plain)
		}
		if got := Difference(c.x, c.unit); got != c.diff {
			t.Errorf("Difference(%v, %s) = %q, want %q", c.x, c.unit, got, c.diff)
		}
	}
	for _, c := range []struct {
		iv    Interval
		unit  string
		signs bool
		want  string
	}{
		{Interval{126.4, 170.6}, "units/month", false, "126-171"},
		{Interval{820, 1860}, "USD", true, "+820 .. +1,860"},
		{Interval{-0.079, -0.067}, "share", true, "-7.9 .. -6.7"},
		{Interval{-5, 3}, "USD", false, "-5.00 .. 3.00"},
		{Interval{78.4, math.Inf(1)}, "units/month", false, "78-..."},
		{Unknown(), "USD", true, "... .. ..."},
	} {
		if got := Range(c.iv, c.unit, c.signs); got != c.want {
			t.Errorf("Range(%v, %s) = %q, want %q", c.iv, c.unit, got, c.want)
		}
	}
}

func TestEstimatesShowEnoughPlacesToTellTheEndsApart(t *testing.T) {
	for _, c := range []struct {
		x    float64
		iv   Interval
		unit string
		want string
	}{
		{1530.4, Interval{832.2, 2228.6}, "USD", "USD +1,530 (+832 .. +2,229)"},
		{-6.988, Interval{-7.031, -6.944}, "d", "-6.99 d (-7.03 .. -6.94)"},
		{-0.0734, Interval{-0.0735, -0.0733}, "share", "-7.34 pt (-7.35 .. -7.33)"},
		{0, Interval{0, 0}, "USD", "USD 0 (0 .. 0)"}, {2, Unknown(), "count", "+2 (... .. ...)"},
	} {
		if got := Estimate(c.x, c.iv, c.unit); got != c.want {
			t.Errorf("Estimate(%v, %v, %s) = %q, want %q", c.x, c.iv, c.unit, got, c.want)
		}
	}
}

func TestEveryBreakEvenStatusHasItsSentence(t *testing.T) {
	base := widget().BreakEven[0]
	table := []struct {
		name     string
		change   func(*BreakEven)
		headline string
		finding  bool
		sentence string
	}{
		{"finite", func(*BreakEven) {}, "Local FBA pays above 93 units/month in Canada", true,
			"Local FBA pays above 93 units/month in Canada (95 % CI 78-110)."},
		{
			"other input",
			func(b *BreakEven) { b.Input, b.Unit, b.At, b.CI = "freight", "USD", 1.9, Interval{1.5, 2.25} },
			"Local FBA pays where freight is above USD 1.90 in Canada",
			true,
			"Local FBA pays where freight is above USD 1.90 in Canada (95 % CI 1.50-2.25).",
		},
		{"none, winner", func(b *BreakEven) { b.Status, b.Above, b.At = None, remoteName, math.NaN() },
			"Remote Fulfillment is better in Canada at every volume from 20 to 240 units/month", true,
			"Remote Fulfillment is better in Canada at every volume from 20 to 240 units/month."},
		{
			"none, no winner",
			func(b *BreakEven) { b.Status, b.Above, b.Below, b.At = None, "", "", math.NaN() },
			"Remote Fulfillment or local FBA in Canada?",
			false,
			"No break-even of Remote Fulfillment and local FBA in Canada from 20 to 240 units/month: " +
				"neither is reliably better.",
		},
		{"none, a winner at one end", func(b *BreakEven) { b.Status, b.Below, b.At = None, "", math.NaN() },
			"Remote Fulfillment or local FBA in Canada?", false,
			"No break-even of Remote Fulfillment and local FBA in Canada from 20 to 240 units/month: " +
				"local FBA is better at its upper end, neither reliably at its lower end."},
		{"unbounded", func(b *BreakEven) { b.Status, b.CI.Hi = Unbounded, math.Inf(1) },
			"Remote Fulfillment or local FBA in Canada?", false,
			"Local FBA may pay above about 93 units/month in Canada, but the data allow any point above " +
				"78 units/month (95 % CI)."},
		{"unbounded below", func(b *BreakEven) { b.Status, b.CI.Lo = Unbounded, math.Inf(-1) },
			"Remote Fulfillment or local FBA in Canada?", false,
			"Local FBA may pay above about 93 units/month in Canada, but the data allow any point below " +
				"110 units/month (95 % CI)."},
		{"multiple", func(b *BreakEven) { b.Status, b.Crossings = Multiple, []float64{60, 93.1, 180} },
			"Remote Fulfillment or local FBA in Canada?", false,
			"The better of Remote Fulfillment and local FBA changes more than once in Canada: " +
				"at 60, 93 and 180 units/month."},
	}
	for _, c := range table {
		t.Run(c.name, func(t *testing.T) {
			s, b := widget(), base
			c.change(&b)
			headline, finding := s.Headline(b)
			if headline != c.headline || finding != c.finding {
				t.Errorf("headline %q (%v), want %q (%v)", headline, finding, c.headline, c.finding)
			}
			if got := s.Sentence(b); got != c.sentence {
				t.Errorf("sentence %q\nwant     %q", got, c.sentence)
			}
		})
	}
}

func TestCasesAreCalledByTheirProgramWhereThatTellsThemApart(t *testing.T) {
	s := widget()
	if got := s.CaseLabel(localName, "CA"); got != "local FBA" {
		t.Errorf("a program of its own: %q", got)
	}
	s.Cases = append(
		s.Cases,
		Case{Name: "early", Title: "stock in\x1b March", Programs: []MarketProgram{{"CA", localProg}}},
	)
	if got := s.CaseLabel("early", "CA"); got != `stock in\x1b March` {
		t.Errorf("a shared program: %q", got)
	}
	s.Cases[2].Programs = []MarketProgram{{"CA", remoteProg}, {"CA", localProg}}
	if got, want := s.CaseLabel(localName, "CA"), "local FBA"; got != want {
		t.Errorf("beside a switching plan: %q, want %q", got, want)
	}
	if got := s.CaseLabel("early", "CA"); got != `stock in\x1b March` {
		t.Errorf("a switching plan: %q", got)
	}
}
