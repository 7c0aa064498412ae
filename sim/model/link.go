package model

import (
	"slices"

	"fbasim/sim/des"
	"fbasim/sim/fee"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// Automatic prices. A linked offer follows the US price, the exchange rate and the
// fees of both stores: they are compared from time to time, and a change of the
// price is shown where it is large enough (rule EXT-05). The seller breaks the link
// with a price of their own; another way of serving the marketplace breaks it too
// and keeps the price (EXT-04, EXT-05).

// Link is what an automatic price follows.
type Link struct {
	fee.Link
	Source Ref   // the price of the US offer
	Until  int64 // tick from which it no longer follows
}

// PriceSync says how the automatic prices of a marketplace follow.
type PriceSync struct {
	Every    int64      // ticks between comparisons; 0 where no price is automatic
	DeadBand money.Rate // changes below this share of the price are not shown
	From     int64      // tick from which there is a dead band and links can break
}

// follows reports whether any price of the listing is automatic.
func (l *Listing) follows() bool {
	return slices.ContainsFunc(l.Links[:], func(k *Link) bool { return k != nil })
}

// moves reports whether the terms of the listing's offers change.
func (l *Listing) moves() bool { return len(l.Reprice) > 0 || l.follows() }

// openLinks sets the automatic prices of the start and plans the comparisons.
func (r *Run) openLinks() {
	for i := range r.listings {
		l := &r.listings[i]
		r.turnTo(l.sku)
		l.unlinked = false
		if !l.cfg.follows() {
			continue
		}
		for p, k := range l.cfg.Links {
			l.auto[p] = 0
			if k != nil && !r.overridden(l.cfg.Price[p]) {
				r.follow(l, market.Program(p), 0)
			}
		}
		if every := r.cfg.Markets[l.market].Sync.Every; every > 0 && every < r.cfg.Horizon {
			r.at(every, classStatus, evPriceSync, uint32(i))
		}
	}
	r.turnToAll()
}

// pricesFollow compares the automatic prices of a listing with what they should be.
func pricesFollow(r *Run, ev des.Event) {
	l := &r.listings[ev.Subject]
	if l.unlinked {
		return
	}
	sync := &r.cfg.Markets[l.market].Sync
	if next := r.now() + sync.Every; next < r.cfg.Horizon {
		r.at(next, classStatus, evPriceSync, ev.Subject)
	}
	band := money.Rate(0)
	if r.now() >= sync.From {
		band = sync.DeadBand
	}
	changed := false
	for p, k := range l.cfg.Links {
		if k != nil && l.auto[p] > 0 && r.now() < k.Until && !r.priced(l) {
			changed = r.follow(l, market.Program(p), band) || changed
		}
	}
	if changed {
		r.setTerms(l)
		r.reach(l)
	}
}

// follow brings an automatic price up to date unless the change lies in the dead
// band, and reports whether it changed.
func (r *Run) follow(l *listing, use market.Program, band money.Rate) bool {
	k, shown := l.cfg.Links[use], l.auto[use]
	source, fx := r.sourcePrice(l, k), r.crossRate(market.US, l.market)
	if shown > 0 {
		by := k.Near(r.feeDay(), source, fx) - shown
		by = max(by, -by)
		// Half a cent is what rounding moved the price that is shown.
		if by < shown.Times(band) || by <= money.Cent/2 {
			return false
		}
	}
	steps, err := k.Price(r.feeDay(), source, fx)
	if err != nil || steps.Price == shown {
		return false // the last price stays
	}
	l.auto[use] = steps.Price
	return true
}

// sourcePrice is the price of the US offer now; in a sale, its sale price.
func (r *Run) sourcePrice(l *listing, k *Link) money.Amount {
	price := amount(r.values[k.Source])
	if us := r.listed[poolIndex(int(l.sku), market.US)]; us >= 0 {
		price, _ = r.promoted(&r.listings[us], price)
	}
	return price
}

// crossRate is what a unit of one store's currency is worth in another's now.
func (r *Run) crossRate(of, in market.Marketplace) money.Rate {
	a, b := r.book.Rate(of.Currency()), r.book.Rate(in.Currency())
	if b <= 0 {
		return 0
	}
	return money.Rate(money.MulDiv(int64(a), int64(money.One), int64(b)))
}

// priced reports whether the seller has set a price: a promotion with a price of its
// own breaks the link for good.
func (r *Run) priced(l *listing) bool {
	from := r.cfg.Markets[l.market].Sync.From
	return slices.ContainsFunc(l.cfg.Promotions, func(p Promotion) bool {
		return p.Price != NoRef && p.From >= from && r.now() >= p.From
	})
}

// overridden reports whether a sweep sets an input.
func (r *Run) overridden(ref Ref) bool {
	return slices.ContainsFunc(r.overrides, func(o Override) bool { return o.Input == ref })
}

// carryPrice keeps the price where a plan turns from one automatic price to another,
// which breaks the link.
func (r *Run) carryPrice(l *listing, before market.Program) {
	k := &l.cfg.Links
	if k[before] == nil || k[l.planned] == nil || r.now() < r.cfg.Markets[l.market].Sync.From ||
		l.auto[before] <= 0 || l.auto[l.planned] <= 0 {
		return
	}
	l.unlinked = true
	l.auto[l.planned] = l.auto[before]
	r.setTerms(l)
	r.reach(l)
}
