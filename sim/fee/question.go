package fee

import (
	"fmt"
	"strconv"
	"strings"

	"fbasim/sim/civil"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
)

// question is one row of a file of worked examples.
type question struct {
	book *Book
	row  map[string]string
	in   map[string]string // the key=value pairs of the column inputs
	used []CardRef
}

func newQuestion(b *Book, row map[string]string) *question {
	q := &question{book: b, row: row, in: make(map[string]string)}
	for _, pair := range strings.Split(row["inputs"], ";") {
		key, value, _ := strings.Cut(pair, "=")
		q.in[strings.TrimSpace(key)] = strings.TrimSpace(value)
	}
	return q
}

// first returns the first column that is filled in.
func (q *question) first(columns ...string) string {
	for _, c := range columns {
		if v := strings.TrimSpace(q.row[c]); v != "" {
			return v
		}
	}
	return ""
}

// date returns the day asked about: that of the named input, else of the row; a
// row without one takes a day of the named card.
func (q *question) date(key string) (civil.Date, error) {
	text := q.in[key]
	if len(text) == len("2026-10") && key == "month" {
		text += "-01"
	}
	if text == "" {
		text = q.first("effective_date", "on")
	}
	if text != "" {
		return civil.ParseDate(text)
	}
	if card, ok := q.book.Find(q.in["card"]); ok {
		return card.firstDay(), nil
	}
	return 0, fmt.Errorf("the row has no date and names no card")
}

// programNames are the names of programs in files of examples, beside their ids.
var programNames = map[string]market.Program{
	"rf": market.RemoteFulfillment, "narf": market.RemoteFulfillment, "fba": market.LocalFBA, "fba_local": market.LocalFBA,
	"fba export mcf": market.MCF, "fba_export_mcf": market.MCF, "fba_export": market.FBAExport, "fba export": market.FBAExport,
}

func (q *question) program() market.Program {
	name := strings.ToLower(q.first("program"))
	if p, ok := programNames[name]; ok {
		return p
	}
	if p, ok := market.ParseProgram(name); ok {
		return p
	}
	return market.LocalFBA
}

func (q *question) market() (market.Marketplace, error) {
	m, ok := market.ParseMarketplace(q.first("marketplace"))
	if !ok {
		return 0, fmt.Errorf("%q is not a marketplace: US, CA or MX", q.first("marketplace"))
	}
	return m, nil
}

// price returns the row's price, NoPrice where it is blank.
func (q *question) price() (money.Amount, error) {
	text := q.first("price")
	if text == "" {
		return NoPrice, nil
	}
	return parseAmount(text)
}

func (q *question) needPrice() (money.Amount, error) {
	p, err := q.price()
	if err == nil && p == NoPrice {
		err = fmt.Errorf("this kind needs a price")
	}
	return p, err
}

// item returns the unit asked about; what the row does not say stays zero.
func (q *question) item() (item Item, err error) {
	text := q.first("category")
	if text == "" {
		text = "any"
	}
	if item.Category, err = market.ParseCategory(text); err != nil {
		return item, err
	}
	item.DangerousGoods = yes(q.in["dangerous_goods"]) || strings.EqualFold(text, "hazmat")
	item.FeeGroup = q.in["fee_group"]
	item.PriceAddsTax = q.in["price_includes_iva"] == "no"
	item.OwnPackaging = yes(q.in["own_packaging"])
	if size := q.sizeText(); size != "" {
		if item.Dims, err = quantity.ParseDims(size); err != nil {
			return item, err
		}
		item.HasDims = true
	}
	item.Weight, err = q.weight()
	return item, err
}

func yes(text string) bool { return text == "yes" || text == "true" || text == "1" }

// sizeText joins the columns of either layout to "12.6 x 6.6 x 5.5 in".
func (q *question) sizeText() string {
	if size := q.first("size"); size != "" {
		return size
	}
	l, w := q.first("length_in", "length"), q.first("width_in", "width")
	h := q.first("height_in", "height")
	if l == "" || w == "" || h == "" {
		return ""
	}
	unit := q.first("dim_unit")
	if unit == "" {
		unit = "in"
	}
	return fmt.Sprintf("%s x %s x %s %s", l, w, h, unit)
}

