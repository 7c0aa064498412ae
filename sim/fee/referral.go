package fee

import (
	"fmt"
	"math/bits"
	"strings"

	"fbasim/sim/market"
	"fbasim/sim/money"
)

// maxReferralBands is the most bands of one category.
const maxReferralBands = 4

// referralRule is the referral fee of one category: rates on bands of the price,
// whole (one rate for the whole price, chosen by the price) or in slices
// (marginal rates on portions), and a minimum.
type referralRule struct {
	slices    bool
	n         int
	above     [maxReferralBands - 1]money.Amount
	rates     [maxReferralBands]money.Rate
	minimum   money.Amount
	closing   money.Amount
	noRate    bool // the rate of this category was not found
	noClosing bool // the closing fee was not found
	estimated bool
	line      int
}

// referralRates is the referral table of a store; the row "*" serves categories
// without a row of their own.
type referralRates struct {
	byCategory map[market.Category]*referralRule
	others     *referralRule
}

func (t *referralRates) rule(c market.Category) *referralRule {
	if r, ok := t.byCategory[c]; ok {
		return r
	}
	return t.others
}

// fee returns the referral fee of a price, rounded half up to the cent once.
func (r *referralRule) fee(price money.Amount) money.Amount {
	if !r.slices {
		i := 0
		for i < r.n-1 && price >= r.above[i] {
			i++
		}
		return max(centsOf(price, r.rates[i]), r.minimum)
	}
	var sum tally
	from := money.Amount(0)
	for i := 0; i < r.n && price > from; i++ {
		to := price
		if i < r.n-1 {
			to = min(price, r.above[i]-1)
		}
		sum.add(to-from, r.rates[i])
		from = to
	}
	return max(sum.cents(), r.minimum)
}

// centsOf returns a x r, rounded half up to the cent in one step.
func centsOf(a money.Amount, r money.Rate) money.Amount {
	const unit = int64(money.One) * int64(money.Cent)
	return money.Amount(money.MulDiv(int64(a), int64(r), unit)) * money.Cent
}

// tally adds products of non-negative amounts and rates without rounding.
type tally struct{ hi, lo uint64 }

func (t *tally) add(a money.Amount, r money.Rate) {
	hi, lo := bits.Mul64(uint64(a), uint64(r))
	var carry uint64
	t.lo, carry = bits.Add64(t.lo, lo, 0)
	t.hi += hi + carry
}

func (t *tally) cents() money.Amount {
	const unit = uint64(money.One) * uint64(money.Cent)
	lo, carry := bits.Add64(t.lo, unit/2, 0)
	q, _ := bits.Div64(t.hi+carry, lo, unit)
	return money.Amount(q) * money.Cent
}

func parseReferral(s *section) *referralRates {
	out := &referralRates{byCategory: make(map[market.Category]*referralRule)}
	minimum := read(s, "minimum", 0, parseAmount)
	t := s.table("rates", "category", "rate")
	if t == nil {
		s.need("rates")
		return out
	}
	for _, row := range t.rows {
		rule := parseReferralRow(row, minimum)
		if row.cell("category") == "*" {
			out.others = &rule
			continue
		}
		for _, name := range splitList(row.cell("category")) {
			c, err := market.ParseCategory(name)
			if err != nil {
				row.fail("reference", "", "%v", err)
				continue
			}
			if old, taken := out.byCategory[c]; taken {
				row.fail("overlap", "", "%s already has a row in line %d", c, old.line)
			}
			out.byCategory[c] = &rule
		}
	}
	return out
}

// parseReferralRow reads "15 %", "whole <= 10: 8 %, else 15 %" or "slice <= 100:
// 15 %, else 8 %"; "-" is a rate that was not found.
func parseReferralRow(row tableRow, minimum money.Amount) referralRule {
	r := referralRule{line: row.line, minimum: cellAs(row, "minimum", minimum, parseAmount)}
	r.noClosing = row.cell("closing") == "-"
	r.closing = cellAs(row, "closing", 0, parseAmount)
	r.estimated = row.cell("mark") == "E"
	text := row.cell("rate")
	if text == "-" {
		r.noRate = true
		return r
	}
	if err := r.readRates(text); err != nil {
		row.fail("value",
			`write "15 %" or "whole <= 10: 8 %, else 15 %" or "slice <= 100: 15 %, else 8 %"`, "%v", err)
	}
	return r
}

func (r *referralRule) readRates(text string) error {
	text, whole := strings.CutPrefix(text, "whole ")
	text, r.slices = strings.CutPrefix(text, "slice ")
	parts := splitList(text)
	if (len(parts) > 1) != (whole || r.slices) || len(parts) > maxReferralBands {
		return fmt.Errorf("%q is not one rate, nor bands that say whole or slice", text)
	}
	for i, part := range parts {
		edge, rate, banded := strings.Cut(part, ":")
		if last := i == len(parts)-1; last == banded {
			return fmt.Errorf("the last band of %q must be the one without an edge", text)
		} else if last {
			rate = strings.TrimPrefix(part, "else ")
		} else {
			above, err := parseEdge(strings.TrimSpace(edge))
			if err != nil || i > 0 && above <= r.above[i-1] {
				return fmt.Errorf("%q is not an edge above the one before", edge)
			}
			if r.slices && !strings.HasPrefix(strings.TrimSpace(edge), "<=") {
				return fmt.Errorf("slices end at an edge: write %q with <=", edge)
			}
			r.above[i] = above
		}
		v, err := parsePercent(strings.TrimSpace(rate))
		if err != nil {
			return err
		}
		r.rates[i] = v
	}
	r.n = len(parts)
	return nil
}
