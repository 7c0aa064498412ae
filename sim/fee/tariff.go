package fee

import (
	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// Item is what the fees of a unit depend on.
type Item struct {
	Dims           quantity.Dims // sides of the packed unit, longest first
	HasDims        bool          // false where only fees without a size are asked
	Weight         quantity.Weight
	Category       market.Category
	DangerousGoods bool
	FeeGroup       string // column of the Mexican local card; "" takes the category's
	OwnPackaging   bool   // ships in its own packaging (SIPP)
	PriceAddsTax   bool   // prices given to the tariff come before the tax a card's bands include
}

// Route is where and when units are sold: fees are looked up for the days From to
// To, both inclusive.
type Route struct {
	Program  market.Program
	Market   market.Marketplace
	From, To civil.Date
	// Also lists kinds beyond the usual ones (referral, closing, fulfillment with
	// its add-ons, refund administration, storage) that the caller will ask for.
	Also []market.FeeKind
}

// Assume says what may stand in for cards that do not exist.
type Assume struct {
	Nearest bool              // the card nearest in time
	Cards   map[string]string // card ids by key: "fulfillment.remote-fulfillment.CA"
}

// Line is one fee. It holds no pointers, so lines can be kept by the million.
type Line struct {
	Amount    money.Amount // rounded to the cent; negative for a discount
	Kind      market.FeeKind
	Currency  money.Currency
	Card      CardRef // resolve with Book.Card
	Assumed   bool    // the card stands in for one that is missing
	Estimated bool    // the figure is an estimate
	Carried   bool    // the day lies after the one on which the source was read
	Missing   bool    // no card prices this day; the amount is 0 and means nothing
}

// Tariff holds the fees of one item on one route with everything looked up, so
// that pricing a sale costs no search. It does not change once made. What is not of
// the item itself stands on a sheet, which items that pay alike may share.
type Tariff struct {
	*sheet
	dims     quantity.Dims
	weight   quantity.Weight
	volume   quantity.Volume
	known    *tierAndWeight // instead of the size; nil where it is given
	category market.Category
	addTax   bool // Item.PriceAddsTax
}

// sheet holds the fees of all items of one tier, weight class and category on a route.
type sheet struct {
	program     market.Program
	market      market.Marketplace
	applies     [market.FeeKindCount]bool
	spans       [market.FeeKindCount][]span
	assumptions []Assumption
}

// span is a run of days with one card and one set of amounts. It holds nothing of an
// item but what its fees depend on, so that equal spans are ==.
type span struct {
	from, to    civil.Date
	carried     civil.Date // first day after the source was read
	assumed     bool
	estimated   bool
	card        *Card
	rule        *referralRule
	bands       priceBands
	amounts     [maxBands]money.Amount
	tier, class string // as the card's scheme measures the item
	// Where a column is picked only when charged:
	row    *rateRow
	rates  *classRates
	weight quantity.Weight // 0 where the row does not rise with it
}

// at returns the span of a day, nil where no card prices it.
func (t *Tariff) at(k market.FeeKind, d civil.Date) *span {
	spans := t.spans[k]
	for i := range spans {
		if d <= spans[i].to {
			if d < spans[i].from {
				return nil
			}
			return &spans[i]
		}
	}
	return nil
}

// line starts the line of a kind and day; the caller fills in the amount.
func (t *Tariff) line(k market.FeeKind, s *span, d civil.Date) Line {
	if s == nil {
		return Line{Kind: k, Currency: t.market.Currency(), Missing: t.applies[k]}
	}
	return Line{Kind: k, Currency: s.card.Currency, Card: s.card.ref, Assumed: s.assumed,
		Estimated: s.estimated, Carried: d >= s.carried}
}

// price returns the amount of the band a price falls into.
func (s *span) price(price money.Amount, addTax bool) money.Amount {
	if s.bands.n == 1 {
		return s.amounts[0]
	}
	if addTax && s.bands.tax > 0 && price != NoPrice {
		price += price.Times(s.bands.tax)
	}
	return s.amounts[s.bands.index(price)]
}

// Sale returns the referral and closing fee of a unit ordered on a day at a price
// (everything the buyer pays the seller, without tax Amazon collects).
func (t *Tariff) Sale(d civil.Date, price money.Amount) (referral, closing Line) {
	s := t.at(market.Referral, d)
	referral = t.line(market.Referral, s, d)
	if s != nil && s.rule != nil {
		referral.Amount = s.rule.fee(price)
	}
	s = t.at(market.Closing, d)
	closing = t.line(market.Closing, s, d)
	if s != nil && s.rule != nil {
		closing.Amount = s.rule.closing
	}
	return referral, closing
}

// Ship returns the fulfillment fee of one unit that leaves the fulfillment center
// on a day, and the fuel surcharge on it. The price picks the band; NoPrice takes
// the card's usual one.
func (t *Tariff) Ship(d civil.Date, price money.Amount) (fulfillment, surcharge Line) {
	k := market.Fulfillment
	if t.program == market.MCF {
		k = market.MCFExport
	}
	s := t.at(k, d)
	fulfillment = t.line(k, s, d)
	if s != nil {
		fulfillment.Amount = s.price(price, t.addTax)
	}
	s = t.at(market.FuelSurcharge, d)
	surcharge = t.line(market.FuelSurcharge, s, d)
	surcharge.Currency, surcharge.Missing = fulfillment.Currency, false
	if s != nil {
		surcharge.Amount = s.card.percent.of(fulfillment.Amount)
	}
	return fulfillment, surcharge
}

// AddOns returns what is charged beside fulfillment for the size and packaging of
// a unit: overmax handling, packaging of bulky units, and the discount for units
// in their own packaging (negative). Amounts are 0 where one does not apply.
func (t *Tariff) AddOns(d civil.Date) (overmax, packaging, discount Line) {
	overmax = Line{Kind: market.Overmax, Currency: t.market.Currency()}
	packaging, discount = overmax, overmax
	packaging.Kind, discount.Kind = market.BulkyPackaging, market.SIPPDiscount
	if len(t.spans[market.Overmax]) > 0 {
		overmax = t.flatLine(market.Overmax, d)
	}
	if len(t.spans[market.BulkyPackaging]) > 0 {
		packaging = t.flatLine(market.BulkyPackaging, d)
	}
	if len(t.spans[market.SIPPDiscount]) > 0 {
		discount = t.flatLine(market.SIPPDiscount, d)
		discount.Amount = -discount.Amount
	}
	return overmax, packaging, discount
}

// flatLine is the line of a kind whose span holds one amount per unit.
func (t *Tariff) flatLine(k market.FeeKind, d civil.Date) Line {
	s := t.at(k, d)
	l := t.line(k, s, d)
	if s != nil {
		l.Amount = s.amounts[0]
	}
	return l
}

// RefundAdmin returns the fee kept of a refunded referral fee.
func (t *Tariff) RefundAdmin(d civil.Date, referral money.Amount) Line {
	s := t.at(market.RefundAdmin, d)
	l := t.line(market.RefundAdmin, s, d)
	if s != nil {
		l.Amount = s.card.percent.of(referral)
	}
	return l
}

// Storage returns the base storage fee of the month that a day lies in, for an
// average of unitTicks / monthTicks units: the time integral of the units on hand
// over the ticks of the month.
func (t *Tariff) Storage(month civil.Date, unitTicks, monthTicks int64) Line {
	s := t.at(market.Storage, month)
	l := t.line(market.Storage, s, month)
	if s != nil && s.card.tiers != nil {
		l.Amount = volumeCharge(s.amounts[0], t.volume, quota{unitTicks, monthTicks},
			s.card.tiers.per)
	}
	return l
}

// Tier returns the size tier, its storage class and the shipping weight that the
// fulfillment card of a day measures; ok is false without a card.
func (t *Tariff) Tier(d civil.Date) (m Measure, ok bool) {
	if s := t.at(market.Fulfillment, d); s != nil {
		return t.measure(s), s.tier != ""
	}
	return Measure{}, false
}

// measure returns what the scheme of a span's card says of the unit.
func (t *Tariff) measure(s *span) (m Measure) {
	switch {
	case s.tier == "" && s.class == "": // the card did not look at the size
	case t.known != nil:
		m, _ = s.card.tiers.scheme.MeasureAs(t.known.tier, t.known.weight)
	default:
		m = s.card.tiers.scheme.Measure(t.dims, t.weight)
	}
	return m
}

// Volume returns the volume of one unit that storage is charged for.
func (t *Tariff) Volume() quantity.Volume { return t.volume }

// Assumptions lists what stands in for missing cards, one entry for each key and
// run of days. The slice must not be changed.
func (t *Tariff) Assumptions() []Assumption { return t.assumptions }
