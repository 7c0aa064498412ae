package fee

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// fulfillmentCards lists the cards with prices by weight.
func fulfillmentCards(b *Book) (out []*Card) {
	for _, c := range b.Cards() {
		if c.Kind == market.Fulfillment {
			out = append(out, c)
		}
	}
	return out
}

func TestFeesRiseWithWeightWithinATier(t *testing.T) {
	b := builtin(t)
	cards := fulfillmentCards(b)
	rapid.Check(t, func(t *rapid.T) {
		c := cards[rapid.IntRange(0, len(cards)-1).Draw(t, "card")]
		class := &c.tiers.classes[rapid.IntRange(0, len(c.tiers.classes)-1).Draw(t, "class")]
		tier := class.rows[rapid.IntRange(0, len(class.rows)-1).Draw(t, "row")].tier
		column := rapid.IntRange(0, len(class.columns)-1).Draw(t, "column")
		w := rapid.Int64Range(1, 200*int64(quantity.Pound))
		lighter, heavier := w.Draw(t, "w"), w.Draw(t, "v")
		if lighter > heavier {
			lighter, heavier = heavier, lighter
		}
		lo, hi := feeAt(class, tier, quantity.Weight(lighter), column), feeAt(class, tier, quantity.Weight(heavier), column)
		for band := range c.tiers.bands.n {
			if hi != nil && lo != nil && !hi.missing[band] && hi.amount(quantity.Weight(heavier), band) < lo.amount(quantity.Weight(lighter), band) {
				t.Fatalf("%s %s %s: %d ng pay more than %d ng", c.ID, class.name, tier, lighter, heavier)
			}
		}
	})
}

// feeAt returns the priced cell of a tier and weight, nil where there is none.
func feeAt(class *classRates, tier string, w quantity.Weight, column int) *cell {
	row := class.row(Measure{Tier: tier}, w)
	if row == nil || row.cells[column].state != priced {
		return nil
	}
	return &row.cells[column]
}

func TestThePeakNeverCostsLess(t *testing.T) {
	compared := 0
	for _, c := range fulfillmentCards(builtin(t)) {
		for _, class := range c.tiers.classes {
			low, high := slices.Index(class.columns, "nonpeak"), slices.Index(class.columns, "peak")
			if low < 0 || high < 0 {
				continue
			}
			for _, row := range class.rows {
				for band := range c.tiers.bands.n {
					compared++
					if row.cells[high].base[band] < row.cells[low].base[band] {
						t.Errorf("%s:%d: the peak is cheaper", c.File, row.line)
					}
				}
			}
		}
	}
	if compared < 200 {
		t.Errorf("only %d cells compared", compared)
	}
}

func TestTheTierDoesNotDependOnTheOrderOfSides(t *testing.T) {
	b := builtin(t)
	side := rapid.Int64Range(1, 120*int64(quantity.Inch))
	rapid.Check(t, func(t *rapid.T) {
		x, y, z := quantity.Length(side.Draw(t, "x")), quantity.Length(side.Draw(t, "y")), quantity.Length(side.Draw(t, "z"))
		w := quantity.Weight(rapid.Int64Range(1, 200*int64(quantity.Pound)).Draw(t, "w"))
		for id, s := range b.schemes {
			want := s.Measure(quantity.Dims{x, y, z}, w)
			for _, d := range []quantity.Dims{{x, z, y}, {y, x, z}, {y, z, x}, {z, x, y}, {z, y, x}} {
				if got := s.Measure(d, w); got != want {
					t.Fatalf("%s: %v is %+v, %v is %+v", id, quantity.Dims{x, y, z}, want, d, got)
				}
			}
			if want.Tier == "" || want.Billed < want.Exact {
				t.Fatalf("%s: %+v", id, want)
			}
		}
	})
}

