package chart

import "testing"

func BenchmarkCharts(b *testing.B) {
	s := widget(b)
	f, err := newFonts()
	if err != nil {
		b.Fatal(err)
	}
	figures, err := build(Source{Set: s}, "", Options{})
	if err != nil {
		b.Fatal(err)
	}
	for i := range figures {
		g := &figures[i]
		b.Run("svg/"+g.stem, func(b *testing.B) {
			for b.Loop() {
				if _, err := g.svgBytes(f); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("png/"+g.stem, func(b *testing.B) {
			for b.Loop() {
				if _, err := g.pngBytes(f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
