package fee

import (
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Conversion returns the share of converted proceeds that Amazon Currency
// Converter takes: by the net proceeds converted in the trailing twelve months
// over all stores, in USD, and by the currency paid out.
func (b *Book) Conversion(d civil.Date, trailing12mUSD money.Amount,
	payout money.Currency) (money.Rate, CardRef, error) {
	c, err := b.accountCard(market.Conversion, market.US, d)
	if err != nil {
		return 0, NoCard, err
	}
	return c.conversion.rate(trailing12mUSD, payout), c.ref, nil
}

func (c *conversionRates) rate(volume money.Amount, payout money.Currency) money.Rate {
	column := 0
	for i, p := range c.payouts {
		if p == payout && p != money.NoCurrency {
			column = i
		}
	}
	rate := c.rows[0].rates[column]
	for _, row := range c.rows {
		if volume >= row.from {
			rate = row.rates[column]
		}
	}
	return rate
}

// ConversionSaving returns what pooling the volume of several stores in one
// account saves a year: each store's fee at its own volume less the fee on the sum.
func (b *Book) ConversionSaving(d civil.Date, stores []money.Amount,
	payout money.Currency) (money.Amount, error) {
	var apart tally
	var total money.Amount
	for _, v := range stores {
		rate, _, err := b.Conversion(d, v, payout)
		if err != nil {
			return 0, err
		}
		apart.add(v, rate)
		total += v
	}
	rate, _, err := b.Conversion(d, total, payout)
	return apart.cents() - centsOf(total, rate), err
}

// parseVolumes reads "400000+300000+200000".
func parseVolumes(text string) ([]money.Amount, error) {
	var out []money.Amount
	for _, part := range strings.Split(text, "+") {
		v, err := parseAmount(strings.TrimSpace(part))
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// conversionRates are shares of the converted proceeds by trailing volume.
type conversionRates struct {
	payouts []money.Currency // column of each payout currency; the first is for all others
	rows    []conversionRow
}

type conversionRow struct {
	from  money.Amount // USD of the trailing twelve months
	rates []money.Rate
}

func parseConversion(s *section) *conversionRates {
	c := &conversionRates{}
	t := s.table("rates", "volume", "other")
	if t == nil {
		s.need("rates")
		return c
	}
	for _, code := range t.columns[1:] {
		currency, ok := money.ParseCurrency(code)
		if !ok && code != "other" {
			s.fail(s.line("rates"), "columns", "", "%q is not a currency", code)
		}
		c.payouts = append(c.payouts, currency)
	}
	for _, r := range t.rows {
		row := conversionRow{from: cellAs(r, "volume", 0, parseAmount)}
		if n := len(c.rows); n > 0 && row.from <= c.rows[n-1].from {
			r.fail("unsorted", "", "volumes must rise")
		}
		for _, code := range t.columns[1:] {
			row.rates = append(row.rates, cellAs(r, code, 0, parsePercent))
		}
		c.rows = append(c.rows, row)
	}
	return c
}
