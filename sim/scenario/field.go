package scenario

import (
	"fbasim/sim/civil"
	"fbasim/sim/dist"
	"fbasim/sim/market"
	"fbasim/sim/money"
	"fbasim/sim/quantity"
	"fbasim/sim/scenario/document"
)

// Meta says where a value comes from.
type Meta struct {
	Path        string       // of the key, without the case: "product.MUG.price.CA"
	Pos         document.Pos // where it is written; of a default, the table it belongs to
	Text        string       // as written
	FromDefault bool
	Source      string // of a default

	Grade string // evidence behind a default: A, P, T, V, E, or "" for a convention
}

// Origin says where the value comes from in words: "na.toml:31" or "default (E)".
func (m Meta) Origin() string {
	switch {
	case m.FromDefault && m.Grade != "":
		return "default (" + m.Grade + ")"
	case m.FromDefault:
		return "default"
	}
	return m.Pos.String()
}

// Field is a checked value with its origin. Fields of keys that are absent and have no default
// are nil.
type Field[T any] struct {
	Meta
	Value T
}

// The kinds of fields. Percentages are factors, times are ticks.
type (
	Text     = Field[string]
	Int      = Field[int64]
	Number   = Field[float64]
	Bool     = Field[bool]
	Date     = Field[civil.Date]
	Money    = Field[money.Money]
	Percent  = Field[money.Rate]
	Span     = Field[quantity.Duration]
	Size     = Field[quantity.Dims]
	Weight   = Field[quantity.Weight]
	Category = Field[market.Category]
	Currency = Field[money.Currency]
	Place    = Field[market.Marketplace]
	Numbers  = Field[[]float64]
)

// Input is a constant or uncertain value. Dist is in Unit: "d", "units/d", "1" (a factor, also of
// percentages), "1/year", or money such as "CAD", "CAD/unit", "CAD/kg", "CAD/shipment",
// "CAD/month" with the currency in Currency.
type Input struct {
	Meta
	Dist     dist.Dist
	Draw     Draw
	Unit     string
	Currency money.Currency // of money, otherwise none
}

// Price is the price of a product in a marketplace under a program. Auto prices have no Value:
// they follow from the US price by the arithmetic of Build International Listings.
type Price struct {
	Meta
	Auto  bool
	Value money.Money
}

// Lot is opening stock of one age, or stock that is on its way at the start: then In is the time
// until it lies on the shelf, above zero.
type Lot struct {
	Pos   document.Pos
	Units int64
	Age   quantity.Duration
	In    quantity.Duration
}

// Lots is the opening stock of a product in a country, and what is on its way there.
type Lots struct {
	Meta
	Lots []Lot
}

// Condition is an expression that a later step compiles.
type Condition struct {
	Meta
	node *document.Node
}

// NewCondition returns a condition that stands at a place outside any TOML file.
func NewCondition(text string, at document.Pos) *Condition {
	return &Condition{Meta{Text: text, Pos: at}, document.NewString(text, at)}
}

// At returns the position of length bytes from an offset inside the expression.
func (c *Condition) At(offset, length int) document.Pos { return c.node.At(offset, length) }