func TestWeightBandsEndExactlyAtTheirEdges(t *testing.T) {
	b := builtin(t)
	edges := 0
	for _, c := range fulfillmentCards(b) {
		for _, class := range c.tiers.classes {
			for i, row := range class.rows {
				if row.upTo == noLimit {
					continue
				}
				edges++
				at, above := class.row(Measure{Tier: row.tier}, row.upTo), class.row(Measure{Tier: row.tier}, row.upTo+1)
				if at != &class.rows[i] || above == at {
					t.Errorf("%s:%d: the edge %d ng is not the last of its band", c.File, row.line, row.upTo)
				}
			}
			for _, row := range class.rows {
				for _, cell := range row.cells {
					if cell.step > 0 && cell.state == priced {
						checkSteps(t, c, &cell)
					}
				}
			}
		}
	}
	if edges < 200 {
		t.Errorf("only %d edges checked", edges)
	}
}

// checkSteps pays one step from the first nanogram above the threshold to the
// whole step, and none below.
func checkSteps(t *testing.T, c *Card, cell *cell) {
	t.Helper()
	one := cell.base[0] + cell.per[0]
	for w, want := range map[quantity.Weight]money.Amount{cell.over - 1: cell.base[0], cell.over: cell.base[0], cell.over + 1: one,
		cell.over + cell.step: one, cell.over + cell.step + 1: one + cell.per[0]} {
		if got := cell.amount(w, 0); got != want {
			t.Errorf("%s: %d ng pay %v, want %v", c.ID, w, got, want)
		}
	}
}

func TestPriceBandsMeetAtTheMicroUnit(t *testing.T) {
	b := builtin(t)
	us := tariffOn(t, b, market.LocalFBA, market.US, "2026-03-01", iron(t, "home"))
	mx := tariffOn(t, b, market.LocalFBA, market.MX, "2026-03-01", unit(t, "home", "25 x 20 x 10 cm", "0.9 kg"))
	for _, c := range []struct {
		tariff *Tariff
		price  string
		want   string
	}{
		{us, "9.999999", "6.31"}, {us, "10", "7.13"}, {us, "50", "7.13"}, {us, "50.000001", "7.39"},
		{mx, "149.999999", "28.45"}, {mx, "150", "39.80"}, {mx, "298.999999", "39.80"}, {mx, "299", "59.00"},
		{mx, "498.999999", "59.00"}, {mx, "499", "72.70"},
	} {
		if f, _ := c.tariff.Ship(day(t, "2026-03-01"), usd(t, c.price)); f.Amount.String() != c.want {
			t.Errorf("at %s: %v, want %s", c.price, f.Amount, c.want)
		}
	}
	if f, _ := us.Ship(day(t, "2026-03-01"), NoPrice); f.Amount.String() != "7.13" {
		t.Errorf("without a price: %v, want the middle band", f.Amount)
	}
}

func TestPricesBeforeTaxMeetBandsThatIncludeIt(t *testing.T) {
	item := unit(t, "home", "25 x 20 x 10 cm", "0.9 kg")
	item.PriceAddsTax = true
	tariff := tariffOn(t, builtin(t), market.LocalFBA, market.MX, "2026-03-01", item)
	// 258 x 1.16 = 299.28; 257 x 1.16 = 298.12.
	for price, want := range map[string]string{"258": "59.00", "257": "39.80"} {
		if f, _ := tariff.Ship(day(t, "2026-03-01"), usd(t, price)); f.Amount.String() != want {
			t.Errorf("%s and tax: %v, want %s", price, f.Amount, want)
		}
	}
}

// tariffOn compiles what the cards of one day have, gaps allowed.
func tariffOn(t testing.TB, b *Book, p market.Program, m market.Marketplace, on string, item Item) *Tariff {
	t.Helper()
	d := day(t, on)
	tariff, _ := b.Tariff(item, Route{Program: p, Market: m, From: d, To: d}, Assume{})
	return tariff
}

