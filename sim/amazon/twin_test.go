package amazon

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestCopiesAreFoundHoweverTheyAreStored(t *testing.T) {
	text := readFixture(t, "orders-2026.txt")
	header, rows, _ := strings.Cut(text, "\n")
	text = header + "\n" + strings.Repeat(rows, 20) // longer than what is looked at first
	wide := []byte("\xff\xfe")
	for _, c := range utf16.Encode([]rune(text)) {
		wide = append(wide, byte(c), byte(c>>8))
	}
	var files []Recognized
	for _, body := range []string{text, zipped(text), strings.ReplaceAll(text, "\n", "\r\n"), string(wide), "\ufeff" + text,
		strings.TrimRight(text, "\n"), text[:len(text)-len(rows)], text + rows, readFixture(t, "returns-fba.txt"), "nothing"} {
		f, err := Recognize(BytesSource("f", []byte(body)))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	if got := Twins(files); !slices.Equal(got, []int{-1, 0, 0, 0, 0, 0, -1, -1, -1, -1}) {
		t.Error(got)
	}
}
