package fee

import (
	"slices"
	"strconv"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// Unit returns the line of a fee with one amount per unit: removal, disposal,
// liquidation processing, returns processing, overmax handling and the like.
func (t *Tariff) Unit(k market.FeeKind, d civil.Date) Line { return t.flatLine(k, d) }

// LowInventory returns the fee per unit shipped at the days of supply of the last
// 90 and 30 days: nothing where either reaches the last band, else by the greater.
func (t *Tariff) LowInventory(d civil.Date, long, short float64) Line {
	s := t.at(market.LowInventory, d)
	l := t.line(market.LowInventory, s, d)
	if s == nil || s.row == nil || slices.Contains(s.card.exempts, t.category) {
		return l
	}
	supply := max(long, short)
	for i, upTo := range s.card.below {
		if supply < upTo {
			l.Amount = s.row.cells[i].amount(s.weight, 0)
			break
		}
	}
	return l
}

// Placement returns the inbound placement fee per unit received under an option
// ("minimal", "partial", "optimized"); share places it in a range by location, 0
// the cheapest and One the dearest.
func (t *Tariff) Placement(d civil.Date, option string, share money.Rate) Line {
	s := t.at(market.Placement, d)
	l := t.line(market.Placement, s, d)
	if s == nil || s.row == nil {
		return l
	}
	i := slices.Index(s.rates.columns, option)
	if i < 0 || s.row.cells[i].state != priced {
		l.Missing = true
		return l
	}
	c := &s.row.cells[i]
	l.Amount = c.amount(s.weight, 0)
	if c.high > 0 {
		l.Amount = (l.Amount + (c.high - l.Amount).Times(share)).RoundCents()
	}
	return l
}

// Aged returns the surcharge on units of one age at a snapshot: the greater of the
// amount for their volume and the amount per unit. The caller keeps lots in the
// order of their receipt.
func (t *Tariff) Aged(snapshot civil.Date, ageDays int, units int64) Line {
	return t.aged(market.AgedInventory, snapshot, ageDays, units)
}

// LongTerm returns the older long-term storage fee of units of one age.
func (t *Tariff) LongTerm(snapshot civil.Date, ageDays int, units int64) Line {
	return t.aged(market.LongTermStorage, snapshot, ageDays, units)
}

func (t *Tariff) aged(k market.FeeKind, d civil.Date, ageDays int, units int64) Line {
	s := t.at(k, d)
	l := t.line(k, s, d)
	if s == nil || s.card.aged == nil {
		return l
	}
	a := s.card.aged
	row := a.row(ageDays)
	if row == nil || row.exempt && slices.Contains(a.exempts, t.category) {
		return l
	}
	l.Amount = volumeCharge(row.perVolume, t.volume, quota{units, 1}, a.per)
	if len(a.minFor) == 0 || slices.Contains(a.minFor, t.category) {
		l.Amount = max(l.Amount, row.perUnit*money.Amount(units))
	}
	return l
}

// Usage describes the stock of a size class for the storage utilization surcharge.
type Usage struct {
	Month              civil.Date
	Weeks              float64         // average daily volume over average daily volume shipped in 13 weeks
	SellerVolume       quantity.Volume // of the seller in the size class, average of the month
	SinceFirstReceipt  int64           // days
	UnitTicks, OfTicks int64           // surcharged units as a time average; those of few days do not count
}

// Utilization returns the surcharge on storage for the units of this item.
func (t *Tariff) Utilization(u Usage) Line {
	s := t.at(market.StorageUtilization, u.Month)
	l := t.line(market.StorageUtilization, s, u.Month)
	if s == nil || s.card.usage == nil {
		return l
	}
	r := s.card.usage
	if u.SellerVolume < r.minVolume || u.SinceFirstReceipt <= r.minAgeDays {
		return l
	}
	class := t.class(u.Month)
	l.Amount = volumeCharge(r.amount(class, u.Weeks), t.volume, quota{u.UnitTicks, u.OfTicks},
		r.per)
	return l
}

// NewUnitsDays returns the age in days up to which units do not count for the
// utilization surcharge.
func (t *Tariff) NewUnitsDays(d civil.Date) int64 {
	if s := t.at(market.StorageUtilization, d); s != nil && s.card.usage != nil {
		return s.card.usage.newDays
	}
	return 0
}

// StorageClass returns the storage class of the item on a day, "" where no card
// measures it.
func (t *Tariff) StorageClass(d civil.Date) string { return t.class(d) }

// class returns the storage class of the item on a day.
func (t *Tariff) class(d civil.Date) string {
	for _, k := range [...]market.FeeKind{market.Storage, market.Fulfillment, market.Removal} {
		if s := t.at(k, d); s != nil && s.class != "" {
			return s.class
		}
	}
	return ""
}

// RecoveryShare returns Amazon's share of the gross recovery of a liquidation,
// taken once on the total.
func (t *Tariff) RecoveryShare(d civil.Date, gross money.Amount) Line {
	s := t.at(market.LiquidationProcessing, d)
	l := t.line(market.LiquidationProcessing, s, d)
	if s != nil {
		l.Amount = s.card.percent.of(gross)
	}
	return l
}

// parseBelow reads the columns "< 14" of a low-inventory table.
func parseBelow(s *section, columns []string) []float64 {
	var out []float64
	for _, text := range columns {
		v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimPrefix(text, "<")), 64)
		if err != nil || !strings.HasPrefix(text, "<") || len(out) > 0 && v <= out[len(out)-1] {
			s.fail(s.line("rates"), "columns", `write rising days: "< 14"`,
				"%q is not a column of days", text)
		}
		out = append(out, v)
	}
	return out
}
