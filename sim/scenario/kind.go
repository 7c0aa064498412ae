package scenario

// Kind says what a key holds and how it is written.
type Kind uint8

// The kinds of values. The ones from InputDays on are inputs: a constant or a distribution.
const (
	TableKind Kind = iota // a table of further keys
	TextKind
	IntKind      // a whole number, bare
	NumberKind   // a number, bare
	BoolKind     // true or false
	DateKind     // 2026-02-28
	EnumKind     // one of a few words
	MarketKind   // US, CA, MX
	ProgramKind  // remote-fulfillment, local-fba, ...
	CategoryKind // a product category
	CountryKind  // two capital letters
	CurrencyKind
	MoneyKind    // "39.99 CAD"
	PriceKind    // money or "auto"
	PercentKind  // "8 %"
	DurationKind // "7 d", above zero
	DelayKind    // "7 d", zero allowed
	SizeKind     // "11 x 7 x 3 in"
	WeightKind   // "1.4 lb"
	VolumeKind   // "1000 cu ft"
	UnitsKind    // "12 units" or 12
	LotsKind     // "800 units aged 40 d", "300 units in 12 d", or a list
	TextsKind    // a list of texts
	NumbersKind  // a list of numbers
	CountsKind   // "20..400" or 64
	FileKind     // a file name relative to the scenario
	MomentKind   // "36 h" since the start, a date, "2026-03-01T09:00"
	MarketsKind  // a list of marketplaces, or "all"
	ItemsKind    // a table of products and units
	AnyKind      // text, a number, true or false
	ValuesKind   // a list of such

	InputDays     // days
	InputRate     // units per time
	InputPercent  // "8 %"
	InputYearly   // "8 %/year"
	InputFactor   // a number without a unit
	InputMoney    // money for a unit of the product
	InputMonthly  // money a month
	InputShipment // money a shipment
	InputOnce     // money, once
	InputFreight  // money per unit, kg, lb or shipment; one or a list
	InputFX       // value of a foreign currency unit
	InputOrder    // money an order
)

type kindFacts struct {
	name    string // for lists of keys
	example string // a value of the kind, for messages
	unit    string // unit to suggest for a bare number, "" when it needs none
}

var kinds = [...]kindFacts{
	TableKind:     {"table", "", ""},
	TextKind:      {"text", `"..."`, ""},
	IntKind:       {"whole number", "12", ""},
	NumberKind:    {"number", "0.6", ""},
	BoolKind:      {"true or false", "true", ""},
	DateKind:      {"date", "2026-02-28", ""},
	EnumKind:      {"word", "", ""},
	MarketKind:    {"marketplace", `"CA"`, ""},
	ProgramKind:   {"program", `"remote-fulfillment"`, ""},
	CategoryKind:  {"category", `"Home & Kitchen"`, ""},
	CountryKind:   {"country", `"CN"`, ""},
	CurrencyKind:  {"currency", `"USD"`, ""},
	MoneyKind:     {"money", `"39.99 USD"`, "USD"},
	PriceKind:     {"money", `"39.99 USD"`, "USD"},
	PercentKind:   {"percentage", `"8 %"`, "%"},
	DurationKind:  {"time span", `"60 d"`, "d"},
	DelayKind:     {"time span", `"7 d"`, "d"},
	SizeKind:      {"size", `"11 x 7 x 3 in"`, ""},
	WeightKind:    {"weight", `"1.4 lb"`, "lb"},
	VolumeKind:    {"volume", `"1000 cu ft"`, "cu ft"},
	UnitsKind:     {"units", `"12 units"`, "units"},
	LotsKind:      {"lots", `"800 units aged 40 d"`, "units"},
	TextsKind:     {"list of texts", `["a", "b"]`, ""},
	NumbersKind:   {"list of numbers", "[1.0, 0.8]", ""},
	CountsKind:    {"count or range", `"20..400"`, ""},
	FileKind:      {"file name", `"catalog.csv"`, ""},
	MomentKind:    {"point in time", `"36 h"`, "d"},
	MarketsKind:   {"list of marketplaces", `["CA", "MX"]`, ""},
	ItemsKind:     {"products and units", "{ MUG = 40 }", ""},
	AnyKind:       {"value", `"24 h"`, ""},
	ValuesKind:    {"list of values", `["29.99 CAD", "34.99 CAD"]`, ""},
	InputDays:     {"days", `"pert(7, 9, 12) d"`, "d"},
	InputRate:     {"rate of units", `"120 units/month"`, "units/month"},
	InputPercent:  {"percentage", `"8 %"`, "%"},
	InputYearly:   {"percentage a year", `"8 %/year"`, "%/year"},
	InputFactor:   {"number", `"-1.5"`, ""},
	InputMoney:    {"money per unit", `"9.10 USD"`, "USD"},
	InputMonthly:  {"money a month", `"60 CAD"`, "CAD/month"},
	InputShipment: {"money a shipment", `"150 USD/shipment"`, "USD/shipment"},
	InputOnce:     {"money", `"900 CAD"`, "CAD"},
	InputFreight:  {"money per unit, kg, lb or shipment", `"1.35 USD/unit"`, "USD/unit"},
	InputOrder:    {"money an order", `"12 USD/order"`, "USD/order"},
	InputFX:       {"value in the scenario's currency", `"0.731 USD"`, "USD"},
}

// String names the kind as lists of keys show it: "money per unit".
func (k Kind) String() string { return kinds[k].name }

// IsInput reports whether a distribution may stand for the value.
func (k Kind) IsInput() bool { return k >= InputDays }

// Draw says how often an uncertain input is drawn.
type Draw uint8

// DrawRun is an unknown constant, drawn once a replication; DrawEvent varies each time it is used;
// DrawFixed does not vary.
const (
	DrawFixed Draw = iota
	DrawRun
	DrawEvent
)

var draws = [...]string{"fixed", "run", "event"}

// String returns the word used in files: "run", "event" or "fixed".
func (d Draw) String() string { return draws[d] }
