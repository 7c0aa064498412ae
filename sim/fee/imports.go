package fee

import (
	"fmt"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
)

// importRates are the charges of an authority on a shipment, by origin and value.
type importRates struct {
	rows []importRow
}

type importRow struct {
	from, channel string // country or "*"; "courier", "mail" or "*"
	upTo          money.Amount
	duty          bool
	tax           bool
	flat          money.Rate // instead of duty and tax
	missing       bool
}

func parseImports(s *section) *importRates {
	out := &importRates{}
	t := s.table("rates", "ship from", "channel", "value up to", "duty", "tax")
	if t == nil {
		s.need("rates")
		return out
	}
	for _, r := range t.rows {
		row := importRow{
			channel: r.cell("channel"), upTo: cellAs(r, "value up to", money.Max, parseAmount),
			duty: r.cell("duty") == "yes", tax: r.cell("tax") == "yes", missing: r.cell("tax") == "-"}
		if text := r.cell("tax"); text != "yes" && text != "no" && text != "-" {
			row.flat = cellAs(r, "tax", 0, parsePercent)
		}
		for _, from := range splitList(r.cell("ship from")) {
			row.from = from
			out.rows = append(out.rows, row)
		}
	}
	return out
}

// Parcel is a shipment to a buyer that crosses a border.
type Parcel struct {
	On       civil.Date
	To       market.Marketplace
	Place    string       // province or state of the buyer, where the tax depends on it
	From     string       // country it ships from: "US"
	Channel  string       // "courier" or "mail"
	Value    money.Amount // in the card's currency, without freight
	DutyRate money.Rate   // of the goods
}

// ImportCharges returns the duty and tax that an authority takes on a parcel, in
// the currency of the card's values, rounded once on their sum. They are the
// buyer's under Remote Fulfillment.
func (b *Book) ImportCharges(p Parcel) (Line, error) {
	c, err := b.accountCard(market.ImportTax, p.To, p.On)
	if err != nil {
		return Line{}, err
	}
	amount, err := b.importAmount(c, p)
	return c.line(amount), err
}

func (b *Book) importAmount(c *Card, p Parcel) (money.Amount, error) {
	row, ok := c.imports.row(p)
	if !ok || row.missing {
		return 0, fmt.Errorf("%s has no rate for a parcel of %v %v from %s by %s", c.ID, p.Value,
			c.Currency, p.From, p.Channel)
	}
	if row.flat > 0 {
		return centsOf(p.Value, row.flat), nil
	}
	var sum tally
	base := p.Value
	if row.duty {
		sum.add(p.Value, p.DutyRate)
		base += p.Value.Times(p.DutyRate)
	}
	if row.tax {
		rate, ok := b.DestinationTax(p.On, p.To, p.Place)
		if !ok {
			return 0, fmt.Errorf("no tax rate for %q in %v", p.Place, p.To)
		}
		sum.add(base, rate)
	}
	return sum.cents(), nil
}

// row returns the first row that fits the parcel.
func (r *importRates) row(p Parcel) (importRow, bool) {
	for _, row := range r.rows {
		from := row.from == "*" || row.from == p.From
		channel := row.channel == "*" || row.channel == p.Channel
		if from && channel && p.Value <= row.upTo {
			return row, true
		}
	}
	return importRow{}, false
}

// taxTable holds the tax of a country by destination.
type taxTable struct {
	rows []taxRow
}

type taxRow struct {
	place  string
	window Window
	rate   money.Rate
}

// DestinationTax returns the value-added tax of a place in a country, such as ON
// in Canada, on a day.
func (b *Book) DestinationTax(d civil.Date, m market.Marketplace, place string) (money.Rate, bool) {
	table, ok := b.taxes[m.String()]
	if !ok {
		return 0, false
	}
	for _, r := range table.rows {
		if r.place == place && r.window.Contains(d) {
			return r.rate, true
		}
	}
	return 0, false
}

// addTaxes reads the tables [tax.CA].
func (b *Book) addTaxes(root *section) {
	taxes := root.sub("tax")
	if taxes == nil {
		return
	}
	for _, code := range taxes.keys() {
		s := taxes.sub(code)
		if s == nil {
			continue
		}
		s.need("title")
		s.need("source")
		s.text("notes")
		read(s, "confidence", Unverified, parseConfidence)
		table := &taxTable{}
		t := s.table("rates", "place", "from", "to", "rate")
		if t == nil {
			s.need("rates")
			continue
		}
		for _, r := range t.rows {
			w := Window{
				From: cellAs(r, "from", Ever, parseDate), To: cellAs(r, "to", Forever, parseDate),
			}
			for _, place := range splitList(r.cell("place")) {
				table.rows = append(table.rows, taxRow{place, w,
					cellAs(r, "rate", 0, parsePercent)})
			}
		}
		s.finish()
		b.taxes[code] = table
	}
}
