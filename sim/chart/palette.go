package chart

import (
	"cmp"
	"image"
	"image/color"
	"image/draw"
	"maps"
	"slices"
)

// paletteColors is what a PNG with a palette can hold.
const paletteColors = 256

// withPalette returns a picture in its most frequent colors, all others being replaced by the
// nearest of them. A chart is painted in a few colors, and the rest are the shades of its edges, so
// no eye tells the two apart; but it has a quarter of the bytes, and is encoded several times faster.
func withPalette(img *image.RGBA) *image.Paletted {
	counts := map[color.RGBA]int{}
	eachRun(img, func(c color.RGBA, _, n int) { counts[c] += n })
	colors := slices.SortedFunc(maps.Keys(counts), func(a, b color.RGBA) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(number(a), number(b)))
	})
	palette := make(color.Palette, 0, paletteColors)
	for _, c := range colors[:min(paletteColors, len(colors))] {
		palette = append(palette, c)
	}
	index := map[color.RGBA]uint8{}
	for _, c := range colors {
		index[c] = uint8(palette.Index(c))
	}
	out := image.NewPaletted(img.Rect, palette)
	eachRun(img, func(c color.RGBA, from, n int) {
		at := index[c]
		for i := range out.Pix[from : from+n] {
			out.Pix[from+i] = at
		}
	})
	return out
}

// number orders colors that are equally frequent.
func number(c color.RGBA) uint32 {
	return uint32(c.R)<<24 | uint32(c.G)<<16 | uint32(c.B)<<8 | uint32(c.A)
}

// eachRun goes through the runs of equal pixels, row by row, from the top left: the color, the
// number of the first pixel and how many there are.
func eachRun(img *image.RGBA, f func(c color.RGBA, from, n int)) {
	wide, high := img.Rect.Dx(), img.Rect.Dy()
	for y := range high {
		row := img.Pix[y*img.Stride:][:4*wide]
		for x := 0; x < wide; {
			pixel, n := [4]byte(row[4*x:]), 1
			for x+n < wide && [4]byte(row[4*(x+n):]) == pixel {
				n++
			}
			f(color.RGBA{pixel[0], pixel[1], pixel[2], pixel[3]}, y*wide+x, n)
			x += n
		}
	}
}

// asRGBA returns the pixels of a picture, without a copy where they are RGBA already.
func asRGBA(img image.Image) *image.RGBA {
	if same, ok := img.(*image.RGBA); ok && same.Rect.Min == (image.Point{}) {
		return same
	}
	out := image.NewRGBA(image.Rect(0, 0, img.Bounds().Dx(), img.Bounds().Dy()))
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out
}
