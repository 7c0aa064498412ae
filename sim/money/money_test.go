package money

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func TestAmountsPrintAndParseExactly(t *testing.T) {
	for text, micro := range map[string]Amount{
		"15.83": 15_830_000, "-0.001": -1_000, "0.00": 0, "100.00": 100_000_000, "7.123456": 7_123_456,
	} {
		got, err := Parse(text)
		if err != nil || got != micro {
			t.Errorf("Parse(%q) = %d, %v; want %d", text, got, err, micro)
		}
		if got.String() != text {
			t.Errorf("%d prints %q, want %q", micro, got.String(), text)
		}
	}
}

func TestNonDecimalsAreRefused(t *testing.T) {
	for _, text := range []string{"", ".", "-", "1,5", "1e3", "0.1234567", "+1", "1 ", "NaN", "99999999999999999999"} {
		if v, err := Parse(text); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", text, v)
		}
	}
}

func TestFeeLinesRoundHalfUpToTheCent(t *testing.T) {
	for micro, want := range map[Amount]Amount{
		2_577_150: 2_580_000, 5_000: 10_000, 4_999: 0, -5_000: -10_000, 12_285_000: 12_290_000,
	} {
		if got := micro.RoundCents(); got != want {
			t.Errorf("%d rounds to %d, want %d", micro, got, want)
		}
	}
}

func TestFuelSurchargeOnThePublishedFee(t *testing.T) {
	// 2.49 USD x 3.5 % = 0.08715, shown as 0.09 and 2.58 together.
	fee, rate := Amount(2_490_000), Rate(35_000_000)
	if got := fee.Times(rate).RoundCents(); got != 90_000 {
		t.Errorf("surcharge %v, want 0.09", got)
	}
}

func TestMulDivAgreesWithBigIntegers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Int64Range(-1e15, 1e15).Draw(t, "a")
		b := rapid.Int64Range(-2e9, 2e9).Draw(t, "b")
		c := rapid.Int64Range(1e7, 1e12).Draw(t, "c")
		product := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
		twice := new(big.Int).Lsh(new(big.Int).Abs(product), 1)
		want := twice.Add(twice, big.NewInt(c)).Quo(twice, big.NewInt(2*c)).Int64()
		if product.Sign() < 0 {
			want = -want
		}
		if got := MulDiv(a, b, c); got != want {
			t.Fatalf("MulDiv(%d, %d, %d) = %d, want %d", a, b, c, got, want)
		}
	})
}

func TestRatesPrintAsPercentages(t *testing.T) {
	for r, want := range map[Rate]string{35_000_000: "3.5 %", One: "100 %", -5 * Percent: "-5 %", 99_750_000: "9.975 %"} {
		if r.String() != want {
			t.Errorf("%d prints %q, want %q", int64(r), r.String(), want)
		}
	}
}

func TestEveryCurrencyCodeParsesBack(t *testing.T) {
	for c := USD; c < CurrencyCount; c++ {
		if got, ok := ParseCurrency(c.String()); !ok || got != c {
			t.Errorf("%v does not parse back", c)
		}
	}
	if _, ok := ParseCurrency("usd"); ok {
		t.Error("lower-case code accepted")
	}
}