func (q *question) weight() (quantity.Weight, error) {
	text := q.first("weight_lb", "weight")
	if text == "" {
		return 0, nil
	}
	if _, unit, _ := quantity.Split(text); unit == "" {
		unit = q.first("weight_unit")
		if unit == "" {
			unit = "lb"
		}
		text += " " + unit
	}
	return quantity.ParseWeight(text)
}

// known returns the tier and weight of a row that gives them instead of a size.
func (q *question) known(item Item) (*tierAndWeight, error) {
	tier, weight := q.in["size_tier"], item.Weight
	if tier == "" && !(item.HasDims && item.Weight > 0) {
		tier = q.first("expected_size_tier", "tier")
	}
	if tier == "" {
		return nil, nil
	}
	if text := q.in["shipping_weight_lb"]; text != "" {
		w, err := quantity.ParseWeight(text + " lb")
		if err != nil {
			return nil, err
		}
		weight = w
	}
	return &tierAndWeight{tier, weight}, nil
}

// tariff looks up the kinds of fees for the row's unit on a day.
func (q *question) tariff(d civil.Date, kinds ...market.FeeKind) (*Tariff, error) {
	m, err := q.market()
	if err != nil {
		return nil, err
	}
	item, err := q.item()
	if err != nil {
		return nil, err
	}
	price, err := q.price()
	if err != nil {
		return nil, err
	}
	route := Route{Program: q.program(), Market: m, From: d, To: d}
	c := q.book.newCompiler(item, route, q.assume(kinds, route))
	c.price = &price
	if c.t.known, err = q.known(item); err != nil {
		return nil, err
	}
	if id := q.in["card"]; id != "" {
		card, ok := q.book.Find(id)
		if !ok {
			return nil, fmt.Errorf("there is no card %q", id)
		}
		c.forced = card
	}
	for _, k := range kinds {
		c.compile(k)
		if s := c.t.at(k, d); s != nil {
			if err := q.sameCurrency(s); err != nil {
				return nil, err
			}
			q.used = append(q.used, s.card.ref)
		}
	}
	if err := q.unitVolume(c.t); err != nil {
		return nil, err
	}
	if len(c.gaps) > 0 {
		return nil, MissingCards(c.gaps)
	}
	return c.t, nil
}

// sameCurrency refuses a card that stands in with amounts of another currency than
// the row expects.
func (q *question) sameCurrency(s *span) error {
	want, ok := money.ParseCurrency(q.first("currency"))
	if !ok || !s.assumed || s.card.Currency == money.NoCurrency || s.card.Currency == want {
		return nil
	}
	return fmt.Errorf("the assumed card %s is in %v, the row in %v", s.card.ID, s.card.Currency, want)
}

// assume lets the card of the input assume_card stand in for the kinds asked.
func (q *question) assume(kinds []market.FeeKind, r Route) Assume {
	a := Assume{Cards: make(map[string]string)}
	card, ok := q.book.Find(q.in["assume_card"])
	for _, k := range kinds {
		if ok && card.Kind == cardKind(k) {
			a.Cards[keyOf(k, r)] = card.ID
		}
	}
	return a
}

// unitVolume lets the row's own volume replace that of the size.
func (q *question) unitVolume(t *Tariff) (err error) {
	units := map[string]string{"unit_volume_cuft": " cu ft", "unit_volume_m3": " m3"}
	for key, unit := range units {
		if text := q.in[key]; text != "" {
			t.volume, err = quantity.ParseVolume(text + unit)
		}
	}
	return err
}

// whole reads a whole number, def where the input is absent.
func (q *question) whole(key string, def int64) (int64, error) {
	if q.in[key] == "" {
		return def, nil
	}
	return strconv.ParseInt(q.in[key], 10, 64)
}

func (q *question) number(key string) (float64, error) {
	v, err := strconv.ParseFloat(q.in[key], 64)
	if err != nil {
		return 0, fmt.Errorf("this kind needs the input %s", key)
	}
	return v, nil
}

func (q *question) rate(key string) (money.Rate, error) {
	if q.in[key] == "" {
		return 0, nil
	}
	return money.ParseRate(q.in[key])
}

func (q *question) amount(key string) (money.Amount, error) {
	if q.in[key] == "" {
		return 0, nil
	}
	return parseAmount(q.in[key])
}
