package chart

import (
	"flag"
	"fmt"
	"image/color"
	"math"
	"os"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
	"pgregory.net/rapid"
)

func TestMain(m *testing.M) {
	flag.Parse()
	for name, value := range map[string]string{"rapid.seed": "1", "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

func TestProgramsDifferInColorDashAndGlyph(t *testing.T) {
	want := map[string]string{
		"remote-fulfillment": "#0072b2", "local-fba": "#d55e00",
		"fba-export": "#cc79a7", "seller-fulfilled": "#009e73",
	}
	seen := map[string]string{}
	for program, hex := range want {
		s := programStyle(program, 0)
		if got := fmt.Sprintf("#%02x%02x%02x", s.color.R, s.color.G, s.color.B); got != hex {
			t.Errorf("%s is %s, want %s", program, got, hex)
		}
		for _, mark := range []string{fmt.Sprint("dash", s.dashes), fmt.Sprintf("glyph%T", s.glyph)} {
			if other, taken := seen[mark]; taken {
				t.Errorf("%s and %s share %s", program, other, mark)
			}
			seen[mark] = program
		}
		for again := 1; again < 4; again++ {
			other := programStyle(program, again)
			if other.color != s.color || fmt.Sprint(other.dashes) == fmt.Sprint(s.dashes) ||
				fmt.Sprintf("%T", other.glyph) == fmt.Sprintf("%T", s.glyph) {
				t.Errorf("case %d of %s: %+v beside %+v", again+1, program, other, s)
			}
		}
	}
}

// luminance is the relative luminance of
// https://www.w3.org/TR/WCAG21/#dfn-relative-luminance .
func luminance(c color.RGBA) float64 {
	linear := func(x uint8) float64 {
		v := float64(x) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func TestColorsCanBeSeenAndTextCanBeReadOnWhite(t *testing.T) {
	for _, c := range []struct {
		name  string
		color color.RGBA
		least float64 // WCAG 2.1: 3 for graphics, 4.5 for text
	}{
		{"blue", blue, 3}, {"vermillion", vermillion, 3}, {"purple", purple, 3}, {"green", green, 3},
		{"text", ink, 4.5}, {"muted text", muted, 4.5}, {"axis", axisGray, 3},
	} {
		if contrast := 1.05 / (luminance(c.color) + 0.05); contrast < c.least {
			t.Errorf("%s has contrast %.2f on white, want %.1f", c.name, contrast, c.least)
		}
	}
}

func TestScalesHaveFiveToSevenRoundTicks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lo := rapid.Float64Range(-1e7, 1e7).Draw(t, "lo")
		width := math.Pow(10, rapid.Float64Range(-1, 7).Draw(t, "width"))
		if width < math.Abs(lo)*1e-4 {
			return // nobody reads such an axis
		}
		s := roundScale(lo, lo+width, "USD", false)
		if n := len(s.ticks); n < 5 || n > 7 {
			t.Fatalf("%d ticks in [%v, %v]", n, lo, lo+width)
		}
		labels := map[string]bool{}
		for _, tick := range s.ticks {
			if tick.Value < lo-1e-6*width || tick.Value > lo+1.000001*width {
				t.Fatalf("tick %v lies outside [%v, %v]", tick.Value, lo, lo+width)
			}
			if labels[tick.Label] {
				t.Fatalf("label %q twice in [%v, %v]", tick.Label, lo, lo+width)
			}
			labels[tick.Label] = true
		}
	})
}

func tickLabels(s scale) string {
	var labels []string
	for _, t := range s.ticks {
		labels = append(labels, t.Label)
	}
	return strings.Join(labels, " | ")
}

func TestTickLabelsSuitTheirUnit(t *testing.T) {
	for _, c := range []struct {
		lo, hi float64
		unit   string
		whole  bool
		want   string
	}{
		{-3000, 16000, "USD", false, "0 | 4k | 8k | 12k | 16k"},
		{0, 1, "share", false, "0 % | 20 % | 40 % | 60 % | 80 % | 100 %"},
		{0, 0.026, "share", false, "0 % | 0.5 % | 1.0 % | 1.5 % | 2.0 % | 2.5 %"},
		{0, 5, "d", true, "0 | 1 | 2 | 3 | 4 | 5"},
		{20, 240, "units/month", false, "40 | 80 | 120 | 160 | 200 | 240"},
		{0, 30.5, "USD", false, "0 | 5 | 10 | 15 | 20 | 25 | 30"},
		{0, 2.4e6, "USD", false, "0 | 0.5M | 1.0M | 1.5M | 2.0M"},
		{7, 7, "USD", false, "6.0 | 6.5 | 7.0 | 7.5 | 8.0"},
	} {
		got := tickLabels(roundScale(c.lo, c.hi, c.unit, c.whole))
		if got != c.want {
			t.Errorf("[%v, %v] %s: %s, want %s", c.lo, c.hi, c.unit, got, c.want)
		}
	}
}

func TestDateTicksNameMonthsAndEachYearOnce(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"2026-02-02", "2027-02-01", "Mar 2026 | May | Jul | Sep | Nov | Jan 2027"},
		{"2026-01-01", "2026-06-30", "Jan 2026 | Feb | Mar | Apr | May | Jun"},
		{"2026-02-02", "2026-02-14", "2 Feb | 4 Feb | 6 Feb | 8 Feb | 10 Feb | 12 Feb | 14 Feb"},
		{"2020-01-01", "2029-12-31", "Jan 2020 | Jan 2022 | Jan 2024 | Jan 2026 | Jan 2028"},
	} {
		lo, okLo := dayNumber(c.from)
		hi, okHi := dayNumber(c.to)
		if got := tickLabels(dateScale(lo, hi)); !okLo || !okHi || got != c.want {
			t.Errorf("%s to %s: %s, want %s", c.from, c.to, got, c.want)
		}
	}
	if _, ok := dayNumber("2026-02-30"); ok {
		t.Error("30 February is taken for a day")
	}
}

// paints records the colors of fills.
type paints struct {
	vg.Canvas
	last  color.Color
	fills *[]color.Color
}

func (p *paints) SetColor(c color.Color) { p.last = c }
func (p *paints) Fill(vg.Path)           { *p.fills = append(*p.fills, p.last) }

func TestHollowGlyphsHaveAWhiteCenter(t *testing.T) {
	for again := 1; again < 4; again++ {
		var fills []color.Color
		canvas := paints{vgsvg.New(100, 100), nil, &fills}
		c := draw.NewCanvas(&canvas, 100, 100)
		c.DrawGlyph(programStyle("local-fba", again).mark(4), vg.Point{X: 50, Y: 50})
		white := color.RGBA{255, 255, 255, 255}
		if len(fills) != 2 || fills[0] != vermillion || fills[1] != white {
			t.Errorf("case %d of a program is filled with %v", again+1, fills)
		}
	}
}

func TestScaleOfAHairsbreadthIsThatOfAPoint(t *testing.T) {
	for _, v := range []float64{3.380938, -812.5, 1e7} {
		s := roundScale(v, math.Nextafter(v, math.Inf(1)), "USD", false)
		if len(s.ticks) < 2 || len(s.ticks) > 50 {
			t.Errorf("at %v: %d ticks", v, len(s.ticks))
		}
	}
}
