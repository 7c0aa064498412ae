// Package chart draws the charts of a finished run from its result set alone, and
// those of a parameter sweep, an optimization or a sensitivity study from their tables:
// whatever a chart shows stands in files.
//
// Each chart is written four times: SVG for pages, PNG at twice the screen's
// density for slides, CSV with exactly the points drawn, and a text that says
// what the chart shows for those who cannot see it. Equal sets give equal bytes.
//
// Rules that all charts keep:
//
//   - The color says the program, everywhere, from the palette that Okabe and Ito
//     made for color-blind readers (https://jfly.uni-koeln.de/color/); dash and
//     glyph say it too, so that gray paper loses nothing.
//   - The title states the finding where there is one at 95 % confidence, else the
//     question. Every interval says which it is.
//   - Only the two embedded faces of Liberation Sans are used, no font of the
//     system; SVG files carry the glyphs they need.
//
// A new chart is one file with a builder and one line in the table of kinds.
package chart
