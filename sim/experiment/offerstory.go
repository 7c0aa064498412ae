package experiment

import (
	"fmt"
	"strings"

	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/program"
)

// OfferStory is what happens to one SKU in one marketplace in a replication: its Remote Fulfillment
// offer, the program its plan uses, and its inbound shipments.
type OfferStory struct {
	Offer  []OfferStep
	Plan   []PlanStep
	Stock  []StockStep
	Orders int // placed
}

// OfferStep is a change of the Remote Fulfillment offer by a rule; Tick is since the start.
type OfferStep struct {
	Tick   int64
	State  program.Remote
	RuleID string
}

// PlanStep is a change of the program in use.
type PlanStep struct {
	Tick int64
	Use  market.Program
}

// StockStep is an order to a supplier ("ordered") or a receipt ("received") in the marketplace's country.
type StockStep struct {
	Tick  int64
	Units int64
	What  string
}

// ParseOffer reads "SKU/MARKET". Names of SKUs may contain slashes.
func ParseOffer(cfg *model.Config, text string) (sku int, m market.Marketplace, err error) {
	cut := strings.LastIndexByte(text, '/')
	if cut > 0 {
		if m, ok := market.ParseMarketplace(text[cut+1:]); ok {
			for i := range cfg.SKUs {
				if cfg.SKUs[i].Name == text[:cut] {
					return i, m, nil
				}
			}
		}
	}
	return 0, 0, fmt.Errorf("%q is no SKU in a marketplace of this run; write it as SKU/CA", text)
}

// WatchOffer simulates replication 0 of a case again and returns what happens to a SKU in a marketplace.
func (s *Study) WatchOffer(c, sku int, m market.Marketplace) (OfferStory, error) {
	w := &offerWatcher{sku: sku, market: m}
	_, err := model.NewRun(s.Cases[c].Config).Simulate(model.Options{Seed: s.Settings.Seed, Tracer: w})
	return w.story, err
}

// offerWatcher keeps what happens to one SKU in one marketplace.
type offerWatcher struct {
	sku    int
	market market.Marketplace
	story  OfferStory
}

// Order counts orders placed.
func (w *offerWatcher) Order(_ int64, o model.OrderName, s model.Step) {
	if o.SKU == w.sku && o.Market == w.market && s == model.Placed {
		w.story.Orders++
	}
}

// Offer keeps a change of state.
func (w *offerWatcher) Offer(tick int64, sku int, m market.Marketplace, state program.Remote, rule string) {
	if sku == w.sku && m == w.market {
		w.story.Offer = append(w.story.Offer, OfferStep{tick, state, rule})
	}
}

// Plan keeps a change of program.
func (w *offerWatcher) Plan(tick int64, sku int, m market.Marketplace, use market.Program) {
	if sku == w.sku && m == w.market {
		w.story.Plan = append(w.story.Plan, PlanStep{tick, use})
	}
}

// Stock keeps orders to suppliers and receipts.
func (w *offerWatcher) Stock(tick int64, sku int, country market.Marketplace, units int64, what string) {
	if sku == w.sku && country == w.market {
		w.story.Stock = append(w.story.Stock, StockStep{tick, units, what})
	}
}
