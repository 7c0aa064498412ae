package harvest

import (
	"cmp"
	"slices"

	"fbasim/sim/amazon"
	"fbasim/sim/civil"
	"fbasim/sim/money"
)

type receiptSum struct {
	country string
	units   histogram // by day
}

// receiptTable is the receipts that one goroutine read, by shipment.
type receiptTable struct{ sums map[string]*receiptSum }

func (t *receiptTable) at(shipment string) *receiptSum {
	s := t.sums[shipment]
	if s == nil {
		s = &receiptSum{units: histogram{}}
		t.sums[shipment] = s
	}
	return s
}

// ledger adds an event of the Inventory Ledger: receipts are of use. Corrections of a receipt are
// negative and lower the units of their day.
func (g *gatherer) ledger(worker int, e amazon.LedgerEvent) use {
	u := use{day: e.Date, unused: e.Event != "Receipts" || e.Reference == "" || max(e.Quantity, -e.Quantity) > maxUnits}
	if u.unused {
		return u
	}
	s := g.receipts[worker].at(e.Reference)
	s.country = max(s.country, e.Country)
	s.units[int(e.Date)] += e.Quantity
	return u
}

func receiptList(tables []*receiptTable, created map[string]civil.Date) (list []Receipt) {
	all := &receiptTable{sums: map[string]*receiptSum{}}
	for _, t := range tables {
		for k, s := range t.sums {
			sum := all.at(k)
			sum.country = max(sum.country, s.country)
			sum.units.merge(s.units)
		}
	}
	for shipment, s := range all.sums {
		days := s.units.list()
		days = slices.DeleteFunc(days, func(c Count) bool { return c.N <= 0 })
		if len(days) == 0 {
			continue
		}
		r := Receipt{Shipment: shipment, Country: s.country, First: civil.Date(days[0].Value),
			Last: civil.Date(days[len(days)-1].Value), Days: days}
		if on, ok := created[shipment]; ok {
			r.Created = amazon.Some(on)
		}
		for i := range days {
			r.Units += days[i].N
			days[i].Value -= int(r.First)
		}
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b Receipt) int { return cmp.Compare(a.Shipment, b.Shipment) })
	return list
}

type issueKey struct {
	kind     string
	currency money.Currency
}

type issueShipment struct {
	issueKey
	shipment string
}

// issue adds a row of Inbound performance.
func (g *gatherer) issue(r amazon.InboundIssue) use {
	u := use{day: g.day(r.Reported)}
	if on := g.day(r.Created); on != 0 {
		if was, ok := g.created[r.Shipment]; !ok || on < was {
			g.created[r.Shipment] = on
		}
	}
	k := issueKey{r.Type, r.Currency}
	i := g.issues[k]
	if i == nil {
		i = &Issue{Type: r.Type, Currency: r.Currency}
		g.issues[k] = i
	}
	if s := (issueShipment{k, r.Shipment}); !g.shipped[s] {
		g.shipped[s] = true
		i.Shipments++
	}
	i.Units += r.Quantity
	i.Fees += r.Total.Or(0)
	return u
}

type trafficKey struct{ sku, asin string }

// business adds a row of a Business report.
func (g *gatherer) business(r amazon.Traffic) use {
	k := trafficKey{r.SKU, r.ASIN}
	t := g.traffic[k]
	if t == nil {
		t = &Traffic{SKU: r.SKU, ASIN: r.ASIN, BuyBox: r.BuyBox}
		g.traffic[k] = t
	}
	t.Sessions += r.Sessions
	t.Units += r.Units
	return use{}
}
