package chart

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"fbasim/sim/result"
)

// Story is what happened to one thing, such as an order or an offer, as a timeline with a lane for
// each way it went. Times are UTC.
type Story struct {
	Title    string // what it is about, or what came of it
	Subtitle string
	Footnote string
	Lanes    []StoryLane
}

// StoryLane is one way it went.
type StoryLane struct {
	Name    string // of the case
	Program string // id of the program, for the color; "" for none
	Notes   string // beside the name
	Spans   []StorySpan
	Marks   []StoryMark
	Lines   []string // sentences below the lane
}

// StorySpan is a stretch of time in one state.
type StorySpan struct {
	From, To time.Time
	Text     string // written into it where there is room; the legend has it else
	Look     StoryLook
}

// StoryLook is how a span looks.
type StoryLook uint8

// The looks, of which all but the first say what an offer does.
const (
	LookPlain   StoryLook = iota // in the color of the program
	LookActive                   // for sale
	LookLocal                    // local stock sells instead
	LookWaiting                  // for somebody's decision
	LookBlocked                  // not eligible or not sellable
	LookOut                      // not in the program
)

// StoryMark is an event.
type StoryMark struct {
	At   time.Time
	Text string
}

// SVG draws the story. Without lanes there is nothing to draw, which is an error.
func (s *Story) SVG() ([]byte, error) {
	if len(s.Lanes) == 0 {
		return nil, errors.New("chart: a story without lanes")
	}
	f, err := newFonts()
	if err != nil {
		return nil, err
	}
	g := s.figure(f)
	return g.svgBytes(f)
}

func (s *Story) figure(f fonts) figure {
	height := storyFoot
	for i := range s.Lanes {
		height += s.Lanes[i].height(f)
	}
	return figure{
		title: result.Visible(s.Title), subtitle: result.Visible(s.Subtitle), footnote: result.Visible(s.Footnote),
		alt:   s.alt(),
		width: chartWidth, height: height, body: s.draw,
	}
}

func (s *Story) alt() string {
	var b strings.Builder
	b.WriteString("Timeline: " + result.Visible(s.Title) + ".")
	for _, l := range s.Lanes {
		fmt.Fprintf(&b, " %s: %s.", result.Visible(l.Name), result.Visible(l.Notes))
		for _, m := range l.Marks {
			fmt.Fprintf(&b, " %s %s.", m.At.UTC().Format("2006-01-02 15:04"), result.Visible(m.Text))
		}
		for _, sp := range l.Spans {
			fmt.Fprintf(&b, " %s to %s %s.", sp.From.UTC().Format("2006-01-02"), sp.To.UTC().Format("2006-01-02"),
				result.Visible(sp.Text))
		}
	}
	return b.String()
}

// Sizes of a story's lanes.
const (
	storyHead  = vg.Length(22)
	storyMarks = vg.Length(30)
	storyStrip = vg.Length(26)
	storyGap   = vg.Length(14)
	storyFoot  = vg.Length(30)
	storyLine  = lineHeight * footnoteSize
)

// storyRoom is the width of the lines below a lane.
const storyRoom = chartWidth - 2*margin

func (l *StoryLane) lines(f fonts) (all []string) {
	for _, text := range l.Lines {
		all = append(all, wrap(result.Visible(text), f.style(footnoteSize, ink), storyRoom)...)
	}
	return all
}

func (l *StoryLane) height(f fonts) vg.Length {
	h := storyHead + storyGap + storyLine*lengths(len(l.lines(f)))
	if len(l.Spans)+len(l.Marks) > 0 {
		h += storyStrip + 8
	}
	if len(l.Marks) > 0 {
		h += storyMarks
	}
	return h
}

// days returns a time as a number of days since 1970.
func days(t time.Time) float64 { return float64(t.Unix()) / 86400 }

// extent covers all spans and marks, with a little room at the ends.
func (s *Story) extent() *extent {
	var all extent
	for _, l := range s.Lanes {
		for _, sp := range l.Spans {
			all.add(days(sp.From))
			all.add(days(sp.To))
		}
		for _, m := range l.Marks {
			all.add(days(m.At))
		}
	}
	if !all.some {
		all.add(0)
	}
	if all.hi-all.lo < 1 {
		all.hi = all.lo + 1
	}
	return all.padded(0.02)
}

// scale has ticks at beginnings of days or of months.
func (s *Story) scale() scale {
	e := s.extent()
	x := dateScale(e.lo, e.hi)
	if e.hi-e.lo < 62 {
		x.ticks = dayTicks(math.Ceil(e.lo), e.hi)
	}
	return x
}

func (s *Story) draw(canvas draw.Canvas, f fonts) {
	x := s.scale()
	toX := func(v float64) vg.Length {
		return canvas.Min.X + (canvas.Max.X-canvas.Min.X)*vg.Length((v-x.min)/(x.max-x.min))
	}
	foot := canvas.Min.Y + storyFoot - 8
	tick := aligned(f.style(tickSize, muted), draw.XCenter, draw.YTop)
	canvas.StrokeLine2(draw.LineStyle{Color: axisGray, Width: 0.8}, canvas.Min.X, foot, canvas.Max.X, foot)
	for _, t := range x.ticks {
		at := toX(t.Value)
		canvas.StrokeLine2(draw.LineStyle{Color: axisGray, Width: 0.8}, at, foot-4, at, foot)
		canvas.FillText(tick, vg.Point{X: clamp(at, tick.Width(t.Label)/2, canvas), Y: foot - 6}, t.Label)
	}
	top := canvas.Max.Y
	for i := range s.Lanes {
		area := canvas
		area.Max.Y = top
		s.Lanes[i].draw(area, f, toX)
		top -= s.Lanes[i].height(f)
	}
}
