package backtest

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fbasim/sim/amazon"
	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Preview compares rows of an FBA Fee Preview with the fees of a book of cards: the referral fee, and the
// fulfillment fee with all that is charged beside it for a unit. Fees are those of local stock; no report
// gives those of Remote Fulfillment.
type Preview struct {
	Book   *fee.Book
	On     civil.Date // the day that our cards are asked about
	Assume fee.Assume
	// Market is the store of rows that name none, where Known; else it is that of their currency.
	Market market.Marketplace
	Known  bool
	// Category returns the category of a product group, false for one that is not known.
	Category func(group string) (market.Category, bool)

	report  PreviewReport
	kinds   map[Key]*PreviewKind
	tiers   map[[3]string]*Tiers
	groups  map[string]*UnknownGroup
	skipped map[string]*Skipped
}

// PreviewReport is what a comparison with a Fee Preview found.
type PreviewReport struct {
	On          string              `json:"on"`
	Rows        int64               `json:"rows"`
	Fees        []PreviewKind       `json:"fees"`
	Differences []PreviewDifference `json:"differences"` // biggest first
	Tiers       []Tiers             `json:"tiers"`       // that disagree
	Unmapped    []UnknownGroup      `json:"unmapped_groups"`
	Skipped     []Skipped           `json:"skipped"`
}

// Clean reports whether all rows were compared and agree.
func (r *PreviewReport) Clean() bool {
	return len(r.Differences)+len(r.Tiers)+len(r.Unmapped)+len(r.Skipped) == 0
}

// PreviewKind is a fee in a store: Charged is Amazon's estimate.
type PreviewKind struct {
	Key
	Sums
	// BySurcharge counts the rows that would agree without our fuel surcharge.
	BySurcharge int64 `json:"equal_without_surcharge"`
	// ByListPrice counts the rows that agree at your-price and not at sales-price.
	ByListPrice int64 `json:"equal_at_your_price"`
}

// PreviewDifference is a row whose estimate is not our fee.
type PreviewDifference struct {
	Key
	SKU, ASIN     string
	Price         money.Amount
	Tier, OurTier string // size tier in Amazon's words, and ours
	Theirs, Ours  money.Amount
	Card          string
}

// Tiers is a pair of size tiers that disagree.
type Tiers struct {
	Market string `json:"market"`
	Theirs string `json:"theirs"`
	Ours   string `json:"ours"`
	Rows   int64  `json:"rows"`
	SKU    string `json:"sku"` // the first
}

// UnknownGroup is a product group whose category is not known: its referral fee is not compared.
type UnknownGroup struct {
	Group string `json:"group"`
	Rows  int64  `json:"rows"`
	SKU   string `json:"sku"` // the first
}

// Skipped says why rows, or a fee of theirs, were not compared.
type Skipped struct {
	Reason string `json:"reason"`
	Rows   int64  `json:"rows"`
	SKU    string `json:"sku"` // the first
}

// Read compares the rows of a file. Errors are a *diag.List, or say that the file is another report.
func (p *Preview) Read(f amazon.Recognized) error {
	if f.Report != amazon.FeePreviews {
		return errors.New("it is no FBA Fee Preview")
	}
	if p.kinds == nil {
		p.kinds, p.tiers = map[Key]*PreviewKind{}, map[[3]string]*Tiers{}
		p.groups, p.skipped = map[string]*UnknownGroup{}, map[string]*Skipped{}
	}
	return amazon.ReadFeePreviews(f, func(r amazon.FeePreview) error {
		p.report.Rows++
		p.row(r)
		return nil
	})
}

func (p *Preview) skip(r *amazon.FeePreview, reason string) {
	s := p.skipped[reason]
	if s == nil {
		s = &Skipped{Reason: reason, SKU: r.SKU}
		p.skipped[reason] = s
	}
	s.Rows++
}

// storeOf is the store of a row.
func (p *Preview) storeOf(r *amazon.FeePreview) (market.Marketplace, bool) {
	switch {
	case r.Store != "":
		return r.Store.Market()
	case p.Known:
		return p.Market, true
	}
	for m := market.US; m < market.MarketplaceCount; m++ {
		if m.Currency() == r.Currency {
			return m, true
		}
	}
	return 0, false
}

// row compares a row.
func (p *Preview) row(r amazon.FeePreview) {
	m, ok := p.storeOf(&r)
	if !ok {
		p.skip(&r, "fbasim has no fees of the store")
		return
	}
	if r.Currency != m.Currency() {
		p.skip(&r, fmt.Sprintf("the row is in %s and the fees of %s in %s", orNone(r.Currency.String()), m.Name(), m.Currency()))
		return
	}
	ask := fee.Ask{Program: market.LocalFBA, Market: m, On: p.On, Price: r.SalesPrice.Or(r.Price.Or(fee.NoPrice)), Assume: p.Assume}
	ask.Item.Category, ok = p.Category(r.Group)
	if !ok {
		g := p.groups[r.Group]
		if g == nil {
			g = &UnknownGroup{Group: r.Group, SKU: r.SKU}
			p.groups[r.Group] = g
		}
		g.Rows++
	}
	key := Key{Market: m.String(), Program: market.LocalFBA.String(), Currency: m.Currency().String()}
	switch {
	case !ok, !r.Referral.Has:
	case ask.Price == fee.NoPrice:
		p.skip(&r, "no price, which the referral fee depends on")
	default:
		p.fee(&r, ask, key, market.Referral, r.Referral.Value)
	}
	p.fulfillment(&r, ask, key)
}

