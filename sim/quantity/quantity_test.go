package quantity

import (
	"math/big"
	"testing"

	"fbasim/sim/money"
	"pgregory.net/rapid"
)

func TestInchesPoundsAndOuncesAreExact(t *testing.T) {
	for text, want := range map[string]Weight{
		"3.35 lb": 1_519_534_439_500, "14oz": 396_893_323_750, "0.5 kg": 500_000_000_000, "16 oz": Pound, "453.59237 g": Pound,
	} {
		if got, err := ParseWeight(text); err != nil || got != want {
			t.Errorf("ParseWeight(%q) = %d, %v; want %d", text, got, err, want)
		}
	}
	if got, err := ParseLength("12.6 in"); err != nil || got != 320_040_000 {
		t.Errorf("12.6 in = %d nm, %v", got, err)
	}
}

func TestSizesSortTheirSidesInAnyOrderAndUnit(t *testing.T) {
	want, err := ParseDims("13.8 x 9 x 0.7 in")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"0.7 x 13.8 x 9 in", "9x0.7x13.8in", "22.86 × 1.778 × 35.052 cm", "9 in x 0.7 in x 13.8 in"} {
		if got, err := ParseDims(text); err != nil || got != want {
			t.Errorf("ParseDims(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
	if g := want.LengthPlusGirth(); g.Inches() != 13.8+2*9.7 {
		t.Errorf("length plus girth %v in", g.Inches())
	}
}

func TestPublishedDimensionalWeights(t *testing.T) {
	for _, c := range []struct {
		size    string
		min     Length
		divisor int64
		side    Length
		per     Weight
		want    float64
	}{
		{"40 x 25 x 1 in", 2 * Inch, 139, Inch, Pound, 14.388},         // Amazon help G53Z9EKF8VVZVH29, white board
		{"32 x 18 x 15 cm", 0, 139, Inch, Pound, 3.793},                // US 2026 transcription
		{"20.6 x 19.9 x 2.4 cm", 0, 5000, Centimeter, Kilogram, 0.197}, // CA 2026 document
		{"13 x 9 x 0.85 in", 2 * Inch, 139, Inch, Pound, 1.683},        // US 2026 sample T-shirt
	} {
		d, err := ParseDims(c.size)
		if err != nil {
			t.Fatal(err)
		}
		got := float64(d.AtLeast(c.min).DimWeight(c.divisor, c.side, c.per)) / float64(c.per)
		if got < c.want-0.0005 || got > c.want+0.0005 {
			t.Errorf("%s: %.4f, want %.3f", c.size, got, c.want)
		}
	}
}

func TestDimensionalWeightMeetsBandEdgesExactly(t *testing.T) {
	// 139 cubic inches weigh one pound to the nanogram; a hair more is above it.
	if w := (Dims{139 * Inch, Inch, Inch}).DimWeight(139, Inch, Pound); w != Pound {
		t.Errorf("139 in3 weigh %d ng, want %d", w, Pound)
	}
	if w := (Dims{139*Inch + 1, Inch, Inch}).DimWeight(139, Inch, Pound); w <= Pound {
		t.Errorf("139 in3 and a nanometre weigh %d ng, want more than %d", w, Pound)
	}
}

func TestDimensionalWeightAgreesWithBigIntegers(t *testing.T) {
	side := rapid.Int64Range(1, int64(maxSide))
	rapid.Check(t, func(t *rapid.T) {
		d := Dims{Length(side.Draw(t, "a")), Length(side.Draw(t, "b")), Length(side.Draw(t, "c"))}
		num, den := big.NewInt(int64(Pound)), big.NewInt(139)
		for _, s := range d {
			num.Mul(num, big.NewInt(int64(s)))
			den.Mul(den, big.NewInt(int64(Inch)))
		}
		want, rest := new(big.Int).QuoRem(num, den, new(big.Int))
		if rest.Sign() > 0 {
			want.Add(want, big.NewInt(1))
		}
		if got := d.DimWeight(139, Inch, Pound); int64(got) != want.Int64() {
			t.Fatalf("%v: %d, want %v", d, got, want)
		}
	})
}

func TestVolumesOfStorage(t *testing.T) {
	if v, err := ParseVolume("0.05 cu ft"); err != nil || v != CubicFoot/20 {
		t.Errorf("0.05 cu ft = %d, %v", v, err)
	}
	if v := (Dims{Foot, Foot, Foot}).Volume(); v != CubicFoot {
		t.Errorf("a cube of one foot holds %d, want %d", v, CubicFoot)
	}
}

func TestMoneyPercentAndTimeNeedTheirUnits(t *testing.T) {
	if m, err := ParseMoney("39.99 CAD"); err != nil || m != (money.Money{Amount: 39_990_000, Currency: money.CAD}) {
		t.Errorf("39.99 CAD = %v, %v", m, err)
	}
	if r, err := ParsePercent("6.5 %"); err != nil || r != 65_000_000 {
		t.Errorf("6.5 %% = %d, %v", r, err)
	}
	if d, err := ParseDuration("365 d"); err != nil || d != 365*86_400 {
		t.Errorf("365 d = %d, %v", d, err)
	}
	if d, err := ParseDelay("0 d"); err != nil || d != 0 {
		t.Errorf("0 d = %d, %v", d, err)
	}
}

func TestWrongTextsSayWhereAndHow(t *testing.T) {
	parse := map[string]func(string) error{
		"money":    func(s string) error { _, err := ParseMoney(s); return err },
		"percent":  func(s string) error { _, err := ParsePercent(s); return err },
		"weight":   func(s string) error { _, err := ParseWeight(s); return err },
		"size":     func(s string) error { _, err := ParseDims(s); return err },
		"duration": func(s string) error { _, err := ParseDuration(s); return err },
	}
	for _, c := range []struct{ kind, text, code string }{
		{"money", "39.99", "currency"}, {"money", "39,99 CAD", "number"}, {"money", "39.99 XYZ", "currency"},
		{"money", "1.2.3 CAD", "number"}, {"percent", "0.08", "unit"}, {"percent", "abc %", "unit"},
		{"weight", "3.35", "unit"}, {"weight", "3 stone", "unit"}, {"weight", "-3 lb", "range"},
		{"size", "11 x 7 in", "size"}, {"size", "11 x 7 x 3", "unit"}, {"size", "11 x 7 x 99 m", "range"},
		{"duration", "5", "unit"}, {"duration", "0 d", "range"}, {"weight", "9000000000 kg", "range"}, {"weight", "99999999999 kg", "number"},
	} {
		err := parse[c.kind](c.text)
		e, ok := err.(*Error)
		if !ok || e.Code != c.code || e.Msg == "" {
			t.Errorf("%s %q: %v, want an error of code %q", c.kind, c.text, err, c.code)
		}
		if ok && (e.Offset < 0 || e.Offset+e.Len > len(c.text)) {
			t.Errorf("%s %q: position %d+%d lies outside the text", c.kind, c.text, e.Offset, e.Len)
		}
	}
}

func FuzzNoTextPanics(f *testing.F) {
	for _, s := range []string{"39.99 CAD", "12.6 x 6.6 x 5.5 in", "8 %", "7 d", "pert(7, 9, 12) d", ")", "x x x", "9999999999 m3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, _ = ParseMoney(s)
		_, _ = ParsePercent(s)
		_, _ = ParseWeight(s)
		_, _ = ParseVolume(s)
		_, _ = ParseDelay(s)
		if d, err := ParseDims(s); err == nil && d.Sorted() != d {
			t.Errorf("%q is not sorted: %v", s, d)
		}
	})
}
