package imported

import (
	"cmp"
	"errors"
	"slices"

	"fbasim/sim/amazon"
	"fbasim/sim/amazon/harvest"
	"fbasim/sim/civil"
	"fbasim/sim/estimate"
	"fbasim/sim/market"
)

// Options say what is made of a harvest.
type Options struct {
	Name string // of the folder, for titles
	// Since and Until are the first and last day whose sales count; zero: those of the reports.
	Since, Until civil.Date
	Start        civil.Date // of the scenario; zero: the day after the last that counts
	Days         int        // length of the scenario; it is the horizon of the scenario file
	Costs        *Costs     // figures of the seller's own, nil for none
}

// Import is a harvest turned into the figures of a scenario.
type Import struct {
	Options
	From, To civil.Date           // the days whose sales count
	Markets  []market.Marketplace // with sales, besides the US
	Products []*Product           // of the catalog, by SKU
	Fitted   [market.MarketplaceCount]*Market
	Receive  map[market.Marketplace]estimate.Delay // days on which units are received, by country

	Left    []Left   // products that are not in the catalog, by SKU
	Assumed []string // what had to be assumed
	Open    []Open   // what the seller must fill in
	Notes   []string // what could not be fitted or was not used, and why

	offers []harvest.Offer
	plan   planning
}

// Product is a row of the catalog.
type Product struct {
	harvest.Product
	Cells     map[string]string // by column: what scenario files take
	Fits      []Fit             // what was fitted for it alone
	Series    [market.MarketplaceCount]*Sales
	Guessed   bool // the cost is a placeholder
	Unclassed bool // and so is the category
}

// Sales are the units of a product in a marketplace.
type Sales struct {
	estimate.Series
	Units    int
	Merchant int // of them, shipped by the seller
}

// Left is a product that is not in the catalog.
type Left struct{ SKU, Why string }

// Open is a figure that the seller must fill in.
type Open struct {
	File  string // of the folder
	Line  int    // of the file, 0 where many rows of a column are meant
	Key   string // of the scenario, or column of the catalog
	Value string // the placeholder
	Ask   string // what the figure is
}

// Market is what was fitted to a marketplace.
type Market struct {
	estimate.Market
	Units     int            // sold in the days that count
	Reference market.Program // by which most units were shipped
	Door      *estimate.Delay
	Back      *estimate.Delay  // from purchase to return
	Good      *estimate.Fitted // share of returned units that can be sold again
}

// Fit is a fitted value with the key it stands for.
type Fit struct {
	Key  string // of the scenario, without product.<sku>: "demand.CA"
	Unit string
	estimate.Fitted
}

// ErrNoSales says that a harvest holds no sales in the days that count.
var ErrNoSales = errors.New("no sales of a store that fbasim knows (US, CA, MX) in these days: an All Orders report is needed")

// New fits a scenario to a harvest. The error is ErrNoSales, or says that no product can be used, or is
// a defect of the program.
func New(h *harvest.Harvest, o Options) (*Import, error) {
	im := &Import{Options: o, offers: h.Offers, Receive: map[market.Marketplace]estimate.Delay{}}
	var err error
	if im.plan, err = readPlanning(); err != nil {
		return nil, err
	}
	sales := im.count(h)
	if len(sales) == 0 {
		return nil, ErrNoSales
	}
	if im.Start == 0 {
		im.Start = im.To + 1
	}
	if err := im.takeProducts(h, sales); err != nil {
		return nil, err
	}
	im.leaveGaps(h)
	if err := im.fitDemand(); err != nil {
		return nil, err
	}
	im.fitReturns(h)
	im.fitTransit(h)
	im.fitReceiving(h)
	im.fillStock(h)
	im.fillOffers(h)
	im.fillCosts()
	im.tellCosts()
	im.ask()
	im.tellSales(h)
	slices.SortFunc(im.Left, func(a, b Left) int { return cmp.Compare(a.SKU, b.SKU) })
	return im, nil
}

// place is a SKU in a marketplace.
type place struct {
	sku string
	m   market.Marketplace
}

// count adds up the series of all channels, on the days that count.
func (im *Import) count(h *harvest.Harvest) map[place]*Sales {
	im.frame(h)
	sales := map[place]*Sales{}
	for _, s := range h.Series {
		m, ok := s.Store.Market()
		if !ok {
			continue
		}
		at := place{s.SKU, m}
		for _, d := range s.Days {
			if d.Date < im.From || d.Date > im.To {
				continue
			}
			c := sales[at]
			if c == nil {
				c = im.none()
				sales[at] = c
			}
			c.Counts[d.Date-im.From] += d.Units
			c.Units += int(d.Units)
			if s.Channel == amazon.Merchant {
				c.Merchant += int(d.Units)
			}
		}
	}
	return sales
}

// frame finds the days that count: those asked for, or those of the reports.
func (im *Import) frame(h *harvest.Harvest) {
	im.From, im.To = im.Since, im.Until
	for _, s := range h.Series {
		if _, ok := s.Store.Market(); !ok || len(s.Days) == 0 {
			continue
		}
		first, last := s.Days[0].Date, s.Days[len(s.Days)-1].Date
		if im.Since == 0 && (im.From == 0 || first < im.From) {
			im.From = first
		}
		if im.Until == 0 {
			im.To = max(im.To, last)
		}
	}
	im.To = max(im.To, im.From)
}

// none is a history without sales.
func (im *Import) none() *Sales {
	return &Sales{Series: estimate.Series{Start: im.From, Counts: make([]int32, im.To-im.From+1)}}
}