// exactCents rounds num/den half up to whole cents, in micro-units.
func exactCents(x *big.Rat) money.Amount {
	cents := new(big.Rat).Quo(x, big.NewRat(int64(money.Cent), 1))
	twice := new(big.Int).Add(new(big.Int).Lsh(cents.Num(), 1), cents.Denom())
	twice.Div(twice, new(big.Int).Lsh(cents.Denom(), 1))
	return money.Amount(twice.Int64()) * money.Cent
}

func TestTheSurchargeIsTheExactShareRoundedHalfUp(t *testing.T) {
	b := builtin(t)
	on := day(t, "2026-06-01")
	tariff := tariffOn(t, b, market.LocalFBA, market.US, "2026-06-01", iron(t, "home"))
	s := &tariff.spans[market.Fulfillment][0]
	rapid.Check(t, func(t *rapid.T) {
		fee := money.Amount(rapid.Int64Range(0, 1e6).Draw(t, "cents")) * money.Cent
		s.amounts[1] = fee
		want := exactCents(new(big.Rat).Mul(big.NewRat(int64(fee), 1), big.NewRat(35, 1000)))
		if _, got := tariff.Ship(on, NoPrice); got.Amount != want {
			t.Fatalf("3.5 %% of %v: %v, want %v", fee, got.Amount, want)
		}
	})
}

func TestReferralFeesAgreeWithExactFractions(t *testing.T) {
	b := builtin(t)
	var tables []*referralRates
	for _, c := range b.Cards() {
		if c.referral != nil {
			tables = append(tables, c.referral)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		table := tables[rapid.IntRange(0, len(tables)-1).Draw(t, "card")]
		rule := table.rule(market.Category(rapid.IntRange(1, market.CategoryCount()-1).Draw(t, "category")))
		price := money.Amount(rapid.Int64Range(0, 1e11).Draw(t, "price"))
		if rule.noRate {
			return
		}
		if got, want := rule.fee(price), slowReferral(rule, price); got != want {
			t.Fatalf("price %v, line %d: %v, want %v", price, rule.line, got, want)
		}
	})
}

// slowReferral follows the wording: a rate on the whole price, or rates on
// portions, and at least the minimum.
func slowReferral(r *referralRule, price money.Amount) money.Amount {
	sum, from := new(big.Rat), money.Amount(0)
	for i := range r.n {
		last := i == r.n-1
		portion := price - from
		if !r.slices {
			portion = 0
			if (last || price < r.above[i]) && (i == 0 || price >= r.above[i-1]) {
				portion = price
			}
		} else if !last {
			portion = min(portion, r.above[i]-1-from)
			from = r.above[i] - 1
		}
		if portion > 0 {
			sum.Add(sum, new(big.Rat).Mul(big.NewRat(int64(portion), 1), big.NewRat(int64(r.rates[i]), int64(money.One))))
		}
	}
	return max(exactCents(sum), r.minimum)
}

func TestVolumeChargesAgreeWithExactFractions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := money.Amount(rapid.Int64Range(0, 400e6).Draw(t, "rate"))
		v := quantity.Volume(rapid.Int64Range(0, 8e15).Draw(t, "volume"))
		q := quota{rapid.Int64Range(0, 1e12).Draw(t, "ticks"), rapid.Int64Range(1, 31*civil.Day).Draw(t, "of")}
		per := rapid.SampledFrom([]quantity.Volume{quantity.CubicFoot, quantity.CubicMeter}).Draw(t, "per")
		num := new(big.Int).Mul(big.NewInt(int64(rate)), big.NewInt(int64(v)))
		num.Mul(num, big.NewInt(q.units))
		den := new(big.Int).Mul(big.NewInt(int64(per)), big.NewInt(q.of))
		exact := new(big.Rat).SetFrac(num, den)
		if exact.Cmp(big.NewRat(9e18, 1)) >= 0 {
			return
		}
		if got, want := volumeCharge(rate, v, q, per), exactCents(exact); got != want {
			t.Fatalf("%v x %d x %d/%d per %d: %v, want %v", rate, v, q.units, q.of, per, got, want)
		}
	})
}
