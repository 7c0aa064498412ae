package experiment

import (
	"fmt"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/fee"
	"fbasim/sim/ledger"
	"fbasim/sim/market"
	"fbasim/sim/model"
	"fbasim/sim/money"
	"fbasim/sim/result"
)

// mostOtherRows bounds the ledger rows that belong to no order (storage,
// shipments, settlements) in ledger.csv; a large catalog has very many.
const mostOtherRows = 20_000

// sampleOrders follows a sample of buyers through replication 0 of every case,
// the same buyers in each, and writes their orders and movements of money, and the
// decisions of rules.
func (s *Study) sampleOrders(sm *sample, set *result.Set) error {
	every, most := s.sampleStep(sm), mostOtherRows
	if s.Settings.Orders == 0 {
		most = 0
	}
	for c := range s.Cases {
		f := newFollower(func(k orderKey) bool { return most > 0 && k.hash()%every == 0 }, most)
		cfg := s.Cases[c].Config
		a := &auditor{name: s.Cases[c].Name, start: cfg.Start.Tick()}
		_, err := model.NewRun(cfg).Simulate(model.Options{Seed: s.Settings.Seed, Recorder: f, Tracer: f, Audit: a})
		if err != nil {
			return err
		}
		set.Audit = append(set.Audit, a.rows...)
		set.Findings = append(set.Findings, s.alternatives(c, a.rows, set.Findings, sm.n())...)
		for i := range f.stories {
			set.Orders = append(set.Orders, s.orderRow(c, &f.stories[i]))
			for p := range f.stories[i].Postings {
				set.Ledger = append(set.Ledger, s.ledgerRow(c, &f.stories[i].Postings[p]))
			}
		}
		for p := range f.other {
			set.Ledger = append(set.Ledger, s.ledgerRow(c, &f.other[p]))
		}
	}
	return nil
}

// sampleStep returns the k of "one buyer in k" that gives about the number of
// orders asked for.
func (s *Study) sampleStep(sm *sample) uint64 {
	var orders int64
	for _, t := range sm.outcome[s.Baseline()].markets {
		orders += t.Orders
	}
	perReplication := orders / int64(sm.n())
	return uint64(max(1, perReplication/int64(max(1, s.Settings.Orders))))
}

// hash spreads keys evenly; multiplication by odd constants and a shift suffice.
func (k orderKey) hash() uint64 {
	h := uint64(k.sku)*0x9E3779B97F4A7C15 + uint64(k.market)*0xBF58476D1CE4E5B9 + uint64(k.serial)*0x94D049BB133111EB
	return h ^ h>>32
}

func (s *Study) orderRow(c int, story *Story) result.Order {
	cfg := s.Cases[c].Config
	o := story.Name
	row := result.Order{
		ID: o.Text(cfg.SKUs[o.SKU].Name), Case: s.Cases[c].Name, Replication: o.Replication,
		SKU: cfg.SKUs[o.SKU].Name, Market: o.Market.String(), Program: story.Program(s.Cards).String(),
		Units: 1, Currency: o.Market.Currency().String(), Status: model.Placed.String(),
		Contribution: story.Total().Float(),
	}
	for _, step := range story.Steps {
		row.Status = step.Step.String()
		at := strings.Replace(civil.TickString(cfg.Start.Tick()+step.Tick), " ", "T", 1)
		switch step.Step {
		case model.Placed:
			row.Ordered = at
		case model.Shipped:
			row.Shipped = at
		case model.Delivered:
			row.Delivered = at
		case model.Returned:
			row.Returned = at
		}
	}
	s.promise(&row, cfg, story)
	var fees money.Amount
	for i := range story.Postings {
		p := &story.Postings[i]
		if p.Line == ledger.Revenue {
			row.Price = p.Amount.Float()
		}
		if _, isFee := p.Line.FeeKind(); isFee {
			fees -= p.Value
		}
	}
	row.Fees = fees.Float()
	return row
}

// promise fills in the last day of the promised window and whether it was kept.
func (s *Study) promise(row *result.Order, cfg *model.Config, story *Story) {
	use, _ := market.ParseProgram(row.Program)
	w := cfg.Markets[story.Name.Market].Window[use]
	placed, _ := story.At(model.Placed)
	if w.Max == 0 {
		return
	}
	row.Promised = civil.DateOf(cfg.Start.Tick() + placed + w.Max).String()
	if delivered, ok := story.At(model.Delivered); ok && delivered-placed > w.Max {
		row.Late, row.Reason = true, "delivered after the promised window"
	}
}

func (s *Study) ledgerRow(c int, p *ledger.Posting) result.LedgerRow {
	cfg := s.Cases[c].Config
	row := result.LedgerRow{
		Case: s.Cases[c].Name, Time: strings.Replace(civil.TickString(cfg.Start.Tick()+p.Tick), " ", "T", 1),
		Entity: "seller", Kind: p.Line.String(), Debit: p.To.String(), Credit: p.From.String(),
		Amount: p.Amount, Currency: p.Currency.String(), Mark: MarkText(p.Mark),
	}
	if p.SKU >= 0 {
		row.Entity = fmt.Sprintf("%s/%s", cfg.SKUs[p.SKU].Name, p.Market)
	}
	if p.Order != 0 {
		o := model.OrderName{SKU: int(p.SKU), Market: p.Market, Strip: int32(p.Order >> 40), Buyer: uint64(p.Order & (1<<40 - 1))}
		row.Entity = o.Text(cfg.SKUs[p.SKU].Name)
	}
	if p.Value == 0 {
		row.Kind = "transfer"
	}
	if p.Card != 0 && s.Cards != nil {
		row.Card = s.Cards.Card(fee.CardRef(p.Card)).ID
	}
	return row
}

// ParseOrder reads an order's name, "WIDGET/CA/0/1.17", against a configuration.
func ParseOrder(cfg *model.Config, text string) (model.OrderName, error) {
	bad := fmt.Errorf("%q is not an order: write sku/market/replication/strip.number as in orders.csv", text)
	parts := strings.Split(text, "/")
	if len(parts) < 4 {
		return model.OrderName{}, bad
	}
	sku, rest := strings.Join(parts[:len(parts)-3], "/"), parts[len(parts)-3:]
	o := model.OrderName{SKU: -1}
	for i := range cfg.SKUs {
		if cfg.SKUs[i].Name == sku {
			o.SKU = i
		}
	}
	m, ok := market.ParseMarketplace(rest[0])
	if o.SKU < 0 || !ok {
		return o, fmt.Errorf("%q: no SKU %q is sold in %q here", text, sku, rest[0])
	}
	o.Market = m
	if n, err := fmt.Sscanf(rest[1]+" "+rest[2], "%d %d.%d", &o.Replication, &o.Strip, &o.Buyer); n != 3 || err != nil {
		return o, bad
	}
	if o.Text(sku) != text {
		return o, bad
	}
	return o, nil
}
