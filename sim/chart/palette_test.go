package chart

import (
	"image"
	"image/color"
	"testing"
)

func TestAPictureOfFewColorsKeepsEveryPixel(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 32, 9))
	for i := range 32 * 9 {
		img.SetRGBA(i%32, i/32, color.RGBA{uint8(i % 200), uint8(i % 5), 7, 255})
	}
	for i := range 32 * 9 {
		if got, want := withPalette(img).At(i%32, i/32), img.RGBAAt(i%32, i/32); got != want {
			t.Fatalf("pixel %d is %v, want %v", i, got, want)
		}
	}
}

func TestTheMostFrequentColorsOfManyStay(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 1000, 1))
	for x := range 1000 {
		img.SetRGBA(x, 0, color.RGBA{uint8(x % 256), uint8(x % 256), uint8(min(255, x/4+x%2)), 255})
	}
	out := withPalette(img)
	if len(out.Palette) != paletteColors {
		t.Fatalf("%d colors", len(out.Palette))
	}
	for x := range 256 {
		img.SetRGBA(x, 0, color.RGBA{9, 9, 9, 255})
	}
	if out = withPalette(img); out.RGBA64At(100, 0).R>>8 != 9 {
		t.Error("the most frequent color was replaced")
	}
}