func orNone(text string) string {
	if text == "" {
		return "no currency that fbasim knows"
	}
	return text
}

// fulfillment compares the fulfillment fee and the size tier.
func (p *Preview) fulfillment(r *amazon.FeePreview, ask fee.Ask, key Key) {
	theirs := r.FulfillmentFee()
	if !theirs.Has {
		p.skip(r, "no fulfillment fee in the file")
		return
	}
	if ask.Item.Dims, ask.Item.HasDims = r.Dims(); !ask.Item.HasDims {
		p.skip(r, "no size of the packed unit")
		return
	}
	var ok bool
	if ask.Item.Weight, ok = r.PackageWeight(); !ok {
		p.skip(r, "no weight of the packed unit")
		return
	}
	if ask.Item.Category == market.NoCategory {
		ask.Item.Category, _ = market.ParseCategory("everything_else")
	}
	tier := p.fee(r, ask, key, market.Fulfillment, theirs.Value)
	if r.Tier != "" && tier != "" && tierName(r.Tier) != tierName(tier) {
		at := [3]string{key.Market, r.Tier, tier}
		if p.tiers[at] == nil {
			p.tiers[at] = &Tiers{Market: key.Market, Theirs: r.Tier, Ours: tier, SKU: r.SKU}
		}
		p.tiers[at].Rows++
	}
}

// tierName folds the ways to write a size tier: "UsLargeStandardSize", "Large standard-size" and
// "large_standard" are one.
func tierName(text string) string {
	name := fold(text)
	for m := market.US; m < market.MarketplaceCount; m++ {
		name = strings.TrimPrefix(name, strings.ToLower(m.String()))
	}
	return strings.TrimSuffix(name, "size")
}

// fee compares one fee of a row and returns the size tier that ours goes by.
func (p *Preview) fee(r *amazon.FeePreview, ask fee.Ask, key Key, kind market.FeeKind, theirs money.Amount) (tier string) {
	ask.Kinds = []market.FeeKind{kind}
	if kind == market.Fulfillment {
		ask.Kinds = append(ask.Kinds, market.FuelSurcharge, market.Overmax, market.BulkyPackaging, market.SIPPDiscount)
	}
	q, err := p.Book.Quote(ask)
	if err != nil {
		p.skip(r, strings.ReplaceAll(err.Error(), "\n", "; "))
		return ""
	}
	ours, surcharge, card := money.Amount(0), money.Amount(0), ""
	for _, l := range q.Lines {
		ours += l.Amount
		if l.Kind == market.FuelSurcharge {
			surcharge = l.Amount
		}
		if l.Kind == kind {
			card = l.CardID
		}
	}
	key.Kind = kind.String()
	k := p.kinds[key]
	if k == nil {
		k = &PreviewKind{Key: key}
		p.kinds[key] = k
	}
	if theirs != ours && r.Price.Or(ask.Price) != ask.Price {
		if list, err := p.listPrice(r, ask); err == nil && list == theirs {
			ours = list
			k.ByListPrice++
		}
	}
	k.add(1, theirs, ours)
	if theirs == ours {
		return q.Tier
	}
	if surcharge != 0 && theirs == ours-surcharge {
		k.BySurcharge++
	}
	p.report.Differences = append(p.report.Differences, PreviewDifference{
		Key: key, SKU: r.SKU, ASIN: r.ASIN, Price: max(ask.Price, 0), Tier: r.Tier, OurTier: q.Tier, Theirs: theirs, Ours: ours, Card: card,
	})
	return q.Tier
}

// listPrice is our fee at the price without the seller's discount: which of the two prices of a row an estimate goes
// by is not documented.
func (p *Preview) listPrice(r *amazon.FeePreview, ask fee.Ask) (total money.Amount, err error) {
	ask.Price = r.Price.Value
	q, err := p.Book.Quote(ask)
	for _, l := range q.Lines {
		total += l.Amount
	}
	return total, err
}

// Report returns what was found.
func (p *Preview) Report() *PreviewReport {
	r := p.report
	r.On = p.On.String()
	r.Fees, r.Tiers, r.Unmapped, r.Skipped = []PreviewKind{}, []Tiers{}, []UnknownGroup{}, []Skipped{}
	r.Differences = append([]PreviewDifference{}, r.Differences...) // empty and not absent, for JSON
	for _, k := range p.kinds {
		r.Fees = append(r.Fees, *k)
	}
	slices.SortFunc(r.Fees, func(a, b PreviewKind) int {
		return cmp.Or(cmp.Compare(storePlace(a.Market), storePlace(b.Market)), byKey(a.Key, b.Key))
	})
	slices.SortStableFunc(r.Differences, func(a, b PreviewDifference) int {
		return cmp.Or(cmp.Compare(magnitude(b.Theirs-b.Ours), magnitude(a.Theirs-a.Ours)), cmp.Compare(a.SKU, b.SKU), byKey(a.Key, b.Key))
	})
	for _, at := range slices.SortedFunc(maps.Keys(p.tiers), func(a, b [3]string) int { return slices.Compare(a[:], b[:]) }) {
		r.Tiers = append(r.Tiers, *p.tiers[at])
	}
	for _, name := range slices.Sorted(maps.Keys(p.groups)) {
		r.Unmapped = append(r.Unmapped, *p.groups[name])
	}
	for _, reason := range slices.Sorted(maps.Keys(p.skipped)) {
		r.Skipped = append(r.Skipped, *p.skipped[reason])
	}
	return &r
}
