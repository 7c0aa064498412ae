package model

import (
	"math"

	"fbasim/sim/civil"
	"fbasim/sim/des"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// The terms of an offer are its price, the import fees deposit and, following
// from them and the promised days, the share of buyers it reaches. They change
// when a promotion begins or ends, when the border changes its charges and when an
// automatic price follows the US price.

// mostReach is the most that an offer can reach, as a multiple of the reference
// offer's buyers: an elasticity says nothing about a price of a few cents.
const mostReach = 1000

// setDemand fixes the rate of buyers.
func (r *Run) setDemand(l *listing) {
	l.perDay, l.volume = r.value(l.cfg.Demand, 0), 1
	if v := r.volume; v != nil && v.SKU == int(l.sku) && v.Market == l.market {
		l.perDay = r.cfg.Inputs[l.cfg.Demand].Dist.Mean()
		l.volume = v.PerDay / l.perDay
	}
}

// openReferences fixes the landed prices at which demand is stated.
func (r *Run) openReferences() {
	for i := range r.listings {
		l := &r.listings[i]
		l.reference = r.landed(l, r.cfg.Markets[l.market].Response.Reference, l.cfg.Reference)
	}
}

// openTerms sets the terms of the start and plans their changes.
func (r *Run) openTerms(l *listing) {
	r.setTerms(l)
	r.reach(l)
	for _, t := range l.cfg.Reprice {
		if t > 0 && t < r.cfg.Horizon {
			r.at(t, classStatus, evTerms, uint32(l.index))
		}
	}
}

func termsChange(r *Run, ev des.Event) {
	l := &r.listings[ev.Subject]
	r.setTerms(l)
	r.reach(l)
}

// setTerms fixes what every program offers now, and how much of the buyers it
// reaches: a share more for each promised day faster than the reference offer,
// and the landed price to the power of the elasticity.
func (r *Run) setTerms(l *listing) {
	l.bestOffer = 0
	for p := range l.terms {
		use := market.Program(p)
		l.terms[p].reach, l.terms[p].primeReach = 0, 0
		full := r.fullPrice(l, use)
		if use == market.NoProgram || full <= 0 || l.country != "" && use != market.FBAExport {
			continue
		}
		price, promo := r.promoted(l, full)
		l.terms[p].price, l.terms[p].deposit = price, r.importFees(l, use, price)
		if r.tariff(l, use) == nil {
			continue
		}
		reach := r.speedResponse(l.market, use)
		shown, uplift := price, 1.0
		if promo != nil && promo.Uplift != NoRef {
			shown, uplift = full, 1+r.values[promo.Uplift]
		}
		reach *= uplift
		if use == market.RemoteFulfillment {
			reach *= r.law.ads
		}
		l.terms[p].reach = l.reachOf(reach * r.priceResponse(l, r.landed(l, use, shown)))
		if l.tellsPrime {
			l.terms[p].primeReach = l.terms[p].reach * r.primeSees(use) * r.featuredShare(l, use, true)
			l.terms[p].reach = l.reachOf(reach * r.priceResponse(l, r.landed(l, use, shown)+r.paidShipping(l, use)) * r.featuredShare(l, use, false))
		}
		l.bestOffer = max(l.bestOffer, l.terms[p].reach, l.terms[p].primeReach)
	}
}

// reachOf is a response as the appeal below which an offer sells.
func (l *listing) reachOf(response float64) float64 {
	return l.volume * min(max(0, response), mostReach)
}

// fullPrice is the price of a program without promotions.
func (r *Run) fullPrice(l *listing, use market.Program) money.Amount {
	if use == market.FBAExport {
		if us := r.usListing(l.sku); us != nil {
			return r.fullPrice(us, market.LocalFBA)
		}
		return 0
	}
	if hand := l.terms[use].handPrice; hand > 0 {
		return hand
	}
	if auto := l.auto[use]; auto > 0 {
		return auto
	}
	return amount(r.value(l.cfg.Price[use], 0))
}

// promoted returns the price now and the promotion behind it; of several at a
// time the one with the lowest price holds.
func (r *Run) promoted(l *listing, full money.Amount) (price money.Amount, by *Promotion) {
	price = full
	for i := range l.cfg.Promotions {
		p := &l.cfg.Promotions[i]
		if now := r.now(); now < p.From || now >= p.To {
			continue
		}
		own := (full - full.Times(p.Discount)).RoundCents()
		if p.Price != NoRef {
			own = amount(r.values[p.Price])
		}
		if by == nil || own < price {
			price, by = own, p
		}
	}
	return price, by
}

func (r *Run) speedResponse(m market.Marketplace, use market.Program) float64 {
	resp := &r.cfg.Markets[m].Response
	faster := r.value(resp.ReferenceDays, r.promisedDays(m, resp.Reference)) - r.promisedDays(m, use)
	return max(0, 1+r.value(resp.PerDayFaster, 0)*faster)
}

// promisedDays is the middle of a program's delivery window, or its mean transit
// where no window is promised.
func (r *Run) promisedDays(m market.Marketplace, use market.Program) float64 {
	mk := &r.cfg.Markets[m]
	if w := mk.Window[use]; w.Max > 0 {
		return float64(w.Min+w.Max) / 2 / float64(civil.Day)
	}
	return r.value(mk.Transit[use], 0)
}

// priceResponse is the share of buyers that a landed price reaches.
func (r *Run) priceResponse(l *listing, landed float64) float64 {
	e := r.value(r.cfg.Markets[l.market].Response.PriceElastic, 0)
	if e == 0 || l.reference <= 0 || landed <= 0 {
		return 1
	}
	return math.Pow(landed/l.reference, e)
}

// landed is what the buyer pays for a unit in all: the price, the tax on it where
// the price shown has none, and the import fees deposit (RF-DTY-02).
func (r *Run) landed(l *listing, use market.Program, price money.Amount) float64 {
	sum := price + r.taxOnTop(l, use, price) + r.deposited(use, r.importFees(l, use, price))
	if use == market.FBAExport {
		if a := r.abroad(l.buyersFrom()); a != nil {
			sum += r.inCurrency(a.Shipping, r.currency(l, use))
		}
	}
	if own := r.currency(l, use); own != l.market.Currency() {
		sum = exchanged(sum, r.book.Rate(own), r.book.Rate(l.market.Currency()))
	}
	if use == market.SellerFulfilled && !r.cfg.Merchant[l.market].PaysDuty {
		sum += r.ownImport(l, price)
	}
	return sum.Float()
}
