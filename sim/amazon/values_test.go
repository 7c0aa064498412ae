package amazon

import (
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fbasim/sim/civil"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

func newParser(s style) *parser {
	return &parser{style: s, texts: map[string]string{}, stores: map[string]Store{}, before: []string{""}, name: "column"}
}

func TestAmountsInAnyDress(t *testing.T) {
	for _, c := range []struct {
		text  string
		comma bool
		want  money.Amount
	}{
		{"24.99", false, 24_990_000}, {"-24.99", false, -24_990_000}, {"0", false, 0}, {"0.00", false, 0},
		{"1,234.56", false, 1_234_560_000}, {"1.234,56", false, 1_234_560_000}, {"1.234,56", true, 1_234_560_000},
		{"1,234", false, 1_234_000_000}, {"1.234", true, 1_234_000_000}, {"1.234", false, 1_234_000},
		{"1,234", true, 1_234_000}, {"12,5", false, 12_500_000}, {"12,50", true, 12_500_000},
		{"1,234,567", true, 1_234_567_000_000}, {"1.234.567,8", false, 1_234_567_800_000},
		{"0,123", false, 123_000}, {"$1,234.00", false, 1_234_000_000}, {"-$5.10", false, -5_100_000},
		{"$-5.10", false, -5_100_000}, {"(5.10)", false, -5_100_000}, {"5.10-", false, -5_100_000},
		{"CA$839.79", false, 839_790_000}, {"MX$ 1,299.00", false, 1_299_000_000}, {"R$ 12,50", false, 12_500_000},
		{"839,79 €", false, 839_790_000}, {"1 234,56 €", false, 1_234_560_000}, {"1\u202f234,56", false, 1_234_560_000},
		{"1’234.50", false, 1_234_500_000}, {"12.50 USD", false, 12_500_000}, {"−3.75", false, -3_750_000},
		{"0.0000005", false, 1}, {".5", false, 500_000},
	} {
		p := newParser(style{comma: c.comma})
		if got := p.amount([]byte(c.text)); got != c.want || p.failed {
			t.Errorf("%q (comma %v): got %v, want %v, failed %v", c.text, c.comma, got, c.want, p.failed)
		}
	}
	for _, text := range []string{"x", "1.2.3,4,5", "12abc", "--5", "1-2", "9999999999999999999", "5 5 apples", "$", "1,2.3,4", "(-5)"} {
		p := newParser(style{})
		if got := p.amount([]byte(text)); !p.failed {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

func TestCountsAreWhole(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "12": 12, "-3": -3, "1,204": 1204, "12.0": 12, "12.00": 12} {
		p := newParser(style{})
		if got := p.count([]byte(text)); got != want || p.failed {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
	for _, text := range []string{"1.5", "one", "99999999999", "1e3"} {
		p := newParser(style{})
		if got := p.count([]byte(text)); !p.failed {
			t.Errorf("%q was read as %d", text, got)
		}
	}
	if p := newParser(style{comma: true}); p.count([]byte("1.204")) != 1204 {
		t.Error("1.204 with decimal commas is not 1204")
	}
}

func TestPercentagesAreShares(t *testing.T) {
	for text, want := range map[string]money.Rate{"12.54%": 125_400_000, "97,25%": 972_500_000, "100.00%": money.One, "8 %": 8 * money.Percent, "0.00%": 0} {
		p := newParser(style{})
		if got := p.percent([]byte(text)); got != want || p.failed {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

func TestMissingIsNotZero(t *testing.T) {
	for _, text := range []string{"", " ", "--", "-", "N/A", "n/a", "–", "—", " -- "} {
		if cell := present([]byte(text)); cell != nil {
			t.Errorf("%q is taken for a value", text)
		}
	}
	for _, text := range []string{"0", "-1", "NA", "---", "x"} {
		if present([]byte(text)) == nil {
			t.Errorf("%q is taken for missing", text)
		}
	}
}

func TestMomentsInAnyDress(t *testing.T) {
	for text, want := range map[string]string{
		"2026-05-01T12:34:56+00:00":             "2026-05-01T12:34:56Z",
		"2026-05-01T12:34:56-07:00":             "2026-05-01T19:34:56Z",
		"2026-05-01T12:34:56-0700":              "2026-05-01T19:34:56Z",
		"2026-05-01T12:34:56.789Z":              "2026-05-01T12:34:56Z",
		"2026-05-01 00:00:00 UTC":               "2026-05-01T00:00:00Z",
		"2026-05-01 00:00":                      "2026-05-01T00:00:00Z",
		"2026-05-01":                            "2026-05-01T00:00:00Z",
		"01.05.2026 00:00:00 UTC":               "2026-05-01T00:00:00Z",
		"01.05.2026":                            "2026-05-01T00:00:00Z",
		"05/04/2026":                            "2026-05-04T00:00:00Z",
		"25/12/2026 10:00":                      "2026-12-25T10:00:00Z",
		"5/4/2026 1:05:00 PM":                   "2026-05-04T13:05:00Z",
		"Dec 1, 2017 12:38:23 AM PST":           "2017-12-01T08:38:23Z",
		"Dec 1, 2017 12:38:23 PM PDT":           "2017-12-01T19:38:23Z",
		"1 Mar 2026 10:00:00 UTC":               "2026-03-01T10:00:00Z",
		"1 Mar 2026 10:00:00 GMT-8":             "2026-03-01T18:00:00Z",
		"1 sept. 2026 10:00:00 UTC":             "2026-09-01T10:00:00Z",
		"15 ene. 2026 10:00:00 GMT-6":           "2026-01-15T16:00:00Z",
		"1 août 2026 10:00:00 UTC":              "2026-08-01T10:00:00Z",
		"Mar 1, 2026 11:30:00 p.m. PST":         "2026-03-02T07:30:00Z",
		"Mar 1, 2026 11:30:00\u202fPM\u00a0PST": "2026-03-02T07:30:00Z",
		"1 de marzo de 2026 10:00:00 GMT-6":     "2026-03-01T16:00:00Z",
		"28 févr. 2026 23:00:44 UTC":            "2026-02-28T23:00:44Z",
		"1 juil. 2026 08:31:35 UTC":             "2026-07-01T08:31:35Z",
		"02-May-2026":                           "2026-05-02T00:00:00Z",
		"2000-02-29T00:00:00Z":                  "2000-02-29T00:00:00Z",
	} {
		p := newParser(style{})
		if got := p.moment([]byte(text)).Format(time.RFC3339); got != want || p.failed {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"2026-02-29", "2026-13-01", "yesterday", "2026-05-01T25:00:00Z", "2026-05-01X",
		"2026-05-01 10", "1 Foo 2026", "May 2026", "2026-05-01T10:00:00 XYZ", "31.04.2026", "0001-01-01"} {
		p := newParser(style{})
		if got := p.moment([]byte(text)); !p.failed {
			t.Errorf("%q was read as %v", text, got)
		}
	}
	p := newParser(style{dayFirst: true})
	if got := p.day([]byte("05/04/2026")); got != civil.Of(2026, 4, 5) {
		t.Errorf("with days first 05/04/2026 is %v", got)
	}
}

func TestIsoMomentsAgreeWithTheStandardLibrary(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	from, to := time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(2199, 12, 30, 0, 0, 0, 0, time.UTC).Unix()
	for range 20_000 {
		want := time.Unix(from+rng.Int64N(to-from), 0).In(time.FixedZone("", (rng.IntN(25)-12)*1800))
		got, ok := isoMoment([]byte(want.Format("2006-01-02T15:04:05-07:00")))
		if !ok || got != want.Unix() {
			t.Fatalf("%v: got %d, %v", want, got, ok)
		}
	}
}

func TestOrderIDsKeepTheirText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[0-9A-Z]{3}-[0-9]{7}-[0-9]{7}`).Draw(t, "order")
		id := ParseOrderID([]byte(text))
		if text == "000-0000000-0000000" {
			return
		}
		if id.String() != text || id == 0 {
			t.Fatalf("%s became %v", text, id)
		}
	})
	a, b := ParseOrderID([]byte("PO-1")), ParseOrderID([]byte("PO-2"))
	if a == b || a == 0 || a != ParseOrderID([]byte("PO-1")) || ParseOrderID(nil) != 0 {
		t.Error("other order numbers are not told apart")
	}
}

func TestHeadersHaveOneSpelling(t *testing.T) {
	for text, want := range map[string]string{
		"\ufeffsku": "sku", "Sessions – Total – B2B": "sessions-total-b2b", "Sessions - Total": "sessions-total",
		"reserved_fc-transfers": "reserved-fc-transfers", "expected-domestic-fulfilment-fee-per-unit": "expected-domestic-fulfillment-fee-per-unit",
		"  Order  ID ": "order-id", "Date/Time": "date/time", "Año": "ano", "商品状态": "offer-status",
		"Crédits d’expédition": "shipping-credits", "fecha y hora": "date/time", "Postage Credits": "shipping-credits",
		"(Child) ASIN": "(child)-asin",
	} {
		if got := normalize(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestStoresByAnyName(t *testing.T) {
	for name, want := range map[string]Store{"Amazon.com": "US", "amazon.ca": "CA", "Amazon.com.mx": "MX", "Canada": "CA",
		"加拿大": "CA", "A1AM78C64UM0Y8": "MX", "BR": "BR", "México": "MX", "Amazon.co.uk": "GB"} {
		if got, ok := ParseStore(name); got != want || !ok {
			t.Errorf("%s: got %q %v", name, got, ok)
		}
	}
	if got, ok := ParseStore("Non-Amazon"); got != "Non-Amazon" || ok {
		t.Errorf("got %q %v", got, ok)
	}
}

func TestMeasuresAreExact(t *testing.T) {
	sides := [3]Maybe[float64]{Some(5.5), Some(12.6), Some(6.6)}
	d, ok := dims(sides, "Inches")
	if want := (quantity.Dims{quantity.Inch * 126 / 10, quantity.Inch * 66 / 10, quantity.Inch * 55 / 10}); !ok || d != want {
		t.Errorf("got %v, %v", d, ok)
	}
	if w, ok := weight(Some(3.35), "pounds"); !ok || w != quantity.Pound*335/100 {
		t.Errorf("got %v, %v", w, ok)
	}
	if _, ok := weight(Some(1.0), "stone"); ok {
		t.Error("stone is no unit of a report")
	}
	if _, ok := dims([3]Maybe[float64]{Some(1.0), Some(1.0)}, "inches"); ok {
		t.Error("a side is missing")
	}
}

func TestNumbersSurviveBeingWrittenInAnyStyle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cents := rapid.Int64Range(-1e12, 1e12).Draw(t, "cents")
		comma := rapid.Bool().Draw(t, "comma")
		text := grouped(cents, comma)
		p := newParser(style{comma: comma})
		if got := p.amount([]byte(text)); got != money.Amount(cents)*money.Cent || p.failed {
			t.Fatalf("%s: got %v", text, got)
		}
	})
}

// grouped writes cents with thousands separators.
func grouped(cents int64, comma bool) string {
	group, point := ",", "."
	if comma {
		group, point = ".", ","
	}
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	whole := strconv.FormatInt(cents/100, 10)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + group + whole[i:]
	}
	return sign + whole + point + strconv.FormatInt(100+cents%100, 10)[1:]
}
