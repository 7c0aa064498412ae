package amazon

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"fbasim/sim/diag"
)

// canary is in every cell of a fixture that says who or where a buyer is.
const canary = "CANARY"

// everything is all that can be seen of a file: what was recognized, its rows, its problems as they
// are shown.
func everything(t *testing.T, data []byte) string {
	t.Helper()
	f, err := Recognize(BytesSource("file", data))
	var b bytes.Buffer
	fmt.Fprintln(&b, f.Report, f.Title, f.Type, f.Variant, f.Encoding, f.Used, f.Ignored, f.Personal, f.Why, err)
	if f.Report == Unknown {
		return b.String()
	}
	lines, err := rows(f)
	fmt.Fprintln(&b, strings.Join(lines, "\n"), err)
	var list *diag.List
	if errors.As(err, &list) {
		if err := diag.Render(&b, list, nil, diag.Options{Max: -1}); err != nil {
			t.Fatal(err)
		}
		text, err := list.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
	}
	return b.String()
}

func TestFixturesHoldCanaries(t *testing.T) {
	for _, file := range []string{"orders-2026.txt", "orders-2020.txt", "shipments.txt", "returns-fba.txt",
		"returns-seller.txt", "transactions-23.csv", "transactions-28.csv"} {
		if !strings.Contains(readFixture(t, file), canary) {
			t.Errorf("%s holds no canary: the other tests prove nothing", file)
		}
	}
}

func TestNothingPersonalLeavesAFile(t *testing.T) {
	for _, c := range fixtures {
		if seen := everything(t, []byte(readFixture(t, c.file))); strings.Contains(seen, canary) {
			t.Errorf("%s: %s", c.file, seen)
		}
	}
}

// damages are ways in which one place of a file breaks.
var damages = []struct {
	name string
	do   func(data []byte, at int) []byte
}{
	{"cut off", func(d []byte, at int) []byte { return d[:at] }},
	{"beginning lost", func(d []byte, at int) []byte { return d[at:] }},
	{"byte lost", func(d []byte, at int) []byte { return append(append([]byte(nil), d[:at]...), d[at+1:]...) }},
	{"tab added", func(d []byte, at int) []byte { return put(d, at, "\t") }},
	{"comma added", func(d []byte, at int) []byte { return put(d, at, ",") }},
	{"quote added", func(d []byte, at int) []byte { return put(d, at, `"`) }},
	{"line end added", func(d []byte, at int) []byte { return put(d, at, "\n") }},
	{"byte changed", func(d []byte, at int) []byte {
		out := append([]byte(nil), d...)
		out[at] ^= 0x11
		return out
	}},
}

func put(d []byte, at int, text string) []byte {
	return append(append(append([]byte(nil), d[:at]...), text...), d[at:]...)
}

func TestNothingPersonalLeavesADamagedFile(t *testing.T) {
	for _, c := range fixtures {
		data := []byte(readFixture(t, c.file))
		if !bytes.Contains(data, []byte(canary)) {
			continue
		}
		step := 1 + len(data)/60
		for at := 1; at < len(data); at += step {
			for _, d := range damages {
				if seen := everything(t, d.do(data, at)); strings.Contains(seen, canary) {
					t.Fatalf("%s, %s at %d: %s", c.file, d.name, at, seen)
				}
			}
		}
	}
}

// TestEverySeparatorMatters breaks each separator and line end of the files, because only those can
// move a cell into another column.
func TestEverySeparatorMatters(t *testing.T) {
	for _, file := range []string{"orders-2026.txt", "returns-fba.txt", "transactions-28.csv"} {
		data := []byte(readFixture(t, file))
		for at, c := range data {
			if c != '\t' && c != '\n' && c != ',' && c != '"' {
				continue
			}
			for _, swap := range []string{"", " ", "\t", "\n", ",", "\t\t", `"`} {
				broken := append(append(append([]byte(nil), data[:at]...), swap...), data[at+1:]...)
				if seen := everything(t, broken); strings.Contains(seen, canary) {
					t.Fatalf("%s, %q for %q at %d: %s", file, swap, c, at, seen)
				}
			}
		}
	}
}
