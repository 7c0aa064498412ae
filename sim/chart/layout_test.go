package chart

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"fbasim/sim/result"
)

// textBox is a text as drawn: its box from base line to the height of capitals.
type textBox struct {
	text string
	vg.Rectangle
}

// proofreader notes where texts are drawn. No chart turns or moves its canvas, so
// coordinates are those of the whole chart.
type proofreader struct {
	vg.Canvas
	t     *testing.T
	boxes *[]textBox
}

func (p proofreader) FillString(face font.Face, at vg.Point, text string) {
	*p.boxes = append(*p.boxes, textBox{text, vg.Rectangle{
		Min: at, Max: vg.Point{X: at.X + face.Width(text), Y: at.Y + 0.72*face.Font.Size},
	}})
	if face.Font.Size < 10.5 {
		p.t.Errorf("%q is set in %v points: too small for a phone", text, face.Font.Size)
	}
	if face.Font.Typeface != typeface || face.Font.Variant != variant {
		p.t.Errorf("%q is set in %v", text, face.Font)
	}
}

func (p proofreader) Rotate(float64)     { p.t.Error("a chart turns its text") }
func (p proofreader) Translate(vg.Point) { p.t.Error("a chart moves its canvas") }

// TestNoTextIsCutOrCovered proofreads every chart of both samples: all text lies
// on the canvas and no two texts overlap.
func TestNoTextIsCutOrCovered(t *testing.T) {
	for name, s := range samples(t) {
		for _, g := range mustBuild(t, s, "") {
			proofread(t, name, g)
		}
	}
}

// samples are sets that strain the layouts in different ways.
func samples(t *testing.T) map[string]*result.Set {
	narrow := widget(t)
	for i, x := range []float64{24, 26, 29} {
		narrow.Demand[i].X = x
	}
	narrow.BreakEven[0].At, narrow.BreakEven[0].CI = 21, result.Interval{Lo: 20, Hi: 23}
	huge := widget(t)
	for i := range huge.Curves {
		c := &huge.Curves[i]
		c.X, c.Mean, c.Lo, c.Hi = c.X*1e4, c.Mean*1e5, c.Lo*1e5, c.Hi*1e5
	}
	for i := range huge.UnitEconomics {
		huge.UnitEconomics[i].Amount *= 1000
	}
	long := widget(t)
	long.Cases[0].Title, long.Cases[1].Title = strings.Repeat("verylongname", 9), "  "
	long.Cases[0].Programs, long.Cases[1].Programs = nil, nil
	lanes := crowd(t)
	for _, c := range lanes.Cases {
		addLanes(lanes, c.Name)
	}
	offers := widget(t) // no stock, from the first of a month
	addLanes(offers, "remote")
	offers.Daily = slices.DeleteFunc(offers.Daily, func(r result.DailyRow) bool {
		return !strings.HasPrefix(r.Series, "remote_") && r.Series != result.SeriesCash || r.Date < "2026-03-01"
	})
	return map[string]*result.Set{
		"widget": widget(t),
		"lanes":  lanes,
		"offers": offers,
		"crowd":  crowd(t),
		"narrow": narrow,
		"huge":   huge,
		"long":   long,
	}
}

func TestWrapKeepsEveryWordAndTheRoom(t *testing.T) {
	st := mustFonts(t).style(12, ink)
	text := "Local FBA pays above 93 units/month in Canada and" + hardSpace + "not" + hardSpace + "below"
	for _, room := range []vg.Length{80, 120, 200, 1000} {
		got := wrap(text, st, room)
		for _, line := range got {
			if st.Width(line) > room {
				t.Errorf("%q is wider than %v", line, room)
			}
		}
		if joined := strings.Join(got, " "); joined != strings.ReplaceAll(text, hardSpace, " ") {
			t.Errorf("in %v points: %q", room, joined)
		}
	}
	if got := wrap("incomprehensibilities", st, 40); len(got) != 1 ||
		!strings.HasSuffix(got[0], "…") ||
		st.Width(got[0]) > 40 {
		t.Errorf("a word that is too long gives %q", got)
	}
	if got := wrap("", st, 40); got != nil {
		t.Errorf("no text gives %q", got)
	}
}

func TestSpreadKeepsOrderDistanceAndFrame(t *testing.T) {
	one, two := []string{"a"}, []string{"a", "b"}
	labels := []sideLabel{
		{lines: one, at: 2},
		{lines: two, at: 3},
		{lines: one, at: 50},
		{lines: one, at: 99},
		{lines: one, at: 100},
	}
	spread(labels, 8, 0, 100)
	floor := vg.Length(0)
	for i, l := range labels {
		if l.at-l.half(8) < floor-1e-9 || l.at+l.half(8) > 100+1e-9 {
			t.Errorf("label %d at %v overlaps or leaves the frame: %v", i, l.at, labels)
		}
		floor = l.at + l.half(8)
	}
	if labels[2].at != 50 {
		t.Errorf("a free label moved to %v", labels[2].at)
	}
}

func mustFonts(t testing.TB) fonts {
	t.Helper()
	f, err := newFonts()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func mustBuild(t testing.TB, s *result.Set, name string) []figure {
	t.Helper()
	figures, err := build(Source{Set: s}, name, Options{})
	if err != nil || len(figures) == 0 {
		t.Fatal(fmt.Errorf("%d figures: %w", len(figures), err))
	}
	return figures
}
