package chart

import (
	"math"

	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// tag is a short text beside a mark.
type tag struct {
	text string
	at   vg.Point
}

// placeTags writes each text close to its mark where it covers neither a mark nor another text, in
// the order given; one for which there is no room is left out. It returns the texts written.
func placeTags(c draw.Canvas, st text.Style, tags []tag, marks []vg.Rectangle) (written []string) {
	taken := append([]vg.Rectangle(nil), marks...)
	st = aligned(st, draw.XLeft, draw.YBottom)
	for _, t := range tags {
		w, h := st.Width(t.text), st.Font.Size
		if box, ok := freeBox(c, t.at, w, h, taken, marks); ok {
			rectangle(c, tint(ink, 0), box)
			c.FillText(st, vg.Point{X: box.Min.X, Y: box.Min.Y + 0.12*h}, t.text)
			taken = append(taken, box)
			written = append(written, t.text)
		}
	}
	return written
}

// freeBox looks for room around a mark: off the arms of its cross first, then farther away.
func freeBox(c draw.Canvas, at vg.Point, w, h vg.Length, taken, marks []vg.Rectangle) (vg.Rectangle, bool) {
	for _, far := range []vg.Length{7, 11, 17, 25} {
		for _, d := range [][2]vg.Length{{1, 1}, {-1, 1}, {1, -1}, {-1, -1}, {0, 1}, {1, 0}, {-1, 0}, {0, -1}} {
			low := vg.Point{X: at.X + d[0]*far - w/2 + d[0]*w/2, Y: at.Y + d[1]*far - h/2 + d[1]*h/2}
			box := vg.Rectangle{Min: low, Max: vg.Point{X: low.X + w, Y: low.Y + h}}
			if inside(box, c.Rectangle) && unobstructed(box, taken) && nearest(box, at, marks) {
				return box, true
			}
		}
	}
	return vg.Rectangle{}, false
}

func inside(box, frame vg.Rectangle) bool {
	return box.Min.X >= frame.Min.X && box.Max.X <= frame.Max.X && box.Min.Y >= frame.Min.Y && box.Max.Y <= frame.Max.Y
}

// unobstructed reports whether a box overlaps none of the others.
func unobstructed(box vg.Rectangle, others []vg.Rectangle) bool {
	for _, o := range others {
		if box.Min.X < o.Max.X && o.Min.X < box.Max.X && box.Min.Y < o.Max.Y && o.Min.Y < box.Max.Y {
			return false
		}
	}
	return true
}

// nearest reports whether no other mark is closer to the middle of a box than its own.
func nearest(box vg.Rectangle, own vg.Point, marks []vg.Rectangle) bool {
	middle := vg.Point{X: (box.Min.X + box.Max.X) / 2, Y: (box.Min.Y + box.Max.Y) / 2}
	distance := func(p vg.Point) float64 { return math.Hypot(float64(p.X-middle.X), float64(p.Y-middle.Y)) }
	for _, m := range marks {
		if distance(vg.Point{X: (m.Min.X + m.Max.X) / 2, Y: (m.Min.Y + m.Max.Y) / 2}) < distance(own)-0.5 {
			return false
		}
	}
	return true
}

// around is the square that a mark covers.
func around(at vg.Point, radius vg.Length) vg.Rectangle {
	return vg.Rectangle{
		Min: vg.Point{X: at.X - radius, Y: at.Y - radius}, Max: vg.Point{X: at.X + radius, Y: at.Y + radius},
	}
}
